internal import Documents
internal import Records
internal import Text

/// What one cell adds to the profile of its column: a function of its bytes alone.
struct CellTraits: OptionSet, Hashable, Sendable {
  var rawValue: UInt32

  static let filled = CellTraits(rawValue: 1 << 0)
  static let number = CellTraits(rawValue: 1 << 1)
  static let missing = CellTraits(rawValue: 1 << 2)
  static let year = CellTraits(rawValue: 1 << 3)
  static let text = CellTraits(rawValue: 1 << 4)
  static let flag = CellTraits(rawValue: 1 << 5)
  static let plainInteger = CellTraits(rawValue: 1 << 6)
  static let plainReal = CellTraits(rawValue: 1 << 7)
  static let code = CellTraits(rawValue: 1 << 8)
  static let decimalComma = CellTraits(rawValue: 1 << 9)
  static let decimalPoint = CellTraits(rawValue: 1 << 10)
  static let groupingComma = CellTraits(rawValue: 1 << 11)
  static let groupingPoint = CellTraits(rawValue: 1 << 12)
  static let ambiguousComma = CellTraits(rawValue: 1 << 13)
  static let ambiguousPoint = CellTraits(rawValue: 1 << 14)
  static let statedMissing = CellTraits(rawValue: 1 << 15)
  /// Whole numbers of up to three digits, and of more, without any mark.
  static let shortInteger = CellTraits(rawValue: 1 << 16)
  static let longInteger = CellTraits(rawValue: 1 << 17)
  /// A minus sign stands before the number, or after it; and a plus sign after it.
  static let leadingMinus = CellTraits(rawValue: 1 << 18)
  static let trailingMinus = CellTraits(rawValue: 1 << 19)
  static let trailingPlus = CellTraits(rawValue: 1 << 20)
  /// Of those with a minus sign after them, numbers that are no round bound.
  static let unroundMinus = CellTraits(rawValue: 1 << 21)
  /// Numbers that are not written as SQL writes them, but say the same (“2,500”, “3e5”, “ 7”).
  static let convertible = CellTraits(rawValue: 1 << 22)
  /// Of these, digits with blanks between them, which may be no number (telephone numbers).
  static let spaced = CellTraits(rawValue: 1 << 23)

  /// How many traits there are.
  static let count = 24

  /// The traits of any cell.
  init(_ span: borrowing Span<UInt8>, _ cells: inout CellReader) {
    self = []
    // Under the point style a decimal comma reads as text or as grouping, so both are tried where
    // there is a comma.
    switch cells.read(span, style: .point) {
    case .empty: break
    case .missing:
      self = [.filled, .missing]
      if cells.isStatedMissing(span) { insert(.statedMissing) }
    case .number(let number):
      self = [.filled, .number]
      count(number.text, style: .point)
      countSigns(span, number)
      countConvertible(span, number)
      if span.count > 1, span[0] == UInt8(ascii: "0"), isDigit(span[1]) { insert(.code) }
      if number.decimals == 0, number.value >= 1000, number.value <= 2199,
        number.text.end == span.count,
        span.count == 4
      {
        insert(.year)
      }
    case .text:
      if case .number(let number) = cells.read(span, style: .comma) {
        self = [.filled, .number]
        count(number.text, style: .comma)
        countSigns(span, number)
        countConvertible(span, number)
      } else {
        self = [.filled, .text]
        if span.count == 1, cells.status(String(UnicodeScalar(span[0]))) != nil { insert(.flag) }
      }
    }
  }

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The traits of a cell of digits, with one point at most and a minus sign before; `nil` where it
  /// is anything else.
  ///
  /// - Parameter readable: how many bytes from `base` on may be read, those after the cell too.
  @inline(__always)
  static func plain(_ base: UnsafePointer<UInt8>, _ count: Int, readable: Int) -> CellTraits? {
    guard count <= 8, readable >= 8 else { return unsafe longPlain(base, count) }
    let word = unsafe UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
    let others = DigitWord.others(in: word, first: count)
    if others == 0 { return unsafe plain(base, count: count, digits: count, point: nil, from: 0) }
    let first = others.trailingZeroBitCount >> 3
    let byte = unsafe base[first]
    if byte == UInt8(ascii: "-"), first == 0 { return unsafe longPlain(base, count) }
    guard byte == UInt8(ascii: "."), others & (others - 1) == 0, first > 0, first < count - 1 else {
      return nil
    }
    return unsafe plain(base, count: count, digits: count - 1, point: first, from: 0)
  }

  /// The same, byte by byte.
  private static func longPlain(_ base: UnsafePointer<UInt8>, _ count: Int) -> CellTraits? {
    var digits = 0
    var point: Int?
    let first = unsafe base[0] == UInt8(ascii: "-") ? 1 : 0
    for at in first..<count {
      let byte = unsafe base[at]
      if isDigit(byte) {
        digits += 1
      } else if byte == UInt8(ascii: "."), point == nil, digits > 0 {
        point = digits
      } else {
        return nil
      }
    }
    guard digits > 0, digits <= 18, point.map({ $0 < digits }) ?? true else { return nil }
    return unsafe plain(base, count: count, digits: digits, point: point, from: first)
  }

  /// - Parameters:
  ///   - digits: how many there are.
  ///   - point: how many of them stand before the point.
  ///   - first: where the first one is.
  @inline(__always)
  private static func plain(
    _ base: UnsafePointer<UInt8>, count: Int, digits: Int, point: Int?, from first: Int
  ) -> CellTraits {
    var traits: CellTraits = [.filled, .number]
    let leadsWithZero = unsafe base[first] == UInt8(ascii: "0")
    if let point {
      if digits <= 15 { traits.insert(.plainReal) }
      if leadsWithZero, point > 1 { traits.insert(.code) }
      traits.insert(
        digits - point == 3 && point <= 3 && !leadsWithZero ? .ambiguousPoint : .decimalPoint)
    } else {
      traits.insert(.plainInteger)
      traits.insert(digits <= 3 ? .shortInteger : .longInteger)
      if first == 1 { traits.insert(.leadingMinus) }
      if leadsWithZero, digits > 1 { traits.insert(.code) }
      if digits == 4, count == 4,
        unsafe base[0] == UInt8(ascii: "1") || base[0] == UInt8(ascii: "2") && base[1] < 0x32
      {
        traits.insert(.year)
      }
    }
    return traits
  }

  /// Where signs stand, and whether the number could be a bound (“2,500-”).
  private mutating func countSigns(_ span: borrowing Span<UInt8>, _ number: NumberCell) {
    if number.value < 0 { insert(.leadingMinus) }
    guard let flag = number.flag, flag.count == 1, flag.lowerBound > 0 else { return }
    if span[flag.lowerBound] == UInt8(ascii: "+") { insert(.trailingPlus) }
    if span[flag.lowerBound] == UInt8(ascii: "-") {
      insert(.trailingMinus)
      if number.decimals > 0 || number.value.truncatingRemainder(dividingBy: 50) != 0 {
        insert(.unroundMinus)
      }
    }
  }

  /// Whether a number can be stored as SQL stores numbers, no digit and no mark beside it lost.
  private mutating func countConvertible(_ span: borrowing Span<UInt8>, _ number: NumberCell) {
    guard !contains(.code), !number.isPercent, number.currency == 0,
      number.flag == nil || contains(.trailingMinus), number.flag?.lowerBound != 0
    else { return }
    var digits = 0
    var isSpaced = false
    var wasDigit = false
    for at in 0..<number.text.end {
      if isDigit(span[at]) {
        if isSpaced, digits > 0, !contains(.spaced) { insert(.spaced) }
        digits += 1
        wasDigit = true
      } else if wasDigit, CellReader.blank(span, at, span.count) != nil {
        isSpaced = true
      }
    }
    guard digits <= 15 else { return }
    insert(.convertible)
    if number.decimals == 0, number.value != number.value.rounded() { insert(.decimalPoint) }
  }

  private mutating func count(_ text: NumberText, style: NumberStyle) {
    let comma = UInt8(ascii: ",")
    let point = UInt8(ascii: ".")
    if text.showsDecimal == comma { insert(.decimalComma) }
    if text.showsDecimal == point { insert(.decimalPoint) }
    if text.showsGrouping == comma { insert(.groupingComma) }
    if text.showsGrouping == point { insert(.groupingPoint) }
    if text.isAmbiguous {
      // A group under the point style is a comma; three decimals are a point.
      let isPoint = (text.decimals == 3) == (style == .point)
      insert(isPoint ? .ambiguousPoint : .ambiguousComma)
    }
  }
}

/// What all cells of a column are, counted over the whole table.
struct ColumnProfile: Equatable, Sendable {
  /// Cells that are not blank.
  var filled = 0
  /// Numbers, with flags or without.
  var numbers = 0
  /// Marks of missing values.
  var missing = 0
  /// Whole numbers of four digits that can be years.
  var years = 0
  /// Of these, texts that a metadata file calls missing.
  var statedMissing = 0
  /// Anything else.
  var texts = 0
  /// Of these, single letters that are statuses of values.
  var flags = 0
  /// Whole numbers of digits alone that fit 64 bits, and decimal numbers of up to 15 digits: what SQL can store as such.
  var plainIntegers = 0
  var plainReals = 0
  /// Numbers with leading zeros, which are codes.
  var codes = 0
  /// Numbers whose comma or point can only be a decimal mark, by the style under which they were read.
  var decimalComma = 0
  var decimalPoint = 0
  /// Numbers whose comma or point can only group thousands.
  var groupingComma = 0
  var groupingPoint = 0
  /// Numbers whose comma or point could be either.
  var ambiguousComma = 0
  var ambiguousPoint = 0
  /// Distinct values, counted up to a limit.
  var distinct: Set<Int> = []
  /// More distinct values were seen than are counted.
  var hasManyValues = false

  /// Distinct values are counted up to this number.
  static let distinctLimit = 4096

  /// Most of what stands in the column is a number or a mark for a missing one.
  var isNumeric: Bool { numbers > 0 && Double(numbers + missing) >= 0.6 * Double(filled - flags) }

  /// Counts a cell.
  mutating func add(_ bytes: ArraySlice<UInt8>, _ cells: inout CellReader) {
    guard !bytes.isEmpty else { return }
    if !hasManyValues { note(bytes) }
    if addPlain(bytes) { return }
    let span = bytes.span
    // Under the point style a decimal comma reads as text or as grouping, so both are tried where there is a comma.
    let cell = cells.read(span, style: .point)
    if case .empty = cell { return }
    filled += 1
    switch cell {
    case .empty: break
    case .missing:
      missing += 1
      if cells.isStatedMissing(span) { statedMissing += 1 }
    case .number(let number):
      numbers += 1
      count(number.text, style: .point)
      if isCode(span) { codes += 1 }
      if number.decimals == 0, number.value >= 1000, number.value <= 2199, number.text.end == span.count,
        span.count == 4
      {
        years += 1
      }
    case .text:
      if case .number(let number) = cells.read(span, style: .comma) {
        numbers += 1
        count(number.text, style: .comma)
      } else {
        texts += 1
        if bytes.count == 1, cells.status(String(decoding: bytes, as: UTF8.self)) != nil { flags += 1 }
      }
    }
  }

  private mutating func note(_ bytes: ArraySlice<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    distinct.insert(Int(truncatingIfNeeded: hash))
    if distinct.count > ColumnProfile.distinctLimit {
      hasManyValues = true
      distinct = []
    }
  }

  /// Counts a cell of digits, with one point at most and a minus sign before; `false` where it is anything else.
  private mutating func addPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var point = -1
    var index = bytes.startIndex
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    while index < bytes.endIndex {
      let byte = bytes[index]
      if isDigit(byte) {
        digits += 1
      } else if byte == UInt8(ascii: "."), point < 0, digits > 0 {
        point = digits
      } else {
        return false
      }
      index += 1
    }
    guard digits > 0, digits <= 18, point < digits else { return false }
    filled += 1
    numbers += 1
    let leadsWithZero = bytes[first] == UInt8(ascii: "0")
    if point < 0 {
      plainIntegers += 1
      if leadsWithZero, digits > 1 { codes += 1 }
      if digits == 4, bytes.count == 4,
        bytes[first] == UInt8(ascii: "1") || bytes[first] == UInt8(ascii: "2") && bytes[first + 1] < 0x32
      {
        years += 1
      }
    } else {
      if digits <= 15 { plainReals += 1 }
      if leadsWithZero, point > 1 { codes += 1 }
      if digits - point == 3, point <= 3, !leadsWithZero { ambiguousPoint += 1 } else { decimalPoint += 1 }
    }
    return true
  }

  private func isCode(_ span: borrowing Span<UInt8>) -> Bool {
    span.count > 1 && span[0] == UInt8(ascii: "0") && isDigit(span[1])
  }

  private mutating func count(_ text: NumberText, style: NumberStyle) {
    let comma = UInt8(ascii: ",")
    let point = UInt8(ascii: ".")
    if text.showsDecimal == comma { decimalComma += 1 }
    if text.showsDecimal == point { decimalPoint += 1 }
    if text.showsGrouping == comma { groupingComma += 1 }
    if text.showsGrouping == point { groupingPoint += 1 }
    if text.isAmbiguous {
      // A group under the point style is a comma; three decimals are a point.
      if text.decimals == 3 {
        if style == .point { ambiguousPoint += 1 } else { ambiguousComma += 1 }
      } else {
        if style == .point { ambiguousComma += 1 } else { ambiguousPoint += 1 }
      }
    }
  }

  /// Adds what another part of the table showed.
  mutating func merge(_ other: ColumnProfile) {
    filled += other.filled
    numbers += other.numbers
    missing += other.missing
    statedMissing += other.statedMissing
    years += other.years
    texts += other.texts
    flags += other.flags
    codes += other.codes
    plainIntegers += other.plainIntegers
    plainReals += other.plainReals
    decimalComma += other.decimalComma
    decimalPoint += other.decimalPoint
    groupingComma += other.groupingComma
    groupingPoint += other.groupingPoint
    ambiguousComma += other.ambiguousComma
    ambiguousPoint += other.ambiguousPoint
    distinct.formUnion(other.distinct)
    hasManyValues = hasManyValues || other.hasManyValues || distinct.count > ColumnProfile.distinctLimit
  }
}

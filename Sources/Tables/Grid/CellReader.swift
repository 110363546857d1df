internal import Documents
internal import Records
internal import Text

/// What a cell of a table holds.
enum Cell {
  /// Nothing, or blanks.
  case empty
  /// A number, and how it is qualified.
  case number(NumberCell)
  /// A mark that says why there is no number.
  case missing(status: UInt8)
  /// Anything else.
  case text
}

/// A number with what stands beside it.
struct NumberCell {
  /// As printed, without any scale.
  var value: Double
  /// Digits after the decimal mark.
  var decimals: Int
  /// SDMX OBS_STATUS.
  var status: UInt8 = UInt8(ascii: "A")
  /// The flag as printed, as a range of the cell.
  var flag: Range<Int>?
  /// A percent sign stands beside it.
  var isPercent = false
  /// The currency whose sign stands beside it, by its place in `CellReader.currencies`; 0 for none.
  var currency: UInt16 = 0
  /// The number's own text.
  var text: NumberText
}

/// Reads cells: numbers with flags on either side, marks for missing values.
///
/// What a mark means is looked up in the vocabulary once and remembered by its bytes.
struct CellReader {
  private let vocabulary: Vocabulary
  private var marks: [String: Mark] = [:]

  /// What a text is as a whole cell, and beside a number: OBS_STATUS of each.
  private struct Mark {
    var missing: UInt8?
    var flag: UInt8?
    /// By its place in `currencies`; 0 for none.
    var currency: UInt16 = 0
  }

  /// The currencies whose signs were seen beside numbers; the first is none.
  private(set) var currencies = [UnitLabel()]
  /// Their signs as printed.
  private(set) var currencySigns = [""]

  /// Texts that stand for missing values here, besides those of the vocabulary.
  private let missing: Set<String>

  init(vocabulary: Vocabulary, missing: Set<String> = []) {
    self.vocabulary = vocabulary
    self.missing = missing
    let own = Vocabulary.longest(missing)
    longestMark = (
      max(own.any, vocabulary.longestMark.any), max(own.withDigit, vocabulary.longestMark.withDigit)
    )
    // Numbers among them (-99) are looked for before a cell is read as a number.
    numericMissing = Set(missing.filter { $0.utf8.contains(where: isDigit) }.map { Array($0.utf8) })
  }

  private let numericMissing: Set<[UInt8]>
  /// As the vocabulary's, those of this table among them.
  private let longestMark: (any: Int, withDigit: Int)
  /// A metadata file calls some numbers missing, so that digits alone do not make a number.
  var hasMissingNumbers: Bool { !numericMissing.isEmpty }

  /// Reads a cell.
  mutating func read(_ bytes: borrowing Span<UInt8>, style: NumberStyle) -> Cell {
    var start = 0
    var end = bytes.count
    while start < end, let width = CellReader.blank(bytes, start, end) { start += width }
    while end > start, let width = CellReader.blankBefore(bytes, end, start) { end -= width }
    guard start < end else { return .empty }
    if !numericMissing.isEmpty, isMissingNumber(bytes, start, end) {
      return .missing(status: UInt8(ascii: "M"))
    }
    let first = bytes[start]
    if isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      || first == UInt8(ascii: ".")
      || first == 0xE2
    {
      if let number = NumberText(bytes, from: start, style: style) {
        if number.end == end {
          return .number(NumberCell(value: number.value, decimals: number.decimals, text: number))
        }
        return beside(bytes, number, end, style)
      }
    }
    return other(bytes, start, end, style)
  }

  /// A number with something after it.
  private mutating func beside(
    _ bytes: borrowing Span<UInt8>, _ number: NumberText, _ end: Int, _ style: NumberStyle
  ) -> Cell {
    var cell = NumberCell(value: number.value, decimals: number.decimals, text: number)
    var at = number.end
    while at < end, let width = CellReader.blank(bytes, at, end) { at += width }
    if bytes[at] == UInt8(ascii: "%")
      || bytes[at] == 0xEF && at + 2 < end && bytes[at + 1] == 0xBC && bytes[at + 2] == 0x85
    {
      cell.isPercent = true
      at += bytes[at] == UInt8(ascii: "%") ? 1 : 3
      while at < end, let width = CellReader.blank(bytes, at, end) { at += width }
      if at == end { return .number(cell) }
    }
    // “250,000+”, “2,500-”: the value lies beyond the bound that is printed.
    if style.trailsMinus, end - at == 1, bytes[at] == UInt8(ascii: "-") {
      cell.value = -cell.value
      return .number(cell)
    }
    let isBound =
      end - at == 1 && (bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"))
    let mark = isBound ? Mark(flag: UInt8(ascii: "A")) : mark(bytes, at, end)
    if mark.currency > 0 {
      cell.currency = mark.currency
      return .number(cell)
    }
    guard let status = mark.flag else { return .text }
    cell.status = status
    cell.flag = at..<end
    return .number(cell)
  }

  /// A mark, a number in brackets, or a number with something before it.
  private mutating func other(
    _ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ style: NumberStyle
  ) -> Cell {
    if let status = mark(bytes, start, end).missing { return .missing(status: status) }
    var at = start
    // “: bu”: a missing mark with flags after a blank.
    while at < end, CellReader.blank(bytes, at, end) == nil { at += 1 }
    if at < end, at - start <= 3, let status = mark(bytes, start, at).missing {
      return .missing(status: status)
    }
    // “:u”: the same without a blank.
    if CellReader.isPunctuation(bytes[start]), start + 1 < end, end - start <= 4,
      let status = mark(bytes, start, start + 1).missing, mark(bytes, start + 1, end).flag != nil
    {
      return .missing(status: status)
    }
    guard let digit = CellReader.firstDigit(bytes, start, end), digit - start <= 8 else {
      return .text
    }
    // “(1,234)” is negative in accounts.
    if bytes[start] == UInt8(ascii: "("), bytes[end - 1] == UInt8(ascii: ")"), digit == start + 1,
      var number = NumberText(bytes, from: digit, style: style), number.end == end - 1
    {
      number.value = -number.value
      return .number(NumberCell(value: number.value, decimals: number.decimals, text: number))
    }
    if let cell = amount(bytes, start, end, digit, style) { return .number(cell) }
    var from = digit
    if from > start, bytes[from - 1] == UInt8(ascii: "-") || bytes[from - 1] == style.decimal {
      from -= 1
    }
    // “E06000005”, “A12”, “c1”: a letter right before whole digits makes a code, not a flag and a
    // number.
    if from > start, from == digit, CellReader.areDigits(bytes, from, end),
      (0x41...0x5A).contains(bytes[from - 1])
        || (0x61...0x7A).contains(bytes[from - 1]) && end - from <= 3
    {
      return .text
    }
    var flagEnd = from
    while flagEnd > start, let width = CellReader.blankBefore(bytes, flagEnd, start) {
      flagEnd -= width
    }
    guard flagEnd > start, let status = mark(bytes, start, flagEnd).flag,
      let number = NumberText(bytes, from: from, style: style), number.end == end
    else { return .text }
    var cell = NumberCell(value: number.value, decimals: number.decimals, text: number)
    cell.status = status
    cell.flag = start..<flagEnd
    return .number(cell)
  }

  /// A number after the sign of a currency: “£4.10”, “-£4.10”, “(£12.50)”, “$ -3”.
  private mutating func amount(
    _ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ digit: Int, _ style: NumberStyle
  ) -> NumberCell? {
    var (start, end) = (start, end)
    let isBracketed = bytes[start] == UInt8(ascii: "(") && bytes[end - 1] == UInt8(ascii: ")")
    if isBracketed { (start, end) = (start + 1, end - 1) }
    var isNegative = isBracketed
    if bytes[start] == UInt8(ascii: "-") {
      isNegative.toggle()
      start += 1
    }
    // What stands before the digits ends in a sign of the number, or in the sign of the currency.
    var from = digit
    if from - 1 > start, bytes[from - 1] == UInt8(ascii: "-") || bytes[from - 1] == style.decimal {
      from -= 1
    }
    var signEnd = from
    while signEnd > start, let width = CellReader.blankBefore(bytes, signEnd, start) {
      signEnd -= width
    }
    guard signEnd > start, signEnd - start <= 6, end > from,
      CellReader.mayBeCurrency(bytes, start, signEnd),
      let number = NumberText(bytes, from: from, style: style), number.end == end
    else { return nil }
    let currency = mark(bytes, start, signEnd).currency
    guard currency > 0 else { return nil }
    var cell = NumberCell(value: number.value, decimals: number.decimals, text: number)
    if isNegative { cell.value = -cell.value }
    cell.currency = currency
    return cell
  }

  /// Whether some bytes hold what no letter of ASCII is: signs of currencies are `$` or beyond it.
  private static func mayBeCurrency(
    _ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    var at = start
    while at < end {
      if bytes[at] == UInt8(ascii: "$") || bytes[at] >= 0x80 { return true }
      at += 1
    }
    return false
  }

  // MARK: Marks

  /// OBS_STATUS of a flag that stands in a column of its own: a letter of SDMX's code list, or a
  /// publisher's mark.
  mutating func status(_ text: String) -> UInt8? {
    let mark = mark(Array(text.utf8).span, 0, text.utf8.count)
    if text.utf8.count == 1, let letter = text.utf8.first, CellReader.obsStatus.contains(letter) {
      return letter
    }
    return mark.flag ?? mark.missing
  }

  /// The same for a flag that was looked up before.
  mutating func knownStatus(_ text: String) -> UInt8? { look(text).flag }

  /// SDMX code list CL_OBS_STATUS, version 2.2.
  private static let obsStatus = Array("ABDEFGHIJKLMNOPQSUVW".utf8)

  private mutating func mark(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Mark {
    guard start < end, end - start <= 40, mayBeMark(bytes, start, end) else { return Mark() }
    var name: [UInt8] = []
    name.reserveCapacity(end - start)
    for at in start..<end { name.append(bytes[at]) }
    let key = String(decoding: name, as: UTF8.self)
    if let known = marks[key] { return known }
    let found = look(key)
    if marks.count < 10_000 { marks[key] = found }
    return found
  }

  /// Whether a text can be a mark, by its bytes: most names and codes cannot, and need not be
  /// looked up.
  private func mayBeMark(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start > 4 else { return true }
    var hasDigit = false
    for at in start..<end {
      switch bytes[at] {
      case 0x30...0x39: hasDigit = true
      case 0x2D...0x2F, 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A: break
      // A blank, a bracket, a star or a letter beyond ASCII: several flags, or the number of a
      // footnote.
      default: return true
      }
    }
    return end - start <= (hasDigit ? longestMark.withDigit : longestMark.any)
  }

  private mutating func look(_ text: String) -> Mark {
    let found = vocabulary.marks(text)
    var mark = Mark()
    mark.flag = found.first { $0.kind == "flag" }.map { CellReader.letter($0.status) }
    mark.missing = found.first { $0.kind == "missing" }.map {
      CellReader.letter($0.status, otherwise: UInt8(ascii: "M"))
    }
    if mark.missing == nil, missing.contains(text) { mark.missing = UInt8(ascii: "M") }
    if mark.flag == nil { mark.flag = footnote(text) }
    if mark.flag == nil, mark.missing == nil,
      // “-12,50 €” read as -12 and more: digits are no part of a sign.
      !text.utf8.contains(where: isDigit),
      text.unicodeScalars.contains(where: { $0.properties.generalCategory == .currencySymbol })
    {
      let unit = vocabulary.unitLabel(text)
      if unit.unit != nil, unit.multiplier == 1 {
        mark.currency = UInt16(currencies.count)
        currencies.append(unit)
        currencySigns.append(text)
      }
    }
    return mark
  }

  /// “(p)”, “[2]”, “1)”, “¹”: brackets around a flag, or the number of a footnote.
  private func footnote(_ text: String) -> UInt8? {
    let inner = text.filter { !"()[]{}\u{200B} ".contains($0) }
    if inner != text, let flag = vocabulary.marks(inner).first(where: { $0.kind == "flag" }) {
      return CellReader.letter(flag.status)
    }
    // “p r”, “e, b”, “(p)(r)”: several flags.
    let parts = text.split { $0 == " " || $0 == "," || $0 == "(" || $0 == ")" }
    if parts.count > 1 {
      let flags = parts.map { part in vocabulary.marks(String(part)).first { $0.kind == "flag" } }
      if flags.allSatisfy({ $0 != nil }) {
        return flags.lazy.compactMap { $0 }.map { CellReader.letter($0.status) }.first {
          $0 != UInt8(ascii: "A")
        }
          ?? UInt8(ascii: "A")
      }
    }
    let isBracketed =
      inner != text
      || text.unicodeScalars.contains { $0.value > 0x7F || "*†‡".unicodeScalars.contains($0) }
    if isBracketed, !inner.isEmpty, inner.utf8.count <= 12,
      inner.allSatisfy({ $0.isNumber || "*†‡,/".contains($0) })
    {
      return UInt8(ascii: "A")
    }
    return letters(inner)
  }

  /// Several one-letter flags in a row (“bu”): the first that says more than that the value is
  /// normal.
  private func letters(_ text: String) -> UInt8? {
    guard (2...4).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A })
    else { return nil }
    var status: UInt8 = UInt8(ascii: "A")
    for letter in text {
      guard let flag = vocabulary.marks(String(letter)).first(where: { $0.kind == "flag" }) else {
        return nil
      }
      if status == UInt8(ascii: "A") { status = CellReader.letter(flag.status) }
    }
    return status
  }

  private static func letter(_ status: String, otherwise: UInt8 = UInt8(ascii: "A")) -> UInt8 {
    status.utf8.first ?? otherwise
  }

  // MARK: Bytes

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    byte < 0x80 && !isDigit(byte) && !(0x61...0x7A).contains(byte | 0x20)
  }

  /// The width of a blank at a position; `nil` where there is none.
  static func blank(_ bytes: borrowing Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
    switch bytes[at] {
    case 0x20, 0x09, 0x0A, 0x0D: 1
    case 0xC2 where at + 1 < end && bytes[at + 1] == 0xA0: 2
    case 0xE3 where at + 2 < end && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80: 3
    case 0xE2
    where at + 2 < end && bytes[at + 1] == 0x80 && (bytes[at + 2] <= 0x8B || bytes[at + 2] == 0xAF):
      3
    default: nil
    }
  }

  /// The width of a blank that ends at a position.
  static func blankBefore(_ bytes: borrowing Span<UInt8>, _ end: Int, _ start: Int) -> Int? {
    switch bytes[end - 1] {
    case 0x20, 0x09, 0x0A, 0x0D: 1
    case 0xA0 where end - 2 >= start && bytes[end - 2] == 0xC2: 2
    case 0x80...0x8B, 0xAF:
      end - 3 >= start && blank(bytes, end - 3, end) == 3 ? 3 : nil
    default: nil
    }
  }

  /// Whether a cell is a text that a metadata file calls missing.
  func isStatedMissing(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard !missing.isEmpty, bytes.count <= 40 else { return false }
    var text: [UInt8] = []
    for at in 0..<bytes.count { text.append(bytes[at]) }
    return missing.contains(String(decoding: text, as: UTF8.self).trimmedText)
  }

  private func isMissingNumber(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start <= 40 else { return false }
    var text: [UInt8] = []
    for at in start..<end { text.append(bytes[at]) }
    return numericMissing.contains(text)
  }

  private static func areDigits(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end {
      if !isDigit(bytes[at]) { return false }
      at += 1
    }
    return true
  }

  private static func firstDigit(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var at = start
    while at < end {
      if isDigit(bytes[at]) { return at }
      at += 1
    }
    return nil
  }
}

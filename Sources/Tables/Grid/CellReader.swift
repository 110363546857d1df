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
  let vocabulary: Vocabulary
  var marks: [String: Mark] = [:]

  /// What a text is as a whole cell, and beside a number: OBS_STATUS of each.
  struct Mark {
    var missing: UInt8?
    var flag: UInt8?
    /// By its place in `currencies`; 0 for none.
    var currency: UInt16 = 0
  }

  /// The currencies whose signs were seen beside numbers; the first is none.
  var currencies = [UnitLabel()]
  /// Their signs as printed.
  var currencySigns = [""]

  /// Texts that stand for missing values here, besides those of the vocabulary.
  let missing: Set<String>

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
  let longestMark: (any: Int, withDigit: Int)
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

}

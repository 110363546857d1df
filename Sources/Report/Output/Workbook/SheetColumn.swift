internal import Records
internal import Storage

/// A column of a sheet: how its cells are shown, and how wide it is.
struct SheetColumn {
  /// In characters.
  let width: Int
  /// How many decimals its numbers have, at least and at most.
  private let decimals: ClosedRange<Int>
  /// Whether its numbers only name something, and are never grouped.
  private let isPlain: Bool
  private let holdsDates: Bool

  /// Excel shows no more digits than 15: longer whole numbers are kept as text.
  private static let mostDigits: Int64 = 999_999_999_999_999
  /// Of this day Excel counts as the calendar does; before it, it knows a day that never was.
  private static let firstDay = "1900-03-01"

  init(_ name: String, _ values: [Value]) {
    let found = values.compactMap(\.number)
    let texts = values.compactMap(\.text)
    holdsDates = !texts.isEmpty && found.isEmpty && texts.allSatisfy { SheetColumn.day($0) != nil }
    let sizes = found.map(abs).filter { $0 > 0 && $0.isFinite }
    let (smallest, largest) = (sizes.min() ?? 1, sizes.max() ?? 1)
    // As on pages: two decimals of thousands, three of what is larger than one; the same in every
    // row where the numbers are of one order.
    let most = largest >= 1000 ? 2 : largest >= 1 ? 3 : 6
    let needed = found.map { NumberStyle.decimalsNeeded($0, at: most) }.max() ?? 0
    decimals = largest / smallest < 1e6 ? needed...needed : 0...needed
    let isName = PageColumn.isName(name)
    isPlain = isName
    let shown = found.map {
      isName ? Cell.text($0).count : NumberStyle.fixed($0, needed).count + 1
    }
    let widths = shown + texts.map(Cell.width) + [Cell.width(name) + 3]
    width = min(60, max(6, widths.max() ?? 6) + 1)
  }

  /// The number of the style of a cell.
  func style(of value: Value) -> Int {
    switch value {
    case .integer where isPlain: return CellStyle.name
    case .integer(let number): return style(of: Double(number))
    case .real(let number): return style(of: number)
    case .text(let text):
      return holdsDates && SheetColumn.day(text) != nil ? CellStyle.date : CellStyle.plain
    default: return CellStyle.plain
    }
  }

  /// What is too large or too small for a row of digits is left to Excel.
  private func style(of number: Double) -> Int {
    guard number == 0 || 1e-6..<1e15 ~= abs(number) else { return CellStyle.plain }
    return CellStyle.decimals(
      max(decimals.lowerBound, NumberStyle.decimalsNeeded(number, at: decimals.upperBound)))
  }

  /// What stands in the cell of a number or a date; `nil` where it is a text.
  static func number(_ value: Value, _ style: Int) -> String? {
    switch value {
    case .integer(let number) where abs(number) <= mostDigits: String(number)
    case .real(let number) where number.isFinite: "\(number)"
    case .text(let text) where style == CellStyle.date: day(text).map(String.init)
    default: nil
    }
  }

  /// The number that Excel counts for a day; `nil` where the text is no date that it knows.
  private static func day(_ text: String) -> Int? {
    guard text.utf8.count == 10, text >= firstDay, let day = Day(iso: text) else { return nil }
    // 1970-01-01 is 25569.
    return Int(day.number) + 25_569
  }

  /// The letters of a column, counted from 1: 27 is AA.
  static func letters(_ column: Int) -> String {
    var (letters, rest) = ("", column)
    while rest > 0 {
      rest -= 1
      letters = String(Unicode.Scalar(UInt8(65 + rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  /// A text for XML; characters that XML has not are written as Excel writes them: `_x0007_`.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var isMark = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      // What looks like such a mark, and is none: its first character is written as one.
      case "x" where isMark:
        result.removeLast()
        result += "_x005F_x"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      default: result.unicodeScalars.append(scalar)
      }
      isMark = scalar == "_"
    }
    return result
  }
}

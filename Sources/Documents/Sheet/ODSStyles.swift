internal import Records

/// What the styles of an OpenDocument spreadsheet say of the cells under them (OASIS OpenDocument
/// 1.3 Part 3, 16).
struct ODSStyles {
  /// How much of a date a style shows, by the style's name.
  private var dates: [String: NumberFormat.DatePart] = [:]
  /// Digits that are shown at least.
  private var leastDigits: [String: Int] = [:]
  /// The data style of a cell's style.
  private var dataStyles: [String: String] = [:]
  /// Styles of tables that are not shown.
  private(set) var hidden: Set<String> = []
  /// Styles of raised text.
  private(set) var raised: Set<String> = []

  /// Reads a group of styles that has just started.
  mutating func read(_ reader: inout XMLReader, within group: XMLName) throws(Failure) {
    var style = ""
    var parts: Set<NumberFormat.DatePart> = []
    while true {
      switch try reader.next() {
      case .start("style"):
        style = reader.value("name") ?? ""
        if let data = reader.value("data-style-name") { dataStyles[style] = data }
      case .start("table-properties"):
        if reader.value("display") == "false" { hidden.insert(style) }
      case .start("text-properties"):
        if reader.value("text-position")?.hasPrefix("super") ?? false { raised.insert(style) }
      case .start("date-style"):
        style = reader.value("name") ?? ""
        parts = []
      case .start("year"), .start("era"): parts.insert(.year)
      case .start("month"): parts.insert(.month)
      case .start("day"), .start("day-of-week"): parts.insert(.day)
      case .start("hours"): parts.insert(.second)
      case .end("date-style"):
        if parts.contains(.second) {
          dates[style] = .second
        } else if !parts.contains(.day), let part = [.month, .year].first(where: parts.contains) {
          dates[style] = part
        }
      case .start("number-style"): style = reader.value("name") ?? ""
      case .start("number"):
        if let digits = reader.number("min-integer-digits"), digits > 1,
          !reader.isTrue("grouping"), reader.number("decimal-places") ?? 0 == 0
        {
          leastDigits[style] = digits
        }
      case .end(group), .done: return
      default: break
      }
    }
  }

  /// How much of a date is shown in a cell of a style.
  func datePart(_ style: String) -> NumberFormat.DatePart? {
    dataStyles[style].flatMap { dates[$0] }
  }

  /// How many digits are shown at least.
  func leastDigits(_ style: String) -> Int {
    leastDigits.isEmpty ? 0 : dataStyles[style].flatMap { leastDigits[$0] } ?? 0
  }
}

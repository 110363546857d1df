/// What else is said about how a result is written.
public struct Layout: Sendable {
  /// The heading of a page.
  public var title = ""
  /// The width that table rows are cut to; `nil` cuts nothing.
  public var width: Int?
  /// Whether a CSV file starts with a byte order mark, by which Excel knows UTF-8.
  public var addsByteOrderMark = false
  /// Whether texts that a spreadsheet would run as a formula get an apostrophe before them in CSV
  /// and TSV.
  public var escapesFormulas = true
  /// Columns whose text is JSON, written as it is where the result is JSON.
  public var jsonColumns: Set<String> = []
  /// Whether a table for the terminal is followed by the report's chart.
  public var draws = false

  /// The usual layout.
  public init() {}
}

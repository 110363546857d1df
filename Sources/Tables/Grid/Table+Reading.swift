internal import Documents
internal import Records
internal import Text

/// How a table was read, for a person and for the warehouse.
public struct TableReading: Sendable {
  /// One column and its role.
  public struct Column: Equatable, Sendable {
    /// From 1.
    public let number: Int
    /// The heading as printed.
    public let heading: String
    /// The role in SDMX's terms; for records the SQL type.
    public let role: String
    /// What the heading says of every value: period, place, unit.
    public let detail: String
  }

  /// The encoding.
  public let encoding: String
  /// Why it is that encoding.
  public let encodingReason: String
  /// The statistical format, where it is one; `nil` for text in rows and cells.
  public let format: String?
  /// `comma`, `semicolon`, `tab`, `pipe`.
  public let delimiter: String
  /// The share of rows that have the same number of cells.
  public let consistency: Double
  /// What it was taken for.
  public let kind: String
  /// Why it was taken for that.
  public let kindReason: String
  /// The lines of the headings.
  public let headingLines: [Int]
  /// The first line of the body.
  public let firstLine: Int
  /// The metadata file that was obeyed.
  public let metadata: String?
  /// The title above the table.
  public let title: String?
  /// The place that holds for the whole table.
  public let place: String?
  /// What the whole table measures.
  public let indicator: String?
  /// The unit that holds for the whole table.
  public let unit: String?
  /// The columns in file order.
  public let columns: [Column]
  /// What may be wrong.
  public let doubts: [String]
  /// How sure the layout is, from 0 to 1: how far it leads the best that reads otherwise.
  public let confidence: Double
  /// What speaks for and against the layout, by the names of `Schema/models/layout.csv`.
  public let evidence: [(name: String, value: Double)]
}

extension Table {
  /// How the table was read.
  public var reading: TableReading {
    let records = layout.kind == .record ? RecordColumn.columns(layout, profiles) : []
    return TableReading(
      encoding: encoding.encoding.name, encodingReason: encoding.reason, format: grid?.format,
      delimiter: dialect.delimiterName,
      consistency: consistency, kind: layout.kind.rawValue, kindReason: layout.reason,
      headingLines: layout.headingLines, firstLine: layout.firstLine, metadata: metadata?.locator,
      title: layout.preamble.title,
      place: layout.preamble.place, indicator: layout.preamble.indicator?.text,
      unit: layout.preamble.unitText,
      columns: layout.columns.enumerated().map { index, column in
        layout.kind == .record
          ? .init(
            number: index + layout.firstColumn, heading: column.heading,
            role: index < records.count ? records[index].affinity.rawValue : "",
            detail: index < records.count ? records[index].name : "")
          : .init(
            number: index + layout.firstColumn, heading: column.heading, role: column.role.name,
            detail: Table.detail(column))
      },
      doubts: (encoding.isDoubtful
        ? ["the encoding is not certain: say --encoding where it is another one"] : [])
        + (consistency < 0.5 ? ["fewer than half of the rows have the same number of cells"] : [])
        + layout.doubts,
      confidence: layout.confidence, evidence: grounds)
  }

  private static func detail(_ column: TableLayout.Column) -> String {
    guard column.role == .value else { return "" }
    var parts: [String] = []
    if let period = column.value.period { parts.append("period \(period)") }
    if let text = column.value.periodText { parts.append("period \(text)") }
    if let place = column.value.place { parts.append("place \(place)") }
    if let indicator = column.value.indicator { parts.append("indicator \(indicator.text)") }
    if let unit = column.value.unitText {
      parts.append(
        "unit \(unit)"
          + (column.value.unit.multiplier == 1 ? "" : " (times \(column.value.unit.multiplier))"))
    }
    if column.style == .comma { parts.append("decimal comma") }
    return parts.joined(separator: ", ")
  }
}

internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage

/// Where a figure stands: the sentence or the cell, with the source.
enum FigureTrace {
  case claim(ClaimTrace)
  case observation(ObservationTrace)

  /// The trace of a claim or an observation; `nil` where there is none of this number.
  ///
  /// - Parameter warehouse: the path of the warehouse, from which files are found again.
  /// - Throws: a `Failure` where the warehouse cannot be read.
  static func find(
    _ id: Int64, in warehouse: String, on connection: borrowing Connection
  ) throws(Failure) -> FigureTrace? {
    // Observations are numbered from 16777216 on, claims do not reach that far.
    if id < 16_777_216 {
      return try ClaimTrace.find(id, on: connection).map(FigureTrace.claim)
    }
    return try ObservationTrace.find(id, in: warehouse, on: connection).map(
      FigureTrace.observation)
  }
}

/// The document that a figure stands in.
struct TracedSource {
  let id: Int64
  let locator: String
  let title: String?
  let publisher: String?
  let published: String?

  /// From the first five columns of a row.
  init(_ row: [Value]) {
    id = row[0].integer ?? 0
    locator = row[1].text ?? ""
    title = row[2].text
    publisher = row[3].text
    published = row[4].text
  }

  /// Title, publisher and date on one line; empty where nothing is known.
  var line: String { [title, publisher, published].compactMap(\.self).joined(separator: ", ") }
}

/// The sentence in which a claim stands.
struct ClaimTrace {
  let source: TracedSource
  let before: String
  let quote: String
  let after: String
  let line: Int64
  let start: Int64
  let end: Int64
  /// Who read it; `nil` for Tally itself.
  let reader: String?

  static func find(_ id: Int64, on connection: borrowing Connection) throws(Failure)
    -> ClaimTrace?
  {
    let rows = try connection.rows(
      """
      SELECT s.source_id, s.locator, s.title, s.publisher, s.published,
        substr(a.text, n.start + 1, c.start - n.start), c.quote,
        substr(a.text, c."end" + 1, n."end" - c."end"),
        length(substr(a.text, 1, c.start)) - length(
          replace(substr(a.text, 1, c.start), char(10), '')) + 1, c.start, c."end", c.reader
      FROM claim AS c JOIN source AS s ON s.source_id = c.source_id
      JOIN sentence AS n ON n.sentence_id = c.sentence_id JOIN article AS a
        ON a.source_id = c.source_id
      WHERE c.claim_id = ?
      """, .integer(id))
    return rows.first.map { row in
      ClaimTrace(
        source: TracedSource(row), before: row[5].text ?? "", quote: row[6].text ?? "",
        after: row[7].text ?? "", line: row[8].integer ?? 0, start: row[9].integer ?? 0,
        end: row[10].integer ?? 0, reader: row[11].text.flatMap { $0 == Claim.tally ? nil : $0 })
    }
  }
}

/// The cell in which an observation stands.
struct ObservationTrace {
  /// A cell of the row, with the heading of its column.
  struct Cell {
    let column: Int
    let heading: String
    let text: String
  }

  let source: TracedSource
  let line: Int
  let column: Int
  /// As printed.
  let cell: String
  let indicator: String?
  let place: String?
  let period: String?
  /// The locator with the place in it: `a.csv:3:2`, `a.xlsx#Data!F17`.
  let position: String
  /// All cells of the row, read from the file again where it still is the version that was loaded.
  let row: [Cell]?

  static func find(
    _ id: Int64, in warehouse: String, on connection: borrowing Connection
  ) throws(Failure) -> ObservationTrace? {
    let rows = try connection.rows(
      """
      SELECT s.source_id, s.locator, s.title, s.publisher, s.published, o.line, o."column",
        o.cell, s.sha256, r.indicator_text, r.place_text, t.period, s.media_type
      FROM observation AS o JOIN series AS r ON r.series_id = o.observation_id / 16777216
      JOIN source AS s ON s.source_id = r.source_id LEFT JOIN period AS t
        ON t.period_id = o.period_id
      WHERE o.observation_id = ?
      """, .integer(id))
    guard let row = rows.first else { return nil }
    let source = TracedSource(row)
    let (line, column) = (Int(row[5].integer ?? 0), Int(row[6].integer ?? 0))
    let locator = source.locator
    // In a spreadsheet a cell has a name: `Data!F17`.
    let isSheet = Workbook.mediaTypes.contains(row[12].text ?? "")
    let found = try? cells(locator, line, column, sha256: row[8].text, warehouse: warehouse)
    let position =
      if let place = found?.place {
        "\(locator):\(place.line):\(place.column), \(place.path)"
      } else if isSheet {
        "\(locator)!\(CellName.cell(row: line, column: column))"
      } else {
        "\(locator):\(line):\(column)"
      }
    return ObservationTrace(
      source: source, line: line, column: column, cell: row[7].text ?? "",
      indicator: row[9].text, place: row[10].text, period: row[11].text, position: position,
      row: found?.cells)
  }

  /// Headings and cells of a row, and where it stands in a document that is no text of rows, read
  /// from the file again where it still is the version that was loaded.
  private static func cells(
    _ locator: String, _ line: Int, _ column: Int, sha256: String?, warehouse: String
  ) throws -> (cells: [Cell], place: GridPlace?) {
    let names = Locators(warehouse: warehouse)
    let path = names.path(of: locator)
    let archive = path.firstIndex(of: "#").map { String(path[..<$0]) } ?? path
    let source = SourceFinder.find([FilePath.exists(path) ? path : archive]).sources
      .first { $0.locator == path }
    guard let source else { throw Failure(.noInput, "there is no such file", at: Place(locator)) }
    let content = try SourceContent(source)
    let (survey, sum) = try Checksum.survey(content)
    guard sum == sha256 else {
      throw Failure(.badData, "the file has changed", at: Place(locator, line: line))
    }
    let vocabulary = try Vocabulary.forReading(warehouse)
    var found: (table: Table, cells: [String])?
    for part in try content.tables() {
      guard case .table(let table) = try Document(part, survey, vocabulary: vocabulary),
        let cells = try table.cells(onLine: line), cells.contains(where: { !$0.isEmpty })
      else { continue }
      // Of several tables side by side the one in whose columns the figure stands.
      let last = (table.reading.columns.first?.number ?? 1) + cells.count - 1
      if found == nil || column <= last { found = (table, cells) }
      if column <= last { break }
    }
    guard let (table, cells) = found else {
      throw Failure(.badData, "the file has changed", at: Place(locator, line: line))
    }
    let columns = table.reading.columns
    let row = cells.enumerated().map {
      let column = $0.offset < columns.count ? columns[$0.offset] : nil
      let number = column?.number ?? $0.offset + (columns.first?.number ?? 1)
      return Cell(column: number, heading: column?.heading ?? "", text: $0.element)
    }
    return (row, try table.place(ofRow: line))
  }
}

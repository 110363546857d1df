internal import ArgumentParser
internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage

/// The command `tally trace`.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Show where a figure stands: the sentence with the figure marked, or the row of the "
      + "table with the cell marked."
  )

  @OptionGroup var warehouse: WarehouseOption

  @Argument(help: "A claim_id or an observation_id.")
  var id: Int64

  func run() throws {
    let connection = try Warehouse.openForReading(warehouse.path)
    // Observations are numbered from 16777216 on, claims do not reach that far.
    if try id < 16_777_216 ? showClaim(connection) : showObservation(connection) { return }
    throw Failure(.noInput, "there is no claim or observation \(id)", at: Place(warehouse.path))
  }

  private func showClaim(_ connection: borrowing Connection) throws(Failure) -> Bool {
    let rows = try connection.rows(
      """
      SELECT s.locator, s.title, s.publisher, s.published, substr(a.text, n.start + 1,
        c.start - n.start), c.quote,
        substr(a.text, c."end" + 1, n."end" - c."end"),
        length(substr(a.text, 1, c.start)) - length(
          replace(substr(a.text, 1, c.start), char(10), '')) + 1, c.start, c."end", c.reader
      FROM claim AS c JOIN source AS s ON s.source_id = c.source_id
      JOIN sentence AS n ON n.sentence_id = c.sentence_id JOIN article AS a
        ON a.source_id = c.source_id
      WHERE c.claim_id = ?
      """, .integer(id))
    guard let row = rows.first else { return false }
    describe(row)
    Terminal.print(
      "\(row[0].text ?? ""):\(row[7].integer ?? 0), characters \(row[8].integer ?? 0) to "
        + "\(row[9].integer ?? 0)"
    )
    if let reader = row[10].text, reader != Claim.tally {
      Terminal.print("read by \(reader), in the claims beside the article")
    }
    Terminal.print("")
    Terminal.print(oneLine("\(row[4].text ?? "")>>>\(row[5].text ?? "")<<<\(row[6].text ?? "")"))
    return true
  }

  private func showObservation(_ connection: borrowing Connection) throws(Failure) -> Bool {
    let rows = try connection.rows(
      """
      SELECT s.locator, s.title, s.publisher, s.published, o.line, o."column", o.cell,
        s.sha256, s.encoding,
        r.indicator_text, r.place_text, t.period, s.media_type
      FROM observation AS o JOIN series AS r ON r.series_id = o.observation_id / 16777216
      JOIN source AS s ON s.source_id = r.source_id LEFT JOIN period AS t
        ON t.period_id = o.period_id
      WHERE o.observation_id = ?
      """, .integer(id))
    guard let row = rows.first else { return false }
    describe(row)
    let (line, column) = (Int(row[4].integer ?? 0), Int(row[5].integer ?? 0))
    let locator = row[0].text ?? ""
    // In a spreadsheet a cell has a name: `Data!F17`.
    let isSheet = Workbook.mediaTypes.contains(row[12].text ?? "")
    let found = try? cells(locator, line, column, sha256: row[7].text)
    if let place = found?.place {
      Terminal.print("\(locator):\(place.line):\(place.column), \(place.path)")
    } else {
      Terminal.print(
        isSheet
          ? "\(locator)!\(CellName.cell(row: line, column: column))"
          : "\(locator):\(line):\(column)")
    }
    Terminal.print("")
    if let cells = found?.cells {
      for (number, heading, cell) in cells {
        Terminal.print(
          number == column ? ">>> \(heading): \(cell) <<<" : "    \(heading): \(cell)")
      }
    } else {
      // The file is not there, or holds another version now: what was kept of the cell.
      for (name, value) in [
        ("indicator", row[9].text), ("place", row[10].text), ("period", row[11].text),
      ] {
        if let value { Terminal.print("    \(name): \(value)") }
      }
      Terminal.print(">>> \(row[6].text ?? "") <<<")
    }
    return true
  }

  /// Headings and cells of a row, and where it stands in a document that is no text of rows, read
  /// from the file again where it still is the version that was loaded.
  private func cells(
    _ locator: String, _ line: Int, _ column: Int, sha256: String?
  ) throws -> (cells: [(column: Int, heading: String, cell: String)], place: GridPlace?) {
    let names = Locators(warehouse: warehouse.path)
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
    let vocabulary = try Vocabulary.forReading(warehouse.path)
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
      return (number, column?.heading ?? "", $0.element)
    }
    return (row, try table.place(ofRow: line))
  }

  private func describe(_ row: [Value]) {
    let parts = [row[1].text, row[2].text, row[3].text].compactMap(\.self)
    if !parts.isEmpty { Terminal.print(parts.joined(separator: ", ")) }
  }

  private func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}

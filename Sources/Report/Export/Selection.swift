internal import Records
internal import Schema
internal import Storage

/// An item of an export as a statement: its rows, those that fit the condition and those that are
/// new.
struct Selection {
  let item: Export.Item
  private(set) var sql: String
  private(set) var values: [String: Value]
  private(set) var columns: [String] = []
  /// What is exported is newer than this.
  private(set) var lower: Value = .null
  /// What is exported goes up to this.
  private(set) var upper: Value = .null

  /// The parameter in the statement that holds the old watermark.
  private static let lowerName = "tally_since"
  /// The parameter in the statement that holds when the last export began.
  private static let rereadName = "tally_reread"
  /// The parameter in the statement that holds the new one.
  private static let upperName = "tally_until"

  /// Compiles an item.
  ///
  /// - Parameter watermark: up to where it was exported before; NULL for never.
  /// - Throws: a `Failure` of kind `usage` where a table, column or parameter is not there.
  init(
    _ item: Export.Item, of export: Export, after watermark: Value,
    _ connection: borrowing Connection
  ) throws(Failure) {
    self.item = item
    switch item.content {
    case .relation(let name):
      sql = "SELECT * FROM " + Identifier.quoted(try Selection.relation(name, connection))
      values = [:]
    case .report(let report, let given):
      sql = SQLText.bare(report.sql)
      values = try Query.resolved(given, of: report, on: connection)
    case .query(let text, let given):
      sql = SQLText.bare(text)
      values = given
    }
    if let filter = item.filter { sql = "SELECT * FROM (\n\(sql)\n) WHERE (\n\(filter)\n)" }
    columns = try names(connection)
    if let since = export.since { try restrict(to: since, export, watermark, connection) }
    if export.format == .sdmxCSV { try turnToSDMX(connection) }
    if !export.partition.isEmpty {
      for column in export.partition where !columns.contains(column) {
        throw Failure(
          .usage,
          "there is no column \(column) to partition by" + Catalogue.suggestion(column, columns))
      }
      let order = export.partition.map(Identifier.quoted).joined(separator: ", ")
      sql = "SELECT * FROM (\n\(sql)\n) ORDER BY \(order)"
    }
  }

  /// The name of a table or view as it is written in the schema.
  static func relation(_ name: String, _ connection: borrowing Connection) throws(Failure) -> String
  {
    let rows = try connection.rows(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    let names = rows.compactMap { $0[0].text }
    if let found = names.first(where: { $0 == name }) { return found }
    throw Failure(
      .usage,
      "there is no table or view \(name)" + Catalogue.suggestion(name, names)
        + ": `tally schema` lists them")
  }

  /// Runs the statement.
  func run(on connection: borrowing Connection, to writer: any RowWriter) throws(Failure) {
    if case .report(let report, _) = item.content {
      let asked = report.parameters.compactMap { parameter in
        values[parameter.name].flatMap(Cell.text).map { (name: parameter.name, value: $0) }
      }
      let presenter = writer as? any ReportPresenter
      let told = asked.filter { pair in
        !report.parameters.contains { $0.name == pair.name && $0.standard == pair.value }
      }
      presenter?.present(
        report, try Query.named(told, values, of: report, on: connection))
      try Query.run(sql, values, of: report, on: connection, to: writer)
    } else {
      try Query.run(sql, values, on: connection, to: writer)
    }
  }

  /// What SQLite declares of each column, where it comes from a column of a table.
  func declaredTypes(_ connection: borrowing Connection) throws(Failure) -> [String?] {
    try connection.prepare(sql).declaredTypes
  }

  private func names(_ connection: borrowing Connection) throws(Failure) -> [String] {
    do {
      return try connection.prepare(sql).columnNames
    } catch {
      guard case .query(let text, _) = item.content, item.filter == nil else { throw error }
      throw SQLError.located(error, in: text, named: nil, on: connection)
    }
  }

  // MARK: What is new

  private mutating func restrict(
    to since: Export.Since, _ export: Export, _ watermark: Value, _ connection: borrowing Connection
  ) throws(Failure) {
    lower = watermark
    let condition: String
    if let column = export.sinceColumn {
      guard columns.contains(column) else {
        throw Failure(
          .usage, "there is no column \(column) to go by" + Catalogue.suggestion(column, columns))
      }
      guard since == .last else {
        throw Failure(.usage, "since a time goes by the sources: leave the column out")
      }
      let name = Identifier.quoted(column)
      let statement = try connection.prepare("SELECT max(\(name)) FROM (\n\(sql)\n)")
      try bind(statement)
      if try statement.step() { upper = statement.value(0) }
      condition =
        "(:\(Selection.lowerName) IS NULL OR \(name) > :\(Selection.lowerName)) AND \(name) <= :\(Selection.upperName)"
    } else {
      upper = try connection.value("SELECT coalesce(max(source_id), 0) FROM source")
      if case .time(let time) = since {
        lower = try connection.value(
          "SELECT coalesce(max(source_id), 0) FROM source WHERE loaded < ?", .text(time))
      }
      let earlier =
        if case .time(let time) = since { Value.text(time) } else {
          try ExportLog.lastStart(of: export, connection)
        }
      // What says something else since it was read again is new as well.
      let isNew = """
        (source_id > coalesce(:\(Selection.lowerName), 0)
          OR source_id IN (SELECT source_id FROM main.source WHERE reread >= :\(Selection.rereadName)))
        AND source_id <= :\(Selection.upperName)
        """
      values[Selection.rereadName] = earlier
      if columns.contains("source_id") {
        condition = isNew
      } else if columns.contains("locator") {
        condition =
          "locator IN (SELECT locator FROM main.source WHERE superseded_by IS NULL AND \(isNew))"
      } else {
        throw Failure(
          .usage,
          "\(item.name) has neither a column source_id nor locator to tell what is new: name one that grows"
        )
      }
    }
    sql = "SELECT * FROM (\n\(sql)\n) WHERE \(condition)"
    values[Selection.lowerName] = lower
    values[Selection.upperName] = upper
  }

  private func bind(_ statement: borrowing Statement) throws(Failure) {
    for (index, name) in statement.parameterNames.enumerated() {
      guard let name, let value = values[name] else { continue }
      try statement.bind(value, at: index + 1)
    }
  }

  // MARK: SDMX

  /// The SDMX statement reads from the views observations and missing: the chosen rows of each
  /// stand in their place.
  private mutating func turnToSDMX(_ connection: borrowing Connection) throws(Failure) {
    guard let file = Schema.file("exports/sdmx-csv.sql") else {
      throw Failure(.bug, "exports/sdmx-csv.sql is not in the binary")
    }
    func view(_ name: String) -> String {
      sql.replacing("\"observations\"", with: "main.\"\(name)\"")
    }
    // A condition on the value holds for no cell without one.
    var missing = view("missing")
    do { _ = try connection.prepare(missing) } catch {
      missing = "SELECT * FROM main.missing WHERE 0"
    }
    sql = """
      WITH observations AS (
      \(view("observations"))
      ), missing AS (
      \(missing)
      )
      SELECT * FROM (
      \(SQLText.bare(file.text))
      )
      """
    columns = try names(connection)
  }
}

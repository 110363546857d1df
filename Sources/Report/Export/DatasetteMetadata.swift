public import Records
public import Storage

/// `metadata.json` for Datasette: what tables, views and columns hold, their units, and the reports
/// as canned queries (https://docs.datasette.io/en/stable/metadata.html).
public enum DatasetteMetadata {
  /// The JSON for the warehouse at a path.
  ///
  /// - Parameter folders: the folders of the user's own reports.
  /// - Throws: a `Failure` where a report's header is malformed or the warehouse cannot be read.
  public static func text(
    database path: String, reports folders: [String] = [], _ connection: borrowing Connection
  ) throws(Failure) -> String {
    var name = FilePath.split(path).name
    // Datasette calls a database by its file's name without the last extension.
    if let dot = name.lastIndex(of: "."), dot > name.startIndex { name = String(name[..<dot]) }
    let reports = try Catalogue.reports(in: folders)
    // Datasette shows a canned query in the place of a table of the same name: reports get a
    // prefix.
    return JSONValue.record([
      "title": "Tally",
      "description":
        "Figures from articles and statistical tables, each traced to where it was published.",
      "databases": .dictionary([
        (
          name,
          .record([
            "tables": .dictionary(try tables(connection)),
            "queries": .dictionary(reports.map { ("report_" + $0.name, query($0)) }),
          ])
        )
      ]),
    ]).page
  }

  private static func tables(_ connection: borrowing Connection) throws(Failure) -> [(
    String, JSONValue
  )] {
    var entries: [(String, JSONValue)] = []
    for table in Description.all where table.column.isEmpty {
      let columns = Description.all.filter {
        $0.table == table.table && !$0.column.isEmpty && !$0.text.isEmpty
      }
      entries.append(
        (
          table.table,
          .record([
            "title": .string(title(table.table)), "description": .string(table.text),
            "columns": columns.isEmpty
              ? .null : .dictionary(columns.map { ($0.column, .string($0.text)) }),
            // What people do not look for is not on the first page.
            "hidden": ["setting", "vocabulary_addition", "article_search"].contains(table.table)
              ? .bool(true) : .null,
          ])
        ))
    }
    for row in try connection.rows(
      "SELECT r.name, r.locator, r.columns FROM record_set AS r ORDER BY r.name")
    {
      let headings = try connection.rows(
        "SELECT json_extract(value, '$.name'), json_extract(value, '$.heading') FROM json_each(?)",
        row[2])
      entries.append(
        (
          row[0].text ?? "",
          .record([
            "title": .string(title(row[0].text ?? "")),
            "description": .string("The records of \(row[1].text ?? "")."),
            "columns": .dictionary(headings.map { ($0[0].text ?? "", .string($0[1].text ?? "")) }),
          ])
        ))
    }
    return entries
  }

  /// `exchange_rates` is “Exchange rates”.
  private static func title(_ name: String) -> String {
    let words = name.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static func query(_ report: Report) -> JSONValue {
    var sql = report.sql
    for parameter in report.parameters.sorted(by: { $0.name.utf8.count > $1.name.utf8.count }) {
      sql = substituting(parameter, in: sql)
    }
    // A name is looked up by `tally report`; here the statement runs as it is.
    let names = report.parameters.map {
      "\($0.name): \($0.description)"
        + ($0.kind == .indicator || $0.kind == .place ? " (here the code alone)" : "")
    }
    return .record([
      "title": .string(report.title),
      "description": .string(([report.description] + names).joined(separator: "\n")),
      "sql": .string(sql),
    ])
  }

  /// Datasette gives an empty text for a parameter that was not filled in: it means the default.
  private static func substituting(_ parameter: Report.Parameter, in sql: String) -> String {
    let mark = ":" + parameter.name
    let standard = parameter.standard ?? ""
    let value =
      standard.isEmpty
      ? "nullif(\(mark), '')"
      : "coalesce(nullif(\(mark), ''), '\(standard.replacing("'", with: "''"))')"
    var result = ""
    var rest = sql[...]
    while let found = rest.firstRange(of: mark) {
      let next = found.upperBound < rest.endIndex ? rest[found.upperBound] : " "
      let isWhole = !(next.isLetter || next.isNumber || next == "_")
      result += rest[..<found.lowerBound] + (isWhole ? value : mark)
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

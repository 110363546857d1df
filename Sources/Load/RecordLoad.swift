internal import Ingest
internal import Records
internal import Storage

/// Loads records that are not statistics into a table `record_<name>` of their own.
enum RecordLoad {
  /// The name of the table for a source.
  static func tableName(for name: String) -> String {
    var result = "record_"
    for character in name.lowercased() {
      if character.isLetter || character.isNumber {
        result.append(character)
      } else {
        result.append("_")
      }
    }
    return result
  }

  /// SQLite's limit (https://www.sqlite.org/limits.html) less the two columns of lineage.
  private static let mostColumns = 1998

  /// Makes the table, or fits it to new columns and wider types; the rows of an earlier version go.
  ///
  /// - Parameters:
  ///   - replacing: a source of another name of which this is a new version.
  ///   - keeping: the version of which the same bytes are read again.
  static func prepare(
    _ name: String, _ columns: [RecordColumn], source: Int64, locator: String,
    replacing: String? = nil, keeping: Int64? = nil, _ connection: borrowing Connection
  ) throws(Failure) {
    guard columns.count <= mostColumns else {
      throw Failure(
        .badData,
        "the table has \(columns.count) columns and SQLite holds \(mostColumns): split it by columns",
        at: Place(locator, line: 1))
    }
    let table = Identifier.quoted(name)
    let existing = try connection.rows("SELECT name, type FROM pragma_table_info(?)", .text(name))
    if existing.isEmpty {
      try connection.execute(
        "CREATE TABLE \(table) (\(definition(columns.map { ($0.name, $0.affinity) })))")
    } else {
      for row in try connection.rows(
        "SELECT source_id FROM source WHERE locator IN (?1, ?2) AND source_id <> ?3 AND source_id IS NOT ?4",
        .text(locator), Value(replacing), .integer(source), Value(keeping))
      {
        try connection.run("DELETE FROM \(table) WHERE source_id = ?", row[0])
      }
      try fit(name, existing, columns, connection)
    }
    let described = columns.map {
      JSONText.object([
        ("name", JSONText.quoted($0.name)), ("heading", JSONText.quoted($0.heading)),
        ("type", JSONText.quoted($0.affinity.rawValue)),
      ])
    }
    try connection.run(
      """
      INSERT INTO record_set (name, locator, source_id, columns) VALUES (?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET locator = excluded.locator, source_id = excluded.source_id, columns = excluded.columns
      """, .text(name), .text(locator), .integer(source),
      .text("[" + described.joined(separator: ",") + "]"))
  }

  private static func definition(_ columns: [(name: String, affinity: RecordColumn.Affinity)])
    -> String
  {
    (columns.map { "\(Identifier.quoted($0.name)) \($0.affinity.rawValue)" }
      + ["source_id INTEGER NOT NULL REFERENCES source", "source_line INTEGER NOT NULL"]).joined(
        separator: ", ")
  }

  /// Adds the columns that are new, and widens the type of those whose values no longer fit it.
  private static func fit(
    _ name: String, _ existing: [[Value]], _ columns: [RecordColumn],
    _ connection: borrowing Connection
  ) throws(Failure) {
    var types: [String: RecordColumn.Affinity] = [:]
    var order: [String] = []
    for row in existing {
      guard let column = row[0].text, column != "source_id", column != "source_line" else {
        continue
      }
      order.append(column)
      types[column.lowercased()] = RecordColumn.Affinity(rawValue: row[1].text ?? "") ?? .text
    }
    let isEmpty = try connection.value("SELECT 1 FROM \(Identifier.quoted(name)) LIMIT 1") == .null
    var changes = false
    for column in columns {
      guard let known = types[column.name.lowercased()] else {
        try connection.execute(
          "ALTER TABLE \(Identifier.quoted(name)) ADD COLUMN \(Identifier.quoted(column.name)) \(column.affinity.rawValue)"
        )
        continue
      }
      let wider = isEmpty ? column.affinity : widest(known, column.affinity)
      if wider != known {
        types[column.name.lowercased()] = wider
        changes = true
      }
    }
    guard changes else { return }
    // SQLite cannot change a column's type: the rows move to a new table.
    let columns = order.map { ($0, types[$0.lowercased()] ?? .text) }
    let added = try connection.rows("SELECT name, type FROM pragma_table_info(?)", .text(name))
      .compactMap { row in
        row[0].text.flatMap { column in
          order.contains(column) || column == "source_id" || column == "source_line"
            ? nil : (column, RecordColumn.Affinity(rawValue: row[1].text ?? "") ?? .text)
        }
      }
    let all = columns + added
    let names = (all.map { Identifier.quoted($0.0) } + ["source_id", "source_line"]).joined(
      separator: ", ")
    let temporary = Identifier.quoted(name + "_wider")
    try connection.execute(
      """
      CREATE TABLE \(temporary) (\(definition(all)));
      INSERT INTO \(temporary) (\(names)) SELECT \(names) FROM \(Identifier.quoted(name));
      DROP TABLE \(Identifier.quoted(name));
      ALTER TABLE \(temporary) RENAME TO \(Identifier.quoted(name));
      """)
  }

  private static func widest(_ a: RecordColumn.Affinity, _ b: RecordColumn.Affinity)
    -> RecordColumn.Affinity
  {
    if a == b { return a }
    return a == .text || b == .text ? .text : .real
  }
}

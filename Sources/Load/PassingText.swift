public import Ingest
public import Records
public import Storage

/// A text that is set beside the statistics of a warehouse for one question and kept nowhere.
///
/// It is read and stored as an article would be, but in temporary tables, which take the place of
/// those of the file because SQLite looks for a name among the temporary ones first: whatever reads
/// articles sees this one alone. The file is open for reading only.
public enum PassingText {
  /// What the text is called among the sources.
  public static let locator = "(text)"

  /// Tables in which the text stands alone.
  private static let own = ["article", "sentence", "claim", "mention"]
  /// Tables in which it is beside what the warehouse has.
  private static let shared = ["source", "period"]

  /// Opens a warehouse for reading, with the text as its only article.
  ///
  /// - Throws: a `Failure` as `Warehouse.openForReading` does.
  public static func open(_ path: String, _ reading: ArticleReading) throws(Failure) -> Connection {
    try Warehouse.openForReading(path) { (connection) throws(Failure) in
      try makeTables(connection)
      let source = try insert(reading.source, bytes: reading.text.count, connection)
      let codes = Codes()
      try codes.fill(connection)
      let opening = ArticleOpening(source: reading.source, text: reading.text, passed: [:])
      let load = try ArticleLoad(opening, source: source, codes: codes, connection)
      var reading = reading
      var section = ArticleSection()
      while reading.next(into: &section) { try load.load(section, connection) }
    }
  }

  private static func makeTables(_ connection: borrowing Connection) throws(Failure) {
    // As this program makes them: those of the file may be of an older version.
    let fresh = try Warehouse.openInMemory()
    for table in own + shared {
      let text = try fresh.value(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", .text(table)
      ).text
      guard let text else { throw Failure(.bug, "there is no table \(table)") }
      let definition = text.replacing("CREATE TABLE", with: "CREATE TEMP TABLE", maxReplacements: 1)
      try connection.execute("DROP VIEW IF EXISTS temp.\(table); \(definition)")
    }
    try connection.execute("CREATE TEMP TABLE article_search (text TEXT)")
    for table in shared {
      let columns = try connection.rows(
        "SELECT name FROM pragma_table_info(?, 'main')", .text(table)
      )
      .compactMap { $0[0].text.map(Identifier.quoted) }.joined(separator: ", ")
      try connection.execute(
        "INSERT INTO temp.\(table) (\(columns)) SELECT \(columns) FROM main.\(table)")
    }
  }

  private static func insert(
    _ source: SourceDescription, bytes: Int, _ connection: borrowing Connection
  ) throws(Failure) -> Int64 {
    try connection.run(
      """
      INSERT INTO temp.source (kind, locator, title, publisher, published, language, sha256, bytes, run_id, loaded)
      VALUES ('article', ?, ?, ?, ?, ?, '', ?, 0, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
      """, .text(locator), Value(source.title), Value(source.publisher), Value(source.published),
      Value(source.language), Value(bytes))
    return connection.lastInsertedRow
  }
}

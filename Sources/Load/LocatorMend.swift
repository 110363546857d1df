internal import Records
internal import Storage

/// Brings the locators of a warehouse that was filled before there was one name a file to that
/// rule, once.
///
/// Two sources that turn out to be one file become versions of it, the later one current. A path
/// that was relative to a working folder nobody knows any more is taken for one below the folder of
/// the warehouse, or below the present one where only that has such a file.
enum LocatorMend {
  private static let setting = "locators"
  private static let rule = "relative to the warehouse"

  static func perform(_ connection: borrowing Connection) throws(Failure) {
    let known = try connection.value("SELECT value FROM setting WHERE name = ?", .text(setting))
    guard known.text != rule else { return }
    try connection.savepoint { () throws(Failure) in
      var locators = Locators(warehouse: connection.path)
      for row in try connection.rows("SELECT DISTINCT locator FROM source ORDER BY locator") {
        guard let old = row[0].text else { continue }
        let new = mended(old, &locators)
        guard new != old else { continue }
        for table in ["source", "reject", "record_set"] {
          try connection.run(
            "UPDATE \(table) SET locator = ? WHERE locator = ?", .text(new), .text(old))
        }
      }
      try joinVersions(connection)
      try setSentences(connection)
      try connection.run(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        .text(setting), .text(rule))
    }
  }

  /// The sentences of long articles stand by themselves, those of a warehouse that had none too.
  private static func setSentences(_ connection: borrowing Connection) throws(Failure) {
    let articles = try connection.prepare(
      "SELECT source_id, text FROM article WHERE length(CAST(text AS BLOB)) > \(ArticleLoad.shortArticle)"
    )
    let sentences = try connection.prepare(
      "SELECT sentence_id, start, \"end\" FROM sentence WHERE source_id = ? AND text IS NULL")
    let update = try connection.prepare("UPDATE sentence SET text = ? WHERE sentence_id = ?")
    while try articles.step() {
      let text = CodePointOffsets(articles.text(1) ?? "")
      try sentences.bind(.integer(articles.integer(0)), at: 1)
      var rows: [(Int64, Value)] = []
      while try sentences.step() {
        let words = text.text(Int(sentences.integer(1)), Int(sentences.integer(2)))
        rows.append((sentences.integer(0), Value(words)))
      }
      sentences.reset()
      for (id, words) in rows { try update.run(words, .integer(id)) }
    }
  }

  private static func mended(_ old: String, _ locators: inout Locators) -> String {
    if old.hasPrefix("/") || old == "-" || old.contains("://") { return locators.locator(of: old) }
    let inFolder = locators.locator(of: locators.path(of: old))
    if FileSystem.exists(locators.path(of: inFolder)) { return inFolder }
    let file = old.firstIndex(of: "#").map { String(old[..<$0]) } ?? old
    return FileSystem.exists(old) || FileSystem.exists(file) ? locators.locator(of: old) : inFolder
  }

  /// Of several current sources with one locator, the last one stays current.
  private static func joinVersions(_ connection: borrowing Connection) throws(Failure) {
    let doubled = try connection.rows(
      "SELECT locator, max(source_id) FROM source WHERE superseded_by IS NULL GROUP BY locator HAVING count(*) > 1"
    )
    for row in doubled {
      let replaced = try connection.rows(
        """
        UPDATE source SET superseded_by = ?1, superseded = (SELECT loaded FROM source WHERE source_id = ?1)
        WHERE locator = ?2 AND superseded_by IS NULL AND source_id <> ?1
        RETURNING source_id, kind
        """, row[1], row[0])
      for old in replaced where old[1].text == SourceDescription.Kind.record.rawValue {
        for table in try connection.rows("SELECT name FROM record_set") {
          try connection.run(
            "DELETE FROM \(Identifier.quoted(table[0].text ?? "")) WHERE source_id = ?", old[0])
        }
        try connection.run(
          "UPDATE record_set SET source_id = ?1 WHERE source_id = ?2", row[1], old[0])
      }
    }
  }
}

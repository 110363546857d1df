internal import Records
internal import Storage

/// Puts a new reading of the same bytes in the place of the old one, under the number that the
/// source has; or finds that both say the same.
enum Rereading {
  /// What a reading consists of: tables, and what of their columns is no number given at loading.
  private static let contents: [(table: String, columns: String)] = [
    (
      "source",
      "kind, title, publisher, published, language, media_type, encoding, rows_read, rows_stored, rows_rejected, rows_passed, passed, reading"
    ),
    ("article", "text"),
    ("sentence", "ordinal, kind, start, \"end\""),
    (
      "claim",
      """
      ordinal, start, "end", quote, value, low, high, unit_id, unit, unit_name, qualifier, direction, status, indicator_id,
      indicator_text, place_id, place_text, period_id, speaker, restates_id - claim_id, confidence, doubt, holder, holder_kind,
      place_confidence, period_confidence, indicator_confidence, holder_confidence, reader
      """
    ),
    ("mention", "start, \"end\", quote, kind, place_id"),
    ("reject", "locator, line, \"column\", code, message, raw"),
    (
      "series",
      """
      series_id - (SELECT min(f.series_id) FROM series AS f WHERE f.source_id = series.source_id), indicator_id, indicator_text,
      place_id, place_text, unit_id, unit_text, multiplier, dimensions, frequency, observations
      """
    ),
  ]

  /// Whether two readings of a source say the same.
  ///
  /// - Complexity: linear in what was read, but for what sorting rows of records costs.
  static func isUnchanged(
    from old: Int64, to new: Int64, _ connection: borrowing Connection
  ) throws(Failure) -> Bool {
    for (table, columns) in contents
    where try differ(table, columns, old, new, connection) { return false }
    for (table, columns) in try recordTables(of: new, connection)
    where try differ(table, columns, old, new, connection) { return false }
    let first = "SELECT min(series_id) FROM series WHERE source_id = ?"
    guard let from = try connection.value(first, .integer(old)).integer,
      let to = try connection.value(first, .integer(new)).integer
    else { return true }
    let different = try connection.value(
      """
      SELECT 1 FROM series AS s
      JOIN observation AS a ON a.observation_id BETWEEN s.series_id << 24 AND s.series_id << 24 | 16777215
      LEFT JOIN observation AS b ON b.observation_id = a.observation_id + (? << 24)
      WHERE s.source_id = ? AND (b.observation_id IS NULL OR a.period_id IS NOT b.period_id
        OR a.value IS NOT b.value OR a.status <> b.status OR a.flag IS NOT b.flag
        OR a.decimals IS NOT b.decimals OR a.line <> b.line OR a."column" <> b."column"
        OR a.cell <> b.cell)
      LIMIT 1
      """, .integer(to - from), .integer(old))
    return different == .null
  }

  private static func differ(
    _ table: String, _ columns: String, _ old: Int64, _ new: Int64,
    _ connection: borrowing Connection
  ) throws(Failure) -> Bool {
    func rows(_ source: String) -> String {
      "SELECT \(columns) FROM \(table) WHERE source_id = \(source)"
    }
    return try connection.value(
      """
      SELECT 1 FROM (\(rows("?1")) EXCEPT \(rows("?2")))
      UNION ALL SELECT 1 FROM (\(rows("?2")) EXCEPT \(rows("?1"))) LIMIT 1
      """, .integer(old), .integer(new)) != .null
  }

  /// The tables of records that a source fills, with their columns but for the source.
  private static func recordTables(
    of source: Int64, _ connection: borrowing Connection
  ) throws(Failure) -> [(table: String, columns: String)] {
    let names = try connection.rows(
      "SELECT name FROM record_set WHERE source_id = ?", .integer(source))
    return try names.compactMap { $0[0].text }.map { (name) throws(Failure) in
      let columns = try connection.rows(
        "SELECT name FROM pragma_table_info(?) WHERE name <> 'source_id'", .text(name))
      return (
        Identifier.quoted(name),
        columns.compactMap { $0[0].text.map(Identifier.quoted) }.joined(separator: ", ")
      )
    }
  }

  /// Puts a new reading in the place of the old one.
  static func replace(
    _ old: Int64, by new: Int64, _ connection: borrowing Connection
  ) throws(Failure) {
    try Numbering.series.keep(connection)
    try Numbering.claim.keep(connection)
    try Forgetting.clear(old, connection)
    for table in ["series", "sentence", "claim", "mention", "reject"] {
      try move(table, from: new, to: old, connection)
    }
    try moveText(from: new, to: old, connection)
    for (table, _) in try recordTables(of: new, connection) {
      try move(table, from: new, to: old, connection)
    }
    try move("record_set", from: new, to: old, connection)
    let columns =
      "kind, title, publisher, published, language, media_type, encoding, sha256, bytes, rows_read, rows_stored, "
      + "rows_rejected, rows_passed, passed, reading, told, vocabulary, observed, summarised"
    try connection.run(
      """
      UPDATE source SET (\(columns)) = (SELECT \(columns) FROM source WHERE source_id = ?1), reread = ?2
      WHERE source_id = ?3
      """, .integer(new), .text(Clock.now), .integer(old))
    try connection.run("DELETE FROM source WHERE source_id = ?", .integer(new))
    for row in try connection.rows(
      """
      SELECT b.source_id FROM source AS b JOIN source AS a ON a.source_id = b.superseded_by
      WHERE a.source_id = ? AND a.kind = 'observations' AND b.kind = 'observations'
      """, .integer(old))
    {
      if let before = row[0].integer {
        try RevisionLoad.note(new: old, old: before, connection)
      }
    }
  }

  private static func move(
    _ table: String, from new: Int64, to old: Int64, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run(
      "UPDATE \(table) SET source_id = ? WHERE source_id = ?", .integer(old), .integer(new))
  }

  /// The full text has no text of its own: it is told what it held
  /// (https://www.sqlite.org/fts5.html, 6.1).
  private static func moveText(
    from new: Int64, to old: Int64, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run(
      """
      INSERT INTO article_search (article_search, rowid, text)
      SELECT 'delete', source_id, text FROM article WHERE source_id = ?
      """, .integer(new))
    try move("article", from: new, to: old, connection)
    try connection.run(
      "INSERT INTO article_search (rowid, text) SELECT source_id, text FROM article WHERE source_id = ?",
      .integer(old))
  }

  /// Notes that the same was read again, with another vocabulary or after something was told.
  static func note(
    _ source: Int64, told: String?, vocabulary: String, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run(
      "UPDATE source SET told = ?, vocabulary = ? WHERE source_id = ?", Value(told),
      .text(vocabulary), .integer(source))
  }
}

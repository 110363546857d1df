public import Records
public import Storage

/// Takes sources out of a warehouse, with everything that was read from them.
///
/// What stays is that they were there: a row in the table `forgotten` for each version, and a run.
/// The numbers of sources, series and claims are not given again, so that what was exported before
/// is never taken for something else.
public enum Forgetting {
  /// What is to be forgotten, and for whom.
  public struct Request: Sendable {
    /// The locators.
    public var locators: [String] = []
    /// Only the current version of each: the one before is current again.
    public var onlyNewest = false
    /// Everything is done and rolled back.
    public var isRehearsal = false
    /// What was asked, for the table `run`.
    public var command = ""
    /// The name of the sources in `tally.yml`.
    public var section: String?
    /// The run of the job that this is a step of.
    public var job: Int64?
    /// The version of Tally.
    public var version = ""

    /// Nothing yet.
    public init() {}
  }

  /// What was forgotten.
  public struct Summary: Sendable {
    /// Its number in the table `run`.
    public internal(set) var run: Int64 = 0
    /// How many versions.
    public internal(set) var versions = 0
    /// Their claims.
    public internal(set) var claims = 0
    /// Their observations.
    public internal(set) var observations = 0
    /// Their rows in tables of records.
    public internal(set) var records = 0
  }

  /// Forgets sources: all of them, or, when it throws, none.
  ///
  /// - Throws: a `Failure` of kind `usage` where there is no version before the newest one to go
  ///   back to, or where the warehouse fails.
  public static func run(
    _ request: Request, in connection: borrowing Connection
  ) throws(Failure) -> Summary {
    func perform() throws(Failure) -> Summary {
      var summary = Summary()
      summary.run = try RunLog.begin(
        .forget, name: request.section, job: request.job, command: request.command,
        version: request.version, connection)
      for locator in request.locators {
        for id in try versions(locator, request.onlyNewest, connection) {
          try forget(id, &summary, connection)
        }
        guard !request.onlyNewest else { continue }
        // A file that was refused as a whole has no version, only its rejects.
        try connection.run(
          "DELETE FROM reject WHERE source_id IS NULL AND locator = ?", .text(locator))
      }
      let sources = request.locators.count
      try RunLog.end(
        summary.run, .done,
        message:
          "forgot \(summary.versions) \(summary.versions == 1 ? "version" : "versions") of \(sources) \(sources == 1 ? "source" : "sources"): "
          + request.locators.prefix(20).joined(separator: ", ") + (sources > 20 ? ", …" : ""),
        connection)
      return summary
    }
    if request.isRehearsal {
      return connection.isInTransaction
        ? try perform() : try connection.rehearsal { () throws(Failure) in try perform() }
    }
    return try connection.savepoint { () throws(Failure) in try perform() }
  }

  /// The versions to forget, the newest first.
  private static func versions(
    _ locator: String, _ onlyNewest: Bool, _ connection: borrowing Connection
  ) throws(Failure) -> [Int64] {
    let rows = try connection.rows(
      "SELECT source_id, kind, superseded_by IS NULL FROM source WHERE locator = ? ORDER BY source_id DESC",
      .text(locator))
    guard onlyNewest, let newest = rows.first else { return rows.compactMap { $0[0].integer } }
    guard rows.count > 1 else {
      throw Failure(
        .usage, "it has no version before this one to go back to: forget it without --newest",
        at: Place(locator))
    }
    guard rows[1][1].text != SourceDescription.Kind.record.rawValue else {
      throw Failure(
        .usage,
        "a table of records keeps the rows of its newest version only: ingest the file as it was before instead",
        at: Place(locator))
    }
    return newest[0].integer.map { [$0] } ?? []
  }

  private static func forget(
    _ id: Int64, _ summary: inout Summary, _ connection: borrowing Connection
  ) throws(Failure) {
    let source = Value.integer(id)
    try connection.run(
      """
      INSERT INTO forgotten (source_id, run_id, kind, locator, title, sha256, loaded, superseded, forgotten, last_series, last_claim)
      SELECT source_id, ?, kind, locator, title, sha256, loaded, superseded, ?,
        (SELECT max(series_id) FROM series WHERE source_id = s.source_id),
        (SELECT max(claim_id) FROM claim WHERE source_id = s.source_id)
      FROM source AS s WHERE source_id = ?
      """, .integer(summary.run), .text(Clock.now), source)
    try clear(source, &summary, connection)
    // What this version had replaced is current again: the one before, and a source of another name.
    try connection.run(
      """
      UPDATE source SET superseded_by = NULL, superseded = NULL
      WHERE source_id IN (SELECT max(source_id) FROM source WHERE superseded_by = ? GROUP BY locator)
      """, source)
    try connection.run(
      """
      UPDATE source SET superseded_by = (SELECT max(b.source_id) FROM source AS b WHERE b.locator = source.locator AND b.source_id <> ?1)
      WHERE superseded_by = ?1
      """, source)
    try connection.run("DELETE FROM source WHERE source_id = ?", source)
    summary.versions += 1
  }

  /// Takes out what was read from a source, and leaves the source itself.
  static func clear(_ id: Int64, _ connection: borrowing Connection) throws(Failure) {
    var summary = Summary()
    try clear(.integer(id), &summary, connection)
  }

  private static func clear(
    _ source: Value, _ summary: inout Summary, _ connection: borrowing Connection
  ) throws(Failure) {
    try forgetSeries(of: source, &summary, connection)
    try forgetArticle(source, &summary, connection)
    try forgetRecords(of: source, &summary, connection)
    try connection.run("DELETE FROM reject WHERE source_id = ?", source)
  }

  private static func forgetSeries(
    of source: Value, _ summary: inout Summary, _ connection: borrowing Connection
  ) throws(Failure) {
    let series = try connection.rows("SELECT series_id FROM series WHERE source_id = ?", source)
    let observation = try connection.prepare(
      "DELETE FROM observation WHERE observation_id BETWEEN ? AND ?")
    let revision = try connection.prepare("DELETE FROM revision WHERE series_id = ?")
    for row in series {
      guard let id = row[0].integer else { continue }
      try revision.run(.integer(id))
      try observation.run(.integer(id << 24), .integer(id << 24 | 0xFF_FFFF))
      summary.observations += connection.changes
    }
    if let id = source.integer { try Summaries.clear(id, connection) }
    try connection.run("DELETE FROM series WHERE source_id = ?", source)
  }

  private static func forgetArticle(
    _ source: Value, _ summary: inout Summary, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run("DELETE FROM mention WHERE source_id = ?", source)
    try connection.run("DELETE FROM claim WHERE source_id = ?", source)
    summary.claims += connection.changes
    try connection.run("DELETE FROM sentence WHERE source_id = ?", source)
    // The full text has no text of its own: it is told what it held
    // (https://www.sqlite.org/fts5.html, 6.1).
    try connection.run(
      """
      INSERT INTO article_search (article_search, rowid, text)
      SELECT 'delete', source_id, text FROM article WHERE source_id = ?
      """, source)
    try connection.run("DELETE FROM article WHERE source_id = ?", source)
  }

  private static func forgetRecords(
    of source: Value, _ summary: inout Summary, _ connection: borrowing Connection
  ) throws(Failure) {
    let kind = try connection.value("SELECT kind FROM source WHERE source_id = ?", source).text
    guard kind == SourceDescription.Kind.record.rawValue else { return }
    for row in try connection.rows("SELECT name FROM record_set") {
      guard let name = row[0].text else { continue }
      let table = Identifier.quoted(name)
      try connection.run("DELETE FROM \(table) WHERE source_id = ?", source)
      summary.records += connection.changes
      guard
        try connection.value(
          "SELECT 1 FROM record_set WHERE name = ? AND source_id = ?", .text(name), source) != .null
      else { continue }
      // Another source may have filled the same table.
      let other = try connection.value("SELECT max(source_id) FROM \(table)")
      if other == .null {
        try connection.run("DELETE FROM record_set WHERE name = ?", .text(name))
        try connection.execute("DROP TABLE \(table)")
      } else {
        try connection.run(
          """
          UPDATE record_set SET source_id = ?1, locator = (SELECT locator FROM source WHERE source_id = ?1)
          WHERE name = ?2
          """, other, .text(name))
      }
    }
  }
}

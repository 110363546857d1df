internal import Crypto
internal import Ingest
public import Records
internal import Storage

/// What became of one source.
public struct SourceOutcome: Sendable {
  /// Path or URL.
  public var locator: String
  /// How it ended.
  public var result: Result
  /// How it ended.
  public enum Result: Sendable {
    /// Its bytes were loaded before, at this locator or another.
    case skipped(as: String)
    /// Loaded as a new version.
    case loaded(SourceDescription.Kind, Accounting, rejects: Int, detail: String)
    /// Refused as a whole.
    case failed(Failure)
  }
}

/// Loads one source in one transaction: all of it, or nothing.
struct SourceLoad {
  let vocabulary: Vocabulary
  let articles: ArticleReader
  let codes: Codes
  let options: ReadingOptions
  /// The name of a record table where the user gave one.
  let name: String?
  let run: Int64
  let isRehearsal: Bool
  /// Sources whose bytes are known are loaded again.
  let isAgain: Bool

  func load(_ source: Source, _ connection: borrowing Connection) -> SourceOutcome {
    do throws(Failure) {
      return SourceOutcome(locator: source.locator, result: try attempt(source, connection))
    } catch {
      codes.forget()
      return SourceOutcome(locator: source.locator, result: .failed(error))
    }
  }

  private func attempt(_ source: Source, _ connection: borrowing Connection) throws(Failure) -> SourceOutcome.Result {
    let content = try SourceContent(source)
    var digest = SHA256()
    let survey = try Survey(content) { block in digest.update(block) }
    let sum = digest.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    if !isAgain,
      let known = try connection.value(
        "SELECT locator FROM source WHERE sha256 = ? AND superseded_by IS NULL ORDER BY locator <> ? LIMIT 1",
        .text(sum), .text(source.locator)
      ).text
    {
      return .skipped(as: known)
    }
    let document = try Document(content, survey, vocabulary: vocabulary, options: options)
    if isRehearsal {
      return try connection.savepoint { () throws(Failure) in try load(document, source, survey, sum, connection) }
    }
    return try connection.transaction { () throws(Failure) in try load(document, source, survey, sum, connection) }
  }

  private func load(
    _ document: Document, _ source: Source, _ survey: Survey, _ sum: String, _ connection: borrowing Connection
  ) throws(Failure) -> SourceOutcome.Result {
    switch document {
    case .article(let text, let description):
      let article = articles.read(text, source: description)
      let id = try insert(article.source, survey, sum, connection)
      try ArticleLoad.load(article, source: id, codes: codes, connection)
      try insert(article.rejects, id, source, connection)
      var accounting = Accounting()
      accounting.read = article.sentences.count
      accounting.stored = article.sentences.count
      try finish(id, source, accounting, reading: nil, connection)
      return .loaded(.article, accounting, rejects: article.rejects.count, detail: "\(article.claims.count) claims")
    case .table(let table) where table.description.kind == .observations:
      let id = try insert(table.description, survey, sum, connection)
      var reader = try table.observations()
      var load = try ObservationLoad(connection, source: id, codes: codes)
      var batch = ObservationBatch()
      var (rejects, rows) = (0, 0)
      while try reader.next(into: &batch) {
        try load.load(batch, connection)
        try insert(batch.rejects, id, source, connection)
        rejects += batch.rejects.count
        rows += batch.rows.count
      }
      try load.finish(connection)
      try finish(id, source, reader.accounting, reading: table.reading.json, connection)
      return .loaded(.observations, reader.accounting, rejects: rejects, detail: "\(rows) observations")
    case .table(let table):
      let id = try insert(table.description, survey, sum, connection)
      var reader = try table.records()
      let tableName = RecordLoad.tableName(for: name ?? (source.baseName.isEmpty ? "stdin" : source.baseName))
      try RecordLoad.prepare(tableName, reader.columns, source: id, locator: source.locator, connection)
      let stream = try FieldStream(connection, table: tableName, columns: reader.columns, source: id)
      var batch = FieldBatch(columns: reader.columns.count)
      var rejects = 0
      while try reader.next(into: &batch) {
        try stream.insert(batch)
        try insert(batch.rejects, id, source, connection)
        rejects += batch.rejects.count
      }
      try finish(id, source, reader.accounting, reading: table.reading.json, connection)
      return .loaded(.record, reader.accounting, rejects: rejects, detail: "table \(tableName)")
    }
  }

  // MARK: The source itself

  private func insert(
    _ description: SourceDescription, _ survey: Survey, _ sum: String, _ connection: borrowing Connection
  ) throws(Failure) -> Int64 {
    try connection.run(
      """
      INSERT INTO source (kind, locator, title, publisher, published, language, media_type, encoding, sha256, bytes, run_id, loaded)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, .text(description.kind.rawValue), .text(description.locator), Value(description.title),
      Value(description.publisher), Value(description.published), Value(description.language),
      Value(description.mediaType), Value(description.encoding), .text(sum), Value(survey.bytes), .integer(run),
      .text(Clock.now))
    return connection.lastInsertedRow
  }

  private func insert(
    _ rejects: [Reject], _ id: Int64, _ source: Source, _ connection: borrowing Connection
  ) throws(Failure) {
    guard !rejects.isEmpty else { return }
    let insert = try connection.prepare(SourceLoad.insertReject)
    for reject in rejects {
      try insert.run(
        .integer(run), .integer(id), .text(source.locator), Value(reject.line), Value(reject.column),
        .text(reject.code),
        .text(reject.message), Value(reject.raw))
    }
  }

  static let insertReject = """
    INSERT INTO reject (run_id, source_id, locator, line, "column", code, message, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// Puts the version in the place of the one before, and writes down where the rows went.
  private func finish(
    _ id: Int64, _ source: Source, _ accounting: Accounting, reading: String?, _ connection: borrowing Connection
  ) throws(Failure) {
    guard accounting.balances else {
      throw Failure(
        .bug,
        "rows were lost: read \(accounting.read), stored \(accounting.stored), rejected \(accounting.rejected), passed over \(accounting.passedOver)",
        at: Place(source.locator))
    }
    try connection.run(
      "UPDATE source SET superseded_by = ?, superseded = ? WHERE locator = ? AND source_id <> ? AND superseded_by IS NULL",
      .integer(id), .text(Clock.now), .text(source.locator), .integer(id))
    try connection.run(
      """
      UPDATE source SET rows_read = ?, rows_stored = ?, rows_rejected = ?, rows_passed = ?, passed = ?, reading = ?
      WHERE source_id = ?
      """, Value(accounting.read), Value(accounting.stored), Value(accounting.rejected), Value(accounting.passedOver),
      .text(JSON.object(accounting.passed)), Value(reading), .integer(id))
  }
}

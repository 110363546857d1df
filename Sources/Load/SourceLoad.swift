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

/// Loads one source from the portions that a reader hands over: all of it, or nothing.
struct SourceLoad {
  let codes: Codes
  /// The name of a record table where the user gave one.
  let name: String?
  let run: Int64
  /// Sources whose bytes are known are loaded again.
  let isAgain: Bool
  let reader: SourceReader

  /// The table that a source is loaded into, once its first portion is here.
  private enum Target {
    case none
    case article(ArticleLoad, passed: [String: Int])
    case observations(ObservationLoad)
    case records(RecordStream, table: String)
  }

  /// What is known of a source that is being loaded.
  private struct Progress {
    var identity: SourceIdentity?
    var id: Int64 = 0
    var rows = 0
    var rejects = 0
    /// How many tables the source holds so far: a sheet may hold several.
    var tables = 1
  }

  /// Loads a source, or tells at which path its bytes were loaded before.
  ///
  /// - Parameters:
  ///   - next: the next portion of it.
  ///   - begin: called before anything is written.
  func load(
    _ source: Source, _ connection: borrowing Connection, next: () -> Portion,
    begin: () throws(Failure) -> Void
  ) throws(Failure) -> SourceOutcome.Result {
    var progress = Progress()
    var first = next()
    if case .identified(let identity) = first {
      if let known = try skipped(identity, source, connection) { return known }
      progress.identity = identity
      first = next()
    }
    if case .known = first {
      // What was known when the run began was replaced in the meantime: read it here, where nothing
      // else happens.
      return try loadHere(source, connection, begin: begin)
    }
    if case .failed(let failure) = first { throw failure }
    try begin()
    do throws(Failure) {
      try connection.execute("SAVEPOINT source")
      let result = try take(first, source, progress, connection, next)
      // Nothing is to be kept of a source whose bytes turn out to be known.
      if case .skipped = result { try connection.execute("ROLLBACK TO source") }
      try connection.execute("RELEASE source")
      return result
    } catch {
      codes.forget()
      if connection.isInTransaction {
        try? connection.execute("ROLLBACK TO source; RELEASE source")
      }
      throw error
    }
  }

  /// Reads and loads a source on this thread's own time.
  private func loadHere(
    _ source: Source, _ connection: borrowing Connection, begin: () throws(Failure) -> Void
  ) throws(Failure) -> SourceOutcome.Result {
    let reader = SourceReader(
      vocabulary: reader.vocabulary, articles: reader.articles, options: reader.options,
      sources: [source],
      known: [nil], isAgain: isAgain)
    let ahead = ReadAhead(count: 1, jobs: 1) { index, handover in reader.read(index, to: handover) }
    defer { ahead.close() }
    return try load(source, connection, next: { ahead.next(of: 0) }, begin: begin)
  }

  /// The outcome where the bytes are those of a source that is loaded.
  private func skipped(
    _ identity: SourceIdentity, _ source: Source, _ connection: borrowing Connection
  ) throws(Failure) -> SourceOutcome.Result? {
    guard !isAgain else { return nil }
    // The same bytes read as something else are not the same.
    return try connection.value(
      """
      SELECT locator FROM source WHERE sha256 = ?1 AND superseded_by IS NULL
        AND (?3 IS NULL OR kind = ?3)
        AND (?4 IS NULL OR encoding = ?4)
      ORDER BY locator <> ?2 LIMIT 1
      """, .text(identity.sha256), .text(source.locator), Value(reader.options.kind?.rawValue),
      Value(reader.options.encoding.map { TextEncoding(named: $0)?.name ?? $0 })
    ).text.map { .skipped(as: $0) }
  }

  // MARK: Portions

  private func take(
    _ first: Portion, _ source: Source, _ start: Progress, _ connection: borrowing Connection,
    _ next: () -> Portion
  ) throws(Failure) -> SourceOutcome.Result {
    var progress = start
    var target = Target.none
    var portion = first
    while true {
      switch portion {
      case .identified(let identity):
        if let known = try skipped(identity, source, connection) { return known }
        progress.identity = identity
      case .again:
        target = .none
        codes.forget()
        try connection.execute("ROLLBACK TO source")
        progress = Progress()
      case .known: throw Failure(.bug, "a source ended before its rows", at: Place(source.locator))
      case .failed(let failure): throw failure
      case .article(let opening):
        progress.id = try insert(opening.source, connection)
        try codes.fill(connection)
        target = .article(
          try ArticleLoad(opening, source: progress.id, codes: codes, connection),
          passed: opening.passed)
      case .section(let section):
        if case .article(let load, _) = target { try load.load(section, connection) }
        progress.rejects += section.rejects.count
        try insert(section.rejects, progress.id, source, connection)
      case .articleEnd:
        guard case .article(let load, let passed) = target else {
          throw Failure(.bug, "an article ended before it began", at: Place(source.locator))
        }
        return try finish(load, passed, progress, source, connection)
      case .table(let opening):
        if case .none = target {
          progress.id = try insert(opening.description, connection)
        } else {
          // Another table of the same sheet.
          _ = try close(target, progress, connection)
          progress.tables += 1
        }
        target = try open(opening, source, progress, connection)
      case .observations(let parcel):
        progress.rows += parcel.batch.rows.count
        progress.rejects += parcel.batch.rejects.count
        if case .observations(let load) = target { try load.load(parcel.batch, connection) }
        try insert(parcel.batch.rejects, progress.id, source, connection)
        reader.observations.give(parcel)
      case .records(let parcel):
        progress.rejects += parcel.batch.rejects.count
        if case .records(let stream, _) = target { try stream.insert(parcel.batch, connection) }
        try insert(parcel.batch.rejects, progress.id, source, connection)
        reader.records.give(parcel)
      case .passed(let sheet):
        progress.id = try insert(sheet.description, connection)
        try finish(progress, source, sheet.accounting, reading: nil, connection)
        return .loaded(.record, sheet.accounting, rejects: 0, detail: sheet.reason)
      case .finished(let accounting, let reading):
        let (kind, detail) = try close(target, progress, connection)
        try finish(progress, source, accounting, reading: reading, connection)
        return .loaded(kind, accounting, rejects: progress.rejects, detail: detail)
      }
      portion = next()
    }
  }

  private func open(
    _ opening: TableOpening, _ source: Source, _ progress: Progress,
    _ connection: borrowing Connection
  ) throws(Failure) -> Target {
    let id = progress.id
    if opening.description.kind == .observations {
      try codes.fill(connection)
      return .observations(try ObservationLoad(connection, source: id, codes: codes))
    }
    let table = RecordLoad.tableName(
      for: (name ?? (source.baseName.isEmpty ? "stdin" : source.baseName))
        + (progress.tables > 1 ? "_\(progress.tables)" : ""))
    try RecordLoad.prepare(table, opening.columns, source: id, locator: source.locator, connection)
    return .records(
      try RecordStream(connection, table: table, columns: opening.columns, source: id), table: table
    )
  }

  private func close(
    _ target: Target, _ progress: Progress, _ connection: borrowing Connection
  ) throws(Failure) -> (SourceDescription.Kind, String) {
    switch target {
    case .none, .article: throw Failure(.bug, "a table ended before it began")
    case .observations(let load):
      try load.finish(connection)
      return (.observations, "\(progress.rows) observations")
    case .records(let stream, let table):
      try stream.finish(connection)
      return (.record, "table \(table)")
    }
  }

  private func finish(
    _ load: ArticleLoad, _ passed: [String: Int], _ progress: Progress, _ source: Source,
    _ connection: borrowing Connection
  ) throws(Failure) -> SourceOutcome.Result {
    var accounting = Accounting()
    accounting.passed = passed
    accounting.read = load.sentences + accounting.passedOver
    accounting.stored = load.sentences
    try finish(progress, source, accounting, reading: nil, connection)
    return .loaded(
      .article, accounting, rejects: progress.rejects, detail: "\(load.claims) claims")
  }

  // MARK: The source itself

  private func insert(
    _ description: SourceDescription, _ connection: borrowing Connection
  ) throws(Failure) -> Int64 {
    try connection.run(
      """
      INSERT INTO source (source_id, kind, locator, title, publisher, published, language,
        media_type, encoding, sha256, bytes, run_id, loaded)
      VALUES (1 + max(coalesce((SELECT max(source_id) FROM source), 0),
          coalesce((SELECT max(source_id) FROM forgotten), 0)),
        ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, ?)
      """, .text(description.kind.rawValue), .text(description.locator), Value(description.title),
      Value(description.publisher), Value(description.published), Value(description.language),
      Value(description.mediaType), Value(description.encoding), .integer(run),
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
        .integer(run), .integer(id), .text(reject.locator ?? source.locator), Value(reject.line),
        Value(reject.column),
        .text(reject.code),
        .text(reject.message), Value(reject.raw))
    }
  }

  static let insertReject = """
    INSERT INTO reject (run_id, source_id, locator, line, "column", code, message, raw)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// Puts the version in the place of the one before, and writes down by what it is known and where
  /// the rows went.
  private func finish(
    _ progress: Progress, _ source: Source, _ accounting: Accounting, reading: String?,
    _ connection: borrowing Connection
  ) throws(Failure) {
    let id = progress.id
    guard let identity = progress.identity else {
      throw Failure(.bug, "a source has no checksum", at: Place(source.locator))
    }
    guard accounting.balances else {
      throw Failure(
        .bug,
        "rows were lost: read \(accounting.read), stored \(accounting.stored), rejected "
          + "\(accounting.rejected), passed over \(accounting.passedOver)",
        at: Place(source.locator))
    }
    let replaced = try connection.rows(
      """
      UPDATE source SET superseded_by = ?, superseded = ?
      WHERE locator = ? AND source_id <> ? AND superseded_by IS NULL
      RETURNING source_id, kind
      """, .integer(id), .text(Clock.now), .text(source.locator), .integer(id))
    for row in replaced where row[1].text == SourceDescription.Kind.observations.rawValue {
      if let old = row[0].integer { try RevisionLoad.note(new: id, old: old, connection) }
    }
    try connection.run(
      """
      UPDATE source SET sha256 = ?, bytes = ?, rows_read = ?, rows_stored = ?, rows_rejected = ?,
        rows_passed = ?, passed = ?, reading = ?
      WHERE source_id = ?
      """, .text(identity.sha256), Value(identity.bytes), Value(accounting.read),
      Value(accounting.stored),
      Value(accounting.rejected), Value(accounting.passedOver),
      .text(accounting.passedJSON), Value(reading), .integer(id))
  }
}

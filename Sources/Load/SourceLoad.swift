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
    /// Its bytes were loaded before and read again: why, and what there is now.
    case reread(SourceDescription.Kind, rejects: Int, detail: String)
    /// Refused as a whole.
    case failed(Failure)
  }
}

/// Loads one source from the portions that a reader hands over: all of it, or nothing.
struct SourceLoad {
  let codes: Codes
  let run: Int64
  /// Sources whose bytes are known are loaded again.
  let isAgain: Bool
  let reader: SourceReader
  /// What is loaded of it already.
  let known: KnownSource?
  /// The source of another name of which it is a new version.
  let replacement: Replacement?

  /// The table that a source is loaded into, once its first portion is here.
  private enum Target {
    case none
    case article(ArticleLoad, passed: [String: Int])
    case observations(ObservationLoad)
    case records(RecordStream, table: String)
  }

  /// What is known of a source that is being loaded.
  struct Progress {
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
    if case .failed(let failure) = first { throw failure }
    try begin()
    do throws(Failure) {
      try connection.execute("SAVEPOINT source")
      var result = try take(first, source, &progress, connection, next)
      // Nothing is to be kept of a source whose bytes turn out to be known.
      if case .skipped = result { try connection.execute("ROLLBACK TO source") }
      if let old = rereads(progress), let reason = known?.rereading {
        result = try put(progress, inPlaceOf: old, reason, result, connection)
      }
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

  /// The version whose bytes are read again.
  func rereads(_ progress: Progress) -> Int64? {
    !isAgain && known?.sha256 == progress.identity?.sha256 ? known?.id : nil
  }

  /// The user's vocabulary with which it was read.
  func vocabulary(_ progress: Progress) -> String {
    progress.identity?.vocabulary ?? reader.vocabulary.additionsFingerprint
  }

  /// Puts what the same bytes say now in the place of what they said before.
  private func put(
    _ progress: Progress, inPlaceOf old: Int64, _ reason: String, _ result: SourceOutcome.Result,
    _ connection: borrowing Connection
  ) throws(Failure) -> SourceOutcome.Result {
    guard case .loaded(let kind, _, let rejects, let detail) = result else { return result }
    if try Rereading.isUnchanged(from: old, to: progress.id, connection) {
      codes.forget()
      try connection.execute("ROLLBACK TO source")
      try Rereading.note(
        old, told: progress.identity?.options.told, vocabulary: vocabulary(progress), connection)
      return .reread(kind, rejects: 0, detail: "re-read: \(reason), and it says the same")
    }
    try Rereading.replace(old, by: progress.id, connection)
    return .reread(kind, rejects: rejects, detail: "re-read: \(reason), \(detail)")
  }

  /// The outcome where the bytes are those of a source that is loaded.
  private func skipped(
    _ identity: SourceIdentity, _ source: Source, _ connection: borrowing Connection
  ) throws(Failure) -> SourceOutcome.Result? {
    guard !isAgain else { return nil }
    if let known, known.sha256 == identity.sha256 {
      if let other = known.replacedBy { return .skipped(as: other) }
      return known.rereading == nil ? .skipped(as: source.locator) : nil
    }
    if let other = known?.replacedBy {
      throw Failure(
        .usage,
        "\(other) took its place, and these bytes are new: give --replaces \(other) to make it the newest version",
        at: Place(source.locator))
    }
    // The same bytes read as something else are not the same.
    let others = try connection.rows(
      """
      SELECT locator, told FROM source WHERE sha256 = ?1 AND superseded_by IS NULL AND locator <> ?2
        AND (?3 IS NULL OR kind = ?3)
        AND (?4 IS NULL OR encoding = ?4)
      LIMIT 1
      """, .text(identity.sha256), .text(source.locator), Value(reader.options.kind?.rawValue),
      Value(reader.options.encoding.map { TextEncoding(named: $0)?.name ?? $0 }))
    guard let other = others.first, let locator = other[0].text else { return nil }
    let told = other[1].text
    guard
      !reader.options.tellsOfFigures
        || reader.options.keeping(told, sameBytes: true).told == told
    else { return nil }
    return .skipped(as: locator)
  }

  // MARK: Portions

  private func take(
    _ first: Portion, _ source: Source, _ progress: inout Progress,
    _ connection: borrowing Connection, _ next: () -> Portion
  ) throws(Failure) -> SourceOutcome.Result {
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
        try rejectTold(&progress, source, "an article", connection)
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
        if kind == .record { try rejectTold(&progress, source, "records", connection) }
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
    let base = opening.name ?? source.baseName
    let name =
      (progress.identity?.options ?? reader.options).table ?? replacement?.table
      ?? (base.isEmpty ? "stdin" : base)
    let table = RecordLoad.tableName(
      for: name + (progress.tables > 1 ? "_\(progress.tables)" : ""))
    try RecordLoad.prepare(
      table, opening.columns, source: id, locator: source.locator,
      replacing: replacement?.locator, keeping: rereads(progress), connection)
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
}

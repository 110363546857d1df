public import Ingest
public import Records
public import Storage

/// What one ingest run is asked to do.
public struct IngestionOptions: Sendable {
  /// How sources are read.
  public var reading = ReadingOptions()
  /// The name of the record table, without `record_`.
  public var name: String?
  /// Everything is done and rolled back.
  public var isRehearsal = false
  /// Sources whose bytes are known are loaded again.
  public var isAgain = false
  /// What was asked, for the table `run`.
  public var command = ""
  /// The name of the sources in `tally.yml`.
  public var section: String?
  /// The run of the job that this is a step of.
  public var job: Int64?
  /// The version of Tally.
  public var version = ""

  /// The usual.
  public init() {}
}

/// What a run did.
public struct IngestionSummary: Sendable {
  /// Its number in the table `run`.
  public internal(set) var run: Int64 = 0
  /// Sources found.
  public internal(set) var found = 0
  /// Sources loaded as a new version.
  public internal(set) var loaded = 0
  /// Sources whose bytes were loaded before.
  public internal(set) var skipped = 0
  /// Sources refused as a whole.
  public internal(set) var failures: [Failure] = []
  /// Rows, cells and passages rejected in sources that were loaded.
  public internal(set) var rejects = 0
  /// Where the rows of the loaded sources went.
  public internal(set) var accounting = Accounting()

  /// Something was rejected or refused.
  public var hasRejects: Bool { rejects > 0 || !failures.isEmpty }
}

/// Ingests files, folders and standard input into a warehouse.
public enum Ingestion {
  /// Runs over everything that the paths name; one bad source does not stop the others.
  ///
  /// - Parameter progress: called before the first source and after each one: how many are done, of how many.
  /// - Throws: a `Failure` where the warehouse itself fails.
  public static func run(
    _ paths: [String], into connection: borrowing Connection, options: IngestionOptions,
    progress: (_ done: Int, _ of: Int, _ outcome: SourceOutcome?) -> Void = { _, _, _ in }
  ) throws(Failure) -> IngestionSummary {
    // A rehearsed job is one transaction around all of its steps.
    if options.isRehearsal, !connection.isInTransaction {
      return try connection.rehearsal { () throws(Failure) in try perform(paths, connection, options, progress) }
    }
    do {
      return try perform(paths, connection, options, progress)
    } catch {
      noteFailure(error, options, connection)
      throw error
    }
  }

  /// Notes that the run failed; where not even that can be written, the failure itself is the one to tell.
  private static func noteFailure(
    _ failure: Failure, _ options: IngestionOptions, _ connection: borrowing Connection
  ) {
    guard !options.isRehearsal else { return }
    try? connection.run(
      """
      UPDATE run SET status = 'failed', ended = ?, message = ?
      WHERE run_id = (SELECT max(run_id) FROM run WHERE kind = 'ingest') AND status = 'running'
      """, .text(Clock.now), .text(failure.description))
  }

  private static func perform(
    _ paths: [String], _ connection: borrowing Connection, _ options: IngestionOptions,
    _ progress: (Int, Int, SourceOutcome?) -> Void
  ) throws(Failure) -> IngestionSummary {
    let vocabulary = try VocabularyLoad.vocabulary(of: connection)
    try connection.savepoint { () throws(Failure) in try VocabularyLoad.copy(vocabulary, to: connection) }
    let found = SourceFinder.find(paths)
    try connection.run(
      "INSERT INTO run (kind, name, job_id, started, status, tool_version, command) VALUES ('ingest', ?, ?, ?, 'running', ?, ?)",
      Value(options.section), Value(options.job), .text(Clock.now), .text(options.version), .text(options.command))
    var summary = IngestionSummary()
    summary.run = connection.lastInsertedRow
    summary.found = found.sources.count
    for failure in found.failures { try note(failure, &summary, connection) }
    let load = SourceLoad(
      vocabulary: vocabulary, articles: ArticleReader(vocabulary: vocabulary), codes: try Codes(connection),
      options: options.reading, name: options.name, run: summary.run, isRehearsal: options.isRehearsal,
      isAgain: options.isAgain)
    progress(0, found.sources.count, nil)
    for (index, source) in found.sources.enumerated() {
      let outcome = load.load(source, connection)
      switch outcome.result {
      case .skipped: summary.skipped += 1
      case .loaded(_, let accounting, let rejects, _):
        summary.loaded += 1
        summary.rejects += rejects
        summary.accounting = summary.accounting + accounting
      case .failed(let failure):
        // A warehouse that cannot be written fails every source: say so once.
        if isFatal(failure, connection) { throw failure }
        try note(failure, &summary, connection)
      }
      progress(index + 1, found.sources.count, outcome)
    }
    try finish(summary, connection)
    return summary
  }

  private static func isFatal(_ failure: Failure, _ connection: borrowing Connection) -> Bool {
    failure.database != nil && failure.kind != .badData && failure.kind != .usage || failure.kind == .bug
  }

  /// Keeps a source that was refused as a reject of the run.
  private static func note(
    _ failure: Failure, _ summary: inout IngestionSummary, _ connection: borrowing Connection
  ) throws(Failure) {
    summary.failures.append(failure)
    try connection.run(
      SourceLoad.insertReject, .integer(summary.run), .null, .text(failure.place?.locator ?? "-"),
      Value(failure.place?.line),
      Value(failure.place?.column), .text("source_refused"), .text(failure.message), .null)
  }

  private static func finish(_ summary: IngestionSummary, _ connection: borrowing Connection) throws(Failure) {
    try connection.run(
      """
      UPDATE run SET ended = ?, status = ?, sources = ?, skipped = ?, rows_read = ?, rows_stored = ?, rows_rejected = ?,
        rows_passed = ?
      WHERE run_id = ?
      """, .text(Clock.now), .text(summary.hasRejects ? "rejects" : "done"), Value(summary.loaded),
      Value(summary.skipped),
      Value(summary.accounting.read), Value(summary.accounting.stored), Value(summary.accounting.rejected),
      Value(summary.accounting.passedOver), .integer(summary.run))
  }
}

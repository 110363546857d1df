internal import Glibc
internal import Records
internal import Storage

/// One run in the table `run`, and the transactions in which its sources are written.
///
/// A source is loaded whole or not at all; small ones share a transaction, so that ten thousand
/// files do not wait for the disk ten thousand times. A run that finds nothing new writes nothing,
/// not even that it ran.
struct RunJournal {
  private let options: IngestionOptions
  private let started = Clock.now
  /// Its number; 0 before it is written.
  private(set) var run: Int64 = 0
  private var isOurs = false
  private var since = 0.0

  /// How long a transaction stays open between two sources, in seconds.
  private static let longest = 0.25

  init(_ options: IngestionOptions) { self.options = options }

  /// The number that the run has or will have.
  func nextRun(_ connection: borrowing Connection) throws(Failure) -> Int64 {
    if run > 0 { return run }
    return (try connection.value("SELECT max(run_id) FROM run").integer ?? 0) + 1
  }

  /// Makes sure that a transaction is open and that the run is in the table.
  mutating func begin(_ connection: borrowing Connection) throws(Failure) {
    if !connection.isInTransaction {
      try connection.execute("BEGIN IMMEDIATE")
      isOurs = true
      since = RunJournal.seconds()
    }
    guard run == 0 else { return }
    run = try nextRun(connection)
    try connection.run(
      """
      INSERT INTO run (run_id, kind, name, job_id, started, status, tool_version, command)
      VALUES (?, 'ingest', ?, ?, ?, 'running', ?, ?)
      """, .integer(run), Value(options.section), Value(options.job), .text(started),
      .text(options.version),
      .text(options.command))
  }

  /// Makes what was loaded durable, now and then.
  mutating func commitWhereDue(_ connection: borrowing Connection) throws(Failure) {
    guard isOurs, connection.isInTransaction, RunJournal.seconds() - since > RunJournal.longest
    else { return }
    try commit(connection)
  }

  private mutating func commit(_ connection: borrowing Connection) throws(Failure) {
    guard isOurs, connection.isInTransaction else { return }
    try connection.execute("COMMIT")
    isOurs = false
  }

  /// Writes down how the run went, and makes everything durable.
  mutating func finish(_ summary: inout IngestionSummary, _ connection: borrowing Connection)
    throws(Failure)
  {
    summary.run = run
    guard run > 0 else { return }
    try begin(connection)
    try connection.run(
      """
      UPDATE run SET ended = ?, status = ?, sources = ?, skipped = ?, rows_read = ?, rows_stored = ?, rows_rejected = ?,
        rows_passed = ?, message = ?
      WHERE run_id = ?
      """, .text(Clock.now), .text(summary.hasRejects ? "rejects" : "done"), Value(summary.loaded),
      Value(summary.skipped),
      Value(summary.accounting.read), Value(summary.accounting.stored),
      Value(summary.accounting.rejected),
      Value(summary.accounting.passedOver), Value(rereading(summary)), .integer(run))
    try commit(connection)
  }

  /// What was read again, and why.
  private func rereading(_ summary: IngestionSummary) -> String? {
    guard summary.reread > 0 else { return nil }
    return "\(summary.reread) \(summary.reread == 1 ? "source" : "sources") re-read: "
      + summary.reasons.sorted().joined(separator: ", ")
  }

  /// Seconds of a clock that never jumps.
  private static func seconds() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}

/// The processors that this process may use.
enum Processors {
  /// How many.
  static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

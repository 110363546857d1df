public import Records

/// Writes the table `run`: what ran, when and how it ended.
public enum RunLog {
  /// What a run does.
  public enum Kind: String, Sendable { case check, report, export, job, forget }
  /// How a run ended.
  public enum Status: String, Sendable { case done, rejects, failed }

  /// Notes that a run begins.
  ///
  /// - Returns: its number.
  /// - Throws: a `Failure` where the warehouse cannot be written.
  public static func begin(
    _ kind: Kind, name: String?, job: Int64? = nil, command: String, version: String,
    _ connection: borrowing Connection
  ) throws(Failure) -> Int64 {
    try connection.run(
      "INSERT INTO run (kind, name, job_id, started, status, tool_version, command) VALUES (?, ?, ?, ?, 'running', ?, ?)",
      .text(kind.rawValue), Value(name), Value(job), .text(Clock.now), .text(version),
      .text(command))
    return connection.lastInsertedRow
  }

  /// Notes how a run ended.
  public static func end(
    _ run: Int64, _ status: Status, message: String? = nil, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run(
      "UPDATE run SET ended = ?, status = ?, message = ? WHERE run_id = ?", .text(Clock.now),
      .text(status.rawValue),
      Value(message), .integer(run))
  }

  /// Marks the runs that were cut off: only who holds the lock knows that no run is still at work.
  public static func closeCutOff(_ connection: borrowing Connection) throws(Failure) {
    guard try connection.value("SELECT 1 FROM run WHERE status = 'running' LIMIT 1") != .null else {
      return
    }
    try connection.run(
      "UPDATE run SET status = 'failed', message = 'cut off: what it had finished is kept' WHERE status = 'running'"
    )
  }
}

internal import Glibc
internal import Records
internal import Report

/// A log of JSON lines (one object a line), appended to a file; does nothing where there is no
/// file.
final class JobLog {
  private let descriptor: Int32?
  private let job: String
  /// The run in the warehouse, once it is known.
  var run: Int64?

  /// Opens the file for appending.
  ///
  /// - Throws: a `Failure` where it cannot be made.
  init(_ path: String?, job: String) throws(Failure) {
    self.job = job
    guard let path else {
      descriptor = nil
      return
    }
    let opened = unsafe open(path.systemPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw Failure(
        .cannotCreate, "cannot make the log: check the folder and its permissions", at: Place(path))
    }
    descriptor = opened
  }

  deinit { if let descriptor { close(descriptor) } }

  /// Writes a line: what happened, and what is known about it.
  func write(_ event: String, level: String = "info", _ members: [(String, JSONValue)] = []) {
    guard let descriptor else { return }
    var line: [(String, JSONValue)] = [
      ("time", .string(Clock.now)), ("level", .string(level)), ("event", .string(event)),
      ("job", .string(job)),
    ]
    if let run { line.append(("run", .integer(run))) }
    let bytes = Array(
      (JSONValue.dictionary(line + members.filter { $0.1 != .null }).line + "\n").utf8)
    // One call a line: lines of two processes never mix. A full disk must not stop the job for its
    // log.
    unsafe _ = bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}

internal import ArgumentParser
internal import Records
internal import Storage

/// How long to wait for another job.
struct WaitOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How long to wait while another job writes; then the exit status is 75.", valueName: "seconds"
    ))
  var wait: Double = 60

  /// How long to wait for a lock on the database itself, which another program than Tally may hold.
  ///
  /// A moment in any case: a reader that opens the file holds one for that long.
  var milliseconds: Int { max(50, Int(seconds * 1000)) }

  /// From 0 to a year.
  private var seconds: Double { wait.isFinite ? min(max(wait, 0), 31_536_000) : 0 }

  func validate() throws {
    guard wait.isFinite, wait >= 0, wait <= 31_536_000 else {
      throw ValidationError("--wait: expected seconds, from 0 to a year of them (31536000)")
    }
  }

  /// Takes the lock of a warehouse for one who writes.
  func lock(_ path: String, _ work: String) throws(Failure) -> LockFile {
    try LockFile(database: path, holder: "\(work), since \(Clock.now)", wait: seconds) {
      holder in
      if Terminal.isWatched { Terminal.tell("waiting for another job: \(holder)") }
    }
  }

  /// The same with another time to wait.
  init(wait: Double) { self.wait = wait }
  /// The usual time.
  init() {}
}

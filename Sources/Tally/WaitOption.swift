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

  /// How long to wait for a lock on the database itself.
  var milliseconds: Int { max(5000, Int(min(wait, 1_000_000) * 1000)) }

  /// Takes the lock of a warehouse for one who writes.
  func lock(_ path: String, _ work: String) throws(Failure) -> LockFile {
    try LockFile(database: path, holder: "\(work), since \(Clock.now)", wait: max(0, wait)) {
      holder in
      if Terminal.isWatched { Terminal.tell("waiting for another job: \(holder)") }
    }
  }

  /// The same with another time to wait.
  init(wait: Double) { self.wait = wait }
  /// The usual time.
  init() {}
}

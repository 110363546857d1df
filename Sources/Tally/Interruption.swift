internal import Glibc
internal import Report

/// Signals that end a run, and the time after which one ends by itself.
///
/// Whatever the program was at: temporary files are removed, one line says what happened, and the
/// exit status is 128 and the signal's number, as shells have it. A transaction that was open is
/// undone by SQLite when the warehouse is next opened.
enum Interruption {
  private static let signals: [(number: Int32, name: String)] = [
    (SIGINT, "SIGINT"), (SIGTERM, "SIGTERM"), (SIGHUP, "SIGHUP"),
  ]

  /// Starts to wait for signals on a thread of its own; before any other thread.
  static func watch() {
    // A file that grows beyond a limit is an error of the one who writes it, not the end.
    _ = signal(SIGXFSZ, SIG_IGN)
    var set = sigset_t()
    unsafe sigemptyset(&set)
    var isEmpty = true
    for (number, _) in signals {
      var action = sigaction()
      // What the caller wants ignored (nohup, a job in the background) stays ignored.
      guard unsafe sigaction(number, nil, &action) == 0,
        unsafe action.__sigaction_handler.sa_handler.map({ unsafe unsafeBitCast($0, to: Int.self) })
          != 1
      else { continue }
      unsafe sigaddset(&set, number)
      isEmpty = false
    }
    guard !isEmpty else { return }
    // Threads that start later take this over.
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    let waited = UnsafeMutablePointer<sigset_t>.allocate(capacity: 1)
    // The set lives as long as the process, which the thread never outlives.
    unsafe waited.initialize(to: set)
    unsafe start(waited) { context in
      var number: Int32 = 0
      guard let set = unsafe context?.assumingMemoryBound(to: sigset_t.self),
        unsafe sigwait(set, &number) == 0
      else { return nil }
      let name = Interruption.signals.first { $0.number == number }?.name ?? "a signal"
      Interruption.end(
        128 + number, "ended by \(name): what was finished is kept, nothing else is left")
    }
  }

  /// Ends the program with 75 when so many seconds have passed, whatever it is at by then.
  static func limit(seconds: Double) {
    let deadline = UnsafeMutablePointer<Double>.allocate(capacity: 1)
    // The number lives as long as the process, which the thread never outlives.
    unsafe deadline.initialize(to: min(max(seconds, 0), 1e9))
    unsafe start(deadline) { context in
      guard let seconds = unsafe context?.load(as: Double.self) else { return nil }
      var rest = timespec(
        tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
      var left = timespec()
      while unsafe nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
      Interruption.end(75, "the query took longer than allowed")
    }
  }

  private static func end(_ status: Int32, _ message: String) -> Never {
    TemporaryFiles.removeAll {
      Terminal.tell("tally: \(message)")
      _exit(status)
    }
  }

  private static func start(
    _ context: UnsafeMutableRawPointer,
    _ body: @escaping @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
  ) {
    var thread = pthread_t()
    // The context lives as long as the process.
    if unsafe pthread_create(&thread, nil, body, context) == 0 { pthread_detach(thread) }
  }
}

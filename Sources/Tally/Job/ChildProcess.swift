internal import CSystem
internal import Glibc
internal import Records
internal import Report

/// A program that runs beside this one and is waited for.
struct ChildProcess {
  /// The program, looked for in `$PATH`, and its arguments.
  let arguments: [String]
  /// What its environment has beside our own.
  var variables: [(name: String, value: String)] = []
  /// The file that is its standard input; nothing where there is none.
  var input: String?

  /// After this many seconds it is ended.
  private static let longest = 600.0
  /// Bytes of its output that are kept.
  private static let kept = 4096

  init(_ arguments: [String]) { self.arguments = arguments }

  /// Runs it to its end.
  func run() -> Handover.Outcome {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      return Handover.Outcome(problem: "cannot be run: there are too many open files")
    }
    // The child has copies of its own; no other child starts meanwhile.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let (process, code) = start(output: ends[1])
    close(ends[1])
    guard code == 0 else {
      // The string is the system's own and is copied at once.
      let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
      return Handover.Outcome(
        problem: "cannot be run: \(arguments.first ?? ""): \(reason.lowercased())")
    }
    return wait(for: process, reading: ends[0])
  }

  // MARK: Start

  private func start(output: Int32) -> (process: pid_t, code: Int32) {
    // Read by `$TALLY_…`, and by a `tally` that the command calls.
    for (name, value) in variables { unsafe setenv(name, value.systemPath, 1) }
    defer { for (name, _) in variables { unsafe unsetenv(name) } }
    var actions = posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let source = input.map { FilePath.isFile($0) ? $0 : "/dev/null" } ?? "/dev/null"
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, source.systemPath, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    // Signals that wait for a thread of ours are its own again.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    // Copies that live until the call returns, with a null at the end of the list.
    var words = unsafe arguments.map { unsafe strdup($0.systemPath) } + [nil]
    defer { for index in arguments.indices { unsafe free(words[index]) } }
    guard let program = unsafe words[0] else { return (process, ENOENT) }
    let code = unsafe posix_spawnp(
      &process, program, &actions, &attributes, &words, tally_environment())
    return (process, code)
  }

  // MARK: End

  /// What it left running may keep its output open: its own end is what counts.
  private func wait(for process: pid_t, reading descriptor: Int32) -> Handover.Outcome {
    var output: [UInt8] = []
    var isOpen = true
    var isLate = false
    var status: Int32 = 0
    var passed = 0.0
    while true {
      let hasEnded = unsafe waitpid(process, &status, WNOHANG) != 0
      if isOpen { isOpen = take(from: descriptor, &output, wait: hasEnded ? 0 : 100) }
      if hasEnded { break }
      if !isOpen { usleep(100_000) }
      passed += 0.1
      if passed > ChildProcess.longest {
        kill(process, isLate ? SIGKILL : SIGTERM)
        (isLate, passed) = (true, ChildProcess.longest - 5)
      }
    }
    var outcome = Handover.Outcome()
    outcome.output = String(decoding: output.prefix(ChildProcess.kept), as: UTF8.self)
    if output.count > ChildProcess.kept { outcome.output += "…" }
    if isLate {
      outcome.problem = "was ended after ten minutes"
    } else if status & 0x7F != 0 {
      outcome.problem = "was ended by signal \(status & 0x7F)"
    } else if status >> 8 & 0xFF != 0 {
      outcome.problem = "ended with status \(status >> 8 & 0xFF)"
    }
    return outcome
  }

  /// Reads what there is; `false` at the end.
  private func take(from descriptor: Int32, _ output: inout [UInt8], wait milliseconds: Int32)
    -> Bool
  {
    var isFirst = true
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe Glibc.poll(&poll, 1, isFirst ? milliseconds : 0) > 0 else { return true }
      isFirst = false
      // No more than the block holds.
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return count < 0 && errno == EINTR }
      if output.count <= ChildProcess.kept { output += block[..<count] }
    }
  }
}

import Foundation

/// What one run of a command cost, by the operating system's own account.
struct Cost {
  /// Wall-clock seconds.
  var wall: Double
  /// Processor seconds, user and system.
  var cpu: Double
  /// Peak memory in megabytes.
  var megabytes: Double
}

/// A command that failed, with what it said.
struct CommandFailed: Error, CustomStringConvertible {
  var description: String
}

/// Runs a command to its end, its output thrown away; one that takes longer than ten minutes is
/// killed and counts as failed.
func run(_ arguments: [String], input: String? = nil) throws -> Cost {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
  pointers.append(nil)
  defer { pointers.forEach { free($0) } }
  var pid: pid_t = 0
  let start = DispatchTime.now()
  let status = posix_spawnp(&pid, arguments[0], &actions, nil, pointers, environ)
  guard status == 0 else {
    throw CommandFailed(description: "\(arguments[0]): \(String(cString: strerror(status)))")
  }
  let child = pid
  let watchdog = DispatchWorkItem { kill(child, SIGKILL) }
  DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: watchdog)
  defer { watchdog.cancel() }
  var exit: Int32 = 0
  var usage = rusage()
  while wait4(pid, &exit, 0, &usage) < 0, errno == EINTR {}
  let wall = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
  guard exit == 0 else {
    let reason =
      exit & 0x7F == SIGKILL && wall > patience
      ? "stopped after \(Int(patience)) s" : "status \(exit >> 8)"
    throw CommandFailed(description: "\(arguments.joined(separator: " ")): \(reason)")
  }
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return Cost(
    wall: wall, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
    megabytes: Double(usage.ru_maxrss) / 1024)
}

/// Seconds after which a command is stopped.
let patience = 600.0

/// The middle one of some figures.
func median(_ figures: [Double]) -> Double {
  let sorted = figures.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

/// Two commands in turn, and how many times faster the first is.
struct Comparison {
  var ours: [Cost] = []
  var theirs: [Cost] = []

  /// Their time over ours, pair by pair, the median.
  var ratio: Double { median(zip(ours, theirs).map { $1.wall / $0.wall }) }
  /// The same for the time of all processors, which a busy machine disturbs less.
  var processorRatio: Double { median(zip(ours, theirs).map { $1.cpu / $0.cpu }) }

  mutating func add(ours: Cost, theirs: Cost) {
    self.ours.append(ours)
    self.theirs.append(theirs)
  }

  /// One line of the table.
  func line(_ what: String, _ peer: String, bar: Double?) -> String {
    column(what, 30) + column(peer, 26) + column(median(ours.map(\.wall)), " s")
      + column(median(theirs.map(\.wall)), " s")
      + column(ratio, " x")
      + (bar.map { column($0, " x") + (ratio >= $0 ? "  met   " : "  missed") } ?? column("", 19))
      + column(processorRatio, " x") + column(median(ours.map(\.megabytes)), " MB", digits: 0)
  }

  /// What stands above the lines.
  static let heading =
    column("", 56) + column("     Tally       peer      ratio        bar", 52)
    + column("  processors   memory", 0)
}

/// A text in so many characters.
func column(_ text: String, _ width: Int) -> String {
  text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
}

/// A number with its unit.
func column(_ number: Double, _ unit: String, digits: Int = 2) -> String {
  String(format: "%8.\(digits)f", number) + unit + (unit.count < 3 ? " " : "")
}

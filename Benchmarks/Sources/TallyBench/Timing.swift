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

/// Runs a command to its end, its output thrown away.
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
  guard status == 0 else { throw CommandFailed(description: "\(arguments[0]): \(String(cString: strerror(status)))") }
  var exit: Int32 = 0
  var usage = rusage()
  while wait4(pid, &exit, 0, &usage) < 0, errno == EINTR {}
  let wall = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
  guard exit == 0 else { throw CommandFailed(description: "\(arguments.joined(separator: " ")): status \(exit >> 8)") }
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return Cost(
    wall: wall, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), megabytes: Double(usage.ru_maxrss) / 1024)
}

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

  mutating func add(ours: Cost, theirs: Cost) {
    self.ours.append(ours)
    self.theirs.append(theirs)
  }

  /// One line of the table.
  func line(_ what: String, _ peer: String) -> String {
    func column(_ value: Double, _ digits: Int = 3) -> String { String(format: "%8.\(digits)f", value) }
    return what.padding(toLength: 34, withPad: " ", startingAt: 0)
      + peer.padding(toLength: 22, withPad: " ", startingAt: 0)
      + column(median(ours.map(\.wall))) + " s" + column(median(theirs.map(\.wall))) + " s"
      + column(ratio, 2) + " x" + column(median(ours.map(\.megabytes)), 0) + " MB"
  }
}

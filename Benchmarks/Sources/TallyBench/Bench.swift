import Foundation

/// Where a benchmark runs, and what it runs.
struct Bench {
  /// The path of the binary.
  var tally: String
  /// Where data and databases lie.
  var folder: String

  /// A path in the folder.
  func path(_ name: String) -> String { folder + "/" + name }

  /// A path at which there is no database any more.
  func fresh(_ name: String) -> String {
    for suffix in ["", "-wal", "-shm", "-journal", ".lock", ".wal"] { unlink(path(name) + suffix) }
    return path(name)
  }

  /// Whether a command runs at all.
  func has(_ command: [String]) -> Bool { (try? run(command)) != nil }

  /// The size of a file in bytes.
  func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  /// Runs two commands in turn and prints how they compare.
  func compare(
    _ what: String, _ peer: String, rounds: Int, bar: Double? = nil, ours: () -> [String],
    theirs: () throws -> Cost
  ) {
    var comparison = Comparison()
    do {
      for _ in 0..<rounds { comparison.add(ours: try run(ours()), theirs: try theirs()) }
      print(comparison.line(what, peer, bar: bar))
    } catch {
      print("\(what): \(peer): \(error)")
    }
    fflush(nil)
  }
}

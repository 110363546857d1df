import Foundation
import Testing

/// The short form of `make reliability`.
@Suite struct ReliabilityTests {
  static let hasPython =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") || pythonInPath

  private static var pythonInPath: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }

  @Test(.enabled(if: hasPython), arguments: ["kill", "together", "forget", "signals", "edges"])
  func `a warehouse and its exports stay whole`(trial: String) throws {
    let script = Shell.repository.appendingPathComponent("Scripts/reliability").path
    let result = try Shell().run(
      "'\(script)' --tally '\(Shell.binary.path)' --kills 10 --rows 100 --only \(trial)")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasPrefix("ok   \(trial): "), "\(result.output)\(result.errors)")
  }
}

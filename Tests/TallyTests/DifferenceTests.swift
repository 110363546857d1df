import Testing

/// What two builds read otherwise: `make difference`.
@Suite struct DifferenceTests {
  private var script: String {
    Shell.repository.appendingPathComponent("Scripts/difference").path
  }

  @Test(.enabled(if: ReliabilityTests.hasPython))
  func `what two builds read otherwise is told claim by claim`() throws {
    let shell = try Shell()
    _ = try shell.run("mkdir data")
    try shell.write("Exports of Hebei rose by 5 percent last year.\n", to: "data/a.txt")
    try shell.write("Region,2022,2023\nHebei,1.5,2.5\nHenan,3,4\n", to: "data/b.csv")
    try shell.write(
      "#!/bin/sh\nexec '\(Shell.binary.path)' \"$@\" --published 1999-01-01\n", to: "other")
    let call = "'\(script)' '\(Shell.binary.path)'"
    let alike = try shell.run("\(call) '\(Shell.binary.path)' data")
    #expect(alike.status == 0, "\(alike)")
    #expect(
      alike.output
        == "claims: 1 alike; nothing differs\nobservations: 4 alike; nothing differs\n")
    let differs = try shell.run("chmod +x other; \(call) ./other data")
    #expect(differs.status == 1, "\(differs)")
    #expect(
      differs.output.contains("data/a.txt:25: “5 percent”: period was 1998, is not said"),
      "\(differs)")
    #expect(differs.output.contains("observations: 4 alike; nothing differs"))
    let nothing = try shell.run("\(call) no-such-revision data")
    #expect(nothing.status == 64 && nothing.errors.contains("neither a revision nor a program"))
  }
}

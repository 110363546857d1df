import Testing

/// The line that says what was done: told to people, not to programs.
@Suite struct SummaryTests {
  /// Runs a command line on a terminal of its own, on which its standard input always is.
  private func onTerminal(_ command: String, _ shell: Shell) throws -> String {
    let shown = try shell.run("script -qec \"\(command)\" /dev/null").output
    return String(decoding: shown.utf8.filter { $0 != 0x0D }, as: UTF8.self)
  }

  @Test func `a person in a pipe is told, and quiet is quiet`() throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1,2\nTianjin,3,4\n", to: "a.csv")
    let told =
      "loaded 1 of 1 sources, skipped 0, refused 0; rows: read 3, stored 2, rejected 0, passed over 1\n"
    #expect(try onTerminal("tally ingest a.csv | cat", shell).hasSuffix(told))
    #expect(try onTerminal("tally ingest a.csv --again 2>&1 | cat", shell) == told)
    #expect(try onTerminal("tally ingest a.csv --again > log 2>&1; cat log", shell) == told)
    #expect(try onTerminal("tally ingest a.csv --again --quiet 2>&1 | cat", shell) == "")
    #expect(try onTerminal("tally export claims -o c.csv 2>&1 | cat", shell).hasPrefix("0 rows, "))
    #expect(try onTerminal("tally export claims -o c.csv -q 2>&1 | cat", shell) == "")
    #expect(try onTerminal("tally backup b.db 2>&1 | cat", shell).contains(" bytes: "))
    #expect(try onTerminal("tally backup b.db -q 2>&1 | cat", shell) == "")
    #expect(try onTerminal("tally check 2>&1 | tail -1", shell).contains("supported"))
    #expect(try onTerminal("tally check -q -f csv 2>&1 | wc -l", shell) == "1\n")
    #expect(try onTerminal("tally forget a.csv -q 2>&1 | cat", shell) == "")
    // What went wrong is told in any case.
    #expect(try onTerminal("tally ingest b.csv -q 2>&1 | cat", shell).contains("no such file"))
    // No stream is a terminal: cron, a service.
    #expect(try shell.run("tally ingest a.csv") == ("", "", 0))
  }
}

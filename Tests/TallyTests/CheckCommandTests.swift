import Foundation
import Testing

/// `tally check`.
@Suite struct CheckCommandTests {
  private static let table = "REF_AREA,INDICATOR,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE\n"

  @Test func `the exit status tells what was asked for`() throws {
    let shell = try Shell()
    try shell.write(CheckCommandTests.table + "FRA,GDP,EUR,9,2023,2800\n", to: "t.csv")
    try shell.write("France's GDP was 2.7 trillion euros in 2023.\n", to: "near.txt")
    try shell.write("France's GDP was 1.9 trillion euros in 2023.\n", to: "wrong.txt")
    try shell.write("France's GDP was 2.8 trillion euros in 2023.\n", to: "right.txt")
    #expect(try shell.run("tally ingest t.csv near.txt wrong.txt right.txt").status == 0)
    #expect(try shell.run("tally check right.txt --fail-on differs").status == 0)
    #expect(try shell.run("tally check near.txt").status == 0)
    #expect(try shell.run("tally check near.txt --fail-on differs").status == 1)
    #expect(try shell.run("tally check wrong.txt").status == 1)
    #expect(try shell.run("tally check --fail-on supported").status == 64)
    for (only, quote) in [
      ("supported", "2.8 trillion euros"), ("differs", "2.7 trillion euros"),
      ("refuted", "1.9 trillion euros"),
    ] {
      let found = try shell.run("tally check --only \(only) -f csv").output
      #expect(found.split(separator: "\n").count == 2 && found.contains(quote), "\(found)")
      #expect(found.contains(",\(only),"))
    }
    let none = try shell.run("tally check --only contradicted -f csv").output
    #expect(none.split(separator: "\n").count == 1)
  }

  @Test func `the difference is that of the claim from the statistic, as the report has it`() throws
  {
    let shell = try Shell()
    try shell.write(CheckCommandTests.table + "FRA,GDP,EUR,9,2023,2800\n", to: "t.csv")
    try shell.write("France's GDP was 2.7 trillion euros in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest t.csv a.txt").status == 0)
    let check = try shell.run("tally check -f json").output
    let rows = try JSONSerialization.jsonObject(with: Data(check.utf8)) as? [[String: Any]]
    #expect(rows?.first?["difference_percent"] as? Double == -3.57)
    let steps = rows?.first?["working"] as? [[String: Any]]
    #expect(steps?.first?["step"] as? String == "figure")
    let report = try shell.run("tally report tally -p tolerance 1 -f csv").output
    #expect(report.contains(",-3.57,differs,own figure"), "\(report)")
    #expect(try shell.run("tally report tally -f csv").output.contains(",-3.57,supported,"))
  }

  @Test func `a claim is checked against what was known, then and as of a day`() throws {
    let shell = try Shell()
    func version(_ value: String, _ day: String) throws {
      try shell.write(CheckCommandTests.table + "FRA,GDP,EUR,9,2023,\(value)\n", to: "t.csv")
      #expect(try shell.run("tally ingest t.csv --published \(day)").status == 0)
    }
    try version("2700", "2024-02-01")
    let between = try shell.run("sleep 1.1; date -u +%Y-%m-%dT%H:%M:%SZ; sleep 1.1").output
      .trimmingCharacters(in: .newlines)
    try version("2800", "2025-02-01")
    try shell.write(
      "---\ndate: 2024-03-01\n---\n\nFrance's GDP was 2.7 trillion euros in 2023.\n", to: "a.md")
    #expect(try shell.run("tally ingest a.md").status == 0)
    let now = try shell.run("tally check -f json").output
    let row = (try JSONSerialization.jsonObject(with: Data(now.utf8)) as? [[String: Any]])?.first
    #expect(row?["verdict"] as? String == "supported", "\(now)")
    #expect(row?["known_then"] as? Double == 2.7e12, "\(now)")
    #expect(row?["known_vintage"] as? String == "2024-02-01")
    let reason = row?["reasoning"] as? String ?? ""
    #expect(reason.contains("earlier version, which was revised to 2.8 trillion"), "\(reason)")
    // The article was not there yet: nothing to check, and no failure.
    let then = try shell.run("tally check --as-of \(between) -f csv")
    #expect(then.status == 0 && then.output.split(separator: "\n").count == 1, "\(then)")
    #expect(
      try shell.run("tally check --as-of 2999-01-01 --only supported -f csv").output.contains(
        "a.md"))
    #expect(try shell.run("tally check --as-of tomorrow").status == 64)
  }
}

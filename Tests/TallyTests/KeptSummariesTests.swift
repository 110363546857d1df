import Foundation
import Testing

/// Summaries of figures hold through everything that can become of a source.
@Suite struct KeptSummariesTests {
  /// A table of 24 places and 20 years in two indicators, a row an observation.
  private func table(
    plus: Double = 0, byYear: Bool = false, indicators: [String] = ["GDP", "Things"]
  )
    -> String
  {
    var keys: [(place: Int, year: Int)] = []
    for place in 1...24 { for year in 2000...2019 { keys.append((place, year)) } }
    if byYear { keys.sort { ($0.year, $0.place) < ($1.year, $1.place) } }
    var text = "Place,Indicator,Unit,Year,Value\n"
    for (place, year) in keys {
      for indicator in indicators {
        let value = (place + year) % 11 == 0 ? ":" : "\(Double(place * year) / 8 + plus)"
        text += "Town \(place),\(indicator),USD,\(year),\(value)\n"
      }
    }
    return text
  }

  private static let questions = [
    "SELECT period, COUNT(value), COUNT(*), SUM(value), MIN(value), MAX(value) FROM observations GROUP BY period",
    "SELECT locator, indicator_text, place_text, AVG(value) AS mean FROM observations GROUP BY 1, 2, 3",
    "SELECT period_id, COUNT(*), COUNT(value), TOTAL(value) FROM observation GROUP BY period_id",
    "SELECT COUNT(*), COUNT(value), SUM(value) FROM observation",
  ]

  /// Looks whether summaries say what the figures say.
  private func look(_ shell: Shell, _ after: String, kept: String) throws {
    let doctor = try shell.run("tally doctor")
    #expect(doctor.status == 0, "\(after): \(doctor.output)")
    #expect(doctor.output.contains("ok   period summaries\n"))
    let found = try shell.run(
      "tally query -f csv 'SELECT group_concat(summarised) AS k FROM (SELECT summarised FROM source WHERE summarised IS NOT NULL ORDER BY source_id)'"
    ).output
    #expect(found.dropFirst(2).filter { $0 != "\"" } == kept + "\n", "\(after)")
    for instant in ["", "--as-of 2999-01-01"] {
      for question in Self.questions {
        let all = try shell.run("tally query \(instant) -f csv --no-summaries \"\(question)\"")
        let kept = try shell.run("tally query \(instant) -f csv \"\(question)\"")
        #expect(all.status == 0)
        #expect(all == kept, "\(after): \(question)")
      }
    }
  }

  @Test func `loading, versions, reading again and forgetting`() throws {
    let shell = try Shell()
    try shell.write(table(), to: "a.csv")
    try shell.write(table(plus: 1, byYear: true), to: "b.csv")
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "c.csv")
    #expect(try shell.run("tally ingest a.csv b.csv c.csv").status == 0)
    #expect(
      try shell.run("tally query -f csv 'SELECT count(*) AS n FROM period_summary'").output
        == "n\n80\n")
    try look(shell, "loading", kept: "1,1,0")
    try shell.write(table(plus: 2), to: "a.csv")
    #expect(try shell.run("tally ingest a.csv").status == 0)
    try look(shell, "a new version", kept: "1,1,0,1")
    try shell.write(table(plus: 3, indicators: ["GDP"]), to: "d.csv")
    #expect(try shell.run("tally ingest d.csv --replaces b.csv").status == 0)
    try look(shell, "a replacement", kept: "1,1,0,1,1")
    let told = try shell.run(
      "tally ingest a.csv --title 'Other things' && tally ingest d.csv --publisher Office")
    #expect(told.status == 0, "\(told.errors)")
    try look(shell, "telling", kept: "1,1,0,1,1")
    let unit = try shell.run("tally ingest c.csv --unit CNY")
    #expect(unit.status == 0, "\(unit.errors)")
    try look(shell, "reading again", kept: "1,1,0,1,1")
    #expect(try shell.run("tally forget a.csv --newest").status == 0)
    try look(shell, "forgetting the newest", kept: "1,1,0,1")
    #expect(try shell.run("tally ingest a.csv --again").status == 0)
    try look(shell, "loading again", kept: "1,1,0,1,1")
    #expect(try shell.run("tally forget d.csv && tally forget b.csv").status == 0)
    try look(shell, "forgetting", kept: "1,0,1")
    #expect(try shell.run("tally forget a.csv c.csv").status == 0)
    #expect(
      try shell.run("tally query -f csv 'SELECT count(*) AS n FROM period_summary'").output
        == "n\n0\n")
  }

  @Test func `sheets with several tables, and tables of every kind`() throws {
    let shell = try Shell()
    #expect(try shell.run("tally ingest Fixtures/tables Fixtures/sheets").status == 0)
    let doctor = try shell.run("tally doctor")
    #expect(doctor.status == 0, "\(doctor.output)")
    for question in Self.questions {
      let all = try shell.run("tally query -f csv --no-summaries \"\(question)\"").output
      let kept = try shell.run("tally query -f csv \"\(question)\"").output
      #expect(all.split(separator: "\n").count == kept.split(separator: "\n").count)
    }
  }

  @Test(arguments: [
    ("UPDATE series SET total = total + 1 WHERE series_id = 3", "series summaries", "3"),
    ("UPDATE series SET lowest = 0 WHERE series_id = 3", "series summaries", "3"),
    ("UPDATE series SET figures = figures - 1 WHERE series_id = 3", "series summaries", "3"),
    ("UPDATE period_summary SET total = total * 1.001", "period summaries", "1"),
    ("UPDATE period_summary SET highest = 0", "period summaries", "1"),
    (
      "DELETE FROM period_summary WHERE period_id = (SELECT min(period_id) FROM period_summary)",
      "period summaries", "1"
    ),
    ("UPDATE source SET summarised = 0", "period summaries", ""),
  ]) func `the doctor finds summaries that are wrong`(sql: String, name: String, what: String)
    throws
  {
    let shell = try Shell()
    try shell.write(table(), to: "a.csv")
    #expect(try shell.run("tally ingest a.csv").status == 0)
    #expect(try shell.run("tally doctor").status == 0)
    #expect(try shell.run("sqlite3 tally.db \"\(sql)\"").status == 0)
    let doctor = try shell.run("tally doctor")
    #expect(doctor.status == 1)
    #expect(doctor.output.contains("FAIL \(name): \(what)"), "\(doctor.output)")
  }

  @Test func `--explain tells, and reports of one's own are answered alike`() throws {
    let shell = try Shell()
    try shell.write(table(), to: "a.csv")
    #expect(try shell.run("tally ingest a.csv && mkdir own").status == 0)
    try shell.write(
      "-- title: Years\n-- parameter: low | text | 2000 | First year\nSELECT period, SUM(value) AS s FROM observations\nWHERE period >= :low GROUP BY period ORDER BY 1\n",
      to: "own/years.sql")
    let plan = try shell.run("tally report years --reports own --explain").output
    #expect(plan.hasPrefix("from what the figures of each indicator and period come to:\n"))
    let rows = try shell.run("tally report years --reports own -f csv -p low 2017").output
    #expect(
      rows
        == (try shell.run(
          "tally query -f csv --no-summaries \"SELECT period, SUM(value) AS s FROM observations WHERE period >= '2017' GROUP BY period ORDER BY 1\""
        ).output))
    #expect(rows.split(separator: "\n").count == 4)
  }
}

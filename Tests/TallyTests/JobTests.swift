import Foundation
import Testing

@Suite struct JobTests {
  private let configuration = """
    warehouse: w.db
    sources:
      tables: data/*.csv
      press: {paths: "press/**/*.txt", publisher: The Herald}
    reports:
      page: {report: overview, to: out/overview.html}
    exports:
      all: {view: observations, to: out/all.csv}
      new: {view: observations, to: out/new/, format: ndjson, since: last}
    checks:
      places:
        table: observations
        columns: {place_code: [not_null], status: {accepted_values: [A, E]}}
    jobs:
      nightly: {ingest: all, check: all, report: page, export: all, log: log.ndjson}
    """

  private func folder() throws -> Shell {
    let shell = try Shell()
    try shell.write(configuration, to: "tally.yml")
    _ = try shell.run("mkdir -p data press/2024")
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "data/a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "press/2024/a.txt")
    return shell
  }

  @Test func `a good job is silent from any folder and everything is in its place`() throws {
    let shell = try folder()
    let here = shell.folder.path
    #expect(
      try shell.run("cd / && '\(here)/tally' run nightly --config '\(here)/tally.yml'") == (
        "", "", 0
      ))
    #expect(
      try shell.run("cd out && find . -type f | LC_ALL=C sort").output
        == "./all.csv\n./all.csv.manifest.json\n./new/new-0-2.ndjson\n./new/new-0-2.ndjson.manifest.json\n./overview.html\n"
    )
    #expect(
      try shell.run(
        "tally query --db w.db \"SELECT kind, name, job_id, status FROM run ORDER BY run_id\" -f csv"
      )
      .output
        == "kind,name,job_id,status\njob,nightly,,done\ningest,tables,1,done\ningest,press,1,done\ncheck,places,1,done\nreport,page,1,done\nexport,all,1,done\nexport,new,1,done\n"
    )
    #expect(
      try shell.run(
        "tally query --db w.db \"SELECT locator, publisher FROM source ORDER BY 1\" -f csv"
      ).output
        == "locator,publisher\ndata/a.csv,\npress/2024/a.txt,The Herald\n")
    let log = try shell.run("cat log.ndjson").output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(log.first?["event"] as? String == "start")
    #expect(log.last?["status"] as? String == "done")
    #expect(
      log.allSatisfy {
        ($0["time"] as? String)?.hasSuffix("Z") == true && $0["job"] as? String == "nightly"
      })
    // Again: nothing is new, nothing is said, no file is added.
    #expect(try shell.run("tally run nightly") == ("", "", 0))
    #expect(
      try shell.run("ls out/new | wc -l").output.trimmingCharacters(in: .whitespaces) == "2\n")
  }

  @Test func `a failed check stops the job before anything is written, in one line`() throws {
    let shell = try folder()
    #expect(try shell.run("tally run nightly").status == 0)
    let before = try shell.run("sha256sum out/all.csv").output
    try shell.write(
      "Region,2022,2023\nBeijing,1.5,2.5 x\nTianjin,3,4 p\nAtlantis,1,2\n", to: "data/a.csv")
    let result = try shell.run("tally run nightly")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("tally: nightly: "))
    #expect(result.errors.contains("observations.place_code not_null"))
    #expect(try shell.run("sha256sum out/all.csv").output == before)
    #expect(
      try shell.run(
        "tally query --db w.db \"SELECT status FROM run WHERE kind = 'job' ORDER BY run_id\" -f csv"
      ).output
        == "status\ndone\nrejects\n")
  }

  @Test func `a dry run says what would be and changes nothing`() throws {
    let shell = try folder()
    let result = try shell.run("tally run nightly --dry-run")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        ingest tables: would load 1 of 1 sources, skip 0, refuse 0; rows: store 2, reject 0, pass over 1
        ingest press: would load 1 of 1 sources, skip 0, refuse 0; rows: store 1, reject 0, pass over 0
        check observations.place_code not_null: pass
        check observations.status accepted_values: pass
        report page: would write \(try rows(of: "overview", shell)) rows as html to out/overview.html
        export all: would write 4 rows as csv to out/all.csv
        export new: would write 4 rows as ndjson to out/new/

        """)
    #expect(
      try shell.run(
        "tally query --db w.db 'SELECT count(*) FROM source UNION ALL SELECT count(*) FROM run' -f csv"
      )
      .output
        == "count(*)\n0\n0\n")
    #expect(try shell.run("ls out log.ndjson 2>/dev/null").output.isEmpty)
  }

  /// The rows of a report over the same sources, loaded for real elsewhere.
  private func rows(of report: String, _ shell: Shell) throws -> Int {
    let lines = try shell.run(
      "tally ingest data press --db other.db && tally report \(report) --db other.db -f ndjson | wc -l"
    ).output
    return try #require(Int(lines.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test func `a source that is not there or is refused is told, and the rest goes on`() throws {
    let shell = try folder()
    try shell.write("", to: "data/empty.csv")
    let result = try shell.run("rm -r press && tally run nightly")
    #expect(result.status == 66)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("data/empty.csv: the file is empty"))
    #expect(result.errors.contains("press: nothing is there (press/**/*.txt)"))
    #expect(
      try shell.run("wc -l < out/all.csv").output.trimmingCharacters(in: .whitespaces) == "5\n")
  }

  @Test func `data tests print the unexpected values`() throws {
    let shell = try folder()
    try shell.write(
      """
      checks:
        records:
          table: record_r
          columns:
            id: [unique, not_null]
            kind: {accepted_values: {values: [a, b], severity: warn}}
            place: {relationships: {to: place, field: code}}
          unique: [kind, place]
        old: {table: record_r, freshness: {column: day, warn_after: 1 day, error_after: 3650 days}}
        none: {query: "SELECT id, kind FROM record_r WHERE id = 2"}
        good: {table: record_r, where: id < 2, columns: {id: unique, kind: {accepted_values: [a]}}}
      """, to: "tally.yml")
    try shell.write(
      "id,kind,place,day\n1,a,CHN,2020-01-01\n2,b,CHN,2020-01-02\n2,b,CHN,2020-01-02\n3,c,XXX,2020-01-02\n,c,XXX,2020-01-05\n",
      to: "r.csv")
    let ingest = try shell.run("tally ingest r.csv --as record")
    #expect(ingest.status == 0, "\(ingest.errors)")
    let result = try shell.run("tally test")
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(
      lines[0]
        == "error record_r.kind+place unique: 2 values more than once: b | CHN (2 times), c | XXX (2 times)"
    )
    #expect(lines[1] == "error record_r.id unique: 1 value more than once: 2 (2 times)")
    #expect(lines[2].hasPrefix("error record_r.id not_null: 1 row without a value: NULL | c | XXX"))
    #expect(lines[3] == "warn  record_r.kind accepted_values: 1 unexpected value: c (2 times)")
    #expect(
      lines[4]
        == "error record_r.place relationships place.code: 1 value is not there: XXX (2 times)")
    #expect(lines[5].hasPrefix("warn  record_r.day freshness: the latest is 2020-01-05, "))
    #expect(lines[6] == "error none query: 2 rows: 2 | b, 2 | b")
    #expect(lines[7...] == ["pass  record_r.id unique", "pass  record_r.kind accepted_values"])
    #expect(
      try shell.run("tally test good") == (
        "pass  record_r.id unique\npass  record_r.kind accepted_values\n", "", 0
      ))
    #expect(try shell.run("tally test good -q") == ("", "", 0))
    #expect(try shell.run("tally test god").errors.contains("did you mean good"))
  }

  @Test func `a second job waits, then gives up with the holder's name; readers go on`() throws {
    let shell = try folder()
    #expect(try shell.run("tally run nightly").status == 0)
    let holder = "tally run nightly, since 2024-01-01T00:00:00Z, process 1"
    let steps = [
      "flock w.db.lock -c 'echo \"\(holder)\" > w.db.lock; sleep 3' &", "sleep 0.3",
      "tally run nightly --wait 1; echo $?", "tally report overview --db w.db > /dev/null; echo $?",
      "tally run nightly --wait 20; echo $?",
    ]
    let result = try shell.run(steps.joined(separator: "\n"))
    #expect(result.output == "75\n0\n0\n")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("another job is at work (\(holder)), waited 1 s"))
  }
}

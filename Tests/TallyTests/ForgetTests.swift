import Foundation
import Testing

/// Sources that are taken out again, by hand and by `tally.yml`.
@Suite struct ForgetTests {
  private func warehouse() throws -> Shell {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    try shell.write("id,customer\n1,Ann\n2,Bob\n", to: "r.csv")
    #expect(try shell.run("tally ingest a.csv a.txt && tally ingest r.csv --as record").status == 0)
    return shell
  }

  private func count(_ sql: String, _ shell: Shell) throws -> String {
    let output = try shell.run("tally query -f csv \"SELECT \(sql)\"").output
    return output.split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test func `a source goes with everything that was read from it`() throws {
    let shell = try warehouse()
    let before = try shell.run("tally query 'SELECT max(claim_id) FROM claim' -f csv").output
    let dry = try shell.run("tally forget a.csv a.txt r.csv --dry-run")
    #expect(dry.status == 0)
    #expect(
      dry.errors
        == "would forget a.csv, a.txt, r.csv: 3 versions, 1 claims, 4 observations, 2 rows of records\n"
    )
    #expect(try count("count(*) FROM source", shell) == "3")
    #expect(try shell.run("tally forget ./a.csv $PWD/a.txt 'r*'") == ("", "", 0))
    for table in [
      "source", "series", "observation", "claim", "sentence", "mention", "article", "reject",
      "record_set", "revision",
    ] {
      #expect(try count("count(*) FROM \(table)", shell) == "0", "\(table)")
    }
    #expect(try count("count(*) FROM sqlite_schema WHERE name = 'record_r'", shell) == "0")
    #expect(
      try count("count(*) FROM article_search WHERE article_search MATCH 'exports'", shell) == "0")
    #expect(
      try count(
        "kind || ' ' || status || ' ' || message FROM run ORDER BY run_id DESC LIMIT 1", shell)
        == "\"forget done forgot 3 versions of 3 sources: a.csv, a.txt, r.csv\"")
    #expect(try shell.run("tally doctor").status == 0)
    // The file is loaded anew, under numbers that nobody had.
    #expect(try shell.run("tally ingest a.txt a.csv").status == 0)
    #expect(try count("min(source_id) FROM source", shell) == "4")
    #expect(
      try shell.run("tally query 'SELECT min(claim_id) - 1 AS \"max(claim_id)\" FROM claim' -f csv")
        .output == before)
    #expect(try shell.run("tally doctor").status == 0)
  }

  @Test func `--newest makes the version before current again`() throws {
    let shell = try warehouse()
    #expect(try shell.run("tally forget a.csv --newest").status == 64)
    #expect(try shell.run("tally forget r.csv --newest").status == 64)
    try shell.write("Region,2022,2023\nBeijing,1.5,9.5\nTianjin,3,4\n", to: "a.csv")
    #expect(try shell.run("tally ingest a.csv").status == 0)
    #expect(try count("max(value) FROM observations", shell) == "9.5")
    #expect(try count("count(*) FROM revision", shell) == "1")
    #expect(try shell.run("tally forget a.csv --newest").status == 0)
    #expect(try count("max(value) FROM observations", shell) == "4")
    #expect(try count("count(*) FROM revision", shell) == "0")
    #expect(try shell.run("tally doctor").status == 0)
    #expect(try shell.run("tally ingest a.csv").status == 0)
    #expect(try count("max(value) FROM observations", shell) == "9.5")
    #expect(try shell.run("tally doctor").status == 0)
  }

  @Test(arguments: [
    ("tally forget nothing.csv", 66, "holds no source of this name"),
    ("tally forget a.csv --db none.db; ls none.db*", 2, "there is no warehouse here"),
    (
      "mkdir b; echo 'id,x\n7,2\n8,3' > b/x.csv; mkdir c; echo 'id,x\n1,2\n2,3' > c/x.csv; tally ingest b c --as record; tally forget x.csv",
      64, "2 sources have this name"
    ),
  ])
  func `what cannot be forgotten is told`(command: String, status: Int32, message: String) throws {
    let shell = try warehouse()
    let result = try shell.run(command)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(try count("count(*) FROM source WHERE locator = 'a.csv'", shell) == "1")
  }

  @Test func `as of an earlier day it is said what has been forgotten since`() throws {
    let shell = try warehouse()
    #expect(
      try shell.run(
        "sqlite3 tally.db \"UPDATE source SET loaded = '2024-01-01T00:00:00Z'\"; tally forget a.csv"
      )
      .status == 0)
    for command in ["query 'SELECT count(*) AS n FROM observations' -f csv", "report overview"] {
      let then = try shell.run("tally \(command) --as-of 2024-02-01")
      #expect(then.status == 0)
      #expect(then.errors.contains("forgotten since: a.csv"), "\(then.errors)")
      #expect(try !shell.run("tally \(command) --as-of 2023-02-01").errors.contains("forgotten"))
      #expect(try !shell.run("tally \(command)").errors.contains("forgotten"))
    }
  }

  @Test func `files that are gone are forgotten where tally.yml says so`() throws {
    let shell = try Shell()
    _ = try shell.run("mkdir data press")
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "data/a.csv")
    try shell.write("Region,2022,2023\nHebei,1.5,2.5\nHenan,3,4\n", to: "data/b.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "press/a.txt")
    try shell.write("Exports of Henan rose by 6 percent in 2023.\n", to: "press/b.txt")
    try shell.write(
      """
      sources:
        tables: {paths: "data/*.csv", vanished: forget}
        press: {paths: press, vanished: keep}
      jobs: {j: {ingest: all}}
      """, to: "tally.yml")
    #expect(try shell.run("tally run j").status == 0)
    #expect(
      try shell.run("rm data/b.csv press/b.txt; tally run j --dry-run").output.contains(
        "would forget data/b.csv"))
    #expect(try count("count(*) FROM source", shell) == "4")
    #expect(try shell.run("tally run j --log log.ndjson") == ("", "", 0))
    #expect(try shell.run("grep -c forgotten log.ndjson").output == "1\n")
    #expect(
      try count("group_concat(locator, ' ') FROM source", shell)
        == "data/a.csv press/a.txt press/b.txt")
    #expect(
      try count(
        "count(*) FROM run WHERE kind = 'forget' AND job_id IS NOT NULL AND name = 'tables'", shell)
        == "1")
    // A folder without anything in it may be a disk that is not there: nothing is forgotten.
    #expect(try shell.run("rm data/a.csv; tally run j").status == 66)
    #expect(try count("count(*) FROM source", shell) == "3")
    #expect(try shell.run("sed -i s/forget/forge/ tally.yml; tally run j").status == 78)
  }
}

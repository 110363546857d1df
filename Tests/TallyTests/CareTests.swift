import Foundation
import Testing

/// Backups, the doctor, and the lock.
@Suite struct CareTests {
  private func warehouse() throws -> Shell {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.csv a.txt").status == 0)
    return shell
  }

  @Test func `a backup holds the same and takes its place whole`() throws {
    let shell = try warehouse()
    #expect(try shell.run("tally backup copy.db") == ("", "", 0))
    let query = "tally query 'SELECT * FROM figures' -f csv --db"
    #expect(try shell.run("\(query) copy.db").output == (try shell.run("\(query) tally.db").output))
    #expect(try shell.run("tally doctor --db copy.db").status == 0)
    #expect(try shell.run("tally ingest Fixtures/tables --db copy.db").status == 0)
    let before = try shell.run("sha256sum copy.db").output
    #expect(try shell.run("tally backup copy.db --db missing.db").status == 66)
    #expect(try shell.run("tally backup tally.db").status == 64)
    #expect(try shell.run("tally backup no/where.db").status == 73)
    #expect(try shell.run("sha256sum copy.db; ls -A | grep -c part").output == before + "0\n")
  }

  @Test(arguments: [
    (
      "UPDATE source SET rows_read = rows_read + 1 WHERE source_id = 1", "rows read are stored",
      "a.csv"
    ),
    (
      "UPDATE source SET superseded_by = 1, superseded = '2024' WHERE source_id = 1",
      "older versions lead", "a.csv"
    ),
    ("PRAGMA foreign_keys = OFF; DELETE FROM sentence", "references", "claim"),
    ("UPDATE claim SET quote = 'x'", "quotes stand", "1"),
    ("DELETE FROM observation", "series summaries", "1"),
  ])
  func `the doctor finds what is wrong and says what to do`(sql: String, name: String, what: String)
    throws
  {
    let shell = try warehouse()
    let good = try shell.run("tally doctor")
    #expect(good.status == 0)
    #expect(
      good.output.split(separator: "\n").allSatisfy { $0.hasPrefix("ok   ") }, "\(good.output)")
    #expect(try shell.run("sqlite3 tally.db \"\(sql)\"").status == 0)
    let result = try shell.run("tally doctor")
    #expect(result.status == 1)
    let line = result.output.split(separator: "\n").first { $0.hasPrefix("FAIL \(name)") }
    #expect(line?.contains(what) == true, "\(result.output)")
    #expect(line?.contains("ingest") == true)
  }

  @Test func `a copy that finds no room is told by its own place`() throws {
    let shell = try warehouse()
    let result = try shell.run("ulimit -f 100; tally backup copy.db")
    #expect(result.status == 74, "\(result.errors)")
    #expect(result.errors.contains("/copy.db: cannot write"), "\(result.errors)")
    #expect(try shell.run("ls -A | grep -c copy").output == "0\n")
    #expect(try shell.run("tally doctor").status == 0)
  }

  @Test func `a run that was cut off is marked by the next one`() throws {
    let shell = try warehouse()
    #expect(
      try shell.run("sqlite3 tally.db \"UPDATE run SET status = 'running', ended = NULL\"").status
        == 0)
    let doctor = try shell.run("tally doctor")
    #expect(doctor.status == 0)
    #expect(doctor.output.contains("note runs that are at work or were cut off: 1"))
    #expect(try shell.run("tally ingest --again a.csv").status == 0)
    let runs = try shell.run("tally query 'SELECT status, message FROM run ORDER BY run_id' -f csv")
      .output
    #expect(runs == "status,message\nfailed,cut off: what it had finished is kept\ndone,\n")
  }

  @Test func `a file that a killed program had only begun becomes a warehouse`() throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    #expect(
      try shell.run("sqlite3 tally.db 'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;'").status
        == 0)
    #expect(try shell.run("tally sources").status == 66)
    #expect(try shell.run("tally ingest a.csv") == ("", "", 0))
    #expect(try shell.run("tally doctor").status == 0)
    #expect(
      try shell.run("sqlite3 other.db 'CREATE TABLE x (y)'; tally ingest a.csv --db other.db")
        .status == 65)
  }

  @Test func `writers wait for one another and readers do not`() throws {
    let shell = try warehouse()
    let held = try shell.run(
      "flock tally.db.lock sleep 2 & sleep 0.2; tally ingest a.csv --wait 0.2; echo $?; tally query 'SELECT 1 AS x' -f csv; tally ingest a.csv; echo $?"
    )
    #expect(held.output == "75\nx\n1\n0\n")
    #expect(held.errors.contains("another job is at work"))
  }
}

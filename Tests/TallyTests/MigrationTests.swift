import Foundation
import Testing

/// Warehouses that an earlier Tally made.
@Suite struct MigrationTests {
  private static let folder = Shell.repository.appendingPathComponent("Fixtures/warehouses")
  static let versions =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
      $0.hasSuffix(".sql")
    }.sorted()

  @Test func `there is a warehouse of every version`() throws {
    let migrations = try FileManager.default.contentsOfDirectory(
      atPath: Shell.repository.appendingPathComponent("Schema/migrations").path)
    #expect(Set(migrations.map { $0.prefix(4) }) == Set(Self.versions.map { $0.prefix(4) }))
  }

  @Test func `every column of a warehouse is described`() throws {
    let shell = try Shell()
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.txt").status == 0)
    let columns = try shell.run(
      "sqlite3 tally.db \"SELECT t.name || ',' || c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE '%article_search%' ORDER BY 1\""
    ).output
    let described = try shell.run(
      "tally schema -f csv | grep -v ',table,\\|,view,' | cut -d, -f 1,2 | sort"
    ).output
    let missing = Set(columns.split(separator: "\n")).subtracting(described.split(separator: "\n"))
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test(arguments: versions)
  func `a warehouse of every version is read, brought up to date and filled`(file: String) throws {
    let shell = try Shell()
    #expect(try shell.run("sqlite3 tally.db < Fixtures/warehouses/\(file)").status == 0)
    // Sources are read as they stand before anything is changed.
    let before = try shell.run(
      "tally sources -f csv --add-bom && tally report claims --as-of 2999-01-01 && tally check")
    #expect(before.status == 0, "\(before.errors)")
    #expect(
      try shell.run("sqlite3 tally.db 'PRAGMA user_version'").output
        == "\(Int(file.prefix(4)) ?? 0)\n")
    try shell.write("Region,2022,2023\nHebei,1.5,2.5\nHenan,3,4\n", to: "new.csv")
    let ingest = try shell.run("tally ingest new.csv")
    #expect(ingest == ("", "", 0))
    let doctor = try shell.run("tally doctor")
    #expect(doctor.status == 0, "\(doctor.output)")
    // One file has one name, whatever it was called before.
    #expect(
      try shell.run(
        "tally query -f csv \"SELECT locator FROM source WHERE superseded_by IS NULL ORDER BY 1\""
      ).output
        == "locator\nbad.csv\ngdp.csv\nnew.csv\norders.csv\npress/a.txt\npress/b.txt\n")
    #expect(
      try shell.run("tally query -f csv 'SELECT count(*) AS n, max(value) AS v FROM claims'").output
        == "n,v\n2,12000000\n")
    #expect(
      try shell.run("tally forget bad.csv gdp.csv orders.csv press/a.txt press/b.txt new.csv")
        .status == 0)
    #expect(try shell.run("tally doctor").status == 0)
    #expect(try shell.run("tally ingest Fixtures/tables Fixtures/articles").status == 0)
  }
}

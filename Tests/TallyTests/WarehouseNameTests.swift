import Testing

/// Which warehouse a command works on: --db, $TALLY_DB, tally.yml, tally.db.
@Suite struct WarehouseNameTests {
  private func folder() throws -> Shell {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    try shell.write(
      "warehouse: data/figures.db\njobs: {all: {ingest: [nonsense]}}\n", to: "tally.yml")
    #expect(try shell.run("mkdir data && tally ingest a.csv a.txt") == ("", "", 0))
    return shell
  }

  @Test(arguments: [
    "query 'SELECT 1'", "report overview", "sources", "runs", "rejects", "check", "trace 1",
    "schema", "doctor", "export claims -o out.csv", "backup copy.db", "vocabulary find Beijing",
    "inspect a.txt", "extract a.txt", "forget a.txt --dry-run", "ingest a.csv",
    "export --datasette-metadata -o meta.json", "query 'SELECT :x' -f csv -p x 1",
  ])
  func `every command finds the one of tally.yml, whatever is wrong in the rest of it`(
    command: String
  ) throws {
    let shell = try folder()
    let result = try shell.run("tally \(command) && test ! -e tally.db && test -s data/figures.db")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func `an option and the environment go before it, and it before the usual name`() throws {
    let shell = try folder()
    let count = "query -f tsv 'SELECT count(*) FROM source' | tail -1"
    #expect(try shell.run("tally ingest a.txt --db other.db").status == 0)
    #expect(try shell.run("TALLY_DB=third.db tally ingest a.txt a.csv").status == 0)
    #expect(try shell.run("tally forget a.csv && tally \(count)").output == "1\n")
    #expect(try shell.run("TALLY_DB=third.db tally \(count)").output == "2\n")
    #expect(
      try shell.run(
        "TALLY_DB=third.db tally --version && TALLY_DB=third.db tally sources --db other.db -f tsv | wc -l"
      ).output.hasSuffix("2\n"))
    #expect(try shell.run("TALLY_DB= tally \(count)").output == "1\n")
    #expect(try shell.run("cd data && ../tally sources").status == 66)
    try shell.write("jobs: {}\n", to: "tally.yml")
    #expect(try shell.run("tally sources").errors.contains("tally.db: there is no warehouse here"))
  }

  @Test(arguments: [
    ("warehouse: [a, b]\n", "tally.yml:1:12: warehouse: expected a path, found a list", 78),
    ("warehouse: a\n b: c: d\n", "tally.yml:2:", 78),
    ("warehouse:\n", "tally.yml:1:11: warehouse: expected a path, found nothing", 78),
    ("warehouse: nowhere.db\n", "nowhere.db: there is no warehouse here", 66),
  ])
  func `a name that cannot be read is told where, and no other warehouse is taken`(
    text: String, message: String, status: Int32
  ) throws {
    let shell = try folder()
    try shell.write(text, to: "tally.yml")
    for command in ["query 'SELECT 1'", "sources", "check"] {
      let result = try shell.run("tally \(command)")
      #expect(result.status == status)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
    #expect(try shell.run("tally sources --db data/figures.db").status == 0)
  }
}

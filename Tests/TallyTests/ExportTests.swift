import Foundation
import Testing

@Suite struct ExportTests {
  private let table = "Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\nHebei,5,:\n"

  private func warehouse() throws -> Shell {
    let shell = try Shell()
    try shell.write(table, to: "a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.csv a.txt").status == 0)
    return shell
  }

  private func json(_ shell: Shell, _ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: shell.folder.appendingPathComponent(path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// Every file that a manifest lists is there and has the size, sum and rows that it says.
  private func verify(_ shell: Shell, _ path: String, folder: String) throws {
    let files = try #require(try json(shell, path)["files"] as? [[String: Any]])
    #expect(!files.isEmpty)
    for file in files {
      let name = folder + "/" + (try #require(file["path"] as? String))
      let sum = try shell.run("sha256sum '\(name)' | cut -d' ' -f1; wc -c < '\(name)'").output
        .split(separator: "\n")
      #expect(sum.first.map(String.init) == file["sha256"] as? String, "\(name)")
      #expect(sum.last.flatMap { Int($0) } == file["bytes"] as? Int, "\(name)")
    }
  }

  @Test(arguments: [
    ("csv", "place,value\nBeijing,1.5\n"), ("tsv", "place\tvalue\nBeijing\t1.5\n"),
    ("ndjson", "{\"place\":\"Beijing\",\"value\":1.5}\n"),
    ("json", "[\n{\"place\":\"Beijing\",\"value\":1.5}\n]\n"),
    ("md", "| place | value |\n| --- | ---: |\n| Beijing | 1.5 |\n"),
  ])
  func `a query goes to a file with its manifest`(name: String, expected: String) throws {
    let shell = try warehouse()
    let sql = "SELECT place, value FROM observations WHERE period = '2022' AND place = :p"
    for path in ["out.\(name)", "out.\(name).gz"] {
      let result = try shell.run("tally export --query \"\(sql)\" -p p Beijing -o \(path)")
      #expect(result == ("", "", 0))
      #expect(
        try shell.run(path.hasSuffix("gz") ? "gunzip -c \(path)" : "cat \(path)").output == expected
      )
      try verify(shell, path + ".manifest.json", folder: ".")
      #expect(try json(shell, path + ".manifest.json")["rows"] as? Int == 1)
    }
    #expect(try shell.run("ls -A | grep part").output.isEmpty)
  }

  @Test func `SDMX-CSV has the standard's columns, printed numbers and missing values`() throws {
    let shell = try Shell()
    try shell.write(
      "Area,Indicator,Unit,2022,2023\nBeijing,GDP,100 million yuan,41540.9,:\n", to: "a.csv")
    let done = try shell.run(
      "tally ingest a.csv && tally export observations -f sdmx-csv -o out.csv")
    #expect(done.status == 0, "\(done.errors)")
    let lines = try shell.run("cut -d, -f1-13 out.csv").output.split(separator: "\n").map(
      String.init)
    #expect(
      lines == [
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,SERIES,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS,OBS_STATUS",
        "dataflow,TALLY:OBSERVATIONS(1.0.0),M,A,CN-BJ,GDP,1,2022,41540.9,CNY,8,1,A",
        "dataflow,TALLY:OBSERVATIONS(1.0.0),M,A,CN-BJ,GDP,1,2023,NaN,CNY,8,,O",
      ])
    #expect(try shell.run("tally export claims -f sdmx-csv -o x.csv").status == 64)
  }

  @Test func `a data package describes its files`() throws {
    let shell = try warehouse()
    #expect(
      try shell.run("tally export claims observations -f datapackage -o package") == ("", "", 0))
    let package = try json(shell, "package/datapackage.json")
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(
      resources.map { $0["path"] as? String } == ["data/claims.csv", "data/observations.csv"])
    let schema = try #require(resources[1]["schema"] as? [String: Any])
    let fields = try #require(schema["fields"] as? [[String: Any]])
    let header = try shell.run("head -n 1 package/data/observations.csv").output
    #expect(fields.compactMap { $0["name"] as? String }.joined(separator: ",") + "\n" == header)
    #expect(fields.first { $0["name"] as? String == "value" }?["type"] as? String == "number")
    #expect(fields.allSatisfy { $0["description"] != nil })
    try verify(shell, "package/manifest.json", folder: "package")
  }

  @Test func `partitions are Hive's folders and replace only their own`() throws {
    let shell = try warehouse()
    let command = "tally export observations -f csv -o parts --partition-by place_code,period"
    #expect(try shell.run(command) == ("", "", 0))
    let files = try shell.run("cd parts && find . -name '*.csv' | sort").output.split(
      separator: "\n"
    ).map(String.init)
    #expect(files.count == 5)
    #expect(files.first == "./place_code=CN-BJ/period=2022/part.csv")
    try verify(shell, "parts/manifest.json", folder: "parts")
    let rows = try shell.run("cat parts/*/*/part.csv | grep -vc locator").output
    #expect(rows == "5\n")
    #expect(try shell.run(command).status == 0)
    try shell.write("mine", to: "parts/notes.txt")
    let refused = try shell.run(command)
    #expect(refused.status == 73)
    #expect(refused.errors.contains("the folder holds other files (notes.txt)"))
    #expect(try shell.run("cat parts/notes.txt").output == "mine")
  }

  @Test func `a value cannot leave the folder of its partition`() throws {
    let shell = try warehouse()
    let sql =
      "SELECT '../../x' AS a, 1 AS b UNION ALL SELECT NULL, 2 UNION ALL SELECT 'a=b%', 3 UNION ALL SELECT '', 4"
    #expect(
      try shell.run("tally export --query \"\(sql)\" -f csv -o parts --partition-by a").status == 0)
    #expect(
      try shell.run("ls -d parts/*/").output
        == "parts/a=..%2F..%2Fx/\nparts/a=__HIVE_DEFAULT_PARTITION__/\nparts/a=a%3Db%25/\n")
  }

  @Test func `a SQLite subset holds the chosen rows with their types`() throws {
    let shell = try warehouse()
    #expect(
      try shell.run(
        "tally export observations -f sqlite -o sub.db --where \"place_code = 'CN-HE'\"") == (
          "", "", 0
        ))
    #expect(
      try shell.run("sqlite3 sub.db 'SELECT typeof(value), value FROM observations'").output
        == "real|5.0\n")
    try verify(shell, "sub.db.manifest.json", folder: ".")
  }

  @Test func `since last exports what is new and says what it replaces`() throws {
    let shell = try warehouse()
    let command = "tally export observations -f csv -o new/ --since last"
    #expect(try shell.run(command) == ("", "", 0))
    #expect(
      try shell.run("ls new").output == "observations-0-2.csv\nobservations-0-2.csv.manifest.json\n"
    )
    #expect(try shell.run(command) == ("", "", 0))
    #expect(try shell.run("ls new | wc -l").output.trimmingCharacters(in: .whitespaces) == "2\n")
    try shell.write(table.replacingOccurrences(of: "2.5", with: "2.6"), to: "a.csv")
    #expect(try shell.run("tally ingest a.csv && \(command)").status == 0)
    #expect(try shell.run("grep -cF ,2.6, new/observations-2-3.csv").output == "1\n")
    let manifest = try json(shell, "new/observations-2-3.csv.manifest.json")
    #expect(manifest["replaced_sources"] as? [String] == ["a.csv"])
    #expect(manifest["since"] as? Int == 2)
    let runs = try shell.run(
      "tally query \"SELECT status, since, watermark FROM export ORDER BY run_id\" -f csv"
    )
    .output
    #expect(runs == "status,since,watermark\ndone,,2\ndone,2,3\n")
  }

  @Test func `a failed export changes neither files nor watermark`() throws {
    let shell = try warehouse()
    try FileManager.default.createDirectory(
      at: shell.folder.appendingPathComponent("target.csv"), withIntermediateDirectories: true)
    let failed = try shell.run("tally export observations -o target.csv --since last --name x")
    #expect(failed.status == 73)
    #expect(
      try shell.run("tally query 'SELECT count(*) AS n FROM export' -f csv").output == "n\n0\n")
    #expect(
      try shell.run("tally export observations -o good.csv --since last --name x").status == 0)
    #expect(try shell.run("wc -l < good.csv").output.trimmingCharacters(in: .whitespaces) == "6\n")
    let before = try shell.run("sha256sum good.csv").output
    #expect(
      try shell.run("tally export --query 'SELECT json(place) FROM observations' -o good.csv")
        .status != 0)
    #expect(try shell.run("sha256sum good.csv").output == before)
  }

  @Test func `what a crash left between two moves is finished by the next run`() throws {
    let shell = try warehouse()
    #expect(try shell.run("tally export observations -o out.csv --since last --name x").status == 0)
    // As after a crash before the first move: everything is written and noted, nothing is in its
    // place.
    let sum = try shell.run("sha256sum < out.csv | cut -c1-64").output.trimmingCharacters(
      in: .newlines)
    let move = "json_array('\(shell.folder.path)/.tmp1', '\(shell.folder.path)/out.csv', '\(sum)')"
    let sql = """
      UPDATE export SET status = 'prepared', moves = json_array(\(move));
      UPDATE run SET status = 'running', ended = NULL WHERE kind = 'export';
      """
    #expect(try shell.run("mv out.csv .tmp1 && sqlite3 tally.db \"\(sql)\"").status == 0)
    #expect(
      try shell.run("tally export observations -o out.csv --since last --name x") == ("", "", 0))
    #expect(
      try shell.run("wc -l < out.csv; ls -A | grep -c tmp1").output.split(separator: "\n").map {
        $0.trimmingCharacters(in: .whitespaces)
      } == ["6", "0"])
    #expect(
      try shell.run("tally query \"SELECT status FROM export\" -f csv").output == "status\ndone\n")
    // The written file is lost, and an older one stands in its place: its rows are exported anew.
    #expect(try shell.run("echo old > out.csv && sqlite3 tally.db \"\(sql)\"").status == 0)
    #expect(
      try shell.run("tally export observations -o out.csv --since last --name x") == ("", "", 0))
    let states = try shell.run(
      "tally query \"SELECT status FROM export ORDER BY run_id\" -f csv; wc -l < out.csv"
    )
    .output
    #expect(states.replacingOccurrences(of: " ", with: "") == "status\ngivenup\ndone\n6\n")
  }

  @Test(arguments: [
    ("tally export clams -o x.csv", 64, "did you mean claims"),
    ("tally export claims", 64, "expected -o PATH"),
    ("tally export claims -o x", 64, "does not name a format"),
    ("tally export claims -o x.csv -f cvs", 64, "did you mean csv"),
    ("tally export claims -o no/where/x.csv --where nonsense", 64, "nonsense"),
    ("tally export claims -f csv -o x --partition-by plaice", 64, "did you mean place"),
    ("tally export place -o x.csv --since last", 64, "neither a column source_id nor locator"),
    (
      "tally export claims observations -o x.csv --since last", 64,
      "one table, view, report or query at a time"
    ),
    ("tally export claims -o /proc/x.csv", 73, "cannot create"),
  ])
  func `what cannot be exported is told in one line`(
    command: String, status: Int32, message: String
  ) throws {
    let shell = try warehouse()
    let result = try shell.run(command)
    #expect(result.status == status, "\(command): \(result.errors)")
    #expect(result.errors.contains(message), "\(command): \(result.errors)")
    #expect(result.errors.split(separator: "\n").count <= 2)
    #expect(try shell.run("ls x.csv x 2>/dev/null").output.isEmpty)
  }

  @Test func `a device is written to and stays a device`() throws {
    let shell = try warehouse()
    let write = "(cat pipe > got &) && tally export claims -f csv -o pipe && sleep 0.3"
    let result = try shell.run(
      "mkfifo pipe && \(write) && wc -l < got && test -p pipe && echo pipe")
    #expect(
      result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
        "2", "pipe",
      ])
  }

  @Test func `Datasette's metadata describes every view and runs every report`() throws {
    let shell = try warehouse()
    #expect(try shell.run("tally export --datasette-metadata -o metadata.json") == ("", "", 0))
    let databases = try #require(try json(shell, "metadata.json")["databases"] as? [String: Any])
    let database = try #require(databases["tally"] as? [String: Any])
    let tables = try #require(database["tables"] as? [String: [String: Any]])
    let views = try shell.run(
      "sqlite3 tally.db \"SELECT name FROM sqlite_schema WHERE type = 'view'\""
    ).output
    for view in views.split(separator: "\n") {
      let columns = try #require(tables[String(view)]?["columns"] as? [String: String], "\(view)")
      let names = try shell.run(
        "sqlite3 tally.db \"SELECT name FROM pragma_table_info('\(view)')\""
      ).output
      for name in names.split(separator: "\n") where columns[String(name)] == nil {
        Issue.record("\(view).\(name) has no description in Schema/descriptions/columns.csv")
      }
    }
    let queries = try #require(database["queries"] as? [String: [String: Any]])
    #expect(queries.count >= 12)
    #expect((queries["report_latest"]?["sql"] as? String)?.contains("nullif(:place, '')") == true)
  }
}

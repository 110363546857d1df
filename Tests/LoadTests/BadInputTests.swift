import Foundation
import Records
import Storage
import Testing

@Suite struct BadInputTests {
  @Test func `ten thousand columns and duplicate headings are loaded`() throws {
    let scratch = try Scratch()
    let names = (0..<1500).map { "name\($0 % 700)" }.joined(separator: ",")
    let row = (0..<1500).map { "text \($0)" }.joined(separator: ",")
    let path = try scratch.write(names + "\n" + row + "\n" + row + "\n", to: "wide.csv")
    #expect(try scratch.ingest(path).accounting.stored == 2)
    #expect(
      try scratch.rows("SELECT name0, name0_2, name0_3 FROM record_wide LIMIT 1") == [
        ["text 0", "text 700", "text 1400"]
      ])
    let wider = (0..<10_000).map { "name\($0)" }.joined(separator: ",")
    let values = (0..<10_000).map { "text \($0)" }.joined(separator: ",")
    let bad = try scratch.write(wider + "\n" + values + "\n" + values + "\n", to: "wider.csv")
    let summary = try scratch.ingest(bad)
    #expect(summary.failures.count == 1)
    #expect(summary.failures.first?.message.contains("columns") ?? false)
  }

  @Test func `a row that never ends costs its line, not the memory`() throws {
    let scratch = try Scratch()
    let long = String(repeating: "x", count: 17 << 20)
    let path = try scratch.write("a,b\n1,2\n3,\(long)\n4,5\n6,7\n", to: "long.csv")
    let summary = try scratch.ingest(path) { $0.reading.kind = .record }
    #expect(summary.accounting.balances)
    #expect(
      try scratch.rows("SELECT a FROM record_long ORDER BY source_line").map { $0[0] } == [
        "1", "4", "6",
      ])
    #expect(try scratch.rows("SELECT line, code FROM reject") == [["3", "row_too_long"]])
  }

  @Test func `a gzip file that is cut short is refused and leaves nothing`() throws {
    let scratch = try Scratch()
    let rows = (0..<20_000).map { "\($0),\($0 &* 7919 % 10_007)\n" }.joined()
    let path = try scratch.write("id,n\n" + rows, to: "a.csv")
    try shell(
      "gzip -k \(path) && head -c 20000 \(path).gz > \(path).cut.gz && mv \(path).cut.gz \(path).gz && rm \(path)"
    )
    let summary = try scratch.ingest(path + ".gz")
    #expect(summary.failures.first?.message.contains("cut short") ?? false)
    #expect(try scratch.rows("SELECT count(*) FROM source") == [["0"]])
    #expect(try scratch.rows("SELECT code FROM reject") == [["source_refused"]])
  }

  @Test func `a bomb is refused`() throws {
    let scratch = try Scratch()
    let path = scratch.folder.appendingPathComponent("bomb.csv.gz").path
    try shell("(echo a,b; head -c 70000000 /dev/zero | tr '\\0' 1) | gzip -9 > \(path)")
    #expect(try scratch.ingest(path).failures.first?.message.contains("bomb") ?? false)
  }

  @Test func `of many files one is bad: the others are loaded and it is named`() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("tables"), withIntermediateDirectories: true)
    for number in 0..<40 {
      _ = try scratch.write(
        number == 17 ? "" : "Region,2022,2023\nBeijing,\(number),2\nTianjin,3,4\n",
        to: "tables/t\(number).csv")
    }
    let summary = try scratch.ingest(scratch.folder.path + "/tables")
    #expect((summary.loaded, summary.failures.count) == (39, 1))
    #expect(summary.hasRejects)
    #expect(
      try scratch.rows(
        "SELECT substr(locator, -7), code, message FROM reject WHERE source_id IS NULL")
        == [["t17.csv", "source_refused", "the file is empty: expected an article or a table"]])
  }

  /// Law 1: rows read = stored + rejected + passed over, for every kind of table and damage.
  @Test(arguments: 0..<12) func `every row is accounted for`(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var lines = ["Some title (million EUR)", "", "Region,2021,2022,2023"]
    for row in 0..<60 {
      switch random(12) {
      case 0: lines.append("")
      case 1: lines.append("Note: row \(row)")
      case 2: lines.append("Region \(row),1,2")
      case 3: lines.append("Region \(row),1,2,3,4")
      case 4: lines.append("\"Region \(row),1,2,3")
      case 5: lines.append("Region,2021,2022,2023")
      case 6: lines.append(",,,")
      case 7: lines.append("Region \(row),n/a,x y z,-")
      default:
        lines.append("Region \(row),\(random(1000)),\(random(1000)).5,\"1,\(100 + random(900))\"")
      }
    }
    let scratch = try Scratch()
    let path = try scratch.write(lines.joined(separator: "\n"), to: "t.csv")
    for kind in [SourceDescription.Kind.observations, .record] {
      let summary = try scratch.ingest(path) {
        $0.reading.kind = kind
        $0.isAgain = true
      }
      #expect(summary.failures.isEmpty)
      #expect(summary.accounting.balances)
      #expect(summary.accounting.read > 0)
    }
    #expect(
      try scratch.rows(
        "SELECT count(*) FROM source WHERE rows_read <> rows_stored + rows_rejected + rows_passed")
        == [["0"]])
  }

  @Test func `headings that are too few are named and the rows are kept`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("foo,bar,baz\n1,x,3,4\n5,y,7,8\n", to: "few.csv")
    let summary = try scratch.ingest(path) { $0.reading.kind = .record }
    #expect(summary.hasRejects)
    #expect(summary.accounting.balances)
    #expect(try scratch.rows("SELECT foo, column_4 FROM record_few") == [["1", "4"], ["5", "8"]])
    #expect(try scratch.rows("SELECT line, code FROM reject") == [["1", "unnamed_columns"]])
  }

  @Test func `the same bytes told to be something else are read again`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("Region,2022,2023\nBeijing,1,2\nTianjin,3,4\n", to: "a.csv")
    #expect(try scratch.ingest(path).loaded == 1)
    #expect(try scratch.ingest(path) { $0.reading.kind = .observations }.reread == 1)
    #expect(try scratch.ingest(path) { $0.reading.kind = .observations }.skipped == 1)
    #expect(try scratch.ingest(path) { $0.reading.kind = .record }.reread == 1)
    #expect(try scratch.rows("SELECT count(*) FROM observation") == [["0"]])
    #expect(try scratch.rows("SELECT kind FROM source WHERE superseded_by IS NULL") == [["record"]])
    #expect(try scratch.ingest(path) { $0.reading.kind = .record }.skipped == 1)
    #expect(try scratch.rows("SELECT count(*) FROM record_a") == [["2"]])
  }

  /// Law 1 over everything that the repository has: articles, pages and tables.
  @Test func `every row of every fixture is accounted for`() throws {
    let scratch = try Scratch()
    try scratch.ingest(repository.appendingPathComponent("Fixtures").path)
    #expect(
      try scratch.rows(
        """
        SELECT locator FROM source
        WHERE rows_read <> rows_stored + rows_rejected + rows_passed
          OR rows_passed <> (SELECT coalesce(sum(value), 0) FROM json_each(coalesce(passed, '{}')))
          OR rows_rejected > (SELECT count(DISTINCT line) FROM reject WHERE reject.source_id = source.source_id)
        """) == [])
    // Rows of tables without line ends in their cells are the lines of the file.
    // Those of sheets and of tables in pages are not.
    let tables = "SELECT locator, rows_read FROM source WHERE kind <> 'article'"
    for row in try scratch.rows(tables + " AND instr(locator, '#') = 0") {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: row[0])))
      guard !bytes.contains(UInt8(ascii: "\"")), !bytes.contains(0) else { continue }
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      #expect(row[1] == String(lines.last == [] ? lines.count - 1 : lines.count), "\(row[0])")
    }
  }

  /// The same content, whatever the number of readers.
  @Test func `the number of jobs changes nothing`() throws {
    let folder = repository.appendingPathComponent("Fixtures").path
    var contents: [[[String]]] = []
    for jobs in [1, 2, 3, 8] {
      let scratch = try Scratch()
      try scratch.ingest(folder) { $0.jobs = jobs }
      var rows: [[String]] = []
      for table in ["series", "observation", "claim", "mention", "reject", "period", "sentence"] {
        rows += try scratch.rows("SELECT * FROM \(table)")
      }
      rows += try scratch.rows(
        "SELECT source_id, locator, sha256, rows_read, rows_stored, reading FROM source")
      contents.append(rows)
    }
    #expect(contents[0].count > 500)
    for other in contents.dropFirst() { #expect(other == contents[0]) }
  }

  @Test func `unchanged files are passed over and nothing is written`() throws {
    let scratch = try Scratch()
    for number in 0..<300 {
      _ = try scratch.write(
        "Region,2022,2023\nBeijing,\(number),2\nTianjin,3,4\n", to: "tables/t\(number).csv")
    }
    try scratch.ingest(scratch.folder.path + "/tables")
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.database))
    #expect(try scratch.ingest(scratch.folder.path + "/tables").skipped == 300)
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.database)) == before)
  }

  private func shell(_ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

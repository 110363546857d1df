import Foundation
import Load
import Records
import Storage
import Testing

/// Reading on several threads, in one pass, and out of order: the result is that of reading
/// plainly.
@Suite struct ReadAheadTests {
  /// Everything that a warehouse holds but for the times.
  private func content(of scratch: Scratch) throws -> [[String]] {
    try scratch.rows(
      "SELECT source_id, kind, locator, sha256, bytes, rows_read, rows_stored, rows_rejected, passed, reading, superseded_by FROM source"
    )
      + scratch.rows(
        "SELECT series_id, source_id, indicator_id, place_id, place_text, unit_id, observations, last_value FROM series"
      )
      + scratch.rows("SELECT * FROM observation") + scratch.rows("SELECT * FROM claim")
      + scratch.rows("SELECT * FROM period")
      + scratch.rows("SELECT source_id, line, code, raw FROM reject")
      + scratch.rows("SELECT name, columns FROM record_set")
  }

  @Test func `the content is the same whatever the number of jobs`() throws {
    let scratch = try Scratch()
    for index in 0..<60 {
      _ = try scratch.write(
        "Region,2022,2023\nBeijing,\(index).5,2.5\nHebei,x,\(index)\n",
        to: "t/\(index % 7)-\(index).csv")
    }
    _ = try scratch.write("Region,2022,2023\nBeijing,1.5,2.5\nHebei,x,1\n", to: "t/again.csv")
    let fixtures = repository.appendingPathComponent("Fixtures").path
    var seen: [[String]]?
    for jobs in [1, 2, 9] {
      let other = try Scratch()
      let connection = try Warehouse.openForWriting(other.database, for: .loading)
      var options = IngestionOptions()
      options.jobs = jobs
      _ = try Ingestion.run(
        [scratch.folder.path + "/t", fixtures], into: connection, options: options)
      Warehouse.settle(connection)
      let content = try self.content(of: other)
      #expect(content.count > 500)
      if let seen { #expect(content == seen) }
      seen = content
      #expect(try other.rows("PRAGMA foreign_key_check").isEmpty)
    }
  }

  @Test func `a second run over unchanged files leaves every byte as it is`() throws {
    let scratch = try Scratch()
    for index in 0..<20 {
      _ = try scratch.write("Region,2022,2023\nBeijing,\(index).5,2.5\n", to: "t/\(index).csv")
    }
    #expect(try scratch.ingest(scratch.folder.path + "/t").loaded == 20)
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.database))
    let again = try scratch.ingest(scratch.folder.path + "/t")
    #expect((again.loaded, again.skipped, again.run) == (0, 20, 0))
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.database)) == before)
    #expect(try scratch.rows("SELECT count(*) FROM run") == [["1"]])
  }

  /// The last row of a large file says otherwise than all rows before it.
  @Test(arguments: [
    (last: "S,1,2024-01-01,7", type: "INTEGER", encoding: "UTF-8"),
    (last: "S,1,2024-01-01,seven", type: "TEXT", encoding: "UTF-8"),
    (last: "S,1,2024-01-01,NA", type: "INTEGER", encoding: "UTF-8"),
    (last: "S,1,2024-01-01,007", type: "TEXT", encoding: "UTF-8"),
    (last: "S,1,2024-01-01,0.5", type: "REAL", encoding: "UTF-8"),
    (last: "Z\u{1}rich,1,2024-01-01,7", type: "INTEGER", encoding: "windows-1252"),
  ])
  func `the last row of a large file counts as much as the first`(
    last: String, type: String, encoding: String
  ) throws {
    let scratch = try Scratch()
    var bytes = Array("name,number,day,size\n".utf8)
    let row = Array("a name that is long enough to fill the file,12345,2024-01-02,1234567\n".utf8)
    while bytes.count < 4_500_000 { bytes += row }
    // The one byte that is no UTF-8 stands for ü.
    bytes += last.utf8.map { $0 == 1 ? 0xFC : $0 } + [0x0A]
    let file = scratch.folder.appendingPathComponent("large.csv")
    try Data(bytes).write(to: file)
    let summary = try scratch.ingest(file.path) { $0.reading.kind = .record }
    #expect(summary.accounting.balances)
    #expect(
      try scratch.rows("SELECT type FROM pragma_table_info('record_large') WHERE name = 'size'")
        == [[type]])
    #expect(
      try scratch.rows("SELECT encoding, bytes, rows_stored FROM source")
        == [[encoding, String(bytes.count), String(summary.accounting.stored)]])
    #expect(
      try scratch.rows("SELECT count(*), count(DISTINCT source_id), max(rowid) FROM record_large")
        == [[String(summary.accounting.stored), "1", String(summary.accounting.stored)]])
    let name = try scratch.rows("SELECT name FROM record_large ORDER BY rowid DESC LIMIT 1")
    #expect(name == [[encoding == "UTF-8" ? "S" : "Zürich"]])
  }

  @Test func `a table that is written period by period is stored series by series`() throws {
    let scratch = try Scratch()
    var text = "REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
    for year in 1960..<2020 {
      for series in 0..<800 { text += "R\(series),OUTPUT,\(year),\(year * 1000 + series).5\n" }
    }
    let path = try scratch.write(text, to: "by-period.csv")
    #expect(try scratch.ingest(path).accounting.stored == 48_000)
    #expect(
      try scratch.rows("SELECT count(*), count(DISTINCT series_id) FROM observations") == [
        ["48000", "800"]
      ])
    #expect(
      try scratch.rows(
        "SELECT count(*) FROM observations WHERE value <> CAST(period AS INTEGER) * 1000 + CAST(substr(place_text, 2) AS INTEGER) + 0.5"
      ) == [["0"]])
    #expect(
      try scratch.rows(
        "SELECT count(*) FROM (SELECT observation_id % 16777216 AS n, row_number() OVER (PARTITION BY observation_id / 16777216 ORDER BY observation_id) AS k FROM observation) WHERE n + 1 <> k"
      ) == [["0"]])
    #expect(try scratch.rows("PRAGMA integrity_check") == [["ok"]])
  }

  @Test func `a day in the past shows the version that was current then`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("Region,2022,2023\nBeijing,1.5,2.5\nHebei,5.5,6.5\n", to: "a.csv")
    try scratch.ingest(path)
    _ = try scratch.write("Region,2022,2023\nBeijing,1.5,2.5\nHebei,5.5,7.5\n", to: "a.csv")
    try scratch.ingest(path)
    let connection = try Warehouse.openForWriting(scratch.database)
    try connection.execute(
      """
      UPDATE source SET loaded = '2024-01-10T08:00:00Z', superseded = '2024-02-10T08:00:00Z' WHERE source_id = 1;
      UPDATE source SET loaded = '2024-02-10T08:00:00Z' WHERE source_id = 2;
      """)
    func value(asOf instant: String?) throws -> [String] {
      let connection = try Warehouse.openForReading(scratch.database, asOf: instant)
      return try connection.rows(
        "SELECT value FROM observations WHERE place_code = 'CN-HE' AND period = '2023'"
      )
      .map { "\($0[0].number ?? -1)" }
    }
    #expect(try value(asOf: "2024-01-09T23:59:59Z") == [])
    #expect(try value(asOf: "2024-01-10T23:59:59Z") == ["6.5"])
    #expect(try value(asOf: "2024-02-10T07:59:59Z") == ["6.5"])
    #expect(try value(asOf: "2024-02-10T08:00:00Z") == ["7.5"])
    #expect(try value(asOf: nil) == ["7.5"])
    let past = try Warehouse.openForReading(scratch.database, asOf: "2024-01-20T00:00:00Z")
    #expect(try past.value("SELECT count(*) FROM figures").integer == 4)
    #expect(throws: Failure.self) { try past.execute("DELETE FROM source") }
  }
}

import Foundation
import Records
import Storage
import Testing

@Suite struct IngestionTests {
  private let table = "Region,2022,2023\nBeijing,1,2\nTianjin,3,4\nHebei,5,6\n"

  @Test func `the same bytes are loaded once`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(table, to: "a.csv")
    #expect(try scratch.ingest(path).loaded == 1)
    let again = try scratch.ingest(path)
    #expect((again.loaded, again.skipped) == (0, 1))
    #expect(try scratch.rows("SELECT count(*) FROM observations") == [["6"]])
  }

  @Test func `new bytes at the same path are a new version and the old stays`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(table, to: "a.csv")
    try scratch.ingest(path)
    _ = try scratch.write(table.replacingOccurrences(of: "5,6", with: "5,7"), to: "a.csv")
    try scratch.ingest(path)
    #expect(
      try scratch.rows(
        "SELECT value FROM observations WHERE place_code = 'CN-HE' AND period = '2023'") == [
          ["7.0"]
        ])
    #expect(
      try scratch.rows("SELECT count(*), sum(superseded_by IS NULL) FROM source") == [["2", "1"]])
    #expect(try scratch.rows("SELECT count(*) FROM observation") == [["12"]])
  }

  @Test func `a dry run leaves nothing behind`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(table, to: "a.csv")
    let summary = try scratch.ingest(path) { $0.isRehearsal = true }
    #expect(summary.accounting.stored == 3)
    #expect(
      try scratch.rows("SELECT (SELECT count(*) FROM source) + (SELECT count(*) FROM run)") == [
        ["0"]
      ])
  }

  @Test func `records keep codes with leading zeros and empty cells`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "id,code,amount,note\n1,007,1.5,\n2,010,2,\"\"\n3,100,,x\n4,200,4,y\n", to: "My Orders.csv")
    try scratch.ingest(path)
    #expect(
      try scratch.rows("SELECT name, type FROM pragma_table_info('record_my_orders')").map {
        $0.joined(separator: " ")
      }
        == [
          "id INTEGER", "code TEXT", "amount REAL", "note TEXT", "source_id INTEGER",
          "source_line INTEGER",
        ])
    #expect(
      try scratch.rows(
        "SELECT code, amount, note IS NULL, source_line FROM record_my_orders ORDER BY id")
        == [
          ["007", "1.5", "1", "2"], ["010", "2.0", "0", "3"], ["100", "", "0", "4"],
          ["200", "4.0", "0", "5"],
        ])
  }

  @Test func `a bad row is kept with its line and the good ones are loaded`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("id,name,size\n1,a,3\n2,b\n3,c,4\n4,\"d,5\n5,e,6\n", to: "r.csv")
    let summary = try scratch.ingest(path)
    #expect(summary.hasRejects)
    #expect(summary.accounting.balances)
    #expect(try scratch.rows("SELECT id FROM record_r ORDER BY id") == [["1"], ["3"], ["5"]])
    #expect(
      try scratch.rows("SELECT line, code, raw FROM reject ORDER BY line")
        == [["3", "ragged_row", "2,b"], ["5", "unterminated_quote", "4,\"d,5"]])
  }

  @Test func `one bad file does not stop the others`() throws {
    let scratch = try Scratch()
    let good = try scratch.write(table, to: "a.csv")
    let empty = try scratch.write("", to: "b.csv")
    let summary = try scratch.ingest(empty, good, scratch.folder.path + "/missing.csv")
    #expect((summary.loaded, summary.failures.count) == (1, 2))
    #expect(
      try scratch.rows("SELECT code FROM reject") == [["source_refused"], ["source_refused"]])
    #expect(try scratch.rows("SELECT status FROM run") == [["rejects"]])
  }

  @Test func `a user's vocabulary takes effect at the next ingest`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("Region,2022,2023\nAtlantis,1,2\nLemuria,3,4\n", to: "a.csv")
    try scratch.ingest(path)
    #expect(try scratch.rows("SELECT DISTINCT place_code FROM observations") == [[""]])
    let connection = try Warehouse.openForWriting(scratch.database)
    #expect(
      try VocabularyLoadProbe.add(
        "code,kind,name,parent\nX-ATL,country,Atlantis,\nX-LEM,country,Lemuria,\n", to: connection)
        == "places")
    try scratch.ingest(path) { $0.isAgain = true }
    #expect(
      try scratch.rows("SELECT DISTINCT place_code FROM observations ORDER BY 1") == [
        ["X-ATL"], ["X-LEM"],
      ])
  }
}

import Records
import Testing

@testable import Documents
@testable import Ingest
@testable import Tables

/// Rows that are no statistics, as they are stored.
@Suite struct RecordTests {
  /// The columns of a table of records, its rows as text with `nil` for NULL, and what was refused.
  private func read(_ text: String) throws -> (
    columns: [String], rows: [[String?]], rejects: [String]
  ) {
    let content = try SourceContent(Source(.memory(Array(text.utf8)), locator: "rows.csv"))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary)
    else {
      Issue.record("read as an article")
      return ([], [], [])
    }
    #expect(table.description.kind == .record)
    var reader = try table.records()
    var batch = FieldBatch(columns: reader.columns.count)
    var rows: [[String?]] = []
    var rejects: [String] = []
    while try reader.next(into: &batch) {
      for row in batch.lines.indices {
        rows.append(
          batch.fields[(row * batch.columns)..<((row + 1) * batch.columns)].map { field in
            guard field.length != UInt32.max else { return nil }
            let start = Int(field.start)
            return String(
              decoding: batch.bytes[start..<start + Int(field.length)], as: UTF8.self)
          })
      }
      rejects += batch.rejects.map(\.code)
    }
    #expect(reader.accounting.balances)
    return (reader.columns.map { "\($0.name) \($0.affinity.rawValue)" }, rows, rejects)
  }

  @Test func `numbers are stored as numbers however they are printed, and missing ones as NULL`()
    throws
  {
    let found = try read(
      "who,sum,share\nAnn,\"2,500\",0.5\nBo,3e5,NA\nCy, 7,1\nDi,NA,0.25\n")
    #expect(found.columns == ["who TEXT", "sum INTEGER", "share REAL"])
    #expect(
      found.rows == [
        ["Ann", "2500", "0.5"], ["Bo", "300000", nil], ["Cy", "7", "1"], ["Di", nil, "0.25"],
      ])
    let german = try read("Konto;Saldo\nKasse;1.250,00-\nBank;310,50\nGiro;12,00-\n")
    #expect(german.columns == ["konto TEXT", "saldo REAL"])
    #expect(german.rows == [["Kasse", "-1250"], ["Bank", "310.5"], ["Giro", "-12"]])
    let column = try read("Betrag\n1.250,00\n300,5\nk.A.\n")
    #expect(column.columns == ["betrag REAL"])
    #expect(column.rows == [["1250"], ["300.5"], [nil]])
    #expect(try read("sum\n\"1,500\"\n2e3\n 9\nNA\n").columns == ["sum INTEGER"])
  }

  @Test func `what only looks like numbers stays text`() throws {
    let found = try read(
      """
      who,mark,phone,code,exponent,long,rate
      Ann,NA,44 207 111,007,12E4,0.12345678901234567,5%
      Bo,B-,44 207 222,008,3E10,0.22345678901234567,6%
      Cy,C+,44 207 333,009,7E2,0.32345678901234567,7%

      """)
    #expect(found.columns.allSatisfy { $0.hasSuffix("TEXT") }, "\(found.columns)")
    #expect(
      found.rows[0] == ["Ann", "NA", "44 207 111", "007", "12E4", "0.12345678901234567", "5%"])
    let long = try read("ticket,who\n100000000000000017,Ann\n100000000000000018,Bo\n")
    #expect(long.columns == ["ticket INTEGER", "who TEXT"])
    #expect(long.rows[0] == ["100000000000000017", "Ann"])
  }

  @Test func `a row of units is no name, and a heading over several columns is part of each name`()
    throws
  {
    let units = try read("Time;Temp\n;[°C]\n08:00:01;21.4\n08:00:02;21.5\n08:00:03;21.4\n")
    #expect(units.columns == ["time TEXT", "temp REAL"])
    #expect(units.rows.count == 3)
    let printed = try read(
      "Time,Speed,Torque\ns,rpm,Nm\n0.1,1500,20.1\n0.2,1510,20.3\n0.3,1490,20.0\n")
    #expect(printed.columns == ["time REAL", "speed INTEGER", "torque REAL"])
  }

  @Test(arguments: [
    "name, size, note\nAnn, 4, \"small, blue\"\nBo, 7, \"tall, green\"\nCy, 9, \"old, red\"\n",
    "name,size,note\nAnn,4,'small, blue'\nBo,7,'tall, green'\nCy,9,'old, red'\n",
    "name|size|note\nAnn|4|small, blue\nBo|7|tall, green\nCy|9|old, red\n",
  ])
  func `cells are cut where their dialect cuts them`(text: String) throws {
    let found = try read(text)
    #expect(found.columns == ["name TEXT", "size INTEGER", "note TEXT"])
    #expect(found.rows[0] == ["Ann", "4", "small, blue"])
    #expect(found.rows[2] == ["Cy", "9", "old, red"])
  }

  @Test func `apostrophes quote where inches and apostrophes stand within cells`() throws {
    let found = try read(
      "code,name,note\na,Ann's pan 20\" wide,'It isn't heavy, they say'\n"
        + "b,Blue pot,'Round, and deep'\nc,Cook's knife,'Sharp, so keep off'\n")
    #expect(found.rows.count == 3)
    #expect(found.rows[0] == ["a", "Ann's pan 20\" wide", "It isn't heavy, they say"])
  }

  @Test func `cells may stand between blanks, and sentences do not`() throws {
    let found = try read("t x y\n1 2.5 3\n2 3.5 4\n3 4.5 5\n")
    #expect(found.columns == ["t INTEGER", "x REAL", "y INTEGER"])
    let words = try read("to be or not\nto see the sea\n2 red old cars\n")
    #expect(words.columns.count == 1)
  }

  @Test func `headings printed again are passed over, and rows of a narrower part filled up`()
    throws
  {
    let found = try read(
      "tool,weight,shelf\nsaw,2,a\naxe,3,b\ntool,weight\nplane,1\nrasp,1\ntool,weight,shelf\nvice,9,d\n"
    )
    #expect(found.rejects.isEmpty)
    #expect(
      found.rows == [
        ["saw", "2", "a"], ["axe", "3", "b"], ["plane", "1", nil], ["rasp", "1", nil],
        ["vice", "9", "d"],
      ])
  }
}

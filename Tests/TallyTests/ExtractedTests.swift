import Foundation
import Testing

/// What `tally extract` wrote, loaded by `tally ingest`: the warehouse is the one that the documents
/// themselves give.
@Suite struct ExtractedTests {
  /// What two warehouses say, statement by statement, without the numbers that each gave.
  private func contents(_ warehouse: String, _ shell: Shell) throws -> [String] {
    let file = Shell.repository.appendingPathComponent("Fixtures/expected/contents.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    // The command line takes no statement that begins as an option does.
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("--") }
    var statements = lines.joined(separator: "\n").split(separator: ";\n").map(String.init)
    for name in try rows("SELECT name FROM record_set ORDER BY name", warehouse, shell) {
      let columns = try rows(
        "SELECT name FROM pragma_table_info('\(name)') WHERE name <> 'source_id'", warehouse, shell)
      let list = columns.map { "r.\"\($0)\", typeof(r.\"\($0)\")" }.joined(separator: ", ")
      statements.append(
        "SELECT s.locator, \(list) FROM \"\(name)\" AS r JOIN source AS s USING (source_id)"
          + " ORDER BY r.rowid")
    }
    return try statements.filter { $0.contains("SELECT") }.map { statement in
      try shell.write(statement, to: "statement.sql")
      let result = try shell.run(
        "tally query --db \(warehouse) \"$(cat statement.sql)\" -f csv --max-rows 1000000")
      try #require(result.status == 0, "\(result.errors)\n\(statement)")
      return result.output
    }
  }

  private func rows(_ sql: String, _ warehouse: String, _ shell: Shell) throws -> [String] {
    let result = try shell.run("tally query --db \(warehouse) \"\(sql)\" -f csv")
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").dropFirst().map(String.init)
  }

  private func expectSame(_ one: String, _ other: String, _ shell: Shell) throws {
    let (left, right) = (try contents(one, shell), try contents(other, shell))
    try #require(left.count == right.count)
    for (a, b) in zip(left, right) where a != b {
      let lines = a.split(separator: "\n")
      let others = b.split(separator: "\n")
      let first = zip(lines, others).first { $0 != $1 }
      Issue.record(
        "\(lines.count) and \(others.count) rows: \(first.map { "\($0)\n\($1)" } ?? a + b)")
    }
  }

  /// Documents of every kind, beside the fixtures.
  private func documents(_ shell: Shell) throws {
    try shell.write(
      "time,station,value\n2024-03-05 10:30,A,1.5\n2024-03-05 11:00,A,2\n2024-03-05 10:30,B,x\n",
      to: "docs/instants.csv")
    try shell.write("id,name,score\n1,\"a \"\"b\"\"\",1.5\n2,,2\n3,c\n", to: "docs/ragged.csv")
    try shell.write(
      String(
        repeating: "Exports of Hebei rose by 5 percent in 2023. Île-de-France said 3 €.\n\n",
        count: 1200),
      to: "docs/long.txt")
    try shell.write("Output of Hebei rose by 5 percent in 2023.\n", to: "docs/told.txt")
    try shell.write(
      #"{"quote":"5 percent","place_code":"CN-HE","value":5,"unit":"%","reader":"Ann"}"# + "\n"
        + #"{"quote":"7 percent"}"# + "\n",
      to: "docs/told.txt-claims.ndjson")
    try shell.write(
      "REF_AREA,INDICATOR,UNIT,TIME_PERIOD,OBS_VALUE\nCHN,EXCHANGE_RATE,CNY/USD,2023,7.1\n",
      to: "docs/rates.csv")
    #expect(
      try shell.run(
        "head -c 3000 /dev/zero > docs/blob.bin && gzip -k docs/rates.csv && rm docs/rates.csv"
      )
      .status == 0)
  }

  private static let paths =
    "Fixtures/articles Fixtures/tables Fixtures/sheets Fixtures/pages docs"

  @Test func `records give the warehouse that the documents give`() throws {
    let shell = try Shell()
    try FileManager.default.createDirectory(
      at: shell.folder.appendingPathComponent("docs"), withIntermediateDirectories: false)
    try documents(shell)
    let paths = ExtractedTests.paths
    #expect(try shell.run("tally ingest --db direct.db \(paths)").status == 1)
    #expect(try shell.run("tally extract \(paths) > records.ndjson").status == 1)
    let loaded = try shell.run("tally ingest --db back.db records.ndjson -v")
    #expect(loaded.status == 1 && loaded.errors.contains("tally: docs/blob.bin: "))
    try expectSame("direct.db", "back.db", shell)
    #expect(
      try rows("SELECT count(*) FROM claim", "back.db", shell).first.flatMap { Int($0) } ?? 0 > 1300
    )
    #expect(try shell.run("tally doctor --db back.db").status == 0)
    for report in ["overview", "claims", "sources", "rejects", "tally", "latest -p place=Beijing"] {
      let name = report.split(separator: " ")[0]
      let both = try ["direct.db", "back.db"].map {
        try shell.run("tally report --db \($0) \(report) -f csv")
      }
      #expect(both[0].status == both[1].status && both[0].status <= 1, "\(both[0].errors)")
      guard !["sources", "overview"].contains(name) else { continue }
      #expect(both[0].output == both[1].output, "\(name)")
    }
  }

  @Test func `the same records again store nothing, however they come`() throws {
    let shell = try Shell()
    let paths = "Fixtures/articles Fixtures/tables Fixtures/sheets"
    _ = try shell.run("tally extract \(paths) > records.ndjson")
    #expect(try shell.run("tally ingest records.ndjson").status <= 1)
    let before = try contents("tally.db", shell)
    let runs = try rows("SELECT count(*) FROM run", "tally.db", shell)
    for command in [
      "tally ingest records.ndjson", "tally ingest - < records.ndjson",
      "gzip -k records.ndjson && tally ingest records.ndjson.gz",
      "zip -q records.zip records.ndjson && tally ingest records.zip",
      "tally ingest \(paths)",
      "cat records.ndjson records.ndjson | sed 's/\":/\" : /' > blanks.ndjson; tally ingest blanks.ndjson",
    ] {
      let result = try shell.run(command)
      #expect(result.status == 0, "\(command): \(result.errors)")
      #expect(try rows("SELECT count(*) FROM run", "tally.db", shell) == runs, "\(command)")
    }
    #expect(try contents("tally.db", shell) == before)
    // The other way round: documents first, then their records, and a warehouse in another folder.
    let other = try shell.run(
      """
      mkdir w && tally ingest --db w/w.db \(paths); tally ingest --db w/w.db records.ndjson -v
      """)
    #expect(other.status == 0 && other.errors.contains("loaded 0 of"), "\(other.errors)")
  }

  @Test func `new bytes under a known name are a new version with its revisions`() throws {
    let shell = try Shell()
    let first = "Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n"
    let second = "Region,2022,2023,2024\nBeijing,1.5,9.5,7\nTianjin,3,,8\n"
    try shell.write(first, to: "a.csv")
    try shell.write("id,name\n1,x\n", to: "r.csv")
    #expect(try shell.run("tally ingest --db direct.db a.csv r.csv").status == 0)
    #expect(try shell.run("tally extract a.csv r.csv > monday.ndjson").status == 0)
    try shell.write(second, to: "a.csv")
    try shell.write("id,name\n1,y\n2,z\n", to: "r.csv")
    #expect(try shell.run("tally ingest --db direct.db a.csv r.csv").status == 0)
    #expect(try shell.run("tally extract a.csv r.csv > tuesday.ndjson").status == 0)
    #expect(try shell.run("tally ingest --db back.db monday.ndjson").status == 0)
    #expect(try shell.run("tally ingest --db back.db tuesday.ndjson").status == 0)
    try expectSame("direct.db", "back.db", shell)
    #expect(try rows("SELECT count(*) FROM revision", "back.db", shell) == ["2"])
    // Both versions in one stream, and the second alone again.
    let stream = try shell.run(
      "cat monday.ndjson tuesday.ndjson | tally ingest --db stream.db - && tally ingest --db stream.db tuesday.ndjson"
    )
    #expect(stream.status == 0, "\(stream.errors)")
    try expectSame("direct.db", "stream.db", shell)
    #expect(try shell.run("tally ingest --db stream.db monday.ndjson").status == 0)
    #expect(try rows("SELECT count(*) FROM source", "stream.db", shell) == ["6"])
  }

  @Test func `a document that was refused once is loaded when its records are there`() throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write(
      #"{"record":"reject","document":"a.csv","line":7,"column":null,"code":"reader_died","message":"too bad","raw":null}"#
        + "\n", to: "refused.ndjson")
    let result = try shell.run(
      "tally extract a.csv | cat refused.ndjson - | tally ingest -; tally query -f csv 'SELECT locator, line, message FROM reject'"
    )
    #expect(result.errors == "tally: a.csv:7: too bad\n")
    #expect(result.output == "locator,line,message\na.csv,7,too bad\n")
    #expect(try rows("SELECT count(*) FROM observation", "tally.db", shell) == ["4"])
    // Refused documents alone are a failure as the document itself would be.
    #expect(try shell.run("tally ingest --db b.db refused.ndjson").status == 65)
  }

  private static let intact =
    "tally extract Fixtures/tables/nbs-province-gdp.csv Fixtures/articles/energy.txt Fixtures/tables/science-parks.csv > r.ndjson; "

  @Test(arguments: [
    // Of the first document, which is a table, of the article, and of rows.
    ("sed -i '13s/\"value\":/\"value\":x/' r.ndjson", "r.ndjson:13:", "expected a value"),
    ("sed -i '13s/.$//' r.ndjson", "r.ndjson:13:", "it ends early"),
    (
      "sed -i '13s/\"ordinal\":/\"ordinal\":9/' r.ndjson", "r.ndjson:13:", "expected the next value"
    ),
    ("sed -i '13d' r.ndjson", "r.ndjson:", "expected"),
    ("sed -i '13{p}' r.ndjson", "r.ndjson:14:", "expected the next value"),
    (
      "sed -i '13s/$/\\n/; 13s/\"status\":\"A\"/\"status\":\"é\"/' r.ndjson", "r.ndjson:13:",
      "one letter"
    ),
    ("sed -i '/\"mention\".*energy/{0,/x/d}' r.ndjson", "r.ndjson:", "records before it, found"),
    (
      "sed -i '/\"claim\".*energy/s/\"quote\":\"/\"quote\":\"no /' r.ndjson", "r.ndjson:",
      "the text reads otherwise"
    ),
    (
      "sed -i '/\"claim\".*energy/s/\"confidence\":0/\"confidence\":7/' r.ndjson", "r.ndjson:",
      "confidence: expected a number that fits"
    ),
    (
      "sed -i '/\"claim\".*energy/s/\"period\":\"2/\"period\":\"3/' r.ndjson", "r.ndjson:",
      "no record period says"
    ),
    (
      "sed -i '/\"row\"/s/\"founded\":\"/\"founded\":\"x/' r.ndjson", "r.ndjson:",
      "founded: expected INTEGER"
    ),
    (
      "sed -i '/\"row\"/s/\"founded\"/\"found\"/' r.ndjson", "r.ndjson:",
      "expected the field founded"
    ),
    (
      "sed -i '/\"source\".*energy/s/\"rows_read\":/\"rows_read\":9/' r.ndjson", "r.ndjson:",
      "expected the sum"
    ),
    (
      "sed -i '/\"source\".*energy/s/,\"records\":[0-9]*//' r.ndjson", "r.ndjson:",
      "records is missing"
    ),
    (
      "sed -i '/\"source\".*energy/d' r.ndjson", "r.ndjson:",
      "Fixtures/articles/energy.txt: its record source is missing"
    ),
    (
      "printf '\\377' | sed -i '13s/\"cell\":\"/&'$(printf '\\377')'/' r.ndjson", "r.ndjson:13:",
      "this is no UTF-8"
    ),
    ("sed -i '$d' r.ndjson", "r.ndjson:", "was cut off"),
    ("head -c -40 r.ndjson > c && mv c r.ndjson", "r.ndjson:", "it ends early"),
  ])
  func `a damaged document is refused with its place, and the others are loaded`(
    damage: String, place: String, words: String
  ) throws {
    let shell = try Shell()
    let result = try shell.run(
      ExtractedTests.intact + damage + "; tally ingest --db broken.db r.ndjson")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains(place) && result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(try rows("SELECT count(*) FROM source", "broken.db", shell) == ["2"])
    #expect(
      try rows(
        "SELECT count(*) FROM reject WHERE source_id IS NULL AND line > 0", "broken.db", shell)
        == ["1"])
    // Once the lines are whole, all is there.
    #expect(
      try shell.run(ExtractedTests.intact + "tally ingest --db broken.db r.ndjson").status <= 1)
    #expect(try rows("SELECT count(*) FROM source", "broken.db", shell) == ["3"])
  }

  @Test func `lines that are no records are told once a stretch`() throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    let result = try shell.run(
      """
      tally extract a.csv > r.ndjson; (cat r.ndjson; echo 'x'; echo '{"a":1}'; echo; sed s/a.csv/b.csv/ r.ndjson) > m.ndjson
      tally ingest m.ndjson --again
      """)
    #expect(result.status == 1)
    let line = try shell.run("wc -l < r.ndjson").output.trimmingCharacters(
      in: .whitespacesAndNewlines)
    let next = (Int(line) ?? 0) + 1
    #expect(
      result.errors.contains(
        "m.ndjson:\(next):1: expected a record of `tally extract`, found no JSON object (and so up to line \(next + 1))"
      ),
      "\(result.errors)")
    #expect(
      try rows("SELECT locator FROM source ORDER BY 1", "tally.db", shell) == ["a.csv", "b.csv"])
    // In another order the lines of a document do not stand together.
    let sorted = try shell.run(
      "sort m.ndjson > s.ndjson; tally ingest --db s.db s.ndjson --as extracted")
    #expect(sorted.status == 1)
    #expect(sorted.errors.contains("do not stand together"), "\(sorted.errors)")
  }

  @Test func `codes that the warehouse does not know are told, and known later`() throws {
    let shell = try Shell()
    try shell.write("code,kind,name,parent\nXX-HBR,city,Harbourtown,CHN\n", to: "places.csv")
    try shell.write("Region,2022,2023\nHarbourtown,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write("Exports of Harbourtown rose by 5 percent in 2023.\n", to: "a.txt")
    let made = try shell.run(
      """
      tally vocabulary add places.csv --db own.db; tally ingest --db own.db a.csv a.txt &&
      tally extract --db own.db a.csv a.txt > r.ndjson && grep -c XX-HBR r.ndjson
      """)
    #expect(made.status == 0 && made.output != "0\n", "\(made.errors)")
    let foreign = try shell.run("tally ingest --db back.db r.ndjson")
    #expect(foreign.status == 1, "\(foreign.errors)")
    #expect(
      try rows(
        "SELECT DISTINCT code || ' ' || message FROM reject", "back.db", shell
      ).first?.contains("unknown_code the place XX-HBR is not in this warehouse's vocabulary")
        ?? false)
    #expect(
      try rows("SELECT place_text FROM series WHERE place_id IS NULL", "back.db", shell)
        == ["Harbourtown"])
    #expect(
      try rows("SELECT place_text FROM claim WHERE place_id IS NULL", "back.db", shell)
        == ["Harbourtown"])
    let later = try shell.run(
      "tally vocabulary add places.csv --db back.db; tally ingest --db back.db r.ndjson -v")
    #expect(later.status == 0 && later.errors.contains("re-read 2"), "\(later.errors)")
    try shell.write(
      "UPDATE source SET reread = NULL", to: "same.sql")
    #expect(try shell.run("sqlite3 back.db < same.sql").status == 0)
    try expectSame("own.db", "back.db", shell)
  }

  @Test func `what a person says of records is obeyed or refused`() throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\n", to: "a.csv")
    _ = try shell.run("tally extract a.csv --publisher Gazette > r.ndjson")
    let told = try shell.run("tally ingest r.ndjson --publisher Other")
    #expect(
      told.status == 64 && told.errors.contains("r.ndjson: publisher cannot be told of records"))
    #expect(
      try shell.run("tally ingest r.ndjson --as record && tally ingest --db b.db r.ndjson").status
        == 0)
    #expect(
      try rows("SELECT count(*) FROM record_r", "tally.db", shell).first.map { $0 > "3" } ?? false)
    #expect(
      try rows("SELECT publisher || ' ' || told FROM source", "b.db", shell)
        == [#""Gazette {""publisher"":""Gazette""}""#])
    let reordered = try shell.run(
      #"""
      sed -E 's/^\{"record":"([a-z]*)","document":"([^"]*)",(.*)\}$/{\3,"document":"\2","record":"\1"}/' r.ndjson > o.ndjson
      tally ingest --db o.db --as extracted o.ndjson
      """#)
    #expect(reordered.status == 0, "\(reordered.errors)")
    try expectSame("b.db", "o.db", shell)
    let extract = try shell.run("tally extract --as extracted r.ndjson")
    #expect(extract.status == 64 && extract.errors.contains("only `tally ingest`"))
    #expect(try shell.run("tally ingest --db e.db --as extracted a.csv").status == 65)
    #expect(
      try shell.run("tally inspect r.ndjson").output == """
        r.ndjson
          kind        records of tally extract, each document of which tally ingest loads
          observations 1

        """)
  }

  @Test func `a job keeps documents as long as their records are there`() throws {
    let shell = try Shell()
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    try shell.write("Exports of Hubei rose by 6 percent in 2023.\n", to: "b.txt")
    try shell.write(
      """
      warehouse: tally.db
      sources:
        archive:
          paths: in/*.ndjson
          as: extracted
          vanished: forget
      jobs:
        nightly:
          ingest: archive
      """, to: "tally.yml")
    let first = try shell.run(
      "mkdir in; tally extract a.txt > in/a.ndjson; tally extract b.txt > in/b.ndjson; rm a.txt b.txt; tally run nightly"
    )
    #expect(first.status == 0, "\(first.errors)")
    let names = "SELECT locator FROM source ORDER BY 1"
    #expect(try shell.run("tally run nightly").status == 0)
    #expect(try rows(names, "tally.db", shell) == ["a.txt", "b.txt"])
    #expect(try shell.run("rm in/b.ndjson; tally run nightly").status == 0)
    #expect(try rows(names, "tally.db", shell) == ["a.txt"])
  }
}

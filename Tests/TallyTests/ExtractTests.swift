import Foundation
import Testing

/// `tally extract` writes without a warehouse what `tally ingest` would store.
@Suite struct ExtractTests {
  private typealias Record = [String: Any]

  private func records(_ lines: String) throws -> [Record] {
    try lines.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Record)
    }
  }

  /// Some members of records as texts, in any order.
  private func rows(_ records: [Record], _ names: [String]) -> [String] {
    records.map { record in
      names.map { name in
        switch record[name] {
        case let number as NSNumber: "\(number.doubleValue)"
        case let text as String: text
        default: "-"
        }
      }.joined(separator: "|")
    }.sorted()
  }

  @Test func `records are what the warehouse holds of the same files`() throws {
    let shell = try Shell()
    let paths = "Fixtures/articles Fixtures/tables Fixtures/sheets Fixtures/pages"
    #expect(try shell.run("tally ingest \(paths)").status <= 1)
    let stored = try records(
      shell.run("tally query \"SELECT * FROM source\" -f ndjson --max-rows 1000").output)
    // The same bytes at another place are stored once.
    let locators = Set(stored.compactMap { $0["locator"] as? String })
    let extracted = try records(shell.run("tally extract \(paths)").output).filter {
      locators.contains($0["document"] as? String ?? "")
    }
    func of(_ kind: String) -> [Record] {
      extracted.filter { $0["record"] as? String == kind }.map { record in
        record.merging(["locator": record["document"] as Any]) { own, _ in own }
      }
    }
    func expect(_ kind: [Record], _ names: [String], _ relation: String) throws {
      let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
      let result = try shell.run(
        "tally query 'SELECT \(columns) FROM \(relation)' -f ndjson --max-rows 100000")
      let there = rows(try records(result.output), names)
      #expect(there.count > 5 && rows(kind, names) == there, "\(relation)")
    }
    try expect(
      of("source"),
      [
        "locator", "kind", "title", "publisher", "published", "language", "media_type", "encoding",
        "sha256", "bytes", "rows_read", "rows_stored", "rows_rejected", "rows_passed", "passed",
        "reading",
      ], "source")
    try expect(
      of("claim"),
      [
        "locator", "quote", "start", "end", "value", "unit", "indicator_code", "place_code",
        "period", "sentence", "confidence",
      ], "claims")
    var series: [String: Record] = [:]
    func key(_ record: Record) -> String { rows([record], ["document", "series"])[0] }
    for record in of("series") { series[key(record)] = record }
    let observations = of("observation").map { record in
      record.merging(series[key(record)] ?? [:]) { own, _ in own }
    }
    let shared = [
      "locator", "line", "column", "cell", "unit", "unit_text", "status", "flag", "place",
      "indicator_code", "indicator", "indicator_text", "place_code", "place_text", "period",
      "dimensions",
    ]
    try expect(
      observations.filter { !($0["value"] is NSNull) }, shared + ["value", "decimals"],
      "observations")
    try expect(observations.filter { $0["value"] is NSNull }, shared, "missing")
    let parks = rows(of("row"), ["document"]).count { $0.contains("science-parks") }
    let count = try shell.run(
      "tally query 'SELECT count(*) AS n FROM record_science_parks' -f csv"
    ).output
    #expect(parks > 0 && count == "n\n\(parks)\n")
  }

  @Test func `bytes do not depend on how documents are split over processes`() throws {
    let shell = try Shell()
    func document(_ path: String) throws -> String {
      let bytes = try Data(contentsOf: shell.folder.appendingPathComponent("Fixtures/" + path))
      return #"{"id":"\#(path)","base64":"\#(bytes.base64EncodedString())"}"#
    }
    let lines = try [
      document("articles/trade.md"), document("tables/worldbank-gdp.csv"),
      #"{"id":"t","media_type":"text/csv","text":"Region,2022\nBeijing,1.5\nHebei,2\n"}"#,
      #"{"id":"broken","base64":"a"}"#, document("sheets/harbours.xlsx"),
      #"{"id":"empty.csv","base64":""}"#, document("pages/energy-gazette.html"),
      #"{"id":"plain","text":"Output of Hebei rose by 5 percent in 2023."}"#,
    ]
    let command = "tally extract --documents ndjson"
    let together = try shell.run(command, input: lines.joined(separator: "\n"))
    #expect(together.status == 1)
    func named(_ output: String) -> String {
      // A line that is no document is told by its number.
      output.replacing(/"line":\d+,"column":null,"code":"not_a_document"/, with: "")
    }
    let apart = try lines.map { try shell.run(command, input: $0).output }.joined()
    #expect(named(together.output) == named(apart))
    let acknowledged = try shell.run(
      command + " --acknowledge", input: lines.joined(separator: "\n"))
    let parts = acknowledged.output.split(separator: "\n")
    let ends = parts.filter { $0.hasPrefix(#"{"record":"end","#) }
    let others = parts.filter { !$0.hasPrefix(#"{"record":"end","#) }
    #expect(others.joined(separator: "\n") + "\n" == together.output)
    #expect(ends.count == lines.count && ends[3] == #"{"record":"end","document":"broken"}"#)
    let found = try records(together.output)
    #expect(
      found.filter { $0["record"] as? String == "reject" }.compactMap { $0["code"] as? String }
        == ["not_a_document", "source_refused"])
    #expect(rows(found, ["document"]).contains("sheets/harbours.xlsx#Routes"))
  }

  @Test(arguments: [
    ("tally extract --acknowledge a.txt", 64, "--acknowledge: expected --documents ndjson"),
    ("gzip -c Fixtures/articles/trade.md | tally extract --documents ndjson", 1, "gunzip"),
    (#"echo '{"id":"a","text":"x","base64":"eA=="}' | tally extract --documents ndjson"#, 1, ""),
    ("tally extract no-such.csv", 1, "no-such.csv"),
  ])
  func `what cannot be read says why`(command: String, status: Int, word: String) throws {
    let result = try Shell().run(command)
    let says = word.isEmpty || result.errors.contains(word)
    #expect(result.status == Int32(status) && says, "\(result.errors)")
  }
}

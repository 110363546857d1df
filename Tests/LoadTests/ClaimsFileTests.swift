import Foundation
import Ingest
import Records
import Storage
import Testing

/// Claims beside an article, `A.txt-claims.ndjson`, are obeyed in place of Tally's own reading.
@Suite struct ClaimsFileTests {
  private static let text =
    "Exports of Hebei rose by 5 percent in 2023.\n\nImports came to $12 million in 2022.\n"

  /// What `tally extract --write-claims` writes.
  private func written(_ path: String) throws -> [String] {
    let content = try SourceContent(Source(.file(path: path)))
    let vocabulary = try Vocabulary.shipped.get()
    guard
      case .article(let text, var description) = try Document(
        content, Survey(content), vocabulary: vocabulary)
    else { return [] }
    description.claims = nil
    var bytes: [UInt8] = []
    var lines = DocumentNDJSON(isForEditing: true) { bytes += $0 }
    lines.append(
      ArticleReader(vocabulary: vocabulary).reading(text, source: description), document: "a.txt")
    lines.flush()
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func claims(_ scratch: Scratch) throws -> [[String]] {
    try scratch.rows(
      "SELECT quote, start, coalesce(value, low), unit, place_code, reader FROM claims ORDER BY start"
    )
  }

  @Test func `claims that were written, edited by hand and ingested say what the edit says`() throws
  {
    let scratch = try Scratch()
    let path = try scratch.write(Self.text, to: "a.txt")
    try scratch.ingest(path)
    let before = try claims(scratch)
    #expect(before.count == 2 && before.allSatisfy { $0[5] == "tally" })
    let lines = try written(path)
    #expect(lines.count == 2)
    // As written it changes nothing but the version.
    _ = try scratch.write(lines.joined(separator: "\n"), to: "a.txt-claims.ndjson")
    #expect(try scratch.ingest(path).loaded == 1)
    #expect(try claims(scratch) == before)
    #expect(try scratch.ingest(scratch.folder.path).skipped == 1)
    // Another place, by its code.
    let edited = lines[0].replacing("\"place_code\":\"CN-HE\"", with: "\"place_code\":\"CN-HA\"")
    #expect(edited != lines[0])
    _ = try scratch.write(edited + "\n" + lines[1], to: "a.txt-claims.ndjson")
    #expect(try scratch.ingest(path).rejects == 0)
    #expect(
      try scratch.rows(
        "SELECT place_code, place, reader, confidence, doubt FROM claims WHERE unit = '%'")
        == [["CN-HA", "Henan", "sidecar", "1.0", ""]])
    #expect(try claims(scratch)[1] == before[1])
    // By its name; and by who made it.
    _ = try scratch.write(
      edited.replacing("\"CN-HA\"", with: "\"CN-HE\"").replacing("\"Hebei\"", with: "\"Fujian\"")
        .replacing("\"reader\":\"tally\"", with: "\"reader\":\"Ann\""), to: "a.txt-claims.ndjson")
    try scratch.ingest(path)
    #expect(try scratch.rows("SELECT place_code, reader FROM claims") == [["CN-FJ", "Ann"]])
    // Without the file Tally's own reading is back.
    try FileManager.default.removeItem(atPath: path + "-claims.ndjson")
    #expect(try scratch.ingest(path).loaded == 1)
    #expect(try claims(scratch) == before)
  }

  @Test func `a line that does not hold is a reject with file and line, and the others load`()
    throws
  {
    let scratch = try Scratch()
    let path = try scratch.write(Self.text, to: "a.txt")
    _ = try scratch.write(
      """
      {"record":"article","text":"…"}
      {"quote":"5 percent","value":6,"unit":"%"}
      {"quote":"5 percent","value":5,"unit":"kg"}
      {"quote":"5 percent","value":5,"unit":"%","place_code":"XX-99"}
      {"quote":"5 percent","value":5,"unit":"%","indicator_code":"NOTHING"}
      {"quote":"5 percent","value":5,"unit":"furlongs"}
      {"quote":"6 percent","value":6,"unit":"%"}
      {"quote":"$12 million","value":1.2e7,"unit":"AUD","place":"Australia","reader":"gpt"}
      {"quote":"$12 million","value":1.2e7,"unit":"JPY"}
      not json
      {"quote":"5 percent"}
      """, to: "a.txt-claims.ndjson")
    let summary = try scratch.ingest(path)
    #expect(summary.rejects == 8)
    #expect(
      try claims(scratch) == [
        ["5 percent", "25", "5.0", "%", "", "sidecar"],
        ["$12 million", "61", "12000000.0", "AUD", "AUS", "gpt"],
      ])
    let rejects = try scratch.rows("SELECT line, code FROM reject ORDER BY line")
    #expect(
      rejects == [
        ["2", "figure_not_in_quote"], ["3", "figure_not_in_quote"], ["4", "unknown_code"],
        ["5", "unknown_code"], ["6", "unknown_code"], ["7", "quote_not_found"],
        ["9", "figure_not_in_quote"],
        ["10", "bad_claim"],
      ])
    #expect(try scratch.rows("SELECT DISTINCT locator FROM reject") == [["a.txt-claims.ndjson"]])
  }

  @Test func `a later change of the text moves claims with a doubt, and loses none in silence`()
    throws
  {
    let scratch = try Scratch()
    let path = try scratch.write(Self.text, to: "a.txt")
    let lines = try written(path)
    _ = try scratch.write(
      lines.map { $0.replacing("\"reader\":\"tally\"", with: "\"reader\":\"Ann\"") }.joined(
        separator: "\n"), to: "a.txt-claims.ndjson")
    _ = try scratch.write(
      "In short: exports of Hebei rose by 5 percent in 2023.\n\nImports came to $13 million.\n",
      to: "a.txt")
    #expect(try scratch.ingest(path).rejects == 1)
    #expect(
      try scratch.rows("SELECT quote, start, \"end\", reader, doubt FROM claims")
        .map { [$0[0], $0[1], $0[2], $0[3], String($0[4].suffix(44))] } == [
          ["5 percent", "35", "44", "Ann", "quote: it stands at 35, the file says 25"]
        ])
    #expect(
      try scratch.rows("SELECT line, code, raw LIKE '%$12 million%' FROM reject") == [
        ["2", "quote_not_found", "1"]
      ])
  }

  @Test func `claims are never taken for documents, and change with their article`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(Self.text, to: "press/a.txt")
    _ = try scratch.write("{\"quote\":\"5 percent\"}\n", to: "press/a.txt-claims.ndjson")
    // Whose article is gone, and a data set that is only called so.
    _ = try scratch.write("{\"quote\":\"5 percent\"}\n", to: "press/b.txt-claims.ndjson")
    _ = try scratch.write(
      "{\"id\":1,\"amount\":5}\n{\"id\":2,\"amount\":7}\n{\"id\":3,\"amount\":9}\n",
      to: "press/insurance-claims.ndjson")
    let summary = try scratch.ingest(scratch.folder.path + "/press")
    #expect(summary.failures.isEmpty && summary.loaded == 2)
    #expect(summary.passedOver.count == 2)
    #expect(
      try scratch.rows("SELECT locator FROM source ORDER BY 1") == [
        ["press/a.txt"], ["press/insurance-claims.ndjson"],
      ])
    // As a shell's pattern names it, and alone.
    let named = SourceFinder.find([path, path + "-claims.ndjson"])
    #expect(named.sources.count == 1 && named.failures.isEmpty)
    let alone = SourceFinder.find([path + "-claims.ndjson"])
    #expect(alone.failures.first?.message.contains("name the article") ?? false)
    // No claims at all are a correction, too.
    _ = try scratch.write("", to: "press/a.txt-claims.ndjson")
    #expect(try scratch.ingest(path).loaded == 1)
    #expect(try scratch.rows("SELECT count(*) FROM claims") == [["0"]])
  }

  @Test func `claims beside a page, in an archive and of a row that is not read hold`() throws {
    let scratch = try Scratch()
    let page =
      "<html><head><title>Trade</title></head><body><article><h1>Trade</h1><p>Exports of Hebei rose by 5 percent in 2023, the bureau said on Monday in its report.</p></article></body></html>"
    let html = try scratch.write(page, to: "in/page.html")
    _ = try scratch.write(
      "{\"quote\":\"5 percent\",\"place\":\"Henan\"}\n", to: "in/page.html-claims.ndjson")
    try scratch.ingest(html)
    #expect(try claims(scratch).map { $0[4] } == ["CN-HA"])
    let note = try scratch.write(
      "# Trade\n\nExports rose by 5 percent.\n\n| region | tonnes |\n| --- | --- |\n| Hebei | 17 |\n\nThe end.\n",
      to: "in/note.md")
    _ = try scratch.write(
      "{\"quote\":\"17\",\"unit\":\"t\",\"value\":17000,\"place\":\"Hebei\"}\n",
      to: "in/note.md-claims.ndjson")
    try scratch.ingest(note)
    #expect(
      try scratch.rows(
        "SELECT value, unit, sentence, doubt FROM claims WHERE locator = 'in/note.md'")
        == [["17000.0", "t", "| Hebei | 17 |", "value: times 1000, which the quote does not say"]])
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    zip.arguments = [
      "python3", "-c",
      "import zipfile,sys; z=zipfile.ZipFile('in.zip','w',8); [z.write('in/'+n) for n in sys.argv[1:]]",
      "page.html", "page.html-claims.ndjson", "note.md",
    ]
    zip.currentDirectoryURL = scratch.folder
    try zip.run()
    zip.waitUntilExit()
    // The same bytes would be known.
    try FileManager.default.removeItem(atPath: scratch.database)
    let summary = try scratch.ingest(scratch.folder.path + "/in.zip")
    #expect(summary.loaded == 2 && summary.passedOver.count == 1)
    #expect(
      try scratch.rows("SELECT place_code, reader FROM claims WHERE locator LIKE '%page.html'")
        == [["CN-HA", "sidecar"]])
  }

  @Test func `what a claim repeats is told by its number, whatever lines are taken away`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "Sales were 3 tonnes. They cost 11.5 trillion yuan (around 1.6 trillion U.S. dollars).\n",
      to: "a.txt")
    let lines = try written(path)
    #expect(lines.count == 3 && lines[2].contains("\"restates\":1"))
    _ = try scratch.write(
      lines[1...].joined(separator: "\n").replacing(
        "\"reader\":\"tally\"", with: "\"reader\":\"Ann\""),
      to: "a.txt-claims.ndjson")
    try scratch.ingest(path)
    #expect(
      try scratch.rows(
        "SELECT a.quote, b.quote FROM claims AS a JOIN claims AS b ON b.claim_id = a.restates")
        == [["around 1.6 trillion U.S. dollars", "11.5 trillion yuan"]])
    _ = try scratch.write(lines[2], to: "a.txt-claims.ndjson")
    try scratch.ingest(path)
    #expect(
      try scratch.rows("SELECT restates, doubt LIKE '%restates: there is no claim 1%' FROM claims")
        == [["", "1"]])
  }
}

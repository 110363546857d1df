import Foundation
import Load
import Records
import Storage
import Testing

@testable import Check

/// Sentences of our own about invented figures, of which it is known what a check must say:
/// `Fixtures/verdicts`.
@Suite struct VerdictTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "Fixtures/verdicts")

  /// The findings on texts, one article each, in their order.
  static func check(
    _ texts: [String], tables: [String] = [], day: String? = "2024-05-20",
    asOf instant: String? = nil
  ) throws -> [[Finding]] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tally-verdicts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths = tables.isEmpty ? [fixtures.appendingPathComponent("statistics.csv").path] : []
    for (index, table) in tables.enumerated() {
      let url = folder.appendingPathComponent("table\(index).csv")
      try table.write(to: url, atomically: true, encoding: .utf8)
      paths.append(url.path)
    }
    for (index, text) in texts.enumerated() {
      let url = folder.appendingPathComponent("a\(String(1000 + index)).md")
      let head = day.map { "---\ndate: \($0)\n---\n\n" } ?? ""
      try (head + text + "\n").write(to: url, atomically: true, encoding: .utf8)
      paths.append(url.path)
    }
    let database = folder.appendingPathComponent("tally.db").path
    let warehouse = try Warehouse.openForWriting(database)
    let summary = try Ingestion.run(paths, into: warehouse, options: IngestionOptions())
    #expect(!summary.hasRejects)
    let connection = try Warehouse.openForReading(database, asOf: instant)
    var found: [[Finding]] = Array(repeating: [], count: texts.count)
    try Check.run(Check.Selection(), on: connection) { finding in
      guard let number = finding.claim.locator.suffix(7).prefix(4).split(separator: "a").last,
        let index = Int(number), found.indices.contains(index - 1000)
      else { return }
      found[index - 1000].append(finding)
    }
    return found
  }

  private static func rows(_ name: String) throws -> [[String]] {
    try String(contentsOf: fixtures.appendingPathComponent(name), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t").map(String.init) }
  }

  @Test func `nine in ten sentences are judged right, and no true one is refuted`() throws {
    let rows = try VerdictTests.rows("sentences.tsv")
    let found = try VerdictTests.check(rows.map { $0[3] })
    var right = 0
    var missed: [String] = []
    for (row, findings) in zip(rows, found) {
      let finding = findings.first {
        $0.claim.quote.contains(row[2]) || row[2].contains($0.claim.quote)
      }
      let verdict = finding?.verdict.rawValue ?? "no claim"
      if row[0] == "supported" {
        #expect(verdict != "refuted", "\(row[3]): \(finding?.reasoning ?? "")")
      }
      if verdict == row[0] { right += 1 } else { missed.append("\(row[3]) -> \(verdict)") }
    }
    #expect(rows.count == 61)
    #expect(right >= 58, "\(missed.joined(separator: "\n"))")
  }

  @Test func `what lies close to a statistic without being it is not refuted`() throws {
    let rows = try VerdictTests.rows("traps.tsv")
    #expect(rows.count > 40)
    for (row, findings) in zip(rows, try VerdictTests.check(rows.map { $0[1] })) {
      for finding in findings {
        #expect(finding.verdict != .refuted, "\(row[1]): \(finding.reasoning)")
        #expect(finding.contradiction == nil, "\(row[1]): \(finding.contradiction ?? "")")
      }
    }
  }

  @Test func `a place that another paragraph names is not sure enough to refute`() throws {
    let inside = "Talks with Italy went on. GDP there was $1.4 trillion in 2023."
    let outside = "Talks with Italy went on.\n\nThe country's GDP was $1.4 trillion in 2023."
    let found = try VerdictTests.check([inside, outside])
    #expect(found[0].map(\.verdict) == [.refuted], "\(found[0].map(\.reasoning))")
    #expect(found[1].map(\.verdict) == [.differs], "\(found[1].map(\.reasoning))")
  }

  @Test func `last year is no period of a text without a date`() throws {
    let text = "A start into 2023\n\nItaly's GDP came to $1.7 trillion last year."
    let dated = try VerdictTests.check([text]).flatMap { $0 }
    #expect(dated.map(\.verdict) == [.refuted], "\(dated.map(\.reasoning))")
    let undated = try VerdictTests.check([text], day: nil).flatMap { $0 }
    #expect(undated.count == 1 && undated.allSatisfy { $0.verdict != .refuted })
  }

  private static let head = "REF_AREA,INDICATOR,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE\n"

  @Test func `converted money is not refuted while a rate of the year would allow it`() throws {
    let table =
      VerdictTests.head + """
        JPN,GDP,JPY,12,2022,560.0
        JPN,EXCHANGE_RATE,JPY/USD,0,2022-01,115.0
        JPN,EXCHANGE_RATE,JPY/USD,0,2022-10,147.0

        """
    let texts = ["$4.9 trillion", "$3.85 trillion", "$4.27 trillion", "$2.4 trillion"].map {
      "Japan's GDP was \($0) in 2022."
    }
    let found = try VerdictTests.check(texts, tables: [table], day: "2023-04-01")
    #expect(
      found.map { $0.first?.verdict } == [.supported, .supported, .supported, .refuted],
      "\(found.map { $0.first?.reasoning ?? "" })")
    // A mean alone does not tell how far the rate moved.
    let mean =
      VerdictTests.head + "JPN,GDP,JPY,12,2022,560.0\nJPN,EXCHANGE_RATE,JPY/USD,0,2022,131.0\n"
    let again = try VerdictTests.check(
      ["Japan's GDP was $4.43 trillion in 2022."], tables: [mean], day: "2023-04-01")
    #expect(again[0].first?.verdict == .differs, "\(again[0].first?.reasoning ?? "")")
    #expect(again[0].first?.reasoning.contains("rate of exchange") == true)
  }

  @Test func `a rank needs the figures of nearly all, a refuted one only those before it`() throws {
    let few = VerdictTests.head + "DEU,POPULATION,1,6,2023,84.5\nFRA,POPULATION,1,6,2023,68.2\n"
    let texts = [
      "Germany had the largest population in the EU in 2023.",
      "France had the largest population in the EU in 2023.",
    ]
    let found = try VerdictTests.check(texts, tables: [few])
    #expect(found[0].map(\.verdict) == [.notEnoughInformation], "\(found[0].map(\.reasoning))")
    #expect(found[1].map(\.verdict) == [.refuted], "\(found[1].map(\.reasoning))")
    #expect(found[1].first?.claim.quote == "largest")
    #expect(found[1].first?.evidence?.basis == .rank)
  }

  @Test func `steps say what was looked up and what decided`() throws {
    let found = try VerdictTests.check(["Guangdong's GDP was $2.61 trillion in 2023."])
    let finding = try #require(found[0].first)
    #expect(finding.steps.map(\.kind) == [.figure, .conversion, .claim, .revision])
    for step in finding.steps {
      let object = try JSONSerialization.jsonObject(with: Data(step.json.utf8)) as? [String: Any]
      #expect(object?["step"] as? String == step.kind.rawValue)
    }
    let figure = try JSONSerialization.jsonObject(with: Data(finding.steps[0].json.utf8))
    #expect((figure as? [String: Any])?["observation_id"] as? Int != nil)
    #expect((figure as? [String: Any])?["value"] as? Double == 13_567_320_000_000)
  }

  @Test func `how far figures are revised is learnt from the versions of tables`() throws {
    let rows = (2000...2023).map { (year: $0, value: 1000 + Double($0 - 2000) * 10) }
    func table(_ factor: Double) -> String {
      VerdictTests.head
        + rows.map { "LTU,EXPORTS,EUR,6,\($0.year),\($0.value * factor)\n" }.joined()
    }
    let desk = try Desk([:], first: table(1.2), then: table(1))
    let claim = try desk.state("1,060 million euros", 1.06e9, "EUR", "EXPORTS", "LTU", "2020")
    let finding = try desk.check(claim)
    #expect(finding.verdict == .differs, "\(finding.reasoning)")
    #expect(finding.reasoning.contains("24 revisions in this warehouse"), "\(finding.reasoning)")
    let plain = try Desk(["gdp.csv": table(1)])
    let refuted = try plain.check(
      try plain.state("1,060 million euros", 1.06e9, "EUR", "EXPORTS", "LTU", "2020"))
    #expect(refuted.verdict == .refuted, "\(refuted.reasoning)")
  }

  @Test func `words, groups of digits and periods before`() throws {
    let words = Words.of("Spain's GDP, 2,5 亿元 É", offset: 10)
    #expect(words.map(\.text) == ["spain", "s", "gdp", "2", "5", "亿", "元", "é"])
    #expect(words.map(\.start) == [10, 16, 18, 23, 25, 27, 28, 30])
    #expect(words[3].followsMark && !words[2].followsMark)
    #expect(PrintedNumber(in: "$ 2 064")?.number == 2064)
    #expect(PrintedNumber(in: "1\u{202F}234\u{202F}567,5")?.number == 1_234_567.5)
    #expect(PrintedNumber(in: "2 06")?.number == 2)
    #expect(TimePeriod(sdmx: "2024-Q1").flatMap(Examiner.previous)?.description == "2023-Q4")
    #expect(TimePeriod(sdmx: "2024").flatMap(Examiner.previous)?.description == "2023")
  }
}

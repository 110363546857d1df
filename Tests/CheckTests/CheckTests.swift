import Foundation
import Load
import Records
import Storage
import Testing

@testable import Check

/// A warehouse of statistics, to which claims are added as rows: what the check says must not
/// depend on how articles are read.
final class Desk {
  let folder: URL
  private var database: String { folder.appendingPathComponent("tally.db").path }
  private var sentences = 0

  /// - Parameters:
  ///   - first: an older version of `gdp.csv`.
  ///   - then: its newer version.
  init(_ tables: [String: String], first: String? = nil, then: String? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tally-check-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in tables.sorted(by: { $0.key < $1.key }) { try ingest(name, text) }
    for version in [first, then] { if let version { try ingest("gdp.csv", version) } }
    let warehouse = try Warehouse.openForWriting(database)
    try warehouse.execute(
      """
      INSERT INTO source (kind, locator, title, published, sha256, bytes, run_id, loaded)
        SELECT 'article', 'a.txt', 'Growth in the north', '2025-03-03', 'x', 1, max(run_id), '2025-03-03T00:00:00Z' FROM run;
      INSERT INTO article (source_id, text) SELECT max(source_id), 'The text of it.' FROM source;
      """)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func ingest(_ name: String, _ text: String) throws {
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    let warehouse = try Warehouse.openForWriting(database)
    let summary = try Ingestion.run([url.path], into: warehouse, options: IngestionOptions())
    #expect(!summary.hasRejects)
  }

  /// Adds a claim and returns its number.
  @discardableResult
  func state(
    _ quote: String, _ value: Double?, _ unit: String, _ indicator: String?, _ place: String?,
    _ period: String?,
    qualifier: String = "exact", direction: String = "none", status: String = "actual",
    text: String? = nil,
    restates: Int64? = nil, confidence: Double = 1, reader: String = "desk",
    sameSentence: Bool = false
  ) throws -> Int64 {
    let warehouse = try Warehouse.openForWriting(database)
    if !sameSentence { sentences += 1 }
    try warehouse.run(
      "INSERT OR IGNORE INTO sentence (source_id, ordinal, kind, start, \"end\") SELECT max(source_id), ?, 'sentence', 0, 4 FROM source",
      .integer(Int64(sentences)))
    if let period, let read = TimePeriod(sdmx: period) {
      try warehouse.run(
        "INSERT OR IGNORE INTO period (period, frequency, first_day, last_day) VALUES (?, ?, ?, ?)",
        .text(period),
        .text(read.frequency.rawValue), .text(read.first.description), .text(read.last.description))
    }
    try warehouse.run(
      """
      INSERT INTO claim (source_id, sentence_id, ordinal, start, "end", quote, value, unit, qualifier, direction, status,
        indicator_id, indicator_text, place_id, place_text, period_id, restates_id, confidence, reader)
      SELECT (SELECT max(source_id) FROM source), (SELECT max(sentence_id) FROM sentence),
        (SELECT count(*) FROM claim), 0, 1, ?, ?, ?, ?, ?, ?, (SELECT indicator_id FROM indicator WHERE code = ?), ?,
        (SELECT place_id FROM place WHERE code = ?), ?, (SELECT period_id FROM period WHERE period = ?), ?, ?, ?
      """, .text(quote), Value(value), .text(unit), .text(qualifier), .text(direction),
      .text(status), Value(indicator),
      Value(text ?? indicator), Value(place), Value(place), Value(period), Value(restates),
      .real(confidence), .text(reader))
    return warehouse.lastInsertedRow
  }

  /// The finding on a claim, with all claims of the article known.
  func check(_ claim: Int64, allowance: Double = 0) throws -> Finding {
    let connection = try Warehouse.openForReading(database)
    var selection = Check.Selection()
    selection.claim = claim
    selection.allowance = allowance
    var found: [Finding] = []
    try Check.run(selection, on: connection) { found.append($0) }
    return try #require(found.first)
  }
}

@Suite struct CheckTests {
  private static let head = "REF_AREA,INDICATOR,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE\n"
  private static let gdp =
    head + """
      CN-BJ,GDP,CNY,8,2023,47353.7
      CN-BJ,GDP,CNY,8,2024,49670.2
      CN-TJ,GDP,CNY,8,2023,17211.8
      CN-TJ,GDP,CNY,8,2024,17931.3
      CN-HE,GDP,CNY,8,2023,45660.0
      CN-HE,GDP,CNY,8,2024,47448.1
      CHN,GDP,CNY,8,2024,1349083.5
      CHN,POPULATION,1,4,2023,140967
      CHN,POPULATION,1,4,2024,140828
      DEU,EXPORTS,EUR,9,2024-Q1,400.5
      DEU,EXPORTS,EUR,9,2024-Q2,393.1
      DEU,EXPORTS,EUR,9,2024-Q3,378.4
      DEU,EXPORTS,EUR,9,2024-Q4,384.0
      DEU,UNEMPLOYMENT_RATE,%,0,2023,5.7
      DEU,UNEMPLOYMENT_RATE,%,0,2024,6.0
      CHN,EXCHANGE_RATE,CNY/USD,0,2024,7.1975
      CN-BJ,RD_EXPENDITURE,CNY,8,2024,3278.4

      """

  @Test func `a place's own figure decides, within the digits as printed`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let right = try desk.check(
      try desk.state("4.97 trillion yuan", 4.97e12, "CNY", "GDP", "CN-BJ", "2024"))
    #expect(right.verdict == .supported)
    #expect(right.evidence?.basis == .direct)
    #expect(right.evidence?.value == 4.96702e12)
    let near = try desk.state("4.79 trillion yuan", 4.79e12, "CNY", "GDP", "CN-BJ", "2024")
    #expect(try desk.check(near).verdict == .differs)
    let wrong = try desk.state("4.12 trillion yuan", 4.12e12, "CNY", "GDP", "CN-BJ", "2024")
    #expect(try desk.check(wrong).verdict == .refuted)
    #expect(try desk.check(wrong, allowance: 21).verdict == .supported)
    let far = try desk.check(
      try desk.state("49.7 trillion yuan", 4.97e13, "CNY", "GDP", "CN-BJ", "2024"))
    #expect(far.verdict == .differs)
    #expect(far.reasoning.contains("check the reading"))
    let unknown = try desk.check(
      try desk.state("5 trillion yuan", 5e12, "CNY", "GDP", "CN-BJ", "1999"))
    #expect(unknown.verdict == .notEnoughInformation)
    #expect(unknown.evidence == nil)
  }

  @Test func `the sum of the parts stands for a whole without a figure, and says so`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let claim = try desk.state(
      "approximately 11.5 trillion yuan", 1.15e13, "CNY", "GDP", "CN-JJJ", "2024",
      qualifier: "approximately")
    let finding = try desk.check(claim)
    #expect(finding.verdict == .supported)
    #expect(finding.evidence?.basis == .parts)
    #expect(finding.evidence?.value == 1.150496e13)
    #expect(
      finding.reasoning.contains(
        "Beijing 4.967 trillion + Tianjin 1.7931 trillion + Hebei 4.7448 trillion = 11.505 trillion CNY"
      )
    )
    #expect(finding.reasoning.contains("the claim is 0.043 % below it"))
    #expect(finding.reasoning.contains("'approximately' allows 5 %"))
    let dollars = try desk.check(
      try desk.state(
        "around 1.6 trillion USD", 1.6e12, "USD", "GDP", "CN-JJJ", "2024",
        qualifier: "approximately", restates: claim))
    #expect(dollars.verdict == .supported)
    #expect(dollars.reasoning.contains("at 7.1975 CNY per USD"))
    #expect(dollars.contradiction == nil)
  }

  @Test func `bounds are kept`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let over = try desk.state(
      "over 5 percent", 5, "%", "UNEMPLOYMENT_RATE", "DEU", "2024", qualifier: "more_than")
    #expect(try desk.check(over).verdict == .supported)
    let under = try desk.state(
      "over 7 percent", 7, "%", "UNEMPLOYMENT_RATE", "DEU", "2024", qualifier: "more_than")
    #expect(try desk.check(under).verdict == .refuted)
    let most = try desk.state(
      "at most 6.5 percent", 6.5, "%", "UNEMPLOYMENT_RATE", "DEU", "2024", qualifier: "at_most")
    #expect(try desk.check(most).verdict == .supported)
  }

  @Test func `quarters add up to a year and to three quarters`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let year = try desk.check(
      try desk.state("1,556 billion euros", 1.556e12, "EUR", "EXPORTS", "DEU", "2024"))
    #expect(year.verdict == .supported)
    #expect(year.evidence?.basis == .periods)
    let nine = try desk.check(
      try desk.state("1,172 billion euros", 1.172e12, "EUR", "EXPORTS", "DEU", "2024-01-01/P9M"))
    #expect(nine.verdict == .supported)
  }

  @Test func `changes follow from two periods`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let people = try desk.check(
      try desk.state(
        "1.39 million people", 1.39e6, "1", "POPULATION", "CHN", "2024", direction: "decrease"))
    #expect(people.verdict == .supported)
    #expect(people.evidence?.basis == .growth)
    let rate = try desk.state(
      "0.1 percent", 0.1, "%", "POPULATION", "CHN", "2024", direction: "decrease")
    #expect(try desk.check(rate).verdict == .supported)
    let wrong = try desk.state(
      "0.4 percent", 0.4, "%", "POPULATION", "CHN", "2024", direction: "increase")
    #expect(try desk.check(wrong).verdict == .refuted)
    let points = try desk.state(
      "0.3 percentage points", 0.3, "pp", "UNEMPLOYMENT_RATE", "DEU", "2024", direction: "increase")
    #expect(try desk.check(points).verdict == .supported)
    // Growth of a sum of money may be in constant prices: current ones support it, but cannot
    // refute it.
    let real = try desk.state(
      "5.2 percent", 5.2, "%", "GDP", "CN-BJ", "2024", direction: "increase")
    #expect(try desk.check(real).verdict == .notEnoughInformation)
    let nominal = try desk.state(
      "4.9 percent", 4.9, "%", "GDP", "CN-BJ", "2024", direction: "increase")
    #expect(try desk.check(nominal).verdict == .supported)
  }

  @Test func `a share of the whole and a ratio of two indicators`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let share = try desk.check(
      try desk.state(
        "3.7 percent", 3.7, "%", nil, "CN-BJ", "2024",
        text: "Beijing share of nation's economic output"))
    #expect(share.verdict == .supported)
    #expect(share.evidence?.basis == .share)
    let wrong = try desk.state(
      "9 percent", 9, "%", nil, "CN-BJ", "2024", text: "Beijing share of nation's economic output")
    let refuted = try desk.check(wrong)
    #expect(refuted.verdict == .refuted, "\(refuted.reasoning)")
    let other = try desk.state(
      "54 percent", 54, "%", nil, "CN-BJ", "2024", text: "services share of GDP")
    #expect(try desk.check(other).verdict != .refuted)
    let intensity = try desk.check(
      try desk.state("6.6 percent", 6.6, "%", "RD_INTENSITY", "CN-BJ", "2024"))
    #expect(intensity.verdict == .supported)
    #expect(intensity.evidence?.basis == .formula)
  }

  @Test func `what cannot be answered is not refuted`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let plan = try desk.state(
      "6 trillion yuan", 6e12, "CNY", "GDP", "CN-BJ", "2024", status: "target")
    #expect(try desk.check(plan).verdict == .notEnoughInformation)
    let doubtful = try desk.state(
      "3 trillion yuan", 3e12, "CNY", "GDP", "CN-BJ", "2024", confidence: 0.3, reader: "tally")
    #expect(try desk.check(doubtful).verdict == .differs)
    let placeless = try desk.state("1 trillion yuan", 1e12, "CNY", "GDP", nil, "2024")
    #expect(try desk.check(placeless).verdict == .notEnoughInformation)
    let far = try desk.state(
      "over 1 trillion yuan", 1e12, "CNY", "GDP", "CN-BJ", "2024", qualifier: "more_than")
    #expect(try desk.check(far).verdict == .notEnoughInformation)
  }

  @Test func `an earlier version supports what the current one no longer says`() throws {
    let desk = try Desk([:], first: CheckTests.gdp)
    let claim = try desk.state("4.98 trillion yuan", 4.98e12, "CNY", "GDP", "CN-BJ", "2024")
    #expect(try desk.check(claim).verdict == .differs)
    let earlier = try Desk(
      [:], first: CheckTests.gdp.replacingOccurrences(of: "49670.2", with: "49843.1"),
      then: CheckTests.gdp)
    let again = try earlier.state("4.98 trillion yuan", 4.98e12, "CNY", "GDP", "CN-BJ", "2024")
    let finding = try earlier.check(again)
    #expect(finding.verdict == .supported)
    #expect(finding.evidence?.isSuperseded == true)
  }

  @Test func `an article that contradicts itself is found out`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let yuan = try desk.state(
      "100 billion yuan", 1e11, "CNY", nil, nil, "2024", text: "industrial clusters")
    let odd = try desk.state(
      "about 24 billion USD", 2.4e10, "USD", nil, nil, "2024", text: "industrial clusters",
      restates: yuan)
    let finding = try desk.check(odd)
    #expect(finding.verdict == .differs)
    #expect(finding.contradiction?.contains("recorded for 2024 is 7.1975") == true)
    try desk.state("40 billion euros", 4e10, "EUR", "EXPORTS", "FRA", "2024")
    try desk.state("30 billion euros", 3e10, "EUR", "IMPORTS", "FRA", "2024")
    let sum = try desk.state("80 billion euros", 8e10, "EUR", "TOTAL_TRADE", "FRA", "2024")
    #expect(try desk.check(sum).contradiction?.contains("= 70 billion") == true)
    try desk.state("50,000 patents", 50_000, "1", "PATENT_APPLICATIONS", "FRA", "2023")
    try desk.state(
      "60,000 patents", 60_000, "1", "PATENT_APPLICATIONS", "FRA", "2024", sameSentence: true)
    let growth = try desk.state(
      "12 percent", 12, "%", "PATENT_APPLICATIONS", "FRA", "2024", direction: "increase",
      sameSentence: true)
    #expect(try desk.check(growth).contradiction?.contains("is 20 %") == true)
  }

  @Test func `a review is schema.org JSON`() throws {
    let desk = try Desk(["gdp.csv": CheckTests.gdp])
    let finding = try desk.check(
      try desk.state("4.12 \"trillion\" yuan", 4.12e12, "CNY", "GDP", "CN-BJ", "2024"))
    let json = ClaimReview.json(finding, day: "2025-04-01", reviewer: "Desk")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["@type"] as? String == "ClaimReview")
    #expect(object["claimReviewed"] as? String == "The ")
    let rating = try #require(object["reviewRating"] as? [String: Any])
    #expect(rating["ratingValue"] as? Int == 1)
    #expect(rating["alternateName"] as? String == "Refuted")
    let words = try [("4.79", 4.79e12), ("4.97", 4.97e12), ("4.9", 0)].map { digits, value in
      let period = value == 0 ? "1999" : "2024"
      let other = try desk.check(
        try desk.state("\(digits) trillion yuan", value, "CNY", "GDP", "CN-BJ", period))
      return ClaimReview.json(other, day: "2025-04-01", reviewer: "Desk")
    }
    #expect(words[0].contains(#""ratingValue":3"#) && words[0].contains(#""Differs""#))
    #expect(words[1].contains(#""ratingValue":5"#) && words[1].contains(#""Supported""#))
    #expect(!words[2].contains("ratingValue") && words[2].contains(#""Not enough information""#))
  }
}

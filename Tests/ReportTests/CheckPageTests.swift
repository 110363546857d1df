import Foundation
import Storage
import Testing

@testable import Report

@Suite struct CheckPageTests {
  /// Two articles, and a table with the cell that one statistic stands in.
  private func page(
    _ figures: [CheckedFigure], only: String? = nil, hidden: Set<Int64> = []
  ) throws -> String {
    let path = "/tmp/tally-check-page-\(UInt64.random(in: 0 ... .max)).db"
    defer {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    do {
      let connection = try Warehouse.openForWriting(path)
      try connection.execute(
        """
        INSERT INTO run (run_id, started, ended, status, tool_version, command)
          VALUES (1, '2025-01-01T00:00:00Z', '2025-01-01T00:00:01Z', 'done', '0', 'ingest');
        INSERT INTO source (source_id, kind, locator, title, publisher, sha256, bytes, run_id, loaded) VALUES
          (1, 'article', 'a.txt', 'Tea <grows>', 'The Leaf', 'x', 1, 1, '2025-01-01'),
          (2, 'article', 'b.txt', NULL, NULL, 'y', 1, 1, '2025-01-01'),
          (3, 'observations', 'tea/t.csv', 'Tea table', 'Office', 'z', 1, 1, '2025-01-01');
        INSERT INTO article VALUES (1, 'Tea <grows>
        茶 output was 3 tonnes, up 5% from 2 tonnes.
        Nobody & nothing else.'), (2, 'Exports were 7 tonnes.');
        INSERT INTO sentence (sentence_id, source_id, ordinal, kind, start, "end")
          VALUES (1, 1, 0, 'sentence', 12, 56), (2, 2, 0, 'sentence', 0, 22);
        INSERT INTO claim (claim_id, source_id, sentence_id, ordinal, start, "end", quote, value, unit, qualifier, direction, status)
        VALUES (1, 1, 1, 0, 25, 33, '3 tonnes', 3, 't', 'exact', 'none', 'actual'),
          (2, 1, 1, 1, 38, 40, '5%', 5, '%', 'exact', 'increase', 'actual'),
          (3, 1, 1, 2, 46, 54, '2 tonnes', 2, 't', 'exact', 'none', 'actual'),
          (4, 2, 2, 0, 13, 21, '7 tonnes', 7, 't', 'exact', 'none', 'actual');
        INSERT INTO period (period_id, period, frequency, first_day, last_day)
          VALUES (900001, '2024', 'A', '2024-01-01', '2024-12-31');
        INSERT INTO series (series_id, source_id, indicator_text, multiplier) VALUES (1, 3, 'Tea', 1);
        INSERT INTO observation (observation_id, period_id, value, status, decimals, line, "column", cell)
          VALUES (16777217, 900001, 4, 'A', 1, 12, 3, '4.0 <b>');
        """)
    }
    let connection = try Warehouse.openForReading(path)
    var output: [UInt8] = []
    let page = CheckPage(only: only) { output += $0 }
    for figure in figures { page.add(figure, isShown: !hidden.contains(figure.claim)) }
    try page.end(connection)
    return String(decoding: output, as: UTF8.self)
  }

  private func figure(
    _ claim: Int64, _ verdict: CheckedFigure.Verdict, _ quote: String, source: Int64 = 1,
    contradiction: String? = nil
  ) -> CheckedFigure {
    let statistic = CheckedFigure.Statistic(
      value: 4, unit: "t", basis: "own figure", locator: "tea/t.csv",
      vintage: "2025-01-01T00:00:00Z", observation: 16_777_217)
    return CheckedFigure(
      claim: claim, source: source, verdict: verdict, quote: quote,
      sentence: "茶 output was 3 tonnes, up 5% from 2 tonnes.", subject: "Tea & more, Asia, 2024",
      working: "working of \(claim) <i>", contradiction: contradiction,
      statistic: verdict == .open ? nil : statistic)
  }

  @Test func `verdicts are told by sign and word, those that do not tally first`() throws {
    let page = try page([
      figure(1, .differs, "3 tonnes"), figure(2, .refuted, "5%"), figure(3, .open, "2 tonnes"),
      figure(4, .supported, "7 tonnes", source: 2),
    ])
    #expect(PageTests.unbalanced(page) == nil)
    for outside in ["http:", "https:", "url(http", "@import", "src=", "<link", "<script"] {
      #expect(!page.contains(outside), "\(outside)")
    }
    for (count, word) in [
      ("✗&nbsp;1", "refuted"), ("≠&nbsp;1", "differs"), ("✓&nbsp;1", "supported"),
    ] {
      #expect(page.contains("<b>\(count)</b> \(word)"))
    }
    #expect(page.contains("<b>?&nbsp;1</b> not checked"))
    // The refuted figure stands before the one that differs, and both before the texts.
    let cards = [
      "✗ refuted</span> <a href=\"#figure-2\">", "≠ differs</span> <a href=\"#figure-1\">",
    ]
    let places = try (cards + ["<article"]).map { try #require(page.range(of: $0)).lowerBound }
    #expect(places == places.sorted())
    #expect(page.contains("output was 3 tonnes, up <b>5%</b> from"))
    // In the text each figure has its sign, and leads to its note; what is open leads to the list.
    #expect(
      page.contains(
        "茶 output was <mark class=\"v differs\" id=\"figure-1\"><a href=\"#note-1\">3 tonnes<sup aria-hidden=\"true\">≠</sup><span class=\"hidden\"> (differs)</span></a></mark>, up"
      ))
    #expect(page.contains("<mark class=\"v open\" id=\"figure-3\"><a href=\"#unchecked\">"))
    #expect(page.contains("id=\"note-1\"") && page.contains("id=\"note-2\""))
    #expect(!page.contains("id=\"note-3\""))
    // The note has the statistic, the working and the cell; nothing in them becomes markup.
    #expect(page.contains("Tea &amp; more, Asia, 2024</span>: <b>4 t</b>, own figure"))
    #expect(page.contains("working of 2 &lt;i&gt;"))
    #expect(
      page.contains(
        "Tea table, Office, version of 2025-01-01, line 12, column 3: <code>4.0 &lt;b&gt;</code> <code>tally trace 16777217</code>"
      ))
    #expect(page.contains("Tea table · Office · tea/<wbr>t.csv · version of 2025-01-01"))
    #expect(page.contains("<h1>Check of 2 articles</h1>"))
    #expect(page.contains("Tea &amp; more, Asia, 2024</span><span class=\"why\">working of 3"))
  }

  @Test func `one article gives the page its title, and every link leads somewhere`() throws {
    let page = try page([
      figure(1, .supported, "3 tonnes", contradiction: "3 is not 2 and a half"),
      figure(2, .supported, "5%"), figure(3, .open, "2 tonnes"),
    ])
    #expect(page.contains("<h1>Check: Tea &lt;grows&gt;</h1><p class=\"by\">The Leaf · a.txt</p>"))
    #expect(page.components(separatedBy: "Tea &lt;grows&gt;</h2>").count == 2)
    #expect(page.contains("1 is contradicted by the article itself."))
    #expect(page.contains("The article itself: 3 is not 2 and a half"))
    try expectTargets(page)
    try expectTargets(
      try self.page([
        figure(1, .refuted, "3 tonnes"), figure(4, .differs, "7 tonnes", source: 2),
      ]))
  }

  /// Every link within a page leads somewhere.
  private func expectTargets(_ page: String) throws {
    var targets: Set<Substring> = []
    for piece in page.components(separatedBy: " id=\"").dropFirst() {
      targets.insert(piece.prefix { $0 != "\"" })
    }
    for piece in page.components(separatedBy: "href=\"#").dropFirst() {
      let target = piece.prefix { $0 != "\"" }
      #expect(targets.contains(target), "\(target)")
    }
  }

  @Test func `what is not asked for is counted and not shown`() throws {
    let page = try page(
      [figure(1, .refuted, "3 tonnes"), figure(2, .supported, "5%")], only: "refuted", hidden: [2])
    #expect(page.contains("Shown: only refuted."))
    #expect(page.contains("<b>✓&nbsp;1</b> supported"))
    #expect(page.contains("figure-1") && !page.contains("figure-2"))
    let unplaced = CheckedFigure(
      claim: 0, source: 2, verdict: .differs, quote: "more than Spain's", sentence: "It is.",
      subject: "", working: "Asia 4, Spain 5",
      known: .init(
        value: 3, unit: "t", basis: "", locator: "", vintage: "2024-05-06", observation: 0),
      span: 0..<7)
    let stated = try self.page([unplaced])
    #expect(
      stated.contains("<mark class=\"v differs\" id=\"figure-s0\"><a href=\"#note-s0\">Exports"))
    #expect(stated.contains("Known then</span> 3 t, version of 2024-05-06"))
    let clean = try self.page([figure(2, .supported, "5%")])
    #expect(clean.contains("No figure is refuted, and none differs from its statistic."))
  }
}

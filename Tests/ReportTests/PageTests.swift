import Foundation
import Records
import Storage
import Testing

@testable import Report

@Suite struct PageTests {
  /// A warehouse with one article of three figures, two of them in one place of the text.
  private func claimsPage() throws -> String {
    let path = "/tmp/tally-page-\(UInt64.random(in: 0 ... .max)).db"
    defer {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    do {
      let connection = try Warehouse.openForWriting(path)
      try connection.execute(
        """
        INSERT INTO run (run_id, started, ended, status, tool_version, command) VALUES (1, '2025-01-01T00:00:00Z', '2025-01-01T00:00:01Z', 'done', '0', 'ingest');
        INSERT INTO source (source_id, kind, locator, title, sha256, bytes, run_id, loaded) VALUES (1, 'article', 'a&b.txt', 'A <b> title', 'x', 1, 1, '2025-01-01');
        INSERT INTO article VALUES (1, '增长 5% & more.
        Output was 3 tonnes <script>alert(1)</script> of "tea".');
        INSERT INTO sentence (sentence_id, source_id, ordinal, kind, start, "end") VALUES (1, 1, 0, 'sentence', 0, 13), (2, 1, 1, 'sentence', 14, 69);
        INSERT INTO claim (claim_id, source_id, sentence_id, ordinal, start, "end", quote, value, unit, unit_name, qualifier, direction, status)
        VALUES (1, 1, 1, 0, 3, 5, '5%', 5, '%', 'percent', 'exact', 'increase', 'actual'),
          (2, 1, 2, 1, 25, 33, '3 tonnes', 3, 't', 'tonne', 'exact', 'none', 'actual'),
          (3, 1, 2, 2, 27, 33, 'tonnes', 1, 't', 'tonne', 'exact', 'none', 'target');
        """)
    }
    let connection = try Warehouse.openForReading(path)
    var output: [UInt8] = []
    try Query.run(
      try Catalogue.report("claims"), on: connection, to: Format.html.writer { output += $0 })
    return String(decoding: output, as: UTF8.self)
  }

  private func chartPage(_ chart: String) throws -> String {
    var output: [UInt8] = []
    let writer = Format.html.writer { output += $0 }
    let presenter = try #require(writer as? any ReportPresenter)
    presenter.present(
      try Report(
        name: "r", text: "-- title: Tea & <co>\n-- description: What.\n-- chart: \(chart)\nSELECT 1"
      ),
      [("place", "x\"y")])
    let columns = ["place", "t", "v", "w", "path"]
    let rows: [[Value]] = [
      ["北京 <1>", "2020", 1.5e12, -2e12, "a/b.csv"], ["北京 <1>", "2021", 2e12, 1e12, "a/b.csv"],
      ["Hebei", "2020", 3e12, nil, "a/b.csv"],
      ["Hebei", "2021", 4e12, 3e12, "a/b.csv"],
    ]
    presenter.gather(columns)
    for row in rows { presenter.gather(row) }
    writer.begin(columns)
    for row in rows { writer.row(row) }
    writer.end()
    return String(decoding: output, as: UTF8.self)
  }

  @Test(arguments: [
    "bars | label: place, t | value: w | unit: 'CNY'", "lines | x: t | value: v | series: place",
    "slope | label: place, t | from: w | to: v",
    "dots | label: place, t | value: v | low: w | high: v",
  ])
  func `a page is well formed, needs nothing from elsewhere and describes its chart`(chart: String)
    throws
  {
    let page = try chartPage(chart)
    #expect(PageTests.unbalanced(page) == nil)
    #expect(
      !page.contains("http://") && !page.contains("https://") && !page.contains("url(")
        && !page.contains("@import"))
    #expect(!page.contains("src=") && !page.contains("<link"))
    #expect(page.contains("<h1>Tea &amp; &lt;co&gt;: x&quot;y</h1>"))
    let drawings = page.components(separatedBy: "<svg ").dropFirst()
    #expect(drawings.count == 2)
    for drawing in drawings {
      #expect(drawing.contains("role=\"img\""))
      let ids = try #require(
        drawing.components(separatedBy: "aria-labelledby=\"").dropFirst().first?.components(
          separatedBy: "\""
        ).first)
      for id in ids.split(separator: " ") { #expect(drawing.contains("id=\"\(id)\"")) }
      #expect(drawing.contains("<desc") && drawing.contains("Hebei"))
      #expect(!drawing.contains("NaN") && !drawing.contains("inf"))
    }
    #expect(page.contains("Every row: path a/b.csv."))
    #expect(page.contains("<th scope=\"col\" class=\"n\" data-n=\"v\">v, trillion</th>"))
    #expect(
      page.contains("<td class=\"n\" data-v=\"1500000000000\" title=\"1500000000000\">1.5</td>"))
  }

  @Test func `the title says what all rows share`() {
    let names = ["indicator", "place", "period", "value", "unit"]
    let rows: [[Value]] = [
      ["Output", "A", "2024", 1e12, "CNY"], ["Output", "B", "2024", 2e12, "CNY"],
    ]
    func title(_ asked: [(name: String, value: String)], _ rows: [[Value]], _ word: String?)
      -> String
    {
      PageTitle(asked: asked, names: names, rows: rows, word: word).of("Ranking")
    }
    #expect(title([], rows, "trillion") == "Ranking: Output, 2024, trillion CNY")
    #expect(title([("place", "A")], [rows[0]], nil) == "Ranking: Output, A, 2024, CNY")
    // Nothing is known of all rows where not all of them were seen.
    #expect(title([("indicator", "Output")], [], "trillion") == "Ranking: Output")
    #expect(title([], [rows[0], ["Input", "B", "2023", 1, "CNY"]], nil) == "Ranking")
  }

  @Test func `columns that are not named among the first are behind a switch`() throws {
    let page = try claimsPage()
    let heads = page.components(separatedBy: "data-n=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(Array(heads.prefix(3)) == ["claim_id", "quote", "value"])
    #expect(page.contains("class=\"s x\" data-n=\"qualifier\""))
    #expect(page.contains("<input type=\"checkbox\" class=\"all\" id=\"all\"><label for=\"all\">"))
    #expect(page.contains("<p class=\"note source\">Source: A &lt;b&gt; title, a&amp;b.txt</p>"))
    // A code beside its name is no first column of any report.
    var output: [UInt8] = []
    let writer = Format.html.writer { output += $0 }
    writer.begin(["place", "place_code", "unit_code"])
    writer.row(["Asia", "AS", "t"])
    writer.end()
    let codes = String(decoding: output, as: UTF8.self)
    #expect(codes.contains("class=\"s x\" data-n=\"place_code\""))
    #expect(codes.contains("class=\"s\" data-n=\"unit_code\""))
  }

  @Test func `every claim stands in the table and in the text, each linked with the other`() throws
  {
    let page = try claimsPage()
    #expect(PageTests.unbalanced(page) == nil)
    for claim in 1...3 {
      #expect(page.contains("<tr id=\"claim-\(claim)\">"))
      #expect(page.contains("<a href=\"#figure-\(claim)\">\(claim)</a>"))
      #expect(page.contains("<mark id=\"figure-\(claim)\""))
      #expect(page.contains("<a href=\"#claim-\(claim)\">"))
    }
    #expect(
      page.contains(
        "<p>增长 <mark id=\"figure-1\" title=\"5 percent\"><a href=\"#claim-1\">5%<sup>1</sup></a></mark> &amp; more.</p>"
      ))
    // A figure inside another keeps its own link.
    #expect(page.contains(">3 tonnes<sup>2</sup></a></mark><mark id=\"figure-3\""))
    // Nothing of the text becomes markup.
    #expect(
      !page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("<h2>A &lt;b&gt; title</h2>"))
    #expect(page.contains("The warehouse as of 2025-01-01T00:00:01Z."))
  }

  @Test(arguments: [0, 1])
  func `colours have the contrast that WCAG asks for, in light and dark`(scheme: Int) throws {
    let blocks = PageStyle.sheet.components(separatedBy: ":root{").dropFirst().map {
      $0.components(separatedBy: "}")[0]
    }
    #expect(blocks.count == 2)
    var colours: [String: String] = [:]
    for entry in blocks[scheme].replacingOccurrences(of: "\n", with: "").split(separator: ";") {
      let parts = entry.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
      colours[parts[0]] = parts[1]
    }
    func contrast(_ a: String, _ b: String) throws -> Double {
      let (x, y) = (
        PageTests.luminance(try #require(colours["--" + a])),
        PageTests.luminance(try #require(colours["--" + b]))
      )
      return (max(x, y) + 0.05) / (min(x, y) + 0.05)
    }
    for text in ["ink", "soft", "link", "c1", "c2", "c3", "c4", "c5"] {
      #expect(try contrast(text, "ground") >= 4.5, "\(text)")
    }
    for text in ["ink", "soft", "link"] {
      #expect(try contrast(text, "head") >= 4.5, "\(text) on a row")
    }
    #expect(try contrast("mark-ink", "mark") >= 4.5)
    for verdict in ["bad", "odd", "good"] {
      for ground in ["ground", verdict + "-ground"] {
        #expect(try contrast(verdict, ground) >= 4.5, "\(verdict) on \(ground)")
      }
      for text in ["ink", "soft", "link"] {
        #expect(try contrast(text, verdict + "-ground") >= 4.5, "\(text) on \(verdict)")
      }
    }
    #expect(try contrast("c0", "ground") >= 3)
  }

  /// Relative luminance as WCAG defines it.
  private static func luminance(_ colour: String) -> Double {
    var digits = colour.dropFirst()
    if digits.count == 3 {
      digits = Substring(digits.flatMap { [$0, $0] }.map(String.init).joined())
    }
    let parts = stride(from: 0, to: 6, by: 2).map { index -> Double in
      let start = digits.index(digits.startIndex, offsetBy: index)
      let value =
        Double(Int(digits[start..<digits.index(start, offsetBy: 2)], radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// The first tag that is not closed where it should be.
  static func unbalanced(_ page: String) -> String? {
    var text = page
    for element in ["style", "script"] {
      text = text.replacingOccurrences(
        of: "<\(element)>[\\s\\S]*?</\(element)>", with: "", options: .regularExpression)
    }
    var open: [String] = []
    for piece in text.components(separatedBy: "<").dropFirst() {
      let tag = piece.prefix { $0 != ">" }
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
      let isEmpty = ["meta", "wbr", "br", "input", ""].contains(name)
      if isEmpty || tag.hasSuffix("/") || tag.hasPrefix("!") { continue }
      if !tag.hasPrefix("/") {
        open.append(name)
      } else if open.popLast() != name {
        return String(tag)
      }
    }
    return open.last
  }
}

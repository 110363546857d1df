internal import Records
internal import Storage

/// An article's text with the figures of a report marked in it, each linked with its row in the
/// table.
struct ArticleText {
  /// A figure in the text.
  struct Figure {
    let claim: Int64
    let start: Int
    let end: Int
    /// What the record says of it.
    let record: String
    /// Whether the table has a row for it.
    let isListed: Bool
  }

  let title: String
  let byline: String
  let text: String
  let figures: [Figure]

  /// A page shows at most so many articles; the table has every figure.
  private static let most = 100

  /// The articles in which claims stand, in the order of the claims.
  static func read(_ claims: [Int64], on connection: borrowing Connection) throws(Failure)
    -> [ArticleText]
  {
    let listed = Set(claims)
    var sources: [Int64] = []
    var seen: Set<Int64> = []
    for claim in claims where sources.count < most {
      guard
        let source = try connection.value(
          "SELECT source_id FROM claim WHERE claim_id = ?", .integer(claim)
        ).integer
      else { continue }
      if seen.insert(source).inserted { sources.append(source) }
    }
    var articles: [ArticleText] = []
    for source in sources {
      let rows = try connection.rows(
        """
        SELECT s.title, s.publisher, s.published, s.locator, a.text FROM article AS a
        JOIN source AS s ON s.source_id = a.source_id WHERE a.source_id = ?
        """, .integer(source))
      guard let row = rows.first else { continue }
      let figures = try connection.rows(
        """
        SELECT c.claim_id, c.start, c."end", coalesce(i.name, c.indicator_text), coalesce(p.name, c.place_text), t.period,
          c.value, c.low, c.high, c.unit, c.unit_name, c.status
        FROM claim AS c LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
        LEFT JOIN place AS p ON p.place_id = c.place_id LEFT JOIN period AS t ON t.period_id = c.period_id
        WHERE c.source_id = ? ORDER BY c.start, c."end" DESC, c.claim_id
        """, .integer(source))
      articles.append(
        ArticleText(
          title: row[0].text ?? row[3].text ?? "",
          byline: [row[1].text, row[2].text, row[3].text].compactMap(\.self).joined(
            separator: " · "),
          text: row[4].text ?? "",
          figures: figures.map { figure($0, isListed: listed.contains($0[0].integer ?? 0)) }))
    }
    return articles
  }

  private static func figure(_ row: [Value], isListed: Bool) -> Figure {
    let number =
      row[6].number.map(NumberStyle.alone)
      ?? [row[7].number, row[8].number].compactMap(\.self).map(NumberStyle.alone).joined(
        separator: " to ")
    let unit = row[9].text == "1" ? row[10].text : row[10].text ?? row[9].text
    let status = row[11].text == "actual" ? nil : row[11].text
    let what = [row[3].text, row[4].text, row[5].text, status].compactMap(\.self).joined(
      separator: ", ")
    return Figure(
      claim: row[0].integer ?? 0, start: Int(row[1].integer ?? 0), end: Int(row[2].integer ?? 0),
      record: (what.isEmpty ? "" : what + ": ")
        + [number, unit ?? ""].filter { !$0.isEmpty }.joined(separator: " "),
      isListed: isListed)
  }

  /// The article as HTML.
  ///
  /// - Parameter prefix: stands before the names of elements.
  func html(prefix: String) -> String {
    let by = "<p class=\"by\">\(HTML.escaped(byline))</p>\n"
    // Most texts begin with their headline: it is not told twice, and keeps the figures in it.
    let first = text.drop { $0.isWhitespace }.prefix { $0 != "\n" }
    var isHeadline = first.trimmingSpaces == title
    var result = isHeadline ? "<article>" : "<article><h2>\(HTML.escaped(title))</h2>" + by
    let paragraphs = MarkedText.paragraphs(
      text, figures.map { $0.start..<max($0.start, $0.end) }
    ) { ArticleText.mark(figures[$0], $1, prefix) }
    for paragraph in paragraphs {
      result +=
        isHeadline ? "<h2>\(paragraph.html)</h2>\(by)" : "<p>\(paragraph.html)</p>\n"
      isHeadline = false
    }
    return result + "</article>\n"
  }

  private static func mark(_ figure: Figure, _ quote: String, _ prefix: String) -> String {
    let inside = HTML.escaped(quote) + "<sup>\(figure.claim)</sup>"
    let content =
      figure.isListed ? "<a href=\"#\(prefix)claim-\(figure.claim)\">\(inside)</a>" : inside
    return
      "<mark id=\"\(prefix)figure-\(figure.claim)\" title=\"\(HTML.escaped(figure.record))\">\(content)</mark>"
  }
}

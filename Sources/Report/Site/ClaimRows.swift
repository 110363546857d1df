internal import Records
internal import Storage

/// The claims of one article, place, indicator or speaker as a table of a site.
struct ClaimRows {
  /// Whose claims they are: what is the same in all rows has no column.
  enum Selection {
    case article(Int64)
    case place(String)
    case indicator(String)
    case speaker(String)

    fileprivate var condition: (sql: String, value: Value) {
      switch self {
      case .article(let source): ("x.source_id = ?", .integer(source))
      case .place(let code): ("x.place_code = ?", .text(code))
      case .indicator(let code): ("x.indicator_code = ?", .text(code))
      case .speaker(let name): ("x.speaker = ?", .text(name))
      }
    }
  }

  /// A page lists at most so many.
  private static let most = 500

  /// The table; nothing where there is no claim.
  ///
  /// - Parameters:
  ///   - page: the page on which it stands.
  ///   - verdicts: what the check found, by claim.
  static func html(
    _ selection: Selection, on page: String, _ verdicts: [Int64: CheckedFigure.Verdict],
    _ connection: borrowing Connection
  ) throws(Failure) -> String {
    let (condition, value) = selection.condition
    let rows = try connection.rows(
      """
      SELECT c.claim_id, c.start, c."end", c.quote, coalesce(i.name, c.indicator_text), i.code,
        coalesce(p.name, c.place_text), p.code, t.period, c.value, c.low, c.high, c.unit, c.unit_name,
        c.status, x.speaker, s.locator, s.title, s.published, c.confidence,
        c.holder
      FROM site_claim AS x JOIN claim AS c ON c.claim_id = x.claim_id
      JOIN source AS s ON s.source_id = c.source_id
      LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
      LEFT JOIN place AS p ON p.place_id = c.place_id
      LEFT JOIN period AS t ON t.period_id = c.period_id
      WHERE \(condition) ORDER BY x.published DESC, x.source_id DESC, x.ordinal LIMIT \(most + 1)
      """, value)
    guard !rows.isEmpty else { return "" }
    var columns: [(name: String, column: SiteTable.Column)] = [
      ("quote", .init(name: "As written", style: "m")),
      ("what", .init(name: "What", style: "m")),
      ("place", .init(name: "Place", style: "m")),
      ("period", .init(name: "Period")),
      ("value", .init(name: "Value", isNumber: true)),
      ("verdict", .init(name: "Check")),
      ("speaker", .init(name: "Said by", style: "m")),
      ("article", .init(name: "Article", style: "t")),
      ("published", .init(name: "Published")),
      ("sure", .init(name: "Read with, %", isNumber: true)),
    ]
    let left: Set<String> =
      switch selection {
      case .article: ["article", "published"]
      case .place: ["place"]
      case .indicator: ["what"]
      case .speaker: ["speaker"]
      }
    columns.removeAll { left.contains($0.name) }
    var table = SiteTable("claims", columns.map(\.column))
    for row in rows.prefix(most) {
      table.add(columns.map { cell($0.name, row, page, verdicts) })
    }
    let more =
      rows.count > most
      ? "<p class=\"note\">The \(most) newest are shown; `tally query` has all of them.</p>\n" : ""
    return table.html + more
  }

  private static func cell(
    _ column: String, _ row: [Value], _ page: String, _ verdicts: [Int64: CheckedFigure.Verdict]
  ) -> (html: String, value: String?) {
    func link(_ text: String?, _ folder: SiteAddress.Folder, _ code: String?) -> String {
      guard let text else { return "" }
      guard let code else { return HTML.escaped(text) }
      return SiteFrame.link(
        text, from: page, to: SiteAddress.subject(folder, code: code, name: text))
    }
    switch column {
    case "quote":
      let figure = SiteAddress.figure(Int(row[1].integer ?? 0), Int(row[2].integer ?? 0))
      let article = SiteAddress.source(row[16].text ?? "", isArticle: true)
      let quote = HTML.escaped(row[3].text ?? "")
      let way = article == page ? "" : SiteAddress.way(from: page, to: article)
      return ("<a class=\"quote\" href=\"\(way)#\(figure)\">\(quote)</a>", nil)
    case "what":
      let status = row[14].text == "actual" ? "" : ", " + HTML.escaped(row[14].text ?? "")
      return (link(row[4].text, .indicators, row[5].text) + status, nil)
    case "place":
      let holder = row[20].text.map { HTML.escaped($0) }
      let place = row[6].text == nil ? nil : link(row[6].text, .places, row[7].text)
      return ([holder, place].compactMap(\.self).joined(separator: ", "), nil)
    case "period": return (HTML.escaped(row[8].text ?? ""), nil)
    case "value":
      let numbers = [row[9].number, row[10].number, row[11].number].compactMap(\.self)
      let unit = row[12].text == "1" ? row[13].text ?? "" : row[12].text ?? ""
      let text = numbers.map(NumberStyle.alone).joined(separator: " to ")
      return (HTML.escaped(unit.isEmpty ? text : text + " " + unit), numbers.first.map(Cell.text))
    case "verdict": return (told(row[0].integer.flatMap { verdicts[$0] } ?? .open), nil)
    case "speaker":
      guard let name = row[15].text else { return ("", nil) }
      return (SiteFrame.link(name, from: page, to: SiteAddress.speaker(name)), nil)
    case "article":
      let locator = row[16].text ?? ""
      let name = SiteFrame.name(row[17].text, locator)
      let address = SiteAddress.source(locator, isArticle: true)
      return (SiteFrame.link(name, from: page, to: address), nil)
    case "published": return (HTML.escaped(row[18].text ?? ""), nil)
    default:
      let percent = (100 * (row[19].number ?? 0)).rounded()
      return (String(Int(percent)), nil)
    }
  }

  /// A verdict in a table: its sign and word.
  static func told(_ verdict: CheckedFigure.Verdict) -> String {
    "<span class=\"v \(verdict.style) told\">\(verdict.sign) \(verdict.word)</span>"
  }
}

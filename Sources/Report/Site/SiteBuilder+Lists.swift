internal import Records
internal import Storage

extension SiteBuilder {
  /// A list has at most so many rows: the search finds the others.
  private static let most = 5000

  /// The list of each kind of pages.
  func writeLists(_ connection: borrowing Connection) throws(Failure) {
    let statements: KeyValuePairs<SiteAddress.Folder, String> = [
      .articles: """
      SELECT s.title, s.publisher, s.published,
        (SELECT count(*) FROM site_claim AS c WHERE c.source_id = s.source_id), s.locator
      FROM source AS s WHERE s.kind = 'article' AND s.superseded_by IS NULL
      ORDER BY s.published DESC, s.source_id DESC
      """,
      .indicators: SiteBuilder.subjects("indicator"),
      .places: SiteBuilder.subjects("place"),
      .speakers: """
      SELECT speaker, count(*), count(DISTINCT source_id) FROM site_claim
      WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY 2 DESC, 1
      """,
      .sources: """
      SELECT s.title, s.publisher, s.published, s.rows_stored, s.locator,
        s.loaded FROM source AS s WHERE s.kind <> 'article' AND s.superseded_by IS NULL
      ORDER BY s.published DESC, s.source_id DESC
      """,
    ]
    for (folder, sql) in statements {
      let address = folder.list
      var table = SiteTable(folder.rawValue, SiteBuilder.columns(folder))
      let rows = try connection.rows(sql + " LIMIT \(SiteBuilder.most + 1)")
      for row in rows.prefix(SiteBuilder.most) { table.add(cells(folder, row, address)) }
      let name = folder.rawValue.prefix(1).uppercased() + folder.rawValue.dropFirst()
      let note =
        rows.isEmpty
        ? "<p>There is none yet.</p>\n"
        : rows.count > SiteBuilder.most
          ? "<p class=\"note\">The first \(NumberStyle.fixed(Double(SiteBuilder.most), 0)); the search finds the others.</p>\n"
          : ""
      try write(
        address,
        frame.head(name, at: address) + SiteFrame.heading("", name) + table.html + note
          + SiteFrame.foot)
    }
  }

  private static func subjects(_ column: String) -> String {
    """
    SELECT name, code, sum(series), sum(claims), max(last) FROM (
      SELECT \(column) AS name, \(column)_code AS code, count(*) AS series, 0 AS claims,
        max(last_period) AS last
      FROM site_series WHERE \(column) IS NOT NULL GROUP BY 1, 2
      UNION ALL
      SELECT \(column), \(column)_code, 0, count(*), NULL FROM site_claim
      WHERE \(column)_code IS NOT NULL GROUP BY 1, 2)
    GROUP BY name, code ORDER BY code IS NULL, name
    """
  }

  private static func columns(_ folder: SiteAddress.Folder) -> [SiteTable.Column] {
    switch folder {
    case .articles:
      [
        .init(name: "Article", style: "t"), .init(name: "Publisher", style: "m"),
        .init(name: "Published"), .init(name: "Figures", isNumber: true),
      ]
    case .indicators, .places:
      [
        .init(name: folder == .places ? "Place" : "Indicator", style: "m"), .init(name: "Code"),
        .init(name: "Series", isNumber: true), .init(name: "Claims", isNumber: true),
        .init(name: "Latest"),
      ]
    case .speakers:
      [
        .init(name: "Speaker", style: "t"), .init(name: "Figures", isNumber: true),
        .init(name: "Articles", isNumber: true),
      ]
    case .sources:
      [
        .init(name: "Table", style: "t"), .init(name: "Publisher", style: "m"),
        .init(name: "Published"), .init(name: "Rows", isNumber: true),
        .init(name: "Loaded"),
      ]
    }
  }

  private func cells(_ folder: SiteAddress.Folder, _ row: [Value], _ page: String)
    -> [(html: String, value: String?)]
  {
    func text(_ index: Int) -> (html: String, value: String?) {
      (HTML.escaped(row[index].text ?? ""), nil)
    }
    func number(_ index: Int) -> (html: String, value: String?) {
      (NumberStyle.fixed(row[index].number ?? 0, 0), Cell.text(row[index]))
    }
    func link(_ address: String, _ name: String? = nil) -> (html: String, value: String?) {
      (SiteFrame.link(name ?? row[0].text ?? "", from: page, to: address), nil)
    }
    let name = row[0].text ?? ""
    switch folder {
    case .articles:
      let locator = row[4].text ?? ""
      let address = SiteAddress.source(locator, isArticle: true)
      return [link(address, SiteFrame.name(row[0].text, locator)), text(1), text(2), number(3)]
    case .sources:
      let locator = row[4].text ?? ""
      let address = SiteAddress.source(locator, isArticle: false)
      return [
        link(address, SiteFrame.name(row[0].text, locator)), text(1), text(2), number(3), text(5),
      ]
    case .speakers: return [link(SiteAddress.speaker(name)), number(1), number(2)]
    case .indicators, .places:
      let address = SiteAddress.subject(folder, code: row[1].text, name: name)
      return [link(address), text(1), number(2), number(3), text(4)]
    }
  }

  // MARK: What does not tally

  /// Figures that do not tally as a table, refuted first.
  func failingTable(_ most: Int, on page: String) -> String {
    var table = SiteTable(
      "what does not tally",
      [
        .init(name: "Check"), .init(name: "As written", style: "t"),
        .init(name: "About", style: "m"), .init(name: "Why", style: "t"),
      ])
    let order = CheckedFigure.Verdict.allCases
    let sorted = order.flatMap { verdict in failing.filter { $0.figure.verdict == verdict } }
    for (figure, address) in sorted.prefix(most) {
      let anchor = figure.span.map { "#" + SiteAddress.figure($0.lowerBound, $0.upperBound) } ?? ""
      let way = SiteAddress.way(from: page, to: address) + anchor
      table.add([
        (ClaimRows.told(figure.verdict), nil),
        ("<a class=\"quote\" href=\"\(way)\">\(HTML.escaped(figure.quote))</a>", nil),
        (HTML.escaped(figure.subject), nil),
        (HTML.escaped(figure.contradiction ?? figure.working), nil),
      ])
    }
    return table.html
  }

  /// The page of everything that does not tally.
  func writeFailing() throws(Failure) {
    let page = SiteAddress.failing
    let table = failingTable(failing.count, on: page)
    try write(
      page,
      frame.head("What does not tally", at: page) + SiteFrame.heading("", "What does not tally")
        + (table.isEmpty
          ? "<p>No figure is refuted, and none differs from its statistic.</p>\n" : table)
        + SiteFrame.foot)
  }
}

internal import Records
internal import Storage

extension SiteBuilder {
  /// The start page: what is here, what the check found, what is new, what was revised.
  func writeStart(_ connection: borrowing Connection) throws(Failure) {
    let page = SiteAddress.start
    let below = site.description.map { "<p class=\"stand\">\(HTML.escaped($0))</p>" } ?? ""
    var html = frame.head(site.title, at: page) + SiteFrame.heading("", site.title, below: below)
    html += try here(connection)
    html += checked(page)
    html += try fresh(page, connection)
    html += try revised(page, connection)
    // When something was last loaded or forgotten, and not when the site was written: the same
    // warehouse gives the same page.
    let last = try connection.value(
      "SELECT max(t) FROM (SELECT max(loaded) AS t FROM source UNION ALL SELECT max(forgotten) FROM forgotten)"
    ).text
    if let last { html += "<footer>The warehouse as of \(HTML.escaped(last)).</footer>\n" }
    try write(page, html + SiteFrame.foot)
  }

  private func here(_ connection: borrowing Connection) throws(Failure) -> String {
    let rows = try connection.rows(
      """
      SELECT (SELECT count(*) FROM source WHERE kind = 'article' AND superseded_by IS NULL),
        (SELECT count(*) FROM site_claim),
        (SELECT count(*) FROM source WHERE kind <> 'article' AND superseded_by IS NULL),
        (SELECT sum(observations) FROM site_series)
      """)
    guard let row = rows.first else { return "" }
    let words = [
      ("article", "articles"), ("figure in articles", "figures in articles"), ("table", "tables"),
      ("figure in tables", "figures in tables"),
    ]
    let pages: [SiteAddress.Folder?] = [.articles, nil, .sources, nil]
    let tiles = zip(zip(row, words), pages).map { pair, folder in
      let number = pair.0.integer ?? 0
      let word = number == 1 ? pair.1.0 : pair.1.1
      let content = "<b>\(NumberStyle.fixed(Double(number), 0))</b> "
      return "<li>\(content)\(folder.map { "<a href=\"\($0.list)\">\(word)</a>" } ?? word)</li>"
    }
    return "<ul class=\"tiles\" aria-label=\"What is here\">\(tiles.joined())</ul>\n"
  }

  private func checked(_ page: String) -> String {
    guard !counts.isEmpty else { return "" }
    let tiles = CheckedFigure.Verdict.allCases.map { verdict in
      "<li class=\"v \(verdict.style)\"><b>\(verdict.sign)&nbsp;\(NumberStyle.fixed(Double(counts[verdict] ?? 0), 0))</b> \(verdict.word)</li>"
    }
    let table = failingTable(10, on: page)
    let more =
      failing.count > 10
      ? "<p><a href=\"\(SiteAddress.failing)\">All \(NumberStyle.fixed(Double(failing.count), 0)) that do not tally</a></p>\n"
      : ""
    return
      "<section><h2>Articles against statistics</h2>\n<ul class=\"tiles\">\(tiles.joined())</ul>\n\(table)\(more)</section>\n"
  }

  private func fresh(_ page: String, _ connection: borrowing Connection) throws(Failure) -> String {
    var table = SiteTable(
      "new",
      [
        .init(name: "Loaded"), .init(name: "Kind"), .init(name: "Title", style: "t"),
        .init(name: "Publisher", style: "m"), .init(name: "Published"),
      ])
    for row in try connection.rows(
      """
      SELECT loaded, kind, title, publisher, published, locator FROM source
      WHERE superseded_by IS NULL ORDER BY loaded DESC, source_id DESC LIMIT 15
      """)
    {
      let isArticle = row[1].text == "article"
      let address = SiteAddress.source(row[5].text ?? "", isArticle: isArticle)
      table.add([
        (HTML.escaped(String((row[0].text ?? "").prefix(10))), nil),
        (isArticle ? "article" : "table", nil),
        (
          SiteFrame.link(SiteFrame.name(row[2].text, row[5].text ?? ""), from: page, to: address),
          nil
        ),
        (HTML.escaped(row[3].text ?? ""), nil), (HTML.escaped(row[4].text ?? ""), nil),
      ])
    }
    return table.isEmpty ? "" : "<section><h2>New</h2>\n\(table.html)</section>\n"
  }

  private func revised(_ page: String, _ connection: borrowing Connection) throws(Failure)
    -> String
  {
    var table = SiteTable(
      "revised",
      [
        .init(name: "Indicator", style: "m"), .init(name: "Place", style: "m"),
        .init(name: "Period"), .init(name: "Before", isNumber: true),
        .init(name: "Now", isNumber: true), .init(name: "Unit"), .init(name: "Source", style: "m"),
      ])
    for row in try connection.rows(
      """
      SELECT r.indicator_code, r.indicator, r.place_code, r.place, t.period, v.before, v.after,
        r.unit, r.locator, r.title, o.line, o."column"
      FROM revision AS v JOIN site_series AS r ON r.series_id = v.series_id
      LEFT JOIN period AS t ON t.period_id = v.period_id
      LEFT JOIN observation AS o ON o.observation_id = v.after_id
      ORDER BY v.revision_id DESC LIMIT 20
      """)
    {
      func link(_ folder: SiteAddress.Folder, _ index: Int) -> String {
        guard let name = row[index + 1].text else { return "" }
        let address = SiteAddress.subject(folder, code: row[index].text, name: name)
        return SiteFrame.link(name, from: page, to: address)
      }
      func number(_ value: Value) -> (html: String, value: String?) {
        (value.number.map(NumberStyle.alone) ?? "", value.number.map(Cell.text))
      }
      let locator = row[8].text ?? ""
      var now = number(row[6])
      if let line = row[10].integer, let column = row[11].integer {
        now.html = "<a href=\"\(cells.way(from: page, locator, line, column))\">\(now.html)</a>"
      }
      table.add([
        (link(.indicators, 0), nil), (link(.places, 2), nil),
        (HTML.escaped(row[4].text ?? ""), nil),
        number(row[5]), now, (HTML.escaped(row[7].text ?? ""), nil),
        (
          SiteFrame.link(
            SiteFrame.name(row[9].text, locator), from: page,
            to: SiteAddress.source(locator, isArticle: false)), nil
        ),
      ])
    }
    return table.isEmpty ? "" : "<section><h2>Revised</h2>\n\(table.html)</section>\n"
  }
}

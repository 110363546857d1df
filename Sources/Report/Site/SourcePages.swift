internal import Records
internal import Storage

/// The pages of one table: where it is from, its versions, and its cells as printed.
struct SourcePages {
  let frame: SiteFrame
  let cells: SiteCells

  /// Writes the pages of the current version of a source that is no article.
  ///
  /// - Parameter write: takes a page.
  func write(
    _ id: Int64, _ connection: borrowing Connection,
    to write: (_ address: String, _ html: String) throws(Failure) -> Void
  ) throws(Failure) {
    let rows = try connection.rows(
      """
      SELECT kind, locator, title, publisher, published, loaded, rows_read, rows_stored,
        rows_rejected, rows_passed FROM source WHERE source_id = ?
      """, .integer(id))
    guard let row = rows.first, let locator = row[1].text else { return }
    let address = SiteAddress.source(locator, isArticle: false)
    let title = SiteFrame.name(row[2].text, locator)
    var first = SiteFrame.heading(row[0].text == "record" ? "Records" : "Statistical table", title)
    first += facts(row, locator)
    first += try versions(locator, connection)
    var pages: [(part: Int, cells: [CellGrid.Item])] = []
    if row[0].text == "record" {
      first += try records(locator, connection)
    } else if cells.shows(locator) {
      pages = try self.pages(id, locator, connection)
    } else {
      first +=
        "<p class=\"note\">The table has more cells than this site shows: its figures are on the pages of their indicators and places, and `tally query` has all of them.</p>\n"
    }
    let parts = pages.map { page in
      (part: page.part, first: page.cells.first?.line ?? 0, last: page.cells.last?.line ?? 0)
    }
    if parts.first?.part != 1 {
      try write(
        address,
        frame.head(title, at: address) + first + pager(parts, at: 1, locator, address)
          + SiteFrame.foot)
    }
    for (part, cells) in pages {
      let page = SiteAddress.source(locator, part: part)
      let grid = CellGrid(cells, on: page)
      var html = frame.head(part == 1 ? title : "\(title), \(part)", at: page)
      html +=
        part == 1
        ? first
        : SiteFrame.heading("Statistical table", title)
      html += pager(parts, at: part, locator, page)
      html += grid.sharedHTML
      html += grid.html(title) + pager(parts, at: part, locator, page) + SiteFrame.foot
      try write(page, html)
    }
  }

  private func facts(_ row: [Value], _ locator: String) -> String {
    var facts: [(String, String)] = []
    if let publisher = row[3].text { facts.append(("Publisher", HTML.escaped(publisher))) }
    if let published = row[4].text { facts.append(("Published", HTML.escaped(published))) }
    facts.append(("File", SiteFrame.path(locator)))
    func number(_ value: Value) -> String { NumberStyle.fixed(value.number ?? 0, 0) }
    facts.append(
      (
        "Rows",
        "\(number(row[6])) read: \(number(row[7])) stored, \(number(row[8])) rejected, \(number(row[9])) passed over"
      ))
    return "<dl class=\"facts\">"
      + facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined() + "</dl>\n"
  }

  /// The versions of a source, where there is more than one.
  private func versions(_ locator: String, _ connection: borrowing Connection) throws(Failure)
    -> String
  {
    let rows = try connection.rows(
      """
      SELECT s.published, s.loaded, (SELECT count(*) FROM revision AS v JOIN series AS r
        ON r.series_id = v.series_id WHERE r.source_id = s.source_id)
      FROM source AS s WHERE s.locator = ? ORDER BY s.source_id DESC
      """, .text(locator))
    guard rows.count > 1 else { return "" }
    var table = SiteTable(
      "versions",
      [
        .init(name: "Loaded"), .init(name: "Published"),
        .init(name: "Figures revised", isNumber: true),
      ])
    for row in rows {
      table.add([
        (HTML.escaped(row[1].text ?? ""), nil), (HTML.escaped(row[0].text ?? ""), nil),
        (NumberStyle.fixed(row[2].number ?? 0, 0), Cell.text(row[2])),
      ])
    }
    return "<section><h2>Versions</h2>\n\(table.html)</section>\n"
  }

  /// The first rows of a table of records.
  private func records(_ locator: String, _ connection: borrowing Connection) throws(Failure)
    -> String
  {
    var html = ""
    for row in try connection.rows(
      "SELECT name FROM record_set WHERE locator = ? ORDER BY name", .text(locator))
    {
      guard let name = row[0].text else { continue }
      let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
      let statement = try connection.prepare("SELECT * FROM \(quoted) LIMIT 100")
      var rows: [[Value]] = []
      while try statement.step() { rows.append(statement.row) }
      let columns = statement.columnNames.enumerated().map { index, name in
        SiteTable.Column(
          name: name, isNumber: rows.contains { $0[index].number != nil && $0[index].text == nil },
          style: "m")
      }
      var table = SiteTable(name, columns)
      for row in rows { table.add(row.map { (HTML.escaped(Cell.text($0) ?? ""), nil) }) }
      let count = try connection.value("SELECT count(*) FROM \(quoted)").integer ?? 0
      html +=
        "<section><h2>\(HTML.escaped(name))</h2>\n\(table.html)"
        + (count > 100
          ? "<p class=\"note\">The first 100 of \(NumberStyle.fixed(Double(count), 0)) rows.</p>\n"
          : "")
        + "</section>\n"
    }
    return html
  }

  // MARK: Cells

  private func pager(
    _ parts: [(part: Int, first: Int64, last: Int64)], at part: Int, _ locator: String,
    _ page: String
  ) -> String {
    guard parts.count > 1 || parts.first.map({ $0.part != 1 }) == true else { return "" }
    let links = parts.map { item in
      let text = "lines \(item.first) to \(item.last)"
      return item.part == part
        ? "<b>\(text)</b>"
        : SiteFrame.link(text, from: page, to: SiteAddress.source(locator, part: item.part))
    }
    return "<nav class=\"pager\" aria-label=\"Lines of the table\">\(links.joined())</nav>\n"
  }

  /// The cells of a table in the order of its lines, page by page.
  private func pages(
    _ id: Int64, _ locator: String, _ connection: borrowing Connection
  ) throws(Failure) -> [(part: Int, cells: [CellGrid.Item])] {
    var pages: [(part: Int, cells: [CellGrid.Item])] = []
    let statement = try connection.prepare(
      """
      SELECT o.line, o."column", o.cell, o.value, r.series_id, t.period, r.unit
      FROM site_series AS r CROSS JOIN observation AS o
      LEFT JOIN period AS t ON t.period_id = o.period_id
      WHERE r.source_id = ? AND o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
      ORDER BY o.line, o."column"
      """)
    try statement.bind(.integer(id), at: 1)
    let labels = try labels(id, connection)
    while try statement.step() {
      let part = cells.part(locator, statement.integer(0))
      if pages.last?.part != part { pages.append((part, [])) }
      var told = labels[statement.integer(4)] ?? []
      if let period = statement.text(5) { told.append(("Period", .init(text: period))) }
      pages[pages.count - 1].cells.append(
        CellGrid.Item(
          line: statement.integer(0), column: statement.integer(1),
          printed: statement.text(2) ?? "",
          value: statement.isNull(3) ? nil : statement.real(3), unit: statement.text(6),
          labels: told))
    }
    return pages
  }

  /// What each series of a table is about.
  private func labels(_ id: Int64, _ connection: borrowing Connection) throws(Failure)
    -> [Int64: [(heading: String, label: CellGrid.Label)]]
  {
    var found: [Int64: [(heading: String, label: CellGrid.Label)]] = [:]
    for row in try connection.rows(
      """
      SELECT series_id, place_code, place, indicator_code, indicator,
        coalesce(nullif(unit_text, ''), unit), dimensions
      FROM site_series WHERE source_id = ?
      """, .integer(id))
    {
      var labels: [(heading: String, label: CellGrid.Label)] = []
      if let place = row[2].text {
        let page = SiteAddress.subject(.places, code: row[1].text, name: place)
        labels.append(("Place", .init(text: place, page: page)))
      }
      if let indicator = row[4].text {
        let page = SiteAddress.subject(.indicators, code: row[3].text, name: indicator)
        labels.append(("Indicator", .init(text: indicator, page: page)))
      }
      if let unit = row[5].text, unit != "1" { labels.append(("Unit", .init(text: unit))) }
      if let text = row[6].text, let object = FlatJSON(Array(text.utf8)[...]) {
        for member in object.members {
          if let value = member.value { labels.append((member.name, .init(text: value))) }
        }
      }
      found[row[0].integer ?? 0] = labels
    }
    return found
  }
}

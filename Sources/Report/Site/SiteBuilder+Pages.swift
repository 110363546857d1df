internal import Records
internal import Storage

extension SiteBuilder {
  /// The pages of all indicators or of all places of which there is a figure.
  func writeSubjects(_ kind: SiteAddress.Folder, _ connection: borrowing Connection)
    throws(Failure)
  {
    let column = kind == .places ? "place" : "indicator"
    let subjects = try connection.rows(
      """
      SELECT \(column)_code, \(column) FROM site_series WHERE \(column) IS NOT NULL GROUP BY \(column), \(column)_code
      UNION SELECT \(column)_code, \(column) FROM site_claim WHERE \(column)_code IS NOT NULL GROUP BY \(column)_code
      """)
    var claimsOf: [String: Int] = [:]
    for row in try connection.rows(
      "SELECT indicator_code, count(*) FROM site_claim WHERE indicator_code IS NOT NULL GROUP BY 1")
    {
      claimsOf[row[0].text ?? ""] = Int(row[1].integer ?? 0)
    }
    for subject in subjects {
      guard let name = subject[1].text else { continue }
      let code = subject[0].text
      let address = SiteAddress.subject(kind, code: code, name: name)
      let series = try SeriesRows(kind, code: code, name: name, connection)
      let about = try code.map { (code) throws(Failure) in
        try SiteBuilder.about(kind, code, connection)
      }
      let below = about.map { "<p class=\"stand\">\(HTML.escaped($0.text))</p>" } ?? ""
      var html = frame.head(name, at: address)
      html += SiteFrame.heading(kind == .places ? "Place" : "Indicator", name, below: below)
      html += try series.chart(name, claims: claimsOf, connection)
      let table = try series.table(on: address, cells, connection)
      if !table.isEmpty { html += "<section><h2>Latest values</h2>\n\(table)</section>\n" }
      if let code {
        let claims = try ClaimRows.html(
          kind == .places ? .place(code) : .indicator(code), on: address, verdicts, connection)
        if !claims.isEmpty { html += "<section><h2>What articles say</h2>\n\(claims)</section>\n" }
      }
      try write(address, html + SiteFrame.foot)
      find(
        address, title: name, kind: kind == .places ? "Place" : "Indicator",
        about: about?.text ?? "", names: about?.names ?? [], text: series.names)
    }
  }

  /// What the vocabulary says of a place or an indicator, and all of its names.
  private static func about(
    _ kind: SiteAddress.Folder, _ code: String, _ connection: borrowing Connection
  ) throws(Failure) -> (text: String, names: [String]) {
    let sql =
      kind == .places
      ? """
      SELECT p.kind || coalesce(' in ' || w.name, ''), p.place_id FROM place AS p
      LEFT JOIN place AS w ON w.place_id = p.parent_id WHERE p.code = ?
      """
      : """
      SELECT coalesce(i.stock_flow || ', ', '') || coalesce('usually in ' || u.name, i.dimension, ''), i.indicator_id
      FROM indicator AS i LEFT JOIN unit AS u ON u.code = i.unit WHERE i.code = ?
      """
    let table = kind == .places ? "place" : "indicator"
    guard let row = try connection.rows(sql, .text(code)).first else { return (code, []) }
    let names = try connection.rows(
      "SELECT DISTINCT name FROM \(table)_name WHERE \(table)_id = ? ORDER BY name", row[1])
    let text = [row[0].text ?? "", code].filter { !$0.isEmpty }.joined(separator: ", ")
    return (text, names.compactMap { $0[0].text } + [code])
  }

  /// The pages of those to whom articles attribute figures.
  func writeSpeakers(_ connection: borrowing Connection) throws(Failure) {
    for row in try connection.rows(
      "SELECT speaker, count(*) FROM site_claim WHERE speaker IS NOT NULL GROUP BY speaker")
    {
      guard let name = row[0].text else { continue }
      let address = SiteAddress.speaker(name)
      let claims = try ClaimRows.html(.speaker(name), on: address, verdicts, connection)
      try write(
        address,
        frame.head(name, at: address) + SiteFrame.heading("Speaker", name)
          + "<section><h2>Figures attributed to them</h2>\n\(claims)</section>\n" + SiteFrame.foot)
      find(address, title: name, kind: "Speaker", about: SiteBuilder.many(row[1], "figure"))
    }
  }

  /// The pages of tables.
  func writeSources(_ connection: borrowing Connection) throws(Failure) {
    let pages = SourcePages(frame: frame, cells: cells)
    for row in try connection.rows(
      """
      SELECT source_id, locator, title, publisher, published,
        (SELECT group_concat(DISTINCT r.indicator) FROM site_series AS r
         WHERE r.source_id = s.source_id)
      FROM source AS s WHERE kind <> 'article' AND superseded_by IS NULL ORDER BY source_id
      """)
    {
      try pages.write(row[0].integer ?? 0, connection) { (address, html) throws(Failure) in
        try write(address, html)
      }
      let locator = row[1].text ?? ""
      find(
        SiteAddress.source(locator, isArticle: false),
        title: SiteFrame.name(row[2].text, locator), kind: "Table",
        about: [row[3].text, row[4].text].compactMap(\.self).joined(separator: ", "),
        names: [locator], text: row[5].text ?? "")
    }
  }

  /// A number of things: “1 figure”, “20 figures”.
  static func many(_ count: Value, _ word: String) -> String {
    let number = count.integer ?? 0
    return NumberStyle.fixed(Double(number), 0) + " " + word + (number == 1 ? "" : "s")
  }
}

internal import Records
internal import Storage

/// The series of a place or of an indicator as a site shows them: a chart of the main ones, a table
/// of the latest values, the tables that they come from.
struct SeriesRows {
  /// A series.
  struct Series {
    let id: Int64
    let locator: String
    let title: String
    let place: (code: String?, name: String?)
    let indicator: (code: String?, name: String?)
    let unit: String?
    let isRatio: Bool
    let breakdown: String?
    let first: String?
    let last: String?
    let lastPeriod: Int64?
    let value: Double?
    let before: Double?
    let rank: Int64

    fileprivate init(_ row: [Value]) {
      id = row[0].integer ?? 0
      locator = row[1].text ?? ""
      title = SiteFrame.name(row[2].text, row[1].text ?? "")
      place = (row[3].text, row[4].text)
      indicator = (row[5].text, row[6].text)
      unit = row[7].text
      isRatio = row[8].text == "ratio"
      breakdown = row[9].text
      first = row[10].text
      last = row[11].text
      lastPeriod = row[12].integer
      value = row[13].number
      before = row[14].number
      rank = row[15].integer ?? 0
    }
  }

  /// What the page is about: its series are told by the other one.
  let folder: SiteAddress.Folder
  let series: [Series]
  /// How many there are, of which a page has the first.
  let count: Int

  private static let most = 500

  /// The series of a place or an indicator, those first that are broken down by nothing else.
  init(
    _ folder: SiteAddress.Folder, code: String?, name: String, _ connection: borrowing Connection
  ) throws(Failure) {
    self.folder = folder
    let (column, other) =
      folder == .places ? ("place", "indicator") : ("indicator", "place")
    let condition = "\(column) = ?1 AND \(column)_code IS ?2"
    let order =
      folder == .places
      ? "indicator_code IS NULL, indicator, breakdown IS NOT NULL"
      : "breakdown IS NOT NULL, rank, last_value DESC, \(other)"
    count = Int(
      try connection.value(
        "SELECT count(*) FROM site_series WHERE \(condition)", .text(name), Value(code)
      ).integer ?? 0)
    series = try connection.rows(
      """
      SELECT series_id, locator, title, place_code, place, indicator_code, indicator, unit,
        unit_dimension, breakdown, first_period, last_period, last_period_id, last_value,
        previous_value, rank
      FROM site_series WHERE \(condition) ORDER BY \(order), observations DESC, series_id
      LIMIT \(SeriesRows.most)
      """, .text(name), Value(code)
    ).map(Series.init)
  }

  /// What a series of the page is called: the place on the page of an indicator, and the other way
  /// round.
  private func other(_ series: Series) -> (code: String?, name: String?) {
    folder == .places ? series.indicator : series.place
  }

  /// By what its rows are found.
  var names: String {
    Set(series.flatMap { [other($0).name, other($0).code].compactMap(\.self) }).sorted()
      .joined(separator: "\n")
  }

  // MARK: Table

  /// The latest value of each series, which leads to its cell.
  func table(on page: String, _ cells: SiteCells, _ connection: borrowing Connection)
    throws(Failure) -> String
  {
    guard !series.isEmpty else { return "" }
    let hasBreakdown = series.contains { $0.breakdown != nil }
    let column = SiteTable.Column.self
    var columns = [
      column.init(name: folder == .places ? "Indicator" : "Place", style: "m"),
      column.init(name: "Period"), column.init(name: "Value", isNumber: true),
      column.init(name: "Unit", style: "m"), column.init(name: "Change, %", isNumber: true),
      column.init(name: "Since"), column.init(name: "Source", style: "m"),
    ]
    if hasBreakdown { columns.insert(column.init(name: "Of which", style: "t"), at: 1) }
    var table = SiteTable("latest values", columns)
    let find = try connection.prepare(
      """
      SELECT line, "column", cell FROM observation
      WHERE observation_id BETWEEN ?1 * 16777216 AND ?1 * 16777216 + 16777215 AND period_id IS ?2
        AND value IS NOT NULL LIMIT 1
      """)
    let opposite: SiteAddress.Folder = folder == .places ? .indicators : .places
    for item in series {
      try find.bind(.integer(item.id), at: 1)
      try find.bind(Value(item.lastPeriod), at: 2)
      defer { find.reset() }
      var value = (html: item.value.map(NumberStyle.alone) ?? "", value: item.value.map(Cell.text))
      if try find.step() {
        let way = cells.way(from: page, item.locator, find.integer(0), find.integer(1))
        let place = "line \(find.integer(0)), column \(find.integer(1))"
        value.html =
          "<a href=\"\(way)\" title=\"\(HTML.escaped("\(find.text(2) ?? ""), \(place)"))\">\(value.html)</a>"
      }
      let (code, name) = other(item)
      let subject = name.map {
        SiteFrame.link($0, from: page, to: SiteAddress.subject(opposite, code: code, name: $0))
      }
      let change = SeriesRows.change(item)
      var row: [(html: String, value: String?)] = [
        (subject ?? "", nil), (HTML.escaped(item.last ?? ""), nil), value,
        (HTML.escaped(item.unit == "1" ? "" : item.unit ?? ""), nil),
        (change.map { NumberStyle.fixed($0, 1) } ?? "", change.map(Cell.text)),
        (HTML.escaped(item.first ?? ""), nil),
        (
          SiteFrame.link(
            item.title, from: page, to: SiteAddress.source(item.locator, isArticle: false)), nil
        ),
      ]
      if hasBreakdown { row.insert((HTML.escaped(item.breakdown ?? ""), nil), at: 1) }
      table.add(row)
    }
    let more =
      count > series.count
      ? "<p class=\"note\">\(series.count) of \(count) series are shown; the pages of the sources have all of them.</p>\n"
      : ""
    return table.html + more
  }

  /// The change on the value before, in percent; none of what is a ratio itself.
  private static func change(_ series: Series) -> Double? {
    // Of a balance, which may change its sign, a percentage says nothing.
    guard let value = series.value, let before = series.before, before > 0, value >= 0,
      !series.isRatio
    else { return nil }
    return 100 * (value - before) / before
  }
}

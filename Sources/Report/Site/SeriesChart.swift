internal import Records
internal import Storage

extension SeriesRows {
  /// Series that share an axis.
  private struct Group {
    let key: String
    let unit: String?
    var series: [Series] = []
    /// How much the warehouse says of it: what articles speak of comes first.
    var weight = 0
  }

  /// Lines of the main series over their periods: of a place one picture for each of its main
  /// indicators, of an indicator one for each unit, from the table that has most places.
  ///
  /// - Parameter claims: how many claims there are of an indicator, by its code.
  func chart(_ title: String, claims: [String: Int], _ connection: borrowing Connection)
    throws(Failure) -> String
  {
    let groups = folder == .places ? ofPlace(claims) : ofIndicator()
    var rows = ChartRows()
    rows.begin(["period", "value", "series", "panel", "unit"])
    let points = try connection.prepare(
      """
      SELECT t.period, o.value FROM observation AS o JOIN period AS t ON t.period_id = o.period_id
      WHERE o.observation_id BETWEEN ?1 * 16777216 AND ?1 * 16777216 + 16777215
        AND o.value IS NOT NULL ORDER BY t.first_day
      """)
    for group in groups {
      for (item, name) in zip(group.series, names(group)) {
        try points.bind(.integer(item.id), at: 1)
        defer { points.reset() }
        var values: [(period: String, value: Double)] = []
        while try points.step() { values.append((points.text(0) ?? "", points.real(1))) }
        // What has more points than a screen has room for is drawn by some of them.
        let step = max(1, values.count / 400)
        for (index, point) in values.enumerated()
        where index % step == 0 || index == values.count - 1 {
          rows.add([
            .text(point.period), .real(point.value), .text(name), .text(group.key),
            Value(item.unit),
          ])
        }
      }
    }
    guard let plan = SeriesRows.plan else { return "" }
    let charts = PageChart(plan, rows, title: title).html(prefix: "")
    // Several small ones stand beside each other.
    let isMultiple = folder == .places && groups.count > 1
    return charts.isEmpty || !isMultiple ? charts : "<div class=\"multi\">\n\(charts)</div>\n"
  }

  private static let plan = try? ChartPlan(header: [
    "lines", "x: period", "value: value", "series: series", "panel: panel", "unit: unit",
  ])

  private func ofPlace(_ claims: [String: Int]) -> [Group] {
    var groups = grouped { [$0.unit, $0.indicator.name] }
    for index in groups.indices {
      let code = groups[index].series.first?.indicator.code
      groups[index].weight = code.map { 1 + (claims[$0] ?? 0) } ?? 0
      groups[index].series = Array(groups[index].series.prefix(5))
    }
    return Array(SeriesRows.heaviest(groups).prefix(6))
  }

  private func ofIndicator() -> [Group] {
    var groups = grouped { [$0.unit, $0.breakdown, SiteFrame.name(nil, $0.locator)] }
    for index in groups.indices {
      groups[index].weight = groups[index].series.count
      // A region beside the countries that are in it hides them.
      let finest = groups[index].series.map(\.rank).min() ?? 0
      groups[index].series = Array(groups[index].series.filter { $0.rank == finest }.prefix(24))
    }
    var units: Set<String?> = []
    return Array(SeriesRows.heaviest(groups).filter { units.insert($0.unit).inserted }.prefix(2))
  }

  /// The heaviest first; of equal ones that which comes first.
  private static func heaviest(_ groups: [Group]) -> [Group] {
    groups.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .map(\.element)
  }

  /// The series that have a line, by what the parts of their key say.
  private func grouped(_ parts: (Series) -> [String?]) -> [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    for item in series where item.first != item.last {
      let key = parts(item).compactMap(\.self).joined(separator: ", ")
      if let index = places[key] {
        groups[index].series.append(item)
      } else {
        places[key] = groups.count
        groups.append(Group(key: key, unit: item.unit, series: [item]))
      }
    }
    return groups
  }

  /// What tells the lines of a group apart.
  private func names(_ group: Group) -> [String] {
    if folder == .indicators { return group.series.map { $0.place.name ?? "" } }
    if group.series.count == 1 { return [""] }
    let breakdowns = group.series.map { $0.breakdown ?? "" }
    if Set(breakdowns).count == breakdowns.count { return breakdowns }
    return group.series.map {
      [$0.breakdown, SiteFrame.name(nil, $0.locator)].compactMap(\.self).joined(separator: ", ")
    }
  }
}

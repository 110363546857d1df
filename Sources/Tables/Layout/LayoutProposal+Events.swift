internal import Documents
internal import Records
internal import Text

/// Rows that are dated things (payments, events, calls, sales) and no statistics.
///
/// Statistics state a figure for the same keys day after day, or for many keys on one day. A register
/// has another thing in every row, and its days come as they come.
extension LayoutProposal {
  /// What shows that each row is a thing by itself; `nil` where nothing does.
  func eventReason(_ layout: TableLayout) -> String? {
    guard
      !layout.columns.contains(where: {
        $0.role == .value && $0.value.hasPeriod || $0.heading.uppercased().contains("OBS_VALUE")
      })
    else { return nil }
    let axis = layout.columns(.period).first
    if let named = layout.columns.indices.first(where: { saysRecord($0) }),
      layout.columns(.year).isEmpty, axis.map({ !isYears($0) }) ?? true
    {
      return "the column \(layout.columns[named].heading) names what registers and journals list"
    }
    if let axis, let reason = paymentReason(layout, axis) { return reason }
    guard let axis, let days = days(axis), days.count > 1 else { return nil }
    // Days on which months begin or end are months.
    guard !days.allSatisfy(\.isFirst), !days.allSatisfy(\.isLast) else { return nil }
    let moments = days.map(\.moment)
    guard Set(moments).count > 1, !isSeries(moments), !statesIndicator(layout) else { return nil }
    let labels = layout.columns.indices.filter { tellsThings($0, layout) }
    if let naming = labels.first(where: { index in
      relation.labels(index).count == days.count
        && days.allSatisfy { !$0.row.cell(index).isEmpty }
    }) {
      return "the column \(layout.columns[naming].heading) names another thing in every row"
    }
    guard days.count > 2 else { return nil }
    let keys = labels + layout.places
    let series = days.map { day in keys.map { day.row.cell($0) } }
    let distinct = Set(series).count
    if !labels.isEmpty, distinct * 5 >= days.count * 4 {
      return "hardly any row has the labels of another day"
    }
    let numbers = layout.columns.indices.filter { index in
      switch layout.columns[index].role {
      case .dimension, .part, .code, .unit, .indicator: !labels.contains(index)
      default: false
      }
    }
    let dated = zip(series, days).map { series, day in
      series + numbers.map { day.row.cell($0) } + [String(day.moment)]
    }
    if (dated.count - Set(dated).count) * 10 > dated.count {
      return "days have several rows that no label tells apart"
    }
    return nil
  }

  /// A row and when it is dated.
  private struct DatedRow {
    var row: TableHead.Row
    /// In seconds.
    var moment: Int64
    /// On the first or the last day of a month.
    var isFirst: Bool
    var isLast: Bool
  }

  /// The rows of the head and when they are dated; `nil` where not all are dated to the day.
  private func days(_ axis: Int) -> [DatedRow]? {
    var reader = periods
    var found: [DatedRow] = []
    let rows = sample.filter { !$0.cell(axis).isEmpty && $0.filled > 1 }
    // The last row may be the total.
    let hasTotal =
      rows.count > 2
      && rows.last.map { row in
        reader.read(row.cell(axis)) == nil && !row.cell(axis).contains(where: \.isNumber)
      } ?? false
    for row in hasTotal ? rows.dropLast() : rows[...] {
      guard let period = reader.read(row.cell(axis))?.period,
        period.frequency == .daily || period.frequency == .hourly
      else {
        if row.kinds.contains(where: \.isValue) { return nil }
        continue
      }
      found.append(
        DatedRow(
          row: row, moment: Int64(period.first.number) * 86_400 + Int64(period.second),
          isFirst: period.first.components.day == 1,
          isLast: period.first.advanced(byDays: 1).components.day == 1))
    }
    return found
  }

  /// What shows that rows dated to the month are payments: amounts to the cent, and no label (who, for
  /// what) of one month that comes back in another, as the keys of statistics do.
  private func paymentReason(_ layout: TableLayout, _ axis: Int) -> String? {
    let labels = layout.columns.indices.filter { tellsThings($0, layout) }
    let amounts = layout.columns.indices.filter { layout.columns[$0].role == .value }
    guard labels.count > 1, amounts.count == 1, let amount = amounts.first,
      layout.columns[amount].value.place == nil, !statesIndicator(layout)
    else { return nil }
    var (rows, cents) = (0, 0)
    var months: Set<String> = []
    var seen: [[String]: Set<String>] = [:]
    for row in sample where row.kind(amount) == .number && !row.cell(axis).isEmpty {
      let text = row.cell(amount)
      rows += 1
      if let mark = text.lastIndex(where: { $0 == "." || $0 == "," }),
        text[mark...].filter(\.isNumber).count == 2
      {
        cents += 1
      }
      months.insert(row.cell(axis))
      seen[labels.map { row.cell($0) }, default: []].insert(row.cell(axis))
    }
    guard rows >= 5, cents * 10 >= rows * 9, months.count >= 3,
      seen.count * 10 >= rows * 8, seen.values.allSatisfy({ $0.count == 1 })
    else { return nil }
    return "amounts to the cent, and no label of one period comes back in another: payments"
  }

  /// Whether each row is one step of the same length after the one before it.
  private func isSeries(_ moments: [Int64]) -> Bool {
    let steps = zip(moments, moments.dropFirst()).map { $1 - $0 }
    return steps.count > 1 && steps[0] != 0 && Set(steps).count == 1
  }

  /// Whether a column says what is measured in words that statistics use.
  private func statesIndicator(_ layout: TableLayout) -> Bool {
    layout.columns.indices.contains { index in
      switch layout.columns[index].role {
      case .indicator, .dimension:
        vocabulary.roles(ofHeading: layout.columns[index].heading).contains("INDICATOR")
          || !isNumeric(index)
            && share(
              index, as: "indicator", { !vocabulary.indicators(labelled: $0).candidates.isEmpty })
              >= 0.3
      default: false
      }
    }
  }

  /// Whether a heading is one that only registers and journals have: who was paid, which invoice.
  private func saysRecord(_ column: Int) -> Bool {
    head.rows[head.headings].contains {
      vocabulary.roles(ofHeading: $0.cell(column)).contains("RECORD")
    }
  }

  /// Whether a column could name the thing that a row is about: words, or codes of things, that are
  /// neither places nor what the vocabulary knows.
  private func tellsThings(_ index: Int, _ layout: TableLayout) -> Bool {
    let column = layout.columns[index]
    guard profile(index).filled > 0, !layout.places.contains(index),
      !layout.placeContext.contains(index), !column.isAttribute, !column.isNote
    else { return false }
    switch column.role {
    case .dimension, .indicator:
      return !isNumeric(index) || names(column.heading).isCode
    case .ignored:
      return names(column.heading).isCode
        && !relation.labels(index).allSatisfy { Int($0).map { $0 < 1000 } ?? false }
    default: return false
    }
  }
}

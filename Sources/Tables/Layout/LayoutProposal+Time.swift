internal import Documents
internal import Records
internal import Text

/// Where the time axis stands: one column of periods, years with their parts beside them, parts of
/// the years in the headings.
extension LayoutProposal {
  mutating func assignPeriods(_ columns: inout [TableLayout.Column], across: [Int]) {
    switch choice.time {
    case .suggested: break
    case .none:
      for index in columns.indices
      where [.period, .year, .part].contains(columns[index].role) {
        columns[index].role = .dimension
      }
      return
    case .column(let chosen):
      for index in columns.indices where [.period, .year, .part].contains(columns[index].role) {
        columns[index].role = relation.determines(chosen, index) ? .ignored : .dimension
      }
      columns[chosen].role = .period
      columns[chosen].value = TableLayout.Value()
      return
    case .parts(let year, let parts):
      for index in columns.indices where [.period, .year, .part].contains(columns[index].role) {
        columns[index].role = .ignored
      }
      columns[year].role = .year
      columns[year].value = TableLayout.Value()
      for part in parts {
        columns[part.column].role = .part
        columns[part.column].partUnit = part.unit
        columns[part.column].value = TableLayout.Value()
      }
      return
    }
    let stated = columns.indices.filter { columns[$0].role == .period || columns[$0].role == .year }
    if stated.isEmpty, across.count < 2,
      let found = columns.indices.first(where: { isTimeAxis($0, columns[$0]) })
    {
      columns[found].role = .period
      columns[found].value = TableLayout.Value()
      if isYears(found), let part = partColumn(columns) {
        columns[found].role = .year
        columns[part].role = .part
      }
      return
    }
    var parts = columns.indices.filter { columns[$0].role == .part }
    // “1. Quartal” beside a column of years.
    if parts.isEmpty, stated.count == 1, let found = partColumn(columns) {
      columns[found].role = .part
      parts = [found]
    }
    if parts.isEmpty {
      // A code and its label say the same: the one that reads best stays, the first where both do.
      guard
        let best = stated.max(by: {
          periodFit($0) < periodFit($1) || periodFit($0) == periodFit($1) && $0 > $1
        })
      else { return }
      for index in stated { columns[index].role = index == best ? .period : .ignored }
    } else if let year = stated.first(where: { isYears($0) }) ?? stated.first {
      columns[year].role = .year
      for index in stated where index != year { columns[index].role = .ignored }
    } else {
      for index in parts { columns[index].role = .dimension }
    }
  }

  /// A column of labels that are months or quarters without their year.
  func partColumn(_ columns: [TableLayout.Column]) -> Int? {
    columns.indices.first { index in
      columns[index].role == .dimension && !isNumeric(index) && profile(index).filled > 0
        && share(index, as: "part", { isPartLabel($0) || isPartOfYear($0) }) >= 0.9
        && saysPart(index, columns[index])
    }
  }

  /// Whether a column holds years and nothing more.
  func isYears(_ index: Int) -> Bool {
    relation.labels(index).allSatisfy { $0.count <= 4 && Int($0) != nil }
  }

  /// Whether a column of labels such as `K1` can number parts of years: its heading says nothing
  /// else, or its labels say more than a letter and a digit.
  func saysPart(_ index: Int, _ column: TableLayout.Column) -> Bool {
    if column.heading.isEmpty || partUnit(column.heading) != nil { return true }
    return share(index) { $0.count > 2 || $0.uppercased().first == "Q" } == 1
  }

  /// The column whose labels are months or quarters of the years that stand in the headings.
  func partOfRows(_ columns: inout [TableLayout.Column], across: [Int]) -> Int? {
    guard across.count > 1,
      across.allSatisfy({ columns[$0].value.period?.frequency == .annual })
    else { return nil }
    let found = columns.indices.first { index in
      switch columns[index].role {
      case .dimension, .indicator, .part, .ignored:
        !isNumeric(index) && profile(index).filled > 0
          && share(index, as: "month", { isPartOfYear($0) }) >= 0.75
          && relation.labels(index).count > 1
          && saysPart(index, columns[index])
      default: false
      }
    }
    guard let found else { return nil }
    columns[found].role = .part
    return found
  }

  func periodFit(_ column: Int) -> Double {
    var reader = periods
    return share(column, as: "period") { reader.read($0)?.period != nil }
  }

  /// Whether another column holds days.
  private func hasDates(besides column: Int) -> Bool {
    var reader = periods
    return (0..<min(head.width, 40)).contains { other in
      other != column && !isNumeric(other) && profile(other).filled > 0
        && share(other, as: "day") {
          $0.contains(where: \.isNumber) && reader.read($0)?.period?.frequency == .daily
        } >= 0.9
    }
  }

  /// A column of periods by what it holds: labels that are no numbers, or years left of the values.
  func isTimeAxis(_ index: Int, _ column: TableLayout.Column) -> Bool {
    guard column.role == .value || column.role == .dimension, periodFit(index) >= 0.9 else {
      return false
    }
    // Years alone in the first column; what stands below the table is no label of it.
    if index == 0, isYears(index), relation.labels(index).count > 1 || profiles.count == 2 {
      // Numbers of records look like years of long ago, and stand beside dates.
      let areOurs = share(index) { Int($0).map { (1500...2199).contains($0) } ?? false } >= 0.9
      return areOurs && !hasDates(besides: index)
    }
    let profile = profile(index)
    if profile.numbers * 2 < profile.filled { return true }
    guard profile.years * 10 >= profile.filled * 9 else { return false }
    if index == 0 || column.heading.isEmpty && index < 3 { return true }
    // Nothing but years of our time, left of other numbers and the same for many rows.
    return profile.years == profile.filled && profile.filled >= 4 && !profile.hasManyValues
      && profile.distinct.count * 2 <= profile.filled
      && share(index) { Int($0).map { (1850...2100).contains($0) } ?? false } == 1
      && profiles.indices.contains {
        $0 > index && profiles[$0].isNumeric && profiles[$0].years < profiles[$0].filled
      }
  }
}

internal import Documents
internal import Records
internal import Text

/// Columns that say something about others: identifiers, statuses, keys printed once, compound
/// labels.
extension LayoutProposal {
  /// Whole numbers left of every key, another one in each row, number the rows.
  func ignoreIdentifiers(_ columns: inout [TableLayout.Column]) {
    guard let first = columns.first, first.role == .value, !first.value.hasPeriod, !isFraction(0),
      profile(0).hasManyValues || profile(0).distinct.count == profile(0).filled,
      profile(0).numbers == profile(0).filled,
      let key = columns.firstIndex(where: { [.place, .period, .year].contains($0.role) }),
      columns.indices.contains(where: { $0 > key && columns[$0].role == .value })
    else { return }
    // Numbers that do not count up identify single things, and are no numbers of rows.
    columns[0].role = countsRows(0) ? .ignored : .dimension
    columns[0].value = TableLayout.Value()
    for index in 1..<key
    where columns[index].role == .value && !isFraction(index) && !columns[index].value.hasPeriod {
      columns[index].role = .dimension
    }
  }

  /// Whether the numbers of a column count the rows, up or down.
  private func countsRows(_ index: Int) -> Bool {
    let numbers = sample.compactMap { Int($0.cell(index)) }
    let steps = zip(numbers, numbers.dropFirst())
    return numbers.count < 3
      || steps.count { abs($1 - $0) <= 5 } * 10 >= (numbers.count - 1) * 8 && numbers[0] < 100_000
  }

  /// Texts right of the figures, another one in nearly every row (where the figure comes from, the
  /// number of a table), say nothing that tells figures apart where a time axis does.
  func ignoreRemarks(_ columns: inout [TableLayout.Column]) {
    guard let last = columns.lastIndex(where: { $0.role == .value }),
      columns.contains(where: { $0.role == .period || $0.role == .year })
    else { return }
    // “No. of the table”: numbers that count the rows, under a heading that says code.
    if last != columns.firstIndex(where: { $0.role == .value }), isWhole(last), countsRows(last),
      names(columns[last].heading).isCode, profile(last).distinct.count == profile(last).filled
    {
      columns[last].role = .ignored
      columns[last].value = TableLayout.Value()
    }
    for index in columns.indices where index > last && columns[index].role == .dimension {
      let profile = profile(index)
      guard profile.filled >= 5, !isNumeric(index),
        profile.hasManyValues || profile.distinct.count * 2 > profile.filled
      else { continue }
      columns[index].role = .ignored
      columns[index].isNote = true
    }
  }

  /// A year with decimals beside the year itself says the time once more: there is one time axis.
  func ignoreDecimalYears(_ columns: inout [TableLayout.Column]) {
    guard let axis = columns.firstIndex(where: { $0.role == .year || $0.role == .period }) else {
      return
    }
    for index in columns.indices
    where columns[index].role == .value && isFraction(index) && !columns[index].value.hasPeriod {
      let pairs = sample.compactMap { row -> Bool? in
        guard let value = Double(row.cell(index)), let year = TableHead.year(row.cell(axis)) else {
          return nil
        }
        return (1500...2199).contains(year) && value.rounded(.down) == Double(year)
      }
      if pairs.count > 2, pairs.count { $0 } * 20 >= pairs.count * 19 {
        columns[index].role = .ignored
      }
    }
  }

  /// Whether `F` in a column of statuses says final, as agencies with final, provisional and
  /// revised figures use it, and not SDMX's forecast: another letter of theirs stands beside it, or
  /// it is the usual one.
  func saysFinal(_ column: Int) -> Bool {
    let roles = head.rows[head.headings].map { $0.cell(column) }
    // SDMX's own columns mean SDMX's codes.
    guard !roles.contains(where: { $0.uppercased().contains("OBS_") }) else { return false }
    let cells = sample.map { $0.cell(column) }.filter { !$0.isEmpty }
    let finals = cells.count { $0 == "F" }
    guard finals > 0, !cells.contains("E") else { return false }
    return cells.contains("R") || finals * 2 > cells.count
  }

  /// The values once more as text (“77.6 [77.1-78.1]”) under a heading of values: a note, not a
  /// dimension.
  func ignorePrintedValues(_ columns: inout [TableLayout.Column]) {
    guard columns.indices.contains(where: { columns[$0].role == .value && saysValue($0) }) else {
      return
    }
    for index in columns.indices where columns[index].role == .dimension && saysValue(index) {
      columns[index].role = .ignored
    }
  }

  /// A column of marks right of a column of values holds the statuses of those values.
  func assignStatuses(_ columns: inout [TableLayout.Column]) {
    let values = columns.indices.filter { columns[$0].role == .value }
    for index in values where index + 1 < columns.count {
      let next = index + 1
      guard columns[next].role != .value, columns[next].role != .place,
        columns[next].role != .period
      else { continue }
      let profile = profile(next)
      let pairs = zip(headingCells(index), headingCells(next)).filter {
        !$0.0.isEmpty && $0.1.hasPrefix($0.0) && $0.1 != $0.0
      }
      let heading = headingCells(next).last { !$0.isEmpty } ?? ""
      let rest =
        pairs.first.map { $0.1.dropFirst($0.0.count).trimmed.drop { "_-. (".contains($0) } } ?? ""
      let roles =
        roles(of: rest.filter { $0 != ")" })
        + (values.count > 1 ? roles(of: heading) : [])
      let isNamed = rest == "F" || roles.contains("OBS_STATUS")
      let areMarks = profile.filled > 0 && profile.flags == profile.texts && profile.numbers == 0
      guard
        isNamed && (!profile.isNumeric)
          || heading.isEmpty && areMarks && profile.flags > 0 && values.count > 1
      else { continue }
      columns[next].role = .status
      columns[next].statusOf = index
    }
  }

  /// Leading keys that are printed once for several rows: blank where a key right of them and a
  /// value are not.
  func carriedKeys(_ columns: [TableLayout.Column]) -> [Int] {
    func isKey(_ role: TableLayout.Role) -> Bool {
      switch role {
      case .place, .indicator, .period, .year, .part, .dimension, .unit: true
      default: false
      }
    }
    let keys = columns.indices.filter { isKey(columns[$0].role) }
    guard let first = columns.firstIndex(where: { $0.role == .value }), keys.count > 1 else {
      return []
    }
    var carried: [Int] = []
    for (position, key) in keys.enumerated() where key < first && position == carried.count {
      let repeats = sample.dropFirst().contains { row in
        keys[...position].allSatisfy { row.cell($0).isEmpty }
          && keys[(position + 1)...].contains { !row.cell($0).isEmpty }
          && columns.indices.contains { columns[$0].role == .value && row.kind($0).isValue }
      }
      guard repeats, sample.first.map({ !$0.cell(key).isEmpty }) ?? false else { break }
      carried.append(key)
    }
    return carried
  }

  /// Where compound labels name the place: the part at which the vocabulary knows most places, one
  /// in twenty at least.
  func compoundPlace(_ columns: [TableLayout.Column]) -> TableLayout.Compound? {
    guard layout.preamble.place == nil,
      !columns.contains(where: {
        $0.role == .place || $0.role.packs(.place) || $0.value.place != nil
      })
    else { return nil }
    var best: (compound: TableLayout.Compound, known: Int)?
    for index in columns.indices
    where columns[index].role == .indicator || columns[index].role == .dimension {
      guard !isNumeric(index) else { continue }
      let labels = Set(head.rows[head.body...].map { $0.cell(index) }.filter { !$0.isEmpty })
      for separator in [" - ", "; ", " | ", ", ", ": "] {
        let split = labels.map { $0.pieces(by: separator).map { String($0.trimmed) } }.filter {
          $0.count > 1
        }
        guard split.count > 1, split.count * 2 > labels.count else { continue }
        for position in 0..<min(6, split.map(\.count).max() ?? 0) {
          let parts = Set(split.filter { $0.count > position }.map { $0[position] })
          let known = parts.count {
            !vocabulary.places(labelled: PlaceLabel($0).text).candidates.isEmpty
          }
          if known > 1, known * 20 >= parts.count, known > best?.known ?? 1 {
            best = (.init(column: index, separator: separator, position: position), known)
          }
        }
        if best != nil { break }
      }
    }
    return best?.compound
  }
}

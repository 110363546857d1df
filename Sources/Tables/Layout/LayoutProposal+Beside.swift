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
    if last != columns.firstIndex(where: { $0.role == .value }), isWhole(last),
      names(columns[last].heading).isCode, countsRows(last) || profile(last).filled >= 5,
      profile(last).hasManyValues || profile(last).distinct.count == profile(last).filled
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

  /// A year of another calendar beside the year (昭和 55, 民國 90, 2567): it counts on with it, in each
  /// era from another start, and says the time once more.
  func ignoreOtherCalendars(_ columns: inout [TableLayout.Column]) {
    guard let axis = columns.firstIndex(where: { $0.role == .year || $0.role == .period }),
      isYears(axis)
    else { return }
    for index in columns.indices
    where columns[index].role == .value && isWhole(index) && !columns[index].value.hasPeriod
      && abs(index - axis) <= 2
    {
      var (starts, years, rows): (Set<Int>, Set<Int>, Int) = ([], [], 0)
      for row in sample {
        guard let year = Int(row.cell(axis)), let count = Int(row.cell(index)) else { continue }
        guard (1...3000).contains(count) else { return }
        starts.insert(year - count)
        years.insert(year)
        rows += 1
      }
      if years.count >= 3, starts.count * 2 <= years.count,
        rows >= years.count * (years.count < 6 ? 2 : 1),
        !starts.contains(0), relation.determines(axis, index)
      {
        columns[index].role = .ignored
        columns[index].value = TableLayout.Value()
      }
    }
  }

  /// Of a column that says it holds the values, and holds most of them as text (“<100 [80-130]”), the
  /// numbers stand in the column beside it.
  func numbersOfPrinted(_ columns: inout [TableLayout.Column], _ named: [Int]) -> [Int] {
    named.map { printed in
      let profile = profile(printed)
      guard profile.numbers < profile.texts else { return printed }
      let numbers = columns.indices.filter { index in
        columns[index].role == .value && index != printed && isNumeric(index)
          && sample.count { !$0.cell(printed).isEmpty && $0.kind(index) == .number } * 10
            >= sample.count { $0.kind(printed) == .text } * 8
          && sample.allSatisfy { row in
            guard row.kind(printed) == .text, !row.cell(index).isEmpty else { return true }
            let digits = row.cell(printed).drop { !$0.isNumber }.filter { $0 != " " }
            return digits.hasPrefix(row.cell(index).prefix { $0.isNumber })
          }
      }
      guard let found = numbers.first else { return printed }
      columns[printed].role = .ignored
      columns[printed].value = TableLayout.Value()
      return found
    }
  }

  /// Whether a column right of a block of periods holds the sum of the block, or its mean.
  func totals(_ index: Int, of across: [Int]) -> Bool {
    var reader = CellReader(vocabulary: vocabulary)
    func number(_ text: String) -> Double? {
      let bytes = Array(text.utf8)
      for style in [NumberStyle.point, .comma] {
        if case .number(let number) = reader.read(bytes.span, style: style) { return number.value }
      }
      return nil
    }
    var (rows, equal) = (0, 0)
    for row in sample.prefix(60) {
      let parts = across.compactMap { number(row.cell($0)) }
      guard parts.count > 1, let whole = number(row.cell(index)), whole != 0 else { continue }
      let sum = parts.reduce(0, +)
      rows += 1
      let slack = max(0.002 * abs(sum), 0.51)
      if abs(sum - whole) <= slack || abs(sum / Double(parts.count) - whole) <= slack / 100 {
        equal += 1
      }
    }
    return rows >= 3 && equal * 10 >= rows * 8
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
          || (heading.isEmpty || isUnderSameHeading(index, next)) && areMarks && profile.flags > 0
            && values.count > 1
      else { continue }
      columns[next].role = .status
      columns[next].statusOf = index
    }
  }

  /// Whether a column stands under the heading of the one left of it, which spans both.
  private func isUnderSameHeading(_ index: Int, _ next: Int) -> Bool {
    head.rows[head.headings].allSatisfy { row in
      row.cell(next).isEmpty || row.cell(next) == row.cell(index)
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
      guard repeats, sample.first.map({ !$0.cell(key).isEmpty }) ?? false,
        !printsAgain(key, beside: Array(keys[(position + 1)...]))
      else { break }
      carried.append(key)
    }
    return carried
  }

  /// Whether a column prints its labels in every row they hold for: then a blank is no label.
  private func printsAgain(_ key: Int, beside others: [Int]) -> Bool {
    let rows = sample.filter { row in others.contains { !row.cell($0).isEmpty } }
    let blanks = rows.count { $0.cell(key).isEmpty }
    let again = zip(rows, rows.dropFirst()).count { above, below in
      !below.cell(key).isEmpty && above.cell(key) == below.cell(key)
    }
    return again >= blanks
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

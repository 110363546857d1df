internal import Documents
internal import Records
internal import Text

/// What speaks for and against a whole layout, by checks that hold for any statistical table.
extension LayoutProposal {
  /// The evidence of the columns; call it after `build`.
  func evidence(_ layout: TableLayout) -> LayoutEvidence {
    var evidence = LayoutEvidence()
    evidence[.moved] = Double(choice.moves)
    let columns = layout.columns
    let values = columns.indices.filter { columns[$0].role == .value }
    countRows(layout, values, &evidence)
    countValues(columns, values, &evidence)
    countTime(layout, &evidence)
    countPlaces(layout, &evidence)
    for index in columns.indices {
      let profile = profile(index)
      switch columns[index].role {
      case .dimension where !columns[index].isAttribute:
        evidence[.dimensions] += profile.distinct.count > 1 || profile.hasManyValues ? 1 : 0
        if isFraction(index), profile.isNumeric { evidence[.fractionKeys] += 1 }
        if profile.filled >= 5, profile.hasManyValues || profile.distinct.count == profile.filled {
          evidence[.identifierKeys] += 1
        }
      case .ignored:
        if isFraction(index), profile.isNumeric { evidence[.lostFigures] += 1 }
      case .indicator: evidence[.hasIndicator] = 1
      default: break
      }
    }
    if layout.preamble.indicator != nil
      || values.contains(where: { columns[$0].value.indicator != nil })
    {
      evidence[.hasIndicator] = 1
    }
    return evidence
  }

  // MARK: Rows

  /// The key of each row of the head that holds figures, and whether another row has it as well.
  private func countRows(
    _ layout: TableLayout, _ values: [Int], _ evidence: inout LayoutEvidence
  ) {
    let keys = layout.columns.indices.filter { index in
      switch layout.columns[index].role {
      case .place, .indicator, .period, .year, .part, .unit, .dimension, .code, .packed: true
      default: false
      }
    }
    var seen: Set<[String]> = []
    var (rows, repeated, numbers, texts) = (0, 0, 0, 0)
    var carried: [Int: String] = [:]
    var section = ""
    // Headings that follow one another are one.
    var isSection = false
    for row in sample {
      if row.filled == 1, head.width > 2 {
        let text = row.cells.first { !$0.isEmpty } ?? ""
        section = isSection && !row.followsBlank ? section + " / " + text : text
        isSection = true
        continue
      }
      isSection = false
      let found = values.count { row.kind($0) == .number || row.kind($0) == .year }
      guard found > 0 else { continue }
      texts += values.count { row.kind($0) == .text }
      numbers += found
      var key = [section]
      for index in keys {
        let text = row.cell(index)
        if text.isEmpty, layout.carried.contains(index) {
          key.append(carried[index] ?? "")
        } else {
          carried[index] = text
          key.append(text)
        }
      }
      rows += 1
      if !seen.insert(key).inserted { repeated += 1 }
    }
    guard rows > 0 else { return }
    evidence[.duplicateKeys] = Double(repeated) / Double(rows)
    evidence[.textValues] = Double(texts) / Double(texts + numbers)
  }

  /// Whether rows that have one key stand under different headings within the body.
  func sectionsTell() -> Bool {
    let keys = layout.columns.indices.filter { index in
      switch layout.columns[index].role {
      case .place, .indicator, .period, .year, .part, .unit, .dimension, .code, .packed: true
      default: false
      }
    }
    let values = layout.columns.indices.filter { layout.columns[$0].role == .value }
    var sections: [[String]: Set<String>] = [:]
    var section = ""
    var rows = 0
    for row in sample {
      if row.filled == 1, head.width > 2 {
        section = row.cells.first { !$0.isEmpty } ?? ""
        continue
      }
      guard values.contains(where: { row.kind($0) == .number || row.kind($0) == .year }) else {
        continue
      }
      rows += 1
      sections[keys.map { row.cell($0) }, default: []].insert(section)
    }
    return sections.count { $0.value.count > 1 } * 10 > rows
  }

  // MARK: Values

  private func countValues(
    _ columns: [TableLayout.Column], _ values: [Int], _ evidence: inout LayoutEvidence
  ) {
    let hasYears = columns.contains { $0.role == .period || $0.role == .year }
    for index in values
    where !columns[index].value.hasPeriod
      && (index != values.last || names(columns[index].heading).isCode)
    {
      let profile = profile(index)
      guard !isFraction(index), profile.numbers > 0 else { continue }
      if profile.filled >= 6, !profile.hasManyValues, profile.distinct.count * 3 <= profile.filled {
        evidence[.fewValues] += 1
      }
      if hasYears, isCounter(index, columns[index].heading) { evidence[.partValues] += 1 }
      if names(columns[index].heading).isCode || profile.codes * 2 > profile.numbers
        || numbersLabels(index, columns)
      {
        evidence[.codeValues] += 1
      }
    }
  }

  /// Whether each number of a column stands with one label of another column, again and again: it
  /// is that label's number.
  private func numbersLabels(_ index: Int, _ columns: [TableLayout.Column]) -> Bool {
    let own = relation.labels(index).count
    let rows = sample.count { !$0.cell(index).isEmpty }
    guard rows >= 4, own * 2 <= rows else { return false }
    // Codes are of like length; “38041757” beside “1394” counts people.
    let lengths = relation.labels(index).map(\.utf8.count)
    if let longest = lengths.max(), let shortest = lengths.min(), longest > 6,
      longest > shortest + 2
    {
      return false
    }
    let near = max(0, index - 3)...min(columns.count - 1, index + 3)
    return near.contains { other in
      switch columns[other].role {
      case .place, .indicator, .dimension, .period:
        !isNumeric(other) && relation.labels(other).count == own
          && relation.correspond(index, other)
      default: false
      }
    }
  }

  /// Whether the numbers of a column count up from row to row and start again, as weeks, months and
  /// days do: by their heading, or all of them from the first to the last.
  func isCounter(_ index: Int, _ heading: String) -> Bool {
    let numbers = sample.compactMap { Int($0.cell(index)) }
    guard numbers.count > 1, numbers.count * 10 >= sample.count * 9,
      let lowest = numbers.min(), let highest = numbers.max(), lowest >= 0, highest <= 366,
      highest > lowest
    else { return false }
    let steps = zip(numbers, numbers.dropFirst())
    // Hours count from 0; counts of rare things are 0 most of the time.
    if lowest == 0 {
      let moves = steps.count { $0 != $1 }
      guard steps.count(where: { $1 == $0 + 1 }) * 10 >= moves * 6 else { return false }
    }
    let even = steps.count { $1 == $0 || $1 == $0 + 1 || $1 == $0 - 1 || $1 <= lowest + 1 }
    return even * 10 >= (numbers.count - 1) * 9 && Set(numbers).count > 1
      && (partUnit(heading) != nil || heading.isEmpty && (lowest <= 1 || numbers.count < 12)
        || lowest <= 1 && LayoutProposal.wholes.contains { $0.contains(highest) })
  }

  /// How many months, hours, days and weeks there are: small numbers that stop elsewhere, under a
  /// heading that says nothing of time, count something else.
  private static let wholes = [12...12, 23...24, 28...31, 52...53, 365...366]

  // MARK: Time and place

  private func countTime(_ layout: TableLayout, _ evidence: inout LayoutEvidence) {
    let columns = layout.columns
    let axis = layout.columns(.period).first ?? layout.columns(.year).first
    let across = columns.contains { $0.role == .value && $0.value.hasPeriod }
    if axis != nil || across || layout.preamble.period != nil { evidence[.hasTime] = 1 }
    if let axis { evidence[.timeUnread] = 1 - periodShare(axis) }
    for index in columns.indices where index != axis {
      guard columns[index].role == .dimension || columns[index].role == .ignored,
        !isNumeric(index) || isYears(index) && relation.labels(index).allSatisfy(isOurYear),
        profile(index).filled > 0, periodShare(index) >= 0.9,
        // When a row was last changed is not when its figure was true.
        !vocabulary.roles(ofHeading: columns[index].heading).contains(where: {
          $0 == "IGNORE" || $0 == "PUBLISHED"
        })
      else { continue }
      if let axis, relation.determines(axis, index) {
        if isCoarser(index, than: axis) { evidence[.timeFine] += 1 }
      } else {
        evidence[.timeUnused] += 1
      }
    }
  }

  private func isOurYear(_ label: String) -> Bool {
    Int(label).map { (1850...2100).contains($0) } ?? false
  }

  /// Whether a column names months or quarters where another, one to one, names a day of each.
  private func isCoarser(_ index: Int, than axis: Int) -> Bool {
    guard relation.correspond(index, axis) else { return false }
    var reader = periods
    func isDaily(_ column: Int) -> Bool {
      relation.labels(column).allSatisfy { reader.read($0)?.period?.frequency == .daily }
    }
    return isDaily(axis) && !isDaily(index)
  }

  private func countPlaces(_ layout: TableLayout, _ evidence: inout LayoutEvidence) {
    guard let place = layout.places.first else {
      let candidates = placeCandidates(layout.columns)
      evidence[.placeUnused] = Double(min(candidates.count, 1))
      return
    }
    evidence[.unknownPlace] = 1 - placeShare(place)
    let others = layout.placeContext + placeCandidates(layout.columns)
    if others.contains(where: { !layout.places.contains($0) && isPart($0, of: place) }) {
      evidence[.coarsePlace] = 1
    }
  }
}

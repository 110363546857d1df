internal import Documents
internal import Records
internal import Text

/// What headings say of the values below them: their period, and what stands beside it.
extension LayoutProposal {
  // MARK: Headings that name periods

  mutating func periodHeading(_ cells: [String]) -> TableLayout.Value? {
    // “2024” over “Q1”: the year and its part.
    for (index, cell) in cells.enumerated()
    where !cell.isEmpty && periods.read(cell)?.period?.frequency == .annual {
      for (other, part) in cells.enumerated() where other != index && isPartOfYear(part) {
        guard
          let label = periods.read(
            "\(PeriodLabelReader.bracketed(cell)?.stem ?? Substring(cell)) \(part)"),
          label.period != nil
        else { continue }
        var value = TableLayout.Value()
        (value.period, value.flag) = (label.period, label.flag)
        describe(
          &value,
          cells.enumerated().filter { ![index, other].contains($0.offset) && !$0.element.isEmpty }
            .map(\.element))
        return value
      }
    }
    for (index, cell) in cells.enumerated().reversed() where !cell.isEmpty {
      let others = cells.enumerated().filter {
        $0.offset != index && !$0.element.isEmpty && $0.element != cell
      }.map(
        \.element)
      // “(1000)” is a scale.
      if cell.first != "(", let label = periods.read(cell) {
        var value = TableLayout.Value()
        value.period = label.period
        value.flag = label.flag
        if label.period == nil { value.periodText = cell }
        describe(&value, others)
        // “2021 (‰)”, “2023 (total)”: what stands in brackets is a flag, a unit, or a note on the
        // figures.
        if let flag = label.flag, flag.utf8.count > 1, value.unit.isEmpty,
          !vocabulary.unitLabel(flag).isEmpty
        {
          (value.unit, value.unitText, value.flag) = (vocabulary.unitLabel(flag), flag, nil)
        }
        return value
      }
    }
    if let value = monthOfTitle(cells) { return value }
    guard let last = cells.last(where: { !$0.isEmpty }) else { return nil }
    // “Y2022”: a letter that says no more than that a year follows.
    if last.utf8.count <= 8, last.count == 5, last.first?.isLetter ?? false, !isNumbered(last),
      let label = periods.read(last.dropFirst()),
      label.isBareYear,
      isRepeated(String(last.prefix(1)))
    {
      var value = TableLayout.Value()
      value.period = label.period
      describe(&value, cells.filter { !$0.isEmpty && $0 != last })
      return value
    }
    guard let (label, rest) = ownYear(last) ?? fused(last) else { return nil }
    var value = TableLayout.Value()
    value.period = label.period
    if label.period == nil { value.periodText = last }
    describe(&value, [rest] + cells.filter { !$0.isEmpty && $0 != last })
    return value
  }

  /// “January” where the title names the year, and no column does.
  private mutating func monthOfTitle(_ cells: [String]) -> TableLayout.Value? {
    guard let year = titleYear, let part = cells.last(where: { !$0.isEmpty }), isPartOfYear(part),
      head.rows[head.headings].contains(where: { row in
        row.cells.count(where: { isPartOfYear($0) }) > 1
      }),
      (0..<min(3, head.width)).allSatisfy({ periodShare($0) < 0.6 }),
      let label = periods.read("\(year) \(part)"), label.period != nil
    else { return nil }
    var value = TableLayout.Value()
    (value.period, value.flag) = (label.period, label.flag)
    describe(&value, cells.filter { !$0.isEmpty && $0 != part })
    return value
  }

  /// The year of the title, or the only one that stands among the headings.
  private var titleYear: Int? {
    if let year = layout.preamble.period {
      return year.frequency == .annual ? year.first.year : nil
    }
    if let known = memory.onlyYear { return known }
    var years: Set<Int> = []
    for cell in head.rows[head.headings].lazy.flatMap(\.cells) where cell.utf8.count == 4 {
      if let year = Int(cell), (1900...2100).contains(year) { years.insert(year) }
    }
    let only = years.count == 1 ? years.first : nil
    memory.onlyYear = .some(only)
    return only
  }

  /// What the other heading rows of a column say: unit, place, indicator, or a dimension named at
  /// the left.
  private mutating func describe(_ value: inout TableLayout.Value, _ others: [String]) {
    var statuses = CellReader(vocabulary: vocabulary)
    var others = others
    // “Thousand” over “million” over “barrels” is one unit.
    for length in stride(from: others.count, through: 2, by: -1) {
      guard
        let start = (0...(others.count - length)).first(where: { start in
          isUnitText(others[start..<start + length].joined(separator: " "))
        })
      else { continue }
      let text = others[start..<start + length].joined(separator: " ")
      (value.unit, value.unitText) = (vocabulary.unitLabel(text), text)
      others.removeSubrange(start..<start + length)
      break
    }
    for other in others {
      // The number of a week over its date says nothing more.
      if Int(other) != nil, other.count < 4 { continue }
      // “Forecast” over the years to come.
      if other.utf8.count > 3, other.contains(where: \.isLetter), value.flag == nil,
        statuses.knownStatus(other) != nil
      {
        value.flag = other
        continue
      }
      let unit = vocabulary.unitLabel(other)
      if !unit.isEmpty,
        isUnitText(other) || unit.unit != nil && other.count <= 20 && !isBracketed(other)
          || unit.unit != nil && unit.multiplier != 1 && opensWithScale(other)
      {
        value.unit = unit
        value.unitText = other
      } else if !vocabulary.places(labelled: other).candidates.isEmpty {
        value.place = other
      } else if roles(of: other).isEmpty, !isAxisName(other) || isMeasure(other) {
        if value.indicator == nil, !hasAxisName(of: other) {
          let label = headingLabel(other)
          value.indicator = label
          if value.unit.isEmpty, !label.unit.isEmpty {
            (value.unit, value.unitText) = (label.unit, label.unitText)
          }
        } else {
          value.dimensions.append(.init(name: axisName(of: other), value: other))
        }
      }
    }
  }

  /// “Thousands of chained (2012) dollars”: a scale word comes first.
  private func opensWithScale(_ text: String) -> Bool {
    guard let word = text.split(separator: " ").first else { return false }
    return vocabulary.unitLabel(word).multiplier != 1
  }

  /// A unit in brackets after the name of what it measures.
  private func isBracketed(_ text: String) -> Bool {
    headingLabel(text).unitText.map { $0.count + 2 < text.count } ?? false
  }

  /// The same text over every column names the axis (“Stichtag”, “Ano”), not a column.
  private func isAxisName(_ text: String) -> Bool {
    head.rows[head.headings].contains { row in
      let over = head.numeric.filter { $0 > 0 && !row.cell($0).isEmpty }
      return over.count > 1 && over.allSatisfy { row.cell($0) == text }
    }
  }

  /// A text that the vocabulary knows as an indicator, or that has a unit in brackets.
  private func isMeasure(_ text: String) -> Bool {
    let label = headingLabel(text)
    return !label.unit.isEmpty || vocabulary.indicators(labelled: label.text).target != nil
  }

  /// The label at the left of the heading row in which a text stands.
  private func axisName(of text: String) -> String {
    for row in head.rows[head.headings] where row.cells.dropFirst().contains(text) && isAxis(row) {
      return row.cell(0)
    }
    return ""
  }

  private func hasAxisName(of text: String) -> Bool {
    let rows = head.rows[head.headings]
    return rows.count > 1
      && rows.dropLast().contains { $0.cells.dropFirst().contains(text) && isAxis($0) }
  }

  /// Whether the first cell of a heading row names what the others are; a cell that is merged over
  /// all rows does not.
  private func isAxis(_ row: TableHead.Row) -> Bool {
    !row.cell(0).isEmpty
      && head.rows[head.headings].contains { $0.line > row.line && !$0.cell(0).isEmpty }
      && head.rows[head.headings].count { $0.cell(0) == row.cell(0) } == 1
  }
}

internal import Documents
internal import Records
internal import Text

/// What follows from the roles of all columns: the kind of the table, its unit, what may be wrong.
extension LayoutProposal {
  /// The layout, with what follows from the roles of its columns.
  mutating func finish() -> TableLayout {
    layout.compound = compoundPlace(layout.columns)
    layout.siblings = siblings(layout.columns)
    layout.hasSections = sectionsTell()
    decideKind()
    decideStyles()
    takeUnitOfLabels()
    doubtPeriods()
    doubtTitle()
    doubtScale()
    let named =
      head.rows[head.headings].compactMap { row in row.cells.lastIndex { !$0.isEmpty } }.max()
      .map { $0 + 1 } ?? 0
    if named > 0, named < head.width, profiles.count > named, profile(named).filled > 0 {
      layout.doubts.append("the headings name \(named) columns and the rows have \(head.width)")
      layout.namedColumns = named
    }
    return layout
  }

  /// “Data Series (Million Dollars)”, “Deaths by region (thousands)”: the heading of the labels
  /// speaks of all figures, where nothing else does.
  mutating func takeUnitOfLabels() {
    guard layout.kind == .observations else { return }
    let values = layout.columns.filter { $0.role == .value }
    let labels =
      layout.columns(.indicator) + layout.columns(.place) + layout.columns(.period)
      + layout.columns(.year)
    if layout.preamble.indicator == nil, layout.columns(.indicator).isEmpty,
      values.allSatisfy({ $0.value.indicator == nil })
    {
      for index in labels {
        let label = headingLabel(layout.columns[index].heading)
        guard roles(of: label.text).isEmpty,
          !label.unit.isEmpty || vocabulary.indicators(labelled: label.text).target != nil
        else { continue }
        layout.preamble.indicator = label
        if layout.preamble.unit.isEmpty, layout.columns(.unit).isEmpty {
          (layout.preamble.unit, layout.preamble.unitText) = (label.unit, label.unitText)
        }
        return
      }
    }
    takeCorner(labels, values)
    guard layout.preamble.unit.isEmpty, layout.columns(.unit).isEmpty,
      values.allSatisfy({ $0.value.unit.isEmpty })
    else { return }
    for index in labels {
      for text in cornerCells(index)
      where isUnitText(text) && roles(of: text).isEmpty {
        (layout.preamble.unit, layout.preamble.unitText) = (vocabulary.unitLabel(text), text)
        return
      }
      let label = headingLabel(layout.columns[index].heading)
      guard label.text.last == ")" || label.text.last == "）", !label.unit.isEmpty else { continue }
      (layout.preamble.unit, layout.preamble.unitText) = (label.unit, label.unitText)
      return
    }
  }

  /// “GDP per head” over “Year”, beside a row of places: what stands in the corner is no heading of
  /// the labels below it, and says what is measured where nothing else does.
  mutating func takeCorner(_ labels: [Int], _ values: [TableLayout.Column]) {
    guard layout.preamble.indicator == nil, layout.columns(.indicator).isEmpty,
      values.contains(where: { $0.value.indicator == nil })
    else { return }
    for index in labels {
      let cells = cornerCells(index)
      guard cells.count > 1 || layout.columns[index].role == .place,
        let text = cells.first(where: {
          roles(of: $0).isEmpty && !isUnitText($0)
            && $0.contains(where: \.isLetter)
        })
      else { continue }
      layout.preamble.indicator = headingLabel(text)
      return
    }
  }

  /// The cells of the headings over a column of labels.
  func cornerCells(_ index: Int) -> [String] {
    head.rows[head.headings].map { $0.cell(index) }.filter { !$0.isEmpty }
  }

  /// Says what the labels of the axis in use leave open.
  mutating func doubtPeriods() {
    guard layout.kind == .observations else { return }
    var reader = periods
    reader.evidence = PeriodEvidence()
    if let axis = layout.columns(.period).first {
      for row in sample { _ = reader.read(row.cell(axis)) }
    } else {
      for row in head.rows[head.headings] { for cell in row.cells { _ = reader.read(cell) } }
    }
    layout.doubts += reader.evidence.doubts
  }

  /// Says so where the place or the period of all figures was found among the words of a title.
  mutating func doubtTitle() {
    guard layout.kind == .observations else { return }
    if let place = layout.preamble.likelyPlace, layout.preamble.place == nil,
      layout.columns(.place).isEmpty, layout.compound == nil,
      layout.columns.contains(where: { $0.role == .value && $0.value.place == nil })
    {
      layout.doubts.append("the place of the figures is taken from the words above them: \(place)")
    }
    guard let text = layout.preamble.periodText,
      !layout.columns.contains(where: { $0.role == .period || $0.role == .year }),
      layout.columns.contains(where: { $0.role == .value && !$0.value.hasPeriod })
    else { return }
    layout.doubts.append("the period of the figures is taken from the words above them: \(text)")
  }

  /// Says so where a line below the figures names a scale (“Note: figures in thousands.”) and nothing
  /// above them does.
  private mutating func doubtScale() {
    guard layout.kind == .observations, layout.preamble.unit.multiplier == 1,
      layout.columns(.unit).isEmpty, layout.columns(.multiplier).isEmpty,
      layout.columns.allSatisfy({ $0.role != .value || $0.value.unit.multiplier == 1 })
    else { return }
    let last = head.rows.lastIndex { row in row.filled > 1 && row.kinds.contains(.number) }
    guard let last else { return }
    for row in head.rows[(last + 1)...] where row.filled == 1 {
      let text = row.cells.first { !$0.isEmpty } ?? ""
      let scale = text.split(whereSeparator: { ".,;:".contains($0) }).contains { piece in
        let unit = vocabulary.unitLabel(piece)
        return unit.multiplier >= 1000 && !piece.contains(where: \.isNumber)
      }
      guard scale else { continue }
      layout.doubts.append("line \(row.line) says “\(text)”: the figures are stored as printed")
      return
    }
  }
}

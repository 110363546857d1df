internal import Documents
internal import Records
internal import Text

extension Grid {
  /// Puts what the format says of its columns in the place of what was found.
  ///
  /// What is found of a dimension still counts where it names the place, what is measured or the
  /// unit, or the time where the format says nothing of it; codes and their labels are one.
  func apply(to layout: inout TableLayout, _ vocabulary: Vocabulary, _ periods: PeriodLabelReader) {
    guard kind != nil, layout.columns.count >= columns.count else {
      if let title = about.title { layout.preamble.title = layout.preamble.title ?? title }
      for (index, column) in columns.enumerated() where index < layout.columns.count {
        layout.columns[index].isText = column.isText
      }
      return
    }
    let found = layout.columns.map(\.role)
    let hasTime = columns.contains { $0.role == .period }
    for (index, column) in columns.enumerated() {
      layout.columns[index].heading = column.heading
      layout.columns[index].isText = column.isText
      layout.columns[index].role =
        column.role ?? role(found[index], column, vocabulary, hasTime)
      if column.role != .value || layout.columns[index].value.hasPeriod {
        layout.columns[index].value = TableLayout.Value()
      }
      layout.columns[index].style = .point
    }
    joinLabels(&layout)
    if layout.columns(.period).count > 1 {
      for index in layout.columns(.period).dropFirst() { layout.columns[index].role = .ignored }
    }
    // One column of values is called by what SDMX calls it, which names no indicator.
    if layout.columns(.value).count == 1, let index = layout.columns(.value).first {
      layout.columns[index].value.indicator = nil
    }
    layout.carried = []
    layout.rowPart = nil
    layout.compound = nil
    layout.namedColumns = nil
    layout.confidence = 1
    layout.doubts = []
    layout.kind = .observations
    layout.reason = "\(format) says what each column holds"
    takeTitle(&layout, vocabulary, periods)
  }

  /// The role of a dimension of which the format says no more.
  private func role(
    _ found: TableLayout.Role, _ column: GridColumn, _ vocabulary: Vocabulary, _ hasTime: Bool
  ) -> TableLayout.Role {
    let stated = vocabulary.roles(ofHeading: column.heading).compactMap(
      TableLayout.Role.init(named:))
    for role in stated {
      switch role {
      case .place, .indicator, .unit, .multiplier, .status, .ignored: return role
      case .period where !hasTime: return role
      default: break
      }
    }
    if column.isNote { return .ignored }
    switch found {
    case .place, .indicator, .unit: return found
    case .period, .year, .part: return hasTime ? .dimension : found
    default: return .dimension
    }
  }

  /// A column of codes and the column of their labels are one: what either is, both are.
  private func joinLabels(_ layout: inout TableLayout) {
    for (code, column) in columns.enumerated() {
      guard let label = column.labels else { continue }
      let roles = [layout.columns[code].role, layout.columns[label].role]
      let shared: [TableLayout.Role] = [.place, .indicator, .unit, .multiplier, .ignored]
      if let role = shared.first(where: roles.contains) {
        layout.columns[code].role = role
        layout.columns[label].role = role
      } else if roles.contains(.status) {
        layout.columns[code].role = .status
        layout.columns[label].role = .ignored
      } else if roles.contains(.period) {
        // The codes of a time axis are stricter than its labels, where they are periods at all.
        layout.columns[code].role = roles[0] == .period ? .period : .ignored
        layout.columns[label].role = roles[0] == .period ? .ignored : .period
      } else {
        layout.columns[code].role = .code
        layout.columns[label].role = .dimension
      }
    }
  }

  /// The title names what no column names.
  private func takeTitle(
    _ layout: inout TableLayout, _ vocabulary: Vocabulary, _ periods: PeriodLabelReader
  ) {
    layout.preamble = Preamble()
    guard let title = about.measure ?? about.title, !title.isEmpty else { return }
    var reader = periods
    let row = TableHead.Row(
      line: 0, cells: [title], kinds: [.text], filled: 1, followsBlank: false)
    layout.preamble = Preamble([row], vocabulary, &reader)
    layout.preamble.title = about.title ?? title
    if !layout.columns(.place).isEmpty { layout.preamble.place = nil }
    if !layout.columns(.period).isEmpty { layout.preamble.period = nil }
    if !layout.columns(.unit).isEmpty {
      (layout.preamble.unit, layout.preamble.unitText) = (UnitLabel(), nil)
    }
  }
}

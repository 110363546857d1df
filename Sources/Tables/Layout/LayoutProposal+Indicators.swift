internal import Documents
internal import Records
internal import Text

/// Which columns hold units, and which names what is measured.
extension LayoutProposal {
  func assignIndicators(_ columns: inout [TableLayout.Column], isWide: Bool) {
    for index in columns.indices where columns[index].role == .dimension && !isNumeric(index) {
      // A column of single letters holds codes: A is a frequency, a flow or a flag before it is an
      // ampere.
      if share(
        index, as: "unit",
        { !vocabulary.unitLabel($0).isEmpty && (2...60).contains($0.utf8.count) && isUnit($0) })
        >= 0.8,
        profile(index).distinct.count <= 200,
        !columns.contains(where: { $0.role == .unit })
      {
        columns[index].role = .unit
      }
    }
    guard !columns.contains(where: { $0.role == .indicator || $0.role.packs(.indicator) }) else {
      return
    }
    // “TITLE” of a series says in words what it measures.
    if let title = columns.indices.first(where: {
      columns[$0].role == .dimension && !isNumeric($0) && profile($0).filled > 0
        && roles(of: columns[$0].heading).contains("TITLE")
    }) {
      columns[title].role = .indicator
      return
    }
    // Sex and age measure nothing.
    let free = columns.indices.filter {
      columns[$0].role == .dimension && !isNumeric($0) && profile($0).filled > 0
        && !layout.placeContext.contains($0)
        && !roles(of: columns[$0].heading).contains("GROUP")
    }
    let hasPlace = columns.contains {
      $0.role == .place || $0.role.packs(.place) || $0.value.place != nil
    }
    let isNamed =
      layout.preamble.indicator != nil
      || columns.contains(where: { $0.role == .value && $0.value.indicator != nil })
    // A few labels printed once for many rows group them, where a title says what is measured.
    let isGroup =
      layout.preamble.indicator != nil
      && free.first.map { only in
        relation.labels(only).count <= 3
          && sample.count { $0.filled > 2 && !$0.cell(only).isEmpty } * 3
            < sample.count { $0.filled > 2 }
      } ?? false
    if let only = free.first, free.count == 1, isWide || !hasPlace, !isGroup,
      layout.preamble.indicator == nil || !hasPlace || isWide && profile(only).distinct.count > 5,
      !columns.contains(where: { $0.role == .value && $0.value.indicator != nil })
    {
      columns[only].role = .indicator
    } else if let best = free.first(where: {
      share($0, as: "indicator", { !vocabulary.indicators(labelled: $0).candidates.isEmpty }) >= 0.3
    }) {
      columns[best].role = .indicator
    } else if !isNamed {
      // Nothing else says what is measured: the column with the longest words does.
      let words = free.map { index in (index, length(of: index)) }.filter { $0.1 >= 8 }
      if let best = words.max(by: { ($0.1, $1.0) < ($1.1, $0.0) }) {
        columns[best.0].role = .indicator
      }
    }
  }

  /// The average length of a column's labels.
  func length(of column: Int) -> Double {
    let labels = relation.labels(column)
    guard !labels.isEmpty else { return 0 }
    return Double(labels.reduce(0) { $0 + $1.count }) / Double(labels.count)
  }
}

internal import Documents
internal import Records
internal import Text

/// What each column looks like by itself: by its heading, and by what it holds.
extension LayoutProposal {
  /// The heading rows' cells of a column; an empty one takes over its left neighbour's where a
  /// heading spans columns.
  func headingCells(_ column: Int) -> [String] {
    let rows = head.rows[head.headings]
    let hasMetadata = head.hasMetadata
    let cells = rows.enumerated().map { offset, row in
      if let common = commonCells[row.line] { return head.numeric.contains(column) ? common : "" }
      let own = silentLines.contains(row.line) ? "" : row.cell(column)
      // Frequencies, notes and dates of publication say nothing about a figure.
      if column > 0, hasMetadata, !row.cell(0).isEmpty, !describesFigures(row.cell(0)) { return "" }
      if !own.isEmpty || offset == rows.count - 1 { return own }
      var left = column - 1
      while left >= 0, row.cell(left).isEmpty { left -= 1 }
      // What is printed over each of its columns spans none beside them.
      if left > 0, row.cell(left) == row.cell(left - 1) { return "" }
      return left > 0 && head.numeric.contains(left) || left > 0 && head.numeric.contains(column)
        ? row.cell(left) : ""
    }
    // “Alabama!!Estimate”: two levels in one cell.
    return cells.contains { $0.contains("!!") }
      ? cells.flatMap { $0.pieces(by: "!!").map(String.init) } : cells
  }

  func describesFigures(_ name: String) -> Bool {
    let roles = self.roles(of: name)
    return roles.contains {
      ["INDICATOR", "TITLE", "UNIT_MEASURE", "UNIT_MULT", "REF_AREA", "DIMENSION"].contains($0)
    }
  }

  mutating func column(_ index: Int) -> TableLayout.Column {
    let cells = headingCells(index)
    let texts = cells.filter { !$0.isEmpty }
    var seen: [String] = []
    for text in texts where !seen.contains(text) { seen.append(text) }
    var column = TableLayout.Column(heading: seen.joined(separator: " / ").folded, role: .ignored)
    let profile = profile(index)
    guard profile.filled > 0 || !texts.isEmpty else { return column }
    if let packed = packed(cells.last ?? "", index) {
      column.role = packed
      return column
    }
    if profile.isNumeric || profile.filled == profile.missing || isAmongPeriods(index),
      let value = periodHeading(cells)
    {
      column.role = .value
      column.value = value
      return column
    }
    let stated =
      index == 0 && head.hasMetadata && periodShare(index) >= 0.9
      ? nil : role(index, heading: cells.last ?? "", other: seen)
    column.role = stated ?? (profile.isNumeric ? .value : .dimension)
    column.isAttribute =
      column.role == .dimension
      && seen.contains { vocabulary.roles(ofHeading: $0).contains("ATTRIBUTE") }
    if column.role == .part { column.partUnit = partUnit(cells.last ?? "") }
    column.isNote =
      column.role == .ignored && !profile.isNumeric
      && roles(of: cells.last ?? "").contains("NOTE")
    if column.role == .value {
      if profile.codes * 2 > profile.numbers || profile.numbers == 0 { column.role = .dimension }
    }
    return column
  }

  /// A column with some figures between marks that nobody knows, in a row of periods.
  func isAmongPeriods(_ index: Int) -> Bool {
    guard profile(index).numbers > 0, let row = head.rows[head.headings].last else { return false }
    var reader = periods
    let near = max(0, index - 4)...index + 4
    return reader.read(row.cell(index)) != nil
      && near.count { reader.read(row.cell($0)) != nil } > 4
  }

  /// The role that a heading names, checked against what the column holds.
  mutating func role(_ index: Int, heading: String, other: [String]) -> TableLayout.Role? {
    let profile = profile(index)
    // Among headings that are places, one that could say something else is a place too.
    if profile.isNumeric, head.numeric.count > 4, isPlace(heading), headingsArePlaces { return nil }
    let names =
      roles(of: heading) + other.flatMap { roles(of: $0) }
    for role in names.compactMap(TableLayout.Role.init(named:)) {
      switch role {
      case .status:
        // Labels none of which is a status are those of something else (“ValueType: numeric”).
        if profile.filled == 0 || profile.isNumeric || hasStatuses(index) { return .status }
        return .ignored
      case .value: if profile.numbers > 0 || profile.missing == profile.filled { return .value }
      case .period, .year:
        if periodShare(index) >= 0.6 { return role }
        if role == .period, share(index, { LayoutProposal.isPart($0) }) >= 0.9 { return .part }
        // Numbers of weeks or days under such a heading count within the year beside them.
        if role == .period, profile.isNumeric, partUnit(heading) != nil { return .part }
        if role == .period, profile.numbers == 0 { return .dimension }
      case .part:
        // Whole periods under the heading “Month”.
        return periodShare(index) >= 0.6 ? .period : .part
      case .place:
        // Numbers under such a heading are codes of areas, or, with decimals or a unit,
        // measurements of them.
        guard profile.isNumeric else { return .place }
        // “County” over several columns names one of them.
        if other.count > 1, !vocabulary.roles(ofHeading: heading).contains("REF_AREA") { continue }
        if isFraction(index) || other.count > 1 && other.contains(where: isUnitText) { return nil }
        return placeShare(index) < 0.5 ? .dimension : .place
      default: return role
      }
    }
    return nil
  }

  /// Whether most of the headings over numbers are places.
  var headingsArePlaces: Bool {
    if let known = memory.headingsArePlaces { return known }
    let row = head.rows[head.headings].last
    let places = head.numeric.count { isPlace(row?.cell($0) ?? "") }
    let found = places * 10 >= head.numeric.count * 7
    memory.headingsArePlaces = found
    return found
  }

  func hasStatuses(_ index: Int) -> Bool {
    var reader = CellReader(vocabulary: vocabulary)
    let labels = Set(sample.map { $0.cell(index) }).filter { !$0.isEmpty }
    return labels.isEmpty
      || labels.contains { label in
        reader.status(label) != nil
          || label.firstIndex(of: ":").map { reader.status(String(label[..<$0].trimmed)) != nil }
            ?? false
      }
  }

  /// `unit,sex,geo\time`: several keys in one cell, the last of which names the axis across.
  func packed(_ heading: String, _ index: Int) -> TableLayout.Role? {
    guard let slash = heading.firstIndex(where: { $0 == "\\" }) else { return nil }
    let names = heading[..<slash].split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.trimmed)
    }
    let parts = names.map { name in
      TableLayout.Packed(
        name: name,
        role: roles(of: name).compactMap(TableLayout.Role.init(named:)).first
          ?? .dimension)
    }
    if parts.count == 1, let only = parts.first {
      return only.role == .dimension ? .dimension : only.role
    }
    return .packed(parts)
  }

  /// `M01`, `Q3`, `S02`: a quarter of a year that stands in another column.
  func isPartLabel(_ text: String) -> Bool {
    var reader = periods
    return text.contains { $0.isNumber }
      && reader.read("2000 " + text)?.period?.frequency == .quarterly
  }

  static func isPart(_ text: String) -> Bool {
    guard let first = text.first, "MQSHTW".contains(first) else { return false }
    return (2...3).contains(text.count) && text.dropFirst().allSatisfy { $0.isNumber }
  }

  /// `Q`, `M`, `W` or `D` where a heading says that numbers below it are quarters, months, weeks or
  /// days.
  func partUnit(_ heading: String) -> String? {
    let roles = self.roles(of: heading)
    let units = [("QUARTER", "Q"), ("MONTH", "M"), ("WEEK", "W"), ("DAY", "D")]
    return units.first { roles.contains($0.0) }?.1
  }
}

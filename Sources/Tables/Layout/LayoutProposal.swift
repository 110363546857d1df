internal import Documents
internal import Records
internal import Text

/// One whole layout of a table, built from its first rows, from what all its columns hold, and from
/// the decisions that the search tries.
///
/// It looks for structure, never for a publisher: periods in headings or in a column, labels that
/// the vocabulary knows as places, headings whose role the vocabulary knows.
struct LayoutProposal {
  let vocabulary: Vocabulary
  let head: TableHead
  let profiles: [ColumnProfile]
  let delimiter: UInt8
  var periods: PeriodLabelReader
  private(set) var layout = TableLayout(kind: .record, reason: "")
  /// Rows among the headings that hold nothing but the unit of the whole table.
  private var unitLines: Set<Int> = []
  /// Rows of the head that are body.
  let sample: ArraySlice<TableHead.Row>
  /// What the search decided.
  let choice: LayoutChoice
  var relation: ColumnRelation { memory.relation }
  /// Shares that were counted before, as proposals of one cut of the rows have them in common.
  let memory: Memory

  /// What proposals of one cut of the rows have in common; one belongs to one thread.
  final class Memory {
    let relation: ColumnRelation
    var places: [Int: Double] = [:]
    var periods: [Int: Double] = [:]
    var headingsArePlaces: Bool?
    var shares: [String: Double] = [:]
    var pairs: [String: Bool] = [:]
    /// Whether labels are places, and what headings say, looked up once.
    var isPlace: [String: Bool] = [:]
    var headings: [String: HeadingLabel] = [:]
    var roles: [String: [String]] = [:]
    var names: [String: (words: Set<String>, isCode: Bool)] = [:]
    /// By the style of the time axis, as far as it is known.
    var partsOfYear: (style: PeriodStyle, known: [String: Bool])?
    /// What is asked of all headings for each of them, which may be tens of thousands.
    var foldedHeadings: [[UInt8]]?
    var repeatedStems: [String: Bool] = [:]
    /// What many headings begin with that are numbered one after another.
    var numberedStems: Set<[UInt8]>?
    var haveYears: Bool?
    var listLengths: Set<Int>?
    var common: (layout: TableLayout, style: PeriodStyle, unitLines: Set<Int>)?

    init(_ head: TableHead) {
      relation = ColumnRelation(
        head.rows[head.body...].lazy.filter { $0.filled > 2 || head.width <= 2 })
    }

    /// Nothing but what words mean, which another memory of the same cut has looked up.
    init(_ head: TableHead, lookedUp other: Memory) {
      relation = other.relation
      (isPlace, headings, roles, names) = (other.isPlace, other.headings, other.roles, other.names)
      (foldedHeadings, repeatedStems) = (other.foldedHeadings, other.repeatedStems)
      numberedStems = other.numberedStems
    }
  }

  init(
    vocabulary: Vocabulary, head: TableHead, profiles: [ColumnProfile], delimiter: UInt8,
    periods: PeriodLabelReader, choice: LayoutChoice, memory: Memory
  ) {
    self.choice = choice
    self.memory = memory
    self.vocabulary = vocabulary
    self.head = head
    self.profiles = profiles
    self.delimiter = delimiter
    self.periods = periods
    sample = head.rows[head.body...].prefix(200)
  }

  /// The layout as far as the search compares it: the role of every column.
  mutating func build() -> TableLayout {
    if let common = memory.common {
      (layout, periods.style, unitLines) = (common.layout, common.style, common.unitLines)
    } else {
      readHeadings()
      memory.common = (layout, periods.style, unitLines)
    }
    assignKeys()
    return layout
  }

  /// What all proposals of one cut of the rows have in common: the preamble, the headings, what
  /// each column looks like by itself.
  private mutating func readHeadings() {
    layout.preamble = Preamble(head.preamble, vocabulary, &periods, sheet: head.sheet)
    for row in head.rows[head.headings] where row.filled == 1 && head.width > 1 {
      guard let text = row.cells.first(where: { !$0.isEmpty }) else { continue }
      if layout.preamble.takeUnit(text, vocabulary) { unitLines.insert(row.line) }
    }
    layout.headingLines = head.rows[head.headings].map(\.line)
    layout.firstLine =
      head.body < head.rows.count ? head.rows[head.body].line : (head.rows.last?.line ?? 0) + 1
    layout.heading = head.headings.isEmpty ? [] : head.rows[head.headings.upperBound - 1].cells
    decidePeriodStyle()
    decideFiscalYears()
    var columns: [TableLayout.Column] = []
    for index in 0..<max(head.width, profiles.count) {
      columns.append(column(index))
    }
    layout.columns = columns
    layout.names = recordNames()
  }

  /// What the columns are called where the rows are records: the last row of headings, or the one
  /// above it where the last holds nothing but units; with the heading over it where a cell is blank
  /// or printed twice.
  private func recordNames() -> [String] {
    var rows = head.headings
    guard let last = rows.last else { return [] }
    let isUnits = head.rows[last].cells.allSatisfy { cell in
      cell.isEmpty || isUnitText(cell) || isUnitText(cell.filter { !"[]()".contains($0) })
        || cell.first == "[" && cell.last == "]" || cell.first == "(" && cell.last == ")"
    }
    if isUnits, rows.count > 1, head.rows[last - 1].filled >= head.rows[last].filled {
      rows.removeLast()
    }
    let cells = head.rows[rows.upperBound - 1].cells
    return layout.columns.indices.map { index in
      let own = index < cells.count ? cells[index] : ""
      let isTwice = cells.count { $0 == own } > 1
      guard rows.count > 1, own.isEmpty || isTwice else { return own }
      var seen: [String] = []
      for text in headingCells(index).prefix(rows.count) where !text.isEmpty {
        if seen.last != text { seen.append(text) }
      }
      return seen.joined(separator: " ")
    }
  }

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
  private mutating func takeUnitOfLabels() {
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
  private mutating func takeCorner(_ labels: [Int], _ values: [TableLayout.Column]) {
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
  private func cornerCells(_ index: Int) -> [String] {
    head.rows[head.headings].map { $0.cell(index) }.filter { !$0.isEmpty }
  }

  /// What a heading says, looked up once.
  func headingLabel(_ text: String) -> HeadingLabel {
    if let known = memory.headings[text] { return known }
    let label = vocabulary.headingLabel(text)
    memory.headings[text] = label
    return label
  }

  func profile(_ column: Int) -> ColumnProfile {
    column < profiles.count ? profiles[column] : ColumnProfile()
  }

  /// Whether the column holds numbers: by all rows, or by the head where there is no profile.
  func isNumeric(_ column: Int) -> Bool { profile(column).isNumeric }

  // MARK: Columns one by one

  /// The heading rows' cells of a column; an empty one takes over its left neighbour's where a
  /// heading spans columns.
  func headingCells(_ column: Int) -> [String] {
    let rows = head.rows[head.headings]
    let hasMetadata = head.hasMetadata
    let cells = rows.enumerated().map { offset, row in
      let own = unitLines.contains(row.line) ? "" : row.cell(column)
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

  private func describesFigures(_ name: String) -> Bool {
    let roles = self.roles(of: name)
    return roles.contains {
      ["INDICATOR", "TITLE", "UNIT_MEASURE", "UNIT_MULT", "REF_AREA", "DIMENSION"].contains($0)
    }
  }

  private mutating func column(_ index: Int) -> TableLayout.Column {
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
  private func isAmongPeriods(_ index: Int) -> Bool {
    guard profile(index).numbers > 0, let row = head.rows[head.headings].last else { return false }
    var reader = periods
    let near = max(0, index - 4)...index + 4
    return reader.read(row.cell(index)) != nil
      && near.count { reader.read(row.cell($0)) != nil } > 4
  }

  /// The role that a heading names, checked against what the column holds.
  private mutating func role(_ index: Int, heading: String, other: [String]) -> TableLayout.Role? {
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
  private var headingsArePlaces: Bool {
    if let known = memory.headingsArePlaces { return known }
    let row = head.rows[head.headings].last
    let places = head.numeric.count { isPlace(row?.cell($0) ?? "") }
    let found = places * 10 >= head.numeric.count * 7
    memory.headingsArePlaces = found
    return found
  }

  private func hasStatuses(_ index: Int) -> Bool {
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
  private func packed(_ heading: String, _ index: Int) -> TableLayout.Role? {
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

  private static func isPart(_ text: String) -> Bool {
    guard let first = text.first, "MQSHTW".contains(first) else { return false }
    return (2...3).contains(text.count) && text.dropFirst().allSatisfy { $0.isNumber }
  }

  // MARK: Shares

  /// The share of a column's labels in the head that the vocabulary knows as places.
  func placeShare(_ column: Int) -> Double {
    if let known = memory.places[column] { return known }
    let labels = relation.labels(column)
    let known = labels.filter(isPlace)
    // “IT” beside “Sales” is no country: codes and words do not mix.
    let areCodes =
      !known.isEmpty
      && known.allSatisfy { label in
        label.utf8.count <= 3 && label.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      }
    let others = labels.count { $0.contains(where: \.isLowercase) }
    let found = areCodes && others > 0 ? 0 : share(column) { isPlace($0) }
    memory.places[column] = found
    return found
  }

  /// The share of a column's labels in the head that are periods.
  func periodShare(_ column: Int) -> Double {
    if let known = memory.periods[column] { return known }
    var periods = self.periods
    let found = share(column) { periods.read($0) != nil }
    memory.periods[column] = found
    return found
  }

  /// What a heading says that its column is, looked up once.
  func roles(of heading: String) -> [String] {
    if let known = memory.roles[heading] { return known }
    let found = vocabulary.roles(ofHeading: heading)
    memory.roles[heading] = found
    return found
  }

  /// The share of the labels of a column in the head for which something holds, counted once under
  /// the name of what holds.
  func share(_ column: Int, as name: String, _ holds: (String) -> Bool) -> Double {
    let key = "\(column) \(name)"
    if let known = memory.shares[key] { return known }
    let found = share(column, holds)
    memory.shares[key] = found
    return found
  }

  func share(_ column: Int, _ holds: (String) -> Bool) -> Double {
    var seen: Set<String> = []
    for row in sample where !row.cell(column).isEmpty && (row.filled > 2 || head.width <= 2) {
      seen.insert(row.cell(column))
    }
    guard !seen.isEmpty else { return 0 }
    return Double(seen.count(where: holds)) / Double(seen.count)
  }

  /// Reads the first columns and the headings one after the other: what one axis shows says nothing
  /// about another.
  private mutating func decidePeriodStyle() {
    var total = PeriodEvidence()
    func take(_ labels: [String]) {
      var reader = periods
      for label in labels { _ = reader.read(label) }
      total.add(reader.evidence)
    }
    for column in 0..<min(8, head.width) { take(sample.map { $0.cell(column) }) }
    for row in head.rows[head.headings] { take(row.cells) }
    periods.style = total.style
    layout.periodStyle = periods.style
  }

  /// Says what the labels of the axis in use leave open.
  private mutating func doubtPeriods() {
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
  private mutating func doubtTitle() {
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

  /// `Q`, `M`, `W` or `D` where a heading says that numbers below it are quarters, months, weeks or
  /// days.
  func partUnit(_ heading: String) -> String? {
    let roles = self.roles(of: heading)
    let units = [("QUARTER", "Q"), ("MONTH", "M"), ("WEEK", "W"), ("DAY", "D")]
    return units.first { roles.contains($0.0) }?.1
  }

  // Set by the extensions in other files.
  mutating func update(_ change: (inout TableLayout) -> Void) { change(&layout) }
}

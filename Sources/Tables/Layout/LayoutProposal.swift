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
  var layout = TableLayout(kind: .record, reason: "")
  /// Rows among the headings that say nothing of single columns: the unit of the whole table, the
  /// numbers of the columns.
  var silentLines: Set<Int> = []
  /// What a row among the headings prints once and says of every column of figures, by its line.
  var commonCells: [Int: String] = [:]
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
    /// The only year among the headings, as `.some(nil)` where there is not one.
    var onlyYear: Int??
    var listLengths: Set<Int>?
    /// The currency that a table of exchange rates prices all others in.
    var rateBase: String?
    var common: Common?

    struct Common {
      var layout: TableLayout
      var style: PeriodStyle
      var silentLines: Set<Int>
      var commonCells: [Int: String]
    }

    init(_ head: TableHead) {
      relation = ColumnRelation(
        head.rows[head.body...].lazy.filter { $0.filled > 2 || head.width <= 2 })
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
      (layout, periods.style) = (common.layout, common.style)
      (silentLines, commonCells) = (common.silentLines, common.commonCells)
    } else {
      readHeadings()
      memory.common = Memory.Common(
        layout: layout, style: periods.style, silentLines: silentLines, commonCells: commonCells)
    }
    assignKeys()
    return layout
  }

  /// Goes on from what `build` made of the same choice before.
  mutating func resume(_ built: TableLayout) {
    guard let common = memory.common else {
      _ = build()
      return
    }
    periods.style = common.style
    (silentLines, commonCells) = (common.silentLines, common.commonCells)
    layout = built
  }

  /// What all proposals of one cut of the rows have in common: the preamble, the headings, what
  /// each column looks like by itself.
  private mutating func readHeadings() {
    layout.preamble = Preamble(head.preamble, vocabulary, &periods, sheet: head.sheet)
    silenceRows()
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
    readRates(&columns)
    layout.columns = columns
    layout.names = recordNames()
  }

  /// What the columns are called where the rows are records: the last row of headings, or the one
  /// above it where the last holds nothing but units; with the heading over it where a cell is blank
  /// or printed twice.
  private func recordNames() -> [String] {
    var rows = head.headings
    while rows.count > 1, let last = rows.last, silentLines.contains(head.rows[last].line) {
      rows.removeLast()
    }
    guard let last = rows.last else { return [] }
    let isUnits = head.rows[last].cells.allSatisfy { cell in
      cell.isEmpty || isUnitText(cell) || isUnitText(cell.filter { !"[]()".contains($0) })
        || cell.first == "[" && cell.last == "]" || cell.first == "(" && cell.last == ")"
    }
    if isUnits, rows.count > 1, head.rows[last - 1].filled >= head.rows[last].filled {
      rows.removeLast()
    }
    let cells = head.rows[rows.upperBound - 1].cells
    guard rows.count > 1 else {
      return layout.columns.indices.map { $0 < cells.count ? cells[$0] : "" }
    }
    var counts: [String: Int] = [:]
    for cell in cells { counts[cell, default: 0] += 1 }
    return layout.columns.indices.map { index in
      let own = index < cells.count ? cells[index] : ""
      guard own.isEmpty || counts[own, default: 0] > 1 else { return own }
      var seen: [String] = []
      for text in headingCells(index).prefix(rows.count) where !text.isEmpty {
        if seen.last != text { seen.append(text) }
      }
      return seen.joined(separator: " ")
    }
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

  // Set by the extensions in other files.
  mutating func update(_ change: (inout TableLayout) -> Void) { change(&layout) }
}

internal import Documents
public import Records
internal import Text

/// Reads the observations of a table, block by block.
public struct ObservationReader {
  var rows: RowReader
  let layout: TableLayout
  let series: SeriesReader
  var cells: CellReader
  var periods: PeriodLabelReader
  var block = RowBlock()

  /// The heading of the first column, in UTF-8.
  let firstHeading: [UInt8]
  let keys: [Int]
  let values: [ValueColumn]
  let lastColumn: Int
  let timeColumns: [Int]
  let statusColumns: [Int]
  let noteColumns: [Int]
  let estimatesColumn: Int?
  /// By the first half of its key's hash; the second half tells keys apart that share it.
  var seriesOrdinals = KeyTable<(second: UInt64, ordinal: Int32)>(none: (0, -1))
  /// The hashes of each series, and the series of the row before.
  var seriesKeys: [(first: UInt64, second: UInt64)] = []
  var lastSeries = 0
  var counts: [UInt32] = []
  var periodOrdinals: [TimePeriod: Int32] = [:]
  /// By the hash of the time cells: the ordinal of the period, where they name one.
  var periodCells = KeyTable<Int32>(none: -1)
  var otherPeriodCells: [UInt64: PeriodCell] = [:]
  /// By the hash of a cell of statuses: the status, and 256 so that there is one.
  var statusCells = KeyTable<UInt16>(none: 0)
  var scratch: (found: [(column: Int, cell: Cell)], texts: [Int]) = ([], [])
  /// The observations of the row before, for a row of statuses below it.
  var previousRow = 0..<0

  /// Where the rows went.
  public private(set) var accounting = Accounting()

  /// One column of values.
  struct ValueColumn {
    var index: Int
    var style: NumberStyle
    var value: TableLayout.Value
    /// Columns that differ only in their period share a group, and so their series.
    var group: Int
  }

  enum PeriodCell {
    /// A period, and OBS_STATUS where its label is flagged (`2024p`).
    case ordinal(Int32, UInt8?)
    /// Names a period, but not its days.
    case label(String)
    case none
  }

  init(
    rows: RowReader, layout: TableLayout, vocabulary: Vocabulary, periods: PeriodLabelReader,
    missing: Set<String> = []
  ) {
    self.rows = rows
    self.layout = layout
    self.periods = periods
    self.periods.style = layout.periodStyle
    series = SeriesReader(vocabulary: vocabulary, layout: layout)
    cells = CellReader(vocabulary: vocabulary, missing: missing)
    var groups: [TableLayout.Value] = []
    // Which groups have a text, so that thousands of columns are not compared with one another.
    var alike: [String: [Int]] = [:]
    var values: [ValueColumn] = []
    for index in layout.columns(.value) {
      let column = layout.columns[index]
      var shared = column.value
      shared.period = nil
      shared.part = nil
      shared.flag = nil
      let name = [shared.indicator?.text, shared.place, shared.unitText].compactMap(\.self)
        .joined(separator: "\u{1F}")
      let group = alike[name]?.first { groups[$0] == shared } ?? groups.count
      if group == groups.count {
        groups.append(shared)
        alike[name, default: []].append(group)
      }
      values.append(
        ValueColumn(index: index, style: column.style, value: column.value, group: group))
    }
    self.values = values
    firstHeading = Array((layout.heading.first ?? "").utf8)
    keys = layout.columns.indices.filter {
      switch layout.columns[$0].role {
      case .place, .indicator, .unit, .multiplier, .dimension, .code, .packed: true
      default: false
      }
    }
    lastColumn = layout.columns.lastIndex { $0.role != .ignored } ?? 0
    timeColumns =
      layout.columns(.period).first.map { [$0] } ?? layout.columns(.year).first.map {
        // A year, its month, and the day of the month last.
        [$0]
          + layout.columns(.part).sorted {
            let (one, other) = (
              layout.columns[$0].partUnit == "D", layout.columns[$1].partUnit == "D"
            )
            return one != other ? other : $0 < $1
          }
      }
      ?? []
    packedTime =
      layout.columns.indices.lazy.compactMap { index -> (column: Int, part: Int)? in
        guard case .packed(let parts) = layout.columns[index].role,
          let part = parts.firstIndex(where: { $0.role == .period || $0.role == .year })
        else { return nil }
        return (index, part)
      }.first
    noteColumns = layout.columns.indices.filter { layout.columns[$0].isNote }
    estimatesColumn = layout.columns(.estimates).first
    valuePeriods = [Int32](repeating: -1, count: values.count)
    statusColumns = layout.columns(.status).filter { layout.columns[$0].statusOf == nil }
    var statusOf: [Int: Int] = [:]
    for index in layout.columns.indices.reversed() {
      if let value = layout.columns[index].statusOf { statusOf[value] = index }
    }
    ownStatuses = values.map { statusOf[$0.index] }
    actionColumn = layout.columns(.action).first
    hasParts = values.contains { $0.value.part != nil }
  }

  /// Where the period is one of several keys in one cell.
  let packedTime: (column: Int, part: Int)?
  /// For each column of values, the column that holds the statuses of its values.
  let ownStatuses: [Int?]
  let hasParts: Bool
  let actionColumn: Int?
  /// What a heading within the body says of the rows below it, and whether that is their place.
  var section: (text: String, isPlace: Bool)?
  /// The period that such a heading is, where neither rows nor columns have one.
  var sectionPeriod: TimePeriod?
  /// The row before was such a heading.
  var followsSection = false
  /// The last cells of keys that are printed once for several rows.
  var carried: [Int: [UInt8]] = [:]

  var valuePeriods: [Int32]
  var hasValuePeriods = false
  var multipliers: [Double] = []
  /// By the ordinal of the year and the position of the value: the period of a part of the year.
  var partPeriods: [Int: Int32] = [:]
  /// All rows were read.
  private var isFinished = false
  /// What tells whether two observations have the same key.
  var repeats = RepeatedKeys()

  /// What the cells of each column are, where that was counted.
  public var profiles: [ColumnProfile] { rows.profiler?.profiles ?? [] }

  /// Reads the next observations into a batch; `false` where there are none left.
  ///
  /// - Throws: a `Failure` where reading fails.
  public mutating func next(into batch: inout ObservationBatch) throws(Failure) -> Bool {
    // The batch's memory is used again for the next block.
    swap(&block.bytes, &batch.bytes)
    batch.removeAll()
    guard try rows.next(into: &block) else {
      batch.rejects = isFinished ? [] : series.told.rejects(hasFigures: !counts.isEmpty)
      isFinished = true
      return !batch.rejects.isEmpty
    }
    defer { swap(&block.bytes, &batch.bytes) }
    nameValuePeriods(&batch)
    previousRow = 0..<0
    for reject in block.rejects {
      accounting.read += 1
      accounting.rejected += 1
      batch.rejects.append(reject)
    }
    var start = 0
    for row in 0..<block.count {
      let end = Int(block.ends[row])
      read(row, start..<end, &batch)
      start = end
    }
    return true
  }

  // MARK: Rows

  mutating func read(_ row: Int, _ fields: Range<Int>, _ batch: inout ObservationBatch) {
    accounting.read += 1
    let line = block.lines[row]
    guard line >= UInt32(layout.firstLine) else {
      accounting.pass(
        isBlank(fields) ? "blank" : layout.headingLines.contains(Int(line)) ? "heading" : "preamble"
      )
      return
    }
    if isBlank(fields) {
      accounting.pass("blank")
      followsSection = false
      return
    }
    // SDMX-CSV: what a message deletes is not there.
    if let actionColumn, actionColumn < fields.count,
      block.bytes[block.range(fields.lowerBound + actionColumn)].elementsEqual([UInt8(ascii: "D")])
    {
      accounting.pass("deleted")
      return
    }
    let start = batch.rows.count
    let rejects = batch.rejects.count
    let outcome = observations(fields, row, line, &batch)
    let range = start..<batch.rows.count
    switch outcome {
    case .passed(let rule): accounting.pass(rule)
    case .rejected: accounting.rejected += 1
    case .read:
      if !range.isEmpty {
        accounting.stored += 1
      } else if batch.rejects.count > rejects {
        accounting.rejected += 1
      } else {
        accounting.pass("no_value")
      }
    }
    if !range.isEmpty { previousRow = range }
    followsSection = if case .passed("section_or_note") = outcome { true } else { false }
  }

  enum Outcome {
    case read
    case passed(String)
    case rejected
  }

  mutating func observations(
    _ fields: Range<Int>, _ row: Int, _ line: UInt32, _ batch: inout ObservationBatch
  ) -> Outcome {
    func field(_ column: Int) -> Int? { column < fields.count ? fields.lowerBound + column : nil }
    // What the value cells are decides whether this is data at all.
    // The two lists keep their memory from row to row.
    var (found, texts) = scratch
    scratch = ([], [])
    defer { scratch = (found, texts) }
    found.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    let bytes = block.bytes
    for position in values.indices {
      guard let field = field(values[position].index), block.length(field) > 0 else { continue }
      let cell = cells.read(
        bytes.span.extracting(block.range(field)), style: values[position].style)
      switch cell {
      case .empty: break
      case .text: texts.append(position)
      case .number, .missing: found.append((position, cell))
      }
    }
    let isWide =
      fields.count > layout.columns.count && hasContent(fields.dropFirst(layout.columns.count))
    let isShort = fields.count <= lastColumn
    if found.isEmpty || isShort || opensLikeHeading(fields) {
      if let rule = ruleToPass(fields, found: found.isEmpty, texts, &batch) { return .passed(rule) }
    }
    if isWide || isShort, block.bytes[Int(block.starts[row])] == UInt8(ascii: "#") {
      return .passed("comment")
    }
    if isWide || isShort, !found.isEmpty || !texts.isEmpty {
      batch.rejects.append(
        Reject(
          line: Int(line), code: "ragged_row",
          message: "expected \(layout.columns.count) cells, found \(fields.count)",
          raw: block.raw(row)))
      return .rejected
    }
    for position in texts {
      guard let field = field(values[position].index) else { continue }
      batch.rejects.append(
        Reject(
          line: Int(line), column: values[position].index + layout.firstColumn,
          code: "not_a_number",
          message: "expected a number or a mark for a missing value", raw: block.text(field)))
    }
    guard !found.isEmpty else {
      if values.count == 1, texts.isEmpty, let only = values.first, let field = field(only.index) {
        return emptyWithStatus(fields, row, line, field, &batch)
      }
      return .read
    }
    return emit(found, fields, row, line, &batch)
  }
}

public import Records

/// Reads the observations of a table, block by block.
public struct ObservationReader {
  private var rows: RowReader
  private let layout: TableLayout
  private let series: SeriesReader
  private var cells: CellReader
  private var periods: PeriodLabelReader
  private var block = RowBlock()

  private let keys: [Int]
  private let values: [ValueColumn]
  private let lastColumn: Int
  private let timeColumns: [Int]
  private let statusColumns: [Int]
  private let noteColumns: [Int]
  private let estimatesColumn: Int?
  /// By the first half of its key's hash; the second half tells keys apart that share it.
  private var seriesOrdinals = KeyTable<(second: UInt64, ordinal: Int32)>(none: (0, -1))
  private var counts: [UInt32] = []
  private var periodOrdinals: [TimePeriod: Int32] = [:]
  /// By the hash of the time cells: the ordinal of the period, where they name one.
  private var periodCells = KeyTable<Int32>(none: -1)
  private var otherPeriodCells: [UInt64: PeriodCell] = [:]
  /// By the hash of a cell of statuses: the status, and 256 so that there is one.
  private var statusCells = KeyTable<UInt16>(none: 0)
  private var scratch: (found: [(column: Int, cell: Cell)], texts: [Int]) = ([], [])
  /// The observations of the row before, for a row of statuses below it.
  private var previousRow = 0..<0

  /// Where the rows went.
  public private(set) var accounting = Accounting()

  /// One column of values.
  private struct ValueColumn {
    var index: Int
    var style: NumberStyle
    var value: TableLayout.Value
    /// Columns that differ only in their period share a group, and so their series.
    var group: Int
  }

  private enum PeriodCell {
    /// A period, and OBS_STATUS where its label is flagged (`2024p`).
    case ordinal(Int32, UInt8?)
    /// Names a period, but not its days.
    case label(String)
    case none
  }

  init(
    rows: RowReader, layout: TableLayout, vocabulary: Vocabulary, periods: PeriodLabelReader, labelLengths: [Double],
    missing: Set<String> = []
  ) {
    self.rows = rows
    self.layout = layout
    self.periods = periods
    self.periods.style = layout.periodStyle
    series = SeriesReader(vocabulary: vocabulary, layout: layout, labelLengths: labelLengths)
    cells = CellReader(vocabulary: vocabulary, missing: missing)
    var groups: [TableLayout.Value] = []
    var values: [ValueColumn] = []
    for index in layout.columns(.value) {
      let column = layout.columns[index]
      var shared = column.value
      shared.period = nil
      shared.part = nil
      shared.flag = nil
      let group = groups.firstIndex(of: shared) ?? groups.count
      if group == groups.count { groups.append(shared) }
      values.append(ValueColumn(index: index, style: column.style, value: column.value, group: group))
    }
    self.values = values
    keys = layout.columns.indices.filter {
      switch layout.columns[$0].role {
      case .place, .indicator, .unit, .multiplier, .dimension, .packed: true
      default: false
      }
    }
    lastColumn = layout.columns.lastIndex { $0.role != .ignored } ?? 0
    timeColumns =
      layout.columns(.period).first.map { [$0] } ?? layout.columns(.year).first.map { [$0] + layout.columns(.part) }
      ?? []
    noteColumns = layout.columns.indices.filter { layout.columns[$0].isNote }
    estimatesColumn = layout.columns(.estimates).first
    valuePeriods = [Int32](repeating: -1, count: values.count)
    statusColumns = layout.columns(.status).filter { layout.columns[$0].statusOf == nil }
    ownStatuses = values.map { value in layout.columns.firstIndex { $0.statusOf == value.index } }
    actionColumn = layout.columns(.action).first
    hasParts = values.contains { $0.value.part != nil }
  }

  /// For each column of values, the column that holds the statuses of its values.
  private let ownStatuses: [Int?]
  private let hasParts: Bool
  private let actionColumn: Int?
  /// What a heading within the body says of the rows below it, and whether that is their place.
  private var section: (text: String, isPlace: Bool)?
  /// The last cells of keys that are printed once for several rows.
  private var carried: [Int: [UInt8]] = [:]

  private var valuePeriods: [Int32]
  private var hasValuePeriods = false

  /// What the cells of each column are, where that was counted.
  public var profiles: [ColumnProfile] { rows.profiler?.profiles ?? [] }

  /// Reads the next observations into a batch; `false` where there are none left.
  ///
  /// - Throws: a `Failure` where reading fails.
  public mutating func next(into batch: inout ObservationBatch) throws(Failure) -> Bool {
    // The batch's memory is used again for the next block.
    swap(&block.bytes, &batch.bytes)
    batch.removeAll()
    guard try rows.next(into: &block) else { return false }
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

  private mutating func nameValuePeriods(_ batch: inout ObservationBatch) {
    guard !hasValuePeriods else { return }
    hasValuePeriods = true
    for index in values.indices {
      if let period = values[index].value.period { valuePeriods[index] = ordinal(of: period, &batch) }
    }
  }

  private mutating func ordinal(of period: TimePeriod, _ batch: inout ObservationBatch) -> Int32 {
    if let known = periodOrdinals[period] { return known }
    let ordinal = Int32(periodOrdinals.count)
    periodOrdinals[period] = ordinal
    batch.newPeriods.append(period)
    return ordinal
  }

  // MARK: Rows

  private mutating func read(_ row: Int, _ fields: Range<Int>, _ batch: inout ObservationBatch) {
    accounting.read += 1
    let line = block.lines[row]
    guard line >= UInt32(layout.firstLine) else {
      accounting.pass(isBlank(fields) ? "blank" : layout.headingLines.contains(Int(line)) ? "heading" : "preamble")
      return
    }
    if isBlank(fields) {
      accounting.pass("blank")
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
  }

  private enum Outcome {
    case read
    case passed(String)
    case rejected
  }

  private func isBlank(_ fields: Range<Int>) -> Bool {
    for field in fields {
      for at in block.range(field) where block.bytes[at] > 0x20 { return false }
    }
    return true
  }

  private mutating func observations(
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
      let cell = cells.read(bytes.span.extracting(block.range(field)), style: values[position].style)
      switch cell {
      case .empty: break
      case .text: texts.append(position)
      case .number, .missing: found.append((position, cell))
      }
    }
    let isWide = fields.count > layout.columns.count && hasContent(fields.dropFirst(layout.columns.count))
    let isShort = fields.count <= lastColumn
    if found.isEmpty || isShort || opensLikeHeading(fields) {
      if let rule = ruleToPass(fields, found: found.isEmpty, texts, &batch) { return .passed(rule) }
    }
    if isWide || isShort, block.bytes[Int(block.starts[row])] == UInt8(ascii: "#") { return .passed("comment") }
    if isWide || isShort, !found.isEmpty || !texts.isEmpty {
      batch.rejects.append(
        Reject(
          line: Int(line), code: "ragged_row",
          message: "expected \(layout.columns.count) cells, found \(fields.count)", raw: block.raw(row)))
      return .rejected
    }
    for position in texts {
      guard let field = field(values[position].index) else { continue }
      batch.rejects.append(
        Reject(
          line: Int(line), column: values[position].index + 1, code: "not_a_number",
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

  private func hasContent(_ fields: Range<Int>.SubSequence) -> Bool {
    fields.contains { block.length($0) > 0 && block.bytes[block.range($0)].contains { $0 > 0x20 } }
  }

  /// Whether a row's first cell is that of the headings.
  private func opensLikeHeading(_ fields: Range<Int>) -> Bool {
    guard let first = layout.heading.first, !first.isEmpty, block.length(fields.lowerBound) >= first.utf8.count else {
      return false
    }
    return block.bytes[block.range(fields.lowerBound)].starts(with: first.utf8)
  }

  /// A lone label heads the rows below it: it names their place, or what they are parts of.
  private mutating func noteSection(_ fields: Range<Int>) {
    guard layout.columns.count > 2, let field = fields.first(where: { block.length($0) > 0 }) else { return }
    let text = block.text(field).folded
    guard text.count <= 60, layout.columns.first?.role != .place || series.isPlaceOfRows(text) else {
      section = nil
      return
    }
    section = (text, series.isPlaceOfRows(text))
  }

  /// Keys that are printed once for several rows are put into the rows below.
  private mutating func carryKeys(_ fields: Range<Int>) {
    var isBlank = true
    for column in layout.carried where column < fields.count {
      let field = fields.lowerBound + column
      if block.length(field) > 0 {
        isBlank = false
        carried[column] = Array(block.bytes[block.range(field)])
      } else if isBlank, let above = carried[column] {
        block.fields[field] = FieldBatch.Field(start: UInt32(block.bytes.count), length: UInt32(above.count))
        block.bytes += above
      } else {
        carried[column] = nil
      }
    }
  }

  /// Rows that are no data: repeated headings, notes and footers, section headings, statuses of the row above.
  private mutating func ruleToPass(
    _ fields: Range<Int>, found isEmpty: Bool, _ texts: [Int], _ batch: inout ObservationBatch
  ) -> String? {
    let filled = fields.count { block.length($0) > 0 }
    let isHeading = fields.enumerated().allSatisfy { offset, field in
      offset >= layout.heading.count || block.text(field).trimmedText == layout.heading[offset]
    }
    if isHeading, filled > 1 { return "repeated_heading" }
    guard isEmpty else { return nil }
    if texts.isEmpty, filled == 1 {
      noteSection(fields)
      return "section_or_note"
    }
    if texts.isEmpty, filled <= 2, layout.columns.count > 2 { return "note" }
    // One long cell at the left, whatever lies under it.
    if fields.count <= 2, layout.columns.count > 3 { return "note" }
    if !texts.isEmpty, values.count > 2, !previousRow.isEmpty, applyStatuses(fields, texts, &batch) {
      return "statuses"
    }
    return nil
  }

  /// A row below another whose cells are all flags gives the statuses of that row.
  private mutating func applyStatuses(_ fields: Range<Int>, _ texts: [Int], _ batch: inout ObservationBatch) -> Bool {
    var statuses: [UInt32: UInt8] = [:]
    for position in texts {
      let column = values[position].index
      let flag = block.text(fields.lowerBound + column).trimmedText
      guard flag.utf8.count <= 2, let letter = cells.status(flag) else { return false }
      statuses[UInt32(column + 1)] = letter
    }
    for index in previousRow {
      if let status = statuses[batch.rows[index].column] { batch.rows[index].status = status }
    }
    return true
  }

  // MARK: Observations

  private mutating func emit(
    _ found: [(column: Int, cell: Cell)], _ fields: Range<Int>, _ row: Int, _ line: UInt32,
    _ batch: inout ObservationBatch
  ) -> Outcome {
    if !layout.carried.isEmpty { carryKeys(fields) }
    var period: Int32 = -1
    var periodStatus: UInt8?
    var extra: [SeriesDescription.Dimension] = []
    switch rowPeriod(fields, &batch) {
    case .ordinal(let ordinal, let status): (period, periodStatus) = (ordinal, status)
    case .label(let label): extra.append(.init(name: "TIME_PERIOD", value: label))
    case .none:
      if let column = layout.columns(.period).first ?? layout.columns(.year).first {
        let text = column < fields.count ? block.text(fields.lowerBound + column) : ""
        batch.rejects.append(
          Reject(
            line: Int(line), column: column + 1, code: "not_a_period",
            message: "expected a period such as 2024, 2024-Q3 or 2024-03-05", raw: text))
        return .rejected
      }
    }
    if let section, !section.isPlace, isPart(fields, of: section.text) {
      extra.append(.init(name: "SECTION", value: section.text))
    }
    let place = section.flatMap { $0.isPlace ? $0.text : nil }
    let (first, second) = keyHash(fields, extra, place)
    let rowStatus = statedStatus(fields, statusColumns)
    var lastActual: Int?
    if let column = estimatesColumn, column < fields.count {
      lastActual = Int(block.text(fields.lowerBound + column).trimmedText)
    }
    for index in found.indices {
      let position = found[index].column
      let isPercent = if case .number(let number) = found[index].cell { number.isPercent } else { false }
      let group = UInt64(values[position].group) << 1 | (isPercent ? 1 : 0)
      let ordinal = ordinal(
        ofSeries: first ^ (group &* 0x9E37_79B9_7F4A_7C15), second &+ group, position, isPercent, fields, extra, place,
        &batch)
      var status = rowStatus
      if let own = ownStatuses[position] { status = statedStatus(fields, [own]) ?? status }
      if status == nil, let periodStatus { status = (periodStatus, 0..<0) }
      if let last = lastActual, status == nil, let year = values[position].value.period?.first.year, year > last {
        status = (UInt8(ascii: "E"), 0..<0)
      }
      append(
        found[index].cell, ordinal, self.period(of: position, fields, period, &batch), status, fields, position, line,
        &batch)
    }
    return .read
  }

  private mutating func ordinal(
    ofSeries first: UInt64, _ second: UInt64, _ position: Int, _ isPercent: Bool, _ fields: Range<Int>,
    _ extra: [SeriesDescription.Dimension], _ place: String?, _ batch: inout ObservationBatch
  ) -> Int32 {
    var key = first | 1
    while true {
      let known = seriesOrdinals[key]
      if known.ordinal < 0 { break }
      if known.second == second { return known.ordinal }
      key &+= 2
    }
    let ordinal = Int32(counts.count)
    seriesOrdinals[key] = (second, ordinal)
    counts.append(0)
    let value = values[position].value
    var more = extra
    if let text = value.periodText { more.append(.init(name: "TIME_PERIOD", value: text)) }
    let description = series.series(
      cells: { index in index < fields.count ? block.text(fields.lowerBound + index) : "" }, value: value,
      isPercent: isPercent, extra: more, section: place)
    multipliers.append(description.multiplier)
    batch.newSeries.append(description)
    return ordinal
  }

  private var multipliers: [Double] = []

  /// A row is part of what a section names where it is indented, or where the name ends in a colon.
  private func isPart(_ fields: Range<Int>, of section: String) -> Bool {
    if section.last == ":" || section.last == "：" { return true }
    guard let first = block.bytes[block.range(fields.lowerBound)].first else { return false }
    return first == 0x20 || first == 0x09 || first == 0xC2 || first == 0xE3
  }

  /// The period of a value: its column's, its row's, or the part of the row's year that its column names.
  private mutating func period(
    of position: Int, _ fields: Range<Int>, _ row: Int32, _ batch: inout ObservationBatch
  ) -> Int32 {
    if valuePeriods[position] >= 0 { return valuePeriods[position] }
    guard hasParts, let part = values[position].value.part, let column = timeColumns.first else { return row }
    let key = Int(row) << 16 | position
    if let known = partPeriods[key] { return known }
    let text = column < fields.count ? block.text(fields.lowerBound + column).folded : ""
    let found = periods.read("\(text) \(part)")?.period.map { ordinal(of: $0, &batch) } ?? row
    partPeriods[key] = found
    return found
  }

  private var partPeriods: [Int: Int32] = [:]

  private mutating func append(
    _ cell: Cell, _ series: Int32, _ period: Int32, _ stated: (status: UInt8, flag: Range<Int>)?, _ fields: Range<Int>,
    _ position: Int, _ line: UInt32, _ batch: inout ObservationBatch
  ) {
    let column = values[position].index
    let range = block.range(fields.lowerBound + column)
    var row = ObservationBatch.Row(
      series: series, ordinal: counts[Int(series)], period: period, value: .nan, status: UInt8(ascii: "A"),
      decimals: 255, flagLength: 0, line: line, column: UInt32(column + 1), cellStart: UInt32(range.lowerBound),
      cellLength: UInt32(range.count))
    row.isLast = row.ordinal > 0 && Int(series) == counts.count - 1
    counts[Int(series)] += 1
    switch cell {
    case .number(let number):
      row.value = scaled(number, multipliers[Int(series)])
      row.status = number.status
      row.decimals = UInt8(clamping: number.decimals)
      if let flag = number.flag {
        row.flagStart = UInt32(range.lowerBound + flag.lowerBound)
        row.flagLength = UInt16(clamping: flag.count)
      }
    case .missing(let status): row.status = status
    case .empty, .text: row.status = UInt8(ascii: "M")
    }
    if let stated {
      if row.status == UInt8(ascii: "A") || row.status == UInt8(ascii: "M") && stated.status != UInt8(ascii: "A") {
        row.status = stated.status
      }
      if row.flagLength == 0, !stated.flag.isEmpty {
        row.flagStart = UInt32(stated.flag.lowerBound)
        row.flagLength = UInt16(clamping: stated.flag.count)
      }
    } else if let flag = values[position].value.flag, row.status == UInt8(ascii: "A"),
      let letter = cells.knownStatus(flag)
    {
      row.status = letter
    }
    batch.rows.append(row)
  }

  /// A printed number times a multiplier: by its decimal digits where that is exact, so that 43198.3 times 1e8 is 4319830000000.
  private func scaled(_ number: NumberCell, _ multiplier: Double) -> Double {
    guard multiplier != 1, let power = ObservationReader.powers[multiplier], number.decimals <= 15 else {
      return number.value * multiplier
    }
    let digits = (abs(number.value) * NumberText.double(1, number.decimals, false)).rounded()
    guard digits < 9e15 else { return number.value * multiplier }
    return NumberText.double(UInt64(digits), power - number.decimals, number.value < 0)
  }

  /// The exponents of the powers of ten.
  private static let powers: [Double: Int] = Dictionary(
    uniqueKeysWithValues: (1...15).map { (NumberText.double(1, $0, false), $0) })

  /// An empty value whose status says why it is missing.
  private mutating func emptyWithStatus(
    _ fields: Range<Int>, _ row: Int, _ line: UInt32, _ field: Int, _ batch: inout ObservationBatch
  ) -> Outcome {
    guard let stated = statedStatus(fields, statusColumns), !stated.flag.isEmpty, stated.status != UInt8(ascii: "A")
    else {
      return .read
    }
    return emit([(0, .empty)], fields, row, line, &batch)
  }

  /// OBS_STATUS of a row, and where its flag stands.
  private mutating func statedStatus(_ fields: Range<Int>, _ columns: [Int]) -> (status: UInt8, flag: Range<Int>)? {
    var result: (status: UInt8, flag: Range<Int>)?
    for column in columns where column < fields.count {
      let range = block.range(fields.lowerBound + column)
      guard !range.isEmpty, let status = status(range) else { continue }
      if result == nil || result?.status == UInt8(ascii: "A") { result = (status, range) }
    }
    // “速報; source …”: a note that opens with a mark.
    if result == nil {
      for column in noteColumns where column < fields.count {
        let range = block.range(fields.lowerBound + column)
        guard !range.isEmpty else { continue }
        let end = block.bytes[range].prefix(24).firstIndex { $0 == UInt8(ascii: ";") } ?? range.upperBound
        guard end - range.lowerBound <= 24 else { continue }
        let text = String(decoding: block.bytes[range.lowerBound..<end], as: UTF8.self).trimmedText
        if let status = cells.knownStatus(text) { result = (status, range.lowerBound..<end) }
      }
    }
    return result
  }

  /// What a cell of statuses says; `nil` where it is blank.
  private mutating func status(_ range: Range<Int>) -> UInt8? {
    let hash = block.hash(range, ByteHash.first) | 1
    let known = statusCells[hash]
    if known != 0 { return known < 256 ? nil : UInt8(truncatingIfNeeded: known) }
    let text = String(decoding: block.bytes[range], as: UTF8.self).trimmedText
    // “E: Estimated value”: code and label.
    let code = text.firstIndex(of: ":").map { text[..<$0].trimmed }
    let status =
      text.isEmpty ? nil : cells.status(text) ?? code.flatMap { cells.status(String($0)) } ?? UInt8(ascii: "A")
    statusCells[hash] = status.map { 256 | UInt16($0) } ?? 1
    return status
  }

  // MARK: Keys

  /// The period of a row from its time columns.
  private mutating func rowPeriod(_ fields: Range<Int>, _ batch: inout ObservationBatch) -> PeriodCell {
    let columns = timeColumns
    guard !columns.isEmpty else { return .ordinal(layout.preamble.period.map { ordinal(of: $0, &batch) } ?? -1, nil) }
    var hash = ByteHash.first
    for column in columns where column < fields.count {
      hash = block.hash(block.range(fields.lowerBound + column), hash)
    }
    hash |= 1
    let known = periodCells[hash]
    if known >= 0 { return .ordinal(known, nil) }
    if let known = otherPeriodCells[hash] { return known }
    let text = columns.map { column -> String in
      let text = column < fields.count ? block.text(fields.lowerBound + column).trimmedText : ""
      // “3” under the heading “Quarter”.
      guard let unit = layout.columns[column].partUnit, text.utf8.count <= 2, text.utf8.allSatisfy(isDigit),
        !text.isEmpty
      else { return text }
      return unit + text
    }.filter { !$0.isEmpty }.joined(separator: " ")
    var cell = PeriodCell.none
    if let label = periods.read(text) {
      let status = label.flag.flatMap { cells.knownStatus($0) }
      cell = label.period.map { .ordinal(ordinal(of: $0, &batch), status) } ?? .label(text)
    } else if columns.count == 1, text.utf8.count <= 3, let year = Int(text), let period = TimePeriod.year(year) {
      // A column of years may reach back before the year 1000.
      cell = .ordinal(ordinal(of: period, &batch), nil)
    } else if text.isEmpty, !values.isEmpty, values[0].value.hasPeriod {
      cell = .ordinal(-1, nil)
    }
    if case .ordinal(let ordinal, nil) = cell, ordinal >= 0 {
      periodCells[hash] = ordinal
    } else {
      otherPeriodCells[hash] = cell
    }
    return cell
  }

  /// Two independent hashes over the key cells: 128 bits, so that two series are never taken for one.
  private func keyHash(
    _ fields: Range<Int>, _ extra: [SeriesDescription.Dimension], _ section: String?
  ) -> (UInt64, UInt64) {
    var first = ByteHash.first
    var second = ByteHash.second
    for key in keys {
      let range = key < fields.count ? block.range(fields.lowerBound + key) : 0..<0
      first = block.hash(range, first)
      second = block.hash(range, second)
    }
    for dimension in extra {
      for byte in dimension.value.utf8 {
        first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
        second = (second &+ UInt64(byte) &+ 1) &* 0xD6E8_FEB8_6659_FD93
      }
    }
    if let section {
      for byte in section.utf8 {
        first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
        second = (second &+ UInt64(byte) &+ 1) &* 0xD6E8_FEB8_6659_FD93
      }
    }
    return (first, second)
  }
}

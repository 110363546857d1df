internal import Records

/// The records of tables, in blocks as a table that is read gives them.
struct ExtractedTable {
  /// A block has so many rows or bytes at most, or a few more.
  private static let rows = 4096
  private static let bytes = 1 << 20

  private var observations = ObservationBatch()
  private var records = FieldBatch(columns: 0)
  /// The table that is open is none of statistics.
  private var isRecords = false
  private var columns: [RecordColumn] = []
  private var names: [[UInt8]] = []
  /// How many series the document has named, and those before this table.
  private var series = 0
  private var firstSeries = 0
  /// How many values each series of this table has.
  private var counts: [UInt32] = []
  private var ordinals: [String: Int32] = [:]
  private var fields = JSONMembers()
  private(set) var isOpen = false

  /// Starts a table; what is in it, where it is no statistics.
  mutating func open(_ members: inout JSONMembers) throws(JSONMembers.Fault) -> [RecordColumn]? {
    isOpen = true
    switch try members.choice("kind", of: SourceDescription.Kind.self) {
    case .observations:
      (firstSeries, counts, ordinals) = (series, [], [:])
      isRecords = false
      return nil
    case .record:
      columns = try columns(&members)
      names = columns.map { Array(JSONText.quoted($0.name).utf8.dropFirst().dropLast()) }
      (records, isRecords) = (FieldBatch(columns: columns.count), true)
      return columns
    case .article: throw members.fault("kind", "expected observations or record")
    }
  }

  /// `{"columns":{NAME:TYPE,…},"headings":{NAME:HEADING,…}}`, each name once.
  private mutating func columns(
    _ members: inout JSONMembers
  ) throws(JSONMembers.Fault) -> [RecordColumn] {
    defer { fields.forget() }
    var columns: [RecordColumn] = []
    var seen: Set = ["source_id", "source_line"]
    try fields.read(members.required(members.nested("columns"), "columns"))
    for index in 0..<fields.count {
      let name = fields.name(index)
      guard let affinity = RecordColumn.Affinity(rawValue: try text(index)), !name.isEmpty,
        seen.insert(name.lowercased()).inserted
      else {
        throw JSONMembers.Fault(
          at: fields.start(index), "expected INTEGER, REAL or TEXT of a column with its own name")
      }
      columns.append(RecordColumn(name: name, heading: name, affinity: affinity))
    }
    try fields.read(members.required(members.nested("headings"), "headings"))
    guard fields.count == columns.count, !columns.isEmpty else {
      throw members.fault("headings", "expected one for each column")
    }
    for index in columns.indices { columns[index].heading = try text(index) }
    return columns
  }

  private func text(_ index: Int) throws(JSONMembers.Fault) -> String {
    var text: [UInt8] = []
    _ = try fields.append(index, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Statistics

  mutating func period(_ period: TimePeriod, _ name: String) {
    if isOpen, !isRecords { _ = ordinal(period, name) }
  }

  private mutating func ordinal(_ period: TimePeriod, _ name: String) -> Int32 {
    if let known = ordinals[name] { return known }
    let ordinal = Int32(ordinals.count)
    ordinals[name] = ordinal
    observations.newPeriods.append(period)
    return ordinal
  }

  mutating func series(
    _ members: inout JSONMembers, _ codes: inout ExtractedCodes
  ) throws(JSONMembers.Fault) {
    let number = try members.required(members.integer("series"), "series")
    guard number == series, isOpen, !isRecords else {
      throw members.fault("series", "expected the next series of a table, \(series)")
    }
    var description = SeriesDescription()
    (description.indicatorCode, description.indicatorText) = codes.resolve(
      .indicator, try members.text("indicator_code"), name: try members.text("indicator"),
      text: try members.text("indicator_text"))
    (description.placeCode, description.placeText) = codes.resolve(
      .place, try members.text("place_code"), name: try members.text("place"),
      text: try members.text("place_text"))
    (description.unit, description.unitText) = codes.resolve(
      .unit, try members.text("unit"), name: nil, text: try members.text("unit_text"))
    description.multiplier = try members.required(members.number("multiplier"), "multiplier")
    if let dimensions = try members.text("dimensions") {
      guard let object = FlatJSON(Array(dimensions.utf8)[...]) else {
        throw members.fault("dimensions", "expected a text that is a JSON object")
      }
      description.dimensions = object.members.map { .init(name: $0.name, value: $0.value ?? "") }
    }
    observations.newSeries.append(description)
    series += 1
    counts.append(0)
  }

  mutating func observation(
    _ members: inout JSONMembers, periods: [String: TimePeriod]
  ) throws(JSONMembers.Fault) {
    let number = try members.required(members.integer("series"), "series") - firstSeries
    guard counts.indices.contains(number), !isRecords else {
      throw members.fault("series", "no record series has this number")
    }
    let ordinal = try members.required(members.integer("ordinal"), "ordinal")
    guard ordinal == Int(counts[number]) else {
      throw members.fault("ordinal", "expected the next value of the series, \(counts[number])")
    }
    var period: Int32 = -1
    if let name = try members.text("period") {
      if let known = ordinals[name] {
        period = known
      } else if let told = periods[name] {
        period = self.ordinal(told, name)
      } else {
        throw members.fault("period", "no record period says what \(name) is")
      }
    }
    let value = try members.number("value") ?? .nan
    let status = try members.required(members.text("status"), "status")
    guard let letter = status.utf8.first, status.utf8.count == 1, letter < 0x80 else {
      throw members.fault("status", "expected one letter")
    }
    let flagStart = observations.bytes.count
    _ = try members.append("flag", to: &observations.bytes)
    let cellStart = observations.bytes.count
    let decimals = try members.integer("decimals", in: 0...254) ?? 255
    let lines = 1...Int(UInt32.max)
    let line = try members.required(members.integer("line", in: lines), "line")
    let column = try members.required(members.integer("column", in: lines), "column")
    guard try members.append("cell", to: &observations.bytes) else {
      throw members.fault("cell", "expected a text")
    }
    guard let flagLength = UInt16(exactly: cellStart - flagStart) else {
      throw members.fault("flag", "it is too long")
    }
    var row = ObservationBatch.Row(
      series: Int32(number), ordinal: UInt32(ordinal), period: period, value: value,
      status: letter, decimals: UInt8(decimals), flagLength: flagLength, line: UInt32(line),
      column: UInt32(column), cellStart: UInt32(cellStart),
      cellLength: UInt32(observations.bytes.count - cellStart))
    row.flagStart = UInt32(flagStart)
    observations.rows.append(row)
    counts[number] += 1
  }

  // MARK: Other rows

  mutating func row(_ members: inout JSONMembers) throws(JSONMembers.Fault) {
    guard isRecords else {
      throw members.fault("record", "no record table says what the columns are")
    }
    let lines = 1...Int(UInt32.max) - 1
    let line = try members.required(members.integer("line", in: lines), "line")
    try fields.read(members.required(members.nested("fields"), "fields"))
    defer { fields.forget() }
    guard fields.count == columns.count else {
      throw members.fault("fields", "expected \(columns.count) fields, found \(fields.count)")
    }
    for (index, column) in columns.enumerated() {
      guard fields.isNamed(index, names[index]) else {
        throw JSONMembers.Fault(at: fields.start(index), "expected the field \(column.name)")
      }
      let start = records.bytes.count
      let isThere = try fields.append(index, to: &records.bytes)
      let end = records.bytes.count
      if isThere, !fits(column.affinity, start..<end) {
        throw JSONMembers.Fault(
          at: fields.start(index), "\(column.name): expected \(column.affinity.rawValue)")
      }
      records.fields.append(
        FieldBatch.Field(
          start: UInt32(start), length: isThere ? UInt32(end - start) : UInt32.max))
    }
    records.lines.append(UInt32(line))
  }

  /// Whether a text is a number where its column is one of numbers.
  private func fits(_ affinity: RecordColumn.Affinity, _ range: Range<Int>) -> Bool {
    guard affinity != .text else { return true }
    let text = String(decoding: records.bytes[range], as: UTF8.self)
    return affinity == .integer ? Int64(text) != nil : Double(text) != nil
  }

  /// Keeps what could not be taken with the rows around it.
  mutating func reject(_ rejects: [Reject]) {
    if isRecords {
      records.rejects += rejects
    } else {
      observations.rejects += rejects
    }
  }

  // MARK: Blocks

  /// What came so far, where it is a block or nothing follows.
  mutating func block(isLast: Bool) -> ExtractedPart? {
    if isRecords {
      let full = records
      let isEmpty = full.lines.isEmpty && full.rejects.isEmpty
      let isFull =
        full.lines.count >= ExtractedTable.rows || full.bytes.count >= ExtractedTable.bytes
      guard !isEmpty, isLast || isFull else { return nil }
      records = FieldBatch(columns: columns.count)
      return .records(full)
    }
    let isEmpty =
      observations.rows.isEmpty && observations.newSeries.isEmpty
      && observations.newPeriods.isEmpty && observations.rejects.isEmpty
    let isFull =
      observations.rows.count >= ExtractedTable.rows
      || observations.bytes.count >= ExtractedTable.bytes
      || observations.newSeries.count >= ExtractedTable.rows
    guard !isEmpty, isLast || isFull else { return nil }
    let full = observations
    observations = ObservationBatch()
    return .observations(full)
  }
}

internal import Ingest
internal import Records
internal import Storage

/// Loads the observations of one table into the warehouse.
final class ObservationLoad {
  /// The ordinals that one series can have: `observation_id = series_id * 16777216 + ordinal`.
  static let longestSeries = 1 << 24

  private let stream: ObservationStream
  private var series = SeriesStream()
  private let codes: Codes
  private let source: Int64
  private let firstSeries: Int64
  // One thread loads, and calls nothing that leads back here.
  @exclusivity(unchecked) private var summaries: [Summary] = []
  private var sums = PeriodSummaries()
  private var periods: [TimePeriod] = []
  private var periodIDs: [Int64] = []
  /// The first day of each period.
  @exclusivity(unchecked) private var days: [Int32] = []

  /// What is known of a series while its observations pass by.
  private struct Summary {
    var sum = FigureSum()
    var first: Int32 = -1
    var last: Int32 = -1
    var lastValue = Double.nan
    var previous: Int32 = -1
    var previousValue = Double.nan

    @inline(__always)
    mutating func add(_ row: ObservationBatch.Row, _ days: [Int32]) {
      sum.add(row.value)
      guard row.period >= 0 else { return }
      let day = days[Int(row.period)]
      if first < 0 || day < days[Int(first)] { first = row.period }
      guard !row.value.isNaN else { return }
      if last < 0 || day > days[Int(last)] {
        previous = last
        previousValue = lastValue
        last = row.period
        lastValue = row.value
      } else if row.period != last, previous < 0 || day > days[Int(previous)] {
        previous = row.period
        previousValue = row.value
      }
    }
  }

  init(_ connection: borrowing Connection, source: Int64, codes: Codes) throws(Failure) {
    let stream = try ObservationStream(connection)
    let first = try Numbering.series.next(connection)
    self.stream = stream
    firstSeries = first
    self.source = source
    self.codes = codes
  }

  /// Loads a batch.
  func load(_ batch: borrowing ObservationBatch, _ connection: borrowing Connection) throws(Failure)
  {
    for period in batch.newPeriods {
      periods.append(period)
      periodIDs.append(try codes.period(period, connection))
      days.append(period.first.number)
    }
    sums.widen(to: periods.count)
    for description in batch.newSeries {
      let indicator = description.indicatorCode.flatMap { codes.indicators[$0] }
      let unit = try unit(description.unit, connection)
      series.add(
        description, indicator: indicator,
        place: description.placeCode.flatMap { codes.places[$0] }, unit: unit)
      let kind = PeriodSummaries.Kind(
        indicator: indicator ?? 0, indicatorText: description.indicatorText, unit: unit ?? 0,
        unitText: description.unitText)
      sums.begin(firstSeries + Int64(summaries.count), kind)
      summaries.append(Summary())
    }
    var longest = 0
    for row in batch.rows { longest = max(longest, note(row)) }
    guard longest <= ObservationLoad.longestSeries else {
      throw Failure(
        .badData, "a series has more than 16 million values: the table's keys were not recognised")
    }
    sums.add(batch.rows)
    try stream.insert(batch, firstSeries: firstSeries, periods: periodIDs, connection)
  }

  /// The identifier of a unit; a quotient such as CNY/USD is entered where a table first names it.
  private func unit(_ code: String?, _ connection: borrowing Connection) throws(Failure) -> Int64? {
    guard let code else { return nil }
    return try codes.unit(code, connection)
  }

  /// Sums a row up; how many its series has now.
  @inline(__always)
  private func note(_ row: ObservationBatch.Row) -> Int {
    summaries[Int(row.series)].add(row, days)
    return Int(summaries[Int(row.series)].sum.observations)
  }

  /// Writes the series with what was summed up over each.
  func finish(_ connection: borrowing Connection) throws(Failure) {
    try stream.finish(connection)
    let frequencies = periods.map { $0.frequency.rawValue.utf8.first ?? 0 }
    try series.insert(first: firstSeries, source: source, connection) { index in
      let summary = summaries[index]
      func id(_ ordinal: Int32) -> Int64 { ordinal < 0 ? 0 : periodIDs[Int(ordinal)] }
      var known = SeriesStream.Summary()
      known.sum = summary.sum
      if summary.first >= 0 { known.frequency = frequencies[Int(summary.first)] }
      (known.first, known.last) = (id(summary.first), id(summary.last))
      (known.lastValue, known.previousValue) = (summary.lastValue, summary.previousValue)
      return known
    }
    try Summaries.keep(sums, periods: periodIDs, of: source, connection)
  }
}

/// Identifiers in the warehouse by code.
final class Codes {
  private(set) var places: [String: Int64] = [:]
  private(set) var indicators: [String: Int64] = [:]
  private(set) var units: [String: Int64] = [:]
  private var periods: [TimePeriod: Int64] = [:]
  private var isFilled = false

  /// Reads what the vocabulary has, once: records need none of it.
  func fill(_ connection: borrowing Connection) throws(Failure) {
    guard !isFilled else { return }
    isFilled = true
    places = try VocabularyLoad.ids(connection, "SELECT code, place_id FROM place")
    indicators = try VocabularyLoad.ids(connection, "SELECT code, indicator_id FROM indicator")
    units = try VocabularyLoad.ids(connection, "SELECT code, unit_id FROM unit")
  }

  /// The identifier of a period, which is entered where it is new.
  func period(_ period: TimePeriod, _ connection: borrowing Connection) throws(Failure) -> Int64 {
    if let known = periods[period] { return known }
    let name = period.description
    try connection.run(
      "INSERT OR IGNORE INTO period (period, frequency, first_day, last_day) VALUES (?, ?, ?, ?)",
      .text(name),
      .text(period.frequency.rawValue), .text(period.first.description),
      .text(period.last.description))
    let id =
      try connection.value("SELECT period_id FROM period WHERE period = ?", .text(name)).integer
      ?? 0
    periods[period] = id
    return id
  }

  /// The identifier of a unit; one that is no entry of the vocabulary is entered as a quotient.
  func unit(_ code: String, _ connection: borrowing Connection) throws(Failure) -> Int64? {
    if let known = units[code] { return known }
    try connection.run(
      "INSERT OR IGNORE INTO unit (code, name, dimension) VALUES (?, ?, 'quotient')", .text(code),
      .text(code))
    let id = try connection.value("SELECT unit_id FROM unit WHERE code = ?", .text(code)).integer
    units[code] = id
    entered.append(code)
    return id
  }

  private var entered: [String] = []

  /// Forgets what was entered in a transaction that was undone.
  func forget() {
    periods = [:]
    for code in entered { units[code] = nil }
    entered = []
  }
}

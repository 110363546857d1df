internal import Records
internal import Storage

/// The statistics of the warehouse, looked up by indicator and place and kept for the claims that
/// ask for them again.
struct Statistics: ~Copyable {
  /// One value of a series.
  struct Point {
    var observationID: Int64
    var value: Double
    var decimals: Int
  }

  /// A series of one data set.
  struct Series {
    var locator: String
    var vintage: String
    var isSuperseded: Bool
    var sourceID: Int64
    /// UCUM or ISO 4217; `nil` where the data set does not say.
    var unit: String?
    /// The unit as printed.
    var unitText: String?
    /// What a printed number is multiplied with.
    var multiplier: Double
    /// Further dimensions as JSON; `nil` where there are none.
    var dimensions: String?
    /// The label of what is measured, as printed.
    var label: String?
    /// By SDMX time period.
    var points: [String: Point] = [:]
  }

  /// What a currency cost within a period.
  struct Rate {
    /// The mean of what is recorded.
    var mean: Double
    /// The lowest and the highest that is recorded within the period or, where only a mean is, that
    /// of the years beside it.
    var low: Double
    var high: Double
    /// Whether several rates are recorded within the period.
    var isRange: Bool
  }

  private struct RateKey: Hashable {
    var currency: String
    var other: String
    var period: TimePeriod
  }

  private struct Key: Hashable {
    var indicator: Int64
    var place: Int64
  }

  private let find: Statement
  private let read: Statement
  private let rate: Statement
  private let name: Statement
  private var kept: [Key: [Series]] = [:]
  private var rates: [RateKey: Rate?] = [:]
  /// Series kept at most; then all are let go and read again as they are asked for.
  private let limit = 20_000
  private var count = 0

  init(_ connection: borrowing Connection) throws(Failure) {
    let find = try connection.prepare(
      """
      SELECT r.series_id, s.locator, coalesce(s.published, s.loaded), s.superseded_by IS NOT NULL, s.source_id, u.code,
        r.unit_text, r.multiplier, r.dimensions, r.indicator_text
      FROM series AS r JOIN source AS s ON s.source_id = r.source_id LEFT JOIN unit AS u ON u.unit_id = r.unit_id
      WHERE r.indicator_id = ? AND r.place_id = ?
      ORDER BY s.superseded_by IS NOT NULL, r.dimensions IS NOT NULL, s.source_id DESC, r.series_id LIMIT 48
      """)
    let read = try connection.prepare(
      """
      SELECT t.period, o.observation_id, o.value, o.decimals
      FROM observation AS o JOIN period AS t ON t.period_id = o.period_id
      WHERE o.observation_id BETWEEN ?1 * 16777216 AND ?1 * 16777216 + 16777215 AND o.value IS NOT NULL
      """)
    let rate = try connection.prepare(
      "SELECT avg(value), min(value), max(value), count(*) FROM exchange_rates WHERE currency = ? AND per = ? AND first_day >= ? AND last_day <= ?"
    )
    let name = try connection.prepare(
      "SELECT 1 FROM place_name WHERE place_id = ? AND name = ? COLLATE NOCASE LIMIT 1")
    // What is not copied is owned only once nothing can fail any more.
    self.find = find
    self.read = read
    self.rate = rate
    self.name = name
  }

  /// The series of an indicator in a place: current versions first, those without further
  /// dimensions first.
  mutating func series(_ indicator: Int64, _ place: Int64) throws(Failure) -> [Series] {
    let key = Key(indicator: indicator, place: place)
    if let found = kept[key] { return found }
    if count > limit { (kept, count) = ([:], 0) }
    var found: [(id: Int64, series: Series)] = []
    try find.bind(.integer(indicator), at: 1)
    try find.bind(.integer(place), at: 2)
    while try find.step() {
      found.append(
        (
          find.integer(0),
          Series(
            locator: find.text(1) ?? "", vintage: find.text(2) ?? "",
            isSuperseded: find.integer(3) != 0,
            sourceID: find.integer(4), unit: find.text(5), unitText: find.text(6),
            multiplier: find.real(7),
            dimensions: find.text(8), label: find.text(9))
        ))
    }
    find.reset()
    for index in found.indices {
      try read.bind(.integer(found[index].id), at: 1)
      while try read.step() {
        found[index].series.points[read.text(0) ?? ""] = Point(
          observationID: read.integer(1), value: read.real(2), decimals: Int(read.integer(3)))
      }
      read.reset()
    }
    kept[key] = found.map(\.series)
    count += found.count + 1
    return found.map(\.series)
  }

  /// Units of a currency for one unit of another within a period; `nil` where nothing is recorded.
  mutating func rate(_ currency: String, per other: String, in period: TimePeriod) throws(Failure)
    -> Rate?
  {
    let key = RateKey(currency: currency, other: other, period: period)
    if let known = rates[key] { return known }
    var result: Rate?
    if let direct = try range(currency, other, period) {
      result = direct
    } else if let inverse = try range(other, currency, period), inverse.low > 0 {
      result = Rate(
        mean: 1 / inverse.mean, low: 1 / inverse.high, high: 1 / inverse.low,
        isRange: inverse.isRange)
    }
    rates[key] = .some(result)
    return result
  }

  private func range(_ currency: String, _ other: String, _ period: TimePeriod) throws(Failure)
    -> Rate?
  {
    guard let within = try recorded(currency, other, period) else { return nil }
    if within.count > 1 {
      return Rate(mean: within.mean, low: within.low, high: within.high, isRange: true)
    }
    // Of a mean alone it is not known how far the rate moved: as far as to the years beside it.
    var (low, high) = (within.low, within.high)
    for year in [period.first.year - 1, period.last.year + 1] {
      guard let beside = TimePeriod.year(year), let rate = try recorded(currency, other, beside)
      else { continue }
      (low, high) = (min(low, rate.low), max(high, rate.high))
    }
    return Rate(mean: within.mean, low: low, high: high, isRange: false)
  }

  private func recorded(_ currency: String, _ other: String, _ period: TimePeriod) throws(Failure)
    -> (mean: Double, low: Double, high: Double, count: Int64)?
  {
    defer { rate.reset() }
    try rate.bind(.text(currency), at: 1)
    try rate.bind(.text(other), at: 2)
    try rate.bind(.text(period.first.description), at: 3)
    try rate.bind(.text(period.last.description), at: 4)
    guard try rate.step(), !rate.isNull(0) else { return nil }
    return (rate.real(0), rate.real(1), rate.real(2), rate.integer(3))
  }

  /// Whether a place is called so, in any language.
  func isName(_ text: String, of place: Int64) throws(Failure) -> Bool {
    defer { name.reset() }
    try name.bind(.integer(place), at: 1)
    try name.bind(.text(text), at: 2)
    return try name.step()
  }
}

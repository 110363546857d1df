internal import Records
internal import Storage

/// The statistics of the warehouse, looked up by indicator and place and kept for the claims that
/// ask for them again.
struct Statistics: ~Copyable {
  /// One value of a series; small, as millions are kept.
  struct Point {
    var value: Double
    var periodID: Int32
    /// Where it stands in its series.
    var ordinal: Int32
    private var digits: Int8
    /// Digits after the decimal mark.
    var decimals: Int { Int(digits) }

    init(_ value: Double, period: Int64, observation: Int64, decimals: Int64) {
      self.value = value
      periodID = Int32(truncatingIfNeeded: period)
      ordinal = Int32(observation & 0xFF_FFFF)
      digits = Int8(clamping: decimals)
    }
  }

  /// A series of one data set; shared, as claims ask for it again and again.
  final class Series {
    let id: Int64
    let locator: String
    let vintage: String
    let isSuperseded: Bool
    let sourceID: Int64
    /// UCUM or ISO 4217; `nil` where the data set does not say.
    let unit: String?
    /// The unit as printed.
    let unitText: String?
    /// What a printed number is multiplied with.
    let multiplier: Double
    /// Further dimensions as JSON; `nil` where there are none.
    let dimensions: String?
    /// The label of what is measured, as printed.
    let label: String?
    /// By the number of their period.
    let points: [Point]

    init(_ row: borrowing Statement, _ points: [Point]) {
      id = row.integer(0)
      locator = row.text(1) ?? ""
      vintage = row.text(2) ?? ""
      isSuperseded = row.integer(3) != 0
      sourceID = row.integer(4)
      unit = row.text(5)
      unitText = row.text(6)
      multiplier = row.real(7)
      dimensions = row.text(8)
      label = row.text(9)
      self.points = points
    }

    /// The value of a period.
    func point(_ period: Int32) -> Point? {
      var (low, high) = (0, points.count)
      while low < high {
        let middle = (low + high) / 2
        if points[middle].periodID < period { low = middle + 1 } else { high = middle }
      }
      return low < points.count && points[low].periodID == period ? points[low] : nil
    }

    /// The number of a value's observation.
    func observation(_ point: Point) -> Int64 { id << 24 | Int64(point.ordinal) }
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
  /// The warehouse's periods by their numbers, and their numbers.
  let periods: [Int32: TimePeriod]
  let periodIDs: [TimePeriod: Int32]
  /// Figures kept at most, 300 MB of them; then all are let go and read again as they are asked for.
  private let limit = 12_000_000
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
      SELECT period_id, observation_id, value, decimals FROM observation
      WHERE observation_id BETWEEN ?1 * 16777216 AND ?1 * 16777216 + 16777215 AND value IS NOT NULL
        AND period_id IS NOT NULL
      """)
    let rate = try connection.prepare(
      "SELECT avg(value), min(value), max(value), count(*) FROM exchange_rates WHERE currency = ? AND per = ? AND first_day >= ? AND last_day <= ?"
    )
    let name = try connection.prepare(
      "SELECT 1 FROM place_name WHERE place_id = ? AND name = ? COLLATE NOCASE LIMIT 1")
    var periods: [Int32: TimePeriod] = [:]
    var periodIDs: [TimePeriod: Int32] = [:]
    for row in try connection.rows("SELECT period_id, period FROM period") {
      guard let id = row[0].integer.flatMap({ Int32(exactly: $0) }),
        let period = row[1].text.flatMap({ TimePeriod(sdmx: $0) })
      else { continue }
      periods[id] = period
      periodIDs[period] = id
    }
    self.periods = periods
    self.periodIDs = periodIDs
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
    var found: [Series] = []
    try find.bind(.integer(indicator), at: 1)
    try find.bind(.integer(place), at: 2)
    while try find.step() {
      let points = try points(of: find.integer(0))
      found.append(Series(find, points))
      count += points.count + 16
    }
    find.reset()
    kept[key] = found
    count += 1
    return found
  }

  private func points(of series: Int64) throws(Failure) -> [Point] {
    var points: [Point] = []
    try read.bind(.integer(series), at: 1)
    var isSorted = true
    while try read.step() {
      let point = Point(
        read.real(2), period: read.integer(0), observation: read.integer(1),
        decimals: read.integer(3))
      isSorted = isSorted && points.last.map { $0.periodID < point.periodID } ?? true
      points.append(point)
    }
    read.reset()
    // Of two figures of one period the later counts.
    if !isSorted {
      points.sort { ($0.periodID, $0.ordinal) < ($1.periodID, $1.ordinal) }
      var kept: [Point] = []
      for point in points {
        if kept.last?.periodID == point.periodID { kept.removeLast() }
        kept.append(point)
      }
      points = kept
    }
    return points
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

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
    /// By SDMX time period.
    var points: [String: Point] = [:]
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
  private var rates: [String: Double?] = [:]
  /// Series kept at most; then all are let go and read again as they are asked for.
  private let limit = 20_000
  private var count = 0

  init(_ connection: borrowing Connection) throws(Failure) {
    let find = try connection.prepare(
      """
      SELECT r.series_id, s.locator, coalesce(s.published, s.loaded), s.superseded_by IS NOT NULL, s.source_id, u.code,
        r.unit_text, r.multiplier, r.dimensions
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
      "SELECT avg(value) FROM exchange_rates WHERE currency = ? AND per = ? AND first_day >= ? AND last_day <= ?"
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
            dimensions: find.text(8))
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

  /// Units of a currency for one unit of another, the mean of what is recorded within the period;
  /// `nil` where nothing is.
  mutating func rate(_ currency: String, per other: String, in period: TimePeriod) throws(Failure)
    -> Double?
  {
    let key = "\(currency)/\(other) \(period)"
    if let known = rates[key] { return known }
    let result: Double?
    if let direct = try recorded(currency, other, period) {
      result = direct
    } else if let inverse = try recorded(other, currency, period), inverse != 0 {
      result = 1 / inverse
    } else {
      result = nil
    }
    rates[key] = .some(result)
    return result
  }

  private func recorded(_ currency: String, _ other: String, _ period: TimePeriod) throws(Failure)
    -> Double?
  {
    defer { rate.reset() }
    try rate.bind(.text(currency), at: 1)
    try rate.bind(.text(other), at: 2)
    try rate.bind(.text(period.first.description), at: 3)
    try rate.bind(.text(period.last.description), at: 4)
    guard try rate.step(), !rate.isNull(0) else { return nil }
    return rate.real(0)
  }

  /// Whether a place is called so, in any language.
  func isName(_ text: String, of place: Int64) throws(Failure) -> Bool {
    defer { name.reset() }
    try name.bind(.integer(place), at: 1)
    try name.bind(.text(text), at: 2)
    return try name.step()
  }
}

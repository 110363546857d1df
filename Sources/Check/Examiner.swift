internal import Records
internal import Storage

/// Looks for statistics that answer a claim.
struct Examiner: ~Copyable {
  /// How far a converted value may be off because another rate of the same period was used, as a
  /// share of it.
  static let rateLeeway = 0.01
  /// How far, at the least, the rates of a period lie from their mean, as a share of it.
  static let rateReach = 0.04

  /// How far a figure per head may be off because people are counted at another moment, as a share.
  static let momentLeeway = 0.012

  let terms: Terms
  let revisions: Revisions
  var statistics: Statistics

  init(_ connection: borrowing Connection) throws(Failure) {
    let terms = try Terms(connection)
    let statistics = try Statistics(connection)
    let revisions = try Revisions(connection, terms)
    self.terms = terms
    self.revisions = revisions
    self.statistics = statistics
  }
}

// MARK: - Levels

extension Examiner {
  /// The values of an indicator in a place and period: its own figures, else those that its periods
  /// or parts add up to.
  mutating func levels(_ indicator: Int64, _ place: Int64, _ period: TimePeriod) throws(Failure)
    -> [Level]
  {
    let own = try ownLevels(indicator, place, period)
    if own.contains(where: { $0.reservation == nil && !$0.isSuperseded }) { return own }
    return try own + partLevels(indicator, place, period)
  }

  /// The place's own figures, one a series.
  mutating func ownLevels(_ indicator: Int64, _ place: Int64, _ period: TimePeriod) throws(Failure)
    -> [Level]
  {
    let name = terms.places[place]?.name ?? ""
    var levels: [Level] = []
    let id = statistics.periodIDs[period]
    for series in try statistics.series(indicator, place) {
      if let point = id.flatMap(series.point) {
        levels.append(level(series, .direct, [(name, point)]))
      } else if let level = periodLevel(series, indicator, period) {
        levels.append(level)
      }
    }
    return levels
  }

  private func level(
    _ series: Statistics.Series, _ basis: Basis,
    _ points: [(label: String, point: Statistics.Point)]
  ) -> Level {
    var level = Level(
      basis: basis, value: 0, rounding: 0, unit: series.unit, terms: [],
      multiplier: series.multiplier,
      unitText: series.unitText, sourceID: series.sourceID, locator: series.locator,
      vintage: series.vintage,
      observationID: points.map { series.observation($0.point) }.min() ?? 0,
      isSuperseded: series.isSuperseded, label: series.label)
    for (label, point) in points {
      var step = series.multiplier
      for _ in 0..<point.decimals { step /= 10 }
      level.value += point.value
      level.rounding += abs(step) / 2
      level.terms.append(
        Level.Term(
          label: label, value: point.value, decimals: point.decimals,
          observationID: series.observation(point)))
      level.steps.append(
        Step(
          .figure,
          [
            ("of", .text(label)), ("value", .number(point.value)), ("unit", .init(series.unit)),
            ("observation_id", .whole(series.observation(point))),
            ("source", .text(series.locator)),
            ("vintage", .text(series.vintage)),
          ]))
    }
    if points.count > 1 {
      level.steps.append(
        Step(.sum, [("value", .number(level.value)), ("unit", .init(series.unit))]))
    }
    if let dimensions = series.dimensions {
      level.reservation = "the figure is of a part only: \(dimensions)"
    }
    return level
  }

  /// What the quarters or months of a period add up to.
  private func periodLevel(
    _ series: Statistics.Series, _ indicator: Int64, _ period: TimePeriod
  ) -> Level? {
    guard let entry = terms.indicators[indicator] else { return nil }
    for months in [6, 3, 1] {
      let parts = Examiner.division(of: period, months: months)
      guard parts.count > 1 else { continue }
      let points = parts.compactMap { part in
        statistics.periodIDs[part].flatMap(series.point).map {
          (label: part.description, point: $0)
        }
      }
      guard points.count == parts.count, let last = points.last else { continue }
      switch entry.stockFlow {
      case "flow" where entry.aggregation == "sum": return level(series, .periods, points)
      case "stock":
        var end = level(series, .periods, [last])
        end.reservation = end.reservation ?? "the figure is that of \(last.label)"
        return end
      default:
        var mean = level(series, .periods, points)
        mean.value /= Double(points.count)
        mean.rounding /= Double(points.count)
        mean.terms = [
          Level.Term(
            label: "mean of \(points[0].label) to \(last.label)", value: mean.value,
            decimals: last.point.decimals + 1)
        ]
        mean.steps[mean.steps.count - 1] = Step(
          .mean, [("value", .number(mean.value)), ("unit", .init(series.unit))])
        mean.reservation = mean.reservation ?? "the figure is the mean of shorter periods"
        return mean
      }
    }
    return nil
  }

  /// The period cut into pieces of so many months that start where the calendar has such pieces.
  static func division(of period: TimePeriod, months: Int) -> [TimePeriod] {
    var parts: [TimePeriod] = []
    var start = period.first
    guard start.dayOfMonth == 1, (start.month - 1) % months == 0, period.last.year - start.year < 30
    else { return [] }
    while start <= period.last {
      guard let part = TimePeriod.months(from: start.year, start.month, count: months),
        part.last <= period.last
      else {
        return []
      }
      parts.append(part)
      start = part.last.advanced(byDays: 1)
    }
    return parts
  }

  /// What the parts of a place add up to, in one unit: from one data set where one has them all.
  private mutating func partLevels(
    _ indicator: Int64, _ place: Int64, _ period: TimePeriod
  ) throws(Failure) -> [Level] {
    guard terms.indicators[indicator]?.aggregation == "sum", let parts = terms.places[place]?.parts,
      parts.count > 1
    else { return [] }
    return try total(indicator, parts, period)
  }

  /// The values of an indicator in a place, or of several places added up.
  mutating func levels(_ indicator: Int64, of places: [Int64], _ period: TimePeriod)
    throws(Failure) -> [Level]
  {
    guard let first = places.first else { return [] }
    guard places.count > 1 else { return try levels(indicator, first, period) }
    return try total(indicator, places, period)
  }

  /// What several places add up to.
  private mutating func total(
    _ indicator: Int64, _ parts: [Int64], _ period: TimePeriod
  ) throws(Failure) -> [Level] {
    var found: [[Level]] = []
    for part in parts {
      let levels = try ownLevels(indicator, part, period).filter { $0.reservation == nil }
      guard !levels.isEmpty else { return [] }
      found.append(levels)
    }
    let common = found[0].map(\.sourceID).filter { id in
      found.allSatisfy { levels in levels.contains { $0.sourceID == id } }
    }
    if !common.isEmpty {
      return common.compactMap { id in
        sum(found.compactMap { levels in levels.first { $0.sourceID == id } })
      }
    }
    // From several data sets: the first of each, in the unit of the first part.
    var chosen: [Level] = []
    for levels in found {
      guard let first = levels.first(where: { !$0.isSuperseded }) else { return [] }
      guard let unit = chosen.first?.unit else {
        chosen.append(first)
        continue
      }
      guard var level = try converted(first, to: unit, indicator: indicator, period: period)?.level
      else { return [] }
      level.multiplier = 1
      chosen.append(level)
    }
    guard var mixed = sum(chosen) else { return [] }
    mixed.multiplier = 1
    mixed.locator = Array(Set(chosen.map(\.locator))).sorted().joined(separator: ", ")
    return [mixed]
  }

  /// Levels of one unit added up.
  private func sum(_ levels: [Level]) -> Level? {
    guard var total = levels.first, levels.allSatisfy({ $0.unit == total.unit }) else { return nil }
    total.basis = .parts
    total.value = levels.reduce(0) { $0 + $1.value }
    total.rounding = levels.reduce(0) { $0 + $1.rounding }
    total.terms = levels.flatMap { level in
      level.terms.count == 1
        ? level.terms
        : [Level.Term(label: level.terms.first?.label ?? "", value: level.value, decimals: 2)]
    }
    total.observationID = levels.map(\.observationID).min() ?? 0
    total.isSuperseded = levels.contains { $0.isSuperseded }
    total.spread = levels.reduce(0) { $0 + $1.spread }
    total.steps =
      levels.flatMap(\.steps) + [
        Step(.sum, [("value", .number(total.value)), ("unit", .init(total.unit))])
      ]
    if levels.contains(where: { $0.multiplier != total.multiplier || $0.unitText != total.unitText }
    ) {
      total.multiplier = 1
    }
    return total
  }
}

// MARK: - Units

extension Examiner {
  /// A level in another unit, with the words that say how: by factor, or by the recorded rate of
  /// the period.
  ///
  /// - Returns: `nil` where the units do not go together or no rate is recorded.
  mutating func converted(
    _ level: Level, to unit: String, indicator: Int64, period: TimePeriod
  ) throws(Failure) -> (level: Level, note: String)? {
    var result = level
    result.unit = unit
    guard let from = level.unit else {
      // A data set that names no unit counts, or is in the indicator's usual unit.
      guard let entry = terms.indicators[indicator] else { return nil }
      let usual =
        entry.unit.isEmpty
        ? (entry.dimension == "count" || entry.dimension == "index" ? "1" : "") : entry.unit
      return usual == unit ? (result, "") : nil
    }
    if from == unit { return (result, "") }
    guard let source = terms.units[from], let target = terms.units[unit],
      source.dimension == target.dimension
    else {
      return nil
    }
    if source.dimension == "currency" {
      guard let known = try statistics.rate(from, per: unit, in: period), known.low > 0 else {
        return nil
      }
      let rate = known.mean
      result.value /= rate
      // The article may have used the rate of another day: what is recorded within the period
      // supports, and one percent of leeway; what lies between the means of neighbouring years does
      // not refute.
      let reach = max(
        abs(level.value / known.low - result.value), abs(level.value / known.high - result.value))
      result.rounding =
        level.rounding / rate
        + max(abs(result.value) * Examiner.rateLeeway, known.isRange ? reach : 0)
      result.spread = max(reach, abs(result.value) * Examiner.rateReach) + level.spread / rate
      result.steps.append(
        Step(
          .conversion,
          [
            ("value", .number(result.value)), ("unit", .text(unit)), ("rate", .number(rate)),
            ("rate_unit", .text("\(from)/\(unit)")), ("lowest_rate", .number(known.low)),
            ("highest_rate", .number(known.high)),
          ]))
      let shown =
        rate >= 1
        ? "at \(Figures.plain(rate, digits: 5)) \(from) per \(unit)"
        : "at \(Figures.plain(1 / rate, digits: 5)) \(unit) per \(from)"
      return (result, " \(shown) = \(Figures.text(result.value)) \(unit)")
    }
    guard let a = source.factor, let b = target.factor, b != 0 else { return nil }
    result.value = (level.value * a + source.offset - target.offset) / b
    result.rounding = level.rounding * a / b
    if a != b {
      result.steps.append(
        Step(.conversion, [("value", .number(result.value)), ("unit", .text(unit))]))
    }
    return (result, a == b ? "" : " = \(Figures.text(result.value)) \(unit)")
  }

  /// A level as evidence in the unit of a claim.
  mutating func evidence(
    _ level: Level, unit: String, indicator: Int64, period: TimePeriod
  ) throws(Failure) -> Evidence? {
    guard let (found, note) = try converted(level, to: unit, indicator: indicator, period: period)
    else { return nil }
    return Evidence(
      found, value: found.value, rounding: found.rounding, working: level.working + note)
  }
}

extension Evidence {
  /// What a level says, as a value of its own.
  init(_ level: Level, basis: Basis? = nil, value: Double, rounding: Double, working: String) {
    self.init(
      basis: basis ?? level.basis, value: value, rounding: rounding, working: working,
      locator: level.locator, vintage: level.vintage, sourceID: level.sourceID,
      observationID: level.observationID, isSuperseded: level.isSuperseded,
      reservation: level.reservation, spread: level.spread, steps: level.steps)
  }
}

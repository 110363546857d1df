internal import Glibc
internal import Records

/// Growth, differences, shares and formulas: what follows from more than one level.
extension Examiner {
  /// The changes of what is asked, from each of the earlier periods that may be meant.
  ///
  /// - Parameter isRelative: in percent of the earlier value; otherwise the difference in the
  ///   claim's unit, which for percentages is in percentage points.
  mutating func changes(
    _ indicator: Int64, _ places: [Int64], _ period: TimePeriod, _ change: Question.Change,
    unit: String, isRelative: Bool
  ) throws(Failure) -> [Evidence] {
    var found: [Evidence] = []
    for base in change.bases {
      let before: TimePeriod?
      switch base {
      case .yearBefore: before = Examiner.yearBefore(period)
      case .previous: before = Examiner.previous(period)
      case .since(let earlier): before = earlier
      }
      guard let before else { continue }
      for var evidence in try changes(
        indicator, places, from: before, to: period, change, unit: unit, isRelative: isRelative)
      {
        if change.bases.count > 1 {
          evidence.reservation =
            evidence.reservation ?? "the claim does not say from which period it is counted"
        }
        found.append(evidence)
      }
    }
    return found
  }

  private mutating func changes(
    _ indicator: Int64, _ places: [Int64], from before: TimePeriod, to period: TimePeriod,
    _ change: Question.Change, unit: String, isRelative: Bool
  ) throws(Failure) -> [Evidence] {
    let now = try levels(indicator, of: places, period)
    guard !now.isEmpty else { return [] }
    let then = try levels(indicator, of: places, before)
    let entry = terms.indicators[indicator]
    var found: [Evidence] = []
    for level in now {
      guard
        let base = then.first(where: {
          $0.sourceID == level.sourceID && $0.unit == level.unit && $0.basis == level.basis
            && $0.label == level.label && $0.reservation == level.reservation
        })
      else { continue }
      let words = "\(level.figures) in \(period), \(base.figures) in \(before)"
      var evidence: Evidence
      if isRelative {
        guard base.value > 0, level.value > 0 else { continue }
        var ratio = level.value / base.value
        let relative = level.rounding / level.value + base.rounding / base.value
        var rounding = relative * ratio * 100
        var note = ""
        if change.isAnnualised {
          let months = max(1, Examiner.months(of: period))
          let times = 12.0 / Double(months)
          (ratio, rounding) = (pow(ratio, times), rounding * times)
          note = " at an annual rate"
        } else if change.isAverage {
          let years = Double(period.last.year - before.last.year)
          guard years > 0 else { continue }
          (ratio, rounding) = (pow(ratio, 1 / years), rounding / years)
          note = " a year"
        }
        let growth = (ratio - 1) * 100
        evidence = Evidence(
          level, basis: .growth, value: growth, rounding: rounding,
          working: words + ": \(Figures.plain(growth, digits: 3)) %\(note)")
        if entry?.dimension == "currency", entry?.code.hasSuffix("_REAL") != true {
          // In which prices and in which money a text counts growth, it seldom says.
          evidence.reservation =
            evidence.reservation ?? "the levels are at current prices, a growth rate may not be"
        } else if change.isNominal {
          evidence.reservation = evidence.reservation ?? "the claim is told at current prices"
        } else if entry?.stockFlow == "index", level.unitText?.contains("=100") == true {
          evidence.reservation = evidence.reservation ?? "the index is itself a change"
        }
      } else {
        let target = unit == "pp" ? "%" : unit
        guard let a = try converted(level, to: target, indicator: indicator, period: period)?.level,
          let b = try converted(base, to: target, indicator: indicator, period: before)?.level
        else { continue }
        evidence = Evidence(
          level, basis: .growth, value: a.value - b.value, rounding: a.rounding + b.rounding,
          working: words + ": \(Figures.text(a.value - b.value)) \(unit == "1" ? "" : unit)")
        evidence.spread = a.spread + b.spread
      }
      evidence.isSuperseded = level.isSuperseded || base.isSuperseded
      evidence.steps =
        base.steps + level.steps + [
          Step(
            .change,
            [
              ("from", .text(before.description)), ("to", .text(period.description)),
              ("value", .number(evidence.value)), ("unit", .text(isRelative ? "%" : unit)),
            ])
        ]
      found.append(evidence)
    }
    return found
  }

  /// So many times the value of another period or place.
  mutating func multiples(
    _ indicator: Int64, _ place: Int64, _ period: TimePeriod, _ other: Question.Other
  ) throws(Failure) -> [Evidence] {
    let now = try levels(indicator, place, period)
    let then: [Level]
    let words: String
    switch other {
    case .period(let before):
      then = try levels(indicator, place, before)
      words = " in \(before)"
    case .place(let beside):
      then = try levels(indicator, beside, period)
      words = ""
    }
    var found: [Evidence] = []
    for level in now {
      guard
        let base = then.first(where: {
          $0.sourceID == level.sourceID && $0.unit == level.unit
            && $0.reservation == level.reservation
        }), base.value > 0, level.value > 0
      else { continue }
      let ratio = level.value / base.value
      var evidence = Evidence(
        level, basis: .comparison, value: ratio,
        rounding: ratio * (level.rounding / level.value + base.rounding / base.value),
        working:
          "\(level.figures)\(words.isEmpty ? "" : " in \(period)") / \(base.working)\(words) = \(Figures.plain(ratio, digits: 3))"
      )
      evidence.isSuperseded = level.isSuperseded || base.isSuperseded
      evidence.steps =
        level.steps + base.steps + [
          Step(.formula, [("operation", .text("quotient")), ("value", .number(ratio))])
        ]
      found.append(evidence)
    }
    return found
  }

  /// How many whole months a period has.
  static func months(of period: TimePeriod) -> Int {
    let next = period.last.advanced(byDays: 1)
    return (next.year - period.first.year) * 12 + next.month - period.first.month
  }

  /// The period of the same length right before; `nil` where months do not measure it.
  static func previous(_ period: TimePeriod) -> TimePeriod? {
    let count = months(of: period)
    guard count > 0, period.first.dayOfMonth == 1 else { return nil }
    return TimePeriod.days(
      from: period.first.advanced(byMonths: -count), through: period.first.advanced(byDays: -1))
  }

  /// The same period a year earlier; `nil` for what is longer than a year.
  static func yearBefore(_ period: TimePeriod) -> TimePeriod? {
    let next = period.last.advanced(byDays: 1)
    guard next <= period.first.advanced(byMonths: 12) else { return nil }
    return TimePeriod.days(
      from: period.first.advanced(byMonths: -12),
      through: next.advanced(byMonths: -12).advanced(byDays: -1))
  }
}

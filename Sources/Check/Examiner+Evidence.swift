internal import Records

/// The statistics that answer a question.
extension Examiner {
  mutating func evidence(
    _ claim: CheckedClaim, _ asked: Question, _ period: TimePeriod
  ) throws(Failure) -> [Evidence] {
    let indicator = asked.indicator
    guard let place = asked.places.first else { return [] }
    switch asked.form {
    case .share(let whole): return try shares(indicator, place, of: whole, period)
    case .ratio(let part): return try ratios(part, indicator, place, period)
    case .multiple(let other): return try multiples(indicator, place, period, other)
    case .growth(let change): return try growth(indicator, asked.places, period, change)
    case .difference(let change):
      return try changes(
        indicator, asked.places, period, change, unit: claim.unit, isRelative: false)
    case .level:
      var found: [Evidence] = []
      for level in try levels(indicator, of: asked.places, period) {
        if let evidence = try evidence(
          level, unit: claim.unit, indicator: indicator, period: period)
        {
          found.append(evidence)
        }
      }
      if asked.places.count > 1
        || found.contains(where: { $0.reservation == nil && !$0.isSuperseded })
      {
        return found
      }
      return try found + formulas(indicator, place, period, unit: claim.unit)
    }
  }

  /// Growth as a table has it, else by the levels that it is the growth of.
  private mutating func growth(
    _ indicator: Int64, _ places: [Int64], _ period: TimePeriod, _ change: Question.Change
  ) throws(Failure) -> [Evidence] {
    guard let source = growthSource(indicator) else {
      return try changes(indicator, places, period, change, unit: "%", isRelative: true)
    }
    var found: [Evidence] = []
    if !change.isNominal, !change.isAnnualised, !change.isAverage {
      let isYear = Examiner.months(of: period) >= 12
      for base in change.bases {
        if case .since = base { continue }
        for level in try levels(indicator, of: places, period) {
          guard
            var evidence = try evidence(level, unit: "%", indicator: indicator, period: period)
          else { continue }
          if !isYear {
            // Whether a table's quarterly rates are on the quarter or on the year, it seldom says.
            evidence.reservation =
              evidence.reservation ?? "the table does not say from which period it counts"
          }
          found.append(evidence)
        }
      }
    }
    if change.isNominal {
      guard let level = terms.indicators[indicator]?.parent else { return found }
      return try found + changes(level, places, period, change, unit: "%", isRelative: true)
    }
    if found.contains(where: { $0.reservation == nil && !$0.isSuperseded }) { return found }
    let real = try changes(source, places, period, change, unit: "%", isRelative: true)
    found += real
    if real.isEmpty, let level = terms.indicators[indicator]?.parent, level != source {
      found += try changes(level, places, period, change, unit: "%", isRelative: true)
    }
    return found
  }
}

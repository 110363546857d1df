internal import Records

/// Growth, differences, shares and formulas: what follows from more than one level.
extension Examiner {
  /// The change of an indicator on the same period of the year before.
  ///
  /// - Parameter isRelative: in percent of the earlier value; otherwise the difference in the
  ///   claim's unit, which for
  ///   percentages is in percentage points.
  mutating func changes(
    _ indicator: Int64, _ place: Int64, _ period: TimePeriod, unit: String, isRelative: Bool
  ) throws(Failure) -> [Evidence] {
    guard let before = Examiner.yearBefore(period) else { return [] }
    let now = try levels(indicator, place, period)
    let then = try levels(indicator, place, before)
    var found: [Evidence] = []
    for level in now {
      guard
        let base = then.first(where: {
          $0.sourceID == level.sourceID && $0.unit == level.unit && $0.basis == level.basis
        })
      else { continue }
      let words = "\(level.figures) in \(period), \(base.figures) in \(before)"
      var evidence: Evidence
      if isRelative {
        guard base.value != 0 else { continue }
        let growth = (level.value / base.value - 1) * 100
        let relative =
          level.rounding / max(abs(level.value), .leastNormalMagnitude) + base.rounding
          / abs(base.value)
        evidence = Evidence(
          level, basis: .growth, value: growth,
          rounding: relative * abs(level.value / base.value) * 100,
          working: words + ": \(Figures.plain(growth, digits: 3)) %")
        let entry = terms.indicators[indicator]
        if entry?.dimension == "currency", entry?.code.hasSuffix("_REAL") != true {
          evidence.reservation =
            evidence.reservation ?? "the levels are at current prices, a growth rate may not be"
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
      }
      found.append(evidence)
    }
    return found
  }

  /// A place's figure in percent of the figure of each area that contains it.
  mutating func shares(_ indicator: Int64, _ place: Int64, _ period: TimePeriod) throws(Failure)
    -> [Evidence]
  {
    let part = try levels(indicator, place, period)
    guard !part.isEmpty else { return [] }
    var found: [Evidence] = []
    for whole in terms.lineage(place).dropFirst() {
      let wholes = try levels(indicator, whole, period)
      for level in part {
        guard let base = wholes.first(where: { $0.sourceID == level.sourceID }) ?? wholes.first
        else { continue }
        guard let evidence = try ratio(level, base, indicator, indicator, period, percent: true)
        else { continue }
        found.append(evidence)
      }
      if !found.isEmpty { break }
    }
    return found
  }

  /// An indicator in percent of another in the same place, as a data set gives it or by its two
  /// levels.
  mutating func ratios(
    _ part: Int64, _ whole: Int64, _ place: Int64, _ period: TimePeriod
  ) throws(Failure) -> [Evidence] {
    var found: [Evidence] = []
    for (indicator, formulas) in terms.formulas
    where formulas.contains(where: {
      $0.operation == "share" && $0.left == part && $0.right == whole
    }) {
      for level in try levels(indicator, place, period) {
        if let evidence = try evidence(level, unit: "%", indicator: indicator, period: period) {
          found.append(evidence)
        }
      }
    }
    guard found.isEmpty else { return found }
    let wholes = try levels(whole, place, period)
    for level in try levels(part, place, period) {
      guard let base = wholes.first(where: { $0.sourceID == level.sourceID }) ?? wholes.first else {
        continue
      }
      if let evidence = try ratio(level, base, part, whole, period, percent: true) {
        found.append(evidence)
      }
    }
    return found
  }

  /// What the vocabulary's formulas for an indicator come to.
  mutating func formulas(
    _ indicator: Int64, _ place: Int64, _ period: TimePeriod, unit: String
  ) throws(Failure) -> [Evidence] {
    var found: [Evidence] = []
    for formula in terms.formulas[indicator] ?? [] {
      if formula.operation == "growth" {
        if unit == "%" {
          found += try changes(formula.left, place, period, unit: unit, isRelative: true)
        }
        continue
      }
      guard let rightID = formula.right else { continue }
      let lefts = try levels(formula.left, place, period)
      guard !lefts.isEmpty else { continue }
      let rights = try levels(rightID, place, period)
      for left in lefts {
        guard let right = rights.first(where: { $0.sourceID == left.sourceID }) ?? rights.first
        else { continue }
        switch formula.operation {
        case "share":
          guard unit == "%" else { continue }
          if let evidence = try ratio(left, right, formula.left, rightID, period, percent: true) {
            found.append(evidence)
          }
        case "quotient":
          guard var evidence = try ratio(left, right, formula.left, rightID, period, percent: false)
          else { continue }
          var level = left
          (level.value, level.rounding) = (evidence.value, evidence.rounding)
          guard
            let (last, note) = try converted(level, to: unit, indicator: indicator, period: period)
          else {
            continue
          }
          (evidence.value, evidence.rounding) = (last.value, last.rounding)
          evidence.working += note
          evidence.reservation =
            evidence.reservation ?? "it rests on a count at one moment of the period"
          found.append(evidence)
        case "sum", "difference":
          guard
            let a = try converted(left, to: unit, indicator: formula.left, period: period)?.level,
            let b = try converted(right, to: unit, indicator: rightID, period: period)?.level
          else { continue }
          let value = formula.operation == "sum" ? a.value + b.value : a.value - b.value
          let sign = formula.operation == "sum" ? "+" : "-"
          found.append(
            joined(
              Evidence(
                left, basis: .formula, value: value, rounding: a.rounding + b.rounding,
                working:
                  "\(label(formula.left)) \(left.figures) \(sign) \(label(rightID)) \(right.working) = \(Figures.text(value))"
              ), with: right))
        default: continue
        }
      }
    }
    return found
  }

  /// One level by another.
  private mutating func ratio(
    _ left: Level, _ right: Level, _ leftID: Int64, _ rightID: Int64, _ period: TimePeriod,
    percent: Bool
  ) throws(Failure) -> Evidence? {
    var over = right
    if percent {
      guard let unit = left.unit ?? right.unit else { return nil }
      guard let same = try converted(right, to: unit, indicator: rightID, period: period)?.level
      else { return nil }
      over = same
    } else {
      // By a count: what it is counted in does not matter.
      guard terms.indicators[rightID]?.dimension == "count" else { return nil }
    }
    guard over.value != 0 else { return nil }
    let quotient = left.value / over.value * (percent ? 100 : 1)
    let relative =
      left.rounding / max(abs(left.value), .leastNormalMagnitude) + over.rounding / abs(over.value)
    let names = leftID == rightID ? ("", "") : (label(leftID) + " ", label(rightID) + " ")
    return joined(
      Evidence(
        left, basis: leftID == rightID ? .share : .formula, value: quotient,
        rounding: relative * abs(quotient),
        working:
          "\(names.0)\(left.working) / \(names.1)\(right.working) = \(Figures.plain(quotient, digits: percent ? 3 : 6))"
          + (percent ? " %" : "")), with: right)
  }

  /// Evidence that rests on a second level too.
  private func joined(_ evidence: Evidence, with level: Level) -> Evidence {
    var result = evidence
    if level.locator != evidence.locator { result.locator += ", " + level.locator }
    result.isSuperseded = evidence.isSuperseded || level.isSuperseded
    result.reservation = evidence.reservation ?? level.reservation
    return result
  }

  private func label(_ indicator: Int64) -> String { terms.indicators[indicator]?.name ?? "" }

  /// The same period a year earlier; `nil` for what is longer than a year.
  static func yearBefore(_ period: TimePeriod) -> TimePeriod? {
    let next = period.last.advanced(byDays: 1)
    guard next <= period.first.advanced(byMonths: 12) else { return nil }
    return TimePeriod.days(
      from: period.first.advanced(byMonths: -12),
      through: next.advanced(byMonths: -12).advanced(byDays: -1))
  }
}

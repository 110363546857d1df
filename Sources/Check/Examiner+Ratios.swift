internal import Records

/// Shares, ratios and formulas: what follows from two indicators or two places.
extension Examiner {
  /// A place's figure in percent of that of an area: the one that is named, else each that contains
  /// it.
  mutating func shares(
    _ indicator: Int64, _ place: Int64, of whole: Int64?, _ period: TimePeriod
  ) throws(Failure) -> [Evidence] {
    let part = try levels(indicator, place, period)
    guard !part.isEmpty else { return [] }
    var found: [Evidence] = []
    for whole in whole.map({ [$0] }) ?? Array(terms.lineage(place).dropFirst()) {
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
    let parts = try levels(part, place, period)
    found = try inPercent(parts, part, of: whole, period)
    guard found.isEmpty else { return found }
    let wholes = try levels(whole, place, period)
    for level in parts where level.unit != "%" {
      guard let base = wholes.first(where: { $0.sourceID == level.sourceID }) ?? wholes.first else {
        continue
      }
      if let evidence = try ratio(level, base, part, whole, period, percent: true) {
        found.append(evidence)
      }
    }
    return found
  }

  /// A table may give the part itself in percent of the whole: its label or unit says so.
  private mutating func inPercent(
    _ parts: [Level], _ part: Int64, of whole: Int64, _ period: TimePeriod
  ) throws(Failure) -> [Evidence] {
    var found: [Evidence] = []
    for level in parts where level.unit == "%" {
      let label = (level.label ?? "") + " " + (level.unitText ?? "")
      guard terms.names.matches(in: Words.of(label)).contains(where: { $0.id == whole }) else {
        continue
      }
      if let evidence = try evidence(level, unit: "%", indicator: part, period: period) {
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
          found += try changes(
            formula.left, [place], period, Question.Change(), unit: unit, isRelative: true)
        }
        continue
      }
      guard let rightID = formula.right else { continue }
      let lefts = try levels(formula.left, place, period)
      guard !lefts.isEmpty else { continue }
      if formula.operation == "share", unit == "%" {
        found += try inPercent(lefts, formula.left, of: rightID, period)
      }
      let rights = try levels(rightID, place, period)
      for left in lefts {
        guard let right = rights.first(where: { $0.sourceID == left.sourceID }) ?? rights.first
        else { continue }
        switch formula.operation {
        case "share":
          guard unit == "%", left.unit != "%" else { continue }
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
          // People are counted at one moment of the period, and which one differs.
          (evidence.value, evidence.rounding) = (
            last.value, last.rounding + abs(last.value) * Examiner.momentLeeway
          )
          evidence.working += note
          evidence.spread = last.spread
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
    guard left.value >= 0, over.value > 0 else { return nil }
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
    result.steps +=
      level.steps + [Step(.formula, [("value", .number(evidence.value))])]
    return result
  }

  private func label(_ indicator: Int64) -> String { terms.indicators[indicator]?.name ?? "" }
}

internal import Records

/// What an article says against itself: a figure restated at an odd exchange rate, parts that do
/// not add up, a percentage that does not follow from its two levels.
///
/// Each figure stands for the interval that its printed digits allow; only intervals that do not
/// meet contradict.
enum Contradictions {
  /// How far an implied exchange rate may lie from the recorded one beyond what the digits allow,
  /// as a share of it: a rate moves within a period.
  static let rateAllowance = 0.03
  /// How sure a period must be for its rate to count.
  static let surePeriod = 0.75

  /// The claims whose sentence gives another level of the same thing, place and period: the period of
  /// one of them is not its own.
  static func crowded(_ claims: [CheckedClaim]) -> Set<Int64> {
    struct Thing: Hashable {
      var sentence: Int64
      var indicator: Int64
      var place: Int64?
      var period: TimePeriod?
    }
    var groups: [Thing: [CheckedClaim]] = [:]
    for claim in claims where claim.direction == .none && claim.status == .actual {
      guard let indicator = claim.indicatorID else { continue }
      let thing = Thing(
        sentence: claim.sentenceID, indicator: indicator, place: claim.placeID, period: claim.period
      )
      groups[thing, default: []].append(claim)
    }
    var found: Set<Int64> = []
    for group in groups.values where group.count > 1 && group.count < 50 {
      for one in group {
        let isAlone = group.allSatisfy {
          $0.id == one.id || $0.restates == one.id || one.restates == $0.id
            || $0.restates != nil && $0.restates == one.restates
        }
        if !isAlone { found.insert(one.id) }
      }
    }
    return found
  }

  /// The claims of one article that it contradicts, with the reason in one line.
  ///
  /// - Parameter sure: the claims that are read so surely that they can stand against one another.
  static func find(
    in claims: [CheckedClaim], _ sure: Set<Int64>, _ examiner: inout Examiner
  ) throws(Failure) -> [Int64: String] {
    var found: [Int64: String] = [:]
    let restating = claims.contains { $0.restates != nil }
    let known = Dictionary(
      restating ? claims.map { ($0.id, $0) } : [], uniquingKeysWith: { first, _ in first })
    for claim in claims {
      if let text = try restated(claim, known, &examiner) { found[claim.id] = text }
    }
    let levels = Levels(
      claims.filter {
        $0.direction == .none && $0.value != nil && $0.placeID != nil && $0.period != nil
          && $0.status == .actual && sure.contains($0.id)
      })
    for claim in levels.all where found[claim.id] == nil {
      if let text = parts(claim, levels, examiner.terms) ?? formula(claim, levels, examiner.terms) {
        found[claim.id] = text
      }
    }
    for claim in claims
    where claim.status == .actual && found[claim.id] == nil && sure.contains(claim.id) {
      if let text = growth(claim, levels, examiner.terms) { found[claim.id] = text }
    }
    return found
  }

  /// The levels that an article states, found by what they are about and where they stand: a long
  /// one has tens of thousands.
  private struct Levels {
    let all: [CheckedClaim]
    private var byThing: [Thing: [Int]] = [:]
    private var bySentence: [Int64: [Int]] = [:]

    private struct Thing: Hashable {
      var indicator: Int64?
      var place: Int64?
      var period: TimePeriod?
    }

    init(_ claims: [CheckedClaim]) {
      all = claims
      for (index, claim) in claims.enumerated() {
        let thing = Thing(
          indicator: claim.indicatorID, place: claim.placeID, period: claim.period)
        byThing[thing, default: []].append(index)
        bySentence[claim.sentenceID, default: []].append(index)
      }
    }

    /// Those of an indicator in a place and period, in their order.
    func of(_ indicator: Int64?, _ place: Int64?, _ period: TimePeriod?) -> [CheckedClaim] {
      let thing = Thing(indicator: indicator, place: place, period: period)
      return (byThing[thing] ?? []).map { all[$0] }
    }

    /// Those of a sentence, in their order.
    func inSentence(_ sentence: Int64) -> [CheckedClaim] {
      (bySentence[sentence] ?? []).map { all[$0] }
    }
  }

  // MARK: Restated figures

  private static func restated(
    _ claim: CheckedClaim, _ claims: [Int64: CheckedClaim], _ examiner: inout Examiner
  ) throws(Failure) -> String? {
    guard let id = claim.restates, let first = claims[id],
      first.unit != claim.unit,
      let a = interval(first), let b = interval(claim), a.low > 0, b.low > 0,
      let from = examiner.terms.units[first.unit], let to = examiner.terms.units[claim.unit],
      from.dimension == to.dimension
    else { return nil }
    let (low, high) = (a.low / b.high, a.high / b.low)
    let implied = a.middle / b.middle
    if from.dimension == "currency" {
      // The rate may be that of the period or of the day of the article: neither must allow it.
      var periods = [year(claim.published)].compactMap(\.self)
      let own = claim.period ?? first.period
      if let own, min(claim.periodConfidence, first.periodConfidence) >= surePeriod {
        periods.insert(own, at: 0)
      } else if periods.isEmpty {
        return nil
      }
      var told: (rate: Double, period: TimePeriod)?
      for period in periods {
        guard
          let recorded = try examiner.statistics.rate(first.unit, per: claim.unit, in: period),
          recorded.low > 0
        else {
          // Without the rate of the period itself nothing is known.
          if period == own { return nil }
          continue
        }
        guard
          high < recorded.low * (1 - rateAllowance) || low > recorded.high * (1 + rateAllowance)
        else { return nil }
        told = told ?? (recorded.mean, period)
      }
      guard let (rate, period) = told else { return nil }
      return
        "“\(first.quote)” and “\(claim.quote)” imply \(Figures.plain(implied, digits: 4)) \(first.unit) per \(claim.unit), recorded for \(period) is \(Figures.plain(rate, digits: 5))"
    }
    guard let x = from.factor, let y = to.factor, x > 0, from.offset == 0, to.offset == 0 else {
      return nil
    }
    let ratio = y / x
    guard high < ratio * 0.99 || low > ratio * 1.01 else { return nil }
    return
      "“\(first.quote)” and “\(claim.quote)” do not go together: one \(claim.unit) is \(Figures.plain(ratio, digits: 5)) \(first.unit), not \(Figures.plain(implied, digits: 4))"
  }

  private static func year(_ published: String?) -> TimePeriod? {
    published.flatMap { Int($0.prefix(4)) }.flatMap { TimePeriod.year($0) }
  }

  // MARK: Parts and formulas

  private static func parts(_ whole: CheckedClaim, _ levels: Levels, _ terms: Terms)
    -> String?
  {
    guard let place = whole.placeID, let indicator = whole.indicatorID,
      terms.indicators[indicator]?.aggregation == "sum", let parts = terms.places[place]?.parts,
      parts.count > 1,
      let stated = interval(whole)
    else { return nil }
    var sum = Interval(low: 0, high: 0)
    var words: [String] = []
    for part in parts {
      guard
        let claim = levels.of(indicator, part, whole.period).first(where: {
          $0.unit == whole.unit
        }), let value = interval(claim)
      else { return nil }
      sum = Interval(low: sum.low + value.low, high: sum.high + value.high)
      words.append("\(terms.places[part]?.name ?? "") \(Figures.text(value.middle))")
    }
    guard !sum.meets(stated) else { return nil }
    return
      "\(words.joined(separator: " + ")) = \(Figures.text(sum.middle)), but the article says “\(whole.quote)”"
  }

  private static func formula(_ claim: CheckedClaim, _ levels: Levels, _ terms: Terms)
    -> String?
  {
    guard let indicator = claim.indicatorID, let stated = interval(claim) else { return nil }
    for formula in terms.formulas[indicator] ?? [] {
      guard let right = formula.right,
        let a = operand(formula.left, claim, levels), let b = operand(right, claim, levels),
        a.unit == b.unit,
        let x = interval(a), let y = interval(b)
      else { continue }
      let result: Interval
      let sign: String
      switch formula.operation {
      case "sum" where a.unit == claim.unit:
        (result, sign) = (Interval(low: x.low + y.low, high: x.high + y.high), "+")
      case "difference" where a.unit == claim.unit:
        (result, sign) = (Interval(low: x.low - y.high, high: x.high - y.low), "-")
      case "share" where claim.unit == "%" && x.low >= 0 && y.low > 0:
        (result, sign) = (Interval(low: x.low / y.high * 100, high: x.high / y.low * 100), "/")
      default: continue
      }
      guard !result.meets(stated) else { continue }
      return
        "“\(a.quote)” \(sign) “\(b.quote)” = \(Figures.text(result.middle))\(formula.operation == "share" ? " %" : ""), but the article says “\(claim.quote)”"
    }
    return nil
  }

  private static func operand(_ indicator: Int64, _ claim: CheckedClaim, _ levels: Levels)
    -> CheckedClaim?
  {
    levels.of(indicator, claim.placeID, claim.period).first
  }

  // MARK: Growth

  /// A percentage of change beside the level that it led to and the level that it started from, in
  /// one sentence.
  ///
  /// Farther apart the percentage may be in constant prices, or speak of something else.
  private static func growth(_ claim: CheckedClaim, _ levels: Levels, _ terms: Terms)
    -> String?
  {
    guard claim.unit == "%", claim.direction != .none, let stated = interval(claim),
      let period = claim.period,
      let before = Examiner.yearBefore(period)
    else { return nil }
    let near = levels.inSentence(claim.sentenceID).filter {
      $0.placeID == claim.placeID && $0.unit != "%"
    }
    let now = near.filter { $0.period == period }
    let then = near.filter { $0.period == before }
    // One level each, of the same thing: with more it is not known which one the percentage is
    // about.
    guard now.count == 1, then.count == 1, let a = now.first, let b = then.first, a.unit == b.unit,
      a.indicatorID == b.indicatorID, a.indicatorID != nil, let x = interval(a),
      let y = interval(b), y.low > 0
    else { return nil }
    guard
      claim.indicatorID == nil || claim.indicatorID == a.indicatorID
        || isGrowth(claim, of: a, terms)
    else {
      return nil
    }
    let sign = claim.direction == .decrease ? -1.0 : 1.0
    let result = Interval(
      low: (x.low / y.high - 1) * 100 * sign, high: (x.high / y.low - 1) * 100 * sign
    ).ordered
    guard !result.meets(stated) else { return nil }
    let change = (x.middle / y.middle - 1) * 100
    return
      "from “\(b.quote)” to “\(a.quote)” is \(Figures.plain(change, digits: 3)) %, but the article says “\(claim.quote)”"
  }

  private static func isGrowth(_ claim: CheckedClaim, of level: CheckedClaim, _ terms: Terms)
    -> Bool
  {
    guard let indicator = claim.indicatorID else { return false }
    return (terms.formulas[indicator] ?? []).contains {
      $0.operation == "growth" && $0.left == level.indicatorID
    }
  }

  // MARK: Intervals

  /// The values that a figure's digits allow.
  struct Interval {
    var low: Double
    var high: Double

    var middle: Double {
      low.isFinite && high.isFinite ? (low + high) / 2 : low.isFinite ? low : high
    }
    var ordered: Interval { low <= high ? self : Interval(low: high, high: low) }
    func meets(_ other: Interval) -> Bool { low <= other.high && other.low <= high }
  }

  /// What the digits and the qualifier of a claim allow, without the sign of its direction.
  static func interval(_ claim: CheckedClaim) -> Interval? {
    var plain = claim
    plain.direction = .none
    guard let tolerance = Tolerance(plain) else { return nil }
    return Interval(low: tolerance.low, high: tolerance.high)
  }
}

internal import Records

/// The verdict on one claim.
extension Examiner {
  /// How wide a claim may be, as a share of its value, to be supported by what is not quite the same.
  static let narrow = 0.25

  /// What the statistics say of a claim.
  ///
  /// - Parameters:
  ///   - passage: its sentence.
  ///   - allowance: a share of the value allowed beyond what the claim's words and digits allow.
  mutating func examine(_ claim: CheckedClaim, _ passage: Passage, allowance: Double)
    throws(Failure) -> Finding
  {
    var finding = Finding(
      claim: claim, indicator: claim.indicatorText, place: claim.placeText,
      verdict: .notEnoughInformation, reasoning: "")
    let asked = try question(claim, passage)
    if let name = (asked?.places.first ?? claim.placeID).flatMap({ terms.places[$0]?.name }) {
      finding.place = name
    }
    if let name = asked.flatMap({ terms.indicators[$0.indicator]?.name }), claim.indicatorID != nil
    {
      finding.indicator = name
    }
    guard claim.status == .actual || isEstimate(claim, passage) else {
      finding.reasoning = "a \(claim.status.rawValue): it is not said to have come about"
      return finding
    }
    guard let asked else {
      finding.reasoning =
        claim.indicatorText.map { "what is measured, “\($0)”, is not known" }
        ?? "the article does not say what is measured"
      return finding
    }
    guard !asked.places.isEmpty else {
      finding.reasoning =
        claim.placeText.map { "the place, “\($0)”, is not in the vocabulary" }
        ?? "the article names no place"
      return finding
    }
    guard var tolerance = Tolerance(claim, allowance: allowance) else {
      finding.reasoning = "the claim has no value"
      return finding
    }
    if case .multiple = asked.form { tolerance = tolerance.ofMultiple(claim) }
    var evidence: [Evidence] = []
    for (period, reservation) in periods(claim, asked) {
      for var found in try self.evidence(claim, asked, period) {
        found.reservation = found.reservation ?? asked.reservation ?? reservation
        evidence.append(found)
      }
      if !evidence.isEmpty { break }
    }
    turnDeficits(&evidence, passage, asked)
    finding.isReadSurely = asked.reservation == nil && hesitation(claim, asked, passage) == nil
    try decide(&finding, asked, tolerance, evidence, passage)
    return finding
  }

  /// Whether a figure that reads like a forecast is an estimate of what is over: “was estimated at”.
  private func isEstimate(_ claim: CheckedClaim, _ passage: Passage) -> Bool {
    guard claim.status == .forecast, passage.has(.estimate), !passage.has(.open),
      let period = claim.period, let published = claim.published
    else { return false }
    return period.last.description < published.prefix(10)
  }

  /// The claim's period; where it has none, the latest years before the article was published.
  private func periods(_ claim: CheckedClaim, _ asked: Question) -> [(TimePeriod, String?)] {
    if let period = asked.period { return [(period, nil)] }
    guard let year = claim.published.flatMap({ Int($0.prefix(4)) }) else { return [] }
    return (0..<4).compactMap { back in
      TimePeriod.year(year - back).map {
        ($0, "the claim names no period; \($0) is the latest with statistics")
      }
    }
  }

  /// A deficit is told as a positive figure, and tables have it as a negative one.
  private func turnDeficits(_ evidence: inout [Evidence], _ passage: Passage, _ asked: Question) {
    switch asked.form {
    case .level, .ratio: break
    default: return
    }
    guard passage.has(.deficit) else { return }
    for index in evidence.indices {
      if evidence[index].value < 0 {
        evidence[index].value = -evidence[index].value
        evidence[index].working += ", a deficit of \(Figures.text(evidence[index].value))"
      } else {
        evidence[index].reservation =
          evidence[index].reservation ?? "the table's sign does not show a deficit"
      }
    }
  }

  // MARK: The verdict

  private mutating func decide(
    _ finding: inout Finding, _ asked: Question, _ tolerance: Tolerance, _ evidence: [Evidence],
    _ passage: Passage
  ) throws(Failure) {
    let claim = finding.claim
    let sign = claim.direction == .decrease && !asked.isMultiple ? -1.0 : 1.0
    let stated =
      claim.value.map { sign * $0 }
      ?? ((claim.low ?? claim.high ?? 0) + (claim.high ?? claim.low ?? 0)) / 2
    func distance(_ evidence: Evidence) -> Double { abs(evidence.value - stated) }
    func allows(_ evidence: Evidence) -> Bool {
      tolerance.allows(evidence.value, rounding: evidence.rounding)
    }
    let known = Vintages.known(evidence, at: claim.published)
    // What may be something else agrees by chance where much is allowed.
    let isNarrow = (tolerance.high - tolerance.low) <= abs(stated) * Examiner.narrow
    let agreeing = evidence.filter {
      allows($0) && !isFarBeyond($0.value, stated)
        && (isNarrow || $0.reservation == nil || $0.isSuperseded)
    }
    let against = evidence.filter {
      $0.reservation == nil && (!$0.isSuperseded || $0.sourceID == known?.sourceID)
    }
    if let best = agreeing.first(where: { $0.reservation == nil && !$0.isSuperseded })
      ?? agreeing.first(where: { $0.reservation == nil })
      ?? agreeing.min(by: { distance($0) < distance($1) })
    {
      finding.verdict = .supported
      finding.evidence = best
      finding.reasoning = reasoning(claim, best, stated, tolerance)
      if best.isSuperseded {
        finding.reasoning += "; this is an earlier version, which was revised"
        if let current = against.first(where: { !$0.isSuperseded }) {
          finding.reasoning += " to \(Figures.text(current.value))"
        }
      }
      if let other = against.first(where: { !allows($0) && !$0.isSuperseded }),
        other.locator != best.locator
      {
        finding.reasoning +=
          "; another data set says \(Figures.text(other.value)): \(other.locator)"
      }
      try examineFirst(&finding, asked, passage, stated)
    } else if let beyond = evidence.first(where: allows) {
      finding.evidence = beyond
      finding.reasoning =
        reasoning(claim, beyond, stated, tolerance) + ", but "
        + (isFarBeyond(beyond.value, stated)
          ? "so far beyond it that the claim may speak of something else"
          : beyond.reservation ?? "it is an earlier version, which was revised")
    } else if let best = (known.map { [$0] } ?? against).filter({ $0.reservation == nil })
      .min(by: { distance($0) < distance($1) })
      ?? against.min(by: { distance($0) < distance($1) })
    {
      weigh(&finding, asked, tolerance, best, against, stated, passage, isKnown: known != nil)
    } else if let best = evidence.filter({ !$0.isSuperseded }).min(by: {
      distance($0) < distance($1)
    })
      ?? evidence.min(by: { distance($0) < distance($1) })
    {
      finding.evidence = best
      finding.reasoning =
        reasoning(claim, best, stated, tolerance)
        + ", but \(best.reservation ?? "it is an earlier version, which was revised")"
    } else {
      let period = asked.period.map { " in \($0)" } ?? ""
      finding.reasoning =
        "no statistics of \(finding.indicator ?? "it") for \(finding.place ?? "the place")\(period) in a unit that goes with \(claim.unit)"
    }
    if let value = finding.evidence?.value, value != 0 {
      finding.difference = (stated - value) / abs(value) * 100
    }
    finding.known = known
    if let known, let current = finding.evidence, known.sourceID != current.sourceID {
      finding.reasoning +=
        "; when the article appeared the figure was \(Figures.text(known.value)) (\(known.vintage.prefix(10)))"
    }
    finding.steps =
      (finding.evidence?.steps ?? []) + [claimStep(claim, stated, tolerance)] + finding.steps
  }

  /// A claim that no figure agrees with: refuted where nothing else explains it, else it differs.
  private func weigh(
    _ finding: inout Finding, _ asked: Question, _ tolerance: Tolerance, _ best: Evidence,
    _ against: [Evidence], _ stated: Double, _ passage: Passage, isKnown: Bool
  ) {
    let claim = finding.claim
    finding.evidence = best
    finding.reasoning = reasoning(claim, best, stated, tolerance)
    let margin = revisions.margin(
      asked.indicator, value: best.value, isChange: asked.isChange, isPercent: claim.unit == "%")
    // A figure that was known when the article appeared leaves less room.
    let reach = (isKnown ? margin.size / 2 : margin.size) * asked.marginFactor
    finding.steps.append(
      Step(
        .revision,
        [
          ("usual", .number(reach)), ("unit", .text(claim.unit)), ("origin", .text(margin.origin)),
          ("known_when_published", .text(isKnown ? "yes" : "no")),
        ]))
    let gap = tolerance.gap(to: best.value) - best.rounding - best.spread
    let nearest =
      against.map { tolerance.gap(to: $0.value) - $0.rounding - $0.spread }.min() ?? gap
    var why: String?
    if nearest <= 0 {
      why = "the rate of exchange within the period may explain it"
    } else if nearest <= reach {
      why =
        "\(margin.origin) by up to \(asked.isChange || claim.unit == "%" ? "\(Figures.plain(reach, digits: 2)) points" : Figures.percent(reach, of: best.value))"
    } else if asked.isSized, let far = tooFar(stated, best.value) {
      why = far
    }
    why = why ?? hesitation(claim, asked, passage)
    guard let why else {
      finding.verdict = .refuted
      return
    }
    finding.verdict = .differs
    finding.reasoning += "; \(why)"
    finding.steps.append(Step(.reading, [("reason", .text(why))]))
  }

  /// Whether a claim lies so far from the statistic that the reading is likelier wrong than the
  /// writer.
  private func tooFar(_ stated: Double, _ value: Double) -> String? {
    guard value != 0, stated / value > 1 / 3.0, stated / value < 3 else {
      return "this far apart the reading is likelier wrong than the writer: check the reading"
    }
    return nil
  }

  /// Whether a value meets an open bound only because it is more than twice as large, or less than
  /// half: nobody says of 49 that it is over 10.
  private func isFarBeyond(_ value: Double, _ stated: Double) -> Bool {
    abs(stated) > 0 && (value / stated > 2 || value / stated < 0.5)
  }

  private func claimStep(_ claim: CheckedClaim, _ stated: Double, _ tolerance: Tolerance) -> Step {
    Step(
      .claim,
      [
        ("value", .number(stated)), ("unit", .text(claim.unit)),
        ("low", tolerance.low.isFinite ? .number(tolerance.low) : nil),
        ("high", tolerance.high.isFinite ? .number(tolerance.high) : nil),
        ("because", .text(tolerance.words)),
      ])
  }

  private func reasoning(
    _ claim: CheckedClaim, _ evidence: Evidence, _ stated: Double, _ tolerance: Tolerance
  ) -> String {
    let difference = stated - evidence.value
    let side = difference < 0 ? "below" : "above"
    var size = Figures.percent(difference, of: evidence.value) + " " + side + " it"
    // A difference between percentages is told in points, a percentage of a percentage confuses.
    if claim.unit == "%" || claim.unit == "pp" {
      size = Figures.plain(abs(difference), digits: 2) + " points " + side + " it"
    }
    if abs(difference) <= abs(stated) * 1e-9 { size = "exactly that" }
    let words = claim.value == nil ? "" : ", the claim is \(size)"
    return "\(evidence.working)\(words); \(tolerance.words)"
  }
}

extension Question {
  var isMultiple: Bool { if case .multiple = form { true } else { false } }

  /// Whether the answer is a change in percent or in points.
  var isChange: Bool {
    switch form {
    case .growth: true
    default: false
    }
  }

  /// Whether the size of the value itself speaks for or against the reading.
  var isSized: Bool {
    switch form {
    case .growth, .difference: false
    default: true
    }
  }

  /// How much farther than a level's an answer may move: a difference of two levels moves with both.
  var marginFactor: Double {
    switch form {
    case .difference: 3
    case .multiple: 2
    default: 1
    }
  }
}

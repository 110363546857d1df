internal import Records

/// The verdict on one claim.
extension Examiner {
  /// What the statistics say of a claim.
  ///
  /// - Parameter allowance: a share of the value allowed beyond what the claim's words and digits
  ///   allow.
  mutating func examine(_ claim: CheckedClaim, allowance: Double) throws(Failure) -> Finding {
    var finding = Finding(
      claim: claim, indicator: claim.indicatorText, place: claim.placeText,
      verdict: .notEnoughInformation,
      reasoning: "")
    if let name = claim.placeID.flatMap({ terms.places[$0]?.name }) { finding.place = name }
    let asked = try question(claim)
    if let name = asked.flatMap({ terms.indicators[$0.indicator]?.name }), claim.indicatorID != nil
    {
      finding.indicator = name
    }
    guard claim.status == .actual else {
      finding.reasoning = "a \(claim.status.rawValue): it is not said to have come about"
      return finding
    }
    guard let asked else {
      finding.reasoning =
        claim.indicatorText.map { "what is measured, “\($0)”, is not in the vocabulary" }
        ?? "the article does not say what is measured"
      return finding
    }
    guard let place = claim.placeID else {
      finding.reasoning =
        claim.placeText.map { "the place, “\($0)”, is not in the vocabulary" }
        ?? "the article names no place"
      return finding
    }
    guard let tolerance = Tolerance(claim, allowance: allowance) else {
      finding.reasoning = "the claim has no value"
      return finding
    }
    var evidence: [Evidence] = []
    for (period, reservation) in periods(claim) {
      for var found in try self.evidence(claim, asked, place, period) {
        found.reservation = found.reservation ?? asked.reservation ?? reservation
        if found.isSuperseded {
          found.reservation = found.reservation ?? "it is an earlier version, which was revised"
        }
        evidence.append(found)
      }
      if !evidence.isEmpty { break }
    }
    decide(&finding, tolerance, evidence)
    return finding
  }

  // MARK: What is asked

  /// What kind of statistic would answer.
  private enum Form {
    case level, growth, difference, share
    /// An indicator in percent of another in the same place.
    case ratio(of: Int64)
  }

  private struct Question {
    var indicator: Int64
    var form: Form
    var reservation: String?
  }

  private mutating func question(_ claim: CheckedClaim) throws(Failure) -> Question? {
    let text = claim.indicatorText ?? ""
    // “X share of Y” is how the reader of articles words a part of a whole.
    if claim.unit == "%", claim.direction == .none, let range = text.firstRange(of: " share of ") {
      guard let whole = indicator(in: String(text[range.upperBound...])) else { return nil }
      let part = String(text[..<range.lowerBound])
      if try isPlace(part, claim) {
        return Question(indicator: whole.0, form: .share, reservation: whole.1)
      }
      if let (id, reservation) = indicator(in: part) {
        return Question(
          indicator: whole.0, form: .ratio(of: id), reservation: reservation ?? whole.1)
      }
      return Question(
        indicator: whole.0, form: .share,
        reservation: "the claim may speak of a part of it: “\(part)”")
    }
    let found: (id: Int64, reservation: String?)?
    if let id = claim.indicatorID { found = (id, nil) } else { found = indicator(in: text) }
    guard let found, let entry = terms.indicators[found.id] else { return nil }
    let isRatio = entry.dimension == "ratio"
    var form = Form.level
    switch claim.unit {
    case "pp": form = .difference
    case "%" where !isRatio:
      // A percentage of something counted or valued is its growth where it moves, and otherwise not
      // known.
      guard claim.direction != .none else { return nil }
      form = .growth
    case "%": form = .level
    default: form = claim.direction == .none ? .level : .difference
    }
    if case .level = form, claim.unit != "%", isRatio, entry.unit == "%" { return nil }
    return Question(indicator: found.id, form: form, reservation: found.reservation)
  }

  /// Whether words name the claim's place.
  private mutating func isPlace(_ words: String, _ claim: CheckedClaim) throws(Failure) -> Bool {
    guard let place = claim.placeID else { return false }
    let names = [claim.placeText, terms.places[place]?.name].compactMap { $0?.lowercased() }
    if names.contains(words.lowercased()) { return true }
    return try statistics.isName(words, of: place)
  }

  /// The indicator that a phrase names: the longest run of words at its end that the vocabulary
  /// knows.
  private func indicator(in phrase: String) -> (Int64, String?)? {
    var words = phrase.lowercased().split(separator: " ")[...]
    while !words.isEmpty {
      if let id = terms.indicatorNames[words.joined(separator: " ")] {
        let dropped = phrase.split(separator: " ").dropLast(words.count)
        // A possessive before the indicator names the whole, as in “the nation's economic output”.
        let isOwner = dropped.allSatisfy {
          $0.hasSuffix("'s") || $0.hasSuffix("’s") || $0.count <= 3
        }
        return (
          id,
          isOwner ? nil : "the claim may speak of a part of it: “\(dropped.joined(separator: " "))”"
        )
      }
      words = words.dropFirst()
    }
    return nil
  }

  /// The claim's period; where it has none, the latest years before the article was published.
  private func periods(_ claim: CheckedClaim) -> [(TimePeriod, String?)] {
    if let period = claim.period { return [(period, nil)] }
    guard let year = claim.published.flatMap({ Int($0.prefix(4)) }) else { return [] }
    return (0..<4).compactMap { back in
      TimePeriod.year(year - back).map {
        ($0, "the claim names no period; \($0) is the latest with statistics")
      }
    }
  }

  private mutating func evidence(
    _ claim: CheckedClaim, _ asked: Question, _ place: Int64, _ period: TimePeriod
  ) throws(Failure) -> [Evidence] {
    let indicator = asked.indicator
    switch asked.form {
    case .share: return try shares(indicator, place, period)
    case .ratio(let part): return try ratios(part, indicator, place, period)
    case .growth:
      return try changes(indicator, place, period, unit: "%", isRelative: true)
    case .difference:
      return try changes(indicator, place, period, unit: claim.unit, isRelative: false)
    case .level:
      var found: [Evidence] = []
      for level in try levels(indicator, place, period) {
        if let evidence = try evidence(
          level, unit: claim.unit, indicator: indicator, period: period)
        {
          found.append(evidence)
        }
      }
      if found.contains(where: { $0.reservation == nil && !$0.isSuperseded }) { return found }
      return try found + formulas(indicator, place, period, unit: claim.unit)
    }
  }

  // MARK: The verdict

  private func decide(_ finding: inout Finding, _ tolerance: Tolerance, _ evidence: [Evidence]) {
    let claim = finding.claim
    let sign = claim.direction == .decrease ? -1.0 : 1.0
    let stated =
      claim.value.map { sign * $0 }
      ?? ((claim.low ?? claim.high ?? 0) + (claim.high ?? claim.low ?? 0)) / 2
    func distance(_ evidence: Evidence) -> Double { abs(evidence.value - stated) }
    let agreeing = evidence.filter {
      tolerance.allows($0.value, rounding: $0.rounding) && !isFarBeyond($0.value, stated)
    }
    let against = evidence.filter { $0.reservation == nil }
    let beyond = evidence.first { tolerance.allows($0.value, rounding: $0.rounding) }
    let hasDoubt = claim.confidence < 0.5
    if let best = agreeing.first(where: { $0.reservation == nil })
      ?? agreeing.min(by: { distance($0) < distance($1) })
    {
      finding.verdict = .supported
      finding.evidence = best
      finding.reasoning = reasoning(claim, best, stated, tolerance)
      if let other = against.first(where: { !tolerance.allows($0.value, rounding: $0.rounding) }),
        other.locator != best.locator
      {
        finding.reasoning +=
          "; another data set says \(Figures.text(other.value)): \(other.locator)"
      }
    } else if let beyond {
      finding.evidence = beyond
      finding.reasoning =
        reasoning(claim, beyond, stated, tolerance)
        + ", but so far beyond it that the claim may speak of something else"
    } else if let best = against.min(by: { distance($0) < distance($1) }) {
      finding.verdict = hasDoubt ? .notEnoughInformation : .refuted
      finding.evidence = best
      finding.reasoning = reasoning(claim, best, stated, tolerance)
      if let published = claim.published, best.vintage.prefix(10) > published.prefix(10),
        abs(best.value - stated) < abs(stated) * Tolerance.approximation
      {
        finding.reasoning +=
          "; the data set is of \(best.vintage.prefix(10)), later than the article, and may be revised"
      }
      if hasDoubt {
        finding.reasoning +=
          "; the reading of the claim is doubtful: \(claim.doubt ?? "no reason kept")"
      }
    } else if let best = evidence.min(by: { distance($0) < distance($1) }) {
      finding.evidence = best
      finding.reasoning =
        reasoning(claim, best, stated, tolerance) + ", but \(best.reservation ?? "")"
    } else {
      let period = claim.period.map { " in \($0)" } ?? ""
      finding.reasoning =
        "no statistics of \(finding.indicator ?? "it") for \(finding.place ?? "the place")\(period) in a unit that goes with \(claim.unit)"
    }
    if let value = finding.evidence?.value, stated != 0 {
      finding.difference = (value - stated) / abs(stated) * 100
    }
  }

  /// Whether a value meets an open bound only because it is more than twice as large: nobody says
  /// of 49 that it is over 10.
  private func isFarBeyond(_ value: Double, _ stated: Double) -> Bool {
    abs(stated) > 0 && value / stated > 2
  }

  private func reasoning(
    _ claim: CheckedClaim, _ evidence: Evidence, _ stated: Double, _ tolerance: Tolerance
  ) -> String {
    let difference = evidence.value - stated
    let side = difference < 0 ? "below" : "above"
    var size = Figures.percent(difference, of: stated) + " " + side
    // A difference between percentages is told in points, a percentage of a percentage confuses.
    if claim.unit == "%" || claim.unit == "pp" {
      size = Figures.plain(abs(difference), digits: 2) + " points " + side
    }
    if abs(difference) <= abs(stated) * 1e-9 { size = "exactly" }
    let unit = claim.unit == "1" ? "" : claim.unit == "%" ? " %" : " " + claim.unit
    let words = claim.value == nil ? "" : ", \(size) \(Figures.text(stated))\(unit)"
    return "\(evidence.working)\(words); \(tolerance.words)"
  }
}

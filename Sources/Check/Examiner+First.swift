internal import Records

/// “Above 200 billion for the first time”: checked in the series itself.
extension Examiner {
  /// Looks whether an earlier period of the same series has passed the mark already, where the
  /// sentence says that it is the first time.
  mutating func examineFirst(
    _ finding: inout Finding, _ asked: Question, _ passage: Passage, _ stated: Double
  ) throws(Failure) {
    let claim = finding.claim
    guard case .level = asked.form, let first = passage.all(.first).first,
      let period = asked.period, asked.places.count == 1, let place = asked.places.first,
      let evidence = finding.evidence, evidence.reservation == nil, evidence.basis == .direct,
      claim.qualifier != .lessThan && claim.qualifier != .atMost
    else { return }
    // “For the first time since 2008” looks back to that year only.
    var earliest = Int.min
    if let since = passage.phrases.first(where: {
      $0.kind == .base && $0.words.lowerBound == first.words.upperBound
    }) {
      guard let year = passage.years.first(where: { $0.word == since.words.upperBound }) else {
        return
      }
      earliest = year.year
    }
    guard
      let series = try statistics.series(asked.indicator, place).first(where: {
        $0.sourceID == evidence.sourceID && $0.unit == claim.unit && $0.dimensions == nil
      })
    else { return }
    var highest: (period: TimePeriod, point: Statistics.Point)?
    for point in series.points {
      guard let earlier = statistics.periods[point.periodID], earlier.frequency == period.frequency,
        earlier.first < period.first, earlier.first.year > earliest
      else { continue }
      if let known = highest, known.point.value >= point.value { continue }
      highest = (earlier, point)
    }
    guard let highest else { return }
    let before = "\(Figures.text(highest.point.value)) in \(highest.period)"
    finding.steps.append(
      Step(
        .figure,
        [
          ("of", .text("the highest before")), ("period", .text(highest.period.description)),
          ("value", .number(highest.point.value)), ("unit", .init(series.unit)),
          ("observation_id", .whole(series.observation(highest.point))),
        ]))
    guard highest.point.value > stated else {
      finding.reasoning += "; the highest before was \(before)"
      return
    }
    let slack = revisions.margin(
      asked.indicator, value: stated, isChange: false, isPercent: claim.unit == "%"
    ).size
    finding.reasoning += "; but it was \(before) already"
    // A mark that an earlier figure passes by little may have been passed by a revision only.
    if highest.point.value - stated <= slack / 6 {
      finding.verdict = .differs
    } else if let why = hesitation(claim, asked, passage) {
      finding.verdict = .differs
      finding.reasoning += "; \(why)"
    } else {
      finding.verdict = .refuted
    }
  }
}

internal import Check
internal import Records
internal import Report

extension CheckedFigure {
  /// What a page shows of a finding.
  init(_ finding: Finding) {
    let claim = finding.claim
    let status = claim.status == .actual ? nil : claim.status.rawValue
    let subject = [finding.indicator, finding.place, claim.period?.description, status]
    self.init(
      claim: claim.id, source: claim.sourceID,
      verdict: Verdict(rawValue: finding.verdict.rawValue) ?? .open, quote: claim.quote,
      sentence: claim.sentence, subject: subject.compactMap(\.self).joined(separator: ", "),
      working: finding.reasoning, contradiction: finding.contradiction,
      statistic: finding.evidence.map {
        Statistic(
          value: $0.value, unit: claim.unit, basis: $0.basis.rawValue, locator: $0.locator,
          vintage: $0.vintage, observation: $0.observationID)
      })
  }
}

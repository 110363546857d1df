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
      statistic: finding.evidence.map { Statistic($0, unit: claim.unit) },
      known: finding.known.flatMap { known in
        known.sourceID == finding.evidence?.sourceID ? nil : Statistic(known, unit: claim.unit)
      }, span: claim.start < claim.end ? claim.start..<claim.end : nil)
  }
}

extension CheckedFigure.Statistic {
  /// What a page shows of evidence.
  init(_ evidence: Evidence, unit: String) {
    self.init(
      value: evidence.value, unit: unit, basis: evidence.basis.rawValue,
      locator: evidence.locator, vintage: evidence.vintage, observation: evidence.observationID)
  }
}

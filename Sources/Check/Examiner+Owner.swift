internal import Records

/// Whose a figure is by the sentence's own construction.
extension Examiner {
  /// The place that the sentence's own construction gives to what is measured, “Spain's GDP”, “the
  /// GDP of Spain”; `nil` where there is none, or another place stands between it and the figure.
  func owner(of question: Question, _ claim: CheckedClaim, _ passage: Passage) -> Int64? {
    var ids: Set<Int64> = [question.indicator]
    if case .ratio(let part) = question.form { ids = [part] }
    for formula in terms.formulas[question.indicator] ?? [] { ids.insert(formula.left) }
    if let parent = terms.indicators[question.indicator]?.parent { ids.insert(parent) }
    guard
      let match = passage.indicators.filter({ ids.contains($0.id) }).min(by: {
        distance($0.words, claim, passage) < distance($1.words, claim, passage)
      })
    else { return nil }
    let plain = passage.covered(by: .neutral)
    let grouped = Set(passage.coordinations.flatMap { $0.map(\.start) })
    let after = match.words.upperBound
    var found: Passage.Mention?
    if passage.phrases.contains(where: { $0.kind == .placeLead && $0.words.lowerBound == after }) {
      found = passage.mentions.first {
        let start = passage.range($0).lowerBound
        return start > after && start - after <= 3
          && ((after + 1)..<start).allSatisfy(plain.contains)
      }
    }
    found =
      found
      ?? passage.mentions.last {
        let end = passage.range($0).upperBound
        guard end <= match.words.lowerBound, match.words.lowerBound - end <= 4 else { return false }
        let between = end..<match.words.lowerBound
        let isOwned =
          between.isEmpty
          ? !passage.words[match.words.lowerBound].followsMark
          : passage.phrases.contains { $0.kind == .possessive && $0.words.lowerBound == end }
        return isOwned && between.allSatisfy(plain.contains)
      }
    guard let found, !grouped.contains(found.start) else { return nil }
    let reach = min(found.end, claim.end)..<max(found.start, claim.start)
    let isAlone = passage.mentions.allSatisfy {
      $0.place == found.place || $0.start < reach.lowerBound || $0.start >= reach.upperBound
        || terms.lineage(found.place).contains($0.place)
    }
    return isAlone ? found.place : nil
  }

  /// “China's Jiangsu”: the place inside another that is named as its owner.
  func inner(_ place: Int64, _ passage: Passage) -> Int64? {
    for (outer, mention) in zip(passage.mentions, passage.mentions.dropFirst())
    where outer.place == place && mention.place != place
      && terms.lineage(mention.place).contains(place)
    {
      let end = passage.range(outer).upperBound
      if passage.phrases.contains(where: { $0.kind == .possessive && $0.words.lowerBound == end }),
        passage.range(mention).lowerBound == end + 1
      {
        return mention.place
      }
    }
    return nil
  }
}

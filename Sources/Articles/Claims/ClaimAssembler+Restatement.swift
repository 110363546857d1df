internal import Records
internal import Text

/// Figures that repeat another one in another unit: “11.5 trillion yuan (1.6 trillion USD)”.
extension ClaimAssembler {
  /// The figure of the sentence that this one repeats in another unit: in brackets after it, or
  /// after “or”.
  func restated(_ index: Int, _ sentence: SentenceReading) -> Int? {
    guard index > 0 else { return nil }
    let figure = sentence.figures[index]
    let before = sentence.figures[index - 1]
    guard figure.unit != before.unit, isSameKind(figure, before) else { return nil }
    let gap = sentence.gap(before: index)
    // “(£227bn; €331bn)”: both repeat the one before the bracket.
    if gap.count == 1, index > 1,
      text.tokens[gap.lowerBound].isMark(";") || text.tokens[gap.lowerBound].isMark("/"),
      let original = restated(index - 1, sentence), sentence.figures[original].unit != figure.unit
    {
      return original
    }
    guard let first = gap.first else { return nil }
    let opens = text.tokens[first].isMark("(") || text.tokens[first].detail == 0xFF08
    if sentence.isChinese {
      return opens && gap.count <= 16 && !gap.dropFirst().contains { sentence.tag($0) == .comma }
        ? index - 1 : nil
    }
    guard gap.count <= 4 else { return nil }
    let isLink = gap.allSatisfy { at in
      let word = sentence.word(at)
      return word.contains(.restate) || sentence.key(at) == SentenceReading.or
        || sentence.tag(at) == .comma
        || sentence.tag(at) == .bracket
        || sentence.tag(at) == .determiner || sentence.key(at) == SentenceReading.to
        || sentence.tag(at) == .adverb
    }
    return opens && isLink
      || isLink
        && gap.contains {
          sentence.word($0).contains(.restate) || sentence.key($0) == SentenceReading.or
        }
      ? index - 1 : nil
  }

  private func isSameKind(_ a: Figure, _ b: Figure) -> Bool {
    if a.isMoney && b.isMoney { return true }
    guard let one = vocabulary.unit(code: a.unit), let two = vocabulary.unit(code: b.unit) else {
      return false
    }
    return vocabulary.units[one].dimension == vocabulary.units[two].dimension && !a.isCount
      && !a.isRatio
  }

  func repeatClaim(_ original: Claim, _ ordinal: Int, _ claim: inout Claim) {
    claim.restates = ordinal
    claim.indicatorCode = original.indicatorCode
    claim.indicator = original.indicator
    claim.indicatorText = original.indicatorText
    claim.placeCode = original.placeCode
    claim.place = original.place
    claim.placeText = original.placeText
    claim.period = original.period
    claim.placeConfidence = original.placeConfidence
    claim.periodConfidence = original.periodConfidence
    claim.indicatorConfidence = original.indicatorConfidence
    claim.holder = original.holder
    claim.holderKind = original.holderKind
    claim.holderConfidence = original.holderConfidence
    claim.status = original.status
    claim.direction = original.direction
    // “more than 100 km (60 miles)”: what qualifies the one qualifies the other.
    if claim.qualifier == .exact, original.qualifier != .between {
      claim.qualifier = original.qualifier
    }
  }
}

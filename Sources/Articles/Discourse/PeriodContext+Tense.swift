internal import Text

/// When a sentence speaks: of now, of what was, of what is to come, of when something began.
extension PeriodContext {
  /// Whether the sentence says what is so now: a period spoken of before does not date it.
  func isPresent(_ figure: Figure) -> Bool {
    let own = group(at: figure.core.lowerBound)
    let main = groups.last {
      $0.tokens.lowerBound <= figure.core.lowerBound && ($0.kind == .main || $0.kind == .relative)
    }
    let hangs = own.kind == .participial || own.kind == .with || own.kind == .bracketed
    for group in [hangs ? nil : own, main].compactMap(\.self) {
      for index in group.tokens
      where sentence.tag(index) == .verb || sentence.tag(index) == .auxiliary {
        let word = sentence.word(index)
        // “has grown” tells of the time spoken of, “has 5 million people” of now.
        // … and what has been counted up to now has no period.
        if word.contains(.have), hasParticiple(after: index) { return figure.isCount && !hangs }
        if word.contains(.past) { return false }
        if PeriodContext.now.contains(sentence.key(index)) || word.contains(.modal) { return true }
        // “…, which represents growth of 5 percent” goes on in the time of what it hangs on.
        if group.kind == .relative { break }
        return sentence.tag(index) == .verb && !word.isDisjoint(with: [.thirdPerson, .verb])
      }
    }
    return false
  }

  func hasParticiple(after index: Int) -> Bool {
    var next = index + 1
    while sentence.tag(next) == .adverb || sentence.tag(next) == .auxiliary { next += 1 }
    return sentence.word(next).contains(.past) || sentence.tag(next) == .verb
  }

  /// Whether the clause of a period expression looks ahead: “is expected to grow this year”.
  func isAhead(_ mention: PeriodMention) -> Bool {
    group(at: mention.tokens.lowerBound).tokens.contains {
      !sentence.word($0).isDisjoint(with: [.forecast, .target, .plan, .modal])
    }
  }

  func isOpening(_ mention: PeriodMention) -> Bool {
    mention.tokens.lowerBound <= sentence.range.lowerBound + 2
  }

  /// “founded in 1985”, “since its inception in 1985”: when something began is not when it is
  /// measured.
  func isFounding(_ mention: PeriodMention) -> Bool {
    var before = mention.tokens.lowerBound - 1
    let first = before
    while sentence.tag(before) == .preposition || sentence.tag(before) == .adverb,
      before > first - 3
    { before -= 1 }
    return sentence.classes.isFounding(sentence.key(before)) && mention.role != .since
  }

  /// “the 1970 Fair Trade Act”: a year in a name.
  func isInName(_ mention: PeriodMention) -> Bool {
    sentence.tag(mention.tokens.lowerBound - 1) == .determiner
      && sentence.tag(mention.tokens.upperBound) == .proper
  }

  func isPast(_ mention: PeriodMention) -> Bool {
    guard !sentence.isChinese else { return true }
    let group = group(at: mention.tokens.lowerBound)
    let verbs = group.tokens.filter { sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary }
    return verbs.isEmpty
      || verbs.contains {
        let word = sentence.word($0)
        return word.contains(.past) || word.contains(.have)
          || sentence.tag($0) == .auxiliary && !word.contains(.modal)
            && !PeriodContext.now.contains(sentence.key($0))
      }
  }

  private static let now = ["is", "are", "has", "have", "do", "does", "am"].map { Token.key($0) }
}

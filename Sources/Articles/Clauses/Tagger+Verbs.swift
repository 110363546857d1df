internal import Text

/// Forms of verbs that may be nouns or adjectives too.
extension Tagger {
  func gerund(_ index: Int, _ range: Range<Int>, _ previous: Tag, _ tags: [Tag]) -> Tag {
    if isAfterModal(index, range, tags) { return .verb }
    switch previous {
    case .determiner, .possessive, .clitic, .adjective:
      return isNounAhead(index, range) ? .adjective : .noun
    case .figure, .number: return isNounAhead(index, range) ? .adjective : .participle
    // “trade with Belt and Road participating countries rose”
    case .noun, .proper:
      let describes =
        isNounAhead(index, range) && index + 2 < range.upperBound
        && isFinite(classes[text.tokens[index + 2]])
        && !followsVerb(index, range, tags)
      return describes ? .adjective : .participle
    // “with emerging markets”, “of rising costs”, but “by selling assets”
    case .preposition
    where isNounAhead(index, range) && text.tokens[index - 1].key != SentenceReading.by
      && !classes[text.tokens[index]].isDisjoint(with: [.adjective, .riseVerb, .fallVerb]):
      return .adjective
    // “In Oakland, sampling in 2014 showed”: the subject, where no verb came before and one
    // follows.
    case .comma, .stop:
      return isSubject(index, range, tags) ? .noun : .participle
    default: return .participle
    }
  }

  /// Whether an “-ing” form that opens a clause has no object of its own and is the subject of the
  /// verb that follows.
  func isSubject(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    guard !takesObject(index, range),
      !tags[..<(index - range.lowerBound)].contains(where: { $0 == .verb || $0 == .auxiliary })
    else { return false }
    var next = index + 1
    while next < range.upperBound,
      text.tokens[next].kind == .word || tags[next - range.lowerBound] == .period
    {
      let word = classes[text.tokens[next]]
      if !word.isDisjoint(with: [.be, .have, .do, .modal])
        || word.contains(.past) && !word.contains(.adjective)
      {
        return true
      }
      next += 1
    }
    return false
  }

  func isFinite(_ word: WordClass) -> Bool {
    !word.isDisjoint(with: [.be, .have, .do, .modal]) || word.contains(.past)
  }

  func past(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag {
    if isAfterModal(index, range, tags) { return .verb }
    switch previous {
    // “shares of the retail giant rose 2 percent”
    case .adjective
    where !word.isDisjoint(with: .changeVerb) && classes[text.tokens[index - 1]].contains(.noun)
      && leadsToFigure(index, range, tags):
      return .verb
    // “value added of the sector”
    case .noun where classes.isCompound(text.tokens[index - 1], text.tokens[index]): return .noun
    case .determiner, .possessive, .adjective, .clitic:
      if isNounAhead(index, range) { return .adjective }
      // “the spread”, “a shot”: after an article a form that no noun follows is one.
      if word.contains(.noun) || Tagger.articles.contains(text.tokens[max(index - 1, 0)].key) {
        return .noun
      }
      return word.contains(.adjective) ? .adjective : .verb
    // “a 5 million euro hit”
    case .figure where word.contains(.noun) && !takesObject(index, range): return .noun
    case .figure, .number, .preposition:
      return isNounAhead(index, range) ? .adjective : .participle
    case .stop where isNounAhead(index, range) && index == range.lowerBound: return .adjective
    // “…, and planned spending would rise”
    case .conjunction, .comma:
      return isNounAhead(index, range) && index + 2 < range.upperBound
        && isFinite(classes[text.tokens[index + 2]])
        ? .adjective : .verb
    // “the ticket cost 5 euros”, but “a tax cut of 5 percent”
    case .noun where word.contains(.noun) && word.contains(.verb):
      return takesObject(index, range) && !followsVerb(index, range, tags) ? .verb : .noun
    default: return .verb
    }
  }

  func baseOrThird(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag {
    let canBeNoun = word.contains(.noun) || word.contains(.adjective)
    if previous == .to { return .infinitive }
    if word.contains(.verb), isAfterModal(index, range, tags) {
      // “has a plan”; “will plan”
      return .verb
    }
    guard canBeNoun else {
      return isNounBefore(previous) && !word.contains(.thirdPerson) ? .noun : .verb
    }
    switch previous {
    case .determiner, .possessive, .clitic, .adjective, .preposition, .number, .figure, .period,
      .verb, .infinitive,
      .participle, .conjunction, .bracket, .quote, .hyphen:
      return adjectiveOrNoun(index, range, word)
    case .pronoun, .relative: return .verb
    case .noun, .proper:
      // “saw profits slump 27 percent”
      if !word.isDisjoint(with: .changeVerb), leadsToFigure(index, range, tags) { return .verb }
      return isPredicate(index, range, word, previous) && !followsVerb(index, range, tags)
        ? .verb : adjectiveOrNoun(index, range, word)
    case .adverb:
      return word.contains(.mostlyVerb) && word.contains(.thirdPerson)
        ? .verb : adjectiveOrNoun(index, range, word)
    default: return adjectiveOrNoun(index, range, word)
    }
  }

  /// Whether a figure comes next, a word such as “about” between.
  func leadsToFigure(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    var next = index + 1
    // “a gain of 5” and “a fall by 5” are nouns.
    let isAbout =
      next < range.upperBound
      && (Tagger.about.contains(text.tokens[next].key)
        || classes[text.tokens[next]].contains(.adverb)
          && classes[text.tokens[next]].isDisjoint(with: .preposition))
    if isAbout { next += 1 }
    return next < range.upperBound && tags[next - range.lowerBound] == .figure
  }

  /// Whether a figure, an article or a pronoun comes next.
  func takesObject(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    let next = text.tokens[index + 1]
    return next.kind == .number || next.kind == .symbol
      || !classes[next].isDisjoint(with: [.determiner, .possessive, .pronoun, .adverb])
  }

  /// “announced thousands of job cuts.”: the clause has its verb already.
  func followsVerb(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    var before = index - 1
    var isInPhrase = false
    while before >= range.lowerBound {
      switch tags[before - range.lowerBound] {
      case .stop, .comma, .subordinator, .relative, .conjunction, .mark, .bracket, .quote:
        return false
      // “said sales rise” has two verbs.
      case .verb, .infinitive: return isInPhrase || !classes[text.tokens[before]].contains(.say)
      case .preposition: isInPhrase = true
      default: break
      }
      before -= 1
    }
    return false
  }

  func adjectiveOrNoun(_ index: Int, _ range: Range<Int>, _ word: WordClass) -> Tag {
    word.contains(.adjective) && isNounAhead(index, range) ? .adjective : .noun
  }

  /// “Tianjin targets 4.5 pct”, “figures show that”: whether a word that may be a noun is the verb
  /// after a noun.
  ///
  /// It is where an object or a clause follows, and no other verb does first.
  func isPredicate(_ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    let next = text.tokens[index + 1]
    let nextWord = classes[next]
    if !nextWord.isDisjoint(with: [.be, .have, .do, .modal]) { return false }
    if nextWord.contains(.past) || nextWord.contains(.conjunction) { return false }
    let singular =
      text.tokens[index - 1].end > 0
      && text.bytes[Int(text.tokens[index - 1].end) - 1] != UInt8(ascii: "s")
    if word.contains(.thirdPerson) {
      guard singular else { return false }
      // “the firm plans to invest”
      if next.key == Tagger.to, index + 2 < range.upperBound,
        classes[text.tokens[index + 2]].contains(.verb)
      {
        return true
      }
      if next.kind == .number || next.kind == .symbol { return true }
      if !nextWord.isDisjoint(with: [.determiner, .possessive, .pronoun, .subordinator]) {
        return true
      }
      // “the delta accounts for”
      return word.contains(.mostlyVerb)
        && (!nextWord.contains(.preposition) || next.key == Tagger.forKey)
    }
    if singular, previous == .noun { return false }
    guard word.contains(.mostlyVerb) else { return false }
    return next.kind == .number || next.kind == .symbol
      || !nextWord.isDisjoint(with: [
        .determiner, .possessive, .pronoun, .subordinator, .preposition, .adverb,
      ])
  }
}

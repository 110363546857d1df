/// What a token is in its sentence.
enum Tag: UInt8, Sendable {
  case noun, proper, adjective, adverb
  /// A finite verb, or a participle after an auxiliary.
  case verb
  /// A base form after `to`.
  case infinitive
  /// `reaching`, `based`: a participle that opens a clause of its own.
  case participle
  case determiner, possessive, preposition, conjunction, subordinator, relative, pronoun
  case auxiliary, to
  /// `'s`
  case clitic
  case number, symbol, comma, stop, bracket, hyphen, quote, mark
  /// Part of a figure: its number, scale and unit.
  case figure
  /// Part of a period expression.
  case period

  /// Whether it can stand within a noun phrase, before or as its head.
  var isNominal: Bool {
    switch self {
    case .noun, .proper, .adjective, .number, .symbol: true
    default: false
    }
  }

  /// Whether it is a form of a full verb.
  var isVerbal: Bool {
    switch self {
    case .verb, .infinitive, .participle: true
    default: false
    }
  }
}

/// Tags the tokens of one sentence, by the classes of the words and what stands beside them.
struct Tagger {
  let text: ArticleText
  let classes: WordClasses

  /// The tags of a sentence's tokens; figures and periods are marked before.
  func tags(of range: Range<Int>, figures: [Range<Int>], periods: [Range<Int>], shouted: Bool) -> [Tag] {
    var tags = Array(repeating: Tag.noun, count: range.count)
    var done = Array(repeating: false, count: range.count)
    func mark(_ ranges: [Range<Int>], _ tag: Tag) {
      for part in ranges {
        for index in part.clamped(to: range) {
          tags[index - range.lowerBound] = tag
          done[index - range.lowerBound] = true
        }
      }
    }
    mark(periods, .period)
    mark(figures, .figure)
    for index in range where !done[index - range.lowerBound] {
      tags[index - range.lowerBound] = tag(index, range, tags, shouted)
    }
    return tags
  }

  // MARK: One token

  private func tag(_ index: Int, _ range: Range<Int>, _ tags: [Tag], _ shouted: Bool) -> Tag {
    let token = text.tokens[index]
    switch token.kind {
    case .number: return .number
    case .clitic:
      // “it's” is “it is”; after a noun the clitic is a genitive.
      let previous = index > range.lowerBound ? tags[index - 1 - range.lowerBound] : .noun
      return previous == .pronoun || previous == .auxiliary ? .auxiliary : .clitic
    case .symbol: return .symbol
    case .ideograph: return .noun
    case .punctuation: return mark(token)
    case .word: break
    }
    let word = classes[token]
    let previous = index > range.lowerBound ? tags[index - 1 - range.lowerBound] : .stop
    if let tag = function(index, range, word, previous, tags) { return tag }
    let isFirst = index == range.lowerBound || previous == .quote && index == range.lowerBound + 1
    let capital = token.traits.contains(.capitalised) && !isFirst && !shouted
    if capital { return .proper }
    if isFirst, token.traits.contains(.capitalised),
      word.isDisjoint(with: [.noun, .adjective, .adverb, .verb, .past, .gerund]),
      !shouted
    {
      return .proper
    }
    return content(index, range, word, previous, tags)
  }

  private func mark(_ token: Token) -> Tag {
    if token.traits.contains(.hyphen) { return .hyphen }
    switch token.detail {
    case 0x2C, 0xFF0C, 0x3001: return .comma
    case 0x2E, 0x21, 0x3F, 0x3B, 0x3A, 0x2026: return .stop
    case 0x28, 0x29, 0x5B, 0x5D: return .bracket
    case 0x22, 0x27, 0x201C, 0x201D, 0x2018, 0x2019: return .quote
    case 0x26: return .conjunction
    default: return .mark
    }
  }

  private static let to = Token.key("to")
  private static let that = Token.key("that")
  private static let one = Token.key("one")
  private static let more = [
    Token.key("more"), Token.key("less"), Token.key("up"), Token.key("down"), Token.key("off"),
  ]
  private static let us = Token.key("us")
  private static let like = Token.key("like")

  private func function(_ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]) -> Tag? {
    let token = text.tokens[index]
    guard !word.isDisjoint(with: .function) else { return nil }
    // “US” is no pronoun.
    if token.key == Tagger.us, token.traits.contains(.allCapitals) { return nil }
    if token.key == Tagger.to { return isInfinitive(index, range) ? .to : .preposition }
    if token.key == Tagger.that {
      if previous == .noun || previous == .proper || previous == .comma { return .relative }
      let next = next(index, range)
      return next.contains(.noun) || next.isEmpty ? .determiner : .subordinator
    }
    if !word.isDisjoint(with: [.be, .have, .do, .modal]) {
      // “the will”, “a can”
      if previous == .determiner, word.contains(.modal) { return .noun }
      return .auxiliary
    }
    if word.contains(.possessive) { return .possessive }
    if word.contains(.relative),
      previous == .comma || previous == .noun || previous == .proper || previous == .preposition
    {
      return .relative
    }
    if word.contains(.subordinator) { return .subordinator }
    if word.contains(.preposition) {
      // “up”, “off”, “over” after a verb and before anything but a noun phrase are adverbs.
      if word.contains(.adverb), Tagger.more.contains(token.key) { return .adverb }
      if word.contains(.anyVerb.union(.verb)),
        previous == .pronoun || previous == .to || isAfterModal(index, range, tags)
      {
        return .verb
      }
      return .preposition
    }
    if word.contains(.determiner) { return .determiner }
    if word.contains(.conjunction) { return .conjunction }
    if word.contains(.pronoun) { return .pronoun }
    if word.contains(.relative) { return .relative }
    if word.contains(.negation) { return .adverb }
    return nil
  }

  private func isAfterModal(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    var before = index - 1
    while before >= range.lowerBound, tags[before - range.lowerBound] == .adverb { before -= 1 }
    return before >= range.lowerBound && tags[before - range.lowerBound] == .auxiliary
  }

  /// “to” before a verb's base form.
  private func isInfinitive(_ index: Int, _ range: Range<Int>) -> Bool {
    var next = index + 1
    while next < range.upperBound, classes[text.tokens[next]].contains(.adverb),
      !classes[text.tokens[next]].contains(.verb)
    {
      next += 1
    }
    guard next < range.upperBound, text.tokens[next].kind == .word else { return false }
    let word = classes[text.tokens[next]]
    if !word.isDisjoint(with: [.be, .have, .do]) { return true }
    guard word.contains(.verb), !text.tokens[next].traits.contains(.capitalised) || word.contains(.mostlyVerb) else {
      return false
    }
    if word.contains(.mostlyVerb) { return true }
    // “to target markets” or “to markets”: a verb where an object follows.
    let after = next + 1 < range.upperBound ? classes[text.tokens[next + 1]] : []
    return !after.isDisjoint(with: [.determiner, .possessive, .pronoun])
  }

  private func next(_ index: Int, _ range: Range<Int>) -> WordClass {
    index + 1 < range.upperBound ? classes[text.tokens[index + 1]] : []
  }

  // MARK: Content words

  private func content(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag {
    let token = text.tokens[index]
    let isHyphened =
      index + 1 < range.upperBound && text.tokens[index + 1].traits.contains(.hyphen)
      && !text.tokens[index + 1].traits.contains(.spaceBefore)
    let afterHyphen = previous == .hyphen && !token.traits.contains(.spaceBefore)
    if afterHyphen || isHyphened {
      return isNounAhead(index, range) ? .adjective : .noun
    }
    if word.isEmpty {
      if endsWithLy(token) { return .adverb }
      return unlisted(index, range, previous)
    }
    // “up 5 percent”, “lower than”: a direction, unless it describes a noun.
    if !word.isDisjoint(with: .changeAdverb), !isNounBefore(previous), !isNounAhead(index, range) { return .adverb }
    if word.contains(.gerund), !word.contains(.noun) || previous == .auxiliary {
      return gerund(index, range, previous, tags)
    }
    if word.contains(.past) { return past(index, range, word, previous, tags) }
    if word.contains(.verb) || word.contains(.thirdPerson) { return baseOrThird(index, range, word, previous, tags) }
    if word.contains(.adverb), !word.contains(.noun) || !isNounBefore(previous) {
      if word.contains(.adjective), isNounAhead(index, range) { return .adjective }
      return .adverb
    }
    if word.contains(.adjective) {
      if !word.contains(.noun) || word.contains(.mostlyAdjective) || isNounAhead(index, range) { return .adjective }
    }
    return .noun
  }

  private func unlisted(_ index: Int, _ range: Range<Int>, _ previous: Tag) -> Tag { .noun }

  private func endsWithLy(_ token: Token) -> Bool {
    token.end - token.start > 4 && text.bytes[Int(token.end) - 1] == UInt8(ascii: "y")
      && text.bytes[Int(token.end) - 2] == UInt8(ascii: "l")
  }

  /// Whether the next token can go on a noun phrase.
  private func isNounAhead(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    let next = text.tokens[index + 1]
    if next.traits.contains(.hyphen) { return !next.traits.contains(.spaceBefore) }
    guard next.kind == .word else { return false }
    let word = classes[next]
    if word.isEmpty { return !endsWithLy(next) }
    if !word.isDisjoint(with: .function) { return false }
    // “the spread narrowed by”: a participle goes on a phrase only where a noun follows it in turn.
    if word.contains(.past), !word.contains(.noun) { return isNounAhead(index + 1, range) }
    return word.contains(.noun) || word.contains(.adjective) || word.isDisjoint(with: .anyVerb.union(.adverb))
  }

  private func isNounBefore(_ previous: Tag) -> Bool {
    switch previous {
    case .determiner, .possessive, .adjective, .clitic: true
    default: false
    }
  }

  private func gerund(_ index: Int, _ range: Range<Int>, _ previous: Tag, _ tags: [Tag]) -> Tag {
    if isAfterModal(index, range, tags) { return .verb }
    switch previous {
    case .determiner, .possessive, .clitic, .adjective:
      return isNounAhead(index, range) ? .adjective : .noun
    case .figure, .number: return isNounAhead(index, range) ? .adjective : .participle
    default: return .participle
    }
  }

  private func past(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag {
    if isAfterModal(index, range, tags) { return .verb }
    switch previous {
    case .determiner, .possessive, .adjective, .clitic:
      if isNounAhead(index, range) { return .adjective }
      // “the spread”, “a cut”: after an article a form that is a noun too is one.
      if word.contains(.noun) { return .noun }
      return word.contains(.adjective) ? .adjective : .verb
    case .figure, .number, .preposition:
      return isNounAhead(index, range) ? .adjective : .participle
    case .stop where isNounAhead(index, range) && index == range.lowerBound: return .adjective
    default: return .verb
    }
  }

  private func baseOrThird(
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
    case .determiner, .possessive, .clitic, .adjective, .preposition, .number, .figure, .period, .verb, .infinitive,
      .participle, .conjunction, .bracket, .quote, .hyphen:
      return adjectiveOrNoun(index, range, word)
    case .pronoun, .relative: return .verb
    case .noun, .proper:
      return isPredicate(index, range, word, previous) ? .verb : adjectiveOrNoun(index, range, word)
    case .adverb:
      return word.contains(.mostlyVerb) && word.contains(.thirdPerson) ? .verb : adjectiveOrNoun(index, range, word)
    default: return adjectiveOrNoun(index, range, word)
    }
  }

  private func adjectiveOrNoun(_ index: Int, _ range: Range<Int>, _ word: WordClass) -> Tag {
    word.contains(.adjective) && isNounAhead(index, range) ? .adjective : .noun
  }

  /// “Tianjin targets 4.5 pct”, “figures show that”: whether a word that may be a noun is the verb after a noun.
  ///
  /// It is where an object or a clause follows, and no other verb does first.
  private func isPredicate(_ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    let next = text.tokens[index + 1]
    let nextWord = classes[next]
    if !nextWord.isDisjoint(with: [.be, .have, .do, .modal]) { return false }
    if nextWord.contains(.past), !nextWord.contains(.noun), !nextWord.contains(.adjective) { return false }
    let singular =
      text.tokens[index - 1].end > 0 && text.bytes[Int(text.tokens[index - 1].end) - 1] != UInt8(ascii: "s")
    if word.contains(.thirdPerson) {
      guard singular else { return false }
      if next.kind == .number || next.kind == .symbol { return true }
      if !nextWord.isDisjoint(with: [.determiner, .possessive, .pronoun, .subordinator]) { return true }
      return word.contains(.mostlyVerb) && !nextWord.contains(.preposition)
    }
    if singular, previous == .noun { return false }
    guard word.contains(.mostlyVerb) else { return false }
    return next.kind == .number || next.kind == .symbol
      || !nextWord.isDisjoint(with: [.determiner, .possessive, .pronoun, .subordinator, .preposition, .adverb])
  }
}

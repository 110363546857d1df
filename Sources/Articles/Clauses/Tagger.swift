internal import Text

/// Tags the tokens of one sentence, by the classes of the words and what stands beside them.
struct Tagger {
  let text: ArticleText
  let classes: WordClasses

  /// The tags of a sentence's tokens; figures and periods are marked before.
  func tags(of range: Range<Int>, figures: [Range<Int>], periods: [Range<Int>], shouted: Bool)
    -> [Tag]
  {
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

  func tag(_ index: Int, _ range: Range<Int>, _ tags: [Tag], _ shouted: Bool) -> Tag {
    let token = text.tokens[index]
    switch token.kind {
    case .number: return isInName(index, range, tags) ? .proper : .number
    case .clitic:
      // “it's” is “it is”; after a noun the clitic is a genitive.
      let previous = index > range.lowerBound ? tags[index - 1 - range.lowerBound] : .noun
      return previous == .pronoun || previous == .auxiliary ? .auxiliary : .clitic
    case .symbol: return .symbol
    case .ideograph: return .noun
    case .punctuation: return isInDomain(index, range) ? .hyphen : mark(token)
    case .word: break
    }
    let word = classes[token]
    let previous = index > range.lowerBound ? tags[index - 1 - range.lowerBound] : .stop
    if isCompounded(index, range) {
      if token.traits.contains(.capitalised), index > range.lowerBound, !shouted { return .proper }
      return isNounAhead(index, range) ? .adjective : .noun
    }
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

  /// “JD.com”: a full stop within a name.
  func isInDomain(_ index: Int, _ range: Range<Int>) -> Bool {
    let token = text.tokens[index]
    guard token.isMark("."), !token.traits.contains(.spaceBefore), index > range.lowerBound,
      index + 1 < range.upperBound
    else { return false }
    let next = text.tokens[index + 1]
    return next.kind == .word && text.tokens[index - 1].kind == .word
      && next.traits.isDisjoint(with: [.spaceBefore, .lineBefore, .capitalised])
  }

  /// “SF90”, “TA-35”, “iPhone 14”: digits that are no figure are part of the name before them.
  func isInName(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    guard index > range.lowerBound else { return false }
    let before = text.tokens[index - 1]
    if !text.tokens[index].traits.contains(.spaceBefore) {
      if before.kind == .word { return true }
      return before.traits.contains(.hyphen) && index - 1 > range.lowerBound
        && text.tokens[index - 2].traits.contains(.capitalised)
        && !before.traits.contains(.spaceBefore)
    }
    return tags[index - 1 - range.lowerBound] == .proper
  }

  /// “loan-to-value”, “year-old”: a word that a hyphen ties to another, whatever it is by itself.
  func isCompounded(_ index: Int, _ range: Range<Int>) -> Bool {
    func ties(_ hyphen: Int, _ next: Int) -> Bool {
      guard range.contains(hyphen), range.contains(next) else { return false }
      let mark = text.tokens[hyphen]
      return mark.traits.contains(.hyphen) && mark.detail != 0x2014
        && !mark.traits.contains(.spaceBefore)
        && !text.tokens[next].traits.contains(.spaceBefore)
        && !text.tokens[next].traits.contains(.hyphen)
    }
    return ties(index + 1, index + 2)
      || ties(index - 1, index)
        && !text.tokens[index - 2 < 0 ? 0 : index - 2].traits.contains(.hyphen)
  }

  func mark(_ token: Token) -> Tag {
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

  static let to = Token.key("to")
  static let that = Token.key("that")
  static let one = Token.key("one")
  static let more = [
    Token.key("more"), Token.key("less"), Token.key("up"), Token.key("down"), Token.key("off"),
  ]
  static let about = [
    Token.key("about"), Token.key("around"), Token.key("over"), Token.key("under"),
  ]
  static let forKey = Token.key("for")
  static let whose = Token.key("whose")
  static let articles = [Token.key("a"), Token.key("an"), Token.key("the")]
  static let us = Token.key("us")
  static let like = Token.key("like")

  /// “per capita output”: two words that describe the noun behind them; “5 dollars per barrel” and
  /// “output per head” tell of what.
  private func isPerHead(_ index: Int, _ range: Range<Int>, _ previous: Tag) -> Bool {
    guard text.tokens[index].key == SentenceReading.per, index + 2 < range.upperBound,
      previous != .figure, previous != .noun, previous != .proper
    else { return false }
    let (unit, noun) = (text.tokens[index + 1], text.tokens[index + 2])
    return unit.kind == .word && noun.kind == .word
      && classes[noun].isDisjoint(with: WordClass.function.union(.anyVerb))
  }

  func function(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag? {
    let token = text.tokens[index]
    if index > range.lowerBound,
      isPerHead(
        index - 1, range, index > range.lowerBound + 1 ? tags[index - 2 - range.lowerBound] : .stop)
    {
      return .adjective
    }
    guard !word.isDisjoint(with: .function) else { return nil }
    // “US” is no pronoun.
    if token.key == Tagger.us, token.traits.contains(.allCapitals) { return nil }
    if token.key == Tagger.to { return isInfinitive(index, range, previous) ? .to : .preposition }
    if token.key == Tagger.that {
      if previous == .noun || previous == .proper || previous == .comma { return .relative }
      let next = next(index, range)
      return next.contains(.noun) || next.isEmpty ? .determiner : .subordinator
    }
    if !word.isDisjoint(with: [.be, .have, .do, .modal]) {
      // “the will”, “a can”
      if previous == .determiner, word.contains(.modal), index > 0,
        Tagger.articles.contains(text.tokens[index - 1].key)
      {
        return .noun
      }
      return .auxiliary
    }
    if token.key == Tagger.whose { return .relative }
    if word.contains(.possessive) { return .possessive }
    if word.contains(.relative),
      previous == .comma || previous == .noun || previous == .proper || previous == .preposition
    {
      return .relative
    }
    if word.contains(.subordinator) { return .subordinator }
    if word.contains(.preposition) {
      if isPerHead(index, range, previous) { return .adjective }
      // “a net worth”
      if word.contains(.noun), !Tagger.more.contains(token.key),
        isNounBefore(previous)
          || previous == .noun && index + 1 < range.upperBound
            && text.tokens[index + 1].key == SentenceReading.of
      {
        return .noun
      }
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

  func isAfterModal(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    var before = index - 1
    while before >= range.lowerBound, tags[before - range.lowerBound] == .adverb { before -= 1 }
    return before >= range.lowerBound && tags[before - range.lowerBound] == .auxiliary
  }

  /// “to” before a verb's base form.
  func isInfinitive(_ index: Int, _ range: Range<Int>, _ previous: Tag) -> Bool {
    var next = index + 1
    while next < range.upperBound, classes[text.tokens[next]].contains(.adverb),
      !classes[text.tokens[next]].contains(.verb)
    {
      next += 1
    }
    guard next < range.upperBound, text.tokens[next].kind == .word else { return false }
    let word = classes[text.tokens[next]]
    if !word.isDisjoint(with: [.be, .have, .do]) { return true }
    guard word.contains(.verb),
      !text.tokens[next].traits.contains(.capitalised) || word.contains(.mostlyVerb)
    else {
      return false
    }
    if word.contains(.mostlyVerb) { return true }
    // “to target markets” or “to markets”: a verb where an object follows.
    let after = next + 1 < range.upperBound ? classes[text.tokens[next + 1]] : []
    if !after.isDisjoint(with: [.determiner, .possessive, .pronoun]) { return true }
    // “fell 3 percent to end at 5”
    return [.figure, .period, .comma, .verb, .adverb].contains(previous)
      && after.contains(.preposition)
      && !word.contains(.thirdPerson)
  }

  func next(_ index: Int, _ range: Range<Int>) -> WordClass {
    index + 1 < range.upperBound ? classes[text.tokens[index + 1]] : []
  }
}

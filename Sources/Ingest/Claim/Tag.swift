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
  private func isInDomain(_ index: Int, _ range: Range<Int>) -> Bool {
    let token = text.tokens[index]
    guard token.isMark("."), !token.traits.contains(.spaceBefore), index > range.lowerBound,
      index + 1 < range.upperBound
    else { return false }
    let next = text.tokens[index + 1]
    return next.kind == .word && text.tokens[index - 1].kind == .word
      && next.traits.isDisjoint(with: [.spaceBefore, .lineBefore, .capitalised])
  }

  /// “SF90”, “TA-35”, “iPhone 14”: digits that are no figure are part of the name before them.
  private func isInName(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    guard index > range.lowerBound else { return false }
    let before = text.tokens[index - 1]
    if !text.tokens[index].traits.contains(.spaceBefore) {
      if before.kind == .word { return true }
      return before.traits.contains(.hyphen) && index - 1 > range.lowerBound
        && text.tokens[index - 2].traits.contains(.capitalised) && !before.traits.contains(.spaceBefore)
    }
    return tags[index - 1 - range.lowerBound] == .proper
  }

  /// “loan-to-value”, “year-old”: a word that a hyphen ties to another, whatever it is by itself.
  private func isCompounded(_ index: Int, _ range: Range<Int>) -> Bool {
    func ties(_ hyphen: Int, _ next: Int) -> Bool {
      guard range.contains(hyphen), range.contains(next) else { return false }
      let mark = text.tokens[hyphen]
      return mark.traits.contains(.hyphen) && mark.detail != 0x2014 && !mark.traits.contains(.spaceBefore)
        && !text.tokens[next].traits.contains(.spaceBefore) && !text.tokens[next].traits.contains(.hyphen)
    }
    return ties(index + 1, index + 2)
      || ties(index - 1, index) && !text.tokens[index - 2 < 0 ? 0 : index - 2].traits.contains(.hyphen)
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
  private static let forKey = Token.key("for")
  private static let whose = Token.key("whose")
  private static let articles = [Token.key("a"), Token.key("an"), Token.key("the")]
  private static let us = Token.key("us")
  private static let like = Token.key("like")

  private func function(_ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]) -> Tag? {
    let token = text.tokens[index]
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
      // “a net worth”
      if word.contains(.noun), !Tagger.more.contains(token.key),
        isNounBefore(previous)
          || previous == .noun && index + 1 < range.upperBound && text.tokens[index + 1].key == SentenceReading.of
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

  private func isAfterModal(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    var before = index - 1
    while before >= range.lowerBound, tags[before - range.lowerBound] == .adverb { before -= 1 }
    return before >= range.lowerBound && tags[before - range.lowerBound] == .auxiliary
  }

  /// “to” before a verb's base form.
  private func isInfinitive(_ index: Int, _ range: Range<Int>, _ previous: Tag) -> Bool {
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
    if !after.isDisjoint(with: [.determiner, .possessive, .pronoun]) { return true }
    // “fell 3 percent to end at 5”
    return [.figure, .period, .comma, .verb, .adverb].contains(previous) && after.contains(.preposition)
      && !word.contains(.thirdPerson)
  }

  private func next(_ index: Int, _ range: Range<Int>) -> WordClass {
    index + 1 < range.upperBound ? classes[text.tokens[index + 1]] : []
  }

  // MARK: Content words

  private func content(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag {
    let token = text.tokens[index]
    if word.isEmpty {
      if endsWithLy(token) { return .adverb }
      return unlisted(index, range, previous)
    }
    // “90 miles long”
    if word.contains(.extent), previous == .figure, !isNounAhead(index, range) { return .adjective }
    // “up 5 percent”, “lower than”: a direction, unless it describes a noun.
    if !word.isDisjoint(with: .changeAdverb), !isNounBefore(previous), !isNounAhead(index, range) { return .adverb }
    // “came back to 5 percent”
    if word.contains(.adverb), previous.isVerbal, next(index, range).contains(.preposition) { return .adverb }
    // “the last 200 days”
    if word.contains(.adjective), isNounBefore(previous), index + 1 < range.upperBound,
      tags[index + 1 - range.lowerBound] == .figure || text.tokens[index + 1].kind == .number
    {
      return .adjective
    }
    if word.contains(.gerund), !word.contains(.noun) || previous == .auxiliary {
      return gerund(index, range, previous, tags)
    }
    if previous == .to, word.contains(.verb) { return .infinitive }
    if word.contains(.past) { return past(index, range, word, previous, tags) }
    if word.contains(.verb) || word.contains(.thirdPerson) { return baseOrThird(index, range, word, previous, tags) }
    if word.contains(.adverb), !word.contains(.noun) || !isNounBefore(previous) {
      if word.contains(.adjective), isNounAhead(index, range) { return .adjective }
      return .adverb
    }
    if word.contains(.adjective) {
      // “a fine of 5 million”: an article needs a noun.
      if word.contains(.noun), index > 0, Tagger.articles.contains(text.tokens[index - 1].key),
        !isNounAhead(index, range),
        index + 1 < range.upperBound, tags[index + 1 - range.lowerBound] != .figure
      {
        return .noun
      }
      if !word.contains(.noun) || word.contains(.mostlyAdjective) || isNounAhead(index, range) { return .adjective }
    }
    return .noun
  }

  private func unlisted(_ index: Int, _ range: Range<Int>, _ previous: Tag) -> Tag {
    // “is leveraging its”, “cheaper than”
    if ends(text.tokens[index], "ing"), takesObject(index, range) {
      return previous == .auxiliary ? .verb : .participle
    }
    if ends(text.tokens[index], "er"), index + 1 < range.upperBound, text.tokens[index + 1].key == SentenceReading.than
    {
      return .adjective
    }
    return .noun
  }

  private func ends(_ token: Token, _ ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard Int(token.end - token.start) > count + 2 else { return false }
    return ending.withUTF8Buffer { letters in
      (0..<count).allSatisfy { unsafe text.bytes[Int(token.end) - count + $0] == letters[$0] }
    }
  }

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
    // “trade with Belt and Road participating countries rose”
    case .noun, .proper:
      let describes =
        isNounAhead(index, range) && index + 2 < range.upperBound && isFinite(classes[text.tokens[index + 2]])
        && !followsVerb(index, range, tags)
      return describes ? .adjective : .participle
    // “with emerging markets”, “of rising costs”, but “by selling assets”
    case .preposition
    where isNounAhead(index, range) && text.tokens[index - 1].key != SentenceReading.by
      && !classes[text.tokens[index]].isDisjoint(with: [.adjective, .riseVerb, .fallVerb]):
      return .adjective
    // “In Oakland, sampling in 2014 showed”: the subject, where no verb came before and one follows.
    case .comma, .stop:
      return isSubject(index, range, tags) ? .noun : .participle
    default: return .participle
    }
  }

  /// Whether an “-ing” form that opens a clause has no object of its own and is the subject of the verb that follows.
  private func isSubject(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    guard !takesObject(index, range),
      !tags[..<(index - range.lowerBound)].contains(where: { $0 == .verb || $0 == .auxiliary })
    else { return false }
    var next = index + 1
    while next < range.upperBound, text.tokens[next].kind == .word || tags[next - range.lowerBound] == .period {
      let word = classes[text.tokens[next]]
      if !word.isDisjoint(with: [.be, .have, .do, .modal]) || word.contains(.past) && !word.contains(.adjective) {
        return true
      }
      next += 1
    }
    return false
  }

  private func isFinite(_ word: WordClass) -> Bool {
    !word.isDisjoint(with: [.be, .have, .do, .modal]) || word.contains(.past)
  }

  private func past(
    _ index: Int, _ range: Range<Int>, _ word: WordClass, _ previous: Tag, _ tags: [Tag]
  ) -> Tag {
    if isAfterModal(index, range, tags) { return .verb }
    switch previous {
    case .determiner, .possessive, .adjective, .clitic:
      if isNounAhead(index, range) { return .adjective }
      // “the spread”, “a shot”: after an article a form that no noun follows is one.
      if word.contains(.noun) || Tagger.articles.contains(text.tokens[max(index - 1, 0)].key) { return .noun }
      return word.contains(.adjective) ? .adjective : .verb
    // “a 5 million euro hit”
    case .figure where word.contains(.noun) && !takesObject(index, range): return .noun
    case .figure, .number, .preposition:
      return isNounAhead(index, range) ? .adjective : .participle
    case .stop where isNounAhead(index, range) && index == range.lowerBound: return .adjective
    // “…, and planned spending would rise”
    case .conjunction, .comma:
      return isNounAhead(index, range) && index + 2 < range.upperBound && isFinite(classes[text.tokens[index + 2]])
        ? .adjective : .verb
    // “the ticket cost 5 euros”, but “a tax cut of 5 percent”
    case .noun where word.contains(.noun) && word.contains(.verb):
      return takesObject(index, range) && !followsVerb(index, range, tags) ? .verb : .noun
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
      // “saw profits slump 27 percent”
      if !word.isDisjoint(with: .changeVerb), index + 1 < range.upperBound,
        tags[index + 1 - range.lowerBound] == .figure
      {
        return .verb
      }
      return isPredicate(index, range, word, previous) && !followsVerb(index, range, tags)
        ? .verb : adjectiveOrNoun(index, range, word)
    case .adverb:
      return word.contains(.mostlyVerb) && word.contains(.thirdPerson) ? .verb : adjectiveOrNoun(index, range, word)
    default: return adjectiveOrNoun(index, range, word)
    }
  }

  /// Whether a figure, an article or a pronoun comes next.
  private func takesObject(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    let next = text.tokens[index + 1]
    return next.kind == .number || next.kind == .symbol
      || !classes[next].isDisjoint(with: [.determiner, .possessive, .pronoun, .adverb])
  }

  /// “announced thousands of job cuts.”: the clause has its verb already.
  private func followsVerb(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    var before = index - 1
    var isInPhrase = false
    while before >= range.lowerBound {
      switch tags[before - range.lowerBound] {
      case .stop, .comma, .subordinator, .relative, .conjunction, .mark, .bracket, .quote: return false
      // “said sales rise” has two verbs.
      case .verb, .infinitive: return isInPhrase || !classes[text.tokens[before]].contains(.say)
      case .preposition: isInPhrase = true
      default: break
      }
      before -= 1
    }
    return false
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
    if nextWord.contains(.past) || nextWord.contains(.conjunction) { return false }
    let singular =
      text.tokens[index - 1].end > 0 && text.bytes[Int(text.tokens[index - 1].end) - 1] != UInt8(ascii: "s")
    if word.contains(.thirdPerson) {
      guard singular else { return false }
      // “the firm plans to invest”
      if next.key == Tagger.to, index + 2 < range.upperBound, classes[text.tokens[index + 2]].contains(.verb) {
        return true
      }
      if next.kind == .number || next.kind == .symbol { return true }
      if !nextWord.isDisjoint(with: [.determiner, .possessive, .pronoun, .subordinator]) { return true }
      // “the delta accounts for”
      return word.contains(.mostlyVerb) && (!nextWord.contains(.preposition) || next.key == Tagger.forKey)
    }
    if singular, previous == .noun { return false }
    guard word.contains(.mostlyVerb) else { return false }
    return next.kind == .number || next.kind == .symbol
      || !nextWord.isDisjoint(with: [.determiner, .possessive, .pronoun, .subordinator, .preposition, .adverb])
  }
}

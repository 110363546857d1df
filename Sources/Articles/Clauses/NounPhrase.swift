internal import Text

/// Noun phrases: found from their end or their start, without a parser.
extension SentenceReading {
  /// The noun phrase that ends with a token, without articles: adjectives, nouns, genitives,
  /// coordinated nouns.
  func nounPhrase(endingAt last: Int, from start: Int) -> Range<Int> {
    var first = last
    while first > start, continuesLeft(first - 1, start), !startsPhrase(first, first - 1) {
      first -= 1
    }
    return trimmed(first..<last + 1)
  }

  /// “on a monthly basis the gap”: an article starts a phrase, and no noun before it belongs to it.
  private func startsPhrase(_ first: Int, _ before: Int) -> Bool {
    guard tag(first) == .determiner || tag(first) == .possessive else { return false }
    switch tag(before) {
    case .noun, .proper, .adjective, .period, .clitic: return true
    default: return false
    }
  }

  private func continuesLeft(_ index: Int, _ start: Int) -> Bool {
    switch tag(index) {
    case .noun, .proper, .adjective, .number, .clitic, .possessive, .determiner: return true
    case .symbol: return text.tokens[index].isMark("&")
    case .hyphen: return isCompound(index)
    case .quote: return true
    case .period: return true
    case .conjunction:
      return index > start && (tag(index - 1).isNominal || tag(index - 1) == .hyphen)
    case .comma: return isListComma(index)
    default: return false
    }
  }

  /// A comma between the members of a list that ends in “and” or “or”: “pork, beef and mutton”.
  func isListComma(_ index: Int) -> Bool {
    guard tag(index - 1).isNominal, tag(index + 1).isNominal else { return false }
    var next = index + 1
    while tag(next).isNominal || tag(next) == .hyphen { next += 1 }
    if tag(next) == .conjunction { return tag(next + 1).isNominal }
    return tag(next) == .comma && next - index <= 5
      && (tag(next + 1) == .conjunction || isListComma(next))
  }

  /// A phrase with its prepositional phrases, read leftwards from its last token: “output of new
  /// energy vehicles”.
  func longPhrase(endingAt last: Int, from start: Int) -> Range<Int> {
    var first = last
    while first > start {
      let before = first - 1
      if startsPhrase(first, before) { break }
      if continuesLeft(before, start) {
        first = before
      } else if tag(before) == .preposition, before > start, canTakePhrase(before - 1) {
        first = before
      } else if tag(before) == .preposition, isReduced(before - 1, start) {
        first = before - 1
      } else if tag(before) == .bracket, let open = opening(before, start) {
        first = open
      } else if tag(before) == .participle || tag(before) == .verb, isReduced(before, start) {
        first = before
      } else {
        break
      }
    }
    return trimmed(first..<last + 1)
  }

  /// A phrase that a preposition ties to the figure, with what tells its kind: “output of new
  /// energy vehicles”.
  ///
  /// “A list with a net worth of 5 million” is about the net worth, so only “of”, “in” and “for”
  /// lead on to the left.
  func measuredPhrase(endingAt last: Int, from start: Int) -> Range<Int> {
    let phrase = longPhrase(endingAt: last, from: start)
    var first = phrase.lowerBound
    for index in phrase where tag(index) == .preposition {
      if SentenceReading.parting.contains(key(index)) { first = index + 1 }
    }
    return trimmed(first..<phrase.upperBound)
  }

  private static let parting = [
    with, by, at, Token.key("after"), Token.key("before"), Token.key("amid"), Token.key("despite"),
  ]

  /// A head with up to three words before it, without articles and possessives.
  func shortPhrase(around head: Int, in phrase: Range<Int>) -> Range<Int> {
    var first = head
    while first > phrase.lowerBound, head - first < 4 {
      switch tag(first - 1) {
      case .noun, .proper, .adjective, .number: first -= 1
      case .clitic where first - 1 > phrase.lowerBound && tag(first - 2).isNominal: first -= 1
      case .hyphen where isCompound(first - 1) && first - 1 > phrase.lowerBound: first -= 1
      default: return trimmed(first..<head + 1)
      }
    }
    return trimmed(first..<head + 1)
  }

  /// Whether a hyphen ties two words.
  func isCompound(_ index: Int) -> Bool {
    guard range.contains(index) else { return false }
    let token = text.tokens[index]
    return tag(index) == .hyphen && !token.traits.contains(.spaceBefore) && token.detail != 0x2014
  }

  private func canTakePhrase(_ index: Int) -> Bool {
    let tag = tag(index)
    return tag.isNominal || tag == .pronoun || tag == .bracket || tag == .quote || tag == .period
      || tag == .determiner
  }

  /// The opening bracket of a closing one.
  private func opening(_ close: Int, _ start: Int) -> Int? {
    guard text.tokens[close].isMark(")") else { return nil }
    var index = close - 1
    while index >= start {
      if text.tokens[index].isMark("(") { return index }
      if tag(index) == .figure { return nil }
      index -= 1
    }
    return nil
  }

  /// “firms based in Hebei”: a participle after a noun and before a preposition.
  private func isReduced(_ index: Int, _ start: Int) -> Bool {
    index > start && word(index).contains(.past)
      && (tag(index - 1) == .noun || tag(index - 1) == .proper)
      && tag(index + 1) == .preposition
      && word(index).isDisjoint(with: [.changeVerb, .level, .say])
  }

  /// Without articles, quotes, commas and periods at either end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (first, end) = (range.lowerBound, range.upperBound)
    while first < end, isEdge(first) || tag(first) == .possessive || tag(first) == .clitic {
      first += 1
    }
    while end > first, isEdge(end - 1) || tag(end - 1) == .clitic { end -= 1 }
    return first..<end
  }

  private func isEdge(_ index: Int) -> Bool {
    switch tag(index) {
    case .determiner, .comma, .period, .conjunction, .adverb, .hyphen: true
    case .quote: true
    default: false
    }
  }

  /// The noun phrase that starts at a token, articles skipped: up to its head.
  func nounPhrase(startingAt index: Int, limit: Int) -> Range<Int> {
    var first = index
    while first < limit,
      tag(first) == .determiner || tag(first) == .quote || tag(first) == .adverb && first == index
    {
      first += 1
    }
    var end = first
    while end < limit, continuesRight(end, limit) { end += 1 }
    return trimmed(first..<end)
  }

  private func continuesRight(_ index: Int, _ limit: Int) -> Bool {
    switch tag(index) {
    case .possessive: return !word(index).contains(.relative) && key(index) != SentenceReading.whose
    case .noun, .proper, .adjective, .clitic, .quote: return true
    case .number:
      // “5G base stations”
      return !text.tokens[index].traits.contains(.spaceBefore) || tag(index - 1) == .proper
        || tag(index + 1).isNominal && !text.tokens[index + 1].traits.contains(.spaceBefore)
    case .symbol: return text.tokens[index].isMark("&")
    case .hyphen: return isCompound(index)
    case .period: return period(at: index).map { $0.meaning == .comparison } ?? false
    case .conjunction:
      return index + 1 < limit && tag(index + 1).isNominal
        && (!startsClause(index + 1, limit) || areNames(around: index, limit))
    case .comma:
      // “small, friendly deals”
      if tag(index - 1) == .adjective, tag(index + 1) == .adjective, tag(index + 2).isNominal {
        return true
      }
      return isListComma(index) && !startsClause(index + 1, limit)
    case .participle:
      return index + 1 < limit && tag(index + 1).isNominal && word(index).contains(.gerund)
    default: return false
    }
  }

  /// A noun phrase with the prepositional phrases after it.
  func longPhrase(startingAt index: Int, limit: Int) -> Range<Int> {
    var phrase = nounPhrase(startingAt: index, limit: limit)
    while phrase.upperBound < limit, tag(phrase.upperBound) == .preposition,
      SentenceReading.attaching.contains(key(phrase.upperBound))
    {
      let next = nounPhrase(startingAt: phrase.upperBound + 1, limit: limit)
      guard !next.isEmpty, next.lowerBound <= phrase.upperBound + 3 else { break }
      phrase = phrase.lowerBound..<next.upperBound
    }
    return phrase
  }

  private static let attaching = [of, `in`, `for`, Token.key("between")]

  /// “Kia and Hyundai vehicles”: two names before one noun in the plural.
  private func areNames(around conjunction: Int, _ limit: Int) -> Bool {
    tag(conjunction - 1) == .proper && tag(conjunction + 1) == .proper && conjunction + 2 < limit
      && tag(conjunction + 2) == .noun
  }

  /// Whether a noun phrase that starts there is the subject of a verb: “… and exports rose”.
  private func startsClause(_ index: Int, _ limit: Int) -> Bool {
    var next = index
    while next < limit, tag(next).isNominal || tag(next) == .hyphen || tag(next) == .clitic {
      next += 1
    }
    return next < limit && (tag(next) == .verb || tag(next) == .auxiliary)
  }

  /// The head of a phrase: the last noun before its first preposition.
  func head(of phrase: Range<Int>) -> Int? {
    var head: Int?
    for index in phrase {
      switch tag(index) {
      case .noun, .proper: head = index
      case .preposition, .relative, .bracket, .comma: if head != nil { return head }
      case .participle, .verb: if head != nil { return head }
      default: break
      }
    }
    return head
  }
}

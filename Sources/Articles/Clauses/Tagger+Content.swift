internal import Text

/// Nouns, adjectives and adverbs, and which words can be verbs.
extension Tagger {
  func content(
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
    if !word.isDisjoint(with: .changeAdverb), !isNounBefore(previous), !isNounAhead(index, range) {
      return .adverb
    }
    // “came back to 5 percent”
    if word.contains(.adverb), previous.isVerbal, next(index, range).contains(.preposition) {
      return .adverb
    }
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
    if word.contains(.verb) || word.contains(.thirdPerson) {
      return baseOrThird(index, range, word, previous, tags)
    }
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
      if !word.contains(.noun) || word.contains(.mostlyAdjective) || isNounAhead(index, range) {
        return .adjective
      }
    }
    return .noun
  }

  func unlisted(_ index: Int, _ range: Range<Int>, _ previous: Tag) -> Tag {
    // “is leveraging its”, “cheaper than”
    if ends(text.tokens[index], "ing"), takesObject(index, range) {
      return previous == .auxiliary ? .verb : .participle
    }
    if ends(text.tokens[index], "er"), index + 1 < range.upperBound,
      text.tokens[index + 1].key == SentenceReading.than
    {
      return .adjective
    }
    return .noun
  }

  func ends(_ token: Token, _ ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard Int(token.end - token.start) > count + 2 else { return false }
    return ending.withUTF8Buffer { letters in
      (0..<count).allSatisfy { unsafe text.bytes[Int(token.end) - count + $0] == letters[$0] }
    }
  }

  func endsWithLy(_ token: Token) -> Bool {
    token.end - token.start > 4 && text.bytes[Int(token.end) - 1] == UInt8(ascii: "y")
      && text.bytes[Int(token.end) - 2] == UInt8(ascii: "l")
  }

  /// Whether the next token can go on a noun phrase.
  func isNounAhead(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    let next = text.tokens[index + 1]
    if next.traits.contains(.hyphen) { return !next.traits.contains(.spaceBefore) }
    guard next.kind == .word else { return false }
    let word = classes[next]
    if word.isEmpty { return !endsWithLy(next) }
    if !word.isDisjoint(with: .function) { return false }
    // “the spread narrowed by”: a participle goes on a phrase only where a noun follows it in turn.
    if word.contains(.past), !word.contains(.noun) { return isNounAhead(index + 1, range) }
    return word.contains(.noun) || word.contains(.adjective)
      || word.isDisjoint(with: .anyVerb.union(.adverb))
  }

  func isNounBefore(_ previous: Tag) -> Bool {
    switch previous {
    case .determiner, .possessive, .adjective, .clitic: true
    default: false
    }
  }
}

internal import Text

/// Finds to whom a sentence attributes what it says: “X said”, “said X”, “according to X”.
struct SpeakerReader {
  let sentence: SentenceReading
  /// Persons and organisations named before.
  let known: [ArticleState.Speaker]

  func speaker() -> String? {
    let speakers = sentence.entities.filter { $0.kind != .place }
    // “said Smith Group analyst Jo Lee”: the person before the organisation.
    for entity in speakers.filter({ $0.kind == .person })
      + speakers.filter({ $0.kind == .organisation })
    where isSpeaking(entity.tokens) {
      return name(entity)
    }
    return mentionedBefore()
  }

  private func isSpeaking(_ tokens: Range<Int>) -> Bool {
    // “according to the National Bureau of Statistics”
    var before = tokens.lowerBound - 1
    while [.determiner, .noun, .adjective, .proper, .comma].contains(sentence.tag(before)),
      tokens.lowerBound - before <= 8
    {
      before -= 1
    }
    if sentence.key(before) == SentenceReading.to,
      sentence.key(before - 1) == SpeakerReader.according
    {
      return true
    }
    // “said Li Wei”, “Li Wei said”, an apposition between commas allowed.
    if isSaying(tokens.lowerBound - 1) || isSaying(before) { return true }
    var after = tokens.upperBound
    if sentence.tag(after) == .comma {
      var next = after + 1
      while sentence.range.contains(next), sentence.tag(next) != .comma, next - after <= 12 {
        next += 1
      }
      if sentence.tag(next) == .comma { after = next + 1 }
    }
    while sentence.tag(after) == .auxiliary || sentence.tag(after) == .adverb { after += 1 }
    return isSaying(after)
  }

  /// “Yin said”, “the bureau said”: a part of a name that was given in full before.
  private func mentionedBefore() -> String? {
    guard !known.isEmpty else { return nil }
    for verb in sentence.range where isSaying(verb) && sentence.isVerb(verb) {
      var before = verb - 1
      while sentence.tag(before) == .auxiliary || sentence.tag(before) == .adverb { before -= 1 }
      for word in [before, verb + 1] where sentence.range.contains(word) {
        let isName = sentence.tag(word) == .proper && !isPlace(word)
        let isKind =
          sentence.tag(word) == .noun && sentence.tag(word - 1) == .determiner
          && !sentence.word(word).isDisjoint(with: [.organisation, .company])
        guard isName || isKind else { continue }
        let part = sentence.key(word)
        if let full = known.last(where: { $0.words.contains(part) }) { return full.name }
      }
    }
    return nil
  }

  private func isPlace(_ index: Int) -> Bool {
    sentence.entities.contains { $0.kind == .place && $0.tokens.contains(index) }
  }

  private func isSaying(_ index: Int) -> Bool { sentence.word(index).contains(.say) }

  private func name(_ entity: Entity) -> String {
    sentence.text.string(tokens: entity.tokens).folded
  }

  private static let according = Token.key("according")
}

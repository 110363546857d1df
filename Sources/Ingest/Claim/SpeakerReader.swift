/// Finds to whom a sentence attributes what it says: “X said”, “said X”, “according to X”.
struct SpeakerReader {
  let sentence: SentenceReading

  func speaker() -> String? {
    let speakers = sentence.entities.filter { $0.kind != .place }
    for entity in speakers {
      let (first, end) = (entity.tokens.lowerBound, entity.tokens.upperBound)
      // “according to the National Bureau of Statistics”
      var before = first - 1
      while sentence.tag(before) == .determiner || sentence.tag(before) == .noun || sentence.tag(before) == .adjective {
        before -= 1
      }
      if sentence.key(before) == SentenceReading.to, sentence.key(before - 1) == SpeakerReader.according {
        return name(entity)
      }
      // “said Li Wei”, “Li Wei said”, an apposition between commas allowed.
      if isSaying(first - 1) || isSaying(before) { return name(entity) }
      var after = end
      if sentence.tag(after) == .comma {
        var next = after + 1
        while sentence.range.contains(next), sentence.tag(next) != .comma, next - after <= 12 { next += 1 }
        if sentence.tag(next) == .comma { after = next + 1 }
      }
      while sentence.tag(after) == .auxiliary || sentence.tag(after) == .adverb { after += 1 }
      if isSaying(after) { return name(entity) }
    }
    return nil
  }

  private func isSaying(_ index: Int) -> Bool { sentence.word(index).contains(.say) }

  private func name(_ entity: Entity) -> String { sentence.text.string(tokens: entity.tokens).folded }

  private static let according = Token.key("according")
}

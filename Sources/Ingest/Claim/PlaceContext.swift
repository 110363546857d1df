/// Finds the place of a figure: in its own clause, in the sentence, or carried over from what was said before.
struct PlaceContext {
  let text: ArticleText
  let places: PlaceNames
  let vocabulary: Vocabulary

  typealias Found = (place: Int, text: String)

  /// The place that a word such as “the region” or “this area” stands for.
  func anaphor(in sentence: SentenceReading, _ state: ArticleState) -> Found? {
    for index in sentence.range where sentence.tag(index) == .noun || sentence.tag(index) == .proper {
      let kinds = places.anaphor(text.tokens[index])
      guard !kinds.isEmpty, !sentence.entities.contains(where: { $0.tokens.contains(index) }) else { continue }
      // “the region”, “this area”: a determiner stands before, an adjective at most between.
      var before = index - 1
      while before > sentence.range.lowerBound,
        sentence.tag(before) == .adjective || sentence.tag(before) == .noun || sentence.tag(before) == .proper
          || sentence.tag(before) == .hyphen
      { before -= 1 }
      guard index - before <= 4, sentence.tag(before) == .determiner || sentence.tag(before) == .possessive else {
        continue
      }
      if let found = state.places.last(where: { !places.kinds[$0.place].isDisjoint(with: kinds) }) {
        return (found.place, text.string(tokens: max(before, sentence.range.lowerBound)..<index + 1).folded)
      }
    }
    return nil
  }

  /// The place of a figure.
  func place(
    of figure: Figure, _ measure: Measure, _ sentence: SentenceReading, _ carried: Found?, _ state: ArticleState
  ) -> Found? {
    let whole = measure.whole
    let named = sentence.entities.filter { entity in
      entity.kind == .place && entity.place >= 0 && !(whole.map { $0.overlaps(entity.tokens) } ?? false)
    }
    let free = named.filter { !$0.isInOrganisation }
    func found(_ entity: Entity) -> Found { (entity.place, text.string(tokens: entity.tokens).folded) }
    let clauses = sentence.clauses()
    let clause = MeasureReader(sentence: sentence, clauses: clauses).clause(of: figure.core.lowerBound)
    // The subject and the words measured name it themselves; “this area” goes before names in another clause.
    for range in [measure.subject].compactMap(\.self) + measure.phrases
      + (figure.counted.isEmpty ? [] : [figure.counted])
    {
      if let inside = free.last(where: {
        range.overlaps($0.tokens) && (carried == nil || clause.tokens.overlaps($0.tokens))
      }) {
        return found(inside)
      }
    }
    // Right after the figure: “5 million people in Shanghai”.
    let next = figure.tokens.upperBound
    if let after = free.first(where: { $0.tokens.lowerBound >= next && $0.tokens.lowerBound <= next + 3 }),
      sentence.tag(after.tokens.lowerBound - 1) == .preposition
        || sentence.tag(after.tokens.lowerBound - 2) == .preposition
    {
      return found(after)
    }
    let before = free.filter { $0.tokens.upperBound <= figure.tokens.lowerBound }
    if let near = before.last(where: { clause.tokens.overlaps($0.tokens) && !$0.isDemonym }) { return found(near) }
    if let carried { return carried }
    if let near = before.last(where: { !$0.isDemonym }) ?? before.last { return found(near) }
    if let near = named.last(where: { $0.tokens.upperBound <= figure.tokens.lowerBound }) { return found(near) }
    if let after = free.first(where: { !$0.isDemonym }) { return found(after) }
    if let last = state.places.last { return (last.place, last.text) }
    return state.headline.map { ($0, vocabulary.places[$0].name) }
  }

  /// Keeps the places of a sentence for those that follow.
  func remember(_ sentence: SentenceReading, isHeading: Bool, _ state: inout ArticleState) {
    for entity in sentence.entities where entity.kind == .place && entity.place >= 0 && !entity.isInOrganisation {
      if isHeading, state.headline == nil { state.headline = entity.place }
      // The country at large does not take the place of the region that a text is about.
      if entity.isDemonym { continue }
      if let last = state.places.last, last.place != entity.place, places.contains(entity.place, last.place) {
        continue
      }
      state.places.append((entity.place, text.string(tokens: entity.tokens).folded))
    }
  }
}

/// Finds the place of a figure: in its own words, in the sentence, or carried over from what was said before.
final class PlaceContext {
  let text: ArticleText
  let places: PlaceNames
  let vocabulary: Vocabulary

  init(text: ArticleText, places: PlaceNames, vocabulary: Vocabulary) {
    self.text = text
    self.places = places
    self.vocabulary = vocabulary
  }

  typealias Found = (place: Int, text: String)

  /// A place that a word such as “the region” or “this area” stands for, and where the word stands.
  struct Anaphor {
    var found: Found
    var tokens: Range<Int>
  }

  /// The first such word of a sentence whose place was named before.
  func anaphor(in sentence: SentenceReading, _ state: ArticleState) -> Anaphor? {
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
        let tokens = max(before, sentence.range.lowerBound)..<index + 1
        return Anaphor(found: (found.place, text.string(tokens: tokens).folded), tokens: tokens)
      }
    }
    return nil
  }

  /// The place of a figure.
  func place(
    of figure: Figure, _ measure: Measure, _ sentence: SentenceReading, _ clauses: [Clause], _ carried: Anaphor?,
    _ state: ArticleState
  ) -> Found? {
    let clause = clauses.last { $0.tokens.lowerBound <= figure.core.lowerBound }?.tokens ?? sentence.range
    // “This area, which …, has 5 million people”: the sentence is about it whatever else it names.
    let isAbout = carried.map { $0.tokens.lowerBound <= sentence.range.lowerBound + 1 } ?? false
    var best: (weight: Int, entity: Entity)?
    for entity in sentence.entities where entity.kind == .place && entity.place >= 0 {
      if let whole = measure.whole, whole.overlaps(entity.tokens) { continue }
      let weight = weight(entity, figure, measure, sentence, clause, isAbout: isAbout)
      if weight > best?.weight ?? 0 { best = (weight, entity) }
    }
    func found(_ entity: Entity) -> Found { (entity.place, text.string(tokens: entity.tokens).folded) }
    if let best, best.weight >= 50 { return found(best.entity) }
    if let carried, isAbout || best.map({ $0.weight < 20 }) ?? true { return carried.found }
    if let best, best.weight >= 8 { return found(best.entity) }
    if let carried { return carried.found }
    if let last = state.claimed ?? state.places.last { return last }
    if let headline = state.headline { return (headline, vocabulary.places[headline].name) }
    return best.flatMap { $0.entity.isInOrganisation ? nil : found($0.entity) }
  }

  /// How well a place that the sentence names fits a figure; 0 where it does not.
  private func weight(
    _ entity: Entity, _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading, _ clause: Range<Int>,
    isAbout: Bool
  ) -> Int {
    // What stands in brackets is said of the words before them.
    if isBracketed(entity.tokens.lowerBound, sentence), !isBracketed(figure.core.lowerBound, sentence) { return 0 }
    let isInside = clause.overlaps(entity.tokens)
    let isBefore = entity.tokens.upperBound <= figure.tokens.lowerBound
    var weight = 0
    let measured = measure.phrases + (figure.counted.isEmpty ? [] : [figure.counted])
    if measured.contains(where: { $0.overlaps(entity.tokens) }) {
      // What an earlier figure measures is taken over, its place only where no other subject is named.
      weight = measure.source == nil ? 80 : 60
    } else if let subject = measure.subject, subject.overlaps(entity.tokens), isInside || !isAbout {
      weight = 70
    } else if !isBefore, entity.tokens.lowerBound <= figure.tokens.upperBound + 3, isLocated(entity, sentence) {
      // “5 million people in Shanghai”
      weight = 75
    } else if isBefore {
      weight = isInside ? 40 : 20
    } else {
      weight = isInside ? 15 : 10
    }
    let isOpening = entity.tokens.lowerBound <= sentence.range.lowerBound + 1
    if isOpening || sentence.tag(entity.tokens.upperBound) == .clitic { weight += 6 }
    // “exports to China”, “trade with Africa”, “, including Laos”: the other side, or an example.
    if isPartner(entity, sentence) { weight /= 4 }
    if entity.isInOrganisation { weight = min(weight, 5) }
    if entity.isDemonym, weight < 50 { weight /= 3 }
    // “China’s Guangzhou”, “in southern China, the Delta”: the smaller one is meant.
    if weight < 80 || sentence.tag(entity.tokens.upperBound) == .clitic, isAround(entity, sentence) { weight /= 3 }
    return max(1, weight)
  }

  /// Whether a place that it contains is named right after it.
  private func isAround(_ entity: Entity, _ sentence: SentenceReading) -> Bool {
    sentence.entities.contains {
      $0.kind == .place && $0.place >= 0 && $0.tokens.lowerBound >= entity.tokens.upperBound
        && $0.tokens.lowerBound <= entity.tokens.upperBound + 3 && places.contains(entity.place, $0.place)
    }
  }

  private func isBracketed(_ index: Int, _ sentence: SentenceReading) -> Bool {
    var at = index - 1
    while sentence.range.contains(at) {
      if text.tokens[at].isMark(")") { return false }
      if text.tokens[at].isMark("(") { return true }
      at -= 1
    }
    return false
  }

  private func isLocated(_ entity: Entity, _ sentence: SentenceReading) -> Bool {
    let before = lead(entity, sentence)
    return sentence.key(before) == SentenceReading.in || sentence.key(before) == SentenceReading.of
      || sentence.key(before) == SentenceReading.for || sentence.key(before) == SentenceReading.at
  }

  /// The token before a place, its article, its adjectives and the members of its list.
  private func lead(_ entity: Entity, _ sentence: SentenceReading) -> Int {
    var before = entity.tokens.lowerBound - 1
    while sentence.range.contains(before) {
      switch sentence.tag(before) {
      case .determiner, .adjective, .quote, .proper, .hyphen: before -= 1
      case .comma, .conjunction:
        // “Laos, Vietnam and Cambodia”
        guard
          let other = sentence.entities.first(where: {
            $0.kind == .place && $0.tokens.upperBound == before
              || sentence.tag(before - 1) == .comma && $0.tokens.upperBound == before - 1
          })
        else { return before }
        before = other.tokens.lowerBound - 1
      default: return before
      }
    }
    return before
  }

  private func isPartner(_ entity: Entity, _ sentence: SentenceReading) -> Bool {
    let before = lead(entity, sentence)
    if PlaceContext.partners.contains(sentence.key(before)) {
      // “with Beijing at 6 percent”, “with Hebei reporting 5”: it has its own figure.
      let next = entity.tokens.upperBound
      return sentence.key(before) != SentenceReading.with
        || sentence.key(next) != SentenceReading.at && sentence.tag(next) != .participle
    }
    return sentence.key(before) == PlaceContext.as && sentence.key(before - 1) == PlaceContext.such
  }

  private static let partners = ["to", "from", "with", "than", "against", "including", "outside"].map {
    Token.key(of: $0)
  }
  private static let `as` = Token.key("as")
  private static let such = Token.key("such")

  /// Keeps the places of a sentence for those that follow.
  func remember(_ sentence: SentenceReading, isHeading: Bool, _ state: inout ArticleState) {
    for entity in sentence.entities where entity.kind == .place && entity.place >= 0 && !entity.isInOrganisation {
      if isHeading, state.headline == nil { state.headline = entity.place }
      // The country at large does not take the place of the region that a text is about.
      if entity.isDemonym { continue }
      if let last = state.places.last, last.place != entity.place, places.contains(entity.place, last.place) {
        continue
      }
      if isBracketed(entity.tokens.lowerBound, sentence) || isPartner(entity, sentence) { continue }
      state.name(entity.place, text.string(tokens: entity.tokens).folded)
      // A new subject takes over from the place of the figures before.
      if entity.tokens.lowerBound <= sentence.range.lowerBound + 1, !sentence.figures.isEmpty { state.claimed = nil }
    }
  }
}

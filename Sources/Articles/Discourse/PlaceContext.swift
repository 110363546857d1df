internal import Text

/// Finds the place of a figure: in its own words, in the sentence, or carried over from what was
/// said before.
final class PlaceContext {
  let text: ArticleText
  let places: PlaceNames
  let vocabulary: Vocabulary
  /// Words known to be names that are no places; set for the sentence at hand.
  var names: Set<UInt64> = []

  init(text: ArticleText, places: PlaceNames, vocabulary: Vocabulary) {
    self.text = text
    self.places = places
    self.vocabulary = vocabulary
  }

  /// The place of a figure, or the words for one that is not known, and what is doubtful about it.
  struct Found {
    var place: Int
    var text: String
    var doubt: String?
  }

  /// The places that a sentence names, with those that words such as “the region” or “this area”
  /// stand for.
  func named(in sentence: SentenceReading, _ state: ArticleState) -> [Entity] {
    let named = sentence.entities.filter { $0.kind == .place }
    var found = named
    for index in sentence.range {
      guard let (tokens, kinds) = anaphor(at: index, sentence),
        !named.contains(where: { $0.tokens.overlaps(tokens) })
      else { continue }
      let here = named.last {
        $0.place >= 0 && !$0.isDemonym && !$0.isInOrganisation
          && $0.tokens.upperBound <= tokens.lowerBound
          && fits($0.place, kinds)
      }
      let place =
        here?.place ?? state.places.last { fits($0.place, kinds) }?.place ?? known(state, kinds)
      found.append(Entity(kind: .place, tokens: tokens, place: place ?? -1, isAnaphor: true))
    }
    return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  private func fits(_ place: Int, _ kinds: PlaceNames.Kinds) -> Bool {
    !places.kinds[place].isDisjoint(with: kinds)
  }

  /// The world needs no mention; else the place of the headline or of the publisher.
  private func known(_ state: ArticleState, _ kinds: PlaceNames.Kinds) -> Int? {
    if kinds == .world { return places.world }
    return [state.headline, state.publisher].compactMap(\.self).first { fits($0, kinds) }
  }

  /// “the region”, “this area”: a determiner stands before, an adjective at most between; “全省”.
  private func anaphor(at index: Int, _ sentence: SentenceReading) -> (
    Range<Int>, PlaceNames.Kinds
  )? {
    if text.tokens[index].kind == .ideograph {
      return places.chineseAnaphor(at: index, limit: sentence.range.upperBound, text.tokens).map {
        (index..<$0.end, $0.kinds)
      }
    }
    guard sentence.tag(index).isNominal || sentence.tag(index) == .adverb else { return nil }
    let kinds = places.anaphor(text.tokens[index])
    // “the National Centre”, “the Delta Works” are names.
    guard !kinds.isEmpty,
      !sentence.entities.contains(where: { $0.kind != .place && $0.tokens.contains(index) }),
      !text.tokens[index].traits.contains(.capitalised) || sentence.tag(index + 1) != .proper
    else { return nil }
    if kinds == .world { return (index..<index + 1, kinds) }
    var before = index - 1
    while before > sentence.range.lowerBound,
      sentence.tag(before).isNominal || sentence.tag(before) == .hyphen
    {
      before -= 1
    }
    guard index - before <= (places.standsAlone(text.tokens[index]) ? 1 : 4),
      sentence.tag(before) == .determiner || sentence.tag(before) == .possessive
    else {
      return nil
    }
    return (max(before, sentence.range.lowerBound)..<index + 1, kinds)
  }

  /// The place of a figure.
  func place(
    of figure: Figure, _ measure: Measure, _ sentence: SentenceReading, _ clauses: [Clause],
    _ named: [Entity],
    _ state: ArticleState
  ) -> Found? {
    let clause =
      clauses.last { $0.tokens.lowerBound <= figure.core.lowerBound }?.tokens ?? sentence.range
    // “This area, which …, has 5 million people”: the sentence is about it whatever else it names.
    let opening = named.first {
      $0.isAnaphor && $0.place >= 0 && $0.tokens.lowerBound <= sentence.range.lowerBound + 1
    }
    var best: (weight: Int, entity: Entity)?
    for entity in named {
      if let whole = measure.whole, whole.overlaps(entity.tokens) { continue }
      let weight = weight(entity, figure, measure, sentence, clause, named, isAbout: opening != nil)
      if entity.isAnaphor, weight < 20 { continue }
      if weight > best?.weight ?? 0 { best = (weight, entity) }
    }
    if let best, best.weight >= 50 { return found(best.entity) }
    if let opening { return found(opening) }
    if let best, best.weight >= 20 { return found(best.entity) }
    // What a company or an unknown district has is not that of the place spoken of before.
    if let name = strange(measure, sentence) { return name }
    if state.isAboutName { return nil }
    if let last = state.claimed ?? state.mentioned ?? state.places.last(where: \.isTopic) {
      return carried(last, state)
    }
    if let headline = state.headline {
      return Found(place: headline, text: vocabulary.places[headline].name)
    }
    if let last = state.places.last { return carried(last, state) }
    return best.flatMap {
      $0.entity.isInOrganisation || $0.entity.isDemonym || $0.entity.isAnaphor
        ? nil : found($0.entity)
    }
  }

  private func found(_ entity: Entity) -> Found? {
    let words = text.string(tokens: entity.tokens).folded
    if entity.place >= 0 {
      return Found(
        place: entity.place, text: entity.isAnaphor ? vocabulary.places[entity.place].name : words)
    }
    if entity.isAnaphor { return nil }
    return Found(place: -1, text: words, doubt: "“\(words)” is the name of several places")
  }

  private func carried(_ named: ArticleState.NamedPlace, _ state: ArticleState) -> Found {
    let distance = state.sentences - named.sentence
    return Found(
      place: named.place, text: named.text,
      doubt: distance > 4 ? "the place was named \(distance) sentences before" : nil)
  }

  /// Whose figure it is, where a name stands there that is no place of the vocabulary.
  ///
  /// With a word for an area it is a place that is not known; else a company or a person, and no
  /// place is said.
  func strange(_ measure: Measure, _ sentence: SentenceReading) -> Found?? {
    for phrase in [measure.holder, measure.subject].compactMap(\.self) + measure.phrases {
      // “its exports” are those of what was spoken of.
      guard sentence.tag(phrase.lowerBound - 1) != .possessive,
        let name = phrase.first(where: { isStrange($0, sentence) })
      else { continue }
      var end = name + 1
      while phrase.contains(end), sentence.tag(end) == .proper { end += 1 }
      let isArea = !places.anaphor(text.tokens[end - 1]).isEmpty && end - name > 1
      return .some(isArea ? Found(place: -1, text: text.string(tokens: name..<end).folded) : nil)
    }
    return nil
  }

  private func isStrange(_ index: Int, _ sentence: SentenceReading) -> Bool {
    let token = text.tokens[index]
    if let entity = sentence.entities.first(where: { $0.tokens.contains(index) }),
      entity.kind != .place
    {
      return true
    }
    // A capital that opens a sentence makes no name by itself.
    if index == sentence.range.lowerBound, sentence.tag(index + 1) != .proper,
      !names.contains(token.exact)
    {
      return false
    }
    return sentence.tag(index) == .proper && token.kind == .word
      && !token.traits.contains(.allCapitals)
      && token.traits.contains(.capitalised)
      && !sentence.entities.contains { $0.tokens.contains(index) }
  }

  /// How well a place that the sentence names fits a figure; 0 where it does not.
  private func weight(
    _ entity: Entity, _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading,
    _ clause: Range<Int>,
    _ named: [Entity], isAbout: Bool
  ) -> Int {
    // “Swiss Re”, “US media giant Time Warner”, “Japan's Toyota” are no places.
    if describesName(entity, sentence) { return 1 }
    // What stands in brackets is said of the words before them.
    if isBracketed(entity.tokens.lowerBound, sentence),
      !isBracketed(figure.core.lowerBound, sentence)
    {
      return 0
    }
    let isInside = clause.overlaps(entity.tokens)
    let isBefore = entity.tokens.upperBound <= figure.tokens.lowerBound
    var weight = 0
    let measured = measure.phrases + (figure.counted.isEmpty ? [] : [figure.counted])
    if measured.contains(where: { $0.overlaps(entity.tokens) }) {
      // What an earlier figure measures is taken over, its place only where no other subject is
      // named.
      weight = measure.source == nil ? 80 : 60
    } else if let subject = measure.subject, subject.overlaps(entity.tokens), isInside || !isAbout {
      weight = 70
    } else if let possessor = measure.possessor, possessor.overlaps(entity.tokens) {
      // “Zhejiang said that its output”; of “East China's Zhejiang” the last.
      weight =
        named.contains {
          possessor.overlaps($0.tokens) && $0.tokens.lowerBound > entity.tokens.lowerBound
        } ? 50 : 72
    } else if !isBefore,
      entity.tokens.lowerBound <= figure.tokens.upperBound + 3 || settles(figure, entity, sentence),
      isLocated(entity, sentence)
    {
      // “5 million people in Shanghai”, “40 firms settled in Shanghai”
      weight = 75
    } else if isBefore {
      weight = isInside ? 40 : 20
    } else {
      weight = isInside ? 15 : 10
    }
    let isOpening = entity.tokens.lowerBound <= sentence.range.lowerBound + 1
    if isOpening || sentence.tag(entity.tokens.upperBound) == .clitic { weight += 6 }
    // “exports to China”, “trade with Africa”, “, including Laos”: the other side, or an example.
    // “Applicants from China filed 5 million” are those of China.
    let isOrigin = weight == 70 && sentence.key(lead(entity, sentence)) == SentenceReading.from
    if !isOrigin, isPartner(entity, sentence) { weight /= 4 }
    if entity.isInOrganisation { weight = min(weight, 5) }
    if entity.isDemonym, weight < 50 { weight /= 3 }
    // “China’s Guangzhou”, “in southern China, the Delta”: the smaller one is meant.
    if weight < 80 || sentence.tag(entity.tokens.upperBound) == .clitic,
      isAround(entity, figure, sentence, named)
    {
      weight /= 3
    }
    return max(1, weight)
  }

  /// Whether the phrase that a place opens ends in a name that is no place.
  private func describesName(_ entity: Entity, _ sentence: SentenceReading) -> Bool {
    guard !entity.isAnaphor else { return false }
    var next = entity.tokens.upperBound
    while sentence.tag(next).isNominal || sentence.tag(next) == .clitic {
      if isStrange(next, sentence) { return places.anaphor(text.tokens[next]).isEmpty }
      if sentence.entities.contains(where: { $0.tokens.contains(next) }) { return false }
      next += 1
    }
    return false
  }

  /// Whether a place that it contains is named after it and before the figure, or right after it.
  private func isAround(
    _ entity: Entity, _ figure: Figure, _ sentence: SentenceReading, _ named: [Entity]
  ) -> Bool {
    named.contains {
      $0.place >= 0 && entity.place >= 0 && !$0.isInOrganisation
        && $0.tokens.lowerBound >= entity.tokens.upperBound
        && places.contains(entity.place, $0.place)
        && ($0.tokens.lowerBound <= entity.tokens.upperBound + 5
          || $0.tokens.upperBound <= figure.tokens.lowerBound)
    }
  }

  /// “40,000 firms settled in the province”: a verb, and no other noun, stands between the count
  /// and the place.
  private func settles(_ figure: Figure, _ entity: Entity, _ sentence: SentenceReading) -> Bool {
    guard !figure.counted.isEmpty, figure.tokens.upperBound < entity.tokens.lowerBound else {
      return false
    }
    let gap = figure.tokens.upperBound..<entity.tokens.lowerBound
    guard gap.contains(where: { sentence.tag($0).isVerbal }),
      !gap.contains(where: { sentence.tag($0) == .figure })
    else { return false }
    let lead = lead(entity, sentence)
    return lead > figure.tokens.upperBound && sentence.tag(lead - 1).isVerbal
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

  /// Whether a verb follows the phrase that holds a place, and no preposition leads it.
  private func isSubject(_ entity: Entity, _ sentence: SentenceReading) -> Bool {
    var next = entity.tokens.upperBound
    while sentence.tag(next).isNominal { next += 1 }
    return sentence.isVerb(next) && sentence.tag(lead(entity, sentence)) != .preposition
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

  private static let partners = ["to", "from", "with", "than", "against", "including", "outside"]
    .map {
      Token.key(of: $0)
    }
  private static let `as` = Token.key("as")
  private static let such = Token.key("such")

  /// Keeps the places of a sentence for those that follow.
  func remember(_ sentence: SentenceReading, isHeading: Bool, _ state: inout ArticleState) {
    names = []
    if !sentence.isShouted {
      let words = sentence.range.dropFirst()
      for entity in sentence.entities where entity.kind != .place {
        for index in entity.tokens.clamped(to: words) { state.name(text.tokens[index].exact) }
      }
      for index in words
      where text.tokens[index].traits.contains(.capitalised) && isStrange(index, sentence) {
        state.name(text.tokens[index].exact)
      }
    }
    for entity in sentence.entities where entity.kind != .place && entity.tokens.count > 1 {
      state.introduce(
        .init(
          name: text.string(tokens: entity.tokens).folded,
          words: text.tokens[entity.tokens].map(\.key)))
    }
    for entity in sentence.entities
    where entity.kind == .place && entity.place >= 0 && !entity.isInOrganisation {
      if isHeading, state.headline == nil { state.headline = entity.place }
      // The country at large does not take the place of the region that a text is about.
      if entity.isDemonym { continue }
      if let last = state.places.last, last.place != entity.place,
        places.contains(entity.place, last.place)
      {
        continue
      }
      if isBracketed(entity.tokens.lowerBound, sentence) || isPartner(entity, sentence)
        || describesName(entity, sentence)
      {
        continue
      }
      let isOpening = entity.tokens.lowerBound <= sentence.range.lowerBound + 1
      let named = ArticleState.NamedPlace(
        place: entity.place, text: text.string(tokens: entity.tokens).folded,
        sentence: state.sentences,
        isTopic: isOpening || isSubject(entity, sentence))
      state.remember(named)
      // A sentence without figures about a member of a cluster leaves the cluster the subject.
      if let before = state.mentioned, sentence.figures.isEmpty,
        vocabulary.places[before.place].parts.contains(entity.place)
      {
        continue
      }
      state.mentioned = named
      // A new subject takes over from the place of the figures before.
      if isOpening, !sentence.figures.isEmpty { state.claimed = nil }
    }
  }

}

internal import Text

/// How a place that the sentence names stands to a figure.
struct PlaceEvidence {
  let context: FigureContext
  let names: PlaceNames
  let leads: Leads

  private var sentence: SentenceReading { context.sentence }
  private var text: ArticleText { context.sentence.text }

  /// Tells every feature that holds for a name.
  func describe(_ entity: Entity, _ set: (PlaceFeature, Float) -> Void) {
    let measure = context.measure
    let figure = context.figure
    let tokens = entity.tokens
    if entity.isDemonym { set(.demonym, 1) }
    if entity.isAnaphor { set(.anaphor, 1) }
    if entity.isInOrganisation { set(.inOrganisation, 1) }
    if describesName(entity) { set(.describesName, 1) }
    if measure.phrases.contains(where: { $0.overlaps(tokens) }) {
      set(measure.source == nil ? .measured : .measuredOfAnother, 1)
    }
    if figure.counted.overlaps(tokens) { set(.counted, 1) }
    if measure.whole?.overlaps(tokens) == true { set(.whole, 1) }
    if measure.subject?.overlaps(tokens) == true { set(.subject, 1) }
    if measure.possessor?.overlaps(tokens) == true { set(.possessor, 1) }
    if tokens.lowerBound <= sentence.range.lowerBound + 1 { set(.opens, 1) }
    if sentence.tag(tokens.upperBound) == .clitic {
      set(.genitive, 1)
      if measure.phrases.contains(where: { $0.contains(tokens.upperBound) }) {
        set(.ownsMeasured, 1)
      }
    }
    let isBefore = tokens.upperBound <= figure.core.lowerBound
    set(isBefore ? .before : .after, 1)
    if context.clause(of: tokens.lowerBound) == context.ownClause { set(.sameClause, 1) }
    let clause = context.clause(of: tokens.lowerBound)
    if clause > context.ownClause { set(.laterClause, 1) }
    if clause < context.ownClause { set(.earlierClause, 1) }
    if clause != context.ownClause, context.clauses[clause].kind == .main { set(.inMainClause, 1) }
    let distance = context.distance(to: tokens)
    set(.distance, min(Float(distance), 30) / 30)
    if distance <= 3 { set(.beside, 1) }
    if context.isFigureBetween(tokens) { set(.figureBetween, 1) }
    if context.isVerbBetween(tokens) { set(.verbBetween, 1) }
    if settles(entity) { set(.settled, 1) }
    if isBracketed(tokens.lowerBound), !isBracketed(figure.core.lowerBound) { set(.bracketed, 1) }
    lead(entity, set)
    for other in context.named
    where other.place >= 0 && entity.place >= 0 && other.place != entity.place {
      if names.contains(entity.place, other.place) { set(.contains, 1) }
      if names.contains(other.place, entity.place) { set(.contained, 1) }
    }
    if isListed(entity) { set(.listed, 1) }
  }

  /// “Shenzhen in Guangdong”, “Lagos, Nigeria”: it tells where the place before it lies.
  func locates(_ entity: Entity) -> Bool {
    guard entity.place >= 0 else { return false }
    return context.named.contains { other in
      guard other.place >= 0, !other.isAnaphor, names.contains(entity.place, other.place) else {
        return false
      }
      let gap = entity.tokens.lowerBound - other.tokens.upperBound
      return (1...4).contains(gap)
        && (other.tokens.upperBound..<entity.tokens.lowerBound).allSatisfy {
          [.comma, .preposition, .determiner, .adjective, .bracket].contains(sentence.tag($0))
        }
    }
  }

  private func lead(_ entity: Entity, _ set: (PlaceFeature, Float) -> Void) {
    let before = leadToken(entity)
    switch leads.role(of: sentence.key(before)) {
    case .location: set(.location, 1)
    case .part: set(.part, 1)
    case .origin: set(.origin, 1)
    case .goal: set(.goal, 1)
    case .partner:
      // “with Beijing at 6 percent”, “with Hebei reporting 5”: it has its own figure.
      let next = entity.tokens.upperBound
      let isOwn = sentence.tag(next) == .participle || sentence.key(next) == SentenceReading.at
      set(isOwn ? .subject : .partner, 1)
    case .comparison: set(.partner, 1)
    case .inclusion: set(.inclusion, 1)
    case .agent: set(.agent, 1)
    case nil: break
    }
  }

  /// The token before a place, its article, its adjectives and the members of its list.
  private func leadToken(_ entity: Entity) -> Int {
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

  /// Whether only a comma or a conjunction stands between it and another place.
  private func isListed(_ entity: Entity) -> Bool {
    context.named.contains { other in
      guard other.tokens != entity.tokens else { return false }
      let (first, second) =
        other.tokens.lowerBound < entity.tokens.lowerBound
        ? (other.tokens, entity.tokens) : (entity.tokens, other.tokens)
      guard first.upperBound <= second.lowerBound, second.lowerBound - first.upperBound <= 2 else {
        return false
      }
      return (first.upperBound..<second.lowerBound).allSatisfy {
        sentence.tag($0) == .comma || sentence.tag($0) == .conjunction
      }
    }
  }

  /// “40,000 firms settled in the province”: a verb, and no other noun, stands between the count and
  /// the place.
  private func settles(_ entity: Entity) -> Bool {
    let figure = context.figure
    guard !figure.counted.isEmpty, figure.tokens.upperBound < entity.tokens.lowerBound else {
      return false
    }
    let gap = figure.tokens.upperBound..<entity.tokens.lowerBound
    guard gap.contains(where: { sentence.tag($0).isVerbal }),
      !gap.contains(where: { sentence.tag($0) == .figure })
    else { return false }
    let lead = leadToken(entity)
    return lead > figure.tokens.upperBound && sentence.tag(lead - 1).isVerbal
  }

  private func isBracketed(_ index: Int) -> Bool {
    var at = index - 1
    while sentence.range.contains(at) {
      if text.tokens[at].isMark(")") { return false }
      if text.tokens[at].isMark("(") { return true }
      at -= 1
    }
    return false
  }

  // MARK: Names that are no places

  /// Whether the phrase that a place opens ends in a name that is no place.
  private func describesName(_ entity: Entity) -> Bool {
    guard !entity.isAnaphor else { return false }
    var next = entity.tokens.upperBound
    while sentence.tag(next).isNominal || sentence.tag(next) == .clitic {
      if isStrange(next) { return names.anaphor(text.tokens[next]).isEmpty }
      if sentence.entities.contains(where: { $0.tokens.contains(next) }) { return false }
      next += 1
    }
    return false
  }

  /// A name that has what is measured, and is no place of the vocabulary.
  enum StrangeName {
    /// With a word for an area: a place that is not known.
    case area(Range<Int>)
    /// A company, a person, a product.
    case name(Range<Int>)
  }

  /// Whose figure it is, where a name stands there that is no place of the vocabulary.
  func strangeName() -> StrangeName? {
    let measure = context.measure
    for phrase in [measure.holder, measure.subject].compactMap(\.self) + measure.phrases {
      // “its exports” are those of what was spoken of.
      guard sentence.tag(phrase.lowerBound - 1) != .possessive,
        let name = phrase.first(where: { isStrange($0) })
      else { continue }
      var end = name + 1
      while phrase.contains(end), sentence.tag(end) == .proper { end += 1 }
      let isArea = !names.anaphor(text.tokens[end - 1]).isEmpty && end - name > 1
      return isArea ? .area(name..<end) : .name(name..<end)
    }
    return nil
  }

  private func isStrange(_ index: Int) -> Bool {
    let token = text.tokens[index]
    if let entity = sentence.entities.first(where: { $0.tokens.contains(index) }),
      entity.kind != .place
    {
      return true
    }
    // A capital that opens a sentence makes no name by itself.
    if index == sentence.range.lowerBound, sentence.tag(index + 1) != .proper,
      !context.discourse.names.contains(token.exact)
    {
      return false
    }
    return sentence.tag(index) == .proper && token.kind == .word
      && !token.traits.contains(.allCapitals) && token.traits.contains(.capitalised)
      && !sentence.entities.contains { $0.tokens.contains(index) }
  }
}

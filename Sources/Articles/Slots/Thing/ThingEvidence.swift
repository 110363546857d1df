internal import Text

/// How words of the sentence stand to a figure, and what they are.
struct ThingEvidence {
  let context: FigureContext
  let phrases: ThingPhrases
  let words: MeasureWords
  let vocabulary: Vocabulary

  private var sentence: SentenceReading { context.sentence }
  private var figure: Figure { context.figure }

  /// Tells every feature that holds for some words.
  func describe(_ tokens: Range<Int>, _ set: (ThingFeature, Float) -> Void) {
    position(tokens, set)
    leftEdge(tokens, set)
    rightEdge(tokens, set)
    between(tokens, set)
    content(tokens, set)
  }

  // MARK: Where

  private func position(_ tokens: Range<Int>, _ set: (ThingFeature, Float) -> Void) {
    let isBefore = tokens.upperBound <= figure.core.lowerBound
    set(isBefore ? .before : .after, 1)
    set(.distance, min(Float(context.distance(to: tokens)), 30) / 30)
    var others = 0
    for chunk in phrases.chunks {
      if isBefore {
        if chunk.tokens.lowerBound >= tokens.upperBound,
          chunk.tokens.upperBound <= figure.core.lowerBound
        {
          others += 1
        }
      } else if chunk.tokens.lowerBound >= figure.core.upperBound,
        chunk.tokens.upperBound <= tokens.lowerBound
      {
        others += 1
      }
    }
    if isBefore {
      set(others == 0 ? .nearest : others == 1 ? .second : others == 2 ? .third : .far, 1)
    } else {
      set(others == 0 ? .nearestAfter : others == 1 ? .secondAfter : .farAfter, 1)
    }
    let clause = context.clause(of: tokens.lowerBound)
    let own = context.ownClause
    set(clause == own ? .sameClause : clause < own ? .clauseBefore : .clauseAfter, 1)
    if context.clauses.indices.contains(clause) {
      switch context.clauses[clause].kind {
      case .main: set(.mainClause, 1)
      case .relative: set(.relativeClause, 1)
      case .bracketed: if clause != own { set(.bracketed, 1) }
      default: break
      }
    }
    if phrases.chunks.first?.tokens.lowerBound == tokens.lowerBound { set(.opens, 1) }
  }

  // MARK: Edges

  private func leftEdge(_ tokens: Range<Int>, _ set: (ThingFeature, Float) -> Void) {
    var index = tokens.lowerBound - 1
    while sentence.tag(index) == .determiner || sentence.tag(index) == .quote
      || sentence.tag(index) == .adjective
    {
      index -= 1
    }
    guard index >= sentence.range.lowerBound else { return set(.leftStart, 1) }
    switch sentence.tag(index) {
    case .preposition:
      let key = sentence.key(index)
      set(
        key == SentenceReading.of
          ? .leftOf : key == SentenceReading.in ? .leftIn : .leftPreposition, 1)
    case .verb, .infinitive, .participle, .auxiliary: set(.leftVerb, 1)
    case .comma: set(.leftComma, 1)
    case .clitic: set(.leftClitic, 1)
    case .conjunction: set(.leftConjunction, 1)
    case .possessive: set(.leftPossessive, 1)
    case .figure: set(.leftFigure, 1)
    case .period: set(.leftPeriod, 1)
    default: break
    }
  }

  private func rightEdge(_ tokens: Range<Int>, _ set: (ThingFeature, Float) -> Void) {
    var index = tokens.upperBound
    while sentence.tag(index) == .adverb && sentence.word(index).isDisjoint(with: .changeAdverb)
      || sentence.tag(index) == .quote
    {
      index += 1
    }
    guard index < sentence.range.upperBound else { return set(.rightStop, 1) }
    let word = sentence.word(index)
    switch sentence.tag(index) {
    case .verb, .auxiliary, .adverb: verb(word, set)
    case .participle, .infinitive, .to: set(.rightParticiple, 1)
    case .preposition:
      set(sentence.key(index) == SentenceReading.of ? .rightOf : .rightPreposition, 1)
    case .comma: set(.rightComma, 1)
    case .figure: set(.rightFigure, 1)
    case .bracket: set(.rightBracket, 1)
    case .stop: set(sentence.isMark(index, ":") ? .rightColon : .rightStop, 1)
    case .period: set(.rightPeriod, 1)
    case .relative: set(.rightRelative, 1)
    case .conjunction: set(.rightConjunction, 1)
    default: break
    }
  }

  private func verb(_ word: WordClass, _ set: (ThingFeature, Float) -> Void) {
    if !word.isDisjoint(with: [.riseVerb, .fallVerb, .riseAdverb, .fallAdverb]) {
      set(.rightChange, 1)
    } else if word.contains(.shareVerb) {
      set(.rightShare, 1)
    } else if word.contains(.level) {
      set(.rightLevel, 1)
    } else if word.contains(.say) {
      set(.rightSay, 1)
    } else if word.contains(.be) {
      set(.rightBe, 1)
    } else if word.contains(.have) {
      set(.rightHave, 1)
    } else {
      set(.rightVerb, 1)
    }
  }

  // MARK: Between

  private func between(_ tokens: Range<Int>, _ set: (ThingFeature, Float) -> Void) {
    let gap = context.gap(to: tokens)
    if gap.isEmpty { set(.adjacent, 1) }
    for index in gap {
      let word = sentence.word(index)
      switch sentence.tag(index) {
      case .verb, .infinitive, .participle, .auxiliary:
        set(.verbBetween, 1)
        if !word.isDisjoint(with: .changeVerb) { set(.changeBetween, 1) }
        if word.contains(.level) { set(.levelBetween, 1) }
        if word.contains(.say) { set(.sayBetween, 1) }
        if word.contains(.have) { set(.haveBetween, 1) }
      case .preposition:
        set(sentence.key(index) == SentenceReading.of ? .ofBetween : .prepositionBetween, 1)
      case .comma: set(.commaBetween, 1)
      case .stop: set(.stopBetween, 1)
      case .figure: if !figure.core.contains(index) { set(.figureBetween, 1) }
      default: break
      }
    }
  }

  // MARK: Words

  private func content(_ tokens: Range<Int>, _ set: (ThingFeature, Float) -> Void) {
    let head =
      sentence.isChinese
      ? tokens.upperBound - 1 : sentence.head(of: tokens) ?? tokens.upperBound - 1
    let word = sentence.word(head)
    if words.isHead(sentence.key(head)) { set(.headMeasure, 1) }
    if sentence.tag(head) == .proper { set(.headProper, 1) }
    if !word.isDisjoint(with: .changeNoun) { set(.headChange, 1) }
    if word.contains(.shareNoun) { set(.headShare, 1) }
    if word.contains(.empty) { set(.headEmpty, 1) }
    if word.contains(.total) { set(.headTotal, 1) }
    if word.contains(.organisation) { set(.headOrganisation, 1) }
    if word.contains(.person) { set(.headPerson, 1) }
    if word.contains(.company) { set(.headCompany, 1) }
    if word.contains(.money) { set(.headMoney, 1) }
    if word.contains(.business) { set(.headBusiness, 1) }
    if word.contains(.countingWord) { set(.headCounting, 1) }
    if word.contains(.result) { set(.headResult, 1) }
    if word.contains(.average) { set(.headAverage, 1) }
    let token = sentence.text.tokens[head]
    if token.starts.contains(.unit) { set(.headUnit, 1) }
    if tokens.count == 1, token.traits.contains(.allCapitals) { set(.ticker, 1) }
    if sentence.figures.indices.contains(where: {
      $0 != context.number && sentence.figures[$0].counted.overlaps(tokens)
    }) {
      set(.otherCounted, 1)
    }
    for name in phrases.known
    where tokens.lowerBound <= name.tokens.lowerBound && name.tokens.upperBound <= tokens.upperBound
    {
      if fits(name.target) {
        set(.known, 1)
        if name.tokens.contains(head) { set(.knownHead, 1) }
      } else {
        set(.unfit, 1)
      }
    }
    for entity in sentence.entities where entity.tokens.overlaps(tokens) {
      let covers = entity.tokens.contains(head)
      if entity.kind == .place {
        set(.hasPlace, 1)
        if covers { set(.isPlace, 1) }
      } else {
        set(.hasName, 1)
        if covers { set(.isName, 1) }
      }
    }
    for index in tokens {
      switch sentence.tag(index) {
      case .period: set(.hasPeriod, 1)
      case .figure: set(.hasFigure, 1)
      case .verb, .participle, .infinitive, .auxiliary: set(.hasVerb, 1)
      case .preposition: set(.hasPreposition, 1)
      default: break
      }
    }
    let length = sentence.isChinese ? (tokens.count + 1) / 2 : tokens.count
    set(
      length == 1
        ? .one : length == 2 ? .two : length == 3 ? .three : length < 8 ? .many : .tooMany,
      1)
  }

  /// Whether an indicator's values can have the unit of the figure.
  private func fits(_ target: Int) -> Bool {
    let dimension = vocabulary.indicators[target].dimension
    if figure.isRatio { return true }
    if figure.isMoney { return dimension == "currency" }
    return dimension != "currency" && dimension != "ratio"
  }
}

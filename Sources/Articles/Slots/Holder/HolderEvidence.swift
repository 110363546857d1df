internal import Text

/// How a name that the sentence has stands to a figure.
struct HolderEvidence {
  let question: HolderSlot.Question
  let leads: Leads

  private var context: FigureContext { question.context }
  private var sentence: SentenceReading { context.sentence }

  /// Tells every feature that holds for a name.
  func describe(_ mention: NameProfile.Mention, _ set: (HolderFeature, Float) -> Void) {
    let (tokens, measure, figure) = (mention.tokens, context.measure, context.figure)
    set(.inSentence, 1)
    if question.mentions.count == 1 { set(.onlyOne, 1) }
    if measure.subject?.overlaps(tokens) == true { set(.subject, 1) }
    if measure.holder?.overlaps(tokens) == true { set(.ofMeasure, 1) }
    if measure.possessor?.overlaps(tokens) == true { set(.possessor, 1) }
    if let thing = question.thing, thing.parts.contains(where: { $0.overlaps(tokens) }) {
      set(.inThing, 1)
    }
    if figure.counted.overlaps(tokens) { set(.counted, 1) }
    if sentence.tag(tokens.upperBound) == .clitic { set(.genitive, 1) }
    if sentence.tag(tokens.upperBound) == .noun { set(.described, 1) }
    if tokens.lowerBound <= sentence.range.lowerBound + 1 { set(.opens, 1) }
    let isBefore = tokens.upperBound <= figure.core.lowerBound
    set(isBefore ? .before : .after, 1)
    let before = question.mentions.last { $0.tokens.upperBound <= figure.core.lowerBound }
    if before?.tokens == tokens { set(.nearestBefore, 1) }
    let nearest = question.mentions.min {
      context.distance(to: $0.tokens) < context.distance(to: $1.tokens)
    }
    if nearest?.tokens == tokens { set(.nearest, 1) }
    let clause = context.clause(of: tokens.lowerBound)
    if clause == context.ownClause { set(.sameClause, 1) }
    if context.clauses.indices.contains(clause), context.clauses[clause].kind == .bracketed,
      clause != context.ownClause
    {
      set(.bracketed, 1)
    }
    set(.distance, min(Float(context.distance(to: tokens)), 30) / 30)
    if context.isVerbBetween(tokens) { set(.verbBetween, 1) }
    if context.isFigureBetween(tokens) { set(.figureBetween, 1) }
    if speaks(tokens) { set(.speaker, 1) }
    lead(tokens, set)
  }

  private func speaks(_ tokens: Range<Int>) -> Bool {
    sentence.word(tokens.upperBound).contains(.say)
      || sentence.word(tokens.lowerBound - 1).contains(.say)
  }

  private func lead(_ tokens: Range<Int>, _ set: (HolderFeature, Float) -> Void) {
    var index = tokens.lowerBound - 1
    while [.determiner, .adjective, .quote].contains(sentence.tag(index)) { index -= 1 }
    guard sentence.tag(index) == .preposition else { return }
    let key = sentence.key(index)
    if key == SentenceReading.of { return set(.leadOf, 1) }
    switch leads.role(of: key) {
    case .location: set(.leadLocation, 1)
    case .agent: set(.leadAgent, 1)
    case .partner, .comparison: set(.leadPartner, 1)
    case .goal: set(.leadGoal, 1)
    case .origin: set(.leadOrigin, 1)
    default: set(.leadOther, 1)
    }
  }

  /// Words of the sentence that stand for a name: “the company”, “it”, “we”.
  func anaphor() -> HolderFeature? {
    var found: HolderFeature?
    for index in sentence.range where index < context.figure.tokens.upperBound + 12 {
      let word = sentence.word(index)
      switch sentence.tag(index) {
      case .noun, .proper:
        guard !word.isDisjoint(with: [.company, .organisation]),
          sentence.tag(index - 1) == .determiner, sentence.tag(index + 1) != .proper
        else { continue }
        return .anaphor
      case .pronoun: found = word.contains(.thirdPersonPronoun) ? .pronoun : .ourselves
      case .possessive:
        let key = sentence.key(index)
        found =
          key == SentenceReading.its || key == SentenceReading.their ? .pronoun : .ourselves
      default: break
      }
    }
    return found
  }
}

internal import Learning
internal import Text

/// What: proposes the things that a figure can measure.
///
/// Proposed are what the reader of measures finds, in several compositions, every noun phrase of
/// the sentence with and without what hangs on it, what earlier figures measured, and the heading.
struct ThingSlot {
  let vocabulary: Vocabulary
  let words: MeasureWords
  let ranker: Ranker

  static let space = FeatureSpace(
    names: ThingFeature.names, circumstances: Circumstance.names)

  /// The circumstances in which features weigh differently.
  static func circumstances(_ context: FigureContext) -> [Int] {
    var found = Circumstance.kinds(of: context)
    if context.role == .base { found.append(.base) }
    return found.map(\.rawValue)
  }

  /// The candidates with their features; none of them is “not said” (`nil`), which comes first.
  func candidates(
    _ context: FigureContext, _ phrases: ThingPhrases, reading: ThingAnswer?
  ) -> [Candidate<ThingAnswer>] {
    var pool = ThingPool()
    pool.set(0, .none)
    read(context, reading, &pool)
    ThingChains(context: context, phrases: phrases).propose(&pool)
    composed(context, phrases, &pool)
    let evidence = ThingEvidence(
      context: context, phrases: phrases, words: words, vocabulary: vocabulary)
    for number in pool.candidates.indices where !pool.anchors[number].isEmpty {
      evidence.describe(pool.anchors[number]) { pool.set(number, $0, $1) }
    }
    ThingsBefore(context: context).propose(&pool)
    return pool.candidates
  }

  // MARK: As read

  /// What the reader of measures found, as a whole and in parts.
  private func read(_ context: FigureContext, _ reading: ThingAnswer?, _ pool: inout ThingPool) {
    let (figure, measure) = (context.figure, context.measure)
    if let reading {
      let anchor =
        measure.phrases.first { reading.parts.contains($0) } ?? reading.parts.last
        ?? measure.whole ?? 0..<0
      let number = pool.number(of: reading, anchor: anchor)
      pool.set(number, .reading)
      if measure.isGuess { pool.set(number, .readingGuess) }
      if measure.nominal != nil { pool.set(number, .withNominal) }
      if measure.whole != nil { pool.set(number, .shareOf) }
      if let holder = measure.holder {
        var plain = reading
        plain.parts.removeAll { $0 == holder }
        if !plain.parts.isEmpty || plain.whole != nil || plain.nominal != nil {
          pool.set(pool.number(of: plain, anchor: anchor), .readingPlain)
        }
      }
    }
    for phrase in measure.phrases { pool.propose(phrase, .phrase) }
    pool.propose(figure.counted, .counted)
    pool.propose(measure.subject, .subject)
    pool.propose(measure.possessor, .possessor)
    pool.propose(measure.holder, .holder)
    pool.propose(measure.purpose, .joined)
    if let whole = measure.whole {
      pool.propose(whole, .wholeOnly)
      for phrase in measure.phrases where !phrase.overlaps(whole) {
        let number = pool.number(of: ThingAnswer([phrase], whole: whole), anchor: phrase)
        pool.set(number, .shareOf)
      }
      if let subject = measure.subject, !subject.overlaps(whole) {
        let number = pool.number(of: ThingAnswer([subject], whole: whole), anchor: subject)
        pool.set(number, .shareOf)
        pool.set(number, .subject)
      }
    }
  }

  // MARK: Composed

  /// A phrase from the left with one from the right, a noun for the verb with what it governs.
  private func composed(
    _ context: FigureContext, _ phrases: ThingPhrases, _ pool: inout ThingPool
  ) {
    let (figure, sentence) = (context.figure, context.sentence)
    let right = phrases.chunks.first {
      $0.tokens.lowerBound >= figure.tokens.upperBound
    }
    let left = phrases.chunks.last { $0.tokens.upperBound <= figure.tokens.lowerBound }
    // “raised tariffs by 5 percent on steel”, “imports were 5 million tonnes of wheat”
    if let right, isTied(figure.tokens.upperBound..<right.tokens.lowerBound, sentence) {
      let lefts = [context.measure.phrases.first, context.measure.subject, left?.tokens]
      for own in lefts.compactMap(\.self) where !own.overlaps(right.tokens) && !own.isEmpty {
        let number = pool.number(of: ThingAnswer([own, right.tokens]), anchor: own)
        pool.set(number, .joined)
      }
    }
    // “spent 5 million on health”, “sold 300 cars”
    let verb = (context.sentence.range.lowerBound..<figure.tokens.lowerBound).last {
      sentence.isVerb($0)
    }
    guard let verb else { return }
    let subject = context.measure.subject
    // “to yield 5 percent”, “will cost 5 million”: the verb is a noun too.
    if sentence.word(verb).contains(.noun), figure.tokens.lowerBound - verb <= 2 {
      pool.propose(verb..<verb + 1, .verbal)
      if let subject, !subject.isEmpty, !subject.contains(verb) {
        let number = pool.number(
          of: ThingAnswer([subject, verb..<verb + 1]), anchor: verb..<verb + 1)
        pool.set(number, .verbal)
        pool.set(number, .subject)
      }
    }
    guard let nominal = sentence.classes.nominal(sentence.key(verb)) else { return }
    let parts = [right?.tokens, figure.counted, left?.tokens, subject].compactMap(\.self)
    for part in parts where !part.isEmpty {
      let number = pool.number(of: ThingAnswer([part], nominal: nominal), anchor: part)
      pool.set(number, .withNominal)
      if part == subject { pool.set(number, .subject) }
      if part == figure.counted { pool.set(number, .counted) }
    }
    let number = pool.number(of: ThingAnswer([], nominal: nominal), anchor: verb..<verb + 1)
    pool.set(number, .nominal)
  }

  /// Only prepositions, articles and figures of time stand between.
  private func isTied(_ gap: Range<Int>, _ sentence: SentenceReading) -> Bool {
    gap.count <= 5
      && gap.allSatisfy {
        [.preposition, .determiner, .possessive, .period, .adjective, .adverb].contains(
          sentence.tag($0))
      } && gap.contains { sentence.tag($0) == .preposition }
  }
}

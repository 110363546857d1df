internal import Text

/// Who has what a figure measures, and what is taken where nothing leads to the figure.
extension MeasureReader {
  /// The subject of the clause, where it is neither a place nor what is measured itself.
  ///
  /// A count and a noun of its own (“a profit of”) are had by somebody; what a verb of change or
  /// level measures is its subject already.
  func holder(_ measure: Measure, _ figure: Figure) -> Range<Int>? {
    guard !measure.phrases.isEmpty, let subject = measure.subject,
      let head = sentence.head(of: subject)
    else {
      return nil
    }
    var phrase = sentence.shortPhrase(around: head, in: subject)
    // “Japan's Toyota”: the place stands elsewhere.
    if let place = phrase.last(where: isPlace), place < head {
      phrase = sentence.trimmed(place + 1..<head + 1)
    }
    guard !phrase.isEmpty, !measure.phrases.contains(where: { $0.overlaps(phrase) }),
      measure.whole.map({ !$0.overlaps(phrase) }) ?? true, !figure.tokens.overlaps(phrase),
      !phrase.contains(where: {
        isPlace($0) || sentence.tag($0) == .figure || sentence.tag($0) == .period
      }),
      sentence.word(head).isDisjoint(with: [.empty, .total, .determiner, .pronoun])
    else { return nil }
    if figure.isCount, !figure.counted.isEmpty { return phrase }
    if sentence.tag(head) == .proper
      || !sentence.word(head).isDisjoint(with: [.company, .organisation, .person])
    {
      return phrase
    }
    // “The plane flew at a height of 30 feet”, but not “profit rose 5 percent on sales of 3
    // million”.
    guard let verb = measure.verb, measure.source == nil else { return nil }
    return sentence.word(verb).isDisjoint(with: [.changeVerb, .level]) ? phrase : nil
  }

  /// The noun before a dash, the subject of the clause or of one before it; the first noun where
  /// there is no verb.
  func guess(_ measure: inout Measure, _ figure: Figure) {
    func take(_ phrase: Range<Int>) {
      measure.phrases = [phrase]
      measure.subject = phrase
      measure.isGuess = true
    }
    var end = figure.tokens.lowerBound
    while end > sentence.range.lowerBound {
      let clause = clause(of: end - 1)
      let dash = clause.tokens.lowerBound - 1
      if sentence.tag(dash) == .hyphen, sentence.tag(dash - 1).isNominal {
        return take(sentence.longPhrase(endingAt: dash - 1, from: sentence.range.lowerBound))
      }
      if let verb = clause.tokens.first(where: {
        $0 < end && (sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary)
      }), let phrase = subject(of: verb, in: clause, []).phrase, !phrase.isEmpty {
        return take(phrase)
      }
      end = min(clause.tokens.lowerBound, end - 1)
    }
    guard !sentence.range.contains(where: { sentence.isVerb($0) }) else { return }
    let first = sentence.longPhrase(
      startingAt: sentence.range.lowerBound, limit: figure.tokens.lowerBound)
    if !first.isEmpty { take(first) }
  }

  /// Who “its” stands for before a phrase: the subject of the verb before.
  func possessor(of phrase: Range<Int>) -> Range<Int>? {
    let before = phrase.lowerBound - 1
    guard
      sentence.key(before) == SentenceReading.its || sentence.key(before) == SentenceReading.their,
      let verb = (sentence.range.lowerBound..<before).last(where: {
        sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary
      })
    else { return nil }
    return subject(of: verb, in: clause(of: verb), []).phrase
  }
}

import Records

/// Finds what each figure of a sentence measures.
///
/// From the figure the reader walks left to the word that governs it: a verb (then its subject is measured), “of” (then
/// the noun before it), a noun right before it, or another figure (then the same is measured). A noun for a change or a
/// share right after the figure goes first.
struct MeasureReader {
  let sentence: SentenceReading
  let clauses: [Clause]

  /// One measure for each figure, in order.
  func measures() -> [Measure] {
    var found: [Measure] = []
    for index in sentence.figures.indices {
      found.append(measure(index, found))
    }
    spread(&found)
    return found
  }

  func clause(of token: Int) -> Clause {
    clauses.last { $0.tokens.lowerBound <= token } ?? Clause(kind: .main, tokens: sentence.range)
  }

  // MARK: One figure

  private func measure(_ number: Int, _ earlier: [Measure]) -> Measure {
    let figure = sentence.figures[number]
    var measure = Measure()
    let right = rightSide(number)
    let link = link(number, earlier)
    switch link {
    case .governed(let verb, let preposition): governed(&measure, figure, verb, preposition, right, earlier)
    case .noun(let phrase, let preposition): nominal(&measure, figure, phrase, preposition, right, earlier)
    case .adverb(let adverb): adverbial(&measure, figure, adverb, earlier)
    case .same(let other):
      measure = earlier[other]
      measure.source = other
      measure.whole = nil
      measure.isShare = false
    case .bare(let lead): bare(&measure, figure, lead, right, earlier)
    }
    take(right, &measure, figure, number, earlier)
    counted(&measure, figure, link)
    // “bringing the total to 90,000”: the total of what was spoken of.
    if !measure.phrases.isEmpty, measure.phrases.allSatisfy(isTotal), !earlier.isEmpty {
      let verb = measure.verb
      inherit(&measure, earlier[earlier.count - 1], earlier.count - 1)
      measure.verb = verb
      measure.isLevel = true
    }
    if measure.phrases.isEmpty, measure.whole == nil, let previous = earlier.last, measure.subject == nil {
      inherit(&measure, previous, earlier.count - 1)
    }
    return measure
  }

  /// What governs a figure.
  enum Link {
    /// A verb, and the preposition between it and the figure.
    case governed(Int, UInt64)
    /// A noun phrase, and the preposition between it and the figure.
    case noun(Range<Int>, UInt64)
    /// `up`, `down`.
    case adverb(Int)
    /// The same as an earlier figure.
    case same(Int)
    /// Nothing: the start of a clause, at this token.
    case bare(Int)
  }

  func link(_ number: Int, _ earlier: [Measure]) -> Link {
    let figure = sentence.figures[number]
    // “exceeded 10 trillion yuan”: the qualifier is the verb.
    for index in figure.tokens.lowerBound..<figure.core.lowerBound
    where !sentence.word(index).isDisjoint(with: .anyVerb)
      && sentence.word(index).isDisjoint(with: [.adverb, .preposition])
    {
      return .governed(index, 0)
    }
    var index = figure.tokens.lowerBound - 1
    var preposition: UInt64 = 0
    let start = sentence.range.lowerBound
    while index >= start {
      switch sentence.tag(index) {
      case .determiner, .quote, .number, .symbol, .possessive: break
      case .period:
        if let mention = sentence.period(at: index), mention.role == .possessive { break }
        if let mention = sentence.period(at: index) {
          index = mention.tokens.lowerBound
          // A preposition that leads the period goes with it.
          if sentence.tag(index - 1) == .preposition, preposition == 0 { index -= 1 }
        }
      case .adverb, .adjective:
        // “set up 14 platforms” is no rise.
        let isPhrasal =
          sentence.tag(index - 1).isVerbal && !figure.counted.isEmpty || sentence.word(index - 1).contains(.phrasal)
        if !sentence.word(index).isDisjoint(with: .changeAdverb), !isPhrasal,
          preposition == 0 || preposition == SentenceReading.by
        {
          return .adverb(index)
        }
      case .preposition:
        if preposition != 0 { return .bare(index + 1) }
        preposition = sentence.key(index)
      case .noun, .proper:
        // “a record 5 million”, “a total of 14”, “an average 3 percent”
        if sentence.word(index).contains(.total) || isEmptyNoun(index, preposition) {
          if preposition == SentenceReading.of { preposition = 0 }
          break
        }
        return .noun(sentence.nounPhrase(endingAt: index, from: start), preposition)
      case .clitic: return .noun(sentence.nounPhrase(endingAt: index, from: start), preposition)
      case .bracket:
        if text(index).isMark("("),
          let before = sentence.figures[..<number].lastIndex(where: { $0.tokens.upperBound == index })
        {
          return .same(before)
        }
        if text(index).isMark(")"), preposition != 0 || figure.isMoney {
          // “GDP (…) of 5”: the bracket is passed over.
          var open = index - 1
          while open > start, !text(open).isMark("(") { open -= 1 }
          if sentence.tag(open - 1).isNominal {
            return .noun(sentence.nounPhrase(endingAt: open - 1, from: start), preposition)
          }
          index = open
        } else {
          return .bare(index + 1)
        }
      case .verb, .infinitive, .participle, .auxiliary: return .governed(index, preposition)
      case .figure:
        guard let before = sentence.figure(at: index), before < number else { return .bare(index + 1) }
        return .same(before)
      case .conjunction, .comma:
        if let before = coordinated(number, index) { return .same(before) }
        return .bare(index + 1)
      case .pronoun, .relative, .subordinator, .stop, .hyphen, .to, .mark: return .bare(index + 1)
      }
      index -= 1
    }
    return .bare(start)
  }

  private func text(_ index: Int) -> Token { sentence.text.tokens[index] }

  /// “a total of 14”, “a record $5bn”: a noun that says nothing, between the figure and what governs it.
  private func isEmptyNoun(_ index: Int, _ preposition: UInt64) -> Bool {
    guard sentence.word(index).contains(.empty), preposition == SentenceReading.of || preposition == 0 else {
      return false
    }
    // “an average growth rate of” names what it measures.
    return sentence.tag(index - 1) == .determiner || sentence.tag(index - 1) == .preposition
      || sentence.tag(index - 1) == .adjective && sentence.tag(index - 2) == .determiner
        && sentence.word(index - 1).isDisjoint(with: .noun)
  }

  /// The figure with which this one stands in a list: only a comma, “and” or “or” between them.
  private func coordinated(_ number: Int, _ index: Int) -> Int? {
    guard number > 0 else { return nil }
    let before = sentence.figures[number - 1]
    let figure = sentence.figures[number]
    var gap = before.tokens.upperBound
    while gap < figure.tokens.lowerBound {
      switch sentence.tag(gap) {
      case .comma, .conjunction, .period, .adverb: break
      case .bracket:
        // A conversion in brackets stands between.
        while gap < figure.tokens.lowerBound, !text(gap).isMark(")") { gap += 1 }
      default: return nil
      }
      gap += 1
    }
    guard before.counted.isEmpty || figure.counted.isEmpty else { return nil }
    return before.isMoney == figure.isMoney || figure.isCount || before.unit == figure.unit ? number - 1 : nil
  }

  private func isTotal(_ phrase: Range<Int>) -> Bool {
    phrase.allSatisfy { sentence.word($0).contains(.total) || sentence.word($0).contains(.empty) }
  }

  // MARK: Subjects

  /// Where a clause starts that goes on after a bracket: “exports (of goods) rose”.
  private func start(of clause: Clause) -> Int {
    guard let index = clauses.firstIndex(where: { $0.tokens == clause.tokens }), index > 1,
      clauses[index - 1].kind == .bracketed, clause.kind != .bracketed
    else { return clause.tokens.lowerBound }
    return start(of: clauses[index - 2])
  }

  /// The subject of a verb: the noun phrase before its auxiliaries, or the subject of the clause before.
  func subject(of verb: Int, in clause: Clause, _ earlier: [Measure]) -> (phrase: Range<Int>?, source: Int?) {
    var index = verb - 1
    let start = start(of: clause)
    while index >= start {
      switch sentence.tag(index) {
      case .adverb, .auxiliary, .to: break
      case .period:
        if let mention = sentence.period(at: index) { index = mention.tokens.lowerBound }
        if sentence.tag(index - 1) == .preposition { index -= 1 }
      case .verb, .infinitive, .participle:
        // “is expected to grow”, “helped boost”
        break
      case .bracket where text(index).isMark(")"):
        let phrase = sentence.longPhrase(endingAt: index, from: start)
        if phrase.count > 1 { return (subjectPhrase(phrase), nil) }
        return inherited(clause, earlier)
      case .noun, .proper, .adjective, .pronoun, .clitic, .quote:
        if sentence.tag(index) == .pronoun { return pronoun(index, clause, earlier) }
        let phrase = sentence.longPhrase(endingAt: index, from: start)
        return (subjectPhrase(phrase), nil)
      case .figure:
        if let figure = sentence.figure(at: index), figure < earlier.count,
          sentence.figures[figure].counted.contains(index) == false
        {
          return (nil, figure)
        }
        return inherited(clause, earlier)
      case .relative:
        return antecedent(index, earlier)
      case .comma:
        // “Guangzhou, the capital of Guangdong, is”: an apposition between commas.
        if clause.kind == .main || clause.kind == .subordinate, index > start,
          let phrase = beforeApposition(index, start)
        {
          return (phrase, nil)
        }
        if let phrase = openingPhrase(clause, before: verb) { return (phrase, nil) }
        return inherited(clause, earlier)
      default:
        if let phrase = openingPhrase(clause, before: verb) { return (phrase, nil) }
        return inherited(clause, earlier)
      }
      index -= 1
    }
    if let phrase = openingPhrase(clause, before: verb) { return (phrase, nil) }
    return inherited(clause, earlier)
  }

  /// The noun phrase with which a clause opens, where a verb follows it.
  private func openingPhrase(_ clause: Clause, before verb: Int) -> Range<Int>? {
    var index = clause.tokens.lowerBound
    // Leading adverbs and prepositional phrases up to a comma.
    if let comma = (index..<verb).first(where: { sentence.tag($0) == .comma }), isAdverbial(index..<comma) {
      index = comma + 1
    }
    while index < verb, [.adverb, .conjunction, .subordinator, .comma, .period].contains(sentence.tag(index)) {
      index += 1
    }
    guard index < verb, sentence.tag(index) != .preposition else { return nil }
    let phrase = sentence.longPhrase(startingAt: index, limit: verb)
    return phrase.isEmpty ? nil : phrase
  }

  private func isAdverbial(_ range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    switch sentence.tag(first) {
    case .preposition, .adverb, .period, .conjunction, .participle: return true
    default: return !range.contains { sentence.isVerb($0) } && sentence.word(first).contains(.adverb)
    }
  }

  /// “X, the Y of Z, verb”: the phrase before the first of the two commas.
  private func beforeApposition(_ comma: Int, _ start: Int) -> Range<Int>? {
    var index = comma - 1
    while index > start, sentence.tag(index) != .comma {
      if sentence.tag(index) == .verb || sentence.tag(index) == .auxiliary || sentence.tag(index) == .figure {
        return nil
      }
      index -= 1
    }
    guard index > start, sentence.tag(index) == .comma, sentence.tag(index - 1).isNominal else { return nil }
    let phrase = sentence.longPhrase(endingAt: index - 1, from: start)
    return phrase.isEmpty || sentence.tag(phrase.lowerBound) == .preposition ? nil : phrase
  }

  /// A leading prepositional phrase of time or place is no part of a subject.
  private func subjectPhrase(_ phrase: Range<Int>) -> Range<Int>? {
    phrase.isEmpty ? nil : phrase
  }

  /// “it”, “they”, “which”: what the clause before speaks of.
  private func pronoun(_ index: Int, _ clause: Clause, _ earlier: [Measure]) -> (Range<Int>?, Int?) {
    if !earlier.isEmpty { return (nil, earlier.count - 1) }
    return (nil, nil)
  }

  /// The noun phrase before a relative.
  private func antecedent(_ relative: Int, _ earlier: [Measure]) -> (Range<Int>?, Int?) {
    var index = relative - 1
    if sentence.tag(index) == .preposition { index -= 1 }
    if sentence.tag(index) == .comma { index -= 1 }
    if let figure = sentence.figures[..<earlier.count].lastIndex(where: { $0.tokens.upperBound == index + 1 }) {
      return (nil, figure)
    }
    guard sentence.tag(index).isNominal else { return (nil, earlier.isEmpty ? nil : earlier.count - 1) }
    let phrase = sentence.longPhrase(endingAt: index, from: sentence.range.lowerBound)
    return (phrase.isEmpty ? nil : phrase, nil)
  }

  /// What the clause before speaks of: its last figure's measure, or its subject.
  private func inherited(_ clause: Clause, _ earlier: [Measure]) -> (Range<Int>?, Int?) {
    let inClause = earlier.indices.last { sentence.figures[$0].tokens.lowerBound >= clause.tokens.lowerBound }
    if let inClause { return (nil, inClause) }
    guard clause.kind != .main || clause.tokens.lowerBound > sentence.range.lowerBound else { return (nil, nil) }
    if let last = earlier.indices.last, clause.kind == .participial || clause.kind == .bracketed || clause.kind == .main
    {
      return (nil, last)
    }
    // The subject of the clause before.
    guard
      let before = clauses.last(where: { $0.tokens.upperBound <= clause.tokens.lowerBound && $0.kind != .bracketed }),
      let verb = before.tokens.first(where: { sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary })
    else { return (nil, earlier.indices.last) }
    return subject(of: verb, in: before, earlier)
  }
}

internal import Text

/// The subject of a verb.
extension MeasureReader {
  /// Where a clause starts that goes on after a bracket: “exports (of goods) rose”.
  private func start(of clause: Clause) -> Int {
    guard let index = clauses.firstIndex(where: { $0.tokens == clause.tokens }), index > 1,
      clauses[index - 1].kind == .bracketed, clause.kind != .bracketed
    else { return clause.tokens.lowerBound }
    return start(of: clauses[index - 2])
  }

  /// The subject of a verb: the noun phrase before its auxiliaries, or the subject of the clause
  /// before.
  func subject(of verb: Int, in clause: Clause, _ earlier: [Measure]) -> (
    phrase: Range<Int>?, source: Int?
  ) {
    var index = verb - 1
    let start = start(of: clause)
    while index >= start {
      switch sentence.tag(index) {
      case .adverb, .auxiliary, .to: break
      case .period:
        if let mention = sentence.period(at: index) { index = mention.tokens.lowerBound }
        // “for all of last year”
        while sentence.tag(index - 1) == .preposition || sentence.tag(index - 1) == .determiner {
          index -= 1
        }
      case .verb, .infinitive, .participle:
        // “is expected to grow”, “helped boost”
        break
      case .bracket where sentence.isMark(index, ")"):
        // What stands in brackets is passed over.
        while index > start, !sentence.isMark(index, "(") { index -= 1 }
      case .noun, .proper, .adjective, .pronoun, .clitic, .quote:
        if sentence.tag(index) == .pronoun {
          // “the voltage across it”
          guard sentence.tag(index - 1) == .preposition else { return pronoun(index, earlier) }
          index -= 1
          break
        }
        let phrase = sentence.longPhrase(endingAt: index, from: start)
        // “an engine tuned by Bell to produce”
        if sentence.tag(verb) == .infinitive,
          sentence.key(phrase.lowerBound - 1) == SentenceReading.by,
          sentence.word(phrase.lowerBound - 2).contains(.past)
        {
          index = phrase.lowerBound - 1
          break
        }
        // “spending of 3 billion on that project is”: the same as that figure's.
        let lead = lead(of: phrase)
        if sentence.tag(lead) == .preposition, !sentence.word(lead).contains(.clausal),
          let figure = sentence.figure(at: lead - 1), figure < earlier.count,
          sentence.figures[figure].counted.isEmpty
        {
          return (nil, figure)
        }
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
        // “imports, including oil and gas, were”
        if let before = beforeInclusion(index, start) {
          index = before
          break
        }
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
    if let comma = (index..<verb).first(where: { sentence.tag($0) == .comma }),
      isAdverbial(index..<comma)
    {
      index = comma + 1
    }
    while index < verb,
      [.adverb, .conjunction, .subordinator, .comma, .period].contains(sentence.tag(index))
    {
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
    default:
      return !range.contains { sentence.isVerb($0) } && sentence.word(first).contains(.adverb)
    }
  }

  /// “X, the Y of Z, verb”: the phrase before the first of the two commas.
  private func beforeApposition(_ comma: Int, _ start: Int) -> Range<Int>? {
    var index = comma - 1
    while index > start, sentence.tag(index) != .comma {
      if sentence.tag(index) == .verb || sentence.tag(index) == .auxiliary
        || sentence.tag(index) == .figure
      {
        return nil
      }
      index -= 1
    }
    guard index > start, sentence.tag(index) == .comma, sentence.tag(index - 1).isNominal else {
      return nil
    }
    let phrase = sentence.longPhrase(endingAt: index - 1, from: start)
    return phrase.isEmpty || sentence.tag(phrase.lowerBound) == .preposition ? nil : phrase
  }

  /// The comma before “including …” that ends at a comma.
  private func beforeInclusion(_ comma: Int, _ start: Int) -> Int? {
    var index = comma - 1
    while index > start {
      if sentence.isVerb(index) || sentence.tag(index) == .stop { return nil }
      if sentence.word(index).contains(.inclusion), sentence.tag(index - 1) == .comma {
        return index - 1
      }
      index -= 1
    }
    return nil
  }

  /// A leading prepositional phrase of time or place is no part of a subject: “Since the start of
  /// the season Lee has”.
  private func subjectPhrase(_ phrase: Range<Int>) -> Range<Int>? {
    guard let first = phrase.first else { return nil }
    // “huge losses after an earthquake killed”: a clause of its own.
    if let cut = phrase.last(where: {
      sentence.tag($0) == .preposition && sentence.word($0).contains(.clausal)
    }) {
      let rest = sentence.trimmed(cut + 1..<phrase.upperBound)
      if !rest.isEmpty, sentence.range.lowerBound < cut, hasVerb(before: cut) { return rest }
    }
    var before = first - 1
    while sentence.tag(before) == .determiner || sentence.tag(before) == .possessive { before -= 1 }
    guard sentence.tag(before) == .preposition, before == clause(of: before).tokens.lowerBound
    else { return phrase }
    // “With respect to goods, exports fell”
    if let comma = phrase.first(where: { sentence.tag($0) == .comma }) {
      return sentence.trimmed(comma + 1..<phrase.upperBound)
    }
    let name = phrase.dropFirst().first {
      sentence.tag($0) == .proper && sentence.tag($0 - 1) == .noun
    }
    return name.map { $0..<phrase.upperBound } ?? phrase
  }

  /// “it”, “they”: what the clause before speaks of.
  private func pronoun(_ index: Int, _ earlier: [Measure]) -> (Range<Int>?, Int?) {
    guard sentence.word(index).contains(.thirdPersonPronoun) else { return (nil, nil) }
    if !earlier.isEmpty { return (nil, earlier.count - 1) }
    guard
      let verb = (sentence.range.lowerBound..<index).last(where: {
        sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary
      })
    else { return (nil, nil) }
    return subject(of: verb, in: clause(of: verb), earlier)
  }

  private func hasVerb(before index: Int) -> Bool {
    (clause(of: index).tokens.lowerBound..<index).contains {
      sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary
    }
  }

  /// The noun phrase before a relative.
  func antecedent(_ relative: Int, _ earlier: [Measure]) -> (Range<Int>?, Int?) {
    var index = relative - 1
    if sentence.tag(index) == .preposition { index -= 1 }
    if sentence.tag(index) == .comma { index -= 1 }
    if sentence.isMark(index, ")") {
      while index > sentence.range.lowerBound, !sentence.isMark(index, "(") { index -= 1 }
      index -= 1
    }
    if let figure = sentence.figures[..<earlier.count].lastIndex(where: {
      $0.tokens.upperBound == index + 1
    }) {
      return (nil, figure)
    }
    guard sentence.tag(index).isNominal else {
      return (nil, earlier.isEmpty ? nil : earlier.count - 1)
    }
    // “relations with Nissan, which”: a name right before is meant by itself.
    if sentence.tag(index) == .proper {
      let name = sentence.nounPhrase(endingAt: index, from: sentence.range.lowerBound)
      if !name.isEmpty { return (name, nil) }
    }
    let phrase = sentence.longPhrase(endingAt: index, from: sentence.range.lowerBound)
    return (phrase.isEmpty ? nil : phrase, nil)
  }

  /// What the clause before speaks of: its last figure's measure, or its subject.
  func inherited(_ clause: Clause, _ earlier: [Measure]) -> (Range<Int>?, Int?) {
    let inClause = earlier.indices.last {
      sentence.figures[$0].tokens.lowerBound >= clause.tokens.lowerBound
    }
    if let inClause { return (nil, inClause) }
    guard clause.kind != .main || clause.tokens.lowerBound > sentence.range.lowerBound else {
      return (nil, nil)
    }
    let before = clauses.last {
      $0.tokens.upperBound <= clause.tokens.lowerBound && $0.kind != .bracketed
    }
    let verb = before?.tokens.first { sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary }
    // A clause without a verb is the subject: “Health, the best sector, dropped”.
    if let before, verb == nil, clause.kind == .participial,
      !before.tokens.contains(where: { sentence.tag($0) == .figure })
    {
      return subject(of: before.tokens.upperBound, in: before, earlier)
    }
    if let last = earlier.indices.last,
      clause.kind == .participial || clause.kind == .bracketed || clause.kind == .main
    {
      return (nil, last)
    }
    guard let before, let verb else { return (nil, earlier.indices.last) }
    return subject(of: verb, in: before, earlier)
  }
}

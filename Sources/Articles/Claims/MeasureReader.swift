internal import Records
internal import Text

/// Finds what each figure of a sentence measures.
///
/// From the figure the reader walks left to the word that governs it: a verb (then its subject is
/// measured), “of” (then the noun before it), a noun right before it, or another figure (then the
/// same is measured). A noun for a change or a share right after the figure goes first.
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

  /// “to”, “at” or “from” before a figure, with what says nothing between.
  private func reachesLevel(_ figure: Figure) -> Bool {
    var index = figure.tokens.lowerBound - 1
    while [.determiner, .adjective, .adverb, .noun].contains(sentence.tag(index))
      || sentence.key(index) == SentenceReading.of
    {
      index -= 1
    }
    let key = sentence.key(index)
    return key == SentenceReading.to || key == SentenceReading.at || key == SentenceReading.from
  }

  // MARK: One figure

  private func measure(_ number: Int, _ earlier: [Measure]) -> Measure {
    let figure = sentence.figures[number]
    var measure = Measure()
    let right = rightSide(number)
    let link = link(number, earlier)
    switch link {
    case .governed(let verb, let preposition):
      governed(&measure, figure, verb, preposition, right, earlier)
    case .noun(let phrase, let preposition):
      nominal(&measure, figure, phrase, preposition, right, earlier)
    case .adverb(let adverb): adverbial(&measure, figure, adverb, earlier)
    case .same(let other):
      measure = earlier[other]
      measure.source = other
      // “surged 36 percent to a record 5 million”
      if reachesLevel(figure) {
        measure.change = .none
        measure.changeWord = nil
        measure.isLevel = true
      }
      measure.whole = nil
      measure.isShare = false
    case .bare(let lead): bare(&measure, figure, lead, right, earlier)
    }
    take(right, &measure, figure, number, earlier)
    counted(&measure, figure, link, right, earlier)
    // “bringing the total to 90,000”: the total of what was spoken of.
    if !measure.phrases.isEmpty, measure.phrases.allSatisfy(isTotal), !earlier.isEmpty {
      let verb = measure.verb
      inherit(&measure, earlier[earlier.count - 1], earlier.count - 1)
      measure.verb = verb
      measure.isLevel = true
    }
    if measure.phrases.isEmpty, measure.whole == nil, let previous = earlier.last,
      measure.subject == nil
    {
      inherit(&measure, previous, earlier.count - 1)
    }
    if measure.phrases.isEmpty, measure.whole == nil, measure.nominal == nil,
      measure.changeWord == nil
    {
      guess(&measure, figure)
    }
    measure.holder = holder(measure, figure)
    measure.possessor =
      (measure.phrases + [measure.subject].compactMap(\.self)).lazy.compactMap(possessor).first
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
          sentence.tag(index - 1).isVerbal && !figure.counted.isEmpty
          || sentence.word(index - 1).contains(.phrasal)
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
        // “at a breakneck 9.1 percent”
        if preposition == 0, figure.counted.isEmpty,
          MeasureReader.articles.contains(sentence.key(index - 1)),
          sentence.tag(index - 2) == .preposition
        {
          break
        }
        // “rose 64 points to 4,577”
        if sentence.word(index).contains(.countingWord),
          let before = sentence.figures[..<number].lastIndex(where: { $0.tokens.contains(index) })
        {
          return .same(before)
        }
        return .noun(sentence.nounPhrase(endingAt: index, from: start), preposition)
      case .clitic: return .noun(sentence.nounPhrase(endingAt: index, from: start), preposition)
      case .bracket:
        if sentence.isMark(index, "(") {
          if let before = sentence.figures[..<number].lastIndex(where: {
            $0.tokens.upperBound == index
          }) {
            return .same(before)
          }
          // “Gant (0.5 points)”
          if sentence.tag(index - 1).isNominal {
            return .noun(sentence.nounPhrase(endingAt: index - 1, from: start), preposition)
          }
        }
        if sentence.isMark(index, ")"), preposition != 0 || figure.isMoney {
          // “GDP (…) of 5”: the bracket is passed over.
          var open = index - 1
          while open > start, !sentence.isMark(open, "(") { open -= 1 }
          if sentence.tag(open - 1).isNominal {
            return .noun(sentence.nounPhrase(endingAt: open - 1, from: start), preposition)
          }
          index = open
        } else {
          return .bare(index + 1)
        }
      case .verb, .infinitive, .participle, .auxiliary: return .governed(index, preposition)
      case .figure:
        guard let before = sentence.figure(at: index), before < number else {
          return .bare(index + 1)
        }
        return .same(before)
      case .pronoun where sentence.tag(index - 1).isVerbal: break  // “cost me 5 euros”
      case .conjunction, .comma:
        // “Lee, 66, left”
        if sentence.tag(index) == .comma, sentence.tag(figure.tokens.upperBound) == .comma,
          isAge(figure),
          sentence.tag(index - 1).isNominal
        {
          return .noun(sentence.nounPhrase(endingAt: index - 1, from: start), 0)
        }
        if let before = coordinated(number, index) { return .same(before) }
        return .bare(index + 1)
      case .pronoun, .relative, .subordinator, .stop, .hyphen, .to, .mark: return .bare(index + 1)
      }
      index -= 1
    }
    return .bare(start)
  }

  private static let articles = [Token.key("a"), Token.key("an")]

  func text(_ index: Int) -> Token { sentence.text.tokens[index] }

  private func isAge(_ figure: Figure) -> Bool {
    figure.unit == "a" || figure.isCount && figure.counted.isEmpty
  }

  /// “a total of 14”, “a record $5bn”: a noun that says nothing, between the figure and what
  /// governs it.
  private func isEmptyNoun(_ index: Int, _ preposition: UInt64) -> Bool {
    guard sentence.word(index).contains(.empty),
      preposition == SentenceReading.of || preposition == 0
    else {
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
        while gap < figure.tokens.lowerBound, !sentence.isMark(gap, ")") { gap += 1 }
      default: return nil
      }
      gap += 1
    }
    guard before.counted.isEmpty || figure.counted.isEmpty else { return nil }
    // “190 points, or 0.6 percent” says the same twice.
    if sentence.gap(before: number).contains(where: { sentence.key($0) == SentenceReading.or }) {
      return number - 1
    }
    let isAlike = before.isMoney == figure.isMoney && before.isRatio == figure.isRatio
    return isAlike || before.unit == figure.unit || figure.isCount && !before.isRatio
      ? number - 1 : nil
  }

  private func isTotal(_ phrase: Range<Int>) -> Bool {
    phrase.allSatisfy { sentence.word($0).contains(.total) || sentence.word($0).contains(.empty) }
  }
}

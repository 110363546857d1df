internal import Records
internal import Text

/// What a noun before a figure says about it.
extension MeasureReader {
  func nominal(
    _ measure: inout Measure, _ figure: Figure, _ phrase: Range<Int>, _ preposition: UInt64,
    _ right: RightSide,
    _ earlier: [Measure]
  ) {
    guard let head = sentence.head(of: phrase) ?? phrase.last else { return }
    let clause = clause(of: head)
    let word = sentence.word(head)
    let isChange =
      !word.isDisjoint(with: .changeNoun) && !(figure.isMoney && word.contains(.business))
      || SentenceReading.rates.contains(sentence.key(head)) && self.isChange(head - 1)
    let governor = verb(before: phrase.lowerBound, in: clause)
    measure.verb = governor
    if let governor {
      let found = subject(of: governor, in: clause, earlier)
      if let source = found.source { inherit(&measure, earlier[source], source) }
      measure.subject = found.phrase ?? measure.subject
    } else if clause.kind != .main || clause.tokens.lowerBound > sentence.range.lowerBound,
      let last = earlier.indices.last
    {
      measure.subject = earlier[last].subject
    } else if clause.kind == .with {
      // “sales rose, with an increase of 5 percent”
      measure.subject = inherited(clause, earlier).0
    }
    // “compared with the forecast 5 million”: a forecast of what was spoken of.
    if phrase.count == 1, !word.isDisjoint(with: [.forecast, .target]),
      let last = earlier.indices.last
    {
      inherit(&measure, earlier[last], last)
      return
    }
    switch preposition {
    case SentenceReading.of, SentenceReading.at, SentenceReading.worth, 0, SentenceReading.by,
      SentenceReading.to:
      if isChange, preposition != SentenceReading.to {
        changeOf(&measure, phrase, head, figure, earlier)
        return
      }
      // “with exports at 5 million”
      if sentence.key(lead(of: phrase)) == SentenceReading.with {
        measure.phrases = [phrase]
        measure.change = .none
        measure.changeWord = nil
        return
      }
      // “rose 5 percent in exports to 9 million”, “increase in X to Y”: a verb before the noun may
      // lead the figure. “came in ahead of expectations at 5 million”: a noun behind a preposition
      // does not take “at”.
      let isBehind =
        preposition != SentenceReading.of && preposition != 0
        && sentence.tag(lead(of: phrase)) == .preposition
      if preposition == SentenceReading.to || preposition == SentenceReading.by
        || preposition == SentenceReading.at,
        let governor,
        isBehind || !sentence.word(governor).isDisjoint(with: [.changeVerb, .level])
          || sentence.tag(governor) == .participle
      {
        verbAcross(&measure, governor, head, figure, preposition, clause, earlier)
        return
      }
      measure.change = .none
      measure.changeWord = nil
      measure.phrases = [sentence.measuredPhrase(endingAt: head, from: clause.tokens.lowerBound)]
      if measure.subject == nil { measure.subject = measure.phrases.first }
    case SentenceReading.from where isChange && !earlier.isEmpty:
      // “a 13 percent increase from 5 million”: the level that changed.
      let subject = measure.subject
      inherit(&measure, earlier[earlier.count - 1], earlier.count - 1)
      measure.subject = measure.subject ?? subject
    default:
      // “from”, “with”, “in”: the verb before leads the figure, else the noun.
      if let governor {
        verbAcross(&measure, governor, head, figure, preposition, clause, earlier)
      } else {
        measure.phrases = [sentence.longPhrase(endingAt: head, from: clause.tokens.lowerBound)]
        measure.change = .none
        measure.changeWord = nil
      }
    }
  }

  /// A verb that governs a figure over a noun phrase: “expanded in 2023 in real terms to 5
  /// billion”.
  func verbAcross(
    _ measure: inout Measure, _ verb: Int, _ head: Int, _ figure: Figure, _ preposition: UInt64,
    _ clause: Clause,
    _ earlier: [Measure]
  ) {
    measure.verb = verb
    measure.change = .none
    measure.changeWord = nil
    let word = sentence.word(verb)
    if !word.isDisjoint(with: .changeVerb), preposition == SentenceReading.by {
      measure.change = word.contains(.riseVerb) ? .increase : .decrease
    }
    measure.isLevel = preposition == SentenceReading.to
    // An object of the verb is measured (“bringing the total to 5”), what stands in a prepositional
    // phrase is not.
    let object = sentence.longPhrase(startingAt: verb + 1, limit: sentence.range.upperBound)
    if object.contains(head), sentence.tag(verb).isVerbal {
      measure.phrases = [object.lowerBound..<head + 1]
    } else if let subject = measure.subject, measure.source == nil {
      measure.phrases = [subject]
    }
  }

  /// The token before a noun phrase and its article.
  func lead(of phrase: Range<Int>) -> Int {
    var index = phrase.lowerBound - 1
    while sentence.tag(index) == .determiner || sentence.tag(index) == .possessive { index -= 1 }
    return index
  }

  /// The verb before a noun phrase in its clause.
  func verb(before index: Int, in clause: Clause) -> Int? {
    var at = index - 1
    while at >= clause.tokens.lowerBound {
      if sentence.tag(at).isVerbal { return at }
      if sentence.tag(at) == .auxiliary,
        sentence.word(at).contains(.be) || sentence.word(at).contains(.have)
      {
        return at
      }
      if sentence.tag(at) == .figure { return nil }
      at -= 1
    }
    return nil
  }

  /// “growth of 5 percent”, “an increase of 4.9”: measured is what the change's own words say, else
  /// the subject.
  private func changeOf(
    _ measure: inout Measure, _ phrase: Range<Int>, _ head: Int, _ figure: Figure,
    _ earlier: [Measure]
  ) {
    measure.change = sentence.word(head).isDisjoint(with: .fallNoun) ? .increase : .decrease
    measure.changeWord = head..<head + 1
    measure.whole = nil
    measure.isShare = false
    let words = premodifiers(phrase.lowerBound..<head)
    let after = max(figure.tokens.upperBound, figure.core.upperBound)
    let limit =
      sentence.figures.first { $0.tokens.lowerBound > after }?.tokens.lowerBound
      ?? sentence.range.upperBound
    let matter =
      matter(after: after, limit) ?? self.matter(after: head + 1, figure.tokens.lowerBound)
    if let matter, let first = sentence.head(of: matter), !isPlace(first) {
      measure.phrases = ownSubject(measure) + [matter]
    } else if !words.isEmpty {
      measure.phrases = ownSubject(measure) + [words]
    } else if measure.source == nil, let subject = measure.subject,
      sentence.head(of: subject).map(isPlace) ?? false
    {
      // “The city targets an economic growth of 5 percent”
      measure.phrases = []
      measure.changeWord = phrase.lowerBound..<head + 1
    } else if measure.source == nil, let subject = measure.subject {
      measure.phrases = [subject]
    } else if measure.phrases.isEmpty, let last = earlier.indices.last {
      inherit(&measure, earlier[last], last)
      measure.change = sentence.word(head).isDisjoint(with: .fallNoun) ? .increase : .decrease
      measure.changeWord = head..<head + 1
    }
  }

  /// The words before a change that name what changes: “output quantity”, not “robust” or
  /// “year-on-year”.
  func premodifiers(_ range: Range<Int>) -> Range<Int> {
    var first = range.upperBound
    var index = range.upperBound - 1
    while index >= range.lowerBound {
      let word = sentence.word(index)
      switch sentence.tag(index) {
      case .noun, .proper:
        if !isChange(index), !isTotal(word) { first = index }
      case .hyphen, .clitic: break
      case .adjective where first < range.upperBound, .participle where first < range.upperBound:
        first = index
      case .adjective where !word.isDisjoint(with: [.anaphor]): first = index
      case .adjective: break
      default: return first..<range.upperBound
      }
      index -= 1
    }
    return first..<range.upperBound
  }

  private func isTotal(_ word: WordClass) -> Bool { word.contains(.empty) || word.contains(.total) }

  /// A subject that is no place and says something.
  func ownSubject(_ measure: Measure) -> [Range<Int>] {
    guard measure.source == nil, let subject = measure.subject,
      let head = sentence.head(of: subject), !isPlace(head)
    else {
      return []
    }
    return [subject]
  }

  func isPlace(_ token: Int) -> Bool {
    if sentence.entities.contains(where: {
      $0.kind == .place && !$0.isInOrganisation && $0.tokens.contains(token)
    }) {
      return true
    }
    return sentence.word(token).contains(.anaphor)
  }
}

internal import Records
internal import Text

/// What a verb, an adverb or nothing before a figure says about it.
extension MeasureReader {
  // MARK: Governed by a verb

  func governed(
    _ measure: inout Measure, _ figure: Figure, _ verb: Int, _ preposition: UInt64,
    _ right: RightSide,
    _ earlier: [Measure]
  ) {
    let clause = clause(of: verb)
    let word = sentence.word(verb)
    measure.verb = verb
    let found = subject(of: verb, in: clause, earlier)
    if let source = found.source { inherit(&measure, earlier[source], source) }
    measure.subject = found.phrase ?? measure.subject
    let isChangeVerb = !word.isDisjoint(with: .changeVerb) && sentence.tag(verb) != .auxiliary
    // “raised 5 million dollars” is no rise; “lost 120 points”, “cut 500 jobs” are.
    let isAmount = preposition == SentenceReading.by || preposition == 0 && !word.contains(.lift)
    if isChangeVerb, isAmount {
      measure.change = word.contains(.riseVerb) ? .increase : .decrease
      measure.changeWord = nil
    } else {
      measure.change = .none
      measure.changeWord = nil
      measure.isLevel = preposition == SentenceReading.to || preposition == SentenceReading.at
    }
    if let phrase = found.phrase { measure.phrases = [phrase] }
    if preposition == 0, figure.isMoney || !figure.isRatio {
      measure.nominal = sentence.classes.nominal(sentence.key(verb))
    }
    // “Poland grew 2.9 percent”: the growth of a place.
    if isChangeVerb, isAmount, figure.isRatio, let phrase = found.phrase,
      sentence.head(of: phrase).map(isPlace) ?? false
    {
      measure.nominal = sentence.classes.nominal(sentence.key(verb))
    }
    let shares = word.contains(.shareVerb) && sentence.tag(verb) != .auxiliary && figure.isRatio
    measure.isShare = shares
    measure.whole = nil
    if shares, right.whole == nil {
      // “contributed 50 percent to the total added value”
      let after = figure.tokens.upperBound
      if sentence.key(after) == SentenceReading.to {
        let phrase = sentence.longPhrase(startingAt: after + 1, limit: sentence.range.upperBound)
        if !phrase.isEmpty { measure.whole = phrase }
      }
    }
    objectBeforeFigure(&measure, verb, figure, preposition)
    // “losses, which it put at 5 million”: what the relative stands for is the object.
    if clause.kind == .relative, preposition != 0, verb > clause.tokens.lowerBound + 1,
      sentence.tag(clause.tokens.lowerBound) == .relative,
      !sentence.isVerb(clause.tokens.lowerBound + 1),
      sentence.tag(clause.tokens.lowerBound + 1) != .adverb,
      let phrase = antecedent(clause.tokens.lowerBound, earlier).0
    {
      measure.phrases = [phrase]
    }
    // “growth stayed at 5 percent”
    if figure.isRatio, measure.change == .none, let phrase = found.phrase,
      measure.phrases == [phrase],
      let head = sentence.head(of: phrase), !sentence.word(head).isDisjoint(with: .changeNoun),
      sentence.key(figure.tokens.lowerBound - 1) != SentenceReading.to
        || !sentence.word(verb).isDisjoint(with: .changeVerb)
    {
      measure.change = sentence.word(head).isDisjoint(with: .fallNoun) ? .increase : .decrease
      measure.changeWord = head..<head + 1
      measure.isLevel = false
    }
  }

  /// “brought investment to 5 billion”, “drove growth by 4 points”: the object between verb and
  /// figure is measured.
  private func objectBeforeFigure(
    _ measure: inout Measure, _ verb: Int, _ figure: Figure, _ preposition: UInt64
  ) {
    guard preposition != 0 else { return }
    var index = figure.tokens.lowerBound - 1
    while index > verb, sentence.tag(index) != .preposition { index -= 1 }
    guard index > verb + 1, sentence.tag(index - 1).isNominal else { return }
    let phrase = sentence.longPhrase(endingAt: index - 1, from: verb + 1)
    if !phrase.isEmpty { measure.phrases = [phrase] }
  }

  // MARK: Adverbs, nothing

  /// “up 5 percent”: after a comma the figure before, after a form of “be” its subject.
  func adverbial(_ measure: inout Measure, _ figure: Figure, _ adverb: Int, _ earlier: [Measure]) {
    let direction: Claim.Direction =
      sentence.word(adverb).contains(.riseAdverb) ? .increase : .decrease
    let before = adverb - 1
    let clause = clause(of: adverb)
    if sentence.tag(before).isVerbal || sentence.tag(before) == .auxiliary {
      let found = subject(of: before, in: clause, earlier)
      if let source = found.source { inherit(&measure, earlier[source], source) }
      if let phrase = found.phrase {
        measure.phrases = [phrase]
        measure.subject = phrase
      }
      measure.verb = before
    } else if sentence.tag(before).isNominal {
      let phrase = sentence.longPhrase(endingAt: before, from: clause.tokens.lowerBound)
      measure.phrases = [phrase]
      measure.subject = phrase
    } else if let last = earlier.indices.last {
      inherit(&measure, earlier[last], last)
    } else if let verb = clause.tokens.first(where: { sentence.isVerb($0) }), verb < adverb {
      let found = subject(of: verb, in: clause, earlier)
      measure.phrases = found.phrase.map { [$0] } ?? []
      measure.subject = found.phrase
      measure.verb = verb
    } else if sentence.tag(before) == .comma, sentence.tag(before - 1).isNominal {
      let phrase = sentence.longPhrase(endingAt: before - 1, from: sentence.range.lowerBound)
      measure.phrases = [phrase]
      measure.subject = phrase
    }
    measure.change = direction
    measure.changeWord = nil
    measure.isLevel = false
  }

  /// A figure that opens its clause: the subject of a verb after it, or an apposition.
  func bare(
    _ measure: inout Measure, _ figure: Figure, _ lead: Int, _ right: RightSide,
    _ earlier: [Measure]
  ) {
    let clause = clause(of: figure.core.lowerBound)
    if let verb = verb(before: lead, in: clause) {
      let found = subject(of: verb, in: clause, earlier)
      if let source = found.source { inherit(&measure, earlier[source], source) }
      measure.subject = found.phrase ?? measure.subject
      if let phrase = found.phrase { measure.phrases = [phrase] }
      measure.verb = verb
    } else if let last = earlier.indices.last, figure.counted.isEmpty {
      inherit(&measure, earlier[last], last)
    } else {
      measure.verb =
        (figure.tokens.upperBound..<max(clause.tokens.upperBound, figure.tokens.upperBound)).first {
          sentence.isVerb($0)
        }
      if let last = earlier.last { measure.subject = last.subject }
    }
    measure.change = .none
    measure.changeWord = nil
    measure.isShare = false
    measure.whole = nil
  }

  /// Takes over what an earlier figure measures; a change or a share of it is measured anew.
  func inherit(_ measure: inout Measure, _ other: Measure, _ number: Int) {
    let verb = measure.verb
    measure = other
    measure.verb = verb ?? other.verb
    measure.source = number
    measure.change = .none
    measure.changeWord = nil
    measure.whole = nil
    measure.isShare = false
  }
}

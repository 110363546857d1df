import Records

/// What each way of governing a figure says about it.
extension MeasureReader {
  // MARK: The right side

  /// What stands right after a figure.
  struct RightSide {
    /// “increase”, “GDP growth”: a noun phrase whose head is a change.
    var change: Range<Int>?
    /// “stake”, “share”: a noun phrase right after the figure.
    var noun: Range<Int>?
    /// What the figure is a share of, as in “of China's land area”.
    var whole: Range<Int>?
    /// “in added value”, after a change.
    var matter: Range<Int>?
    /// Which way “higher” or “lower” points.
    var direction: Claim.Direction = .none
  }

  func rightSide(_ number: Int) -> RightSide {
    let figure = sentence.figures[number]
    let limit = min(
      number + 1 < sentence.figures.count ? sentence.figures[number + 1].tokens.lowerBound : sentence.range.upperBound,
      sentence.range.upperBound)
    var right = RightSide()
    var index = max(figure.core.upperBound, figure.tokens.upperBound)
    guard index < limit else { return right }
    while index < limit, let mention = sentence.period(at: index), mention.meaning == .comparison {
      index = mention.tokens.upperBound
    }
    if sentence.tag(index) == .hyphen { index += 1 }
    guard index < limit else { return right }
    if figure.counted.isEmpty, sentence.tag(index).isNominal || sentence.tag(index) == .participle {
      let phrase = sentence.nounPhrase(startingAt: index, limit: limit)
      if let head = sentence.head(of: phrase), phrase.lowerBound <= index {
        if !sentence.word(head).isDisjoint(with: .changeNoun)
          || sentence.key(head) == SentenceReading.rate && isChange(head - 1)
        {
          right.change = phrase
          right.matter = matter(after: phrase.upperBound, limit)
        } else {
          right.noun = phrase
        }
        return right
      }
    }
    switch sentence.key(index) {
    case SentenceReading.of:
      let phrase = sentence.longPhrase(startingAt: index + 1, limit: limit)
      if !phrase.isEmpty, phrase.lowerBound <= index + 2 { right.whole = phrase }
    case SentenceReading.above: right.direction = .none
    default:
      let word = sentence.word(index)
      if word.contains(.riseAdverb), sentence.tag(index) != .preposition { right.direction = .increase }
      if word.contains(.fallAdverb), sentence.tag(index) != .preposition { right.direction = .decrease }
    }
    return right
  }

  private func isChange(_ index: Int) -> Bool { !sentence.word(index).isDisjoint(with: .changeNoun) }

  /// “in added value”, “of exports” after a change.
  private func matter(after index: Int, _ limit: Int) -> Range<Int>? {
    var next = index
    while next < limit, let mention = sentence.period(at: next), mention.meaning == .comparison {
      next = mention.tokens.upperBound
    }
    guard next < limit, sentence.key(next) == SentenceReading.in || sentence.key(next) == SentenceReading.of else {
      return nil
    }
    next += 1
    // “a decline in fourth-quarter earnings”
    if let mention = sentence.period(at: next) {
      guard mention.tokens.upperBound < limit, sentence.tag(mention.tokens.upperBound).isNominal else { return nil }
      next = mention.tokens.upperBound
    }
    let phrase = sentence.longPhrase(startingAt: next, limit: limit)
    return phrase.isEmpty || phrase.lowerBound > next + 2 ? nil : phrase
  }

  // MARK: Governed by a verb

  func governed(
    _ measure: inout Measure, _ figure: Figure, _ verb: Int, _ preposition: UInt64, _ right: RightSide,
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
  }

  /// “brought investment to 5 billion”, “drove growth by 4 points”: the object between verb and figure is measured.
  private func objectBeforeFigure(_ measure: inout Measure, _ verb: Int, _ figure: Figure, _ preposition: UInt64) {
    guard preposition != 0 else { return }
    var index = figure.tokens.lowerBound - 1
    while index > verb, sentence.tag(index) != .preposition { index -= 1 }
    guard index > verb + 1, sentence.tag(index - 1).isNominal else { return }
    let phrase = sentence.longPhrase(endingAt: index - 1, from: verb + 1)
    if !phrase.isEmpty { measure.phrases = [phrase] }
  }

  // MARK: Governed by a noun

  func nominal(
    _ measure: inout Measure, _ figure: Figure, _ phrase: Range<Int>, _ preposition: UInt64, _ right: RightSide,
    _ earlier: [Measure]
  ) {
    guard let head = sentence.head(of: phrase) ?? phrase.last else { return }
    let clause = clause(of: head)
    let word = sentence.word(head)
    let isChange =
      !word.isDisjoint(with: .changeNoun) || sentence.key(head) == SentenceReading.rate && self.isChange(head - 1)
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
    }
    switch preposition {
    case SentenceReading.of, SentenceReading.at, SentenceReading.worth, 0, SentenceReading.by, SentenceReading.to:
      if isChange, preposition != SentenceReading.to {
        changeOf(&measure, phrase, head, figure, earlier)
        return
      }
      // “rose 5 percent in exports to 9 million”, “increase in X to Y”: a verb before the noun may lead the figure.
      if preposition == SentenceReading.to || preposition == SentenceReading.by || preposition == SentenceReading.at,
        let governor,
        !sentence.word(governor).isDisjoint(with: [.changeVerb, .level]) || sentence.tag(governor) == .participle
      {
        verbAcross(&measure, governor, head, figure, preposition, clause, earlier)
        return
      }
      measure.change = .none
      measure.changeWord = nil
      measure.phrases = [sentence.longPhrase(endingAt: head, from: clause.tokens.lowerBound)]
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

  /// A verb that governs a figure over a noun phrase: “expanded in 2023 in real terms to 5 billion”.
  private func verbAcross(
    _ measure: inout Measure, _ verb: Int, _ head: Int, _ figure: Figure, _ preposition: UInt64, _ clause: Clause,
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
    // An object of the verb is measured (“bringing the total to 5”), what stands in a prepositional phrase is not.
    let phrase = sentence.nounPhrase(endingAt: head, from: clause.tokens.lowerBound)
    let before = phrase.lowerBound - 1
    let isObject = !hasPreposition(between: verb, and: phrase.lowerBound) && before >= verb
    if isObject {
      measure.phrases = [sentence.longPhrase(endingAt: head, from: verb + 1)]
    } else if let subject = measure.subject, measure.source == nil {
      measure.phrases = [subject]
    }
  }

  private func hasPreposition(between first: Int, and end: Int) -> Bool {
    (first + 1..<max(end, first + 1)).contains { sentence.tag($0) == .preposition }
  }

  /// The verb before a noun phrase in its clause.
  private func verb(before index: Int, in clause: Clause) -> Int? {
    var at = index - 1
    while at >= clause.tokens.lowerBound {
      if sentence.tag(at).isVerbal { return at }
      if sentence.tag(at) == .auxiliary, sentence.word(at).contains(.be) || sentence.word(at).contains(.have) {
        return at
      }
      if sentence.tag(at) == .figure { return nil }
      at -= 1
    }
    return nil
  }

  /// “growth of 5 percent”, “an increase of 4.9”: measured is what the change's own words say, else the subject.
  private func changeOf(
    _ measure: inout Measure, _ phrase: Range<Int>, _ head: Int, _ figure: Figure, _ earlier: [Measure]
  ) {
    measure.change = sentence.word(head).isDisjoint(with: .fallNoun) ? .increase : .decrease
    measure.changeWord = head..<head + 1
    measure.whole = nil
    measure.isShare = false
    let words = premodifiers(phrase.lowerBound..<head)
    let after = max(figure.tokens.upperBound, figure.core.upperBound)
    let limit = sentence.figures.first { $0.tokens.lowerBound > after }?.tokens.lowerBound ?? sentence.range.upperBound
    let matter = matter(after: after, limit) ?? self.matter(after: head + 1, figure.tokens.lowerBound)
    if let matter, let first = sentence.head(of: matter), !isPlace(first) {
      measure.phrases = ownSubject(measure) + [matter]
    } else if !words.isEmpty {
      measure.phrases = ownSubject(measure) + [words]
    } else if measure.source == nil, let subject = measure.subject {
      measure.phrases = [subject]
    } else if measure.phrases.isEmpty, let last = earlier.indices.last {
      inherit(&measure, earlier[last], last)
      measure.change = sentence.word(head).isDisjoint(with: .fallNoun) ? .increase : .decrease
      measure.changeWord = head..<head + 1
    }
  }

  /// The words before a change that name what changes: “output quantity”, not “robust” or “year-on-year”.
  private func premodifiers(_ range: Range<Int>) -> Range<Int> {
    var first = range.upperBound
    var index = range.upperBound - 1
    while index >= range.lowerBound {
      let word = sentence.word(index)
      switch sentence.tag(index) {
      case .noun, .proper:
        if !isChange(index), !isTotal(word) { first = index }
      case .hyphen, .clitic: break
      case .adjective where first < range.upperBound: first = index
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
  private func ownSubject(_ measure: Measure) -> [Range<Int>] {
    guard measure.source == nil, let subject = measure.subject, let head = sentence.head(of: subject), !isPlace(head)
    else {
      return []
    }
    return [subject]
  }

  func isPlace(_ token: Int) -> Bool {
    if sentence.entities.contains(where: { $0.kind == .place && $0.tokens.contains(token) }) { return true }
    return sentence.word(token).contains(.anaphor)
  }

  // MARK: Adverbs, nothing

  /// “up 5 percent”: after a comma the figure before, after a form of “be” its subject.
  func adverbial(_ measure: inout Measure, _ figure: Figure, _ adverb: Int, _ earlier: [Measure]) {
    let direction: Claim.Direction = sentence.word(adverb).contains(.riseAdverb) ? .increase : .decrease
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
  }

  /// A figure that opens its clause: the subject of a verb after it, or an apposition.
  func bare(_ measure: inout Measure, _ figure: Figure, _ lead: Int, _ right: RightSide, _ earlier: [Measure]) {
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
      measure.verb = (figure.tokens.upperBound..<max(clause.tokens.upperBound, figure.tokens.upperBound)).first {
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

  // MARK: The right side and the counted noun

  func take(_ right: RightSide, _ measure: inout Measure, _ figure: Figure, _ number: Int, _ earlier: [Measure]) {
    if let change = right.change, let head = sentence.head(of: change) {
      let words = premodifiers(change.lowerBound..<head)
      let subject = ownSubject(measure)
      measure.change = sentence.word(head).isDisjoint(with: .fallNoun) ? .increase : .decrease
      measure.changeWord = head..<head + 1
      measure.isShare = false
      measure.whole = nil
      if let matter = right.matter, let first = sentence.head(of: matter), !isPlace(first) {
        measure.phrases = subject + [matter]
        measure.source = nil
      } else if !words.isEmpty {
        measure.phrases = subject + [words]
        measure.source = nil
      } else if measure.phrases.isEmpty, let last = earlier.indices.last {
        let (change, word) = (measure.change, measure.changeWord)
        inherit(&measure, earlier[last], last)
        (measure.change, measure.changeWord) = (change, word)
      }
      return
    }
    if let whole = right.whole, figure.isRatio || figure.isCount && figure.counted.isEmpty {
      if measure.change == .none {
        measure.whole = whole
        measure.isShare = true
      } else if measure.phrases.isEmpty {
        measure.phrases = [whole]
      }
    }
    if let noun = right.noun, measure.change == .none {
      if figure.isRatio || measure.phrases.isEmpty {
        measure.phrases = (measure.source == nil ? ownSubject(measure) : []) + [noun]
        measure.isShare = false
      }
    }
    if right.direction != .none, measure.change == .none {
      measure.change = right.direction
    }
  }

  /// A count measures the noun that is counted, with the noun that leads to it.
  func counted(_ measure: inout Measure, _ figure: Figure, _ link: Link) {
    guard !figure.counted.isEmpty, figure.isCount else { return }
    if let head = sentence.head(of: figure.counted) ?? figure.counted.last,
      sentence.word(head).contains(.empty) || isUnitWord(head)
    {
      if !measure.phrases.isEmpty { return }
    }
    if measure.change != .none { return }
    measure.source = nil
    var phrases = [figure.counted]
    if case .noun(let phrase, SentenceReading.of) = link, !isChange(phrase.upperBound - 1) {
      phrases.insert(phrase, at: 0)
    }
    measure.phrases = phrases
    measure.whole = nil
    measure.isShare = false
  }

  private static let units = Token.key("units")

  private func isUnitWord(_ index: Int) -> Bool { sentence.key(index) == MeasureReader.units }

  // MARK: Lists

  /// “A, B and C grew 1, 2 and 3 percent respectively”: each figure of the list has its own member.
  func spread(_ measures: inout [Measure]) {
    var start = 0
    while start < measures.count {
      var end = start + 1
      while end < measures.count, measures[end].source == end - 1, isListed(end) { end += 1 }
      if end - start > 1,
        isRespective(sentence.figures[start].tokens.lowerBound, sentence.figures[end - 1].tokens.upperBound)
      {
        spread(start..<end, &measures)
      }
      start = end
    }
  }

  private func isListed(_ number: Int) -> Bool {
    let gap = sentence.figures[number - 1].tokens.upperBound..<sentence.figures[number].tokens.lowerBound
    return gap.allSatisfy { [.comma, .conjunction, .period].contains(sentence.tag($0)) }
  }

  /// “respective” before or “respectively” after, in the same clause.
  private func isRespective(_ first: Int, _ last: Int) -> Bool {
    var index = last
    while sentence.range.contains(index), index < last + 8, sentence.tag(index) != .figure {
      if sentence.word(index).contains(.list) { return true }
      index += 1
    }
    index = first - 1
    while sentence.range.contains(index), index > first - 12, sentence.tag(index) != .stop {
      if sentence.word(index).contains(.list) { return true }
      index -= 1
    }
    return false
  }

  private func spread(_ figures: Range<Int>, _ measures: inout [Measure]) {
    for phrase in measures[figures.lowerBound].phrases + [measures[figures.lowerBound].subject].compactMap(\.self) {
      guard let members = members(of: phrase, count: figures.count) else { continue }
      for (offset, number) in figures.enumerated() {
        let isSubject = phrase == measures[number].subject
        measures[number].phrases = measures[number].phrases.map { $0 == phrase ? members[offset] : $0 }
        if isSubject { measures[number].subject = members[offset] }
      }
      return
    }
  }

  /// The members of a coordinated phrase, where it has as many as wanted.
  ///
  /// The last members of the phrase count, so that words before the list (“exports of”) stay with the first.
  private func members(of phrase: Range<Int>, count: Int) -> [Range<Int>]? {
    var cuts: [Range<Int>] = []
    var start = phrase.lowerBound
    var index = start
    while index < phrase.upperBound {
      if sentence.tag(index) == .comma || sentence.tag(index) == .conjunction {
        if index > start { cuts.append(start..<index) }
        start = index + 1
      }
      index += 1
    }
    if start < phrase.upperBound { cuts.append(start..<phrase.upperBound) }
    guard cuts.count == count else { return nil }
    return cuts.map { sentence.trimmed($0) }
  }
}

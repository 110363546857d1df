internal import Records
internal import Text

/// What stands right after a figure, and the noun that it counts.
extension MeasureReader {
  /// What stands right after a figure.
  struct RightSide {
    /// “increase”, “GDP growth”: a noun phrase whose head is a change.
    var change: Range<Int>?
    /// “stake”, “share”: a noun phrase right after the figure.
    var noun: Range<Int>?
    /// The figure describes that noun: “a 30-degree turn”.
    var describes = false
    /// What the figure is a share of, as in “of China's land area”.
    var whole: Range<Int>?
    /// “in added value”, after a change.
    var matter: Range<Int>?
    /// “in gains”, after money.
    var content: Range<Int>?
    /// “for the bank”.
    var purpose: Range<Int>?
    /// “to the price of a home”, “off the debt”.
    var goal: Range<Int>?
    /// “less than the top speed”: what it is compared with.
    var reference: Range<Int>?
    /// Which way “higher” or “lower” points.
    var direction: Claim.Direction = .none
  }

  func rightSide(_ number: Int) -> RightSide {
    let figure = sentence.figures[number]
    var right = RightSide()
    var index = max(figure.core.upperBound, figure.tokens.upperBound)
    while let mention = sentence.period(at: index), mention.meaning == .comparison {
      index = mention.tokens.upperBound
    }
    if figure.counted.isEmpty {
      let (next, last) = carried(from: index, number)
      index = next
      let limit = limit(after: last)
      guard index < limit else { return right }
      if sentence.tag(index).isNominal || sentence.tag(index) == .participle {
        let phrase = sentence.nounPhrase(startingAt: index, limit: limit)
        if let head = sentence.head(of: phrase), phrase.lowerBound <= index {
          if !sentence.word(head).isDisjoint(with: .changeNoun)
            || SentenceReading.rates.contains(sentence.key(head)) && isChange(head - 1)
          {
            right.change = phrase
            right.matter = matter(after: phrase.upperBound, limit)
          } else if !startsClause(after: phrase.upperBound, figure), !isParticiple(phrase, index) {
            right.noun = phrase
            right.describes = describes(number)
          }
          return right
        }
      }
    }
    var limit = limit(after: number)
    // “8 miles (13 kilometres) of new tunnels”
    if sentence.isMark(index, ")") {
      index += 1
    } else if sentence.isMark(index, "("), index + 1 == limit, number + 1 < sentence.figures.count,
      sentence.isMark(sentence.figures[number + 1].tokens.upperBound, ")")
    {
      index = sentence.figures[number + 1].tokens.upperBound + 1
      limit = self.limit(after: number + 1)
    }
    // “22 of the 30 projects”
    if figure.counted.isEmpty, sentence.key(index) == SentenceReading.of,
      number + 1 < sentence.figures.count,
      sentence.tag(index + 1) == .determiner,
      sentence.figures[number + 1].tokens.lowerBound == index + 2,
      !sentence.figures[number + 1].counted.isEmpty
    {
      right.whole = sentence.figures[number + 1].counted
      return right
    }
    guard index < limit else { return right }
    complement(&right, index, limit, figure)
    let word = sentence.word(index)
    if sentence.tag(index) == .adverb, sentence.key(index + 1) == SentenceReading.than {
      let phrase = sentence.longPhrase(startingAt: index + 2, limit: limit)
      if !phrase.isEmpty, phrase.lowerBound <= index + 4 { right.reference = phrase }
    }
    if sentence.tag(index) != .preposition {
      if word.contains(.riseAdverb) { right.direction = .increase }
      if word.contains(.fallAdverb) { right.direction = .decrease }
    }
    return right
  }

  /// Whether a participle hangs on the figure: “43.4 percent-owned by”.
  private func isParticiple(_ phrase: Range<Int>, _ index: Int) -> Bool {
    phrase.count == 1 && sentence.tag(index - 1) == .hyphen && sentence.word(index).contains(.past)
      && !sentence.word(index).contains(.noun)
  }

  /// Whether the figure describes what follows: “a 30-degree turn”, “the group's 5 million loan”.
  private func describes(_ number: Int) -> Bool {
    let before = sentence.tag(sentence.figures[number].tokens.lowerBound - 1)
    return before == .determiner || before == .clitic || before == .possessive
  }

  private func limit(after number: Int) -> Int {
    number + 1 < sentence.figures.count
      ? sentence.figures[number + 1].tokens.lowerBound : sentence.range.upperBound
  }

  /// Over a hyphen and further measures to the noun that all describe: “a 640bhp 5.2 litre engine”,
  /// “a 5 km (3 mile) walk”.
  private func carried(from start: Int, _ number: Int) -> (index: Int, last: Int) {
    var (index, last) = (start, number)
    let describes = describes(number)
    while true {
      if sentence.tag(index) == .hyphen, sentence.isCompound(index) {
        index += 1
        continue
      }
      var next = index
      if describes, sentence.tag(next) == .comma || sentence.isMark(next, "(") { next += 1 }
      guard last + 1 < sentence.figures.count, sentence.figures[last + 1].tokens.lowerBound == next,
        sentence.figures[last + 1].counted.isEmpty, next > index || describes
      else { return (index, last) }
      last += 1
      index = sentence.figures[last].tokens.upperBound
      if sentence.isMark(index, ")") { index += 1 }
    }
  }

  /// “rose 5 percent sales fell”: a noun that a verb follows is no part of what was said before,
  /// unless the figure describes it.
  private func startsClause(after end: Int, _ figure: Figure) -> Bool {
    guard sentence.tag(end) == .verb || sentence.tag(end) == .auxiliary else { return false }
    let before = figure.tokens.lowerBound - 1
    guard sentence.tag(before) != .determiner, sentence.tag(before) != .clitic else { return false }
    return (clause(of: figure.core.lowerBound).tokens.lowerBound..<figure.core.lowerBound).contains
    {
      sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary
    }
  }

  /// What stands behind a preposition right after the figure.
  private func complement(_ right: inout RightSide, _ index: Int, _ limit: Int, _ figure: Figure) {
    let key = sentence.key(index)
    guard sentence.tag(index) == .preposition || key == MeasureReader.off else { return }
    let phrase = sentence.longPhrase(startingAt: index + 1, limit: limit)
    guard !phrase.isEmpty, phrase.lowerBound <= index + 3, let head = sentence.head(of: phrase)
    else { return }
    switch key {
    case SentenceReading.of:
      right.whole = phrase
      // “5 percent of its income on food”: what the share is spent on.
      if figure.isRatio, sentence.key(phrase.upperBound) == SentenceReading.on {
        let purpose = sentence.longPhrase(startingAt: phrase.upperBound + 1, limit: limit)
        if !purpose.isEmpty { right.purpose = purpose }
      }
    case MeasureReader.off where sentence.tag(index) != .preposition: right.whole = phrase
    case SentenceReading.in where figure.isMoney && !isPlace(head): right.content = phrase
    case SentenceReading.for where !isPlace(head):
      right.purpose = sentence.nounPhrase(startingAt: index + 1, limit: limit)
    case SentenceReading.to, SentenceReading.from, MeasureReader.off, SentenceReading.on:
      right.goal = phrase
    default: break
    }
  }

  private static let off = Token.key("off")

  func isChange(_ index: Int) -> Bool { !sentence.word(index).isDisjoint(with: .changeNoun) }

  /// “in added value”, “of exports” after a change.
  func matter(after index: Int, _ limit: Int) -> Range<Int>? {
    var next = index
    while next < limit, let mention = sentence.period(at: next), mention.meaning == .comparison {
      next = mention.tokens.upperBound
    }
    guard next < limit,
      sentence.key(next) == SentenceReading.in || sentence.key(next) == SentenceReading.of
    else {
      return nil
    }
    next += 1
    // “a decline in fourth-quarter earnings”
    if let mention = sentence.period(at: next) {
      guard mention.tokens.upperBound < limit, sentence.tag(mention.tokens.upperBound).isNominal
      else { return nil }
      next = mention.tokens.upperBound
    }
    let phrase = sentence.longPhrase(startingAt: next, limit: limit)
    return phrase.isEmpty || phrase.lowerBound > next + 2 ? nil : phrase
  }

  // MARK: The right side and the counted noun

  func take(
    _ right: RightSide, _ measure: inout Measure, _ figure: Figure, _ number: Int,
    _ earlier: [Measure]
  ) {
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
    if let whole = right.whole, measure.change != .none || figure.isRatio || isPart(figure) {
      if measure.change == .none {
        measure.whole = whole
        measure.isShare = true
      } else if measure.phrases.isEmpty {
        measure.phrases = [whole]
      }
    } else if let content = right.whole ?? (measure.isLevel ? nil : right.content),
      measure.change == .none
    {
      // “8 miles of new tunnels”, “5 billion dollars in gains”
      if figure.counted.isEmpty, !hasOwnName(measure, figure) { measure.phrases = [content] }
    }
    if right.describes, !figure.isRatio, !figure.isCount { measure.change = .none }
    if let noun = right.noun, measure.change == .none, !figure.isCount || measure.phrases.isEmpty,
      right.describes || !hasOwnName(measure, figure)
    {
      measure.phrases = [noun]
      measure.source = nil
      measure.isShare = false
    }
    if let goal = right.goal, let verb = measure.verb, sentence.word(verb).contains(.transfer) {
      measure.phrases = [goal]
    }
    if measure.phrases.isEmpty, measure.whole == nil, earlier.isEmpty || isAfterDash(figure),
      let reference = right.reference
    {
      measure.phrases = [reference]
    }
    measure.purpose = right.purpose
    if right.direction != .none, measure.change == .none {
      measure.change = right.direction
    }
  }

  func isAfterDash(_ figure: Figure) -> Bool {
    let before = figure.tokens.lowerBound - 1
    return sentence.tag(before) == .hyphen && !sentence.isCompound(before)
  }

  /// “exports of 5 tons of steel”: what leads to the figure names it better than what follows.
  private func hasOwnName(_ measure: Measure, _ figure: Figure) -> Bool {
    guard let phrase = measure.phrases.first, measure.source == nil else { return false }
    let next = figure.tokens.lowerBound - 2
    return phrase.contains(next) && sentence.key(next + 1) == SentenceReading.of
  }

  /// Whether a number without a noun is a part of a whole: “a third of”, “half of”.
  private func isPart(_ figure: Figure) -> Bool {
    figure.isCount && figure.counted.isEmpty && (figure.value ?? figure.high ?? 2) < 1
  }

  /// A count measures the noun that is counted, with the noun that leads to it.
  func counted(
    _ measure: inout Measure, _ figure: Figure, _ link: Link, _ right: RightSide,
    _ earlier: [Measure]
  ) {
    guard !figure.counted.isEmpty, figure.isCount else { return }
    if let head = sentence.head(of: figure.counted) ?? figure.counted.last,
      sentence.word(head).contains(.empty) || sentence.word(head).contains(.countingWord)
    {
      if !measure.phrases.isEmpty { return }
    }
    if measure.change != .none { return }
    measure.lead = nil
    switch link {
    case .noun(let phrase, let preposition)
    where MeasureReader.leading.contains(preposition) && !isChange(phrase.upperBound - 1):
      measure.lead = phrase
    case .noun(let phrase, 0) where sentence.isMark(figure.tokens.lowerBound - 1, "("):
      measure.lead = phrase
    case .same(let other): measure.lead = earlier[other].lead
    case .bare where !earlier.isEmpty && isListed(earlier.count):
      measure.lead = earlier[earlier.count - 1].lead
    default: break
    }
    measure.source = nil
    var counted = figure.counted
    if let whole = right.whole { counted = counted.lowerBound..<whole.upperBound }
    measure.phrases = [measure.lead, counted].compactMap(\.self)
    measure.whole = nil
    measure.isShare = false
  }

  private static let leading = [
    SentenceReading.of, SentenceReading.on, SentenceReading.for, SentenceReading.with,
  ]
}

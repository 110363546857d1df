internal import Records
internal import Text

/// Finds the period of each figure of a sentence: stated beside it, in the sentence, or carried
/// over.
struct PeriodContext {
  let sentence: SentenceReading
  private let resolver: PeriodResolver
  /// How many sentences before the period of the context was named.
  private let distance: Int
  /// The clauses, a bracket and what follows it counted to the clause around it.
  let groups: [(tokens: Range<Int>, number: Int, kind: Clause.Kind)]
  /// Where the sentence says with what it compares: “compared with …”, “up from …”.
  private let compared: [Range<Int>]

  init(_ sentence: SentenceReading, clauses: [Clause], _ state: ArticleState) {
    self.sentence = sentence
    resolver = PeriodResolver(published: state.published, context: state.period)
    distance = state.sentences - state.periodSentence
    var groups: [(tokens: Range<Int>, number: Int, kind: Clause.Kind)] = []
    for clause in clauses {
      let continues = clause.kind == .bracketed || groups.last?.kind == .bracketed
      let number = groups.isEmpty ? 0 : groups[groups.count - 1].number + (continues ? 0 : 1)
      groups.append((clause.tokens, number, clause.kind))
    }
    self.groups = groups
    compared = PeriodContext.comparisons(sentence, clauses)
  }

  /// Whether a figure is what another one is compared with: “up from 4 million”.
  func isCompared(_ figure: Int) -> Bool {
    compared.contains { $0.contains(sentence.figures[figure].core.lowerBound) }
  }

  /// The period of a figure.
  func period(of number: Int) -> TimePeriod? {
    let figure = sentence.figures[number]
    if let average = average(figure) { return average }
    if let stated = stated(number) { return stated }
    if isUnresolved(number) { return nil }
    if let day = day(number) { return resolver.resolve(day) }
    // A length of time has no period of its own, and what is so now is not of the period last
    // spoken of.
    if PeriodContext.times.contains(figure.unit) || isPresent(figure) { return nil }
    if isFrom(figure), let context = resolver.context, isYear(context) {
      return PeriodResolver.shifted(context, years: -1)
    }
    return resolver.context
  }

  /// Whether the clause names a period that cannot be dated: one spoken of before does not stand
  /// for it.
  private func isUnresolved(_ number: Int) -> Bool {
    sentence.periods.contains { mention in
      guard mention.role == .plain || mention.role == .possessive, isPeriod(mention),
        resolver.resolve(mention) == nil
      else { return false }
      return (distance(number, mention) ?? .max) <= 20
    }
  }

  /// What is doubtful about the period of a figure.
  func doubt(of number: Int) -> String? {
    if stated(number) != nil { return nil }
    if let mention = sentence.periods.first(where: {
      isPeriod($0) && host(of: $0) == number && $0.role == .plain
    }),
      resolver.resolve(mention) == nil
    {
      return
        "“\(sentence.text.string(tokens: mention.tokens).folded)” cannot be dated without the article's date"
    }
    guard distance > 4, resolver.context != nil, period(of: number) == resolver.context else {
      return nil
    }
    return "the period was named \(distance) sentences before"
  }

  /// Keeps the period of which the sentence speaks for those that follow: that of its figures, or
  /// else the first it names.
  func remember(_ state: inout ArticleState) {
    state.sentences += 1
    let mentions = sentence.periods.filter { mention in
      guard mention.role == .plain || mention.role == .possessive, isPeriod(mention) else {
        return false
      }
      if case .same = mention.meaning { return false }
      if isFounding(mention) { return false }
      // “risks remain for 2025”: what is so now dates nothing.
      if sentence.figures.isEmpty, !isOpening(mention), !isPast(mention) { return false }
      return !compared.contains { $0.contains(mention.tokens.lowerBound) } && !isAhead(mention)
        && !isInName(mention)
    }
    // A decade or more is background.
    let named = mentions.compactMap { resolver.resolve($0) }.filter {
      $0.last.number - $0.first.number < 3_000
    }
    let measured = sentence.figures.indices.filter { !isCompared($0) && !isMovement($0) }.compactMap
    { stated($0) }
    .filter { named.contains($0) }
    guard
      let period = measured.max(by: { ($0.last, $1.first) < ($1.last, $0.first) }) ?? named.first
    else { return }
    if state.topic == nil, state.sentences <= 3 { state.topic = period }
    state.period = period
    state.periodSentence = state.sentences
  }

  // MARK: Stated

  private func stated(_ number: Int) -> TimePeriod? {
    let figure = sentence.figures[number]
    let zone = compared.first { $0.contains(figure.core.lowerBound) }
    var best: (distance: Int, period: TimePeriod)?
    var isShared = false
    for mention in sentence.periods
    where isPeriod(mention) && (mention.role != .base || leads(mention)) {
      let isInside = compared.first { $0.contains(mention.tokens.lowerBound) }
      // What is compared with has its own period, and no other figure has that one.
      if let isInside, isInside != zone { continue }
      guard let distance = distance(number, mention), distance < best?.distance ?? .max,
        !PeriodContext.times.contains(figure.unit) || isBeside(figure, mention),
        let period = resolver.resolve(mention)
      else { continue }
      best = (distance, period)
      isShared =
        zone != nil && isInside == nil && host(of: mention) != number
        && !(mention.role == .possessive && follows(figure, mention))
    }
    // “sales in the quarter rose from last year's 5 million”: the same quarter of that year.
    if zone != nil, let found = best?.period, isYear(found), let context = resolver.context,
      !isYear(context),
      context.first.year - found.first.year == 1, !isShared
    {
      return PeriodResolver.shifted(context, years: -1)
    }
    if isShared, let found = best {
      // The period of what is compared is not that of what it is compared with.
      return isFrom(figure) && isYear(found.period)
        ? PeriodResolver.shifted(found.period, years: -1) : found.period
    }
    return best?.period
  }

  /// Nothing but words between them: a length of time has the period of its own part of the
  /// sentence only.
  private func isBeside(_ figure: Figure, _ mention: PeriodMention) -> Bool {
    let isAfter = mention.tokens.lowerBound > figure.tokens.lowerBound
    var start = isAfter ? figure.tokens.upperBound : mention.tokens.upperBound
    let end = isAfter ? mention.tokens.lowerBound : figure.tokens.lowerBound
    // “In 2023, the mean wait was three months”
    if !isAfter, sentence.tag(start) == .comma { start += 1 }
    return start >= end
      || !(start..<end).contains { [.comma, .stop, .figure].contains(sentence.tag($0)) }
  }

  /// “closed yesterday at 5 dollars”: the day that stands between verb and figure, or right behind
  /// the figure.
  ///
  /// “said on Friday” is when it was said.
  private func day(_ number: Int) -> PeriodMention? {
    let figure = sentence.figures[number]
    return sentence.periods.first { mention in
      guard mention.meaning.isDay, mention.role == .plain,
        group(at: mention.tokens.lowerBound).number == group(at: figure.core.lowerBound).number
      else { return false }
      var before = mention.tokens.lowerBound - 1
      while sentence.tag(before) == .preposition || sentence.tag(before) == .determiner {
        before -= 1
      }
      if figure.tokens.contains(before) { return true }
      guard mention.tokens.upperBound <= figure.tokens.lowerBound, sentence.tag(before) == .verb,
        !sentence.word(before).contains(.say)
      else { return false }
      return !(mention.tokens.upperBound..<figure.tokens.lowerBound).contains {
        sentence.isVerb($0)
      }
    }
  }

  private func isYear(_ period: TimePeriod) -> Bool {
    period.frequency == .annual || (364...365).contains(period.last.number - period.first.number)
  }

  private func isPeriod(_ mention: PeriodMention) -> Bool {
    mention.meaning != .comparison && mention.meaning != .other && !mention.meaning.isDay
  }

  /// How far a period expression is from a figure, in words and with what stands between counted
  /// heavier.
  private func distance(_ number: Int, _ mention: PeriodMention) -> Int? {
    let figure = sentence.figures[number]
    if host(of: mention) == number { return 0 }
    let isAfter = mention.tokens.lowerBound > figure.tokens.lowerBound
    let gap =
      isAfter
      ? mention.tokens.lowerBound - figure.tokens.upperBound
      : figure.tokens.lowerBound - mention.tokens.upperBound
    var distance = max(gap, 0) + (isAfter ? 5 : 1)
    // One that stands right behind another figure belongs to that one first.
    if !isAfter, host(of: mention) != nil { distance += 10 }
    // “last year’s 1.55 billion”
    if mention.role == .possessive, gap > 1,
      let next = sentence.figures.first(where: { follows($0, mention) }),
      next.core.lowerBound != figure.core.lowerBound
    {
      return nil
    }
    let own = group(at: figure.core.lowerBound)
    let other = group(at: mention.tokens.lowerBound)
    if isFounding(mention) { return nil }
    if mention.role == .base, own.tokens.lowerBound < mention.tokens.upperBound { return nil }
    if own.number != other.number {
      // “last year, when it reached 5 million”
      if !isAfter, own.tokens.lowerBound - mention.tokens.upperBound <= 1,
        own.kind == .subordinate || own.kind == .relative
      {
        return distance
      }
      // What a later clause says of its own figures is not said of this one.
      if isAfter, sentence.figures[(number + 1)...].contains(where: { isOwn($0, before: mention) })
      {
        return nil
      }
      if other.kind == .subordinate || other.kind == .relative, isAfter { return nil }
      distance += isAfter ? 60 : 30
    } else if isAfter,
      sentence.figures[(number + 1)...].contains(where: { isOwn($0, before: mention) }),
      compared.contains(where: { $0.contains(mention.tokens.lowerBound) }) == false,
      isMovement(number)
    {
      // “from 5 in 2020 to 6 in 2024”
      return distance + 40
    }
    return distance
  }

  /// “from last year, when it reached 5 million”: what a clause hangs on dates that clause.
  private func leads(_ mention: PeriodMention) -> Bool {
    var next = mention.tokens.upperBound
    if sentence.tag(next) == .comma { next += 1 }
    return sentence.tag(next) == .subordinator
  }

  private func follows(_ figure: Figure, _ mention: PeriodMention) -> Bool {
    (0...1).contains(figure.tokens.lowerBound - mention.tokens.upperBound)
  }

  /// The figure right behind which a period expression stands: “5 million (7 million dollars) in
  /// 2024”.
  private func host(of mention: PeriodMention) -> Int? {
    var before = mention.tokens.lowerBound - 1
    while sentence.tag(before) == .preposition || sentence.tag(before) == .determiner {
      before -= 1
    }
    if sentence.tag(before) == .bracket, let first = sentence.figure(at: before - 1), first > 0,
      sentence.figures[first].tokens.lowerBound - sentence.figures[first - 1].tokens.upperBound <= 2
    {
      return first - 1
    }
    guard before >= mention.tokens.lowerBound - 3 else { return nil }
    return sentence.figures.firstIndex { $0.tokens.contains(before) }
  }

  private func isOwn(_ figure: Figure, before mention: PeriodMention) -> Bool {
    figure.tokens.lowerBound < mention.tokens.lowerBound
      && group(at: figure.core.lowerBound).kind != .bracketed
  }

  /// Whether the figure is where a movement starts: “from 5 million”.
  private func isMovement(_ number: Int) -> Bool {
    sentence.key(sentence.figures[number].tokens.lowerBound - 1) == SentenceReading.from
  }

  func group(at token: Int) -> (tokens: Range<Int>, number: Int, kind: Clause.Kind) {
    groups.last { $0.tokens.lowerBound <= token } ?? (sentence.range, 0, .main)
  }

  /// “from 2 in 2020 to 3 in 2024, an average growth of 5 percent”: the rate is that of all the
  /// years.
  private func average(_ figure: Figure) -> TimePeriod? {
    guard figure.isRatio else { return nil }
    let own = group(at: figure.core.lowerBound)
    guard
      (own.tokens.lowerBound..<figure.core.lowerBound).contains(where: {
        sentence.word($0).contains(.average)
      })
    else { return nil }
    let years = sentence.periods.compactMap { mention -> Int? in
      guard case .part(.year, .absolute(let year)) = mention.meaning,
        mention.tokens.lowerBound < figure.core.lowerBound
      else { return nil }
      return year
    }
    guard let first = years.min(), let last = years.max(), last > first else { return nil }
    return TimePeriod.months(from: first, 1, count: (last - first + 1) * 12)
  }

  // MARK: Comparisons

  private func isFrom(_ figure: Figure) -> Bool {
    compared.contains {
      $0.contains(figure.core.lowerBound) && sentence.key($0.lowerBound) == SentenceReading.from
    }
  }

  /// From the word that compares to the end of its clause.
  private static func comparisons(_ sentence: SentenceReading, _ clauses: [Clause]) -> [Range<Int>]
  {
    var found: [Range<Int>] = []
    for index in sentence.range where found.last.map({ $0.upperBound <= index }) ?? true {
      let isFrom =
        sentence.key(index) == SentenceReading.from && isAfterChange(index, sentence)
        && leadsToFigure(index, sentence)
      guard isFrom || sentence.word(index).contains(.contrast) else { continue }
      var end = index + 1
      while sentence.range.contains(end), sentence.tag(end) != .stop, sentence.tag(end) != .relative
      {
        if isFrom, sentence.key(end) == SentenceReading.to { break }
        if !sentence.tag(end).isVerbal || end == index + 1 { end += 1 } else { break }
      }
      found.append(index..<end)
    }
    return found
  }

  private static func leadsToFigure(_ index: Int, _ sentence: SentenceReading) -> Bool {
    var next = index + 1
    while [.determiner, .adverb, .period, .clitic, .adjective].contains(sentence.tag(next)) {
      next += 1
    }
    return sentence.tag(next) == .figure
  }

  /// “up from”, “a 13 percent increase from”, “up 8.9 percent from”.
  private static func isAfterChange(_ index: Int, _ sentence: SentenceReading) -> Bool {
    let before = index - 1
    return sentence.tag(before) == .figure || !sentence.word(before).isDisjoint(with: .changeAdverb)
      || !sentence.word(before).isDisjoint(with: .changeNoun)
  }

  private static let times: Set<String> = ["s", "min", "h", "d", "wk", "mo", "a"]
}

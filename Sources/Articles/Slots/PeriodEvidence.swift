internal import Records
internal import Text

/// How period expressions stand to the figures of a sentence.
struct PeriodEvidence {
  let sentence: SentenceReading
  /// The clauses, a bracket and what follows it counted to the clause around it.
  let groups: [(tokens: Range<Int>, number: Int, kind: Clause.Kind)]
  /// Where the sentence says with what it compares: “compared with …”, “up from …”.
  let compared: [Range<Int>]
  /// What follows “after” or “following”, up to the next mark: what was before.
  let sequels: [Range<Int>]

  init(_ sentence: SentenceReading, clauses: [Clause]) {
    self.sentence = sentence
    var groups: [(tokens: Range<Int>, number: Int, kind: Clause.Kind)] = []
    for clause in clauses {
      let continues = clause.kind == .bracketed || groups.last?.kind == .bracketed
      let number = groups.isEmpty ? 0 : groups[groups.count - 1].number + (continues ? 0 : 1)
      groups.append((clause.tokens, number, clause.kind))
    }
    self.groups = groups
    compared = PeriodEvidence.comparisons(sentence)
    sequels = sentence.range.filter { sentence.classes.isSequel(sentence.key($0)) }.map { start in
      var end = start + 1
      while sentence.range.contains(end),
        ![.stop, .comma, .relative, .subordinator].contains(sentence.tag(end))
      {
        end += 1
      }
      return start..<end
    }
  }

  /// What part a figure has in a comparison.
  func role(of number: Int) -> FigureRole {
    if isCompared(number) || isMovement(number) { return .base }
    let figure = sentence.figures[number]
    if sequels.contains(where: { $0.contains(figure.core.lowerBound) }) { return .base }
    // “32,000 (48,200)”: the same of the year before.
    let isBracketed = sentence.tag(figure.tokens.lowerBound - 1) == .bracket && number > 0
    if isBracketed, sentence.figures[number - 1].unit == figure.unit,
      sentence.gap(before: number).count == 1
    {
      return .base
    }
    return .told
  }

  /// Whether a figure is what another one is compared with: “up from 4 million”.
  func isCompared(_ figure: Int) -> Bool {
    compared.contains { $0.contains(sentence.figures[figure].core.lowerBound) }
  }

  /// Whether an expression names a period at all.
  func isPeriod(_ mention: PeriodMention) -> Bool {
    mention.meaning != .comparison && mention.meaning != .other
  }

  func group(at token: Int) -> (tokens: Range<Int>, number: Int, kind: Clause.Kind) {
    groups.last { $0.tokens.lowerBound <= token } ?? (sentence.range, 0, .main)
  }

  /// The figure right behind which a period expression stands: “5 million (7 million dollars) in
  /// 2024”.
  func host(of mention: PeriodMention) -> Int? {
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

  func follows(_ figure: Figure, _ mention: PeriodMention) -> Bool {
    (0...1).contains(figure.tokens.lowerBound - mention.tokens.upperBound)
  }

  /// “from last year, when it reached 5 million”: what a clause hangs on dates that clause.
  func leads(_ mention: PeriodMention, to figure: Figure) -> Bool {
    let own = group(at: figure.core.lowerBound)
    return own.tokens.lowerBound >= mention.tokens.upperBound
      && own.tokens.lowerBound - mention.tokens.upperBound <= 1
      && (own.kind == .subordinate || own.kind == .relative)
  }

  /// Whether the figure is where a movement starts: “from 5 million”.
  func isMovement(_ number: Int) -> Bool {
    sentence.key(sentence.figures[number].tokens.lowerBound - 1) == SentenceReading.from
  }

  /// “closed yesterday at 5 dollars”: the day stands between verb and figure; “said on Friday” is
  /// when it was said.
  func standsWithVerb(_ mention: PeriodMention, saying: Bool) -> Bool {
    var before = mention.tokens.lowerBound - 1
    while sentence.tag(before) == .preposition || sentence.tag(before) == .determiner {
      before -= 1
    }
    var verb = sentence.tag(before) == .verb ? before : nil
    if verb == nil, sentence.tag(mention.tokens.upperBound) == .verb {
      verb = mention.tokens.upperBound
    }
    guard let verb else { return false }
    return sentence.word(verb).contains(.say) == saying
  }

  // MARK: Tense

  /// Whether the sentence says what is so now: a period spoken of before does not date it.
  func isPresent(_ figure: Figure) -> Bool {
    guard !sentence.isChinese else { return false }
    let own = group(at: figure.core.lowerBound)
    let main = groups.last {
      $0.tokens.lowerBound <= figure.core.lowerBound && ($0.kind == .main || $0.kind == .relative)
    }
    let hangs = own.kind == .participial || own.kind == .with || own.kind == .bracketed
    for group in [hangs ? nil : own, main].compactMap(\.self) {
      for index in group.tokens
      where sentence.tag(index) == .verb || sentence.tag(index) == .auxiliary {
        let word = sentence.word(index)
        // “has grown” tells of the time spoken of, “has 5 million people” of now.
        if word.contains(.have), hasParticiple(after: index) { return figure.isCount && !hangs }
        if word.contains(.past) { return false }
        if isNow(index) || word.contains(.modal) { return true }
        if group.kind == .relative { break }
        return sentence.tag(index) == .verb && !word.isDisjoint(with: [.thirdPerson, .verb])
      }
    }
    return false
  }

  /// “was 3 million in 2020 and is now 4 million”: the year of a figure before “now” is that of no
  /// figure behind it.
  func isPast(_ mention: PeriodMention, _ context: FigureContext) -> Bool {
    guard mention.tokens.upperBound <= context.figure.core.lowerBound,
      (mention.tokens.upperBound..<context.figure.core.lowerBound).contains(where: {
        sentence.classes.isDeictic(sentence.key($0))
      }),
      let host = host(of: mention)
    else { return false }
    return host != context.number
  }

  /// Whether the verb of the figure's clause is in the past.
  func isPastTense(_ figure: Figure) -> Bool {
    let own = group(at: figure.core.lowerBound)
    let verb = own.tokens.last {
      $0 < figure.core.lowerBound && (sentence.tag($0) == .verb || sentence.tag($0) == .auxiliary)
    }
    return verb.map { sentence.word($0).contains(.past) && !isNow($0) } ?? false
  }

  /// A form of “to be”, “to have” or “to do” that is not past.
  private func isNow(_ index: Int) -> Bool {
    let word = sentence.word(index)
    return !word.isDisjoint(with: [.be, .have, .do]) && !word.contains(.past)
      && sentence.classes.isPresentAuxiliary(sentence.key(index))
  }

  private func hasParticiple(after index: Int) -> Bool {
    var next = index + 1
    while sentence.tag(next) == .adverb || sentence.tag(next) == .auxiliary { next += 1 }
    return sentence.word(next).contains(.past) || sentence.tag(next) == .verb
  }

  /// Whether a clause looks ahead: “is expected to grow this year”.
  func isAhead(at token: Int) -> Bool {
    group(at: token).tokens.contains {
      !sentence.word($0).isDisjoint(with: [.forecast, .target, .plan, .modal])
    }
  }

  /// “Founded in 1972, the museum has 300 paintings”: the year tells of the museum, unless the figure
  /// stands in the same part of the sentence.
  func isOfFounding(_ mention: PeriodMention, _ figure: Figure) -> Bool {
    isFounding(mention)
      && group(at: mention.tokens.lowerBound).number != group(at: figure.core.lowerBound).number
  }

  /// “founded in 1985”, “since its inception in 1985”: when something began is not when it is
  /// measured.
  func isFounding(_ mention: PeriodMention) -> Bool {
    var before = mention.tokens.lowerBound - 1
    let first = before
    while sentence.tag(before) == .preposition || sentence.tag(before) == .adverb,
      before > first - 3
    {
      before -= 1
    }
    return sentence.classes.isFounding(sentence.key(before)) && mention.role != .since
  }

  /// “the 1970 Fair Trade Act”: a year in a name.
  func isInName(_ mention: PeriodMention) -> Bool {
    sentence.tag(mention.tokens.lowerBound - 1) == .determiner
      && sentence.tag(mention.tokens.upperBound) == .proper
  }

  // MARK: Comparisons

  /// From the word that compares to the end of its clause.
  private static func comparisons(_ sentence: SentenceReading) -> [Range<Int>] {
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
    return sentence.tag(before) == .figure
      || !sentence.word(before).isDisjoint(with: .changeAdverb)
      || !sentence.word(before).isDisjoint(with: .changeNoun)
  }
}

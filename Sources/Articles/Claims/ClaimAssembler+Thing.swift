internal import Records
internal import Text

/// What a figure measures and whose it is.
extension ClaimAssembler {
  /// Answers what a figure measures, and which indicator of the vocabulary that is.
  func answerThing(
    _ claim: inout Claim, _ context: FigureContext, _ phrases: ThingPhrases
  ) -> (thing: Thing?, doubt: (sureness: Double, words: String)?) {
    let (figure, measure) = (context.figure, context.measure)
    let circumstances = ThingSlot.circumstances(context)
    let things = Ranking(
      thingSlot.candidates(
        context, phrases, reading: reading(figure, measure, context.sentence)),
      by: thingSlot.ranker, in: circumstances)
    let choice = ThingVote(context: context).choice(things)
    claim.indicatorConfidence = choice.confidence
    if reader.explains {
      claim.slots.append(
        things.reading(of: "indicator", ThingSlot.space, thingSlot.ranker, circumstances) {
          let target = indicator(of: $0, context)
          let name = target.map { " | " + vocabulary.indicators[$0].name } ?? ""
          return (words(of: $0, context) ?? "") + name
        })
    }
    let doubt: (Double, String)? =
      choice.confidence < 0.9
      ? (
        choice.confidence,
        "what is measured: \(Int((choice.confidence * 100).rounded())) % sure"
      ) : nil
    guard let answer = things.candidates[choice.best].answer, let text = words(of: answer, context)
    else { return (nil, doubt) }
    let target = indicator(of: answer, context)
    claim.indicatorText = text
    if let target {
      claim.indicatorCode = vocabulary.indicators[target].code
      claim.indicator = vocabulary.indicators[target].name
    }
    return (Thing(answer: answer, text: text, indicator: target, unit: figure.unit), doubt)
  }

  /// Answers whose figure it is, where it is no place's.
  func answerHolder(_ claim: inout Claim, _ question: HolderSlot.Question) -> HolderAnswer? {
    let holders = Ranking(holderSlot.candidates(question), by: holderSlot.ranker, in: [])
    claim.holderConfidence = holders.confidence
    if reader.explains {
      claim.slots.append(
        holders.reading(of: "holder", HolderSlot.space, holderSlot.ranker, []) {
          $0.text
        })
    }
    guard let answer = holders.answer else { return nil }
    claim.holder = answer.text
    let names = question.context.discourse.named.names
    claim.holderKind =
      answer.name >= 0 && names[answer.name].isPerson ? .person : .organisation
    return answer
  }

  // MARK: Words

  private func words(of answer: ThingAnswer, _ context: FigureContext) -> String? {
    answer.words(
      in: text, change: context.measure.changeWord,
      isShare: context.measure.isShare || context.figure.isRatio)
  }

  /// What the reader of measures found: who has it, what it is, what it is for or a share of.
  private func reading(_ figure: Figure, _ measure: Measure, _ sentence: SentenceReading)
    -> ThingAnswer?
  {
    var parts = measure.phrases.isEmpty ? [figure.counted] : measure.phrases
    if !figure.counted.isEmpty, !parts.contains(where: { $0.overlaps(figure.counted) }) {
      parts.append(figure.counted)
    }
    if let holder = measure.holder { parts.insert(holder, at: 0) }
    if figure.isRatio, measure.whole != nil, let purpose = measure.purpose {
      // “spent 5 percent of its income on food”: food's share of it.
      parts = [purpose]
    } else if let purpose = purpose(of: figure, sentence) ?? measure.purpose {
      parts.append(purpose)
    }
    parts.removeAll(where: \.isEmpty)
    let nominal =
      figure.counted.isEmpty && measure.changeWord == nil ? measure.nominal : nil
    guard !parts.isEmpty || measure.whole != nil || nominal != nil else { return nil }
    return ThingAnswer(parts, whole: measure.whole, nominal: nominal)
  }

  /// The indicator that the words of a thing name.
  private func indicator(of answer: ThingAnswer, _ context: FigureContext) -> Int? {
    if answer.text != nil { return answer.indicator }
    // A share is not what it is a share of, but may have a name of its own.
    if let whole = answer.whole, context.figure.isRatio,
      let part = named(in: answer.parts, context.sentence),
      let total = named(in: [whole], context.sentence)
    {
      return reader.measureWords.share(of: part, in: total)
    }
    guard answer.whole == nil, !context.measure.isShare else { return nil }
    return indicator(in: answer.parts, context.figure, context.measure, context.sentence)
  }

  /// What money is spent on: “spent 300 billion yuan on research”.
  private func purpose(of figure: Figure, _ sentence: SentenceReading) -> Range<Int>? {
    let next = figure.tokens.upperBound
    guard figure.isMoney, sentence.key(next) == SentenceReading.on else { return nil }
    let phrase = sentence.longPhrase(startingAt: next + 1, limit: sentence.range.upperBound)
    return phrase.isEmpty ? nil : phrase
  }

  /// The indicator with the longest name within the words measured, where its dimension fits the
  /// unit.
  private func indicator(
    in phrases: [Range<Int>], _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading
  ) -> Int? {
    guard let target = named(in: phrases, sentence) else { return nil }
    let found = vocabulary.indicators[target]
    // “GDP rose 5 percent” is about the growth of it.
    if figure.isRatio, found.dimension != "ratio" || measure.change != .none {
      guard measure.change != .none || measure.changeWord != nil else { return nil }
      return found.growth
    }
    if figure.isMoney, found.dimension != "currency" { return nil }
    if found.dimension == "currency", !figure.isMoney { return nil }
    return target
  }

  /// The indicator with the longest name within some words.
  private func named(in phrases: [Range<Int>], _ sentence: SentenceReading) -> Int? {
    var best: (length: Int, target: Int)?
    for phrase in phrases {
      var index = phrase.lowerBound
      while index < phrase.upperBound {
        var end = index
        matcher.walk(.indicator, text.tokens, at: index, limit: phrase.upperBound) { match, exact in
          for entry in matcher.entries[match.entries]
          where entry.kind == .indicator && entry.rank == 1 && matcher.isRead(entry, exact: exact)
            && isHead(match.end, phrase, sentence)
          {
            if match.end - match.first > best?.length ?? 0 {
              best = (match.end - match.first, Int(entry.target))
            }
            end = max(end, match.end)
          }
        }
        index = max(end, index + 1)
      }
    }
    return best?.target
  }

  /// “capacity additions” are no capacity: no other noun follows a name but one that says how much
  /// or how it changes.
  private func isHead(_ end: Int, _ phrase: Range<Int>, _ sentence: SentenceReading) -> Bool {
    guard phrase.contains(end), text.tokens[end].kind == .word, sentence.tag(end) == .noun else {
      return true
    }
    return !sentence.word(end).isDisjoint(with: [.empty, .total, .riseNoun, .fallNoun, .average])
  }
}

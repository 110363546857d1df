import Records

/// Turns the figures of a sentence into claims: what, where, when, who says so, and what it restates.
final class ClaimAssembler {
  let text: ArticleText
  let vocabulary: Vocabulary
  let matcher: Matcher
  let cues: ChineseCues
  let context: PlaceContext

  init(text: ArticleText, vocabulary: Vocabulary, matcher: Matcher, places: PlaceNames, cues: ChineseCues) {
    self.text = text
    self.vocabulary = vocabulary
    self.matcher = matcher
    self.cues = cues
    context = PlaceContext(text: text, places: places, vocabulary: vocabulary)
  }

  /// Adds the claims and mentions of one sentence to an article.
  func assemble(
    _ sentence: SentenceReading, ordinal: Int, isHeading: Bool, _ state: inout ArticleState,
    _ article: inout ArticleSection
  ) {
    mention(sentence, ordinal, &article)
    let carried = context.anaphor(in: sentence, state)
    let clauses = sentence.clauses()
    let dates = PeriodContext(sentence, clauses: clauses, state)
    // A headline in title case is a label; what it says stands in the text in full.
    if !sentence.figures.isEmpty, article.sentences[ordinal].kind != .title || !sentence.isShouted {
      let measures =
        sentence.isChinese
        ? ChineseMeasureReader(sentence: sentence, cues: cues).measures()
        : MeasureReader(sentence: sentence, clauses: clauses).measures()
      let directions = DirectionReader(sentence: sentence, vocabulary: vocabulary)
      let speaker = SpeakerReader(sentence: sentence).speaker()
      let first = article.claims.count
      var claimed = state.claimed
      for (index, figure) in sentence.figures.enumerated() {
        var claim = claim(figure, ordinal)
        let measure = index < measures.count ? measures[index] : Measure()
        let earlier = restated(index, sentence)
        measureClaim(&claim, figure, measure, sentence)
        claim.direction = directions.direction(of: index, measure, after: index > 0 ? article.claims.last : nil)
        if dates.isCompared(index), !figure.isRatio { claim.direction = .none }
        let place = context.place(of: figure, measure, sentence, clauses, carried, state)
        claim.placeText = place?.text
        if let target = place?.place, target >= 0 {
          claim.placeCode = vocabulary.places[target].code
          claim.place = vocabulary.places[target].name
          claimed = place
        }
        claim.period = dates.period(of: index)
        claim.status = status(of: figure, sentence, clauses)
        claim.speaker = speaker
        if index > 0, claim.indicatorCode == nil, let before = article.claims.last {
          completeEllipsis(&claim, from: before, figure, measure, sentence)
        }
        if let earlier, first + earlier < article.claims.count {
          repeatClaim(article.claims[first + earlier], first + earlier, &claim)
        }
        doubt(&claim, figure)
        // A headline's figure counts where it says by itself what it measures.
        if isHeading, article.sentences[ordinal].kind == .title, claim.indicatorCode == nil { continue }
        article.claims.append(claim)
      }
      state.claimed = claimed
    }
    context.remember(sentence, isHeading: isHeading, &state)
    dates.remember(&state)
  }

  // MARK: Parts of a claim

  private func claim(_ figure: Figure, _ ordinal: Int) -> Claim {
    let bytes = text.byteRange(figure.tokens)
    let span = text.codePoints(bytes)
    var claim = Claim(
      span: TextSpan(start: span.lowerBound, end: span.upperBound), quote: text.string(bytes), sentence: ordinal,
      value: figure.value, unit: figure.unit)
    claim.low = figure.low
    claim.high = figure.high
    claim.unitName = figure.unitName
    claim.qualifier = figure.qualifier
    claim.doubt = figure.doubt
    return claim
  }

  private func measureClaim(_ claim: inout Claim, _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading) {
    var words = measure.phrases.filter { !$0.overlaps(figure.counted) }.map { text.string(tokens: $0).folded }.filter {
      !$0.isEmpty
    }
    if let change = measure.changeWord, !measure.phrases.contains(where: { $0.overlaps(change) }) {
      words.append(text.string(tokens: change).folded)
    }
    let purpose = purpose(of: figure, sentence)
    if let purpose { words.append(text.string(tokens: purpose).folded) }
    if let whole = measure.whole {
      words.append((measure.isShare || figure.isRatio ? "share of " : "") + text.string(tokens: whole).folded)
    }
    if let nominal = measure.nominal, figure.counted.isEmpty, measure.changeWord == nil { words.append(nominal) }
    if !figure.counted.isEmpty { words.append(text.string(tokens: figure.counted).folded) }
    claim.indicatorText = words.isEmpty ? nil : words.joined(separator: " ")
    // A share is not what it is a share of.
    guard measure.whole == nil, !measure.isShare else { return }
    if let target = indicator(
      in: measure.phrases + [purpose].compactMap(\.self) + (figure.counted.isEmpty ? [] : [figure.counted]), figure,
      measure)
    {
      claim.indicatorCode = vocabulary.indicators[target].code
      claim.indicator = vocabulary.indicators[target].name
    }
  }

  /// “Beijing's GDP was 5 trillion yuan, Tianjin's 1.8 trillion”, “up from 5 million”: the thing measured is not said again.
  private func completeEllipsis(
    _ claim: inout Claim, from before: Claim, _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading
  ) {
    guard claim.indicatorCode == nil, claim.unit == before.unit, claim.sentence == before.sentence,
      figure.counted.isEmpty,
      measure.whole == nil, before.indicatorText != nil
    else { return }
    let isPlaceOnly = measure.phrases.allSatisfy { phrase in
      sentence.entities.contains {
        $0.kind == .place && $0.tokens.lowerBound <= phrase.lowerBound && $0.tokens.upperBound + 1 >= phrase.upperBound
      }
    }
    guard isPlaceOnly || sentence.key(figure.tokens.lowerBound - 1) == SentenceReading.from else { return }
    claim.indicatorCode = before.indicatorCode
    claim.indicator = before.indicator
    claim.indicatorText = before.indicatorText
    if claim.unitName == nil { claim.unitName = before.unitName }
  }

  /// What money is spent on: “spent 300 billion yuan on research”.
  private func purpose(of figure: Figure, _ sentence: SentenceReading) -> Range<Int>? {
    let next = figure.tokens.upperBound
    guard figure.isMoney, sentence.key(next) == SentenceReading.on else { return nil }
    let phrase = sentence.longPhrase(startingAt: next + 1, limit: sentence.range.upperBound)
    return phrase.isEmpty ? nil : phrase
  }

  /// The indicator with the longest name within the words measured, where its dimension fits the unit.
  private func indicator(in phrases: [Range<Int>], _ figure: Figure, _ measure: Measure) -> Int? {
    var best: (length: Int, target: Int)?
    for phrase in phrases {
      var index = phrase.lowerBound
      while index < phrase.upperBound {
        var end = index
        matcher.walk(.indicator, text.tokens, at: index, limit: phrase.upperBound) { match, exact in
          for entry in matcher.entries[match.entries]
          where entry.kind == .indicator && entry.rank == 1 && matcher.isRead(entry, exact: exact) {
            if match.end - match.first > best?.length ?? 0 { best = (match.end - match.first, Int(entry.target)) }
            end = max(end, match.end)
          }
        }
        index = max(end, index + 1)
      }
    }
    guard let best else { return nil }
    let found = vocabulary.indicators[best.target]
    // “GDP rose 5 percent” is about the growth of it.
    if figure.isRatio, found.dimension != "ratio" || measure.change != .none {
      guard measure.change != .none || measure.changeWord != nil else { return nil }
      return found.growth
    }
    if figure.isMoney, found.dimension != "currency" { return nil }
    if found.dimension == "currency", !figure.isMoney { return nil }
    return best.target
  }

  // MARK: Status

  private func status(of figure: Figure, _ sentence: SentenceReading, _ clauses: [Clause]) -> Claim.Status {
    let clause = MeasureReader(sentence: sentence, clauses: clauses).clause(of: figure.core.lowerBound)
    var start = clause.tokens.lowerBound
    // What a main clause announces holds for the participles that hang on it.
    if clause.kind != .main {
      start =
        clauses.last { $0.kind == .main && $0.tokens.lowerBound < start }?.tokens.lowerBound
        ?? sentence.range.lowerBound
    }
    var found = Claim.Status.actual
    for index in start..<max(start, figure.tokens.lowerBound) {
      let word = sentence.word(index)
      if word.contains(.target) { found = .target }
      if word.contains(.forecast) { found = .forecast }
      if word.contains(.plan) { found = .plan }
      if word.contains(.threshold), found == .actual { found = .threshold }
    }
    return found
  }

  // MARK: Restatement

  /// The figure of the sentence that this one repeats in another unit: in brackets after it, or after “or”.
  private func restated(_ index: Int, _ sentence: SentenceReading) -> Int? {
    guard index > 0 else { return nil }
    let figure = sentence.figures[index]
    let before = sentence.figures[index - 1]
    guard figure.unit != before.unit, isSameKind(figure, before) else { return nil }
    let gap = before.tokens.upperBound..<figure.tokens.lowerBound
    guard let first = gap.first else { return nil }
    let opens = text.tokens[first].isMark("(") || text.tokens[first].detail == 0xFF08
    if sentence.isChinese {
      return opens && gap.count <= 16 && !gap.dropFirst().contains { sentence.tag($0) == .comma } ? index - 1 : nil
    }
    guard gap.count <= 4 else { return nil }
    let isLink = gap.allSatisfy { at in
      let word = sentence.word(at)
      return word.contains(.restate) || sentence.key(at) == SentenceReading.or || sentence.tag(at) == .comma
        || sentence.tag(at) == .bracket
        || sentence.tag(at) == .determiner || sentence.key(at) == SentenceReading.to || sentence.tag(at) == .adverb
    }
    return opens && isLink
      || isLink && gap.contains { sentence.word($0).contains(.restate) || sentence.key($0) == SentenceReading.or }
      ? index - 1 : nil
  }

  private func isSameKind(_ a: Figure, _ b: Figure) -> Bool {
    if a.isMoney && b.isMoney { return true }
    guard let one = vocabulary.unit(code: a.unit), let two = vocabulary.unit(code: b.unit) else { return false }
    return vocabulary.units[one].dimension == vocabulary.units[two].dimension && !a.isCount && !a.isRatio
  }

  private func repeatClaim(_ original: Claim, _ ordinal: Int, _ claim: inout Claim) {
    claim.restates = ordinal
    claim.indicatorCode = original.indicatorCode
    claim.indicator = original.indicator
    claim.indicatorText = original.indicatorText
    claim.placeCode = original.placeCode
    claim.place = original.place
    claim.placeText = original.placeText
    claim.period = original.period
    claim.status = original.status
    claim.direction = original.direction
    // “more than 100 km (60 miles)”: what qualifies the one qualifies the other.
    if claim.qualifier == .exact, original.qualifier != .between { claim.qualifier = original.qualifier }
  }

  private func doubt(_ claim: inout Claim, _ figure: Figure) {
    if claim.indicatorText == nil {
      claim.confidence = 0.5
      claim.doubt = claim.doubt ?? "what is measured was not found"
    } else if claim.unit == "1", claim.unitName == nil {
      claim.confidence = 0.7
      claim.doubt = claim.doubt ?? "a bare number"
    }
  }

  // MARK: Mentions

  private func mention(_ sentence: SentenceReading, _ ordinal: Int, _ article: inout ArticleSection) {
    for entity in sentence.entities {
      let bytes = text.byteRange(entity.tokens)
      let span = text.codePoints(bytes)
      let kind: Mention.Kind =
        switch entity.kind {
        case .place: .place
        case .organisation: .organisation
        case .person: .person
        }
      let place = entity.place >= 0 ? vocabulary.places[entity.place] : nil
      article.mentions.append(
        Mention(
          span: TextSpan(start: span.lowerBound, end: span.upperBound), quote: text.string(bytes), sentence: ordinal,
          kind: kind, placeCode: place?.code, place: place?.name))
    }
  }
}

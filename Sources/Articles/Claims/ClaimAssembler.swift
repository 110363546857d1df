internal import Records
internal import Text

/// Turns the figures of a sentence into claims: what, where, when, who says so, and what it
/// restates.
final class ClaimAssembler {
  let text: ArticleText
  let vocabulary: Vocabulary
  let matcher: Matcher
  let cues: ChineseCues
  let context: PlaceContext

  init(
    text: ArticleText, vocabulary: Vocabulary, matcher: Matcher, places: PlaceNames,
    cues: ChineseCues
  ) {
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
    context.names = state.names
    let named = context.named(in: sentence, state)
    let clauses = sentence.clauses()
    let dates = PeriodContext(sentence, clauses: clauses, state)
    // A headline in title case is a label; what it says stands in the text in full.
    if !sentence.figures.isEmpty, article.sentences[ordinal].kind != .title || !sentence.isShouted {
      let measures =
        sentence.isChinese
        ? ChineseMeasureReader(sentence: sentence, cues: cues).measures()
        : MeasureReader(sentence: sentence, clauses: clauses).measures()
      let directions = DirectionReader(sentence: sentence, vocabulary: vocabulary)
      let speaker = SpeakerReader(sentence: sentence, known: state.speakers).speaker()
      let first = article.claims.count
      var claimed = state.claimed
      for (index, figure) in sentence.figures.enumerated() {
        var claim = claim(figure, ordinal)
        let measure = index < measures.count ? measures[index] : Measure()
        let earlier = restated(index, sentence)
        measureClaim(&claim, figure, measure, sentence)
        claim.direction = directions.direction(
          of: index, measure, after: index > 0 ? article.claims.last?.direction : nil)
        if dates.isCompared(index), !figure.isRatio { claim.direction = .none }
        let place = context.place(of: figure, measure, sentence, clauses, named, state)
        claim.placeText = place?.text
        if let target = place?.place, target >= 0 {
          claim.placeCode = vocabulary.places[target].code
          claim.place = vocabulary.places[target].name
          claimed = .init(
            place: target, text: place?.text ?? "",
            sentence: place?.doubt == nil ? state.sentences : claimed?.sentence ?? 0, isTopic: true)
        }
        if place != nil {
          state.isAboutName = false
        } else if context.strange(measure, sentence) != nil {
          state.isAboutName = true
          claimed = nil
        }
        claim.period = dates.period(of: index)
        claim.status = status(of: figure, sentence, clauses)
        claim.speaker = speaker
        if index > 0, claim.indicatorCode == nil, figure.counted.isEmpty,
          let before = article.claims.last
        {
          completeEllipsis(&claim, from: before, figure, measure, sentence)
        }
        if let earlier, first + earlier < article.claims.count {
          repeatClaim(article.claims[first + earlier], first + earlier, &claim)
        }
        doubt(&claim, figure, measure, place: place?.doubt, period: dates.doubt(of: index))
        // A headline's figure counts where it says by itself what it measures.
        if isHeading, article.sentences[ordinal].kind == .title, claim.indicatorCode == nil {
          continue
        }
        article.claims.append(claim)
      }
      if let claimed { state.remember(claimed) }
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
      span: TextSpan(start: span.lowerBound, end: span.upperBound), quote: text.string(bytes),
      sentence: ordinal,
      value: figure.value, unit: figure.unit)
    claim.low = figure.low
    claim.high = figure.high
    claim.unitName = figure.unitName
    claim.qualifier = figure.qualifier
    claim.doubt = figure.doubt
    return claim
  }

  private func measureClaim(
    _ claim: inout Claim, _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading
  ) {
    claim.indicatorText = indicatorText(figure, measure, sentence)
    // A share is not what it is a share of.
    guard measure.whole == nil, !measure.isShare else { return }
    if let target = indicator(
      in: measure.phrases + [purpose(of: figure, sentence)].compactMap(\.self)
        + (figure.counted.isEmpty ? [] : [figure.counted]), figure,
      measure, sentence)
    {
      claim.indicatorCode = vocabulary.indicators[target].code
      claim.indicator = vocabulary.indicators[target].name
    }
  }

  /// What is measured, in the text's words: who has it, what it is, how it changes, what it is for
  /// or a share of.
  private func indicatorText(_ figure: Figure, _ measure: Measure, _ sentence: SentenceReading)
    -> String?
  {
    var parts = measure.phrases.isEmpty ? [figure.counted] : measure.phrases
    if !figure.counted.isEmpty, !parts.contains(where: { $0.overlaps(figure.counted) }) {
      parts.append(figure.counted)
    }
    if let holder = measure.holder { parts.insert(holder, at: 0) }
    if let change = measure.changeWord, !measure.phrases.contains(where: { $0.overlaps(change) }) {
      parts.append(change)
    }
    if let purpose = purpose(of: figure, sentence) ?? measure.purpose { parts.append(purpose) }
    var words = parts.map { text.string(tokens: $0).folded }
    if let whole = measure.whole {
      words.append(
        (measure.isShare || figure.isRatio ? "share of " : "") + text.string(tokens: whole).folded)
    }
    if let nominal = measure.nominal, figure.counted.isEmpty, measure.changeWord == nil {
      words.append(nominal)
    }
    words.removeAll(where: \.isEmpty)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// “Beijing's GDP was 5 trillion yuan, Tianjin's 1.8 trillion”, “up from 5 million”: the thing
  /// measured is not said again.
  private func completeEllipsis(
    _ claim: inout Claim, from before: Claim, _ figure: Figure, _ measure: Measure,
    _ sentence: SentenceReading
  ) {
    guard claim.indicatorCode == nil, claim.unit == before.unit, claim.sentence == before.sentence,
      figure.counted.isEmpty,
      measure.whole == nil, before.indicatorText != nil, measure.nominal == nil
    else { return }
    let isPlaceOnly = measure.phrases.allSatisfy { phrase in
      sentence.entities.contains {
        $0.kind == .place && $0.tokens.lowerBound <= phrase.lowerBound
          && $0.tokens.upperBound + 1 >= phrase.upperBound
      }
    }
    // “Guangdong grew 4 percent, Fujian 5”: what grew is the place.
    if let change = measure.changeWord, let place = before.placeText,
      before.indicatorText == place + " " + text.string(tokens: change).folded
    {
      return
    }
    guard isPlaceOnly || sentence.key(figure.tokens.lowerBound - 1) == SentenceReading.from else {
      return
    }
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

  /// The indicator with the longest name within the words measured, where its dimension fits the
  /// unit.
  private func indicator(
    in phrases: [Range<Int>], _ figure: Figure, _ measure: Measure, _ sentence: SentenceReading
  ) -> Int? {
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

  /// “capacity additions” are no capacity: no other noun follows a name but one that says how much
  /// or how it changes.
  private func isHead(_ end: Int, _ phrase: Range<Int>, _ sentence: SentenceReading) -> Bool {
    guard phrase.contains(end), text.tokens[end].kind == .word, sentence.tag(end) == .noun else {
      return true
    }
    return !sentence.word(end).isDisjoint(with: [.empty, .total, .riseNoun, .fallNoun, .average])
  }

  // MARK: Status

  private func status(of figure: Figure, _ sentence: SentenceReading, _ clauses: [Clause])
    -> Claim.Status
  {
    let clause = MeasureReader(sentence: sentence, clauses: clauses).clause(
      of: figure.core.lowerBound)
    var start = clause.tokens.lowerBound
    // What a main clause announces holds for what hangs on it, but not for what only tells of a
    // noun or a time.
    let isReported = clause.kind == .subordinate && sentence.key(start) == ClaimAssembler.that
    if isReported || clause.kind == .participial || clause.kind == .with
      || clause.kind == .bracketed
    {
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
      // “the threshold of 5 million”; one further off belongs to something else.
      let links = sentence.tag(index + 1) == .preposition || index + 1 == figure.tokens.lowerBound
      if word.contains(.threshold), found == .actual, links, figure.tokens.lowerBound - index <= 3 {
        found = .threshold
      }
    }
    // “firms with revenue of 20 million or above”: what a thing must have.
    if found == .actual, figure.qualifier == .atLeast || figure.qualifier == .atMost,
      isRequired(figure, sentence)
    {
      found = .threshold
    }
    // “the 5 million mark”, “5 million or more”
    let end = figure.tokens.upperBound
    if found == .actual, (end..<end + 2).contains(where: { sentence.word($0).contains(.threshold) })
    {
      found = .threshold
    }
    return found
  }

  /// “with” before the noun that leads to a bound which stands behind its figure: “or above”.
  private func isRequired(_ figure: Figure, _ sentence: SentenceReading) -> Bool {
    guard figure.tokens.upperBound > figure.core.upperBound, figure.counted.isEmpty else {
      return false
    }
    var index = figure.tokens.lowerBound - 1
    while sentence.tag(index).isNominal || sentence.tag(index) == .determiner
      || sentence.key(index) == SentenceReading.of
    {
      index -= 1
    }
    return sentence.key(index) == SentenceReading.with
  }

  private static let that = Token.key("that")

  // MARK: Restatement

  /// The figure of the sentence that this one repeats in another unit: in brackets after it, or
  /// after “or”.
  private func restated(_ index: Int, _ sentence: SentenceReading) -> Int? {
    guard index > 0 else { return nil }
    let figure = sentence.figures[index]
    let before = sentence.figures[index - 1]
    guard figure.unit != before.unit, isSameKind(figure, before) else { return nil }
    let gap = sentence.gap(before: index)
    // “(£227bn; €331bn)”: both repeat the one before the bracket.
    if gap.count == 1, index > 1,
      text.tokens[gap.lowerBound].isMark(";") || text.tokens[gap.lowerBound].isMark("/"),
      let original = restated(index - 1, sentence), sentence.figures[original].unit != figure.unit
    {
      return original
    }
    guard let first = gap.first else { return nil }
    let opens = text.tokens[first].isMark("(") || text.tokens[first].detail == 0xFF08
    if sentence.isChinese {
      return opens && gap.count <= 16 && !gap.dropFirst().contains { sentence.tag($0) == .comma }
        ? index - 1 : nil
    }
    guard gap.count <= 4 else { return nil }
    let isLink = gap.allSatisfy { at in
      let word = sentence.word(at)
      return word.contains(.restate) || sentence.key(at) == SentenceReading.or
        || sentence.tag(at) == .comma
        || sentence.tag(at) == .bracket
        || sentence.tag(at) == .determiner || sentence.key(at) == SentenceReading.to
        || sentence.tag(at) == .adverb
    }
    return opens && isLink
      || isLink
        && gap.contains {
          sentence.word($0).contains(.restate) || sentence.key($0) == SentenceReading.or
        }
      ? index - 1 : nil
  }

  private func isSameKind(_ a: Figure, _ b: Figure) -> Bool {
    if a.isMoney && b.isMoney { return true }
    guard let one = vocabulary.unit(code: a.unit), let two = vocabulary.unit(code: b.unit) else {
      return false
    }
    return vocabulary.units[one].dimension == vocabulary.units[two].dimension && !a.isCount
      && !a.isRatio
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
    if claim.qualifier == .exact, original.qualifier != .between {
      claim.qualifier = original.qualifier
    }
  }

  /// How sure the reading is, and why where it is not: the gravest doubt is told.
  private func doubt(
    _ claim: inout Claim, _ figure: Figure, _ measure: Measure, place: String?, period: String?
  ) {
    func lower(_ confidence: Double, _ reason: String?) {
      guard let reason, confidence < claim.confidence else { return }
      claim.confidence = confidence
      claim.doubt = reason
    }
    let reading = claim.doubt
    claim.doubt = nil
    if claim.indicatorText == nil { lower(0.5, "what is measured was not found") }
    lower(0.55, reading)
    if measure.isGuess { lower(0.6, "what is measured was taken from the subject of the sentence") }
    if claim.unit == "1", claim.unitName == nil, !figure.isFraction { lower(0.7, "a bare number") }
    lower(0.75, place)
    lower(0.8, period)
  }

  // MARK: Mentions

  private func mention(_ sentence: SentenceReading, _ ordinal: Int, _ article: inout ArticleSection)
  {
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
          span: TextSpan(start: span.lowerBound, end: span.upperBound), quote: text.string(bytes),
          sentence: ordinal,
          kind: kind, placeCode: place?.code, place: place?.name))
    }
  }
}

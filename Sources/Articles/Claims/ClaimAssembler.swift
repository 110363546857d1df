internal import Records
internal import Text

/// Turns the figures of a sentence into claims: what, where, when, who says so, and what it
/// restates.
final class ClaimAssembler {
  let text: ArticleText
  let reader: ArticleReader
  let mentions: PlaceMentions
  let writer: DiscourseWriter
  let placeSlot: PlaceSlot
  let periodSlot: PeriodSlot
  let claimSlot: ClaimSlot
  let numberedNames: NumberedNames
  let confidence: ClaimConfidence
  let thingSlot: ThingSlot
  let holderSlot: HolderSlot

  var vocabulary: Vocabulary { reader.vocabulary }
  var matcher: Matcher { reader.matcher }

  init(text: ArticleText, reader: ArticleReader) {
    self.text = text
    self.reader = reader
    mentions = PlaceMentions(text: text, places: reader.places)
    writer = DiscourseWriter(vocabulary: reader.vocabulary, text: text)
    placeSlot = PlaceSlot(
      names: reader.places, vocabulary: reader.vocabulary, leads: reader.leads,
      money: reader.currencyPlaces, ranker: reader.models.place)
    periodSlot = PeriodSlot(
      ranker: reader.models.period, fiscalYears: reader.fiscalYears,
      money: reader.currencyPlaces)
    claimSlot = ClaimSlot(ranker: reader.models.claim)
    numberedNames = NumberedNames(text.tokens)
    confidence = ClaimConfidence(ranker: reader.models.whole)
    thingSlot = ThingSlot(
      vocabulary: reader.vocabulary, words: reader.measureWords, ranker: reader.models.thing)
    holderSlot = HolderSlot(leads: reader.leads, ranker: reader.models.holder)
  }

  /// Adds the claims and mentions of one sentence to an article.
  func assemble(
    _ sentence: SentenceReading, ordinal: Int, _ discourse: inout Discourse,
    _ article: inout ArticleSection
  ) {
    mention(sentence, ordinal, &article)
    let kind = article.sentences[ordinal].kind
    let named = mentions.named(in: sentence, discourse)
    let clauses = sentence.clauses()
    let evidence = PeriodEvidence(sentence, clauses: clauses)
    var answers: [Answers] = []
    if !sentence.figures.isEmpty {
      let measures =
        sentence.isChinese
        ? ChineseMeasureReader(sentence: sentence, cues: reader.cues).measures()
        : MeasureReader(sentence: sentence, clauses: clauses).measures()
      let directions = DirectionReader(sentence: sentence, vocabulary: vocabulary)
      let speaker = SpeakerReader(sentence: sentence, known: discourse.speakers).speaker()
      // The claim of each figure; none where it is passed over.
      var numbers: [Int?] = []
      let phrases = ThingPhrases(sentence, matcher: matcher, cues: reader.cues)
      let names = discourse.named.mentions(in: sentence)
      for (index, figure) in sentence.figures.enumerated() {
        var claim = claim(figure, ordinal)
        let measure = index < measures.count ? measures[index] : Measure()
        let earlier = restated(index, sentence)
        claim.direction = directions.direction(
          of: index, measure, after: index > 0 ? article.claims.last?.direction : nil)
        if evidence.isCompared(index), !figure.isRatio { claim.direction = .none }
        let context = FigureContext(
          sentence: sentence, clauses: clauses, number: index, measure: measure, named: named,
          discourse: discourse, earlier: answers, role: evidence.role(of: index))
        var answer = answer(&claim, context, evidence, phrases, names)
        claim.status = status(of: figure, sentence, clauses)
        claim.speaker = speaker
        if let earlier, let number = numbers[earlier] {
          repeatClaim(article.claims[number], number, &claim)
          answer = answers[earlier]
        }
        answers.append(answer)
        writer.answered(answer, context.role, &discourse)
        let sureness = sureness(&claim, ClaimEvidence(context), kind)
        doubt(&claim, figure, kind, sentence, sureness, answer.rivals)
        guard sureness >= ClaimSlot.least else {
          numbers.append(nil)
          continue
        }
        numbers.append(article.claims.count)
        article.claims.append(claim)
      }
    }
    writer.read(sentence, named, answers, evidence, kind: kind, &discourse)
    writer.names(sentence, kind, answers, &discourse)
  }

  // MARK: Slots

  /// Answers the questions about one figure.
  private func answer(
    _ claim: inout Claim, _ context: FigureContext, _ evidence: PeriodEvidence,
    _ phrases: ThingPhrases, _ names: [NameProfile.Mention]
  ) -> Answers {
    claim.slots = []
    let (thing, thingDoubt) = answerThing(&claim, context, phrases)
    var context = context
    context.isKnownIndicator = claim.indicatorCode != nil
    context.nature = thing.flatMap {
      reader.natures.nature(of: $0.text, indicator: $0.indicator)
    }
    let placeEvidence = PlaceEvidence(
      context: context, names: reader.places, leads: reader.leads)
    let isOfName: Bool
    if case .name? = placeEvidence.strangeName() { isOfName = true } else { isOfName = false }

    let placeCircumstances = PlaceSlot.circumstances(context, isOfName: isOfName)
    let places = Ranking(
      placeSlot.candidates(context, isOfName: isOfName), by: placeSlot.ranker,
      in: placeCircumstances)
    claim.placeConfidence = places.confidence
    if let place = places.answer {
      claim.placeText = place.text
      if place.place >= 0 {
        claim.placeCode = vocabulary.places[place.place].code
        claim.place = vocabulary.places[place.place].name
      }
    }

    let periodCircumstances = PeriodSlot.circumstances(context, evidence, isOfName: isOfName)
    let periods = Ranking(
      periodSlot.candidates(context, evidence), by: periodSlot.ranker, in: periodCircumstances)
    claim.periodConfidence = periods.confidence
    claim.period = periods.answer?.period
    if reader.explains {
      claim.slots += [
        places.reading(of: "place", PlaceSlot.space, placeSlot.ranker, placeCircumstances) {
          $0.place >= 0 ? vocabulary.places[$0.place].name : $0.text
        },
        periods.reading(of: "period", PeriodSlot.space, periodSlot.ranker, periodCircumstances) {
          $0.period.description
        },
      ]
    }
    let rivals = [
      places.doubt(of: "place") {
        $0.place >= 0 ? vocabulary.places[$0.place].name : $0.text
      },
      periods.doubt(of: "period") { $0.period.description }, thingDoubt,
    ]
    let question = HolderSlot.Question(
      context: context, mentions: names, thing: thing?.answer, place: places.answer)
    let holder = answerHolder(&claim, question)
    return Answers(
      place: places.answer, period: periods.answer, places: places.likely, periods: periods.likely,
      rivals: rivals.compactMap(\.self), thing: thing, holder: holder)
  }

  /// How probable it is that the figure states anything at all.
  private func sureness(
    _ claim: inout Claim, _ evidence: ClaimEvidence, _ kind: Article.Sentence.Kind
  ) -> Double {
    let features = evidence.features(of: claim, kind: kind, names: numberedNames)
    let ranking = claimSlot.ranking(features, evidence.circumstances)
    if reader.explains {
      claim.slots.append(
        ranking.reading(of: "claim", ClaimSlot.space, claimSlot.ranker, evidence.circumstances) {
          _ in "yes"
        })
    }
    return ranking.probabilities[1]
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

  /// How sure the reading is, and why where it is not: the slot that is least sure, with its rival.
  private func doubt(
    _ claim: inout Claim, _ figure: Figure, _ kind: Article.Sentence.Kind,
    _ sentence: SentenceReading, _ sureness: Double,
    _ rivals: [(sureness: Double, words: String)]
  ) {
    let features = confidence.features(
      of: claim, figure, in: sentence, kind: kind, sureness: sureness)
    claim.confidence = ClaimAssembler.rounded(confidence.probability(features))
    claim.placeConfidence = ClaimAssembler.rounded(claim.placeConfidence)
    claim.periodConfidence = ClaimAssembler.rounded(claim.periodConfidence)
    claim.indicatorConfidence = ClaimAssembler.rounded(claim.indicatorConfidence)
    claim.holderConfidence = ClaimAssembler.rounded(claim.holderConfidence)
    if reader.explains {
      claim.slots.append(
        Ranking([Candidate<Bool>(true, features)], by: reader.models.whole, in: [])
          .reading(of: "whole", ClaimConfidence.space, reader.models.whole, []) { _ in "right" })
    }
    guard claim.confidence < 0.9 else {
      claim.doubt = nil
      return
    }
    claim.doubt =
      claim.doubt ?? rivals.min { $0.sureness < $1.sureness }?.words
      ?? "each part is likely, all of them together are less so"
  }

  /// To three decimals: more is not known.
  private static func rounded(_ probability: Double) -> Double {
    (probability * 1000).rounded() / 1000
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

internal import Records
internal import Text

/// The one place that writes a text's discourse: what each sentence says is kept for those that
/// follow.
struct DiscourseWriter {
  let vocabulary: Vocabulary
  let text: ArticleText

  /// Keeps the answers for one figure.
  func answered(_ answers: Answers, _ role: FigureRole, _ discourse: inout Discourse) {
    discourse.answer(answers, role)
  }

  /// Keeps what a sentence names, when its figures are read.
  func read(
    _ sentence: SentenceReading, _ named: [Entity], _ answers: [Answers],
    _ evidence: PeriodEvidence,
    kind: Article.Sentence.Kind, _ discourse: inout Discourse
  ) {
    places(sentence, named, kind, &discourse)
    periods(sentence, answers, evidence, kind, &discourse)
    if let institution = sentence.institutions.last { discourse.institution = institution.place }
    for answer in answers {
      for (place, share) in answer.places {
        if let place, place.place >= 0 { discourse.claim(place: place.place, share) }
      }
      for (period, share) in answer.periods {
        if let period { discourse.claim(period: period.period, share) }
      }
    }
    names(sentence, &discourse)
    if kind == .title,
      sentence.entities.contains(where: { $0.kind != .place })
        || sentence.range.contains(where: { index in
          sentence.tag(index) == .proper && !sentence.isShouted
            && !sentence.entities.contains { $0.tokens.contains(index) }
        })
    {
      discourse.isNameInHeadline = true
    }
    discourse.sentence += 1
  }

  // MARK: Places

  private func places(
    _ sentence: SentenceReading, _ named: [Entity], _ kind: Article.Sentence.Kind,
    _ discourse: inout Discourse
  ) {
    let opensParagraph = discourse.lastParagraphNamed != discourse.paragraph
    for entity in named where entity.place >= 0 && !entity.isInOrganisation {
      let words =
        entity.isAnaphor
        ? vocabulary.places[entity.place].name : text.string(tokens: entity.tokens).folded
      let (section, paragraph, ordinal) = (
        discourse.section, discourse.paragraph, discourse.sentence
      )
      discourse.name(place: entity.place) { record in
        record.text = words
        record.last = ordinal
        record.count += 1
        if kind == .title { record.isInHeadline = true }
        if kind == .heading { record.section = section }
        if opensParagraph { record.openedParagraph = paragraph }
        record.paragraph = paragraph
      }
    }
    if named.contains(where: { $0.place >= 0 }) {
      discourse.lastParagraphNamed = discourse.paragraph
    }
  }

  // MARK: Periods

  private func periods(
    _ sentence: SentenceReading, _ answers: [Answers], _ evidence: PeriodEvidence,
    _ kind: Article.Sentence.Kind, _ discourse: inout Discourse
  ) {
    let resolver = PeriodResolver(published: discourse.published, context: discourse.context)
    var named: [TimePeriod] = []
    for mention in sentence.periods where evidence.isPeriod(mention) {
      guard let period = resolver.resolve(mention) else { continue }
      if isLabel(mention, sentence) { discourse.label = (period, discourse.paragraph) }
      let (section, paragraph, ordinal) = (
        discourse.section, discourse.paragraph, discourse.sentence
      )
      discourse.name(period: period) { record in
        record.last = ordinal
        record.count += 1
        if kind == .title { record.isInHeadline = true }
        if kind == .heading { record.section = section }
        if record.openedParagraph != paragraph { record.openedParagraph = paragraph }
      }
      if isSpokenOf(mention, sentence, evidence), period.last.number - period.first.number < 3_000 {
        named.append(period)
      }
    }
    // The period of the sentence's figures, or else the first that it names.
    let measured = sentence.figures.indices.compactMap { index -> TimePeriod? in
      guard index < answers.count, !evidence.isCompared(index), !evidence.isMovement(index),
        let period = answers[index].period?.period
      else { return nil }
      return named.contains(period) ? period : nil
    }
    if let period = measured.max(by: { ($0.last, $1.first) < ($1.last, $0.first) }) ?? named.first {
      discourse.context = period
    }
  }

  /// “June 2017: …” at the start of a paragraph.
  private func isLabel(_ mention: PeriodMention, _ sentence: SentenceReading) -> Bool {
    mention.tokens.lowerBound == sentence.range.lowerBound
      && (mention.tokens.lowerBound == 0
        || text.tokens[mention.tokens.lowerBound].traits.contains(.lineBefore))
      && sentence.range.contains(mention.tokens.upperBound)
      && text.tokens[mention.tokens.upperBound].isMark(":")
  }

  /// Whether the text goes on to speak of a period that it names.
  private func isSpokenOf(
    _ mention: PeriodMention, _ sentence: SentenceReading, _ evidence: PeriodEvidence
  ) -> Bool {
    guard mention.role == .plain || mention.role == .possessive, !mention.meaning.isDay else {
      return false
    }
    if mention.meaning.yearsFromContext != nil { return false }
    if case .preceding = mention.meaning { return false }
    if evidence.isFounding(mention) || evidence.isInName(mention) { return false }
    return !evidence.compared.contains { $0.contains(mention.tokens.lowerBound) }
      && !evidence.isAhead(at: mention.tokens.lowerBound)
  }

  // MARK: Names

  private func names(_ sentence: SentenceReading, _ discourse: inout Discourse) {
    if !sentence.isShouted {
      let words = sentence.range.dropFirst()
      for entity in sentence.entities where entity.kind != .place {
        for index in entity.tokens.clamped(to: words) {
          discourse.name(word: text.tokens[index].exact)
        }
      }
      for index in words
      where sentence.tag(index) == .proper && text.tokens[index].traits.contains(.capitalised)
        && !sentence.entities.contains(where: { $0.tokens.contains(index) })
      {
        discourse.name(word: text.tokens[index].exact)
      }
    }
    for entity in sentence.entities where entity.kind != .place && entity.tokens.count > 1 {
      discourse.introduce(
        .init(
          name: text.string(tokens: entity.tokens).folded,
          words: text.tokens[entity.tokens].map(\.key)))
    }
  }
}

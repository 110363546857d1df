internal import Learning
internal import Records
internal import Text

/// A period as the answer to “when is this figure of?”.
struct PeriodAnswer: Hashable, Sendable {
  var period: TimePeriod
}

/// When: proposes the periods that a figure can be of.
///
/// Every expression of the sentence is proposed as it can be dated (against the publication, against
/// what the text speaks of, as the same part of another year), what the text has spoken of, and what
/// goes without saying: the publication's day, month and year and those before.
struct PeriodSlot {
  let ranker: Ranker
  let fiscalYears: FiscalYears
  let money: CurrencyPlaces

  static let space = FeatureSpace(names: PeriodFeature.names, circumstances: Circumstance.names)
  /// Units of time: a length of time has the period of its own part of the sentence only.
  static let times: Set<String> = ["s", "min", "h", "d", "wk", "mo", "a"]

  /// The candidates with their features; “not said” (`nil`) comes first.
  func candidates(_ context: FigureContext, _ evidence: PeriodEvidence) -> [Candidate<PeriodAnswer>]
  {
    var pool = Pool()
    inSentence(context, evidence, &pool)
    spokenOf(context, evidence, &pool)
    unsaid(context, evidence, &pool)
    describe(context, &pool)
    none(context, evidence, &pool)
    return pool.candidates
  }

  /// The circumstances in which features weigh differently.
  static func circumstances(
    _ context: FigureContext, _ evidence: PeriodEvidence, isOfName: Bool
  ) -> [Int] {
    var found = Circumstance.kinds(of: context)
    if context.sentence.periods.contains(where: { evidence.isPeriod($0) && !$0.meaning.isDay }) {
      found.append(.stated)
    }
    if isOfName { found.append(.ofName) }
    if context.role == .base { found.append(.base) }
    switch context.nature {
    case .flow: found.append(.flow)
    case .stock: found.append(.stock)
    case .price: found.append(.price)
    case nil: break
    }
    return found.map(\.rawValue)
  }

  /// The candidates while they are collected; the same period is one candidate.
  struct Pool {
    var candidates: [Candidate<PeriodAnswer>] = [Candidate(nil)]
    private var numbers: [TimePeriod: Int] = [:]

    mutating func number(of period: TimePeriod) -> Int {
      if let number = numbers[period] { return number }
      candidates.append(Candidate(PeriodAnswer(period: period)))
      numbers[period] = candidates.count - 1
      return candidates.count - 1
    }

    mutating func set(_ number: Int, _ feature: PeriodFeature, _ value: Float = 1) {
      candidates[number].features.set(feature.rawValue, value)
    }

    /// Whether the sentence names it.
    func isNamed(_ number: Int) -> Bool {
      let features = candidates[number].features
      return features.has(PeriodFeature.before.rawValue)
        || features.has(PeriodFeature.after.rawValue)
    }

    mutating func propose(_ period: TimePeriod?, _ feature: PeriodFeature) {
      guard let period else { return }
      set(number(of: period), feature)
    }
  }

  // MARK: Said in the sentence

  private func inSentence(
    _ context: FigureContext, _ evidence: PeriodEvidence, _ pool: inout Pool
  ) {
    let sentence = context.sentence
    let figure = context.figure
    let mentions = sentence.periods.filter { evidence.isPeriod($0) }
    let before = mentions.last { $0.tokens.upperBound <= figure.core.lowerBound }
    let after = mentions.first { $0.tokens.lowerBound >= figure.core.upperBound }
    let nearest = mentions.min {
      context.distance(to: $0.tokens) < context.distance(to: $1.tokens)
    }
    let dating = dating(context, evidence)
    for mention in mentions
    where !evidence.isPast(mention, context) && !evidence.isOfFounding(mention, context.figure) {
      for (period, kinds) in dating.datings(of: mention) {
        let number = pool.number(of: period)
        for kind in kinds { pool.set(number, kind) }
        evidence.describe(mention, period, context) { pool.set(number, $0, $1) }
        if mention.tokens == before?.tokens { pool.set(number, .nearestBefore) }
        if mention.tokens == after?.tokens { pool.set(number, .nearestAfter) }
        if mention.tokens == nearest?.tokens { pool.set(number, .nearest) }
        if mentions.count == 1 { pool.set(number, .alone) }
      }
    }
    span(of: mentions, context, evidence, &pool)
  }

  private func dating(_ context: FigureContext, _ evidence: PeriodEvidence) -> PeriodDating {
    PeriodDating(
      context: context, evidence: evidence, fiscalYears: fiscalYears, money: money)
  }

  /// “from 2 in 2020 to 3 in 2024, an average growth of 5 percent”: the rate is that of all the years.
  private func span(
    of mentions: [PeriodMention], _ context: FigureContext, _ evidence: PeriodEvidence,
    _ pool: inout Pool
  ) {
    let years = mentions.compactMap { mention -> Int? in
      guard case .part(.year, .absolute(let year)) = mention.meaning else { return nil }
      return year
    }
    guard let first = years.min(), let last = years.max(), last > first else { return }
    let own = evidence.group(at: context.figure.core.lowerBound)
    let isAverage = (own.tokens.lowerBound..<context.figure.core.lowerBound).contains {
      context.sentence.word($0).contains(.average)
    }
    guard let period = TimePeriod.months(from: first, 1, count: (last - first + 1) * 12) else {
      return
    }
    let number = pool.number(of: period)
    pool.set(number, .spanOfAll, isAverage && context.figure.isRatio ? 1 : 0.3)
  }

  // MARK: Spoken of

  private func spokenOf(
    _ context: FigureContext, _ evidence: PeriodEvidence, _ pool: inout Pool
  ) {
    let discourse = context.discourse
    for (age, period) in discourse.recentPeriods.reversed().enumerated() {
      guard let record = discourse.periods[period],
        age < 6 || record.isInHeadline || record.section == discourse.section
          || record.claims > 0.5 || record.first <= 1
      else { continue }
      let number = pool.number(of: period)
      pool.set(number, .namedBefore)
      if age == 0 { pool.set(number, .lastNamed) }
      let distance = discourse.sentence - record.last
      if distance == 1 { pool.set(number, .namedJustBefore) }
      pool.set(number, .sentencesSince, min(Float(distance), 20) / 20)
      if record.openedParagraph == discourse.paragraph { pool.set(number, .opensParagraph) }
      if record.isInHeadline { pool.set(number, .inHeadline) }
      if record.section == discourse.section, discourse.section > 0 { pool.set(number, .inHeading) }
      if record.first <= 1 { pool.set(number, .firstNamed) }
      pool.set(number, .claimedBefore, min(1, record.claims))
      pool.set(number, .often, min(record.claims, 10) / 10)
    }
    if let last = discourse.last {
      let feature: PeriodFeature =
        last.sentence == discourse.sentence
        ? .ofPreviousFigure
        : last.paragraph == discourse.paragraph ? .ofPreviousSentence : .ofPreviousParagraph
      take(last.answers, feature, &pool)
      for (answer, share) in last.answers.periods {
        guard let answer else { continue }
        let isBase = context.role == .base
        if let before = PeriodResolver.shifted(answer.period, years: -1) {
          pool.set(
            pool.number(of: before), isBase ? .yearBeforeBase : .yearBeforeTold, share)
        }
        if isBase { pool.set(pool.number(of: answer.period), .baseOfPrevious, share) }
        whole(year: answer.period, context, share, &pool)
      }
    } else if let period = discourse.context {
      whole(year: period, context, 1, &pool)
    }
    for role in [FigureRole.told, .base] {
      guard let answers = discourse.sameRole(role) else { continue }
      take(answers, role == context.role ? .ofSameRole : .ofOtherRole, &pool)
    }
    if let first = discourse.paragraphFirst { take(first, .ofParagraph, &pool) }
    if let label = discourse.label {
      let isHere = label.paragraph == discourse.paragraph
      pool.set(pool.number(of: label.period), isHere ? .ofLabel : .ofLabelBefore)
    }
  }

  /// What an earlier figure was of, as surely as that is known.
  private func take(_ answers: Answers, _ feature: PeriodFeature, _ pool: inout Pool) {
    for (answer, share) in answers.periods {
      guard let answer else { continue }
      pool.set(pool.number(of: answer.period), feature, share)
    }
  }

  /// “annual revenue” in a text about a quarter is that of the year.
  private func whole(
    year period: TimePeriod, _ context: FigureContext, _ share: Float, _ pool: inout Pool
  ) {
    guard period.last.number - period.first.number < 300 else { return }
    guard let year = TimePeriod.year(period.first.year) else { return }
    let number = pool.number(of: year)
    // A year that the sentence names is not one that goes without saying.
    guard !pool.isNamed(number) else { return }
    pool.set(
      number, context.sentence.isYearly ? .yearOfContextSaid : .yearOfContext,
      share)
  }

  // MARK: Without saying

  private func unsaid(
    _ context: FigureContext, _ evidence: PeriodEvidence, _ pool: inout Pool
  ) {
    guard let published = context.discourse.published else { return }
    pool.propose(TimePeriod.year(published.year), .publicationYear)
    pool.propose(TimePeriod.year(published.year - 1), .yearBefore)
    guard let month = published.month else { return }
    // What a year came to is told in the first months of the next, where nothing else is said.
    if month <= 3,
      !context.sentence.periods.contains(where: { evidence.isPeriod($0) && !$0.meaning.isDay })
    {
      pool.propose(TimePeriod.year(published.year - 1), .yearJustOver)
    }
    pool.propose(TimePeriod.month(published.year, month), .publicationMonth)
    let before = published.year * 12 + month - 2
    pool.propose(TimePeriod.month(before / 12, before % 12 + 1), .monthBefore)
    let quarter = published.year * 4 + (month - 1) / 3 - 1
    pool.propose(TimePeriod.quarter(quarter / 4, quarter % 4 + 1), .quarterBefore)
    pool.propose(published.day.map { TimePeriod.day($0) }, .publicationDay)
  }

  // MARK: What kind of period

  private func describe(_ context: FigureContext, _ pool: inout Pool) {
    let published = context.discourse.published
    let date =
      published?.day
      ?? published?.month.flatMap { TimePeriod.month(published?.year ?? 0, $0)?.last }
    let previous =
      context.discourse.last.flatMap {
        $0.paragraph == context.discourse.paragraph ? $0.answers.period?.period : nil
      }
    for number in pool.candidates.indices {
      guard let period = pool.candidates[number].answer?.period else { continue }
      switch period.frequency {
      case .daily, .hourly:
        pool.set(number, .day)
        pool.set(number, .dayOfDaily, context.discourse.profile.dayShare)
        pool.set(number, .dayOfMarketText, context.discourse.profile.marketShare)
        if context.sentence.marketWords > 0 { pool.set(number, .dayOfMarketSentence) }
      case .weekly: pool.set(number, .week)
      case .monthly: pool.set(number, .month)
      case .quarterly: pool.set(number, .quarter)
      case .halfYearly: pool.set(number, .half)
      case .annual: pool.set(number, .year)
      case .other:
        let days = period.last.number - period.first.number
        pool.set(number, days > 1_000 ? .decade : (364...366).contains(days) ? .fiscal : .several)
      }
      if let date {
        if period.first > date {
          pool.set(number, .future)
        } else if period.last >= date {
          pool.set(number, .coversPublication)
        } else {
          pool.set(number, .past)
        }
      }
      if let previous, previous != period {
        if previous.first <= period.first, period.last <= previous.last {
          pool.set(number, .partOfPrevious)
        }
        if period.first <= previous.first, previous.last <= period.last {
          pool.set(number, .containsPrevious)
        }
      }
    }
  }

  // MARK: Not said

  private func none(
    _ context: FigureContext, _ evidence: PeriodEvidence, _ pool: inout Pool
  ) {
    let figure = context.figure
    pool.set(0, .none)
    pool.set(0, .noneDaily, context.discourse.profile.dayShare)
    pool.set(0, .noneOfMarketText, context.discourse.profile.marketShare)
    if context.sentence.marketWords > 0 { pool.set(0, .noneOfMarketSentence) }
    if context.role == .base { pool.set(0, .noneOfBase) }
    if context.sentence.periods.contains(where: { $0.meaning == .other }) {
      pool.set(0, .noneRate)
    }
    if evidence.isPresent(figure) { pool.set(0, .nonePresent) }
    if evidence.isPastTense(figure) { pool.set(0, .nonePast) }
    if PeriodSlot.times.contains(figure.unit) { pool.set(0, .noneOfDuration) }
    let mentions = context.sentence.periods.filter { evidence.isPeriod($0) }
    if !mentions.isEmpty { pool.set(0, .noneStated) }
    let dating = dating(context, evidence)
    if !mentions.isEmpty, mentions.allSatisfy({ dating.datings(of: $0).isEmpty }) {
      pool.set(0, .noneUndated)
    }
    if let last = context.discourse.last,
      let none = last.answers.periods.first(where: { $0.answer == nil })
    {
      let isNear = last.paragraph == context.discourse.paragraph
      pool.set(0, .noneOfPrevious, isNear ? none.share : none.share / 2)
    }
    if context.discourse.recentPeriods.isEmpty { pool.set(0, .noneBefore) }
    if evidence.isAhead(at: figure.core.lowerBound) { pool.set(0, .noneModal) }
    if evidence.isCompared(context.number) { pool.set(0, .noneCompared) }
    if figure.qualifier == .atLeast || figure.qualifier == .atMost { pool.set(0, .noneThreshold) }
    if figure.isCount { pool.set(0, .noneCount) }
  }
}

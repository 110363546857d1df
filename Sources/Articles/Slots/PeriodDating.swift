internal import Records
internal import Text

/// The ways in which a period expression can be dated.
struct PeriodDating {
  let context: FigureContext
  let evidence: PeriodEvidence
  let fiscalYears: FiscalYears
  let money: CurrencyPlaces

  private var discourse: Discourse { context.discourse }

  /// The periods that an expression can mean, each with how it was dated.
  func datings(of mention: PeriodMention) -> [(TimePeriod, [PeriodFeature])] {
    var found: [(TimePeriod, [PeriodFeature])] = []
    func add(_ period: TimePeriod?, _ kinds: PeriodFeature...) {
      if let period { found.append((period, kinds)) }
    }
    let resolver = PeriodResolver(published: discourse.published, context: discourse.context)
    let previous = context.earlier.last?.period?.period
    if case .part(let part, let year) = mention.meaning {
      add(fiscal(part, year), mention.isFiscal ? .fiscalPartSaid : .fiscalPart)
    }
    switch mention.meaning {
    case .part(.months(let first, let count), .absolute(let year)) where count > 1:
      add(resolver.resolve(mention), .absolute)
      let isStart = context.role == .base
      add(TimePeriod.month(year, first), isStart ? .startOfSpanFrom : .startOfSpan)
      let last = year * 12 + first + count - 2
      add(TimePeriod.month(last / 12, last % 12 + 1), isStart ? .endOfSpan : .endOfSpanTo)
    case .part(let part, .absolute(let year)):
      add(resolver.resolve(mention), .absolute)
      if case .year = part, mention.role != .since {
        samePart(ofYear: year, previous, add)
      }
    case .part(_, .unsaid):
      let period = resolver.resolve(mention)
      add(period, .guessedYear)
      if let period { otherYears(period, add) }
      assumed(mention, add)
    case .part(_, .nearest):
      let period = resolver.resolve(mention)
      add(period, .byPublication)
      if let period { otherYears(period, add) }
      assumed(mention, add)
    case .part(.year, .relative(let shift)):
      add(resolver.resolve(mention), discourse.published == nil ? .byContext : .byPublication)
      if let published = discourse.published {
        samePart(ofYear: published.year + shift, previous, add)
      }
      // “last year” in a text without a date is the one before that of which it speaks.
      if discourse.published == nil, let context = discourse.context {
        add(TimePeriod.year(context.first.year + shift), .byContext)
      }
      assumed(mention, add)
    case .same(let shift):
      add(resolver.resolve(mention), .byContext)
      if let previous {
        let same = shift == 0 ? previous : PeriodResolver.shifted(previous, years: shift)
        add(same, .sameAsPrevious)
      }
      for other in others(than: mention) {
        add(shift == 0 ? other : PeriodResolver.shifted(other, years: shift), .sameAsOther)
      }
    case .sameIn, .part(_, .context):
      add(resolver.resolve(mention), .byContext)
      if let previous {
        add(
          PeriodResolver(published: discourse.published, context: previous).resolve(mention),
          .sameAsPrevious)
      }
      for other in others(than: mention) {
        add(
          PeriodResolver(published: discourse.published, context: other).resolve(mention),
          .sameAsOther)
      }
    case .preceding(let unit):
      if let base = discourse.context {
        add(PeriodResolver.preceding(unit, base), .beforeSpokenOf)
      }
      if let previous { add(PeriodResolver.preceding(unit, previous), .beforePrevious) }
      for other in others(than: mention) {
        add(PeriodResolver.preceding(unit, other), .beforeOther)
      }
      add(resolver.resolve(.relative(unit, -1)), .beforePublished)
    case .relative(let unit, let shift):
      add(resolver.resolve(mention), .byPublication)
      // “this month”, “the previous quarter” count from what the text speaks of as well.
      if let base = previous ?? discourse.context, let months = unit.months, months < 12 {
        let start = base.first.advanced(byMonths: shift * months)
        add(TimePeriod.months(from: start.year, start.month, count: months), .byContext)
      }
    case .years(let first, let last):
      if last == first + 1 { fiscal(first, add) }
      if mention.isFiscal, last == first + 1 { break }
      add(resolver.resolve(mention), isEndOfMovement ? .spanOfAll : .absolute)
      ends(first, last, add)
    case .yearsTo(let count, let last):
      add(resolver.resolve(mention), isEndOfMovement ? .spanOfAll : .absolute)
      ends(last - count, last, add)
    default:
      assumed(mention, add)
      add(resolver.resolve(mention), mention.meaning.isAbsolute ? .absolute : .byPublication)
    }
    return found
  }

  /// Whether the figure is where a movement starts or ends, which is of no whole span: “from 3 to
  /// 5”.
  private var isEndOfMovement: Bool {
    let number = context.number
    if evidence.isMovement(number) { return true }
    return number > 0 && evidence.isMovement(number - 1)
      && context.sentence.key(context.figure.tokens.lowerBound - 1) == SentenceReading.to
  }

  /// “rose from 3 to 5 from 2020 to 2024”: the first is of the first year, the other of the last.
  private func ends(
    _ first: Int, _ last: Int, _ add: (TimePeriod?, PeriodFeature...) -> Void
  ) {
    let isStart = context.role == .base
    let isEnd = context.number > 0 && discourse.lastRoleIsBase
    add(TimePeriod.year(first), isStart ? .startOfSpanFrom : .startOfSpan)
    add(TimePeriod.year(last), isEnd ? .endOfSpanTo : .endOfSpan)
  }

  /// “2023-24”: a year that starts in the country's month, or in one of the usual months.
  private func fiscal(_ year: Int, _ add: (TimePeriod?, PeriodFeature...) -> Void) {
    let month = fiscalStart
    for (start, feature) in [
      (4, PeriodFeature.fiscalApril), (7, .fiscalJuly), (10, .fiscalOctober),
    ] {
      let period = TimePeriod.months(from: year, start, count: 12)
      if start == month {
        add(period, feature, .fiscalOfCountry)
      } else {
        add(period, feature)
      }
    }
  }

  /// The month in which the fiscal year starts where the text belongs: the money's country, the
  /// publisher's, the one named most.
  private var fiscalStart: Int? {
    let homes = [
      discourse.publisherCountry, money.place(of: context.figure.unit),
      discourse.profile.mostNamedCountry, discourse.institution,
    ]
    return homes.compactMap(\.self).compactMap { fiscalYears.month(of: $0) }.first
  }

  /// “Q2FY23”, “the fourth quarter” where fiscal years do not start in January: the part of the
  /// fiscal year that is named by the year in which it ends.
  private func fiscal(_ part: PeriodMeaning.Part, _ year: PeriodMeaning.Year) -> TimePeriod? {
    guard let start = fiscalStart, start > 1 else { return nil }
    let (first, count): (Int, Int)
    switch part {
    case .year: (first, count) = (0, 12)
    case .quarter(let number): (first, count) = (number * 3 - 3, 3)
    case .half(let number): (first, count) = (number * 6 - 6, 6)
    case .months, .day: return nil
    }
    func period(_ year: Int) -> TimePeriod? {
      let month = (year - 1) * 12 + start - 1 + first
      return TimePeriod.months(from: month / 12, month % 12 + 1, count: count)
    }
    switch year {
    case .absolute(let year): return period(year)
    case .unsaid:
      // The last one that is over.
      guard part != .year, let published = discourse.published, let month = published.month else {
        return nil
      }
      let now = published.year * 12 + month - 1
      return (published.year - 1...published.year + 1).reversed().lazy.compactMap { period($0) }
        .first { period in
          let (year, month, _) = period.last.components
          return year * 12 + month - 1 < now
        }
    case .relative(let shift):
      return discourse.published.flatMap { period($0.year + shift) }
    case .context, .nearest: return nil
    }
  }

  /// A text without a date is of about the latest year that it names.
  private func assumed(
    _ mention: PeriodMention, _ add: (TimePeriod?, PeriodFeature...) -> Void
  ) {
    guard discourse.published == nil, let latest = discourse.profile.latestYear,
      !mention.meaning.isAbsolute
    else { return }
    func resolved(_ year: Int) -> TimePeriod? {
      PeriodResolver(published: PublicationDate(year: year), context: discourse.context)
        .resolve(mention)
    }
    add(resolved(latest), .assumedLatest)
    add(resolved(latest + 1), .assumedNext)
    add(resolved(latest - 1), .assumedBefore)
  }

  /// The other periods that the sentence names.
  private func others(than mention: PeriodMention) -> [TimePeriod] {
    let resolver = PeriodResolver(published: discourse.published, context: discourse.context)
    return context.sentence.periods.compactMap { other in
      guard other.tokens != mention.tokens, !other.meaning.isDay else { return nil }
      if other.meaning.yearsFromContext != nil { return nil }
      if case .sameIn = other.meaning { return nil }
      return resolver.resolve(other)
    }
  }

  /// “sales in the quarter rose from 2003's 5 million”: the same part of that year, if it is another
  /// than the one spoken of.
  private func samePart(
    ofYear year: Int, _ previous: TimePeriod?, _ add: (TimePeriod?, PeriodFeature...) -> Void
  ) {
    for base in [previous, discourse.context].compactMap(\.self)
    where base.frequency != .annual && base.last.number - base.first.number < 360
      && base.first.year != year
    {
      add(PeriodResolver.shifted(base, years: year - base.first.year), .samePart)
    }
  }

  /// A month or a quarter without its year is of the year that the text speaks of, or of the last.
  private func otherYears(
    _ period: TimePeriod, _ add: (TimePeriod?, PeriodFeature...) -> Void
  ) {
    if let base = discourse.context, base.first.year != period.first.year {
      add(PeriodResolver.shifted(period, years: base.first.year - period.first.year), .otherYear)
    }
    add(PeriodResolver.shifted(period, years: -1), .yearBeforePrevious)
  }
}

extension PeriodMeaning {
  /// Whether it says its year itself.
  var isAbsolute: Bool {
    switch self {
    case .years, .yearsTo, .fixed, .part(_, .absolute), .ending(_, _, .absolute),
      .daysEnding(_, _, _, .absolute):
      true
    default: false
    }
  }
}

extension PeriodEvidence {
  /// Tells every feature that holds for an expression, dated as a period.
  func describe(
    _ mention: PeriodMention, _ period: TimePeriod, _ context: FigureContext,
    _ set: (PeriodFeature, Float) -> Void
  ) {
    let figure = context.figure
    let tokens = mention.tokens
    // “up 3 from 2003”: what is compared with stands beside the figure and is not its period.
    let isBase = mention.role == .base && context.role == .told
    switch host(of: mention) {
    case context.number: set(isBase ? .hostsAsBase : .hosts, 1)
    case nil: break
    default: set(.hostsAnother, 1)
    }
    let isBefore = tokens.upperBound <= figure.core.lowerBound
    set(isBefore ? .before : .after, 1)
    let distance = context.distance(to: tokens)
    set(.distance, min(Float(distance), 30) / 30)
    if distance <= 2 { set(isBase ? .besideAsBase : .beside, 1) }
    let own = group(at: figure.core.lowerBound)
    let other = group(at: tokens.lowerBound)
    if own.number == other.number {
      set(isBase ? .sameClauseAsBase : .sameClause, 1)
    } else if !isBefore {
      set(.laterClause, 1)
    } else {
      let hangs = own.kind != .main
      set(hangs && other.kind == .main ? .mainOfOwn : .otherClause, 1)
    }
    if context.isFigureBetween(tokens) { set(.figureBetween, 1) }
    if context.isVerbBetween(tokens) { set(.verbBetween, 1) }
    if tokens.lowerBound <= sentence.range.lowerBound + 2 { set(.opens, 1) }
    if leads(mention, to: figure) { set(.leadsClause, 1) }
    roles(mention, context, set)
    comparisons(mention, context, set)
    if isFounding(mention) { set(.founding, 1) }
    if isInName(mention) { set(.inName, 1) }
    if isAhead(at: tokens.lowerBound) { set(.ahead, 1) }
    if standsWithVerb(mention, saying: true) { set(.said, 1) }
    if mention.meaning.isDay, standsWithVerb(mention, saying: false) { set(.dayWithVerb, 1) }
  }

  private func roles(
    _ mention: PeriodMention, _ context: FigureContext, _ set: (PeriodFeature, Float) -> Void
  ) {
    switch mention.role {
    case .plain: break
    case .base: set(.base, 1)
    case .since: set(.since, 1)
    case .by: set(.by, 1)
    case .possessive:
      set(.possessive, 1)
      // “last year’s 1.55 billion”
      if follows(context.figure, mention) {
        set(.possessiveAhead, 1)
      } else if sentence.figures.contains(where: { follows($0, mention) }) {
        set(.possessiveOfAnother, 1)
      }
    }
  }

  private func comparisons(
    _ mention: PeriodMention, _ context: FigureContext, _ set: (PeriodFeature, Float) -> Void
  ) {
    let zone = compared.first { $0.contains(context.figure.core.lowerBound) }
    let other = compared.first { $0.contains(mention.tokens.lowerBound) }
    if let zone {
      set(zone == other ? .bothCompared : .onlyFigureCompared, 1)
    } else if other != nil {
      set(.onlyItCompared, 1)
    }
    if isMovement(context.number) { set(.ofMovement, 1) }
    let isAfter = sequels.contains { $0.contains(context.figure.core.lowerBound) }
    let isItAfter = sequels.contains { $0.contains(mention.tokens.lowerBound) }
    if isAfter, isItAfter { set(.bothAfter, 1) }
    if isAfter, !isItAfter { set(.onlyFigureAfter, 1) }
    if !isAfter, isItAfter { set(.onlyItAfter, 1) }
  }
}

internal import Records
internal import Text

/// Turns period expressions into time periods: against the article's date and what the text speaks
/// of, never today.
struct PeriodResolver {
  /// The article's date.
  var published: PublicationDate?
  /// The period of which the text speaks.
  var context: TimePeriod?

  /// The period that an expression names, as far as it can be known.
  func resolve(_ mention: PeriodMention) -> TimePeriod? {
    guard let period = resolve(mention.meaning) else { return nil }
    if mention.role == .since {
      // Up to the end of the article's year, since the year is all that such a statement is precise
      // to.
      guard let published, let end = TimePeriod.year(published.year)?.last, end >= period.first
      else { return nil }
      return TimePeriod.days(from: period.first, through: end)
    }
    return period
  }

  /// The period that an expression names.
  func resolve(_ meaning: PeriodMeaning) -> TimePeriod? {
    switch meaning {
    case .part(let part, let year): return resolve(part, year)
    // “this year” in an article without a date is the year that it speaks of.
    case .relative(.year, 0) where published == nil:
      return context.flatMap { TimePeriod.year($0.first.year) }
    case .relative(let unit, let shift): return relative(unit, shift)
    case .weekday(let weekday):
      guard let day = published?.day else { return nil }
      let back = (day.weekday - weekday + 7) % 7
      return .day(day.advanced(byDays: -back))
    case .years(let first, let last):
      return TimePeriod.months(from: first, 1, count: (last - first + 1) * 12)
    case .yearsTo(let count, let last):
      return TimePeriod.months(from: last - count + 1, 1, count: count * 12)
    case .count(let count, let unit, let shift): return span(count, unit, shift)
    case .ending(let count, let month, let year):
      guard let end = resolve(.months(month, 1), year) else { return nil }
      let start = end.first.advanced(byMonths: 1 - count)
      return TimePeriod.months(from: start.year, start.month, count: count)
    case .daysEnding(let count, let month, let day, let year):
      guard let last = resolve(.day(month, day), year)?.last else { return nil }
      return TimePeriod.days(from: last.advanced(byDays: 1 - count), through: last)
    case .preceding(let unit):
      return context.flatMap { PeriodResolver.preceding(unit, $0) } ?? relative(unit, -1)
    case .same(let shift):
      return shift == 0 ? context : context.flatMap { PeriodResolver.shifted($0, years: shift) }
    case .sameIn(let year):
      guard let context, let target = resolve(.year, year) else { return nil }
      return PeriodResolver.shifted(context, years: target.first.year - context.first.year)
    case .fixed(let period): return period
    case .comparison, .other: return nil
    }
  }

  /// The same part of another year.
  static func shifted(_ period: TimePeriod, years: Int) -> TimePeriod? {
    let next = period.last.advanced(byDays: 1)
    let first = period.first.advanced(byMonths: 12 * years)
    let last = next.advanced(byMonths: 12 * years).advanced(byDays: -1)
    return TimePeriod.days(from: first, through: last)
  }

  /// The unit of time before a period; `nil` where the period is longer than the unit.
  static func preceding(_ unit: TimeUnit, _ period: TimePeriod) -> TimePeriod? {
    let length = period.last.number - period.first.number + 1
    switch unit {
    case .day:
      return length > 1 ? nil : .day(period.first.advanced(byDays: -1))
    case .week:
      guard length <= 7 else { return nil }
      let start =
        length == 7 ? period.first : period.first.advanced(byDays: 1 - period.first.weekday)
      return TimePeriod.days(
        from: start.advanced(byDays: -7), through: start.advanced(byDays: -1))
    case .month, .quarter, .half, .year:
      guard let months = unit.months, length <= months * 31 else { return nil }
      let (year, month, _) = period.first.components
      let start = ((year * 12 + month - 1) / months - 1) * months
      return TimePeriod.months(from: start / 12, start % 12 + 1, count: months)
    case .decade, .century: return nil
    }
  }

  private func resolve(_ part: PeriodMeaning.Part, _ year: PeriodMeaning.Year) -> TimePeriod? {
    switch year {
    case .absolute(let year): return PeriodResolver.period(part, year)
    case .relative(let shift):
      return published.flatMap { PeriodResolver.period(part, $0.year + shift) }
    case .context(let shift):
      if let context { return PeriodResolver.period(part, context.first.year + shift) }
      return published.flatMap { PeriodResolver.period(part, $0.year + shift) }
    case .nearest(let direction):
      guard let published, let period = PeriodResolver.period(part, published.year) else {
        return nil
      }
      let first =
        published.day
        ?? published.month.flatMap {
          TimePeriod.month(published.year, $0)?.first
        }
      guard let first else { return PeriodResolver.period(part, published.year + direction) }
      if direction < 0 {
        return period.last < first ? period : PeriodResolver.period(part, published.year - 1)
      }
      return period.first > first ? period : PeriodResolver.period(part, published.year + 1)
    case .unsaid:
      guard let published else {
        return context.flatMap { PeriodResolver.period(part, $0.first.year) }
      }
      guard let period = PeriodResolver.period(part, published.year) else { return nil }
      // The last one that had begun when the article was published.
      let limit =
        published.day ?? published.month.flatMap { TimePeriod.month(published.year, $0)?.last }
      if let limit, period.first > limit { return PeriodResolver.period(part, published.year - 1) }
      if let limit, period.frequency != .daily, period.last > limit, period.frequency != .annual,
        PeriodResolver.isEarly(limit, in: period)
      {
        return PeriodResolver.period(part, published.year - 1)
      }
      return period
    }
  }

  /// Whether a day falls so early in a period that figures for it cannot be out yet: its first
  /// third.
  private static func isEarly(_ day: Day, in period: TimePeriod) -> Bool {
    let length = period.last.number - period.first.number + 1
    return (day.number - period.first.number) * 3 < length
  }

  private static func period(_ part: PeriodMeaning.Part, _ year: Int) -> TimePeriod? {
    switch part {
    case .year: .year(year)
    case .half(let number): .half(year, number)
    case .quarter(let number): .quarter(year, number)
    case .months(let first, let count): .months(from: year, first, count: count)
    case .day(let month, let day): Day(year: year, month: month, day: day).map { .day($0) }
    }
  }

  private func relative(_ unit: TimeUnit, _ shift: Int) -> TimePeriod? {
    guard let published else { return nil }
    switch unit {
    case .year: return .year(published.year + shift)
    case .decade, .century: return nil
    case .day: return published.day.map { .day($0.advanced(byDays: shift)) }
    case .week:
      guard let day = published.day else { return nil }
      let monday = day.advanced(byDays: 1 - day.weekday + 7 * shift)
      return TimePeriod.days(from: monday, through: monday.advanced(byDays: 6))
    case .month, .quarter, .half:
      guard let month = published.month, let length = unit.months else { return nil }
      let index = (published.year * 12 + month - 1) / length + shift
      let start = index * length
      return TimePeriod.months(from: start / 12, start % 12 + 1, count: length)
    }
  }

  private func span(_ count: Int, _ unit: TimeUnit, _ shift: Int) -> TimePeriod? {
    guard let published, let months = unit.months else { return nil }
    if unit == .year || unit == .decade {
      let years = count * months / 12
      let first = shift < 0 ? published.year - years : published.year + 1
      return TimePeriod.months(from: first, 1, count: years * 12)
    }
    guard let month = published.month else { return nil }
    let current = (published.year * 12 + month - 1) / months
    let start = (shift < 0 ? current - count : current + 1) * months
    return TimePeriod.months(from: start / 12, start % 12 + 1, count: count * months)
  }
}

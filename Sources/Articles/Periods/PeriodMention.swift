internal import Records
internal import Text

/// A period expression in a text, before it is resolved.
struct PeriodMention {
  /// Its tokens.
  var tokens: Range<Int>
  /// What it means.
  var meaning: PeriodMeaning
  /// How it stands in the sentence.
  var role: Role = .plain
  /// Whether it is said to be of a fiscal year: `FY23`, `the 2000-01 financial year`.
  var isFiscal = false

  /// How a period expression stands in the sentence.
  enum Role {
    /// `in 2024`: when something was so.
    case plain
    /// `from 2022`, `than a year earlier`, `year on year`: what is compared with.
    case base
    /// `since 2014`: from then until the article's date.
    case since
    /// `by 2030`: at the end of it.
    case by
    /// `2023's`, `last year's`: whose figure follows.
    case possessive
  }
}

/// What a period expression says.
enum PeriodMeaning: Equatable {
  /// A part of a year.
  enum Part: Equatable {
    case year
    case half(Int)
    case quarter(Int)
    /// The first month and how many.
    case months(Int, Int)
    case day(Int, Int)
  }

  /// Which year.
  enum Year: Equatable {
    case absolute(Int)
    /// Counted from the article's year.
    case relative(Int)
    /// Not said: the last one up to the article's date.
    case unsaid
    /// The year that the text speaks of, or one counted from it: `a year earlier` is -1.
    case context(Int)
    /// `last May`, `next May`: the last one that is over (-1), the next one that begins (1).
    case nearest(Int)
  }

  case part(Part, Year)
  /// `last month`, `this quarter`, `yesterday`.
  case relative(TimeUnit, Int)
  /// `the previous quarter`: the one before that of which the text speaks.
  case preceding(TimeUnit)
  case weekday(Int)
  /// `from 2020 to 2024`, `1994-95`.
  case years(Int, Int)
  /// `the ten years to 2023`: how many, and the last; a change over them starts from the year
  /// before.
  case yearsTo(Int, Int)
  /// `the past nine years`, `the next two quarters`.
  case count(Int, TimeUnit, Int)
  /// `the three months to September`: how many months, the last month, its day where said.
  case ending(Int, Int, Year)
  /// `the week ended May 5`: how many days, and the month and day of the last.
  case daysEnding(Int, Int, Int, Year)
  /// The same period as before, or as many years before it as said: `a year earlier` is -1.
  case same(Int)
  /// The same period in another year: `the same period of 2023`.
  case sameIn(Year)
  case fixed(TimePeriod)
  /// `year on year`: no period of its own.
  case comparison
  /// A length of time or a time of day: no period, but no quantity either.
  case other

  /// Whether it is a day or a week: when something was said rather than what was measured.
  var isDay: Bool {
    switch self {
    case .part(.day, _), .weekday, .relative(.day, _), .relative(.week, _): true
    case .fixed(let period): period.frequency == .daily
    default: false
    }
  }

  /// How many years it lies from the period that the text speaks of, where it only points back to
  /// that: `the period`, `the year` 0, `a year earlier` -1.
  var yearsFromContext: Int? {
    switch self {
    case .same(let shift), .part(.year, .context(let shift)): shift
    default: nil
    }
  }
}

/// The date of an article, as precisely as it is known.
struct PublicationDate: Equatable {
  /// The year.
  var year: Int
  /// The month, where known.
  var month: Int?
  /// The day of the month, where known.
  var dayOfMonth: Int?

  /// A date from a year, a year and month, or a full ISO date.
  init?(_ text: String) {
    let parts = text.split(separator: "-", maxSplits: 2).map {
      Int($0.prefix(2 + ($0.utf8.count > 2 ? 2 : 0)))
    }
    guard let first = parts.first, let year = first, (1500...2200).contains(year) else {
      return nil
    }
    self.year = year
    if parts.count > 1, let month = parts[1], (1...12).contains(month) { self.month = month }
    if month != nil, text.utf8.count >= 10 {
      dayOfMonth = Int(text.dropFirst(8).prefix(2))
    }
  }

  init(year: Int, month: Int? = nil, dayOfMonth: Int? = nil) {
    self.year = year
    self.month = month
    self.dayOfMonth = dayOfMonth
  }

  /// The day, where it is known.
  var day: Day? {
    guard let month, let dayOfMonth else { return nil }
    return Day(year: year, month: month, day: dayOfMonth)
  }

  /// ISO 8601, as far as known.
  var description: String {
    if let day { return day.description }
    if let month, let period = TimePeriod.month(year, month) { return period.description }
    return TimePeriod.year(year)?.description ?? String(year)
  }
}

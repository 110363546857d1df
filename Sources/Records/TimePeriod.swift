/// An SDMX time period: `2024`, `2024-S1`, `2024-Q3`, `2024-03`, `2024-W05`, `2024-03-05`,
/// `2024-01-01/P9M`.
///
/// Source: SDMX 3.0, section 6, “Time Period”. The reporting year is the calendar year; a period
/// that starts elsewhere (a fiscal year) is written as a range of start and duration.
public struct TimePeriod: Hashable, Sendable {
  /// How often a series of such periods has a value (SDMX code list CL_FREQ).
  public enum Frequency: String, Sendable, CaseIterable {
    case annual = "A"
    case halfYearly = "S"
    case quarterly = "Q"
    case monthly = "M"
    case weekly = "W"
    case daily = "D"
    /// An instant of a day.
    case hourly = "H"
    /// A range of start and duration.
    case other = "O"
  }

  /// How often a series of such periods has a value.
  public let frequency: Frequency
  /// The first day.
  public let first: Day
  /// The last day.
  public let last: Day
  /// For an instant: the second of its day.
  public let second: Int32

  init(_ frequency: Frequency, _ first: Day, _ last: Day, second: Int32 = 0) {
    self.frequency = frequency
    self.first = first
    self.last = last
    self.second = second
  }

  /// A calendar year, from 1 to 9999.
  public static func year(_ year: Int) -> TimePeriod? { months(.annual, year, 1, 12) }
  /// A half of a calendar year, 1 or 2.
  public static func half(_ year: Int, _ half: Int) -> TimePeriod? {
    (1...2).contains(half) ? months(.halfYearly, year, half * 6 - 5, 6) : nil
  }
  /// A quarter of a calendar year, 1 to 4.
  public static func quarter(_ year: Int, _ quarter: Int) -> TimePeriod? {
    (1...4).contains(quarter) ? months(.quarterly, year, quarter * 3 - 2, 3) : nil
  }
  /// A month, 1 to 12.
  public static func month(_ year: Int, _ month: Int) -> TimePeriod? {
    months(.monthly, year, month, 1)
  }
  /// An ISO 8601 week, 1 to 53.
  public static func week(_ year: Int, _ week: Int) -> TimePeriod? {
    guard let fourth = Day(year: year, month: 1, day: 4), (1...53).contains(week) else {
      return nil
    }
    let first = fourth.advanced(byDays: 1 - fourth.weekday + 7 * (week - 1))
    guard first.advanced(byDays: 3).year == year else { return nil }
    return TimePeriod(.weekly, first, first.advanced(byDays: 6))
  }
  /// A day.
  public static func day(_ day: Day) -> TimePeriod { TimePeriod(.daily, day, day) }
  /// An instant: a second of a day, as the file's own clock says it.
  public static func instant(_ day: Day, second: Int) -> TimePeriod? {
    (0..<86_400).contains(second)
      ? TimePeriod(.hourly, day, day, second: Int32(second)) : nil
  }

  /// The days from `first` to `last`, named by the shortest period that is exactly these days.
  public static func days(from first: Day, through last: Day) -> TimePeriod? {
    guard first <= last else { return nil }
    if first == last { return day(first) }
    let next = last.advanced(byDays: 1)
    if first.dayOfMonth == 1, next.dayOfMonth == 1 {
      let count = (next.year - first.year) * 12 + next.month - first.month
      switch (count, first.month) {
      case (12, 1): return year(first.year)
      case (6, 1), (6, 7): return half(first.year, first.month / 6 + 1)
      case (3, 1), (3, 4), (3, 7), (3, 10): return quarter(first.year, first.month / 3 + 1)
      case (1, _): return month(first.year, first.month)
      default: break
      }
    }
    return TimePeriod(.other, first, last)
  }

  /// `count` months from the first of a month.
  public static func months(from year: Int, _ month: Int, count: Int) -> TimePeriod? {
    guard count > 0, let first = Day(year: year, month: month, day: 1) else { return nil }
    return days(from: first, through: first.advanced(byMonths: count).advanced(byDays: -1))
  }

  private static func months(_ frequency: Frequency, _ year: Int, _ month: Int, _ count: Int)
    -> TimePeriod?
  {
    guard let first = Day(year: year, month: month, day: 1) else { return nil }
    return TimePeriod(frequency, first, first.advanced(byMonths: count).advanced(byDays: -1))
  }
}

extension TimePeriod: CustomStringConvertible {
  /// As SDMX writes it.
  public var description: String {
    let (year, month, _) = first.components
    switch frequency {
    case .annual: return padded(year, 4)
    case .halfYearly: return "\(padded(year, 4))-S\(month / 6 + 1)"
    case .quarterly: return "\(padded(year, 4))-Q\(month / 3 + 1)"
    case .monthly: return "\(padded(year, 4))-\(padded(month, 2))"
    case .weekly:
      let thursday = first.advanced(byDays: 3)
      let dayOfYear = thursday.number - Day(unchecked: thursday.year, 1, 1).number
      return "\(padded(thursday.year, 4))-W\(padded(Int(dayOfYear) / 7 + 1, 2))"
    case .daily: return first.description
    case .hourly:
      return "\(first)T\(padded(Int(second) / 3600, 2)):\(padded(Int(second) / 60 % 60, 2))"
        + ":\(padded(Int(second) % 60, 2))"
    case .other: return "\(first)/\(duration)"
    }
  }

  /// The length as an ISO 8601 duration, in years or months where it is a whole number of them.
  private var duration: String {
    let next = last.advanced(byDays: 1)
    let (y1, m1, d1) = first.components
    let (y2, m2, d2) = next.components
    let months = (y2 - y1) * 12 + m2 - m1
    guard d1 == d2, months > 0 else { return "P\(next.number - first.number)D" }
    return months % 12 == 0 ? "P\(months / 12)Y" : "P\(months)M"
  }

  /// Reads what `description` wrote, instants included; `nil` where the frequency is another.
  public init?(_ name: String, frequency: Frequency) {
    let parts = name.split(separator: "T", maxSplits: 1)
    if frequency == .hourly {
      let clock = parts.last?.split(separator: ":").compactMap { TimePeriod.digits($0) } ?? []
      guard parts.count == 2, clock.count == 3, let day = Day(iso: parts[0]),
        let instant = TimePeriod.instant(day, second: clock[0] * 3600 + clock[1] * 60 + clock[2])
      else { return nil }
      self = instant
    } else {
      self.init(sdmx: name)
    }
    guard self.frequency == frequency, description == name else { return nil }
  }

  /// Reads an SDMX time period, reporting periods (`2024-A1`, `2024-T2`, `2024-M03`, `2024-D032`)
  /// and an ISO date with a time of day included; `nil` for anything else.
  public init?(sdmx text: some StringProtocol) {
    if let slash = text.firstIndex(of: "/") {
      self.init(start: text[..<slash], span: text[text.index(after: slash)...])
      return
    }
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let head = parts.first, head.utf8.count == 4, let year = TimePeriod.digits(head) else {
      return nil
    }
    guard parts.count == 2 else {
      guard let period = TimePeriod.year(year) else { return nil }
      self = period
      return
    }
    let rest = parts[1]
    let number = TimePeriod.digits(rest.dropFirst())
    let period: TimePeriod? =
      switch (rest.first, number, rest.utf8.count) {
      case ("A", 1?, 2): .year(year)
      case ("S", let n?, 2), ("H", let n?, 2): .half(year, n)
      case ("T", let n?, 2) where (1...3).contains(n): .months(from: year, n * 4 - 3, count: 4)
      case ("Q", let n?, 2): .quarter(year, n)
      case ("M", let n?, 3): .month(year, n)
      case ("W", let n?, 2...3): .week(year, n)
      case ("D", let n?, 4) where n >= 1 && n <= 366:
        Day(year: year, month: 1, day: 1).map { .day($0.advanced(byDays: n - 1)) }
      default:
        rest.utf8.count == 2
          ? TimePeriod.digits(rest).flatMap { .month(year, $0) }
          : Day(iso: text.prefix { $0 != "T" }).map { .day($0) }
      }
    guard let period else { return nil }
    self = period
  }

  /// Start and duration, or start and end.
  private init?(start: some StringProtocol, span: some StringProtocol) {
    guard let head = TimePeriod(sdmx: start) else { return nil }
    if span.first == "P" {
      var months = 0
      var days = 0
      var number = 0
      for character in span.dropFirst() {
        switch character {
        case "0"..."9": number = number * 10 + (character.wholeNumberValue ?? 0)
        case "Y": (months, number) = (months + number * 12, 0)
        case "M": (months, number) = (months + number, 0)
        case "W": (days, number) = (days + number * 7, 0)
        case "D": (days, number) = (days + number, 0)
        default: return nil
        }
        guard number < 100_000 else { return nil }
      }
      let end = head.first.advanced(byMonths: months).advanced(byDays: days - 1)
      guard let period = TimePeriod.days(from: head.first, through: end) else { return nil }
      self = period
    } else {
      guard let tail = TimePeriod(sdmx: span),
        let period = TimePeriod.days(from: head.first, through: tail.last)
      else { return nil }
      self = period
    }
  }

  private static func digits(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}

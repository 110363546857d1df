internal import Records
internal import Text

/// English expressions that start with a word.
extension PeriodReader {
  func fromWord(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    if let phrase = phrase(index, range) { return phrase }
    if let found = part(at: index, range) {
      return tail(
        PeriodMention(tokens: index..<found.end, meaning: .part(found.part, .unsaid)), found.part,
        range)
    }
    let word = calendar[text.tokens[index]]
    switch word.kind {
    case .month: return isMonthName(index) ? month(Int(word.value), index, range) : nil
    case .weekday:
      guard isMonthName(index) else { return nil }
      return PeriodMention(tokens: index..<index + 1, meaning: .weekday(Int(word.value)))
    case .day:
      return PeriodMention(tokens: index..<index + 1, meaning: .relative(.day, Int(word.value)))
    case .comparison:
      return PeriodMention(tokens: index..<index + 1, meaning: .comparison, role: .base)
    case .shift: return shifted(Int(word.value), index, range)
    case .fiscal: return fiscal(index, range)
    case .count, .unit: return ending(index, range) ?? ago(index, range)
    case .edge:
      // “early 2014”, “mid-2024”, “late last year”
      guard let rest = rest(after: isHyphen(index + 1, range) ? index + 2 : index + 1, range) else {
        return nil
      }
      return PeriodMention(
        tokens: index..<rest.tokens.upperBound, meaning: rest.meaning, role: rest.role)
    default: return nil
    }
  }

  // MARK: Fixed expressions

  /// A fixed expression of several words.
  func phrase(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var best: (end: Int, row: Int)?
    matcher.walk(.calendar, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .calendar && matcher.isRead(entry, exact: exact) {
        best = (match.end, Int(entry.target))
      }
    }
    guard let best, best.end > index + 1 else { return nil }
    let word = calendar.phrases[best.row]
    let span = index..<best.end
    switch word.kind {
    case .comparison: return PeriodMention(tokens: span, meaning: .comparison, role: .base)
    case .earlier: return PeriodMention(tokens: span, meaning: .same(-1))
    case .todate: return PeriodMention(tokens: span, meaning: .part(.year, .relative(0)))
    case .plan:
      return TimePeriod(sdmx: calendar.values[best.row]).map {
        PeriodMention(tokens: span, meaning: .fixed($0))
      }
    case .same: return same(span, range)
    case .edge:
      // “the end of last year”: the expression that follows says which.
      guard let rest = rest(after: best.end, range) else { return nil }
      return PeriodMention(
        tokens: index..<rest.tokens.upperBound, meaning: rest.meaning, role: rest.role)
    default: return nil
    }
  }

  /// The expression that starts right after a word, an article aside.
  private func rest(after index: Int, _ range: Range<Int>) -> PeriodMention? {
    var start = index
    if let token = token(start, range), classes[token].contains(.determiner),
      calendar[token].kind == .none
    {
      start += 1
    }
    guard let token = token(start, range) else { return nil }
    if token.kind == .number, let year = year(start, range) {
      return PeriodMention(tokens: start..<start + 1, meaning: .part(.year, .absolute(year)))
    }
    guard token.kind == .word else { return nil }
    if let found = fromWord(start, range) { return found }
    if calendar[token].kind == .unit, calendar[token].value == TimeUnit.year.rawValue {
      return PeriodMention(tokens: start..<start + 1, meaning: .part(.year, .unsaid))
    }
    return nil
  }

  /// `the same period`, `the quarter`, with `of 2023`, `last year` or `a year earlier` after it.
  private func same(_ span: Range<Int>, _ range: Range<Int>) -> PeriodMention {
    // “the year 2019/20”
    if word(span.upperBound - 1, range).kind == .unit,
      word(span.upperBound - 1, range).value == TimeUnit.year.rawValue,
      year(span.upperBound, range) != nil, let year = fromNumber(span.upperBound, range)
    {
      return PeriodMention(tokens: span.lowerBound..<year.tokens.upperBound, meaning: year.meaning)
    }
    if let (year, end) = yearSaid(after: span.upperBound, range) {
      return PeriodMention(tokens: span.lowerBound..<end, meaning: .sameIn(year))
    }
    // “the quarter” that more words tell: “the quarter to June”, “the year ended Sept. 30”.
    if let ending = ending(span.upperBound - 1, range) {
      return PeriodMention(
        tokens: span.lowerBound..<ending.tokens.upperBound, meaning: ending.meaning)
    }
    return PeriodMention(tokens: span, meaning: .same(0))
  }

  // MARK: Months

  private func month(_ number: Int, _ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var end = index + 1
    if let stop = token(end, range), stop.isMark("."), !stop.traits.contains(.spaceBefore) {
      end += 1
    }
    // March 5, 2024; Jan. 23
    if let day = integer(end, range), (1...31).contains(day),
      text.tokens[end].end - text.tokens[end].start <= 2
    {
      var after = end + 1
      if let suffix = token(after, range), suffix.kind == .word,
        !suffix.traits.contains(.spaceBefore),
        suffix.end - suffix.start == 2
      {
        after += 1
      }
      if let (year, last) = plainYear(after, range) {
        return PeriodMention(
          tokens: index..<last, meaning: .part(.day(number, day), .absolute(year)))
      }
      return PeriodMention(tokens: index..<after, meaning: .part(.day(number, day), .unsaid))
    }
    // January-March, January to March
    if let join = token(end, range), join.traits.contains(.hyphen) || join.key == PeriodReader.to,
      word(end + 1, range).kind == .month, isMonthName(end + 1)
    {
      let last = Int(word(end + 1, range).value)
      if last > number {
        var after = end + 2
        if let stop = token(after, range), stop.isMark("."), token(after + 1, range) != nil {
          after += 1
        }
        if token(after, range)?.key == PeriodReader.periodWord { after += 1 }
        let part = PeriodMeaning.Part.months(number, last - number + 1)
        return tail(
          PeriodMention(tokens: index..<after, meaning: .part(part, .unsaid)), part, range)
      }
    }
    let part = PeriodMeaning.Part.months(number, 1)
    if let (year, last) = plainYear(end, range) {
      return PeriodMention(tokens: index..<last, meaning: .part(part, .absolute(year)))
    }
    // “may” and “march” are words too: without a day or a year, a month needs a word of time before
    // it or a tail.
    let mention = tail(
      PeriodMention(tokens: index..<end, meaning: .part(part, .unsaid)), part, range)
    // “Jan Egeland” is a person.
    if mention.tokens.upperBound == end, end == index + 1,
      text.tokens[index].end - text.tokens[index].start <= 4,
      let next = token(end, range), next.kind == .word, next.traits.contains(.capitalised)
    {
      return nil
    }
    if mention.tokens.upperBound == end, !isAfterTimeWord(index, range) {
      return end == index + 2 || !classes[text.tokens[index]].isDisjoint(with: [.modal, .verb])
        ? nil : mention
    }
    return mention
  }

  static let to = Token.key("to")
  static let periodWord = Token.key("period")

  private func isAfterTimeWord(_ index: Int, _ range: Range<Int>) -> Bool {
    guard let before = token(index - 1, range) else { return false }
    return classes[before].contains(.preposition) || classes[before].contains(.calendar)
      || classes[before].contains(.conjunction)
  }

  /// A year after a day or a month, a comma allowed.
  private func plainYear(_ index: Int, _ range: Range<Int>) -> (Int, Int)? {
    var at = index
    if token(at, range)?.isMark(",") == true { at += 1 }
    guard let year = year(at, range) else { return nil }
    return (year, at + 1)
  }

  // MARK: `last year`, `the past nine years`

  private func shifted(_ shift: Int, _ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index + 1
    if word(next, range).kind == .fiscal { next += 1 }
    if let found = part(at: next, range) {
      // “last first quarter” is not said; “this first half” is.
      return PeriodMention(tokens: index..<found.end, meaning: .part(found.part, .unsaid))
    }
    let following = word(next, range)
    switch following.kind {
    case .unit:
      guard let unit = TimeUnit(rawValue: following.value) else { return nil }
      let plural =
        text.bytes[Int(text.tokens[next].end) - 1] == UInt8(ascii: "s") && unit != .century
      // “the 50 previous years” are 50 years.
      if plural, let before = token(index - 1, range),
        before.kind == .number || calendar[before].kind == .count
      {
        return nil
      }
      if plural { return PeriodMention(tokens: index..<next + 1, meaning: .other) }
      if unit == .decade || unit == .century {
        return PeriodMention(tokens: index..<next + 1, meaning: .count(1, unit, shift))
      }
      return PeriodMention(tokens: index..<next + 1, meaning: .relative(unit, shift))
    case .weekday:
      return PeriodMention(tokens: index..<next + 1, meaning: .weekday(Int(following.value)))
    case .month where isMonthName(next):
      return PeriodMention(
        tokens: index..<next + 1, meaning: .part(.months(Int(following.value), 1), .unsaid))
    case .count, .none:
      let count = following.kind == .count ? Int(following.value) : integer(next, range) ?? 0
      guard count > 0 else { return nil }
      var after = next + 1
      if token(after, range)?.key == PeriodReader.consecutive { after += 1 }
      guard word(after, range).kind == .unit,
        let unit = TimeUnit(rawValue: word(after, range).value)
      else {
        return nil
      }
      guard let months = unit.months, months >= 3 else { return nil }
      return PeriodMention(tokens: index..<after + 1, meaning: .count(count, unit, shift))
    default: return nil
    }
  }

  static let consecutive = Token.key("consecutive")

  // MARK: Fiscal years and periods that end

  private func fiscal(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index + 1
    if word(next, range).kind == .unit, word(next, range).value == TimeUnit.year.rawValue {
      next += 1
    }
    guard let year = year(next, range) else { return nil }
    if isHyphen(next + 1, range) || token(next + 1, range)?.isMark("/") == true,
      let second = integer(next + 2, range)
    {
      let last = second < 100 ? year / 100 * 100 + second : second
      if last > year { return PeriodMention(tokens: index..<next + 3, meaning: .years(year, last)) }
    }
    return PeriodMention(tokens: index..<next + 1, meaning: .part(.year, .absolute(year)))
  }

  /// `three months to the end of September`, `year ended Sept. 30`, `quarter ending June 30, 2024`.
  func ending(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index
    var count = 1
    if word(next, range).kind == .count {
      count = Int(word(next, range).value)
      next += 1
      if isHyphen(next, range) { next += 1 }
    } else if let number = integer(next, range) {
      guard (2...24).contains(number) else { return nil }
      count = number
      next += 1
      if isHyphen(next, range) { next += 1 }
    }
    guard word(next, range).kind == .unit, let unit = TimeUnit(rawValue: word(next, range).value),
      let length = unit.months, length <= 12
    else { return nil }
    next += 1
    if token(next, range)?.isMark(",") == true { next += 1 }
    guard word(next, range).kind == .ended else { return nil }
    next += 1
    // “on”, “the end of”, “the end of the”
    while let token = token(next, range), token.kind == .word,
      !classes[token].isDisjoint(with: [.determiner, .preposition])
        || token.key == PeriodReader.end,
      calendar[token].kind != .month
    {
      next += 1
    }
    if word(next, range).kind == .edge { next += 1 }
    guard word(next, range).kind == .month,
      let end = month(Int(word(next, range).value), next, range)
    else {
      return nil
    }
    switch end.meaning {
    case .part(.day(let month, _), let year), .part(.months(let month, 1), let year):
      return PeriodMention(
        tokens: index..<end.tokens.upperBound, meaning: .ending(count * length, month, year))
    default: return nil
    }
  }

  private static let end = Token.key("end")

  /// `two years ago`, `18 months ago`.
  func ago(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    let counted = word(index, range)
    guard let count = counted.kind == .count ? Int(counted.value) : integer(index, range),
      (1...150).contains(count),
      word(index + 1, range).kind == .unit,
      let unit = TimeUnit(rawValue: word(index + 1, range).value),
      token(index + 2, range)?.key == PeriodReader.ago
    else { return nil }
    let span = index..<index + 3
    if unit == .decade {
      return PeriodMention(tokens: span, meaning: .relative(.year, -10 * count))
    }
    return PeriodMention(tokens: span, meaning: unit == .century ? .other : .relative(unit, -count))
  }

  private static let ago = Token.key("ago")

  // MARK: Which year

  /// Adds `of 2024`, `of this year`, `of the year`, `last year`, `2024` to a part of a year.
  func tail(_ mention: PeriodMention, _ part: PeriodMeaning.Part, _ range: Range<Int>)
    -> PeriodMention
  {
    var end = mention.tokens.upperBound
    // “(Q1)” after “first quarter” says the same.
    if token(end, range)?.isMark("(") == true, let again = self.part(at: end + 1, range),
      again.part == part,
      token(again.end, range)?.isMark(")") == true
    {
      end = again.end + 1
    }
    if let (year, last) = yearSaid(after: end, range) {
      return PeriodMention(tokens: mention.tokens.lowerBound..<last, meaning: .part(part, year))
    }
    return PeriodMention(tokens: mention.tokens.lowerBound..<end, meaning: mention.meaning)
  }

  /// A year that a part belongs to: `of 2024`, `of this year`, `of the year`, `last year`, `in
  /// 2024`, `, 2024`.
  func yearSaid(after index: Int, _ range: Range<Int>) -> (PeriodMeaning.Year, Int)? {
    var next = index
    if let token = token(next, range),
      token.key == PeriodReader.of || token.key == PeriodReader.in || token.isMark(",")
    {
      let comma = token.isMark(",")
      next += 1
      if comma {
        guard let year = year(next, range), self.token(next + 1, range)?.isMark(",") == true else {
          return nil
        }
        return (.absolute(year), next + 1)
      }
    }
    let said = next > index
    if said, let token = token(next, range), classes[token].contains(.determiner),
      calendar[token].kind == .none
    {
      next += 1
    }
    if word(next, range).kind == .fiscal { next += 1 }
    if let year = year(next, range) { return (.absolute(year), next + 1) }
    let first = word(next, range)
    if first.kind == .shift, word(next + 1, range).kind == .unit,
      word(next + 1, range).value == TimeUnit.year.rawValue
    {
      let previous = token(next, range)?.key == PeriodReader.previous
      return (previous ? .context(-1) : .relative(Int(first.value)), next + 2)
    }
    guard said, first.kind == .unit, first.value == TimeUnit.year.rawValue else { return nil }
    return (.unsaid, next + 1)
  }

  static let of = Token.key("of")
  static let `in` = Token.key("in")
  static let previous = Token.key("previous")
}

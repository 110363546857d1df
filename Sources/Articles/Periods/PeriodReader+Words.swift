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
    case .shift, .preceding, .past: return shifted(Int(word.value), index, range)
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
    case .earlier:
      // “the previous year’s third quarter”
      if let (part, end) = ownPart(after: best.end, range) {
        return PeriodMention(tokens: index..<end, meaning: .part(part, .context(-1)))
      }
      return PeriodMention(tokens: span, meaning: .same(-1))
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
    // “the same quarter a year earlier”
    if token(span.upperBound, range)?.kind == .word,
      let next = phrase(span.upperBound, range), next.meaning == .same(-1)
    {
      return PeriodMention(
        tokens: span.lowerBound..<next.tokens.upperBound, meaning: next.meaning)
    }
    // “the year’s third quarter”
    if word(span.upperBound - 1, range).kind == .unit,
      word(span.upperBound - 1, range).value == TimeUnit.year.rawValue,
      let (part, end) = ownPart(after: span.upperBound, range)
    {
      return PeriodMention(tokens: span.lowerBound..<end, meaning: .part(part, .unsaid))
    }
    // “the quarter” that more words tell: “the quarter to June”, “the year ended Sept. 30”.
    // Also “the nine-month period ended Sept. 30”.
    for start in span {
      if let ending = ending(start, range) {
        return PeriodMention(
          tokens: span.lowerBound..<ending.tokens.upperBound, meaning: ending.meaning)
      }
    }
    // “for the full year”, in a text that has spoken of its last quarter: the year of that.
    let isYear =
      word(span.upperBound - 1, range).kind == .unit
      && word(span.upperBound - 1, range).value == TimeUnit.year.rawValue
    return PeriodMention(tokens: span, meaning: isYear ? .part(.year, .context(0)) : .same(0))
  }

  // MARK: `last year`, `the past nine years`

  private func shifted(_ shift: Int, _ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index + 1
    if word(next, range).kind == .fiscal { next += 1 }
    let kind = word(index, range).kind
    let isPreceding = kind == .preceding
    // “the last three months of 2022”, “the last quarter of the year”
    if shift < 0, kind == .shift, let found = lastPart(next, range) {
      return PeriodMention(tokens: index..<found.end, meaning: .part(found.part, found.year))
    }
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
      if isPreceding {
        return PeriodMention(
          tokens: index..<next + 1, meaning: unit == .year ? .same(-1) : .preceding(unit))
      }
      // “last year’s third quarter”
      if unit == .year, let (part, end) = ownPart(after: next + 1, range) {
        return PeriodMention(tokens: index..<end, meaning: .part(part, .relative(shift)))
      }
      return PeriodMention(tokens: index..<next + 1, meaning: .relative(unit, shift))
    case .weekday:
      return PeriodMention(tokens: index..<next + 1, meaning: .weekday(Int(following.value)))
    case .month where isMonthName(next):
      let year: PeriodMeaning.Year = shift == 0 ? .relative(0) : .nearest(shift)
      return PeriodMention(
        tokens: index..<next + 1, meaning: .part(.months(Int(following.value), 1), year))
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

  /// `three months of 2022` after `last`: the end of that year.
  private func lastPart(_ index: Int, _ range: Range<Int>) -> (
    part: PeriodMeaning.Part, year: PeriodMeaning.Year, end: Int
  )? {
    var next = index
    var count = 1
    if word(next, range).kind == .count {
      count = Int(word(next, range).value)
      next += 1
    } else if let number = integer(next, range), (2...12).contains(number) {
      count = number
      next += 1
    }
    guard word(next, range).kind == .unit, let unit = TimeUnit(rawValue: word(next, range).value),
      let part = PeriodReader.lastPart(count, unit),
      token(next + 1, range)?.key == PeriodReader.of,
      let (year, end) = yearSaid(after: next + 1, range)
    else { return nil }
    return (part, year, end)
  }

  /// The last months, quarters or the last half of a year.
  static func lastPart(_ count: Int, _ unit: TimeUnit) -> PeriodMeaning.Part? {
    guard let length = unit.months, length < 12, count * length <= 12 else { return nil }
    switch (count, unit) {
    case (1, .quarter), (3, .month): return .quarter(4)
    case (1, .half), (2, .quarter), (6, .month): return .half(2)
    default: return .months(13 - count * length, count * length)
    }
  }

  /// `’s third quarter` after a year.
  func ownPart(after index: Int, _ range: Range<Int>) -> (part: PeriodMeaning.Part, end: Int)? {
    afterPossessive(index, range).flatMap { part(at: $0, range) }
  }

  /// The index after `’s`, which is a mark and a letter where it stands after a number.
  func afterPossessive(_ index: Int, _ range: Range<Int>) -> Int? {
    guard let mark = token(index, range) else { return nil }
    if mark.kind == .clitic { return index + 1 }
    guard PeriodReader.isApostrophe(mark), !mark.traits.contains(.spaceBefore),
      let letter = token(index + 1, range), letter.kind == .word,
      letter.end - letter.start == 1, !letter.traits.contains(.spaceBefore)
    else { return nil }
    return index + 2
  }
}

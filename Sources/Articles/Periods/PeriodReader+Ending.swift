internal import Records
internal import Text

/// Fiscal years, and periods told by their end.
extension PeriodReader {
  /// `fiscal 2023`, `FY23`, `financial year 2022/23`, `FY2024 Q1`.
  func fiscal(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index + 1
    if word(next, range).kind == .unit, word(next, range).value == TimeUnit.year.rawValue {
      next += 1
    }
    let found = year(next, range).map { (year: $0, end: next + 1) } ?? shortYear(next, range)
    guard let (year, end) = found else { return nil }
    if isHyphen(end, range) || token(end, range)?.isMark("/") == true,
      let second = integer(end + 1, range),
      text.tokens[end + 1].traits.contains(.spaceBefore) == false
    {
      let last = second < 100 ? year / 100 * 100 + second : second
      if last > year, last - year < 100 {
        return PeriodMention(tokens: index..<end + 2, meaning: .years(year, last))
      }
    }
    if let (part, last) = joinedPart(after: end, range) {
      return PeriodMention(tokens: index..<last, meaning: .part(part, .absolute(year)))
    }
    return PeriodMention(tokens: index..<end, meaning: .part(.year, .absolute(year)))
  }

  /// `three months to the end of September`, `year ended Sept. 30`, `quarter ending June 30, 2024`,
  /// `week ended May 5`, `five years to 2023`.
  func ending(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index
    var count = 1
    if word(next, range).kind == .count {
      count = Int(word(next, range).value)
      next += 1
    } else if let number = integer(next, range) {
      guard (2...100).contains(number) else { return nil }
      count = number
      next += 1
    }
    if next > index, isHyphen(next, range) { next += 1 }
    guard word(next, range).kind == .unit, let unit = TimeUnit(rawValue: word(next, range).value)
    else { return nil }
    next += 1
    // “half-year”
    if unit == .half {
      let year = isHyphen(next, range) ? next + 1 : next
      if word(year, range).kind == .unit, word(year, range).value == TimeUnit.year.rawValue {
        next = year + 1
      }
    }
    if token(next, range)?.key == PeriodReader.periodWord { next += 1 }
    if token(next, range)?.isMark(",") == true { next += 1 }
    guard word(next, range).kind == .ended else { return nil }
    next += 1
    if let last = year(next, range), let months = unit.months, months >= 12, unit != .century,
      isYear(next, range)
    {
      let years = count * months / 12
      let meaning =
        years == 1 ? PeriodMeaning.part(.year, .absolute(last)) : .yearsTo(years, last)
      return PeriodMention(tokens: index..<next + 1, meaning: meaning)
    }
    guard let end = endOfMonth(next, range) else { return nil }
    guard let length = unit.months else {
      guard case .part(.day(let month, let day), let year) = end.meaning,
        unit == .week || count > 1
      else { return nil }
      return PeriodMention(
        tokens: index..<end.tokens.upperBound,
        meaning: .daysEnding(unit == .week ? count * 7 : count, month, day, year))
    }
    guard length <= 12, count * length <= 288 else { return nil }
    switch end.meaning {
    case .part(.day(let month, _), let year), .part(.months(let month, 1), let year):
      return PeriodMention(
        tokens: index..<end.tokens.upperBound, meaning: .ending(count * length, month, year))
    default: return nil
    }
  }

  /// The month or day with which a period ends: `the end of September`, `end-June`, `31 March`.
  private func endOfMonth(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    var next = index
    // “on”, “the end of”, “the end of the”
    while let token = token(next, range),
      token.kind == .word
        && (!classes[token].isDisjoint(with: [.determiner, .preposition])
          || token.key == PeriodReader.end || calendar[token].kind == .edge),
      calendar[token].kind != .month
    {
      next += 1
      if isHyphen(next, range) { next += 1 }
    }
    if word(next, range).kind == .month {
      return singleMonth(Int(word(next, range).value), next, range)
    }
    return dayAndMonth(next, range)
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
}

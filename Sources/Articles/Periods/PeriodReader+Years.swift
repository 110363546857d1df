internal import Text

/// Which year a part of a year belongs to.
extension PeriodReader {
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
    if let (year, end) = shortYear(next, range) { return (.absolute(year), end) }
    let first = word(next, range)
    if [.shift, .preceding, .past].contains(first.kind), word(next + 1, range).kind == .unit,
      word(next + 1, range).value == TimeUnit.year.rawValue
    {
      return (first.kind == .preceding ? .context(-1) : .relative(Int(first.value)), next + 2)
    }
    guard said, first.kind == .unit, first.value == TimeUnit.year.rawValue else { return nil }
    return (.unsaid, next + 1)
  }

  static let of = Token.key("of")
  static let `in` = Token.key("in")

  /// A year of two digits: `’22`, or `23` where `FY` stands before it.
  func shortYear(_ index: Int, _ range: Range<Int>) -> (year: Int, end: Int)? {
    var at = index
    let before = word(at - 1, range)
    if let mark = token(at, range), PeriodReader.isApostrophe(mark) {
      at += 1
      guard token(at, range)?.traits.contains(.spaceBefore) == false else { return nil }
    } else if before.kind != .fiscal || before.value != 2 {
      return nil
    }
    return digits(at, range).map { ($0, at + 1) }
  }

  /// A number of two digits as a year, within sixty years before and forty after 2020.
  func digits(_ index: Int, _ range: Range<Int>) -> Int? {
    guard let token = token(index, range), token.kind == .number, token.end - token.start == 2,
      let value = integer(index, range)
    else { return nil }
    return value < 60 ? 2000 + value : 1900 + value
  }

  /// `'`, `’` or `‘`.
  static func isApostrophe(_ token: Token) -> Bool {
    token.isMark("'") || token.kind == .punctuation && [0x2018, 0x2019].contains(token.detail)
  }

  /// `’22` by itself, after a word of time: `in ’22`.
  func apostropheYear(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    guard PeriodReader.isApostrophe(text.tokens[index]), let before = token(index - 1, range),
      classes[before].contains(.preposition) || classes[before].contains(.calendar),
      let (year, end) = shortYear(index, range), !isCounted(end - 1, range),
      token(end, range)?.traits.contains(.spaceBefore) != false
        || token(end, range)?.kind == .punctuation,
      token(end, range).map(PeriodReader.isApostrophe) != true
    else { return nil }
    return PeriodMention(tokens: index..<end, meaning: .part(.year, .absolute(year)))
  }
}

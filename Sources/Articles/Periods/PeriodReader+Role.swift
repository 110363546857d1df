internal import Text

/// How an English expression stands in its sentence: the words right before and after it say.
extension PeriodReader {
  /// Whether a fiscal year is spoken of in an expression, right before it or right after it.
  private func isFiscal(_ tokens: Range<Int>, in range: Range<Int>) -> Bool {
    (tokens.lowerBound - 1...tokens.upperBound).contains { word($0, range).kind == .fiscal }
  }

  /// Sets the role, and joins `from 2020 to 2024` and `between 2013 and 2022` to one expression.
  func settle(_ mention: inout PeriodMention, in range: Range<Int>) {
    join(&mention, in: range)
    mention.isFiscal = isFiscal(mention.tokens, in: range)
    guard mention.role == .plain else { return }
    if token(mention.tokens.upperBound, range)?.kind == .clitic {
      mention.role = .possessive
      mention.tokens = mention.tokens.lowerBound..<mention.tokens.upperBound + 1
    }
    var before = mention.tokens.lowerBound - 1
    while let token = token(before, range), token.kind == .word,
      !classes[token].isDisjoint(with: [.determiner, .possessive])
        && !PeriodReader.thatThose.contains(token.key)
    {
      before -= 1
    }
    guard let lead = token(before, range), lead.kind == .word else { return }
    switch lead.key {
    case PeriodReader.since: mention.role = .since
    case PeriodReader.by, PeriodReader.until: mention.role = .by
    case PeriodReader.from where isRange(mention) || mention.role == .possessive: return
    case PeriodReader.from, PeriodReader.than, PeriodReader.versus, PeriodReader.against:
      mention.role = .base
    case PeriodReader.over, PeriodReader.on, PeriodReader.above, PeriodReader.below:
      // “over the previous year”, “2.9 % over 2023” compare; “over the past year” does not.
      if case .count = mention.meaning { return }
      if mention.meaning.isDay { return }
      if lead.key == PeriodReader.over, case .ending = mention.meaning { return }
      if lead.key == PeriodReader.over, case .years = mention.meaning, isCountedSpan(mention) {
        return
      }
      if lead.key == PeriodReader.over, case .relative(_, -1) = mention.meaning,
        !isPrevious(mention.tokens.lowerBound)
      {
        return
      }
      // “over the period”, “over the year”: in it.
      if lead.key == PeriodReader.over, mention.meaning.yearsFromContext == 0 { return }
      mention.role = .base
    case PeriodReader.with, PeriodReader.to:
      if let compared = token(before - 1, range), PeriodReader.compared.contains(compared.key) {
        mention.role = .base
      }
    case PeriodReader.of, PeriodReader.in, PeriodReader.for:
      // “that of 2013”, “those in 2022”, “the level of 2019”
      if let head = token(before - 1, range),
        PeriodReader.thatThose.contains(head.key) || head.key == PeriodReader.level
      {
        mention.role = .base
      } else if isSinceEvent(before - 1, range) {
        mention.role = .since
      }
    default: break
    }
    // “with 2014 as the base year”
    if token(mention.tokens.upperBound, range)?.key == PeriodReader.as,
      (1...3).contains(where: {
        token(mention.tokens.upperBound + $0, range)?.key == PeriodReader.base
      })
    {
      mention.role = .base
    }
    // “the 2019 level”
    if mention.role == .plain,
      token(mention.tokens.upperBound, range)?.key == PeriodReader.level
        || token(mention.tokens.upperBound, range)?.key == PeriodReader.levels
    {
      mention.role = .base
    }
  }

  /// “since its inception in”, “since the launch of the scheme in”.
  private func isSinceEvent(_ last: Int, _ range: Range<Int>) -> Bool {
    var index = last
    while let token = token(index, range), token.kind == .word, last - index < 6 {
      if token.key == PeriodReader.since { return true }
      index -= 1
    }
    return false
  }

  /// `January to September`, with “from” before it.
  private func isRange(_ mention: PeriodMention) -> Bool {
    guard case .part(.months(_, let count), _) = mention.meaning, count > 1 else { return false }
    return text.tokens[mention.tokens].contains { calendar[$0].kind == .ended }
  }

  /// `the five years to 2023`.
  private func isCountedSpan(_ mention: PeriodMention) -> Bool {
    text.tokens[mention.tokens].contains { calendar[$0].kind == .unit }
  }

  private func isPrevious(_ index: Int) -> Bool {
    calendar[text.tokens[index]].kind == .preceding
  }

  /// `from 2020 to 2024`, `between 2013 and 2022`, `2020 to 2024`.
  private func join(_ mention: inout PeriodMention, in range: Range<Int>) {
    guard case .part(.year, .absolute(let first)) = mention.meaning, mention.tokens.count == 1
    else { return }
    let end = mention.tokens.upperBound
    guard let link = token(end, range), let last = year(end + 1, range), last > first else {
      return
    }
    let lead = token(mention.tokens.lowerBound - 1, range)?.key
    let joins =
      link.key == PeriodReader.to || link.key == PeriodReader.through
      || link.key == PeriodReader.until
      || link.key == PeriodReader.and && lead == PeriodReader.between
    guard joins else { return }
    mention.tokens = mention.tokens.lowerBound..<end + 2
    mention.meaning = .years(first, last)
    // “from” leads the range and compares nothing.
    if lead == PeriodReader.from { mention.tokens = mention.tokens.lowerBound - 1..<end + 2 }
  }

  private static let `as` = Token.key("as")
  private static let base = Token.key("base")
  private static let since = Token.key("since")
  private static let by = Token.key("by")
  private static let until = Token.key("until")
  private static let from = Token.key("from")
  private static let than = Token.key("than")
  private static let versus = Token.key("versus")
  private static let against = Token.key("against")
  private static let over = Token.key("over")
  private static let on = Token.key("on")
  private static let above = Token.key("above")
  private static let below = Token.key("below")
  private static let with = Token.key("with")
  private static let to = Token.key("to")
  private static let `for` = Token.key("for")
  private static let level = Token.key("level")
  private static let levels = Token.key("levels")
  private static let through = Token.key("through")
  static let and = Token.key("and")
  static let between = Token.key("between")
  private static let thatThose = [Token.key("that"), Token.key("those")]
  private static let compared = [
    Token.key("compared"), Token.key("comparison"), Token.key("relative"),
  ]
}

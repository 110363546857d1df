internal import Text

/// Finds period expressions in a sentence.
///
/// A hand-written grammar over tokens: at each token that can start an expression, the longest
/// reading is taken.
///
/// A class, as the readers of quantities and names are, so that a closure that uses it copies one
/// reference.
final class PeriodReader {
  let text: ArticleText
  let calendar: Calendar
  let classes: WordClasses
  let matcher: Matcher

  init(text: ArticleText, calendar: Calendar, classes: WordClasses, matcher: Matcher) {
    self.text = text
    self.calendar = calendar
    self.classes = classes
    self.matcher = matcher
  }

  /// The period expressions of some tokens, in order.
  func mentions(in range: Range<Int>) -> [PeriodMention] {
    var mentions: [PeriodMention] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let token = text.tokens[index]
      var found: PeriodMention?
      switch token.kind {
      case .number: found = fromNumber(index, range)
      case .ideograph: found = chinese(index, range)
      case .word where classes[token].contains(.calendar): found = fromWord(index, range)
      case .word where token.end - token.start == 1: found = fromLetter(index, range)
      case .punctuation where token.detail == 0x201C: found = chinese(index, range)
      case .punctuation where PeriodReader.isApostrophe(token):
        found = apostropheYear(index, range)
      default: break
      }
      if var found, found.tokens.upperBound > index {
        if token.kind != .ideograph { settle(&found, in: range) }
        mentions.append(found)
        index = found.tokens.upperBound
      } else {
        index += 1
      }
    }
    return mentions
  }

  // MARK: Tokens

  func token(_ index: Int, _ range: Range<Int>) -> Token? {
    range.contains(index) ? text.tokens[index] : nil
  }

  func word(_ index: Int, _ range: Range<Int>) -> Calendar.Word {
    token(index, range).map { calendar[$0] } ?? Calendar.Word()
  }

  func isHyphen(_ index: Int, _ range: Range<Int>) -> Bool {
    token(index, range)?.traits.contains(.hyphen) == true
  }

  /// A hyphen that joins what stands before it, as a dash between blanks does not.
  func isJoined(_ index: Int, _ range: Range<Int>) -> Bool {
    isHyphen(index, range) && !text.tokens[index].traits.contains(.spaceBefore)
  }

  func isWord(_ index: Int, _ range: Range<Int>, _ key: UInt64) -> Bool {
    token(index, range)?.key == key
  }

  /// A whole number of at most four digits without separators.
  func integer(_ index: Int, _ range: Range<Int>) -> Int? {
    guard let token = token(index, range), token.kind == .number, token.end - token.start <= 12
    else { return nil }
    let digits = text.digits(token)
    guard digits.count <= 4 else { return nil }
    var value = 0
    for byte in digits {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }

  /// A number that can be a year.
  func year(_ index: Int, _ range: Range<Int>) -> Int? {
    guard let token = token(index, range), token.end - token.start >= 4,
      text.digits(token).count == 4,
      let value = integer(index, range), (1500...2150).contains(value)
    else { return nil }
    return value
  }

  // MARK: Expressions that start with a number

  func fromNumber(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    if let date = numericDate(index, range) { return date }
    if let chinese = chineseDate(index, range) { return chinese }
    if let time = clockTime(index, range) { return time }
    if classes[text.tokens[index]].contains(.calendar), let phrase = phrase(index, range) {
      return phrase
    }
    if let day = dayAndMonth(index, range) ?? numberedPart(index, range) { return day }
    if let ending = ending(index, range) ?? ago(index, range) { return ending }
    guard let year = year(index, range), isYear(index, range) else { return nil }
    var end = index + 1
    // 1994-95, 2012–13, 2020-2024, 2023/24
    if isHyphen(end, range) || token(end, range)?.isMark("/") == true,
      let next = token(end + 1, range), next.kind == .number, !next.traits.contains(.spaceBefore),
      let second = integer(end + 1, range)
    {
      let last = second < 100 ? year / 100 * 100 + second : second
      if last > year, last - year < 200 {
        return PeriodMention(tokens: index..<end + 2, meaning: .years(year, last))
      }
    }
    // 1970s
    if let next = token(end, range), next.kind == .word, !next.traits.contains(.spaceBefore),
      next.end - next.start == 1
    {
      return PeriodMention(tokens: index..<end + 1, meaning: .years(year, year + 9))
    }
    let joined = joinedPart(after: end, range)
    if let joined {
      end = joined.end
      return PeriodMention(tokens: index..<end, meaning: .part(joined.part, .absolute(year)))
    }
    return PeriodMention(tokens: index..<end, meaning: .part(.year, .absolute(year)))
  }

  /// `2024 Q1`, `2024's first quarter`, `2024 first half`.
  func joinedPart(after end: Int, _ range: Range<Int>) -> (
    part: PeriodMeaning.Part, end: Int
  )? {
    let start = afterPossessive(end, range) ?? end
    guard let token = token(start, range), token.kind == .word else { return nil }
    return part(at: start, range)
  }

  /// Whether a four-digit number reads as a year where it stands.
  ///
  /// It does unless a currency or a sign stands before it, or a unit, a scale word or a counted
  /// noun after it.
  func isYear(_ index: Int, _ range: Range<Int>) -> Bool {
    if let before = token(index - 1, range) {
      if before.kind == .symbol { return false }
      if !text.tokens[index].traits.contains(.spaceBefore), before.kind == .word { return false }
      if classes.leadsToAmount(index, text.tokens, from: range.lowerBound) { return false }
      let isTime =
        classes[before].contains(.preposition) || classes[before].contains(.calendar)
        || classes[before].contains(.determiner)
      if isTime, !isCounted(index, range) { return true }
    }
    return !isCounted(index, range)
  }

  func isCounted(_ index: Int, _ range: Range<Int>) -> Bool {
    guard let next = token(index + 1, range) else { return false }
    if next.kind == .symbol { return true }
    if next.kind == .ideograph {
      return matcher.longest(.unit, text.tokens, at: index + 1, limit: range.upperBound) {
        $0.kind == .unit
      } != nil
    }
    guard next.kind == .word,
      !next.traits.contains(.capitalised) || next.traits.contains(.allCapitals)
    else {
      return false
    }
    if !next.traits.contains(.spaceBefore) { return next.end - next.start > 1 }
    if calendar[next].kind == .unit { return true }
    let previous = token(index - 1, range).map { classes[$0] } ?? []
    let after = matcher.longest(
      [.unit, .numeral], text.tokens, at: index + 1, limit: range.upperBound
    ) {
      $0.kind == .unit || $0.kind == .numeral && $0.form == .name
    }
    if after != nil, !classes[next].contains(.preposition),
      !classes[next].contains(.anyVerb) || next.traits.contains(.allCapitals)
    {
      return true
    }
    // “killed 2000 people”: a plural right after the number, and no word before it that leads to a
    // time.
    let letters = text.bytes[next.range]
    let isPlural =
      letters.last == UInt8(ascii: "s") && letters.count > 3 || next.key == PeriodReader.people
    let nextClass = classes[next]
    guard isPlural, !nextClass.contains(.mostlyVerb), nextClass.isDisjoint(with: .function) else {
      return false
    }
    return !previous.contains(.preposition) && !previous.contains(.determiner)
      && !previous.contains(.calendar)
      && token(index - 1, range)?.kind == .word
  }

  private static let people = Token.key("people")

  /// `2024-01-15`, `2024/01/15`, `15/01/2024`, `15.01.2024` (one token or several).
  private func numericDate(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    guard let first = integer(index, range), let separator = token(index + 1, range),
      separator.isMark("/") || separator.traits.contains(.hyphen),
      !separator.traits.contains(.spaceBefore),
      let middle = integer(index + 2, range), !text.tokens[index + 2].traits.contains(.spaceBefore),
      let second = token(index + 3, range), second.detail == separator.detail,
      let last = integer(index + 4, range),
      !text.tokens[index + 4].traits.contains(.spaceBefore)
    else { return nil }
    let meaning: PeriodMeaning
    if year(index, range) != nil, (1...12).contains(middle), (1...31).contains(last) {
      meaning = .part(.day(middle, last), .absolute(first))
    } else if year(index + 4, range) != nil, (1...31).contains(first), (1...31).contains(middle) {
      // Day or month first: decided where one of them cannot be a month.
      if middle > 12 {
        meaning = .part(.day(first, middle), .absolute(last))
      } else if first > 12 {
        meaning = .part(.day(middle, first), .absolute(last))
      } else {
        meaning = .part(.year, .absolute(last))
      }
    } else {
      return nil
    }
    return PeriodMention(tokens: index..<index + 5, meaning: meaning)
  }

  /// A time of day, as `15:04`, `6.44am` or `3 p.m`.
  private func clockTime(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    let token = text.tokens[index]
    guard token.end - token.start <= 5 else { return nil }
    if integer(index, range) != nil, let colon = self.token(index + 1, range), colon.isMark(":"),
      !colon.traits.contains(.spaceBefore), let minutes = self.token(index + 2, range),
      minutes.kind == .number,
      minutes.end - minutes.start == 2, !minutes.traits.contains(.spaceBefore)
    {
      var end = index + 3
      while self.token(end, range)?.isMark(":") == true, self.token(end + 1, range)?.kind == .number
      { end += 2 }
      return PeriodMention(tokens: index..<end, meaning: .other)
    }
    if let next = self.token(index + 1, range),
      next.key == PeriodReader.am || next.key == PeriodReader.pm,
      next.kind == .word,
      next.traits.contains(.dotted) || !next.traits.contains(.allCapitals)
        || !next.traits.contains(.spaceBefore)
    {
      return PeriodMention(tokens: index..<index + 2, meaning: .other)
    }
    return nil
  }

  private static let am = Token.key("am")
  private static let pm = Token.key("pm")

  /// `May` and `March` are months only with a capital.
  ///
  /// The others are months in small letters too, as in text without capitals.
  func isMonthName(_ index: Int) -> Bool {
    text.tokens[index].traits.contains(.capitalised)
      || !PeriodReader.words.contains(text.tokens[index].key)
  }

  private static let words = ["may", "march", "mar", "dec", "sun", "sat"].map { Token.key(of: $0) }
}

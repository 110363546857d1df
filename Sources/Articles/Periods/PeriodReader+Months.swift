internal import Records
internal import Text

/// Months, days of months and spans of months.
extension PeriodReader {
  /// A month, with a day, a year or another month where they are said.
  func month(_ number: Int, _ index: Int, _ range: Range<Int>) -> PeriodMention? {
    singleMonth(number, index, range, spans: true)
  }

  /// A month that starts no span, unless `spans`.
  func singleMonth(
    _ number: Int, _ index: Int, _ range: Range<Int>, spans: Bool = false
  ) -> PeriodMention? {
    let end = afterMonth(index, range)
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
    if spans, let span = monthSpan(number, index, end, range) { return span }
    if let quarter = monthQuarter(number, index, end, range) { return quarter }
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

  static let periodWord = Token.key("period")

  private func isAfterTimeWord(_ index: Int, _ range: Range<Int>) -> Bool {
    guard let before = token(index - 1, range) else { return false }
    return classes[before].contains(.preposition) || classes[before].contains(.calendar)
      || classes[before].contains(.conjunction)
  }

  /// A year after a day or a month, a comma allowed.
  func plainYear(_ index: Int, _ range: Range<Int>) -> (Int, Int)? {
    var at = index
    if token(at, range)?.isMark(",") == true { at += 1 }
    guard let year = year(at, range) else { return nil }
    return (year, at + 1)
  }

  /// `5 March 2024`, `31 March`.
  func dayAndMonth(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    guard let day = integer(index, range), (1...31).contains(day) else { return nil }
    // “30-Sep-2021”
    if isJoined(index + 1, range), isJoined(index + 3, range), isMonth(index + 2, range),
      let year = year(index + 4, range)
    {
      return PeriodMention(
        tokens: index..<index + 5,
        meaning: .part(.day(Int(word(index + 2, range).value), day), .absolute(year)))
    }
    guard isMonth(index + 1, range) else { return nil }
    let year = year(index + 2, range)
    return PeriodMention(
      tokens: index..<index + (year == nil ? 2 : 3),
      meaning: .part(
        .day(Int(word(index + 1, range).value), day),
        year.map { PeriodMeaning.Year.absolute($0) } ?? .unsaid))
  }

  private func isMonth(_ index: Int, _ range: Range<Int>) -> Bool {
    word(index, range).kind == .month && isMonthName(index)
  }

  /// The index after a month's name and the full stop that shortens it.
  private func afterMonth(_ index: Int, _ range: Range<Int>) -> Int {
    if let stop = token(index + 1, range), stop.isMark("."), !stop.traits.contains(.spaceBefore) {
      return index + 2
    }
    return index + 1
  }

  // MARK: Months joined

  /// `January-March`, `October to December 2022`, `October 2021 to March 2022`, `between May and
  /// June 2014`.
  private func monthSpan(
    _ number: Int, _ index: Int, _ end: Int, _ range: Range<Int>
  ) -> PeriodMention? {
    var next = end
    let start = year(next, range)
    if start != nil { next += 1 }
    let isHyphened = isHyphen(next, range)
    if isHyphened { next += 1 }
    if word(next, range).kind == .ended || isPaired(next, from: index, range) {
      next += 1
      if isHyphened {
        guard isHyphen(next, range) else { return nil }
        next += 1
      }
    } else if !isHyphened {
      return nil
    }
    guard word(next, range).kind == .month, isMonthName(next) else { return nil }
    let last = Int(word(next, range).value)
    guard last != number || start != nil else { return nil }
    var after = next + 1
    if token(after, range)?.isMark(".") == true, token(after + 1, range) != nil { after += 1 }
    // “March 3 to April 5” are days.
    if let day = integer(after, range), (1...31).contains(day),
      text.tokens[after].end - text.tokens[after].start <= 2
    {
      return nil
    }
    if let start {
      guard let (year, last0) = plainYear(after, range) else { return nil }
      let count = (year - start) * 12 + last - number + 1
      guard count > 1 else { return nil }
      return PeriodMention(
        tokens: index..<last0, meaning: .part(.months(number, count), .absolute(start)))
    }
    let count = (last - number + 12) % 12 + 1
    let part = PeriodMeaning.Part.months(number, count)
    after = afterSpan(after, count, range)
    var mention = tail(
      PeriodMention(tokens: index..<after, meaning: .part(part, .unsaid)), part, range)
    // “October to March 2023” starts in the year before.
    if last < number, case .part(_, .absolute(let year)) = mention.meaning {
      mention.meaning = .part(part, .absolute(year - 1))
    }
    mention.tokens =
      mention.tokens.lowerBound..<afterSpan(mention.tokens.upperBound, count, range)
    return mention
  }

  /// Whether it is the `and` of `between May and June`.
  private func isPaired(_ link: Int, from index: Int, _ range: Range<Int>) -> Bool {
    isWord(link, range, PeriodReader.and) && isWord(index - 1, range, PeriodReader.between)
  }

  /// After the `period` or `quarter` that a span of months names.
  private func afterSpan(_ index: Int, _ count: Int, _ range: Range<Int>) -> Int {
    let at = isHyphen(index, range) ? index + 1 : index
    if token(at, range)?.key == PeriodReader.periodWord { return at + 1 }
    let unit = word(at, range)
    guard unit.kind == .unit, let months = TimeUnit(rawValue: unit.value)?.months, months > 1,
      months == count
    else { return index }
    return at + 1
  }

  /// `September quarter`, `December 2022 quarter`, `June quarter of 2023`, `the June half`.
  private func monthQuarter(
    _ number: Int, _ index: Int, _ end: Int, _ range: Range<Int>
  ) -> PeriodMention? {
    let said = year(end, range)
    let next = said == nil ? end : end + 1
    let unit = word(next, range)
    guard unit.kind == .unit, let kind = TimeUnit(rawValue: unit.value),
      kind == .quarter || kind == .half, let months = kind.months,
      text.bytes[Int(text.tokens[next].end) - 1] != UInt8(ascii: "s"),
      !isJoined(next + 1, range)
    else { return nil }
    let span = index..<next + 1
    if number % months == 0 {
      let part: PeriodMeaning.Part =
        kind == .quarter ? .quarter(number / months) : .half(number / months)
      if let said { return PeriodMention(tokens: span, meaning: .part(part, .absolute(said))) }
      return tail(PeriodMention(tokens: span, meaning: .part(part, .unsaid)), part, range)
    }
    if let said {
      return PeriodMention(tokens: span, meaning: .ending(months, number, .absolute(said)))
    }
    let (year, last) = yearSaid(after: span.upperBound, range) ?? (.unsaid, span.upperBound)
    return PeriodMention(tokens: index..<last, meaning: .ending(months, number, year))
  }
}

internal import Text

/// Parts of a year: `Q1`, `4Q22`, `first half`.
extension PeriodReader {
  /// `4Q22`, `1H 2024`, `2Q FY23`; a half needs its year.
  func numberedPart(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    guard let token = token(index, range), token.end - token.start == 1,
      let number = integer(index, range),
      let letter = self.token(index + 1, range), !letter.traits.contains(.spaceBefore),
      let part = PeriodReader.part(number, text.bytes[letter.range])
    else { return nil }
    if let before = self.token(index - 1, range), !token.traits.contains(.spaceBefore),
      before.kind == .word || before.kind == .number || before.kind == .symbol
    {
      return nil
    }
    let next = index + 2
    if let after = self.token(next, range), !after.traits.contains(.spaceBefore) {
      // “4Q22”, “4Q2022”, “4QFY22” is one word.
      if let year = year(next, range) ?? digits(next, range), isEndOfCode(next + 1, range) {
        return PeriodMention(tokens: index..<next + 1, meaning: .part(part, .absolute(year)))
      }
      if let (year, end) = shortYear(next, range), isEndOfCode(end, range) {
        return PeriodMention(tokens: index..<end, meaning: .part(part, .absolute(year)))
      }
      guard isEndOfCode(next, range) else { return nil }
    }
    let mention = tail(
      PeriodMention(tokens: index..<next, meaning: .part(part, .unsaid)), part, range)
    if case .half = part, mention.tokens.upperBound == next { return nil }
    return mention
  }

  /// Whether no letter or digit goes on with a code such as `Q1`.
  private func isEndOfCode(_ index: Int, _ range: Range<Int>) -> Bool {
    guard let next = token(index, range), !next.traits.contains(.spaceBefore) else { return true }
    return next.kind != .word && next.kind != .number || calendar[next].kind == .fiscal
  }

  /// `Q` or `H` with its number.
  private static func part(_ number: Int, _ letters: ArraySlice<UInt8>) -> PeriodMeaning.Part? {
    guard letters.count == 1 else { return nil }
    switch letters.first {
    case UInt8(ascii: "Q") where (1...4).contains(number): return .quarter(number)
    case UInt8(ascii: "H") where (1...2).contains(number): return .half(number)
    default: return nil
    }
  }

  func fromLetter(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    guard let found = part(at: index, range) else { return nil }
    return tail(
      PeriodMention(tokens: index..<found.end, meaning: .part(found.part, .unsaid)), found.part,
      range)
  }

  /// `Q1`, `H1`, `first quarter`, `first-half`, `first three quarters`, `first nine months`.
  func part(at index: Int, _ range: Range<Int>) -> (part: PeriodMeaning.Part, end: Int)? {
    guard let first = token(index, range), first.kind == .word else { return nil }
    if first.end - first.start == 1 {
      guard let number = integer(index + 1, range),
        !text.tokens[index + 1].traits.contains(.spaceBefore), isEndOfCode(index + 2, range),
        // “an H1 heading”, “the Q4 road”
        word(index + 2, range).kind != .label
      else { return nil }
      return PeriodReader.part(number, text.bytes[first.range]).map { ($0, index + 2) }
    }
    let ordinal = calendar[first]
    guard ordinal.kind == .ordinal else { return nil }
    var next = index + 1
    if isHyphen(next, range) { next += 1 }
    var count = 1
    if word(next, range).kind == .count {
      count = Int(word(next, range).value)
      next += 1
    } else if let number = integer(next, range), (2...12).contains(number) {
      count = number
      next += 1
    }
    if isHyphen(next, range) { next += 1 }
    let unit = word(next, range)
    guard unit.kind == .unit, let kind = TimeUnit(rawValue: unit.value), let length = kind.months,
      length < 12
    else {
      return nil
    }
    guard kind != .month || count > 1 else { return nil }
    let number = Int(ordinal.value)
    if number < 0 { return PeriodReader.lastPart(count, kind).map { ($0, next + 1) } }
    let first0 = (number - 1) * length
    guard first0 + count * length <= 12 else { return nil }
    if count == 1, kind == .quarter { return (.quarter(number), next + 1) }
    if count == 1, kind == .half { return (.half(number), next + 1) }
    return (.months(first0 + 1, count * length), next + 1)
  }
}

internal import Text

/// Parts of a whole in words: “two-thirds”, “half a million”, “and a half”, “one in five”.
extension NumberReader {
  /// “one hundred thirty-fifths”: what stands before tens that a denominator takes.
  func beforeDenominator(_ index: Int, _ whole: (end: Int, value: Double), _ range: Range<Int>) -> (
    end: Int, value: Double
  )? {
    let last = whole.end - 1
    guard last > index,
      let (_, tens) = numeral(at: last, index..<whole.end, where: { $0 == "cardinal" }),
      tens.value >= 20, let (end, part) = numeral(at: last, range, where: { $0 == "fraction" }),
      end > whole.end,
      part.value > 0, let before = cardinal(index, range.lowerBound..<last), before.end == last
    else { return nil }
    return before
  }

  /// “for two quarters”: parts of a year, not of a whole.
  func isQuarters(_ value: Double, _ index: Int, _ end: Int, _ range: Range<Int>) -> Bool {
    guard value == 0.25, !isHyphen(end - 2, range) else { return false }
    if isOf(end, range) || isThe(end, range) || isScale(end, range)
      || articleScale(end, range) != nil
    {
      return false
    }
    if index > range.lowerBound, classes[text.tokens[index - 1]].contains(.preposition),
      text.tokens[index - 1].key != SentenceReading.by,
      text.tokens[index - 1].key != SentenceReading.to
    {
      return true
    }
    return index > range.lowerBound
      && !classes[text.tokens[index - 1]].isDisjoint(with: [.determiner, .adjective])
      || numeral(at: index, range, where: { $0 == "cardinal" })?.1.value != 3
  }

  /// “two-thirds”, “half a million”, “half of”, “a quarter of a million”.
  func fraction(_ value: Double, _ above: Double?, _ index: Int, _ next: Int, _ range: Range<Int>)
    -> NumberMention?
  {
    // A fraction's value is one over a whole number: dividing by that keeps 3/5 what it is.
    let part = (above ?? 1) / (1 / value).rounded()
    if isScale(next, range) || isScale(next + 1, range) && isOf(next, range) {
      var mention = NumberMention(
        tokens: index..<(isScale(next, range) ? next : next + 1), value: part, isWord: true)
      scale(&mention, range)
      return mention
    }
    let afterOf = isOf(next, range) ? next + 1 : next
    if let (end, scale) = articleScale(afterOf, range) {
      return NumberMention(tokens: index..<end, value: part * scale, scale: scale, isWord: true)
    }
    var mention = NumberMention(tokens: index..<next, value: part, isWord: true, isFraction: true)
    if above == nil, !isOf(next, range), !isThe(next, range) {
      guard value == 0.5 || isHyphen(next, range) else { return nil }
      mention.isBareHalf = true
    } else if above == nil, value != 0.5 {
      return nil
    }
    return mention
  }

  /// “and a half”, “and three quarters”.
  func andAFraction(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double, isSmall: Bool)?
  {
    guard index < range.upperBound else { return nil }
    let first: (end: Int, value: Double)?
    if let (next, _) = numeral(at: index, range, where: { $0 == "article" }) {
      first = (next, 1)
    } else {
      first = cardinalOnly(index, range)
    }
    guard let first, first.value < 100 else { return nil }
    let next = isHyphen(first.end, range) ? first.end + 1 : first.end
    guard next < range.upperBound,
      let (end, fraction) = numeral(at: next, range, where: { $0 == "fraction" })
    else {
      return nil
    }
    return (end, first.value * fraction.value, first.value < 10)
  }

  /// “one in five”, “nine out of ten”, “3 in 10”: a share, written as two numbers.
  func ratio(_ index: Int, _ end: Int, _ value: Double?, _ range: Range<Int>) -> NumberMention? {
    guard let value, value >= 1, value < 100, value == value.rounded(), end + 1 < range.upperBound
    else { return nil }
    var next = end
    if text.tokens[next].key == NumberReader.out, text.tokens[next + 1].key == SentenceReading.of {
      next += 2
    } else if text.tokens[next].key == SentenceReading.in, value == 1 || isRound(next + 1) {
      next += 1
    } else {
      return nil
    }
    if next < range.upperBound, text.tokens[next].key == NumberReader.every { next += 1 }
    guard next < range.upperBound else { return nil }
    let whole: (end: Int, value: Double)?
    if text.tokens[next].kind == .number {
      whole = self.value(at: next).map { (next + 1, $0) }
    } else {
      whole = cardinal(next, range)
    }
    guard let whole, whole.value > value, whole.value <= 1000, whole.value == whole.value.rounded(),
      // “12 out of 23 agencies” counts agencies.
      whole.value <= 10 || whole.value == 20
        || whole.value.truncatingRemainder(dividingBy: 100) == 0 || value == 1
    else { return nil }
    return NumberMention(
      tokens: index..<whole.end, value: value / whole.value, isWord: true, isFraction: true)
  }

  /// Ten, a hundred, a thousand in digits: “3 in 10”.
  private func isRound(_ index: Int) -> Bool {
    value(at: index).map { [10, 100, 1000].contains($0) } ?? false
  }

  private static let out = Token.key("out")
  private static let every = Token.key("every")
}

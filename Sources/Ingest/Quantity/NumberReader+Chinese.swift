/// Numbers written in Chinese: `七`, `十四`, `三千五百`, `五十五点五七九`, `两千三百五`, `四百零五亿零四百万`, `三分之一`.
extension NumberReader {
  /// The number that starts at an ideograph.
  func chinese(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    // 百分之九十五
    if text.tokens[index].detail == 0x767E, isDivision(index + 1, range), var part = number(at: index + 3, range) {
      part.tokens = index..<part.tokens.upperBound
      part.isPercent = true
      part.isPlain = false
      return part
    }
    // 负六点六
    if text.tokens[index].detail == 0x8D1F || text.tokens[index].detail == 0x8CA0 {
      guard index + 1 < range.upperBound, var part = number(at: index + 1, range) else { return nil }
      part.tokens = index..<part.tokens.upperBound
      part.value = -part.value
      part.isPlain = false
      return part
    }
    guard !isOrdinal(index, range), let whole = integer(index, range) else { return nil }
    var mention = NumberMention(tokens: index..<whole.end, value: whole.value, isWord: true)
    if isDivision(whole.end, range), let above = number(at: whole.end + 2, range), whole.value != 0 {
      return NumberMention(
        tokens: index..<above.tokens.upperBound, value: above.value / whole.value, isWord: true, isFraction: true)
    }
    point(&mention, range)
    return mention
  }

  /// 第十四个五年规划: an ordinal, read from its first digit on.
  private func isOrdinal(_ index: Int, _ range: Range<Int>) -> Bool {
    var before = index - 1
    while before >= range.lowerBound, text.tokens[before].kind == .ideograph, before > index - 4,
      numeral(at: before, range, where: { $0 == "cardinal" || $0 == "scale" }) != nil
    {
      before -= 1
    }
    return before >= range.lowerBound && text.tokens[before].detail == 0x7B2C
  }

  /// 分之, with something after it.
  func isDivision(_ index: Int, _ range: Range<Int>) -> Bool {
    index + 2 < range.upperBound && text.tokens[index].detail == 0x5206 && text.tokens[index + 1].detail == 0x4E4B
  }

  // MARK: Whole numbers

  /// Sections of up to 9999, each with its 万 or 亿; a digit at the end has the place after the last one (一万三).
  private func integer(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    var (total, section, lastUnit, lastLarge) = (0.0, 0.0, 0.0, 0.0)
    var digits: [Double] = []
    var (at, end) = (index, index)
    var isAfterZero = false
    while at < range.upperBound, text.tokens[at].kind == .ideograph {
      // 十余万, 一千多万: “more than”; the number stands.
      if end > index, [0x4F59, 0x591A, 0x51E0, 0x5E7E, 0x9918].contains(text.tokens[at].detail),
        at + 1 < range.upperBound,
        let next = single(at + 1, range), next.value >= 10_000
      {
        at += 1
        continue
      }
      guard let numeral = single(at, range) else { break }
      if numeral.kind == "cardinal", numeral.value < 10 {
        if numeral.value == 0, lastUnit > 0 { isAfterZero = true }
        digits.append(numeral.value)
      } else if numeral.value < 10_000 {
        let isCounted = digits.contains { $0 > 0 }
        guard numeral.value == 10 || numeral.value > 10 && numeral.kind == "cardinal" || isCounted else { break }
        if numeral.kind == "cardinal" {
          section += numeral.value
        } else {
          section += max(number(digits), 1) * numeral.value
        }
        (lastUnit, digits, isAfterZero) = (numeral.value, [], false)
      } else {
        guard end > index else { return nil }
        // 千瓦时 and the like are units.
        section += number(digits)
        if lastLarge > 0, numeral.value >= lastLarge {
          total = (total + section) * numeral.value
        } else {
          total += max(section, total == 0 && section == 0 ? 1 : section) * numeral.value
        }
        (section, digits, lastUnit, lastLarge, isAfterZero) = (0, [], numeral.value, numeral.value, false)
      }
      at += 1
      end = at
    }
    guard end > index else { return nil }
    if digits.count == 1, lastUnit >= 100, !isAfterZero, !isFollowed(end, range) {
      section += digits[0] * lastUnit / 10
    } else {
      section += number(digits)
    }
    return (end, total + section)
  }

  /// After 五 of 两千三百五 nothing may follow that makes it ones: a counted thing is counted in full.
  private func isFollowed(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].kind == .ideograph && text.tokens[index].detail != 0x70B9
  }

  private func number(_ digits: [Double]) -> Double { digits.reduce(0) { $0 * 10 + $1 } }

  /// The numeral of one character.
  private func single(_ index: Int, _ range: Range<Int>) -> Vocabulary.Numeral? {
    numeral(
      at: index, range.lowerBound..<min(index + 1, range.upperBound), where: { $0 == "cardinal" || $0 == "scale" })?.1
  }

  // MARK: Decimals and mixed digits

  /// The digits after the decimal mark: 点五七九 is .579.
  private func point(_ mention: inout NumberMention, _ range: Range<Int>) {
    var at = mention.tokens.upperBound
    guard at + 1 < range.upperBound, text.tokens[at].detail == 0x70B9 || text.tokens[at].detail == 0x9EDE else {
      return
    }
    at += 1
    var place = 0.1
    var value = mention.value
    while at < range.upperBound, let digit = single(at, range), digit.kind == "cardinal", digit.value < 10 {
      value += digit.value * place
      place /= 10
      at += 1
    }
    guard place < 0.1 else { return }
    mention.value = (value / place * 10).rounded() * place / 10
    mention.tokens = mention.tokens.lowerBound..<at
    scale(&mention, range)
  }

  /// `5万4千6百`: digits with a character for each place.
  func mixed(_ mention: inout NumberMention, _ range: Range<Int>) {
    var last = mention.scale
    while last >= 1000, mention.tokens.upperBound + 1 < range.upperBound,
      text.tokens[mention.tokens.upperBound].kind == .number,
      text.tokens[mention.tokens.upperBound + 1].kind == .ideograph,
      let value = NumberReader.value(text.bytes[text.tokens[mention.tokens.upperBound].range]),
      let unit = single(mention.tokens.upperBound + 1, range), unit.kind == "scale", unit.value < last
    {
      mention.value += value * unit.value
      mention.tokens = mention.tokens.lowerBound..<mention.tokens.upperBound + 2
      last = unit.value
    }
  }
}

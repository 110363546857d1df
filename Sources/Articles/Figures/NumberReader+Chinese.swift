internal import Text

/// Numbers written in Chinese: `七`, `三千五百`, `五十五点五七九`, `两千三百五`, `三分之一`, `百分之九十五`, `七成`, `二三十`.
extension NumberReader {
  /// The number that starts at an ideograph.
  func chinese(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    if let part = powerFraction(index, range) { return part }
    // 负六点六
    if text.tokens[index].detail == 0x8D1F || text.tokens[index].detail == 0x8CA0 {
      return negative(index, range)
    }
    // 零下五度
    if text.tokens[index].detail == 0x96F6, index + 2 < range.upperBound,
      text.tokens[index + 1].detail == 0x4E0B,
      var part = negative(index + 1, range)
    {
      part.tokens = index..<part.tokens.upperBound
      return part
    }
    // 翻了一番
    if let (end, times) = numeral(at: index, range, where: { $0 == "multiple" }) {
      return NumberMention(tokens: index..<end, value: times.value, isWord: true, isMultiple: true)
    }
    guard !isOrdinal(index, range) else { return nil }
    if let span = approximate(index, range) { return span }
    guard let whole = integer(index, range) else { return nil }
    var mention = NumberMention(tokens: index..<whole.end, value: whole.value, isWord: true)
    mention.isMore = whole.isMore
    mention.isDigitRun = whole.isDigitRun
    if let part = division(below: whole.value, at: whole.end, from: index, range) { return part }
    if isPoint(whole.end, range) { mention.isDigitRun = false }
    point(&mention, range)
    finish(&mention, range)
    return mention
  }

  /// What may follow a number in Chinese: 又 and a fraction, 打, 成 and 折, 多 and 余.
  func finish(_ mention: inout NumberMention, _ range: Range<Int>) {
    let end = mention.tokens.upperBound
    // 三百五又三分之一
    if end + 1 < range.upperBound, text.tokens[end].detail == 0x53C8,
      let part = number(at: end + 1, range),
      part.isFraction
    {
      mention.value += part.value
      mention.tokens = mention.tokens.lowerBound..<part.tokens.upperBound
      return
    }
    if let (end, dozen) = numeral(at: end, range, where: { $0 == "multiplier" }),
      text.tokens[end - 1].kind == .ideograph,
      end >= range.upperBound || text.tokens[end].kind != .number
    {
      mention.value *= dozen.value
      mention.tokens = mention.tokens.lowerBound..<end
    }
    tenths(&mention, range)
    // 3000多元, 一百余人: the number stands, and it is more.
    let next = mention.tokens.upperBound
    if next + 1 < range.upperBound, isSurplus(next), text.tokens[next + 1].kind == .ideograph,
      mention.value >= 10,
      !text.tokens[next].traits.contains(.spaceBefore)
    {
      mention.isMore = true
      mention.isPlain = false
      mention.tokens = mention.tokens.lowerBound..<next + 1
    }
  }

  /// 多, 余: after a number or before its 万.
  func isSurplus(_ index: Int) -> Bool {
    [0x4F59, 0x9918, 0x591A].contains(text.tokens[index].detail)
  }

  private func negative(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard index + 1 < range.upperBound, var part = number(at: index + 1, range) else { return nil }
    part.tokens = index..<part.tokens.upperBound
    part.value = -part.value
    part.isPlain = false
    return part
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

  // MARK: Parts

  /// 分之, with something after it.
  func isDivision(_ index: Int, _ range: Range<Int>) -> Bool {
    index + 2 < range.upperBound && text.tokens[index].detail == 0x5206
      && text.tokens[index + 1].detail == 0x4E4B
  }

  /// 三分之一, 16分之5, 四千二分之三.
  func division(below: Double, at end: Int, from index: Int, _ range: Range<Int>) -> NumberMention?
  {
    guard isDivision(end, range), below != 0, let above = number(at: end + 2, range) else {
      return nil
    }
    var part = NumberMention(
      tokens: index..<above.tokens.upperBound, value: above.value / below, isWord: true,
      isFraction: true)
    // 负三分之负一
    part.isDigitRun = false
    return part
  }

  /// 百分之九十五, 千分之三, 百万分之六: parts of a power of ten, in percent.
  private func powerFraction(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    var (below, end) = (1.0, index)
    while end < range.upperBound, let scale = single(end, range), scale.kind == "scale" {
      below *= scale.value
      end += 1
    }
    guard end > index, below >= 100, isDivision(end, range) else { return nil }
    end += 2
    var part: NumberMention
    if let found = number(at: end, range) {
      part = found
    } else if let scale = single(end, range), scale.kind == "scale" {
      // 百分之百
      part = NumberMention(tokens: end..<end + 1, value: scale.value)
    } else {
      return nil
    }
    part.tokens = index..<part.tokens.upperBound
    part.value = NumberReader.product(part.value, 100) / below
    part.high = part.high.map { NumberReader.product($0, 100) / below }
    (part.isPercent, part.isPlain, part.isWord, part.isDigitRun) = (true, false, true, false)
    return part
  }

  /// 七成 and 七折 are 70 percent, 三成半 is 35.
  private func tenths(_ mention: inout NumberMention, _ range: Range<Int>) {
    var end = mention.tokens.upperBound
    guard end < range.upperBound, text.tokens[end].kind == .ideograph, mention.value > 0,
      mention.value <= 10 || mention.isDigitRun && mention.value < 100, mention.scale == 1,
      let (next, tenth) = numeral(at: end, range, where: { $0 == "tenth" }),
      !isWord(end, range)
    else { return }
    end = next
    // 三八折 is 38 percent.
    if !mention.isDigitRun {
      mention.value = NumberReader.product(mention.value, tenth.value * 100)
    }
    mention.high = mention.high.map { NumberReader.product($0, tenth.value * 100) }
    if end < range.upperBound, text.tokens[end].detail == 0x534A {
      mention.value += tenth.value * 50
      end += 1
    }
    (mention.isPercent, mention.isPlain, mention.isDigitRun) = (true, false, false)
    mention.tokens = mention.tokens.lowerBound..<end
  }

  /// Whether an ideograph begins a word that the vocabulary lists as no numeral: 成立, 十足.
  func isWord(_ index: Int, _ range: Range<Int>) -> Bool {
    numeral(at: index, range, where: { $0 == "word" }) != nil
  }

  /// 二三十, 七八万, 两三个: two digits in a row for the two ends.
  private func approximate(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard index + 2 < range.upperBound, let low = single(index, range), low.kind == "cardinal",
      low.value >= 1,
      let high = single(index + 1, range), high.kind == "cardinal", high.value == low.value + 1,
      high.value < 10,
      let last = single(index + 2, range) ?? numeral(
        at: index + 2, range, where: { $0 == "tenth" })?.1
        ?? (isUnit(at: index + 2, longerThan: 0, range) ? low : nil),
      last.kind != "cardinal" || last.value == low.value,
      let top = integer(index + 1, range), let digit = single(index + 1, range)
    else { return nil }
    var power = top.value / digit.value
    while power >= 10 { power /= 10 }
    guard power == 1, single(index + 2, range)?.kind != "cardinal" else { return nil }
    var mention = NumberMention(
      tokens: index..<top.end, value: top.value / high.value * low.value, high: top.value,
      isWord: true)
    tenths(&mention, range)
    return mention
  }

  // MARK: Whole numbers

  private struct Whole {
    var end: Int
    var value: Double
    /// 多 or 余 within it.
    var isMore = false
    /// Digits without their places: 九九, 二〇.
    var isDigitRun = false
  }

  /// Sections of up to 9999, each with its 万 or 亿; a digit at the end has the place after the last
  /// one (一万三).
  private func integer(_ index: Int, _ range: Range<Int>) -> Whole? {
    var (total, section, lastUnit, lastLarge) = (0.0, 0.0, 0.0, 0.0)
    var digits: [Double] = []
    var (at, end) = (index, index)
    var (isAfterZero, isMore) = (false, false)
    while at < range.upperBound, text.tokens[at].kind == .ideograph {
      // 十余万, 一千多万: “more than”; the number stands.
      if end > index, [0x4F59, 0x591A, 0x51E0, 0x5E7E, 0x9918].contains(text.tokens[at].detail),
        at + 1 < range.upperBound, let next = single(at + 1, range), next.value >= 10_000
      {
        isMore = true
        at += 1
        continue
      }
      guard let numeral = single(at, range) else { break }
      if numeral.kind == "cardinal", numeral.value < 10 {
        if numeral.value == 0, lastUnit > 0 { isAfterZero = true }
        digits.append(numeral.value)
      } else if numeral.value < 10_000 {
        let isCounted = digits.contains { $0 > 0 }
        guard
          numeral.value == 10 && (text.tokens[at].detail == 0x5341 || single(at + 1, range) != nil)
            || numeral.kind == "cardinal" || isCounted,
          // 万 and 亿 with 十 before them are one number, as in 三十亿.
          numeral.kind == "cardinal" || lastUnit == 0 || numeral.value < lastUnit
            || lastUnit >= 10_000
        else { break }
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
        (section, digits, lastUnit, lastLarge, isAfterZero) = (
          0, [], numeral.value, numeral.value, false
        )
      }
      at += 1
      end = at
    }
    guard end > index else { return nil }
    var whole = Whole(end: end, value: 0, isMore: isMore)
    if digits.count == 1, lastUnit >= 100, !isAfterZero, !isFollowed(end, range) {
      section += digits[0] * lastUnit / 10
    } else {
      section += number(digits)
    }
    whole.value = total + section
    whole.isDigitRun = digits.count > 1 && lastUnit == 0
    return whole
  }

  /// After 五 of 两千三百五 nothing may follow that makes it ones: a counted thing is counted in full.
  private func isFollowed(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].kind == .ideograph && !isPoint(index, range)
      && text.tokens[index].detail != 0x53C8 && !isDivision(index, range)
  }

  private func number(_ digits: [Double]) -> Double { digits.reduce(0) { $0 * 10 + $1 } }

  /// The numeral of one character.
  func single(_ index: Int, _ range: Range<Int>) -> Vocabulary.Numeral? {
    guard index < range.upperBound else { return nil }
    return numeral(
      at: index, range.lowerBound..<min(index + 1, range.upperBound),
      where: { $0 == "cardinal" || $0 == "scale" })?.1
  }

  // MARK: Decimals and mixed digits

  /// The decimal mark 点.
  private func isPoint(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound
      && (text.tokens[index].detail == 0x70B9 || text.tokens[index].detail == 0x9EDE)
  }

  /// The digits after the decimal mark: 点五七九 is .579.
  private func point(_ mention: inout NumberMention, _ range: Range<Int>) {
    var at = mention.tokens.upperBound
    guard at + 1 < range.upperBound, isPoint(at, range) else { return }
    at += 1
    var place = 0.1
    var value = mention.value
    while at < range.upperBound, let digit = single(at, range), digit.kind == "cardinal",
      digit.value < 10
    {
      value += digit.value * place
      place /= 10
      at += 1
    }
    guard place < 0.1 else { return }
    mention.value = (value / place * 10).rounded() * place / 10
    mention.tokens = mention.tokens.lowerBound..<at
    scale(&mention, range)
  }

  /// `5万4千6百`, `1千零20`, `3万4000`: digits with a character for each place.
  func mixed(_ mention: inout NumberMention, _ range: Range<Int>) {
    var last = mention.scale
    while last >= 1000 {
      var at = mention.tokens.upperBound
      // 零 stands for the places left out.
      if at < range.upperBound, let zero = single(at, range), zero.value == 0 { at += 1 }
      guard at < range.upperBound else { return }
      if let rest = single(at, range), rest.kind == "cardinal", rest.value > 0,
        at > mention.tokens.upperBound,
        let whole = integer(at, range), whole.value < last
      {
        // 1千零一
        mention.value += whole.value
        mention.tokens = mention.tokens.lowerBound..<whole.end
        return
      }
      guard text.tokens[at].kind == .number, text.tokens[at].detail == 0,
        text.tokens[at - 1].kind == .ideograph, let value = value(at: at), value < last
      else { return }
      if at + 1 < range.upperBound, let unit = single(at + 1, range), unit.kind == "scale",
        unit.value < last
      {
        mention.value += value * unit.value
        mention.tokens = mention.tokens.lowerBound..<at + 2
        last = unit.value
      } else if text.tokens[at].traits.contains(.spaceBefore) {
        return
      } else {
        // 3万4 is 34000, 1千零1 is 1001.
        mention.value += value < 10 && at == mention.tokens.upperBound ? value * last / 10 : value
        mention.tokens = mention.tokens.lowerBound..<at + 1
        // 2千零30万
        scale(&mention, range)
        return
      }
    }
  }
}

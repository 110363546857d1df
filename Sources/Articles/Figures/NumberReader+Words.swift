internal import Text

/// Numbers written in words.
extension NumberReader {
  /// “seven”, “two and a half million”, “two hundred point seven”, “a quarter of”, “two-thirds”,
  /// “tenfold”, “one in five”.
  func words(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    if let multiple = fold(index, range) { return multiple }
    guard let (end, first) = numeral(at: index, range, where: { NumberReader.openers.contains($0) })
    else { return nil }
    switch first.kind {
    case "article": return afterArticle(index, end, range)
    case "fraction":
      if let part = fraction(first.value, nil, index, end, range) { return part }
      // “twenty fifths” alone
      guard numeral(at: index, range, where: { $0 == "cardinal" }) != nil else { return nil }
    case "scale" where !isScaled(end, range): return vague(index, range)
    case "multiplier", "vague", "several": return vague(index, range)
    case "multiple": return multiple(first.value, index, end, range)
    default: break
    }
    guard var whole = cardinal(index, range) else { return nil }
    // “one hundred thirty-fifths”: the tens belong to the denominator.
    if let split = beforeDenominator(index, whole, range) { whole = split }
    if let ratio = ratio(index, whole.end, whole.value, range) { return ratio }
    if let above = over(index, whole, range) { return above }
    point(&whole, range)
    // “two-thirds”, “three quarters of a million”
    let afterHyphen = isHyphen(whole.end, range) ? whole.end + 1 : whole.end
    if afterHyphen < range.upperBound,
      let (end, part) = numeral(at: afterHyphen, range, where: { $0 == "fraction" }),
      !isQuarters(part.value, index, end, range)
    {
      return fraction(part.value, whole.value, index, end, range)
    }
    if whole.end < range.upperBound, text.tokens[whole.end].key == NumberReader.and,
      let (end, part) = andAFraction(whole.end + 1, range).map({ ($0.end, $0.value) })
    {
      // “six million and two thirds” is two thirds of a million more, “one billion and three
      // quarters million” says so.
      if let (last, scale) = numeral(at: end, range, where: { $0 == "scale" }),
        scale.value < whole.value
      {
        whole = (last, whole.value + part * scale.value)
      } else {
        whole = (
          end,
          whole.value + part * (whole.value >= 1000 ? NumberReader.power(below: whole.value) : 1)
        )
      }
    }
    return finish(index, whole.end, whole.value, range)
  }

  private static let openers: Set<String> = [
    "cardinal", "scale", "multiplier", "article", "fraction", "vague", "several", "multiple",
  ]

  /// Up to ninety-nine: “fifty-four”.
  func cardinalOnly(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    guard let (end, tens) = numeral(at: index, range, where: { $0 == "cardinal" }) else {
      return nil
    }
    let next = isHyphen(end, range) ? end + 1 : end
    if tens.value >= 20, next < range.upperBound,
      let (last, ones) = numeral(at: next, range, where: { $0 == "cardinal" }),
      ones.value < 10
    {
      return (last, tens.value + ones.value)
    }
    return (end, tens.value)
  }

  /// A whole number: “three hundred and two”, “twenty-one thousand”.
  func cardinal(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    var (total, current) = (0.0, 0.0)
    var (end, position) = (index, index)
    while position < range.upperBound {
      let isFirst = position == index
      var at = position
      if !isFirst, text.tokens[at].traits.contains(.hyphen),
        !text.tokens[at].traits.contains(.spaceBefore)
      {
        at += 1
      }
      if !isFirst, at < range.upperBound, text.tokens[at].key == NumberReader.and {
        guard current >= 100 || current == 0 && total > 0 else { break }
        at += 1
        // “six million and two thirds” ends before the fraction, “one hundred and thirty-two
        // fifths” does not.
        if let part = andAFraction(at, range), current < 100 || part.isSmall { break }
      }
      guard at < range.upperBound, text.tokens[at].kind == .word,
        let (next, numeral) = numeral(at: at, range, where: { $0 == "cardinal" || $0 == "scale" })
      else { break }
      if numeral.kind == "cardinal" {
        // Two numbers in a row are two numbers, but for tens with ones and hundreds with either.
        let isOnes =
          numeral.value < 10 && current.truncatingRemainder(dividingBy: 100) >= 20
          && current.truncatingRemainder(dividingBy: 10) == 0
        let isRest =
          numeral.value < 100 && current >= 100 && current.truncatingRemainder(dividingBy: 100) == 0
        if !isFirst, current > 0, !isOnes, !isRest { break }
        current += numeral.value
      } else if numeral.value == 100 {
        current = max(current, 1) * 100
      } else if numeral.value >= 1000 {
        total += max(current, 1) * numeral.value
        current = 0
      } else {
        break
      }
      (end, position) = (next, next)
    }
    return end > index ? (end, total + current) : nil
  }

  /// “point seven five”, “point seventy-one”.
  private func point(_ whole: inout (end: Int, value: Double), _ range: Range<Int>) {
    guard whole.end + 1 < range.upperBound, text.tokens[whole.end].key == NumberReader.pointWord
    else { return }
    var at = whole.end + 1
    var place = 1.0
    var decimals = 0.0
    while at < range.upperBound, text.tokens[at].kind == .word,
      let (next, numeral) = numeral(at: at, range, where: { $0 == "cardinal" })
    {
      var (value, end) = (numeral.value, next)
      if value >= 20, let ones = cardinal(at, range), ones.value < 100 {
        (value, end) = (ones.value, ones.end)
      }
      let width = value < 10 ? 10.0 : 100.0
      decimals = decimals * width + value
      place *= width
      at = end
    }
    guard place > 1 else { return }
    whole = (at, whole.value + decimals / place)
  }

  /// “one over three”: a division.
  func over(_ index: Int, _ whole: (end: Int, value: Double), _ range: Range<Int>) -> NumberMention?
  {
    // Where it is all that is said; “$2000 over 3 years” is no division.
    guard whole.end + 1 < range.upperBound, text.tokens[whole.end].key == NumberReader.overWord,
      index == range.lowerBound
        || classes[text.tokens[index - 1]].contains(.adjective)
          && text.tokens[index - 1].key == QuantityReader.negativeWord
    else { return nil }
    let below: (end: Int, value: Double)?
    if text.tokens[whole.end + 1].kind == .number {
      below = value(at: whole.end + 1).map { (whole.end + 2, $0) }
    } else {
      below = cardinal(whole.end + 1, range)
    }
    guard let below, below.value > 0,
      below.end >= range.upperBound || text.tokens[below.end].isMark(".")
    else {
      return nil
    }
    return NumberMention(
      tokens: index..<below.end, value: whole.value / below.value, isWord: true, isFraction: true)
  }

  /// “a hundred”, “a quarter of”, “a fifth”.
  private func afterArticle(_ index: Int, _ next: Int, _ range: Range<Int>) -> NumberMention? {
    guard next < range.upperBound,
      let (end, follower) = numeral(
        at: next, range, where: { ["scale", "multiplier", "fraction", "cardinal"].contains($0) })
    else { return nil }
    switch follower.kind {
    case "fraction":
      // “a third man” is an ordinal, “a quarter” at an end is a time.
      let isOrdinal =
        end < range.upperBound && text.tokens[end].kind == .word && !isOf(end, range)
        && !isScale(end, range)
        && !isAfterFraction(end, index, range)
      if follower.value == 0.25, !isOf(end, range), !isScale(end, range),
        !isAfterFraction(end, index, range)
      {
        return nil
      }
      return isOrdinal ? nil : fraction(follower.value, 1, index, end, range)
    case "multiplier": return finish(index, end, follower.value, range)
    case "cardinal" where follower.value < 100: return nil
    default:
      guard let whole = cardinal(next, range) else { return nil }
      return finish(index, whole.end, whole.value, range)
    }
  }

  private func finish(_ start: Int, _ end: Int, _ value: Double, _ range: Range<Int>)
    -> NumberMention?
  {
    guard end > start else { return nil }
    var mention = NumberMention(tokens: start..<end, value: value, isWord: true)
    scale(&mention, range)
    return mention
  }

  /// “hundred thousand”: a scale right after a scale.
  private func isScaled(_ index: Int, _ range: Range<Int>) -> Bool {
    isScale(index, range)
      || index < range.upperBound
        && numeral(at: index, range, where: { $0 == "cardinal" }) != nil
  }

  func isHyphen(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].traits.contains(.hyphen)
      && !text.tokens[index].traits.contains(.spaceBefore)
  }

  // MARK: Multiples and vague numbers

  /// “tenfold”, “four-fold”, “10-fold”.
  private func fold(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    let letters = text.tokens[index].range
    if letters.count > 6, text.bytes[letters.suffix(4)].elementsEqual("fold".utf8) {
      let tokens = Tokenizer.tokens(of: Array(text.bytes[letters.dropLast(4)]))
      var value: Double?
      matcher.walk(.numeral, tokens, at: 0, limit: tokens.count) { match, exact in
        guard match.end == tokens.count else { return }
        for entry in matcher.entries[match.entries] where entry.kind == .numeral {
          if numerals[Int(entry.target)].kind == "cardinal" {
            value = numerals[Int(entry.target)].value
          }
        }
      }
      if let value {
        return NumberMention(
          tokens: index..<index + 1, value: value, isWord: true, isMultiple: true)
      }
    }
    return nil
  }

  /// “dozens of”, “hundreds of thousands of”: two ends.
  private func vague(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard
      let (end, numeral) = numeral(at: index, range, where: { $0 == "vague" || $0 == "several" }),
      let high = numeral.high,
      high > numeral.value, isOf(end, range) || numeral.kind == "several"
    else { return nil }
    return NumberMention(tokens: index..<end, value: numeral.value, high: high, isWord: true)
  }

  /// “by a third in May”, “a fifth more”, “a third lower”: what goes on after a fraction and can be
  /// no noun.
  func isAfterFraction(_ index: Int, _ start: Int, _ range: Range<Int>) -> Bool {
    guard index < range.upperBound else { return start > range.lowerBound && isBy(start - 1) }
    let word = classes[text.tokens[index]]
    if text.tokens[index].kind != .word { return start > range.lowerBound && isBy(start - 1) }
    if isBy(start - 1), !word.isDisjoint(with: .function) { return true }
    if word.contains(.noun) { return false }
    return !word.isDisjoint(with: .changeAdverb)
      || text.tokens[index].key == SentenceReading.more
      || text.tokens[index].key == SentenceReading.less
  }

  private func isBy(_ index: Int) -> Bool {
    index >= 0 && text.tokens[index].key == SentenceReading.by
  }

  /// “doubled”, “more than tripled”, “twice as many”, “double the number”: a multiple of what was.
  private func multiple(_ value: Double, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> NumberMention?
  {
    guard value > 1,
      index == range.lowerBound || !isHyphen(index - 1, range)
        || text.tokens[index].traits.contains(.spaceBefore)
    else { return nil }
    let word = classes[text.tokens[index]]
    let next = end < range.upperBound ? text.tokens[end] : nil
    let isCompared = next.map { NumberReader.compared.contains($0.key) } ?? false
    let isPast = word.contains(.past) || word.contains(.riseVerb) && !word.contains(.adjective)
    let isEnd = next.map { $0.kind == .punctuation && !$0.traits.contains(.hyphen) } ?? true
    guard
      isCompared
        || isPast
          && (isEnd
            || next.map {
              !classes[$0].isDisjoint(with: [.preposition, .adverb, .subordinator, .conjunction])
            } ?? false)
    else { return nil }
    return NumberMention(tokens: index..<end, value: value, isWord: true, isMultiple: true)
  }

  private static let compared = ["as", "the", "that", "those", "its", "their", "what"].map {
    Token.key(of: $0)
  }

  func articleScale(_ index: Int, _ range: Range<Int>) -> (end: Int, Double)? {
    guard index < range.upperBound,
      let (next, article) = numeral(at: index, range, where: { $0 == "article" }),
      article.kind == "article",
      let (end, scale) = numeral(at: next, range, where: { $0 == "scale" || $0 == "multiplier" })
    else { return nil }
    return (end, scale.value)
  }

  func isScale(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && numeral(at: index, range, where: { $0 == "scale" }) != nil
  }

  func isOf(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].key == SentenceReading.of
  }

  /// “half the homes”.
  func isThe(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound
      && [SentenceReading.the, SentenceReading.its, SentenceReading.their].contains(
        text.tokens[index].key)
  }

  private static let and = Token.key("and")
  private static let pointWord = Token.key("point")
  private static let overWord = Token.key("over")
}

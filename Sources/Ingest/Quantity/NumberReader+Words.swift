/// Numbers written in words.
extension NumberReader {
  /// “seven”, “two and a half million”, “two hundred point seven”, “a quarter of”, “two-thirds”, “tenfold”, “one in five”.
  func words(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    if let multiple = fold(index, range) { return multiple }
    guard let (end, first) = numeral(at: index, range, where: { NumberReader.openers.contains($0) }) else { return nil }
    switch first.kind {
    case "article": return afterArticle(index, end, range)
    case "fraction": return fraction(first.value, nil, index, end, range)
    case "scale" where !isScaled(end, range): return vague(index, range)
    case "multiplier", "vague": return vague(index, range)
    default: break
    }
    guard var whole = cardinal(index, range) else { return nil }
    if let ratio = ratio(index, whole.end, whole.value, range) { return ratio }
    if let above = over(index, whole, range) { return above }
    point(&whole, range)
    // “two-thirds”, “three quarters of a million”
    let afterHyphen = isHyphen(whole.end, range) ? whole.end + 1 : whole.end
    if afterHyphen < range.upperBound,
      let (end, part) = numeral(at: afterHyphen, range, where: { $0 == "fraction" })
    {
      return fraction(part.value, whole.value, index, end, range)
    }
    if whole.end < range.upperBound, text.tokens[whole.end].key == NumberReader.and,
      let (end, part) = andAFraction(whole.end + 1, range)
    {
      // “six million and two thirds” is two thirds of a million more, “one billion and three quarters million” says so.
      if let (last, scale) = numeral(at: end, range, where: { $0 == "scale" }), scale.value < whole.value {
        whole = (last, whole.value + part * scale.value)
      } else {
        whole = (end, whole.value + part * (whole.value >= 1000 ? NumberReader.power(below: whole.value) : 1))
      }
    }
    return finish(index, whole.end, whole.value, range)
  }

  private static let openers: Set<String> = ["cardinal", "scale", "multiplier", "article", "fraction", "vague"]

  /// Up to ninety-nine: “fifty-four”.
  private func cardinalOnly(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    guard let (end, tens) = numeral(at: index, range, where: { $0 == "cardinal" }) else { return nil }
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
  private func cardinal(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    var (total, current) = (0.0, 0.0)
    var (end, position) = (index, index)
    while position < range.upperBound {
      let isFirst = position == index
      var at = position
      if !isFirst, text.tokens[at].traits.contains(.hyphen), !text.tokens[at].traits.contains(.spaceBefore) { at += 1 }
      if !isFirst, at < range.upperBound, text.tokens[at].key == NumberReader.and {
        guard current >= 100 || current == 0 && total > 0 else { break }
        at += 1
        // “six million and two thirds” ends before the fraction.
        if andAFraction(at, range) != nil { break }
      }
      guard at < range.upperBound, text.tokens[at].kind == .word,
        let (next, numeral) = numeral(at: at, range, where: { $0 == "cardinal" || $0 == "scale" })
      else { break }
      if numeral.kind == "cardinal" {
        // Two numbers in a row are two numbers, but for tens with ones and hundreds with either.
        let isOnes =
          numeral.value < 10 && current.truncatingRemainder(dividingBy: 100) >= 20
          && current.truncatingRemainder(dividingBy: 10) == 0
        let isRest = numeral.value < 100 && current >= 100 && current.truncatingRemainder(dividingBy: 100) == 0
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
    guard whole.end + 1 < range.upperBound, text.tokens[whole.end].key == NumberReader.pointWord else { return }
    var at = whole.end + 1
    var place = 1.0
    var decimals = 0.0
    while at < range.upperBound, text.tokens[at].kind == .word,
      let (next, numeral) = numeral(at: at, range, where: { $0 == "cardinal" })
    {
      var (value, end) = (numeral.value, next)
      if value >= 20, let ones = cardinal(at, range), ones.value < 100 { (value, end) = (ones.value, ones.end) }
      let width = value < 10 ? 10.0 : 100.0
      decimals = decimals * width + value
      place *= width
      at = end
    }
    guard place > 1 else { return }
    whole = (at, whole.value + decimals / place)
  }

  /// “one over three”: a division.
  func over(_ index: Int, _ whole: (end: Int, value: Double), _ range: Range<Int>) -> NumberMention? {
    guard whole.end + 1 < range.upperBound, text.tokens[whole.end].key == NumberReader.overWord else { return nil }
    let below: (end: Int, value: Double)?
    if text.tokens[whole.end + 1].kind == .number {
      below = NumberReader.value(text.bytes[text.tokens[whole.end + 1].range]).map { (whole.end + 2, $0) }
    } else {
      below = cardinal(whole.end + 1, range)
    }
    guard let below, below.value > 0 else { return nil }
    return NumberMention(tokens: index..<below.end, value: whole.value / below.value, isWord: true, isFraction: true)
  }

  /// “a hundred”, “a quarter of”, “a fifth”.
  private func afterArticle(_ index: Int, _ next: Int, _ range: Range<Int>) -> NumberMention? {
    guard next < range.upperBound,
      let (end, follower) = numeral(
        at: next, range, where: { ["scale", "multiplier", "fraction", "cardinal"].contains($0) })
    else { return nil }
    switch follower.kind {
    case "fraction":
      // “a third man” is an ordinal.
      let isOrdinal =
        end < range.upperBound && text.tokens[end].kind == .word && !isOf(end, range) && !isScale(end, range)
      return isOrdinal ? nil : fraction(follower.value, 1, index, end, range)
    case "multiplier": return finish(index, end, follower.value, range)
    case "cardinal" where follower.value < 100: return nil
    default:
      guard let whole = cardinal(next, range) else { return nil }
      return finish(index, whole.end, whole.value, range)
    }
  }

  private func finish(_ start: Int, _ end: Int, _ value: Double, _ range: Range<Int>) -> NumberMention? {
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

  private func isHyphen(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].traits.contains(.hyphen)
      && !text.tokens[index].traits.contains(.spaceBefore)
  }

  // MARK: Fractions

  /// “two-thirds”, “half a million”, “half of”, “a quarter of a million”.
  private func fraction(_ value: Double, _ above: Double?, _ index: Int, _ next: Int, _ range: Range<Int>)
    -> NumberMention?
  {
    let part = (above ?? 1) * value
    if isScale(next, range) || isScale(next + 1, range) && isOf(next, range) {
      var mention = NumberMention(tokens: index..<(isScale(next, range) ? next : next + 1), value: part, isWord: true)
      scale(&mention, range)
      return mention
    }
    let afterOf = isOf(next, range) ? next + 1 : next
    if let (end, scale) = articleScale(afterOf, range) {
      return NumberMention(tokens: index..<end, value: part * scale, scale: scale, isWord: true)
    }
    if above == nil, value != 0.5 || !isOf(next, range) && !isThe(next, range) { return nil }
    return NumberMention(tokens: index..<next, value: part, isWord: true, isFraction: true)
  }

  /// “and a half”, “and three quarters”.
  private func andAFraction(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    guard index < range.upperBound else { return nil }
    let first: (end: Int, value: Double)?
    if let (next, _) = numeral(at: index, range, where: { $0 == "article" }) {
      first = (next, 1)
    } else {
      first = cardinalOnly(index, range)
    }
    guard let first, first.value < 100 else { return nil }
    let next = isHyphen(first.end, range) ? first.end + 1 : first.end
    guard next < range.upperBound, let (end, fraction) = numeral(at: next, range, where: { $0 == "fraction" }) else {
      return nil
    }
    return (end, first.value * fraction.value)
  }

  /// “one in five”, “nine out of ten”, “3 in 10”: a share, written as two numbers.
  func ratio(_ index: Int, _ end: Int, _ value: Double?, _ range: Range<Int>) -> NumberMention? {
    guard let value, value >= 1, value < 100, value == value.rounded(), end + 1 < range.upperBound else { return nil }
    var next = end
    if text.tokens[next].key == NumberReader.out, text.tokens[next + 1].key == SentenceReading.of {
      next += 2
    } else if text.tokens[next].key == SentenceReading.in, value == 1 || NumberReader.isRound(text, next + 1) {
      next += 1
    } else {
      return nil
    }
    if next < range.upperBound, text.tokens[next].key == NumberReader.every { next += 1 }
    guard next < range.upperBound else { return nil }
    let whole: (end: Int, value: Double)?
    if text.tokens[next].kind == .number {
      whole = NumberReader.value(text.bytes[text.tokens[next].range]).map { (next + 1, $0) }
    } else {
      whole = cardinal(next, range)
    }
    guard let whole, whole.value > value, whole.value <= 1000, whole.value == whole.value.rounded() else { return nil }
    return NumberMention(tokens: index..<whole.end, value: value / whole.value, isWord: true, isFraction: true)
  }

  /// Ten, a hundred, a thousand in digits: “3 in 10”.
  private static func isRound(_ text: ArticleText, _ index: Int) -> Bool {
    guard text.tokens[index].kind == .number else { return false }
    return value(text.bytes[text.tokens[index].range]).map { [10, 100, 1000].contains($0) } ?? false
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
          if numerals[Int(entry.target)].kind == "cardinal" { value = numerals[Int(entry.target)].value }
        }
      }
      if let value { return NumberMention(tokens: index..<index + 1, value: value, isWord: true, isMultiple: true) }
    }
    return nil
  }

  /// “dozens of”, “hundreds of thousands of”: two ends.
  private func vague(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard let (end, numeral) = numeral(at: index, range, where: { $0 == "vague" }), let high = numeral.high,
      high > numeral.value, isOf(end, range)
    else { return nil }
    return NumberMention(tokens: index..<end, value: numeral.value, high: high, isWord: true)
  }

  private func articleScale(_ index: Int, _ range: Range<Int>) -> (end: Int, Double)? {
    guard index < range.upperBound, let (next, article) = numeral(at: index, range, where: { $0 == "article" }),
      article.kind == "article",
      let (end, scale) = numeral(at: next, range, where: { $0 == "scale" || $0 == "multiplier" })
    else { return nil }
    return (end, scale.value)
  }

  private func isScale(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && numeral(at: index, range, where: { $0 == "scale" }) != nil
  }

  private func isOf(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].key == SentenceReading.of
  }

  /// “half the homes”.
  private func isThe(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound
      && [SentenceReading.the, SentenceReading.its, SentenceReading.their].contains(text.tokens[index].key)
  }

  private static let and = Token.key("and")
  private static let pointWord = Token.key("point")
  private static let overWord = Token.key("over")
  private static let out = Token.key("out")
  private static let every = Token.key("every")
}

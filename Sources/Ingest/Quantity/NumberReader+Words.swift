/// Numbers written in words.
extension NumberReader {
  /// “seven”, “two and a half million”, “a quarter of”, “two-thirds”, “tenfold”, “one in five”.
  func words(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    if let multiple = fold(index, range) { return multiple }
    var total = 0.0
    var current = 0.0
    var end = index
    var seen = false
    var position = index
    while position < range.upperBound {
      let at = seen && text.tokens[position].traits.contains(.hyphen) ? position + 1 : position
      guard at < range.upperBound, text.tokens[at].kind == .word else { break }
      if seen, text.tokens[at].key == NumberReader.and {
        if let (next, fraction) = andAFraction(at + 1, range) {
          current += fraction
          (end, position) = (next, next)
          continue
        }
        guard current >= 100 || total > 0, let (next, numeral) = numeral(at: at + 1, range, where: { $0 == "cardinal" })
        else { break }
        current += numeral.value
        (end, position) = (next, next)
        continue
      }
      guard
        let (next, numeral) = numeral(
          at: at, range, where: { ["cardinal", "scale", "multiplier", "article", "fraction"].contains($0) })
      else { break }
      switch numeral.kind {
      case "cardinal":
        // Two numbers in a row are two numbers, but for tens with ones.
        let isOnes =
          numeral.value < 10 && current.truncatingRemainder(dividingBy: 100) >= 20
          && current.truncatingRemainder(dividingBy: 10) == 0
        if seen, current > 0, !isOnes, current.truncatingRemainder(dividingBy: 100) != 0 {
          return finish(index, end, total + current, range)
        }
        current += numeral.value
      case "article":
        guard !seen,
          let (after, follower) = self.numeral(
            at: next, range, where: { ["scale", "multiplier", "fraction", "cardinal"].contains($0) }),
          follower.kind != "cardinal" || follower.value >= 100
        else { return nil }
        if follower.kind == "fraction", !isOf(after, range), !isScale(after, range) { return nil }
        current = 1
      case "fraction":
        return fraction(numeral.value, seen ? total + current : nil, index, next, range)
      default:
        if !seen { return nil }
        if numeral.value >= 1000 {
          total += max(current, 1) * numeral.value
          current = 0
        } else {
          current = max(current, 1) * numeral.value
        }
      }
      seen = true
      (end, position) = (next, next)
    }
    guard seen else { return vague(index, range) }
    return ratio(index, end, total + current, range) ?? finish(index, end, total + current, range)
  }

  private func finish(_ start: Int, _ end: Int, _ value: Double, _ range: Range<Int>) -> NumberMention? {
    guard end > start else { return nil }
    var mention = NumberMention(tokens: start..<end, value: value, isWord: true)
    scale(&mention, range)
    return mention
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
    guard let (next, first) = numeral(at: index, range, where: { $0 == "article" || $0 == "cardinal" }),
      let (end, fraction) = numeral(at: next, range, where: { $0 == "fraction" }), first.value < 10
    else { return nil }
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
      whole = numeral(at: next, range, where: { $0 == "cardinal" }).map { ($0.end, $0.1.value) }
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
    let letters = Array(text.bytes[text.tokens[index].range])
    if letters.count > 6, letters.suffix(4) == Array("fold".utf8)[...] {
      let stem = Array(letters.dropLast(4))
      let tokens = Tokenizer.tokens(of: stem)
      var value: Double?
      matcher.walk(tokens, at: 0, limit: tokens.count) { match, exact in
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
  private static let out = Token.key("out")
  private static let every = Token.key("every")
}

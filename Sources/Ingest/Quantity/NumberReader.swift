/// A number in prose: digits or words, with its scale words.
struct NumberMention {
  /// Its tokens.
  var tokens: Range<Int>
  /// Its value, scale words multiplied out.
  var value: Double
  /// The upper end of a vague one (“dozens”).
  var high: Double?
  /// The product of its scale words.
  var scale = 1.0
  /// Written in letters.
  var isWord = false
  /// A whole number of digits alone.
  var isPlain = false
  /// `m` or `k` right after the digits, which may be a unit as well.
  var gluedScale: Double?
  /// “half”, “a third”.
  var isFraction = false
  /// “three times”, “double”.
  var isMultiple = false
}

/// Reads numbers: `11.5 trillion`, `1,234`, `seven`, `two dozen`, `half a million`, `11.5万亿`, `三分之一`.
struct NumberReader {
  let text: ArticleText
  let matcher: Matcher
  let numerals: [Vocabulary.Numeral]

  /// The number that starts at a token.
  func number(at index: Int, _ range: Range<Int>) -> NumberMention? {
    let token = text.tokens[index]
    switch token.kind {
    case .number: return digits(index, range)
    case .word: return words(index, range)
    case .ideograph: return chinese(index, range)
    case .symbol: return fractionSign(index, range)
    default: return nil
    }
  }

  // MARK: Digits

  private func digits(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    let token = text.tokens[index]
    guard var value = NumberReader.value(text.bytes[token.range]) else { return nil }
    var end = index + 1
    var isPlain = token.detail == 0 && !text.bytes[token.range].contains(UInt8(ascii: ","))
    // “1 234 567”: groups of three digits after a space.
    if token.end - token.start <= 3, isPlain {
      while end < range.upperBound, text.tokens[end].kind == .number,
        text.tokens[end].end - text.tokens[end].start == 3,
        text.tokens[end].start - text.tokens[end - 1].end <= 3, text.tokens[end].traits.contains(.spaceBefore),
        isThinSpace(Int(text.tokens[end - 1].end)..<Int(text.tokens[end].start)),
        let group = NumberReader.value(text.bytes[text.tokens[end].range])
      {
        value = value * 1000 + group
        isPlain = false
        end += 1
      }
    }
    // “2 1/2”, “1/3”
    if end + 1 < range.upperBound, text.tokens[end].isMark("/"), !text.tokens[end].traits.contains(.spaceBefore),
      text.tokens[end + 1].kind == .number, let below = NumberReader.value(text.bytes[text.tokens[end + 1].range]),
      below > value, below < 100
    {
      return NumberMention(tokens: index..<end + 2, value: value / below, isFraction: true)
    }
    var mention = NumberMention(tokens: index..<end, value: value, isPlain: isPlain)
    scale(&mention, range)
    return mention
  }

  /// A no-break or thin space, which groups digits; a plain one may stand between two numbers.
  private func isThinSpace(_ range: Range<Int>) -> Bool { range.count > 1 && text.bytes[range.lowerBound] != 0x20 }

  /// `1,234.5`; a comma must group three digits (or two, in Indian style).
  static func value(_ bytes: ArraySlice<UInt8>) -> Double? {
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = -1
    for byte in bytes {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "'") { continue }
      if byte == UInt8(ascii: ".") {
        guard decimals < 0 else { return nil }
        decimals = 0
        continue
      }
      guard isDigit(byte) else { return nil }
      guard digits < 18 else { return nil }
      mantissa = mantissa * 10 + UInt64(byte - 0x30)
      digits += 1
      if decimals >= 0 { decimals += 1 }
    }
    return digits > 0 ? NumberText.double(mantissa, -max(0, decimals), false) : nil
  }

  // MARK: Scales

  /// Takes the scale words after a number: `trillion`, `bn`, `万亿`.
  private func scale(_ mention: inout NumberMention, _ range: Range<Int>) {
    while mention.tokens.upperBound < range.upperBound {
      let index = mention.tokens.upperBound
      let next = text.tokens[index]
      let isGlued = !next.traits.contains(.spaceBefore)
      var hyphen = 0
      if next.traits.contains(.hyphen), isGlued, index + 1 < range.upperBound,
        !text.tokens[index + 1].traits.contains(.spaceBefore)
      {
        hyphen = 1
      }
      guard index + hyphen < range.upperBound,
        let (end, numeral) = numeral(
          at: index + hyphen, range,
          where: { kind in
            kind == "scale" || kind == "multiplier" || kind == "glued" && isGlued && hyphen == 0
          })
      else { return }
      if numeral.kind == "glued" {
        mention.gluedScale = numeral.value
        mention.scale *= numeral.value
        mention.value = NumberReader.product(mention.value, numeral.value)
        mention.tokens = mention.tokens.lowerBound..<end
        mention.isPlain = false
        return
      }
      mention.scale *= numeral.value
      mention.value = NumberReader.product(mention.value, numeral.value)
      if let high = mention.high { mention.high = high * numeral.value }
      mention.tokens = mention.tokens.lowerBound..<end
      mention.isPlain = false
    }
  }

  /// A number times a scale, without the rounding error of a decimal fraction: 5099.6 times 1e8 is whole.
  private static func product(_ value: Double, _ scale: Double) -> Double {
    let product = value * scale
    let whole = product.rounded()
    return abs(product - whole) < 0.01 && abs(whole) < 9e15 ? whole : product
  }

  /// The longest number word of the kinds asked for at a token.
  func numeral(at index: Int, _ range: Range<Int>, where accept: (String) -> Bool) -> (end: Int, Vocabulary.Numeral)? {
    var best: (Int, Vocabulary.Numeral)?
    matcher.walk(text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries] where entry.kind == .numeral && matcher.isRead(entry, exact: exact) {
        let numeral = numerals[Int(entry.target)]
        if accept(numeral.kind) { best = (match.end, numeral) }
      }
    }
    return best
  }

  // MARK: Words

  private func words(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    // “half a million”, “a quarter of”, “a dozen”, “two-thirds”
    var total = 0.0
    var current = 0.0
    var end = index
    var seen = false
    var position = index
    while position < range.upperBound {
      let at = seen && text.tokens[position].traits.contains(.hyphen) ? position + 1 : position
      guard at < range.upperBound, text.tokens[at].kind == .word else { break }
      if seen, text.tokens[at].key == NumberReader.and {
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
        if seen, current > 0,
          !(numeral.value < 10 && current.truncatingRemainder(dividingBy: 100) >= 20
            && current.truncatingRemainder(dividingBy: 10) == 0 || current.truncatingRemainder(dividingBy: 100) == 0)
        {
          return finish(index, end, total + current, range)
        }
        current += numeral.value
      case "article":
        guard !seen,
          let (_, follower) = self.numeral(
            at: next, range, where: { ["scale", "multiplier", "fraction", "cardinal"].contains($0) }),
          follower.kind != "cardinal" || follower.value >= 100
        else { return nil }
        if follower.kind == "fraction", follower.value != 0.5, !isOf(next + 1, range) { return nil }
        current = 1
      case "fraction":
        if !seen {
          // “half a million”, “half of”
          if next < range.upperBound, let (scaleEnd, scale) = articleScale(next, range) {
            return NumberMention(tokens: index..<scaleEnd, value: numeral.value * scale, scale: scale, isWord: true)
          }
          guard isOf(next, range), numeral.value == 0.5 else { return nil }
          return NumberMention(tokens: index..<next, value: numeral.value, isWord: true, isFraction: true)
        }
        return NumberMention(
          tokens: index..<next, value: (total + current) * numeral.value, isWord: true, isFraction: true)
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
    if seen { return finish(index, end, total + current, range) }
    return vague(index, range)
  }

  private func finish(_ start: Int, _ end: Int, _ value: Double, _ range: Range<Int>) -> NumberMention? {
    guard end > start else { return nil }
    var mention = NumberMention(tokens: start..<end, value: value, isWord: true)
    scale(&mention, range)
    return mention
  }

  /// Vague numbers such as “dozens” have two ends.
  private func vague(_ index: Int, _ range: Range<Int>) -> NumberMention? { nil }

  private func articleScale(_ index: Int, _ range: Range<Int>) -> (end: Int, Double)? {
    guard let (next, article) = numeral(at: index, range, where: { $0 == "article" }), article.kind == "article",
      let (end, scale) = numeral(at: next, range, where: { $0 == "scale" || $0 == "multiplier" })
    else { return nil }
    return (end, scale.value)
  }

  private func isOf(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && text.tokens[index].key == SentenceReading.of
  }

  private static let and = Token.key("and")

  // MARK: Signs and Chinese

  private func fractionSign(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard let (end, numeral) = numeral(at: index, range, where: { $0 == "fraction" }) else { return nil }
    return NumberMention(tokens: index..<end, value: numeral.value, isWord: true, isFraction: true)
  }

  /// `七`, `十四`, `三千五百`, `两万`; 分之 makes a fraction.
  private func chinese(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    var total = 0.0
    var section = 0.0
    var digit = -1.0
    var at = index
    var count = 0
    var hasUnit = false
    while at < range.upperBound, text.tokens[at].kind == .ideograph,
      let (end, numeral) = numeral(at: at, range, where: { ["cardinal", "scale"].contains($0) })
    {
      if numeral.kind == "scale" || numeral.value >= 10 {
        guard count > 0 || numeral.value == 10 else { return nil }
        hasUnit = true
        if numeral.value >= 10_000 {
          section += max(digit, 0)
          total = (total + max(section, 1)) * numeral.value
          section = 0
        } else {
          section += max(digit, 1) * numeral.value
        }
        digit = -1
      } else {
        digit = digit >= 0 && !hasUnit ? digit * 10 + numeral.value : numeral.value
      }
      count += 1
      at = end
    }
    guard count > 0 else { return nil }
    var value = total + section + max(digit, 0)
    var mention = NumberMention(tokens: index..<at, value: value, isWord: true)
    // 三分之一
    if at + 2 < range.upperBound, text.tokens[at].detail == 0x5206, text.tokens[at + 1].detail == 0x4E4B,
      let above = number(at: at + 2, range)
    {
      value = above.value / value
      mention = NumberMention(tokens: index..<above.tokens.upperBound, value: value, isWord: true, isFraction: true)
    }
    return mention
  }
}

internal import Text

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
  /// 百分之 before it.
  var isPercent = false
  /// “half”, “a third”.
  var isFraction = false
  /// “three times”, “double”.
  var isMultiple = false
  /// 多 or 余 after it or within it: more than that.
  var isMore = false
  /// Chinese digits in a row without their places.
  var isDigitRun = false
  /// “half”, with nothing after it that says of what.
  var isBareHalf = false
}

/// Reads numbers: `11.5 trillion`, `1,234`, `seven`, `two dozen`, `half a million`, `11.5万亿`,
/// `三分之一`.
final class NumberReader {
  let text: ArticleText
  let matcher: Matcher
  let classes: WordClasses
  let numerals: [Vocabulary.Numeral]

  init(text: ArticleText, matcher: Matcher, classes: WordClasses, numerals: [Vocabulary.Numeral]) {
    self.text = text
    self.matcher = matcher
    self.classes = classes
    self.numerals = numerals
  }

  /// The number that starts at a token.
  func number(at index: Int, _ range: Range<Int>) -> NumberMention? {
    let token = text.tokens[index]
    switch token.kind {
    case .number: return digits(index, range)
    case .word: return words(index, range)
    case .ideograph: return chinese(index, range)
    case .symbol: return fractionSign(index, range)
    case .punctuation where token.isMark("."): return point(index, range)
    default: return nil
    }
  }

  // MARK: Scales

  /// Takes the scale words after a number: `trillion`, `bn`, `万亿`.
  func scale(_ mention: inout NumberMention, _ range: Range<Int>) {
    while mention.tokens.upperBound < range.upperBound {
      var index = mention.tokens.upperBound
      // 500余万, 20多亿
      if isSurplus(index), index + 1 < range.upperBound, let large = single(index + 1, range),
        large.value >= 10_000
      {
        mention.isMore = true
        index += 1
      }
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
            kind == "scale" || kind == "multiplier"
              || kind == "glued" && hyphen == 0
                && (isGlued || next.end - next.start > 1 || isLoneScale(index, range))
          })
      else { return }
      // 千瓦时 is a unit, not a thousand 瓦时.
      if next.kind == .ideograph, isUnit(at: index, longerThan: end - index, range) { return }
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

  /// “8 B people”: a capital that stands apart, before what is counted.
  private func isLoneScale(_ index: Int, _ range: Range<Int>) -> Bool {
    if index + 1 >= range.upperBound { return text.tokens[index].key != Token.key("t") }
    return text.tokens[index].traits.contains(.allCapitals) && text.tokens[index + 1].kind == .word
      && !text.tokens[index + 1].traits.contains(.capitalised)
  }

  func isUnit(at index: Int, longerThan length: Int, _ range: Range<Int>) -> Bool {
    var isLonger = false
    matcher.walk(.unit, text.tokens, at: index, limit: range.upperBound) { match, exact in
      guard match.end - match.first > length else { return }
      for entry in matcher.entries[match.entries]
      where entry.kind == .unit && matcher.isRead(entry, exact: exact) {
        isLonger = true
      }
    }
    return isLonger
  }

  /// The largest of thousand, million, billion and trillion that a value reaches.
  static func power(below value: Double) -> Double {
    [1e12, 1e9, 1e6, 1e3].first { value >= $0 } ?? 1
  }

  /// A number times a scale, without the rounding error of a decimal fraction: 5099.6 times 1e8 is
  /// whole.
  static func product(_ value: Double, _ scale: Double) -> Double {
    let product = value * scale
    let whole = product.rounded()
    return abs(product - whole) < 0.01 && abs(whole) < 9e15 ? whole : product
  }

  /// The longest number word of the kinds asked for at a token.
  func numeral(at index: Int, _ range: Range<Int>, where accept: (String) -> Bool) -> (
    end: Int, Vocabulary.Numeral
  )? {
    var best: (Int, Vocabulary.Numeral)?
    matcher.walk(.numeral, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .numeral && matcher.isRead(entry, exact: exact) {
        let numeral = numerals[Int(entry.target)]
        if accept(numeral.kind) { best = (match.end, numeral) }
      }
    }
    return best
  }

  // MARK: Signs

  func fractionSign(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard let (end, numeral) = numeral(at: index, range, where: { $0 == "fraction" }) else {
      return nil
    }
    return NumberMention(tokens: index..<end, value: numeral.value, isWord: true, isFraction: true)
  }
}

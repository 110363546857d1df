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
}

/// Reads numbers: `11.5 trillion`, `1,234`, `seven`, `two dozen`, `half a million`, `11.5万亿`, `三分之一`.
final class NumberReader {
  let text: ArticleText
  let matcher: Matcher
  let numerals: [Vocabulary.Numeral]

  init(text: ArticleText, matcher: Matcher, numerals: [Vocabulary.Numeral]) {
    self.text = text
    self.matcher = matcher
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

  // MARK: Digits

  private func digits(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    let token = text.tokens[index]
    if let ratio = ratio(index, index + 1, NumberReader.value(text.bytes[token.range]), range) { return ratio }
    guard var value = NumberReader.value(text.bytes[token.range]) else { return nil }
    var end = index + 1
    var isPlain = token.detail == 0 && !text.bytes[token.range].contains(UInt8(ascii: ","))
    // “1 234 567”, “12’345”: groups of three digits after a space or an apostrophe.
    if token.end - token.start <= 3, isPlain {
      let last = groupsEnd(index, range)
      while end < last {
        if text.tokens[end].kind == .number, let group = NumberReader.value(text.bytes[text.tokens[end].range]) {
          value = value * 1000 + group
        }
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
    if let found = power(mention, range) { return found }
    // “16分之5”, “2 1/4”, “2000 over 3”
    if isDivision(end, range), let above = number(at: end + 2, range), value != 0 {
      return NumberMention(tokens: index..<above.tokens.upperBound, value: above.value / value, isFraction: true)
    }
    if isPlain, let above = over(index, (end, value), range) { return above }
    if isPlain, let part = slashFraction(end, range) {
      return NumberMention(tokens: index..<part.end, value: value + part.value)
    }
    scale(&mention, range)
    mixed(&mention, range)
    return mention
  }

  /// Three digits, or three digits and decimals.
  private func isGroup(_ token: Token) -> Bool {
    let length = Int(token.end - token.start)
    return length == 3 && token.detail == 0 || token.detail > 0 && length == 4 + Int(token.detail)
  }

  /// `1/4` right after a whole number.
  private func slashFraction(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    guard index + 2 < range.upperBound, text.tokens[index].kind == .number, text.tokens[index + 1].isMark("/"),
      !text.tokens[index + 1].traits.contains(.spaceBefore),
      let above = NumberReader.value(text.bytes[text.tokens[index].range]),
      let below = NumberReader.value(text.bytes[text.tokens[index + 2].range]), above < below, below <= 100
    else { return nil }
    return (index + 3, above / below)
  }

  /// `2e5`, `1.3e-6`, `2^5`, `6.23x10^-4`, `1.99×10−30`.
  private func power(_ mention: NumberMention, _ range: Range<Int>) -> NumberMention? {
    var at = mention.tokens.upperBound
    func glued(_ index: Int) -> Token? {
      index < range.upperBound && !text.tokens[index].traits.contains(.spaceBefore) ? text.tokens[index] : nil
    }
    guard let sign = glued(at) else { return nil }
    var base = 10.0
    var factor = mention.value
    if sign.kind == .word, sign.end - sign.start == 1, text.bytes[Int(sign.start)] | 32 == UInt8(ascii: "e") {
      at += 1
    } else if sign.isMark("^") {
      (base, factor) = (mention.value, 1)
      at += 1
    } else if sign.detail == 0xD7
      || sign.kind == .word && sign.end - sign.start == 1 && text.bytes[Int(sign.start)] == UInt8(ascii: "x"),
      let ten = glued(at + 1), ten.kind == .number, NumberReader.value(text.bytes[ten.range]) == 10
    {
      at += 2
      if glued(at)?.isMark("^") == true { at += 1 }
    } else {
      return nil
    }
    var isNegative = false
    if let minus = glued(at), minus.isMark("-") || minus.detail == 0x2212 {
      isNegative = true
      at += 1
    }
    guard let digits = glued(at), digits.kind == .number, digits.detail == 0,
      let exponent = NumberReader.value(text.bytes[digits.range]), exponent <= 300
    else { return nil }
    var value = factor
    for _ in 0..<Int(exponent) { value = isNegative ? value / base : value * base }
    return NumberMention(tokens: mention.tokens.lowerBound..<at + 1, value: value)
  }

  /// The end of the groups of three digits that go on a number.
  ///
  /// A no-break or thin space groups; a plain space may stand between two numbers, so two groups must follow, or one that
  /// no number could be (“000”).
  private func groupsEnd(_ index: Int, _ range: Range<Int>) -> Int {
    var end = index + 1
    var (groups, isCertain) = (0, false)
    while end < range.upperBound {
      var next = end
      let isApostrophe = text.tokens[end].isMark("'") || text.tokens[end].detail == 0x2019
      if isApostrophe, !text.tokens[end].traits.contains(.spaceBefore) { next += 1 }
      guard next < range.upperBound, text.tokens[next].kind == .number,
        isGroup(text.tokens[next])
      else { break }
      let gap = Int(text.tokens[next - 1].end)..<Int(text.tokens[next].start)
      guard next > end ? gap.isEmpty : (1...3).contains(gap.count) else { break }
      if next > end || gap.count > 1 || text.bytes[Int(text.tokens[next].start)] == UInt8(ascii: "0") {
        isCertain = true
      }
      groups += 1
      end = next + 1
    }
    return isCertain || groups > 1 ? end : index + 1
  }

  /// `1,234.5`; a comma must group three digits (or two, in Indian style).
  static func value(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard groups(bytes) else { return decimalComma(bytes) }
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

  /// `.75`: a point that no word stands before.
  private func point(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard index == range.lowerBound || text.tokens[index].traits.contains(.spaceBefore), index + 1 < range.upperBound,
      text.tokens[index + 1].kind == .number, !text.tokens[index + 1].traits.contains(.spaceBefore),
      text.tokens[index + 1].detail == 0
    else { return nil }
    let digits = text.bytes[text.tokens[index + 1].range]
    guard let value = NumberReader.value(digits) else { return nil }
    var mention = NumberMention(
      tokens: index..<index + 2, value: NumberText.double(UInt64(value), -digits.count, false))
    scale(&mention, range)
    return mention
  }

  /// Whether commas group digits: by three at the end, by two or three before (1,234,567 and 12,34,567).
  private static func groups(_ bytes: ArraySlice<UInt8>) -> Bool {
    var (run, seen) = (0, false)
    var isLast = true
    for byte in bytes.reversed() {
      if byte == UInt8(ascii: ".") { run = 0 }
      if byte == UInt8(ascii: ",") {
        guard isLast ? run == 3 : run == 3 || run == 2 else { return false }
        (run, isLast, seen) = (0, false, true)
      } else if byte != UInt8(ascii: ".") {
        run += 1
      }
    }
    return !seen || (1...3).contains(run)
  }

  /// `1,3`: one comma that cannot group.
  private static func decimalComma(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard bytes.count(where: { $0 == UInt8(ascii: ",") }) == 1, !bytes.contains(UInt8(ascii: ".")) else { return nil }
    return value(bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }[...])
  }

  // MARK: Scales

  /// Takes the scale words after a number: `trillion`, `bn`, `万亿`.
  func scale(_ mention: inout NumberMention, _ range: Range<Int>) {
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
            kind == "scale" || kind == "multiplier"
              || kind == "glued" && hyphen == 0 && (isGlued || next.end - next.start > 1 || isLoneScale(index, range))
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

  private func isUnit(at index: Int, longerThan length: Int, _ range: Range<Int>) -> Bool {
    var isLonger = false
    matcher.walk(.unit, text.tokens, at: index, limit: range.upperBound) { match, exact in
      guard match.end - match.first > length else { return }
      for entry in matcher.entries[match.entries] where entry.kind == .unit && matcher.isRead(entry, exact: exact) {
        isLonger = true
      }
    }
    return isLonger
  }

  /// The largest of thousand, million, billion and trillion that a value reaches.
  static func power(below value: Double) -> Double { [1e12, 1e9, 1e6, 1e3].first { value >= $0 } ?? 1 }

  /// A number times a scale, without the rounding error of a decimal fraction: 5099.6 times 1e8 is whole.
  private static func product(_ value: Double, _ scale: Double) -> Double {
    let product = value * scale
    let whole = product.rounded()
    return abs(product - whole) < 0.01 && abs(whole) < 9e15 ? whole : product
  }

  /// The longest number word of the kinds asked for at a token.
  func numeral(at index: Int, _ range: Range<Int>, where accept: (String) -> Bool) -> (end: Int, Vocabulary.Numeral)? {
    var best: (Int, Vocabulary.Numeral)?
    matcher.walk(.numeral, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries] where entry.kind == .numeral && matcher.isRead(entry, exact: exact) {
        let numeral = numerals[Int(entry.target)]
        if accept(numeral.kind) { best = (match.end, numeral) }
      }
    }
    return best
  }

  // MARK: Signs and Chinese

  private func fractionSign(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard let (end, numeral) = numeral(at: index, range, where: { $0 == "fraction" }) else { return nil }
    return NumberMention(tokens: index..<end, value: numeral.value, isWord: true, isFraction: true)
  }
}

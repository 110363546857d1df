internal import Text

/// Numbers written in digits: `1,234.5`, `12,34,567`, `1 234 567`, `2 1/2`, `2e5`, `6.02×10^23`,
/// `1.111,11`.
extension NumberReader {
  func digits(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    let token = text.tokens[index]
    guard var value = value(at: index) else { return nil }
    if let ratio = ratio(index, index + 1, value, range) { return ratio }
    var end = index + 1
    var isPlain = token.detail == 0 && !text.bytes[token.range].contains(UInt8(ascii: ","))
    // “1 234 567”, “12’345”: groups of three digits after a space or an apostrophe.
    if token.end - token.start <= 3, isPlain {
      let last = groupsEnd(index, range)
      while end < last {
        if let group = self.value(at: end) { value = value * 1000 + group }
        isPlain = false
        end += 1
      }
    }
    // “1/3”
    if end + 1 < range.upperBound, isSlash(end), !text.tokens[end].traits.contains(.spaceBefore),
      let below = self.value(at: end + 1), below > value, below < 100
    {
      return NumberMention(tokens: index..<end + 2, value: value / below, isFraction: true)
    }
    var mention = NumberMention(tokens: index..<end, value: value, isPlain: isPlain)
    if let found = power(mention, range) { return found }
    // “16分之5”, “2 1/4”, “2000 over 3”
    if let part = division(below: value, at: end, from: index, range) { return part }
    if isPlain, let above = over(index, (end, value), range) { return above }
    if isPlain, let part = slashFraction(end, range) {
      return NumberMention(tokens: index..<part.end, value: value + part.value)
    }
    // “2½”
    if isPlain, end < range.upperBound, text.tokens[end].kind == .symbol,
      !text.tokens[end].traits.contains(.spaceBefore),
      let part = fractionSign(end, range)
    {
      mention.value += part.value
      mention.isPlain = false
      mention.tokens = index..<part.tokens.upperBound
    }
    scale(&mention, range)
    mixed(&mention, range)
    compound(&mention, range)
    finish(&mention, range)
    return mention
  }

  /// The value of a token of digits.
  func value(at index: Int) -> Double? {
    text.tokens[index].kind == .number ? NumberReader.value(text.digits(text.tokens[index])) : nil
  }

  /// “4 thousand 3 hundred”, “2 million 300 thousand”: a smaller scale right after a larger one.
  private func compound(_ mention: inout NumberMention, _ range: Range<Int>) {
    guard mention.scale >= 1000, mention.gluedScale == nil,
      text.tokens[mention.tokens.upperBound - 1].kind == .word
    else { return }
    var last = mention.scale
    // “2 thousand 300”
    if last == 1000, mention.tokens.upperBound < range.upperBound,
      let rest = value(at: mention.tokens.upperBound),
      rest < 1000, rest >= 100, rest == rest.rounded(),
      text.tokens[mention.tokens.upperBound].detail == 0,
      mention.tokens.upperBound + 1 >= range.upperBound
        || numeral(at: mention.tokens.upperBound + 1, range, where: { $0 == "scale" }) == nil
    {
      mention.value += rest
      mention.tokens = mention.tokens.lowerBound..<mention.tokens.upperBound + 1
      return
    }
    while mention.tokens.upperBound + 1 < range.upperBound,
      let value = value(at: mention.tokens.upperBound),
      let (end, scale) = numeral(
        at: mention.tokens.upperBound + 1, range, where: { $0 == "scale" }),
      scale.value < last, value * scale.value < last
    {
      mention.value += value * scale.value
      mention.tokens = mention.tokens.lowerBound..<end
      last = scale.value
    }
  }

  // MARK: Fractions and powers

  private func isSlash(_ index: Int) -> Bool {
    text.tokens[index].isMark("/") || text.tokens[index].detail == 0xFF0F
  }

  /// `1/4` right after a whole number.
  private func slashFraction(_ index: Int, _ range: Range<Int>) -> (end: Int, value: Double)? {
    guard index + 2 < range.upperBound, isSlash(index + 1),
      !text.tokens[index + 1].traits.contains(.spaceBefore),
      let above = value(at: index), let below = value(at: index + 2), above < below, below <= 100
    else { return nil }
    return (index + 3, above / below)
  }

  /// `2e5`, `1.3e-6`, `2^5`, `6.23x10^-4`, `1.99×10−30`.
  private func power(_ mention: NumberMention, _ range: Range<Int>) -> NumberMention? {
    var at = mention.tokens.upperBound
    func glued(_ index: Int) -> Token? {
      index < range.upperBound && !text.tokens[index].traits.contains(.spaceBefore)
        ? text.tokens[index] : nil
    }
    guard let sign = glued(at) else { return nil }
    var base = 10.0
    if sign.kind == .word, sign.key == NumberReader.e {
      at += 1
    } else if sign.isMark("^") {
      base = mention.value
      at += 1
    } else if sign.detail == 0xD7 || sign.kind == .word && sign.key == NumberReader.x,
      glued(at + 1)?.kind == .number, value(at: at + 1) == 10
    {
      at += 2
      if glued(at)?.isMark("^") == true { at += 1 }
    } else {
      return nil
    }
    var isNegative = false
    if let minus = glued(at), minus.traits.contains(.hyphen) {
      isNegative = true
      at += 1
    }
    guard let digits = glued(at), digits.kind == .number, digits.detail == 0,
      let exponent = value(at: at), exponent <= 300
    else { return nil }
    var value: Double
    if base == 10, !sign.isMark("^") {
      // As the digits say, without the rounding of repeated products.
      let mantissa = String(
        decoding: text.digits(text.tokens[mention.tokens.lowerBound]), as: UTF8.self)
      value =
        Double(
          mantissa.replacing(",", with: "") + (isNegative ? "e-" : "e") + String(Int(exponent)))
        ?? mention.value
    } else {
      value = 1
      for _ in 0..<Int(exponent) { value = isNegative ? value / base : value * base }
    }
    return NumberMention(tokens: mention.tokens.lowerBound..<at + 1, value: value)
  }

  private static let e = Token.key("e")
  private static let x = Token.key("x")

  // MARK: Groups

  /// Three digits, or three digits and decimals.
  private func isGroup(_ token: Token) -> Bool {
    let length = Int(token.end - token.start)
    return length == 3 && token.detail == 0 || token.detail > 0 && length == 4 + Int(token.detail)
  }

  /// The end of the groups of three digits that go on a number.
  ///
  /// A no-break or thin space groups; a plain space may stand between two numbers, so two groups
  /// must follow, or one that no number could be (“000”).
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
      if next > end || gap.count > 1
        || text.bytes[Int(text.tokens[next].start)] == UInt8(ascii: "0")
      {
        isCertain = true
      }
      groups += 1
      end = next + 1
    }
    return isCertain || groups > 1 ? end : index + 1
  }

  // MARK: One token

  /// `1,234.5`; a comma must group three digits (or two, in Indian style).
  static func value(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard groups(bytes) else { return decimalComma(bytes) }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = -1
    for byte in bytes {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "'") { continue }
      if byte == UInt8(ascii: ".") {
        guard decimals < 0 else { return decimalComma(bytes) }
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
  func point(_ index: Int, _ range: Range<Int>) -> NumberMention? {
    guard
      index == range.lowerBound || text.tokens[index].traits.contains(.spaceBefore)
        || text.tokens[index - 1].traits.contains(.hyphen),
      index + 1 < range.upperBound, text.tokens[index + 1].kind == .number,
      !text.tokens[index + 1].traits.contains(.spaceBefore), text.tokens[index + 1].detail == 0
    else { return nil }
    let digits = text.digits(text.tokens[index + 1])
    guard let value = NumberReader.value(digits) else { return nil }
    var mention = NumberMention(
      tokens: index..<index + 2, value: NumberText.double(UInt64(value), -digits.count, false))
    scale(&mention, range)
    return mention
  }

  /// Whether commas group digits: by three at the end, by two or three before (1,234,567 and
  /// 12,34,567).
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

  /// `1,3`, `1.234,5`, `1.234.567`: marks that can only be those of a decimal comma.
  private static func decimalComma(_ bytes: ArraySlice<UInt8>) -> Double? {
    let commas = bytes.count(where: { $0 == UInt8(ascii: ",") })
    let points = bytes.count(where: { $0 == UInt8(ascii: ".") })
    guard commas == 1 || commas == 0 && points > 1 else { return nil }
    if points > 0 {
      let whole = bytes.prefix { $0 != UInt8(ascii: ",") }
      let parts = whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard !bytes.drop(while: { $0 != UInt8(ascii: ",") }).contains(UInt8(ascii: ".")),
        (1...3).contains(parts[0].count),
        parts.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    return value(
      bytes.compactMap {
        $0 == UInt8(ascii: ".") ? nil : $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0
      }[...])
  }
}

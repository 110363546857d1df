import Records

/// What has digits or number words and is no quantity.
extension QuantityReader {
  func isQuantity(
    _ number: NumberMention, _ unit: Matcher.Entry?, _ tokens: Range<Int>,
    _ qualifier: (start: Int, qualifier: Claim.Qualifier)?,
    _ range: Range<Int>
  ) -> Bool {
    let first = text.tokens[tokens.lowerBound]
    let before = tokens.lowerBound > range.lowerBound ? text.tokens[tokens.lowerBound - 1] : nil
    let next = tokens.upperBound < range.upperBound ? text.tokens[tokens.upperBound] : nil
    if let before, first.kind == .number, !first.traits.contains(.spaceBefore) {
      // “G20”, “PM2.5”, “COVID-19”
      if before.kind == .word { return false }
      if before.traits.contains(.hyphen) || before.isMark("."), tokens.lowerBound - 2 >= range.lowerBound,
        !before.traits.contains(.spaceBefore), text.tokens[tokens.lowerBound - 2].kind == .word,
        !isPrefix(text.tokens[tokens.lowerBound - 2])
      {
        return false
      }
    }
    if let next, unit == nil, !next.traits.contains(.spaceBefore), text.tokens[tokens.upperBound - 1].kind == .number {
      // “5G”, “5th”, “10:30”, “737-800”
      if next.kind == .word || next.isMark(":") || next.isMark("/") { return false }
      if next.traits.contains(.hyphen), tokens.upperBound + 1 < range.upperBound,
        text.tokens[tokens.upperBound + 1].kind == .number,
        !text.tokens[tokens.upperBound + 1].traits.contains(.spaceBefore)
      {
        return false
      }
    }
    // “[3]”: a footnote; “per 10,000 people”: what a rate is counted on.
    if let before, let next, before.isMark("["), next.isMark("]") { return false }
    if let before, before.key == SentenceReading.per { return false }
    // “221B Baker Street”, “the 14th Five-Year Plan”
    if number.gluedScale != nil, unit == nil, text.tokens[tokens.upperBound - 1].traits.contains(.allCapitals),
      let next,
      next.kind == .word, next.traits.contains(.capitalised)
    {
      return false
    }
    if first.kind == .word, first.traits.contains(.capitalised), tokens.lowerBound > range.lowerBound,
      text.tokens[tokens.upperBound - 1].traits.contains(.capitalised),
      tokens.count > 1 || next?.traits.contains(.hyphen) ?? false,
      let before, before.kind == .word
    {
      return false
    }
    // “1. Introduction”, “2) …”
    if before == nil, number.isPlain, unit == nil, let next, next.isMark(".") || next.isMark(")") { return false }
    if unit == nil, let before, vocabulary.isNumbered(before) || before.isMark("#") { return false }
    if unit == nil, before?.isMark(".") ?? false, tokens.lowerBound - 2 >= range.lowerBound,
      vocabulary.isNumbered(text.tokens[tokens.lowerBound - 2])
    {
      return false
    }
    if number.isWord, number.scale == 1, unit == nil, first.kind == .word {
      // “one of the …”, “the one that”, “no one”: a pronoun. “The two cities” were named before.
      if number.value == 1, !isOneThing(tokens, range) { return false }
      if number.value <= 10, let before, QuantityReader.anaphoric.contains(before.key) { return false }
      if let next, next.key == SentenceReading.of, !number.isFraction, number.high == nil { return false }
    }
    if number.isWord, first.kind == .ideograph, unit == nil, !number.isPercent, !number.isFraction,
      (0..<10).contains(number.value), number.value == number.value.rounded()
    {
      return false
    }
    // 第十四个五年规划: what an ordinal counts.
    if first.kind == .ideograph, let before, before.detail == 0x4E2A {
      var index = tokens.lowerBound - 2
      while index >= range.lowerBound, text.tokens[index].kind == .ideograph, index > tokens.lowerBound - 6 {
        if text.tokens[index].detail == 0x7B2C { return false }
        index -= 1
      }
    }
    // “0401 GMT”, “007”: a code.
    if unit == nil, number.isPlain, number.tokens.count == 1, first.end - first.start > 1,
      text.bytes[Int(first.start)] == UInt8(ascii: "0"), first.detail == 0
    {
      return false
    }
    // A year that no period reader took is a name or a code.
    if unit == nil, number.isPlain, number.value >= 1800, number.value <= 2100,
      first.end - first.start == 4, qualifier == nil
    {
      return false
    }
    if unit == nil, number.isPlain, qualifier == nil, let before, isName(before, at: tokens.lowerBound - 1, range),
      !isCounted(tokens.upperBound, range)
    {
      return false
    }
    return true
  }

  /// “sub-7”, “now-18”: a word before a hyphen that leaves the number a number.
  private func isPrefix(_ token: Token) -> Bool {
    classes.isFunctionWord(token) || classes[token].contains(.adverb) || token.key == QuantityReader.sub
      || token.key == QuantityReader.minus
  }

  /// A plural in small letters: what is counted.
  private func isCounted(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index < range.upperBound else { return false }
    let token = text.tokens[index]
    guard token.kind == .word, !token.traits.contains(.capitalised) else { return false }
    let letters = text.bytes[token.range]
    return letters.last == UInt8(ascii: "s") && letters.count > 3 && !classes[token].contains(.mostlyVerb)
      || CountedNoun.isPlural(text.string(token.range))
      || classes[token].contains(.mostlyAdjective) && !classes[token].contains(.past)
  }

  private static let sub = Token.key("sub")
  private static let anaphoric = ["the", "these", "those", "all", "both", "other", "its", "their", "this"].map {
    Token.key(of: $0)
  }

  /// “one solution”, “just one area”: a count, unlike “the one”, “no one”, “one another”, “one of them”.
  private func isOneThing(_ tokens: Range<Int>, _ range: Range<Int>) -> Bool {
    guard tokens.upperBound < range.upperBound else { return false }
    if tokens.lowerBound > range.lowerBound {
      let before = text.tokens[tokens.lowerBound - 1]
      if before.key == QuantityReader.minus || before.key == QuantityReader.negativeWord { return true }
      let isLead = classes[before].isDisjoint(with: [.determiner, .possessive, .negation, .relative, .adjective])
      guard isLead || classes[before].contains(.adverb) else { return false }
    }
    let next = text.tokens[tokens.upperBound]
    guard next.kind == .word, next.traits.contains(.spaceBefore), !next.traits.contains(.capitalised) else {
      return false
    }
    let word = classes[next]
    guard word.isDisjoint(with: .function), word.isEmpty || !word.isDisjoint(with: [.noun, .adjective]) else {
      return false
    }
    return word.isDisjoint(with: [.mostlyVerb])
  }

  /// “Boeing 737”, “iPhone 14”, “S&P 500”: a word with a capital that no sentence start gives it.
  private func isName(_ token: Token, at index: Int, _ range: Range<Int>) -> Bool {
    guard token.kind == .word else { return false }
    if text.bytes[token.range].dropFirst().contains(where: { $0 >= 65 && $0 <= 90 }),
      !token.traits.contains(.allCapitals)
    {
      return true
    }
    guard token.traits.contains(.capitalised) else { return false }
    // “S&P 500”
    if index > range.lowerBound, text.tokens[index - 1].isMark("&") { return true }
    return index > range.lowerBound || classes[token].isEmpty
  }
}

internal import Records
internal import Text

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
      if before.traits.contains(.hyphen) || before.isMark("."),
        tokens.lowerBound - 2 >= range.lowerBound,
        !before.traits.contains(.spaceBefore), text.tokens[tokens.lowerBound - 2].kind == .word,
        !isPrefix(text.tokens[tokens.lowerBound - 2])
      {
        return false
      }
    }
    if let next, unit == nil, !next.traits.contains(.spaceBefore),
      text.tokens[tokens.upperBound - 1].kind == .number
    {
      // “5G”, “5th”, “10:30”, “737-800”
      if next.kind == .word || next.isMark(":") || next.isMark("/") { return false }
      if next.traits.contains(.hyphen), tokens.upperBound + 1 < range.upperBound,
        text.tokens[tokens.upperBound + 1].kind == .number,
        !text.tokens[tokens.upperBound + 1].traits.contains(.spaceBefore)
      {
        return false
      }
    }
    // “COVID -19”: a name whose hyphen went astray.
    if let before, before.isMark("-") || text.tokens[tokens.lowerBound].isMark("-"), number.isPlain,
      isAllCapitalName(before.isMark("-") ? tokens.lowerBound - 2 : tokens.lowerBound - 1, range)
    {
      return false
    }
    // 21世纪: the century of that number.
    if let unit, first.kind == .number, number.isPlain, tokens.count == 3,
      vocabulary.units[Int(unit.target)].code == "100.a",
      text.tokens[tokens.upperBound - 1].kind == .ideograph
    {
      return false
    }
    // “in 2007 dollars”: money of that year's worth.
    if let unit, let before, before.key == SentenceReading.in, tokens.count == 2, number.isPlain,
      first.kind == .number, first.end - first.start == 4, (1900...2100).contains(number.value),
      vocabulary.units[Int(unit.target)].dimension == "currency"
    {
      return false
    }
    // “[3]”: a footnote; “per 10,000 people”: what a rate is counted on.
    if let before, let next, before.isMark("["), next.isMark("]") { return false }
    if let before, before.key == SentenceReading.per { return false }
    // “for every 10,000 residents”
    if let before, before.key == NumberReader.every, unit == nil, number.value >= 100 {
      return false
    }
    // “EBITDA(1)”: a footnote's mark, where a bracket is part of the word before it.
    if let before, let next, before.isMark("("), !before.traits.contains(.spaceBefore),
      next.isMark(")"), number.isPlain, unit == nil, number.value < 100,
      tokens.lowerBound - 2 >= range.lowerBound, isLetters(text.tokens[tokens.lowerBound - 2])
    {
      return false
    }
    if first.kind == .number, !isChineseFigure(number, unit, tokens, range) { return false }
    // “221B Baker Street”, “the 14th Five-Year Plan”
    if number.gluedScale != nil, unit == nil,
      text.tokens[tokens.upperBound - 1].traits.contains(.allCapitals),
      let next,
      next.kind == .word, next.traits.contains(.capitalised)
    {
      return false
    }
    if first.kind == .word, first.traits.contains(.capitalised),
      tokens.lowerBound > range.lowerBound,
      text.tokens[tokens.upperBound - 1].traits.contains(.capitalised),
      tokens.count > 1 || next?.traits.contains(.hyphen) ?? false,
      let before, before.kind == .word
    {
      return false
    }
    // “the China Three Gorges Project”: a name.
    if unit == nil, tokens.count == 1, first.kind == .word, first.traits.contains(.capitalised),
      let before,
      before.kind == .word, let next, next.kind == .word,
      next.traits.contains(.capitalised)
        || before.traits.contains(.capitalised) && tokens.lowerBound - 1 > range.lowerBound
          && !isCounted(tokens.upperBound, range)
    {
      return false
    }
    // “the Group of 20”: a name.
    if unit == nil, number.isPlain || number.isWord, qualifier == nil, let before,
      before.key == SentenceReading.of,
      tokens.lowerBound - 3 >= range.lowerBound,
      text.tokens[tokens.lowerBound - 2].traits.contains(.capitalised),
      text.tokens[tokens.lowerBound - 2].kind == .word, !isCounted(tokens.upperBound, range)
    {
      return false
    }
    // “three-digit”, “one-way”: a word of its own.
    if let next, next.traits.contains(.hyphen), !next.traits.contains(.spaceBefore), unit == nil,
      tokens.upperBound + 1 < range.upperBound,
      vocabulary.isAttribute(text.tokens[tokens.upperBound + 1])
    {
      return false
    }
    // 10年期国债: the time for which money is lent is part of a name.
    if let unit, vocabulary.units[Int(unit.target)].dimension == "time", let next,
      next.detail == 0x671F
    {
      return false
    }
    // “the '82 vintage”
    if let before, unit == nil, number.isPlain,
      before.isMark("'") || before.detail == 0x2018 || before.detail == 0x2019,
      !first.traits.contains(.spaceBefore), first.end - first.start == 2,
      before.traits.contains(.spaceBefore) || tokens.lowerBound - 1 == range.lowerBound
    {
      return false
    }
    // “check one of three: 1) no, 2) yes”
    if number.isPlain, unit == nil, let next, next.isMark(")"), number.value < 30,
      !isOpen(before: tokens.lowerBound, range)
    {
      return false
    }
    // 20点: a time of day.
    if first.kind == .number, unit == nil, number.isPlain, number.value <= 24, let next,
      next.detail == 0x70B9 || next.detail == 0x9EDE
    {
      return false
    }
    // 一个: no more than an article.
    if first.kind == .ideograph, number.tokens.count == 1, number.value == 1, qualifier == nil,
      unit.map({ vocabulary.units[Int($0.target)].code == "1" }) ?? false, first.detail == 0x4E00
    {
      return false
    }
    // “1. Introduction”, “2) …”
    if before == nil, number.isPlain, unit == nil, let next, next.isMark(".") || next.isMark(")") {
      return false
    }
    if unit == nil, let before, vocabulary.isNumbered(before) || before.isMark("#"),
      number.scale == 1,
      !(vocabulary.isCounting(before) && number.isWord && isCounted(tokens.upperBound, range))
    {
      return false
    }
    if unit == nil, before?.isMark(".") ?? false, tokens.lowerBound - 2 >= range.lowerBound,
      vocabulary.isNumbered(text.tokens[tokens.lowerBound - 2])
    {
      return false
    }
    if number.isBareHalf, unit == nil {
      // “more than half”, “almost half of”; not “half asleep”.
      guard let qualifier, qualifier.qualifier != .exact, qualifier.qualifier != .between else {
        return false
      }
      if let next, next.traits.contains(.hyphen) { return false }
    }
    if number.isDigitRun, unit == nil { return false }
    if number.isWord, number.scale == 1, unit == nil, first.kind == .word, !number.isMultiple {
      // “one of the …”, “the one that”, “no one”: a pronoun. “The two cities” were named before.
      if number.value == 1, !isOneThing(tokens, range, isQualified: qualifier != nil) {
        return false
      }
      if number.value <= 10, let before, QuantityReader.anaphoric.contains(before.key) {
        return false
      }
      if let next, next.key == SentenceReading.of, !number.isFraction, number.high == nil,
        !isOfThings(tokens.upperBound, range)
      {
        return false
      }
    }
    if number.isWord, first.kind == .ideograph, unit == nil, !number.isPercent, !number.isFraction,
      !number.isMultiple,
      (0..<11).contains(number.value), number.value == number.value.rounded()
    {
      return isSaid(tokens, range)
    }
    // 十分, 十足: a word of the language.
    if first.kind == .ideograph, number.tokens.count == 1, unit == nil || tokens.count == 2,
      numbers.isWord(tokens.lowerBound, range)
    {
      return false
    }
    // 第十四个五年规划: what an ordinal counts.
    if first.kind == .ideograph, let before, before.detail == 0x4E2A {
      var index = tokens.lowerBound - 2
      while index >= range.lowerBound, text.tokens[index].kind == .ideograph,
        index > tokens.lowerBound - 6
      {
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
      first.end - first.start == 4, qualifier == nil, !isHad(tokens, range),
      !classes.leadsToAmount(tokens.lowerBound, text.tokens, from: range.lowerBound)
    {
      return false
    }
    if unit == nil, number.isPlain, qualifier == nil, let before,
      isName(before, at: tokens.lowerBound - 1, range),
      isProduct(before, number) || !isCounted(tokens.upperBound, range)
    {
      return false
    }
    return true
  }

  /// “has 2050 beds”: what somebody has so many of; not “the firm's 2003 results”.
  private func isHad(_ tokens: Range<Int>, _ range: Range<Int>) -> Bool {
    guard tokens.lowerBound > range.lowerBound, isCounted(tokens.upperBound, range) else {
      return false
    }
    let before = classes[text.tokens[tokens.lowerBound - 1]]
    let after = classes[text.tokens[tokens.upperBound]]
    return !before.isDisjoint(with: WordClass.anyVerb.union(.have)) && !before.contains(.noun)
      && after.isDisjoint(with: [.result, .total, .empty])
  }

  /// Letters, or the bracket that closes what letters abbreviate: “Annual Revenue (ARR)(1)”.
  private func isLetters(_ token: Token) -> Bool {
    token.kind == .word || token.isMark(")") || token.kind == .clitic
  }

  /// Whether digits before an ideograph say a figure: not 25日, 15时, 500强, the 1 of 5：1, nor the
  /// dollar of 1美元兑7元.
  private func isChineseFigure(
    _ number: NumberMention, _ unit: Matcher.Entry?, _ tokens: Range<Int>, _ range: Range<Int>
  ) -> Bool {
    let first = tokens.lowerBound
    if first - 2 >= range.lowerBound, text.tokens[first - 1].detail == 0xFF1A,
      text.tokens[first - 2].kind == .number, number.isPlain, unit == nil
    {
      return false
    }
    guard tokens.upperBound < range.upperBound else { return true }
    let next = text.tokens[tokens.upperBound]
    guard next.kind == .ideograph else { return true }
    if let unit, number.value == 1, next.detail == 0x5151 {
      return vocabulary.units[Int(unit.target)].dimension != "currency"
    }
    guard unit == nil, number.isPlain else { return true }
    switch next.detail {
    case 0x65E5: return number.value > 31 || number.value < 1
    case 0x65F6: return number.value > 24
    case 0x5F3A: return false
    default: return true
    }
  }

  /// “Chapters 3 and 4”, “Boeing 737 or 747”: a bare number that is listed with one that is a name
  /// is a name too.
  func isNamed(_ figure: Figure, with last: Int, _ range: Range<Int>) -> Bool {
    let first = figure.tokens.lowerBound
    guard last == first - 2, figure.unit == "1", figure.unitName == nil, figure.tokens.count == 1,
      figure.low == nil,
      text.tokens[first].kind == .number,
      text.tokens[first - 1].key == SentenceReading.and
        || text.tokens[first - 1].key == SentenceReading.or
        || text.tokens[first - 1].key == SentenceReading.to
    else { return false }
    return !isCounted(first + 1, range)
  }

  /// “two of Johnson's deputies”, “three of its plants”: some of what is named; not “two of them”.
  private func isOfThings(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 2 < range.upperBound, text.tokens[index + 2].kind != .number else { return false }
    let next = text.tokens[index + 1]
    guard next.kind == .word,
      text.tokens[index + 2].kind == .word || text.tokens[index + 2].kind == .clitic
    else {
      return false
    }
    if !classes[next].isDisjoint(with: [.determiner, .possessive]) {
      // “two of the three” is about three; “some of that” of nothing.
      return numbers.numeral(at: index + 2, range, where: { $0 == "cardinal" }) == nil
        && !classes.isFunctionWord(text.tokens[index + 2])
    }
    return next.traits.contains(.capitalised) && text.tokens[index + 2].kind == .clitic
  }

  /// Whether a bracket was opened and not closed before.
  private func isOpen(before index: Int, _ range: Range<Int>) -> Bool {
    var open = 0
    for at in range.lowerBound..<index {
      if text.tokens[at].isMark("(") { open += 1 }
      if text.tokens[at].isMark(")"), open > 0 { open -= 1 }
    }
    return open > 0
  }

  private func isAllCapitalName(_ index: Int, _ range: Range<Int>) -> Bool {
    range.contains(index) && text.tokens[index].traits.contains(.allCapitals)
      && text.tokens[index].end - text.tokens[index].start > 1
      && classes[text.tokens[index]].isEmpty
  }

  /// 答案是四: a Chinese digit that nothing is counted by, where it is what is said.
  private func isSaid(_ tokens: Range<Int>, _ range: Range<Int>) -> Bool {
    let isStart =
      tokens.lowerBound == range.lowerBound || text.tokens[tokens.lowerBound - 1].detail == 0x662F
    guard isStart else { return false }
    guard tokens.upperBound < range.upperBound else { return true }
    let next = text.tokens[tokens.upperBound]
    // 的, 是, 不, 这, 和, 与
    return next.kind == .punctuation && !next.traits.contains(.hyphen) && next.detail != 0x3001
      || [0x7684, 0x662F, 0x4E0D, 0x8FD9, 0x548C, 0x4E0E].contains(next.detail)
  }

  /// “sub-7”, “now-18”: a word before a hyphen that leaves the number a number.
  private func isPrefix(_ token: Token) -> Bool {
    classes.isFunctionWord(token) || classes[token].contains(.adverb)
      || token.key == QuantityReader.sub
      || token.key == QuantityReader.minus
  }

  /// A plural in small letters: what is counted.
  private func isCounted(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index < range.upperBound else { return false }
    let token = text.tokens[index]
    guard token.kind == .word, !token.traits.contains(.capitalised) else { return false }
    let letters = text.bytes[token.range]
    return letters.last == UInt8(ascii: "s") && letters.count > 3
      && !classes[token].contains(.mostlyVerb)
      || CountedNoun.isPlural(text.string(token.range))
      || classes[token].contains(.mostlyAdjective) && !classes[token].contains(.past)
  }

  private static let sub = Token.key("sub")
  private static let anaphoric = [
    "the", "these", "those", "all", "both", "other", "its", "their", "this",
  ].map {
    Token.key(of: $0)
  }

  /// “one solution”, “just one area”: a count, unlike “the one”, “no one”, “one another”, “one of
  /// them”.
  private func isOneThing(_ tokens: Range<Int>, _ range: Range<Int>, isQualified: Bool) -> Bool {
    let sign = text.tokens[tokens.lowerBound].key
    if QuantityReader.isSign(sign) { return true }
    guard tokens.upperBound < range.upperBound else { return false }
    if tokens.lowerBound > range.lowerBound {
      let before = text.tokens[tokens.lowerBound - 1]
      if QuantityReader.isSign(before.key) { return true }
      let isLead = classes[before].isDisjoint(with: [
        .determiner, .possessive, .negation, .relative, .adjective,
      ])
      guard isLead || isQualified || classes[before].contains(.adverb) else { return false }
    }
    let next = text.tokens[tokens.upperBound]
    guard next.kind == .word, next.traits.contains(.spaceBefore),
      !next.traits.contains(.capitalised)
    else {
      return false
    }
    let word = classes[next]
    guard word.isDisjoint(with: .function),
      word.isDisjoint(with: WordClass.anyVerb.union(.adverb))
        || !word.isDisjoint(with: [.noun, .adjective])
    else {
      return false
    }
    return word.isDisjoint(with: [.mostlyVerb])
  }

  /// “iPhone 15 sales”: a capital within a word makes a name of a small number after it, whatever
  /// comes next.
  private func isProduct(_ token: Token, _ number: NumberMention) -> Bool {
    number.value < 100 && !token.traits.contains(.allCapitals)
      && text.bytes[token.range].dropFirst().contains { $0 >= 65 && $0 <= 90 }
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

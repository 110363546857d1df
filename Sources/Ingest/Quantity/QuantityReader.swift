import Records

/// Reads the quantities of a sentence: numbers with qualifier, currency, scale and unit, ranges joined.
///
/// One pass from left to right over the tokens. What is no quantity is left out here: names with digits, numbered
/// things, times of day, marks of lists.
final class QuantityReader {
  let text: ArticleText
  let vocabulary: QuantityWords
  let matcher: Matcher
  let classes: WordClasses
  let numbers: NumberReader

  init(text: ArticleText, vocabulary: QuantityWords, matcher: Matcher, classes: WordClasses) {
    self.text = text
    self.vocabulary = vocabulary
    self.matcher = matcher
    self.classes = classes
    numbers = NumberReader(text: text, matcher: matcher, numerals: vocabulary.numerals)
  }

  /// The quantities of some tokens in order; period expressions are passed over.
  func figures(in range: Range<Int>, periods: [PeriodMention]) -> [Figure] {
    var figures: [Figure] = []
    var index = range.lowerBound
    var periods = periods[...]
    while index < range.upperBound {
      while let first = periods.first, first.tokens.upperBound <= index { periods.removeFirst() }
      if let first = periods.first, first.tokens.contains(index) {
        index = first.tokens.upperBound
        continue
      }
      let limit = periods.first?.tokens.lowerBound ?? range.upperBound
      if mayStart(text.tokens[index]), let figure = figure(at: index, range.lowerBound..<limit) {
        if let last = figures.indices.last { shareUnit(&figures[last], figure) }
        figures.append(figure)
        index = max(figure.tokens.upperBound, index + 1)
      } else {
        index = after(index, range)
      }
    }
    return figures
  }

  /// Most words start no quantity: neither a number word nor a unit or currency starts with them.
  private func mayStart(_ token: Token) -> Bool {
    guard token.kind == .word, token.starts.isDisjoint(with: [.numeral, .unit]) else { return true }
    // “tenfold”, “minus five”
    return token.end - token.start > 6 && text.bytes[Int(token.end) - 1] == UInt8(ascii: "d")
      || token.key == QuantityReader.minus || token.key == QuantityReader.negativeWord
  }

  /// A name with digits is passed over as a whole: “Boeing 737-800”, “10:30”.
  private func after(_ index: Int, _ range: Range<Int>) -> Int {
    var next = index + 1
    guard text.tokens[index].kind == .number else { return next }
    while next < range.upperBound, !text.tokens[next].traits.contains(.spaceBefore),
      text.tokens[next].kind == .number || text.tokens[next].isMark(":") || text.tokens[next].traits.contains(.hyphen)
        || text.tokens[next].isMark("/") || text.tokens[next].isMark(".")
    {
      next += 1
    }
    return next
  }

  // MARK: One quantity

  /// A number with what belongs to it, before it is a figure.
  struct Part {
    var number: NumberMention
    var unit: (entry: Matcher.Entry, isBefore: Bool)?
    var tokens: Range<Int>
    var negative = false
  }

  private func figure(at index: Int, _ range: Range<Int>) -> Figure? {
    guard let first = part(at: index, range) else { return nil }
    var tokens = first.tokens
    var value: Double? = signed(first)
    var (low, high): (Double?, Double?)
    var unit = first.unit?.entry
    if let high0 = first.number.high { (low, high, value) = (first.number.value, high0, nil) }
    var qualifier = qualifierBefore(index, range)
    if let (second, end) = rangeEnd(first, qualifier, range) {
      unit = second.unit?.entry ?? unit
      var bottom = signed(first)
      // “5 to 7 million”: the scale and the unit count for both.
      if first.number.scale == 1, second.number.scale > 1,
        first.number.value <= second.number.value / second.number.scale * 1000
      {
        bottom *= second.number.scale
      }
      (low, high, value) = (bottom, signed(second), nil)
      tokens = tokens.lowerBound..<end
    }
    guard isQuantity(first.number, unit, tokens, qualifier, range) else { return nil }
    let entry = unit.map { vocabulary.units[Int($0.target)] } ?? (first.number.isPercent ? vocabulary.percent : nil)
    let factor = unit?.factor ?? 1
    // “three times”, “1.8 times that of 2013”
    if unit == nil, tokens.upperBound < range.upperBound, classes[text.tokens[tokens.upperBound]].contains(.multiple) {
      tokens = tokens.lowerBound..<tokens.upperBound + 1
    }
    var figure = Figure(
      tokens: tokens, core: tokens, counted: tokens.upperBound..<tokens.upperBound, value: value.map { $0 * factor },
      low: low.map { $0 * factor }, high: high.map { $0 * factor }, unit: entry?.code ?? "1", unitName: entry?.name,
      qualifier: low == nil ? .exact : .between)
    figure.isMoney = entry?.dimension == "currency"
    if first.number.isMultiple
      || tokens.upperBound > tokens.lowerBound + 1 && classes[text.tokens[tokens.upperBound - 1]].contains(.multiple)
    {
      figure.unitName = "times"
    }
    if let entry, let rate = rate(after: tokens.upperBound, of: entry, range) {
      figure.unit = rate.code
      figure.unitName = rate.name
      figure.tokens = tokens.lowerBound..<rate.end
      figure.core = figure.tokens
      figure.counted = rate.end..<rate.end
    }
    if let found = qualifier, found.qualifier != .exact, found.qualifier != .between || low != nil {
      if low == nil { figure.qualifier = found.qualifier }
      figure.tokens = found.start..<figure.tokens.upperBound
    } else if let after = qualifierAfter(figure.tokens.upperBound, range) {
      if low == nil { figure.qualifier = after.qualifier }
      figure.tokens = figure.tokens.lowerBound..<after.end
    }
    qualifier = nil
    return figure
  }

  private func signed(_ part: Part) -> Double { part.negative ? -part.number.value : part.number.value }

  /// Currency, sign, number, scale, unit.
  private func part(at index: Int, _ range: Range<Int>) -> Part? {
    var start = index
    var negative = false
    var currency: Matcher.Entry?
    if let (end, entry) = unit(at: index, range, where: { $0.dimension == "currency" }), end < range.upperBound,
      text.tokens[end].kind == .number
        || text.tokens[end].isMark("-") && end + 1 < range.upperBound && text.tokens[end + 1].kind == .number
    {
      // A word such as “euro” before a number is a currency only where it is written as a code or sign.
      guard
        entry.form == .symbol || entry.form == .abbreviation || entry.form == .code
          || text.tokens[index].traits.contains(.allCapitals)
      else { return nil }
      // “ALL 5 solutions”: a word of the language in capitals.
      if entry.form == .code, !classes[text.tokens[index]].isEmpty, text.tokens[end].traits.contains(.spaceBefore) {
        return nil
      }
      currency = entry
      start = end
    }
    if isMinus(start), start + 1 < range.upperBound, text.tokens[start + 1].kind == .number,
      !text.tokens[start + 1].traits.contains(.spaceBefore),
      start == range.lowerBound || currency != nil || text.tokens[start].traits.contains(.spaceBefore)
        || isOpening(start - 1)
    {
      negative = true
      start += 1
      if let (end, entry) = unit(at: start, range, where: { $0.dimension == "currency" }), end < range.upperBound,
        text.tokens[end].kind == .number
      {
        (currency, start) = (entry, end)
      }
    } else if text.tokens[start].key == QuantityReader.minus || text.tokens[start].key == QuantityReader.negativeWord,
      start + 1 < range.upperBound
    {
      // “minus-130”, “negative one”
      let next = text.tokens[start + 1].traits.contains(.hyphen) ? start + 2 : start + 1
      guard next < range.upperBound, text.tokens[next].kind == .number || numbers.words(next, range) != nil else {
        return nil
      }
      negative = true
      start = next
    } else if text.tokens[start].isMark("+"), start + 1 < range.upperBound, text.tokens[start + 1].kind == .number,
      !text.tokens[start + 1].traits.contains(.spaceBefore), text.tokens[start].traits.contains(.spaceBefore)
    {
      start += 1
    }
    guard let number = numbers.number(at: start, range) else { return nil }
    var part = Part(
      number: number, unit: currency.map { ($0, true) }, tokens: index..<number.tokens.upperBound, negative: negative)
    takeUnit(&part, currency, range)
    return part
  }

  private func isMinus(_ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.isMark("-") || token.detail == 0x2212
  }

  private func isOpening(_ index: Int) -> Bool { text.tokens[index].isMark("(") || text.tokens[index].isMark("\"") }

  static let minus = Token.key("minus")
  static let negativeWord = Token.key("negative")

  /// The unit after a number, a hyphen between them allowed: `5-megawatt`.
  private func takeUnit(_ part: inout Part, _ currency: Matcher.Entry?, _ range: Range<Int>) {
    var index = part.tokens.upperBound
    guard index < range.upperBound else { return }
    if text.tokens[index].traits.contains(.hyphen), !text.tokens[index].traits.contains(.spaceBefore),
      index + 1 < range.upperBound,
      !text.tokens[index + 1].traits.contains(.spaceBefore), text.tokens[index + 1].kind == .word
    {
      index += 1
    }
    if currency != nil {
      // “$5 m”: a lone letter can only be a scale.
      if part.number.scale == 1, text.tokens[index].kind == .word,
        text.tokens[index].end - text.tokens[index].start < 3,
        let (end, scale) = numbers.numeral(at: index, range, where: { $0 == "glued" || $0 == "money_scale" })
      {
        part.number.value *= scale.value
        part.number.scale = scale.value
        part.tokens = part.tokens.lowerBound..<end
      }
      return
    }
    if let (end, entry) = unit(at: index, range, where: { _ in true }) {
      part.unit = (entry, false)
      part.tokens = part.tokens.lowerBound..<end
      takeScale(&part, entry, range)
    } else if index + 2 < range.upperBound, text.tokens[index].isMark("(") || text.tokens[index].isMark("["),
      let (end, entry) = unit(at: index + 1, range, where: { $0.dimension != "currency" }), end < range.upperBound,
      text.tokens[end].isMark(")") || text.tokens[end].isMark("]")
    {
      // “20 (kg)”
      part.unit = (entry, false)
      part.tokens = part.tokens.lowerBound..<end + 1
    } else if let glued = part.number.gluedScale,
      !text.tokens[part.tokens.upperBound - 1].traits.contains(.allCapitals),
      isMeasured(part.tokens.upperBound, range),
      let (end, entry) = unit(
        at: part.tokens.upperBound - 1, range, where: { ["length", "area", "volume", "mass"].contains($0.dimension) })
    {
      // “34.6m” with nothing counted after it: metres.
      part.number.value /= glued
      part.unit = (entry, false)
      part.tokens = part.tokens.lowerBound..<end
    }
  }

  /// “75 USD million”: the scale after the currency.
  private func takeScale(_ part: inout Part, _ entry: Matcher.Entry, _ range: Range<Int>) {
    guard part.number.scale == 1, vocabulary.units[Int(entry.target)].dimension == "currency",
      part.tokens.upperBound < range.upperBound,
      let (end, scale) = numbers.numeral(at: part.tokens.upperBound, range, where: { $0 == "scale" })
    else { return }
    part.number.value *= scale.value
    part.number.scale = scale.value
    part.number.isPlain = false
    part.tokens = part.tokens.lowerBound..<end
  }

  /// Whether nothing is counted after “34.6m”: a mark, a verb, or a word such as “tall”.
  private func isMeasured(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index < range.upperBound else { return true }
    let token = text.tokens[index]
    guard token.kind == .word else { return true }
    if token.key == SentenceReading.of { return false }
    return classes[token].contains(.extent) || classes.isFunctionWord(token)
  }

  /// The longest unit at a token.
  func unit(at index: Int, _ range: Range<Int>, where accept: (Vocabulary.Unit) -> Bool) -> (end: Int, Matcher.Entry)? {
    let first = text.tokens[index]
    var best: (end: Int, entry: Matcher.Entry)?
    matcher.walk(.unit, text.tokens, at: index, limit: range.upperBound) { match, exact in
      var found: Matcher.Entry?
      for entry in matcher.entries[match.entries] where entry.kind == .unit && matcher.isRead(entry, exact: exact) {
        guard accept(vocabulary.units[Int(entry.target)]) else { continue }
        if found.map({ entry.rank < $0.rank }) ?? true { found = entry }
      }
      if let found { best = (match.end, found) }
    }
    guard let best else { return nil }
    // “5 in 2024”, “3 a”: a small word is no symbol where it stands apart.
    if best.entry.form == .symbol, best.end == index + 1, first.kind == .word, first.traits.contains(.spaceBefore),
      classes.isFunctionWord(first) || first.end - first.start == 1 && index == range.lowerBound
        || first.end - first.start == 1 && !isUnitLetter(index, range)
    {
      return nil
    }
    return (best.end, best.entry)
  }

  /// “5 W charger”, “12 C melting point”, “632 m tall”: a letter that stands apart is a unit after digits.
  private func isUnitLetter(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index > range.lowerBound, text.tokens[index - 1].kind == .number,
      text.tokens[index].key != Token.key("a")
    else { return false }
    let next = index + 1
    guard next < range.upperBound else { return true }
    return !text.tokens[next].traits.contains(.hyphen)
  }

  // MARK: Ranges

  private func rangeEnd(_ first: Part, _ qualifier: (start: Int, qualifier: Claim.Qualifier)?, _ range: Range<Int>) -> (
    Part, Int
  )? {
    let index = first.tokens.upperBound
    guard index + 1 < range.upperBound, !first.number.isFraction else { return nil }
    if let found = hyphenedRange(first, range) { return found }
    let joint = text.tokens[index]
    let before = first.tokens.lowerBound > range.lowerBound ? text.tokens[first.tokens.lowerBound - 1].key : 0
    let isDash = joint.traits.contains(.hyphen) || joint.isMark("~") || joint.detail == 0x301C || joint.detail == 0xFF5E
    let isTo =
      joint.key == SentenceReading.to && before != SentenceReading.from || joint.detail == 0x81F3
      || joint.detail == 0x5230
    let isAnd = joint.key == SentenceReading.and && qualifier?.qualifier == .between
    let isOr = joint.key == SentenceReading.or && first.unit == nil && first.number.scale == 1
    guard isDash || isTo || isAnd || isOr, let second = part(at: index + 1, range) else { return nil }
    // “three or four years”: neighbours; “rose by 10 tonnes to 40 tonnes” is a movement.
    if isOr, second.number.value - first.number.value > max(1, first.number.value) { return nil }
    if isTo, first.unit != nil, before == SentenceReading.by || isChange(first.tokens.lowerBound - 1, range) {
      return nil
    }
    // A bare pair joined by a hyphen with the smaller one last is a score or a number in a name.
    let top = second.number.value
    let bottom =
      first.number.scale == 1 && second.number.scale > 1 ? first.number.value * second.number.scale : first.number.value
    guard top > bottom else { return nil }
    if let one = first.unit?.entry, let two = second.unit?.entry, one.target != two.target { return nil }
    // “5 million to 7”: the second would have its own scale.
    if first.number.scale > 1, second.number.scale == 1 { return nil }
    return (second, second.tokens.upperBound)
  }

  /// “0-to-60-mph”, “200,000 to-260,000”.
  private func hyphenedRange(_ first: Part, _ range: Range<Int>) -> (Part, Int)? {
    var index = first.tokens.upperBound
    if text.tokens[index].traits.contains(.hyphen) { index += 1 }
    guard index + 2 < range.upperBound, text.tokens[index].key == SentenceReading.to,
      text.tokens[index + 1].traits.contains(.hyphen), text.tokens[index + 2].kind == .number,
      let second = part(at: index + 2, range), second.number.value > first.number.value
    else { return nil }
    return (second, second.tokens.upperBound)
  }

  // MARK: Qualifiers

  private func qualifierBefore(_ index: Int, _ range: Range<Int>) -> (start: Int, qualifier: Claim.Qualifier)? {
    var start = max(range.lowerBound, index - 5)
    while start < index {
      var found: Claim.Qualifier?
      matcher.walk(.qualifier, text.tokens, at: start, limit: index) { match, exact in
        // “sub-7 nanometre”
        let isPrefix = match.end == index - 1 && text.tokens[index - 1].traits.contains(.hyphen)
        guard match.end == index || isPrefix else { return }
        for entry in matcher.entries[match.entries]
        where entry.kind == .qualifier && matcher.isRead(entry, exact: exact) {
          if let row = vocabulary.qualifiers[Int(entry.target)], row.isBefore { found = row.qualifier }
        }
      }
      if let found { return (start, found) }
      start += 1
    }
    return nil
  }

  private func qualifierAfter(_ index: Int, _ range: Range<Int>) -> (end: Int, qualifier: Claim.Qualifier)? {
    guard index < range.upperBound else { return nil }
    var found: (Int, Claim.Qualifier)?
    matcher.walk(.qualifier, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries] where entry.kind == .qualifier && matcher.isRead(entry, exact: exact)
      {
        if let row = vocabulary.qualifiers[Int(entry.target)], !row.isBefore { found = (match.end, row.qualifier) }
      }
    }
    return found
  }
}

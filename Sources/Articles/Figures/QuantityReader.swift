internal import Records
internal import Text

/// Reads the quantities of a sentence: numbers with qualifier, currency, scale and unit, ranges
/// joined.
///
/// One pass from left to right over the tokens. What is no quantity is left out here: names with
/// digits, numbered things, times of day, marks of lists.
final class QuantityReader {
  let text: ArticleText
  let vocabulary: QuantityWords
  let matcher: Matcher
  let classes: WordClasses
  let numbers: NumberReader
  /// What the text has said of its units so far.
  var context = FigureMemory()
  /// The sentence that is read.
  private(set) var sentence = 0..<0
  /// Scale words and a unit by which the sentence announces what follows.
  var announcement = 0..<0
  /// The scale that a letter right behind a number stood for in the sentence: “34.3m trips”.
  var lastGlued: Double?
  /// Numbers that no double holds, as they stand.
  var unreadable: [Range<Int>] = []

  init(text: ArticleText, vocabulary: QuantityWords, matcher: Matcher, classes: WordClasses) {
    self.text = text
    self.vocabulary = vocabulary
    self.matcher = matcher
    self.classes = classes
    numbers = NumberReader(
      text: text, matcher: matcher, classes: classes, numerals: vocabulary.numerals)
  }

  /// The quantities of some tokens in order; period expressions are passed over.
  func figures(in range: Range<Int>, periods: [PeriodMention]) -> [Figure] {
    sentence = range
    lastGlued = nil
    var figures: [Figure] = []
    var index = range.lowerBound
    var periods = periods[...]
    // The last number that was no quantity.
    var lastName = Int.min
    while index < range.upperBound {
      while let first = periods.first, first.tokens.upperBound <= index { periods.removeFirst() }
      if let first = periods.first, first.tokens.contains(index) {
        index = first.tokens.upperBound
        continue
      }
      let limit = periods.first?.tokens.lowerBound ?? range.upperBound
      if announcement.contains(index) {
        index = announcement.upperBound
        continue
      }
      if let end = named(at: index, range) ?? margin(at: index, range)
        ?? indexBase(at: index, range)
      {
        index = end
        continue
      }
      if mayStart(index, limit), var figure = figure(at: index, range.lowerBound..<limit) {
        if let last = figures.indices.last {
          shareUnit(&figures, figure)
          takeOver(&figure, from: figures[last], range)
        }
        readAge(&figure, range)
        takeLast(&figure, range)
        let isName = isNamed(figure, with: lastName, range)
        index = max(figure.tokens.upperBound, index + 1)
        // “people aged 18 to 34” names a group.
        if isTime(figure, range) { continue }
        if let last = figures.last, isSpan(figure, after: last) {
          figure.tokens = figure.core.lowerBound..<figure.tokens.upperBound
          figure.qualifier = figure.low == nil ? .exact : .between
        }
        if isName {
          lastName = index - 1
        } else if !isAgeGroup(figure, range) {
          figures.append(figure)
        }
      } else {
        if text.tokens[index].kind == .number { lastName = index }
        if let end = numbers.overflow(index, range) {
          unreadable.append(index..<end)
          index = end
        } else {
          index = after(index, range)
        }
      }
    }
    if figures.contains(where: \.isMoney) { compareSubunits(&figures) }
    dropAgeGroups(&figures)
    return figures
  }

  /// Most words start no quantity: neither a number word nor a currency before digits starts with
  /// them.
  private func mayStart(_ index: Int, _ limit: Int) -> Bool {
    let token = text.tokens[index]
    guard token.kind == .word, token.starts.isDisjoint(with: .numeral) else { return true }
    if !token.starts.isDisjoint(with: .unit),
      (index + 1..<max(index + 1, min(limit, index + QuantityReader.longestCurrency))).contains(
        where: {
          text.tokens[$0].kind == .number
        })
    {
      return true
    }
    // “tenfold”, “minus five”
    return token.end - token.start > 6 && text.bytes[Int(token.end) - 1] == UInt8(ascii: "d")
      || QuantityReader.isSign(token.key)
  }

  /// The tokens of the longest name of a currency, its marks, and the number after it.
  private static let longestCurrency = 8

  /// A name with digits is passed over as a whole: “Boeing 737-800”, “10:30”.
  private func after(_ index: Int, _ range: Range<Int>) -> Int {
    var next = index + 1
    // Nothing in a web address is a figure.
    if QuantityReader.address.contains(text.tokens[index].key), next + 1 < range.upperBound,
      text.tokens[next].isMark(":") && text.tokens[next + 1].isMark("/")
        || text.tokens[next].isMark("."),
      !text.tokens[next].traits.contains(.spaceBefore)
    {
      while next < range.upperBound, !text.tokens[next].traits.contains(.spaceBefore) { next += 1 }
      return next
    }
    guard text.tokens[index].kind == .number else { return next }
    while next < range.upperBound, !text.tokens[next].traits.contains(.spaceBefore),
      text.tokens[next].kind == .number || text.tokens[next].isMark(":")
        || text.tokens[next].traits.contains(.hyphen)
        || text.tokens[next].isMark("/") || text.tokens[next].isMark(".")
    {
      next += 1
    }
    return next
  }

  /// The words “times” and 倍.
  private func isTimes(_ index: Int) -> Bool {
    classes[text.tokens[index]].contains(.multiple) || text.tokens[index].detail == 0x500D
  }

  private static let address = ["http", "https", "www"].map { Token.key(of: $0) }

  // MARK: One quantity

  /// A number with what belongs to it, before it is a figure.
  struct Part {
    var number: NumberMention
    var unit: (entry: Matcher.Entry, isBefore: Bool)?
    var tokens: Range<Int>
    var negative = false
    /// What a smaller unit adds: the cents of “3 dollars 50 cents”, in dollars.
    var minor: Double?
  }

  private func figure(at index: Int, _ range: Range<Int>) -> Figure? {
    guard let first = part(at: index, range) else { return nil }
    var tokens = first.tokens
    var value: Double? = signed(first)
    var (low, high): (Double?, Double?)
    var unit = first.unit?.entry
    var scale = first.number.scale
    var isPercent = first.number.isPercent
    if let high0 = first.number.high { (low, high, value) = (first.number.value, high0, nil) }
    var qualifier = qualifierBefore(index, range)
    if first.number.isMore, qualifier == nil { qualifier = (index, .moreThan) }
    if !first.number.isMultiple, let (second, end) = rangeEnd(first, qualifier, range) {
      unit = second.unit?.entry ?? unit
      (low, high, value) = (bottom(first, second), signed(second), nil)
      isPercent = isPercent || second.number.isPercent
      tokens = tokens.lowerBound..<end
      scale = max(scale, second.number.scale)
    }
    var number = first.number
    number.isPercent = isPercent
    guard isQuantity(number, unit, tokens, qualifier, range) else { return nil }
    if let after = first.minor { value = value.map { $0 + after } }
    var entry =
      unit.map { vocabulary.units[Int($0.target)] } ?? (isPercent ? vocabulary.percent : nil)
    var factor = unit?.factor ?? 1
    let isMoney = entry?.dimension == "currency"
    // “19 cents” is a unit of its own, as it is said: of whose dollar is often not told.
    if isMoney, factor < 1, let unit, let part = vocabulary.subunit(of: unit.target, factor: factor)
    {
      (entry, factor) = (part, 1)
    }
    // “three times”, “1.8 times that of 2013”
    if unit == nil, tokens.upperBound < range.upperBound, isTimes(tokens.upperBound) {
      tokens = tokens.lowerBound..<tokens.upperBound + 1
    }
    var figure = Figure(
      tokens: tokens, core: tokens, counted: tokens.upperBound..<tokens.upperBound,
      value: value.map { times($0, factor) },
      low: low.map { times($0, factor) }, high: high.map { times($0, factor) },
      unit: entry?.code ?? "1",
      unitName: entry?.name,
      qualifier: low == nil ? .exact : .between)
    figure.isMoney = isMoney
    figure.scale = scale
    figure.isFraction = first.number.isFraction && unit == nil
    if first.number.isMultiple
      || tokens.upperBound > tokens.lowerBound + 1 && unit == nil && isTimes(tokens.upperBound - 1)
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
    // Beyond what a Double holds there is no number that could be worked with.
    guard [figure.value, figure.low, figure.high].allSatisfy({ $0?.isFinite ?? true }) else {
      return nil
    }
    return figure
  }
}

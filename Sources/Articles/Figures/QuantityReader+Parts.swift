internal import Records
internal import Text

/// One number with its sign, currency and unit.
extension QuantityReader {
  func signed(_ part: Part) -> Double { part.negative ? -part.number.value : part.number.value }

  /// A value in a unit of which it is a part or a multiple: 19 cents are 0.19, without the rounding
  /// error of the product.
  func times(_ value: Double, _ factor: Double) -> Double {
    guard factor < 1, factor > 0 else { return value * factor }
    let product = value / (1 / factor).rounded()
    return abs(product) < 1e5 ? (product * 1e10).rounded() / 1e10 : product
  }

  /// Currency, sign, number, scale, unit.
  func part(at index: Int, _ range: Range<Int>) -> Part? {
    var start = index
    var negative = false
    var isBracketed = false
    var currency: Matcher.Entry?
    if let found = currencyBefore(index, range) { (start, currency) = found }
    // “$(1.2) million”: brackets are a minus in accounts.
    if currency != nil, start + 2 < range.upperBound, text.tokens[start].isMark("("),
      text.tokens[start + 1].kind == .number, text.tokens[start + 2].isMark(")")
    {
      (negative, isBracketed) = (true, true)
      start += 1
    } else if isMinus(start), start + 1 < range.upperBound, isNumberOrPoint(start + 1, range),
      !text.tokens[start + 1].traits.contains(.spaceBefore),
      start == range.lowerBound || currency != nil
        || text.tokens[start].traits.contains(.spaceBefore)
        || isOpening(start - 1)
    {
      negative = true
      start += 1
      if let found = currencyBefore(start, range) { (start, currency) = found }
    } else if QuantityReader.isSign(text.tokens[start].key), start + 1 < range.upperBound {
      // “minus-130”, “negative one”
      var next = text.tokens[start + 1].traits.contains(.hyphen) ? start + 2 : start + 1
      guard next < range.upperBound else { return nil }
      // “minus €4.1 million”
      if let found = currencyBefore(next, range) { (next, currency) = found }
      guard text.tokens[next].kind == .number || numbers.words(next, range) != nil else {
        return nil
      }
      negative = true
      start = next
    } else if text.tokens[start].isMark("+") || text.tokens[start].detail == 0xFF0B,
      start + 1 < range.upperBound,
      text.tokens[start + 1].kind == .number, !text.tokens[start + 1].traits.contains(.spaceBefore),
      text.tokens[start].traits.contains(.spaceBefore)
    {
      start += 1
    }
    guard start < range.upperBound, var number = numbers.number(at: start, range) else {
      return nil
    }
    if currency != nil, number.isPlain { numbers.takeGroup(&number, range) }
    // “4.2 ± 0.3 kg”: the unit comes after the margin.
    if let next = afterMarginWord(number.tokens.upperBound, range), next < range.upperBound,
      text.tokens[next].kind == .number, let margin = numbers.digits(next, range)
    {
      number.tokens = number.tokens.lowerBound..<margin.tokens.upperBound
      number.isPlain = false
    }
    if isBracketed {
      number.tokens = number.tokens.lowerBound..<number.tokens.upperBound + 1
      numbers.scale(&number, range)
    }
    var part = Part(
      number: number, unit: currency.map { ($0, true) }, tokens: index..<number.tokens.upperBound,
      negative: negative)
    takeUnit(&part, currency, range)
    takeMinor(&part, range)
    return part
  }

  private func isNumberOrPoint(_ index: Int, _ range: Range<Int>) -> Bool {
    text.tokens[index].kind == .number || currencyBefore(index, range) != nil
      || text.tokens[index].isMark(".") && index + 1 < range.upperBound
        && text.tokens[index + 1].kind == .number
        && !text.tokens[index + 1].traits.contains(.spaceBefore)
  }

  private func isMinus(_ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.isMark("-") || token.detail == 0x2212 || token.detail == 0xFF0D
  }

  private func isOpening(_ index: Int) -> Bool {
    text.tokens[index].isMark("(") || text.tokens[index].isMark("\"")
  }

  static let minus = Token.key("minus")
  static let negativeWord = Token.key("negative")

  /// “minus”, “negative”.
  static func isSign(_ key: UInt64) -> Bool { key == minus || key == negativeWord }

  // MARK: Currency before the number

  /// `$`, `HK$`, `USD`, `Rs.`, “rupees” before digits.
  private func currencyBefore(_ index: Int, _ range: Range<Int>) -> (end: Int, Matcher.Entry)? {
    guard let (last, entry) = unit(at: index, range, where: { $0.dimension == "currency" }),
      last < range.upperBound
    else { return nil }
    var end = last
    var number = end
    if text.tokens[number].isMark("-") || text.tokens[number].isMark("(")
      || text.tokens[number].detail == 0x2212
    {
      number += 1
    }
    // “It cost $-”: the text ends before any number.
    guard number < range.upperBound else { return nil }
    // “Rs. 500”: the full stop goes with the symbol.
    if text.tokens[number].isMark("."), !text.tokens[number].traits.contains(.spaceBefore),
      entry.form == .symbol,
      text.tokens[index].kind == .word
    {
      number += 1
      end = number
    }
    guard number < range.upperBound, text.tokens[number].kind == .number else { return nil }
    // “COP30”: the name of a meeting, not pesos.
    if vocabulary.isNumbered(text.tokens[index]), text.tokens[end].end - text.tokens[end].start < 3
    {
      return nil
    }
    guard isWritten(entry, index, end, range) else { return nil }
    return (end, resolved(symbol: entry, index, last, range))
  }

  /// Whether a currency may stand before its number: a sign, a code, or a name before an amount in
  /// millions.
  private func isWritten(_ entry: Matcher.Entry, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> Bool
  {
    let first = text.tokens[index]
    // “a $5 fine” is no Australian dollar.
    if end > index + 1, first.kind == .word, text.tokens[end - 1].traits.contains(.spaceBefore),
      classes.isFunctionWord(first),
      !first.traits.contains(.allCapitals) || first.end - first.start == 1
    {
      return false
    }
    let isGlued = !text.tokens[end].traits.contains(.spaceBefore)
    let isAmount = numbers.digits(end, range).map { $0.scale > 1 || !$0.isPlain } ?? false
    switch entry.form {
    case .symbol: return true
    case .abbreviation, .code:
      // “ALL 5 solutions”, “TOP 10”: a word of the language in capitals.
      return isGlued || isAmount || classes[first].isEmpty
    case .glued:
      // “PS2.7m”: how some programs write £ in ASCII; a bare digit after it may be the name of a
      // product.
      // A letter by itself (“R960”) is money where the text belongs only.
      return isGlued && (isAmount || text.tokens[end].end - text.tokens[end].start > 2)
        && (first.end - first.start > 1 || isAtHome(entry))
    default:
      if first.traits.contains(.allCapitals) { return true }
      // “rupees 500 crore”, but not “the euro 2 percent”.
      return isAmount
        && numbers.digits(end, range).map {
          $0.scale > 1 && !isFollowedByUnit($0.tokens.upperBound, range)
        }
          ?? false
    }
  }

  private func isFollowedByUnit(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && unit(at: index, range, where: { _ in true }) != nil
  }
}

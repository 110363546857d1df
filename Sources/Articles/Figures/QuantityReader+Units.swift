internal import Records
internal import Text

/// The unit after a number.
extension QuantityReader {
  /// The unit after a number, a hyphen between them allowed: `5-megawatt`.
  func takeUnit(_ part: inout Part, _ currency: Matcher.Entry?, _ range: Range<Int>) {
    var index = part.tokens.upperBound
    guard index < range.upperBound else {
      takeGlued(&part, range)
      return
    }
    if text.tokens[index].traits.contains(.hyphen),
      !text.tokens[index].traits.contains(.spaceBefore),
      index + 1 < range.upperBound,
      !text.tokens[index + 1].traits.contains(.spaceBefore), text.tokens[index + 1].kind == .word
    {
      index += 1
    }
    if currency != nil {
      // “$5 m”: a lone letter can only be a scale.
      if part.number.scale == 1, text.tokens[index].kind == .word,
        text.tokens[index].end - text.tokens[index].start < 3,
        let (end, scale) = numbers.numeral(
          at: index, range, where: { $0 == "glued" || $0 == "money_scale" })
      {
        part.number.value *= scale.value
        part.number.scale = scale.value
        part.tokens = part.tokens.lowerBound..<end
      } else if let (end, entry) = unit(at: index, range, where: { $0.dimension == "currency" }),
        isSaidAgain(entry, currency, index, end)
      {
        // “$75 U.S.”, “$10 dollars”: said again.
        part.unit = (entry, true)
        part.tokens = part.tokens.lowerBound..<end
      } else if let currency, let again = vocabulary.currency(saidBy: text.tokens[index]),
        again == currency.target || vocabulary.isShared(currency.target),
        text.tokens[index].traits.contains(.allCapitals)
      {
        var entry = currency
        entry.target = again
        part.unit = (entry, true)
        part.tokens = part.tokens.lowerBound..<index + 1
      }
      return
    }
    if let (end, entry) = unit(at: index, range, where: { _ in true }),
      !isModelNumber(entry, index, end, range)
    {
      guard let entry = resolved(entry, part, index, end, range) else { return }
      part.unit = (entry, false)
      part.tokens = part.tokens.lowerBound..<end
      takeScale(&part, entry, range)
      takeHalf(&part, entry, range)
    } else if let (end, entry) = bracketedUnit(index, range) ?? spacedUnit(index, range)
      ?? wordThenUnit(
        part, index, range)
      ?? partOfUnit(part, index, range) ?? prime(part, index, range) ?? daysWithin(index, range)
    {
      part.unit = (entry, false)
      part.tokens = part.tokens.lowerBound..<end
      part.number.isBareHalf = false
    } else {
      takeGlued(&part, range)
    }
  }

  /// “34.6m” with nothing counted after it: metres.
  private func takeGlued(_ part: inout Part, _ range: Range<Int>) {
    // “up from 29.1m”, after “34.3m trips”, is of millions too.
    if part.unit == nil, let glued = part.number.gluedScale, lastGlued != glued,
      !text.tokens[part.tokens.upperBound - 1].traits.contains(.allCapitals),
      isMeasured(part.tokens.upperBound, range),
      let (end, entry) = unit(
        at: part.tokens.upperBound - 1, range,
        where: { ["length", "area", "volume", "mass"].contains($0.dimension) })
    {
      part.number.value /= glued
      part.unit = (entry, false)
      part.tokens = part.tokens.lowerBound..<end
    } else if let glued = part.number.gluedScale {
      lastGlued = glued
    }
  }

  /// 一吨半: half a unit more.
  private func takeHalf(_ part: inout Part, _ entry: Matcher.Entry, _ range: Range<Int>) {
    let next = part.tokens.upperBound
    guard next < range.upperBound, text.tokens[next].detail == 0x534A,
      text.tokens[next - 1].kind == .ideograph,
      vocabulary.units[Int(entry.target)].code != "1", !numbers.isWord(next, range)
    else { return }
    part.number.value += 0.5
    part.tokens = part.tokens.lowerBound..<next + 1
  }

  /// “$10 dollars”, “HK$5 HKD”: the same currency, or a dollar that the sign left open.
  private func isSaidAgain(
    _ entry: Matcher.Entry, _ currency: Matcher.Entry?, _ index: Int, _ end: Int
  ) -> Bool {
    guard let currency, entry.factor == 1, currency.factor == 1 else { return false }
    // “$5 £3” are two amounts.
    guard text.tokens[index].kind == .word, text.tokens[index].traits.contains(.spaceBefore) else {
      return false
    }
    if entry.target == currency.target { return true }
    return currency.form == .symbol && vocabulary.isShared(currency.target)
      && vocabulary.units[Int(entry.target)].name.hasSuffix(" dollar")
  }

  /// “24703 L-202”, “24703 m212”: a letter with digits behind it is a name.
  private func isModelNumber(_ entry: Matcher.Entry, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> Bool
  {
    guard entry.form == .symbol, end == index + 1, end < range.upperBound,
      text.tokens[index].kind == .word,
      !text.tokens[end].traits.contains(.spaceBefore)
    else { return false }
    if text.tokens[end].kind == .number { return true }
    return text.tokens[end].traits.contains(.hyphen) && end + 1 < range.upperBound
      && text.tokens[end + 1].kind == .number && !text.tokens[end + 1].traits.contains(.spaceBefore)
  }

  /// “20 (kg)”.
  private func bracketedUnit(_ index: Int, _ range: Range<Int>) -> (end: Int, Matcher.Entry)? {
    guard index + 2 < range.upperBound,
      text.tokens[index].isMark("(") || text.tokens[index].isMark("["),
      let (end, entry) = unit(at: index + 1, range, where: { $0.dimension != "currency" }),
      end < range.upperBound,
      text.tokens[end].isMark(")") || text.tokens[end].isMark("]")
    else { return nil }
    return (end + 1, entry)
  }

  /// “30 - year bonds”: a hyphen with spaces around it, as older corpora print it, before a unit in
  /// the singular.
  private func spacedUnit(_ index: Int, _ range: Range<Int>) -> (end: Int, Matcher.Entry)? {
    guard index + 2 < range.upperBound, text.tokens[index].isMark("-"),
      text.tokens[index].traits.contains(.spaceBefore),
      text.tokens[index + 1].traits.contains(.spaceBefore),
      let (end, entry) = unit(at: index + 1, range, where: { $0.dimension != "currency" }),
      entry.form == .name || end > index + 2, end < range.upperBound,
      text.tokens[end].kind == .word || text.tokens[end].traits.contains(.hyphen)
    else { return nil }
    return (end, entry)
  }

  /// “50 previous years”, “517 rushing yards”: one describing word before a unit in the plural.
  private func wordThenUnit(_ part: Part, _ index: Int, _ range: Range<Int>) -> (
    end: Int, Matcher.Entry
  )? {
    guard index + 1 < range.upperBound, part.tokens.upperBound == index,
      text.tokens[index].kind == .word,
      !text.tokens[index].traits.contains(.capitalised),
      // “cubic” makes another unit of what follows; “long” does not, where no unit is called so.
      !vocabulary.isDimensional(text.tokens[index]) || classes[text.tokens[index]].contains(.extent)
    else { return nil }
    let word = classes[text.tokens[index]]
    let isDescribing =
      !word.isDisjoint(with: [.adjective, .past, .gerund])
      && word.isDisjoint(with: [.preposition, .conjunction, .be])
      || text.tokens[index].key == SentenceReading.more
    guard isDescribing,
      let (end, entry) = unit(
        at: index + 1, range, where: { $0.dimension != "currency" && $0.dimension != "ratio" }),
      entry.form == .plural, entry.rank == 1, end == index + 2
    else { return nil }
    // “5 long days'” and “5 hard yards gained” are fine; “3 spare tons of” too.
    return (end, entry)
  }

  /// “half a mile”, “a quarter of a percentage point”: a part of one unit.
  private func partOfUnit(_ part: Part, _ index: Int, _ range: Range<Int>) -> (
    end: Int, Matcher.Entry
  )? {
    // “tens of thousands of dollars”
    if part.number.high != nil, text.tokens[index].key == SentenceReading.of,
      index + 1 < range.upperBound,
      let found = unit(at: index + 1, range, where: { $0.code != "1" }), found.1.form != .symbol
    {
      return found
    }
    guard part.number.isFraction else { return nil }
    var next = index
    if text.tokens[next].key == SentenceReading.of { next += 1 }
    guard next + 1 < range.upperBound,
      text.tokens[next].key == QuantityReader.a || text.tokens[next].key == QuantityReader.an
        || next > index && text.tokens[next].key == QuantityReader.one
    else { return nil }
    return unit(at: next + 1, range, where: { _ in true })
  }

  static let one = Token.key("one")

  /// `30'`, `10"`, `5′`: feet and inches, where no quotation ends there.
  private func prime(_ part: Part, _ index: Int, _ range: Range<Int>) -> (end: Int, Matcher.Entry)?
  {
    let token = text.tokens[index]
    guard text.tokens[index - 1].kind == .number || part.number.isFraction else { return nil }
    let isFoot = token.isMark("'") || token.detail == 0x2032
    let isInch = token.isMark("\"") || token.detail == 0x2033
    guard isFoot || isInch, token.detail > 0x2000 || !isQuotation(token, index, range) else {
      return nil
    }
    if isFoot, token.traits.contains(.spaceBefore) { return nil }
    if index + 1 < range.upperBound, !text.tokens[index + 1].traits.contains(.spaceBefore),
      text.tokens[index + 1].kind == .word
    {
      return nil
    }
    return unit(named: isFoot ? "[ft_i]" : "[in_i]").map { (index + 1, $0) }
  }

  /// Whether the same mark stands an odd number of times before it in the sentence: then it closes
  /// a quotation.
  private func isQuotation(_ mark: Token, _ index: Int, _ range: Range<Int>) -> Bool {
    (range.lowerBound..<index).count {
      text.tokens[$0].detail == mark.detail && text.tokens[$0].kind == mark.kind
    } % 2
      == 1
  }

  /// 7日内: a day of the calendar is one of a span before 内.
  private func daysWithin(_ index: Int, _ range: Range<Int>) -> (end: Int, Matcher.Entry)? {
    guard index + 1 < range.upperBound, text.tokens[index].detail == 0x65E5,
      text.tokens[index].kind == .ideograph,
      text.tokens[index + 1].detail == 0x5185
        || text.tokens[index + 1].detail == 0x4EE5 && index + 2 < range.upperBound
          && text.tokens[index + 2].detail == 0x5185
    else { return nil }
    return unit(named: "d").map { (index + 1, $0) }
  }

  private func unit(named code: String) -> Matcher.Entry? {
    vocabulary.units.firstIndex { $0.code == code }.map {
      Matcher.Entry(kind: .unit, form: .symbol, target: $0)
    }
  }

  /// “75 USD million”: the scale after the currency.
  private func takeScale(_ part: inout Part, _ entry: Matcher.Entry, _ range: Range<Int>) {
    guard part.number.scale == 1, vocabulary.units[Int(entry.target)].dimension == "currency",
      part.tokens.upperBound < range.upperBound,
      let (end, scale) = numbers.numeral(
        at: part.tokens.upperBound, range, where: { $0 == "scale" })
    else { return }
    part.number.value *= scale.value
    part.number.scale = scale.value
    part.number.isPlain = false
    part.tokens = part.tokens.lowerBound..<end
  }

  /// “3 dollars 50 cents”, “15 dollars and 50”, “5 feet 2 inches”: a smaller unit of the same kind
  /// adds to the larger one.
  func takeMinor(_ part: inout Part, _ range: Range<Int>) {
    guard let (entry, isBefore) = part.unit, !isBefore, entry.factor == 1,
      part.number.value == part.number.value.rounded(),
      part.number.scale == 1
    else { return }
    let unit = vocabulary.units[Int(entry.target)]
    if unit.dimension == "currency", takeParts(&part, range) { return }
    var next = part.tokens.upperBound
    guard next < range.upperBound else { return }
    let isJoined = text.tokens[next].key == SentenceReading.and
    if isJoined { next += 1 }
    guard next < range.upperBound, let number = numbers.number(at: next, range), number.scale == 1,
      number.high == nil,
      number.value < 100, number.value >= 0, !number.isFraction, !number.isPercent
    else { return }
    let end = number.tokens.upperBound
    if unit.code == "[ft_i]", end < range.upperBound,
      text.tokens[end].key == SentenceReading.in,
      end + 1 == range.upperBound || text.tokens[end + 1].kind == .punctuation
    {
      // “5 ft 3 in”: inches, where nothing is in anything.
      part.minor = number.value / 12
      part.tokens = part.tokens.lowerBound..<end + 1
    } else if end < range.upperBound,
      let (last, smaller) = self.unit(at: end, range, where: { _ in true })
    {
      if unit.dimension == "currency" {
        guard smaller.factor < 1,
          smaller.target == entry.target || unit.name.hasSuffix(" dollar") || unit.code == "EUR"
        else { return }
        part.minor = number.value * smaller.factor
      } else {
        let below = vocabulary.units[Int(smaller.target)]
        guard ["[ft_i]", "[lb_av]", "[stone_av]"].contains(unit.code),
          below.dimension == unit.dimension,
          below.factor < unit.factor
        else { return }
        part.minor = number.value * below.factor / unit.factor
      }
      part.tokens = part.tokens.lowerBound..<last
    } else if unit.dimension == "currency", number.isPlain || number.isWord, number.value >= 10,
      end >= range.upperBound || text.tokens[end].isMark(".") || text.tokens[end].isMark(",")
    {
      // “It costs 15 dollars 50.”
      part.minor = number.value / 100
      part.tokens = part.tokens.lowerBound..<end
    }
  }

  /// 五元三角二分: parts that have their name only after the currency.
  private func takeParts(_ part: inout Part, _ range: Range<Int>) -> Bool {
    var found = 0.0
    while part.tokens.upperBound < range.upperBound,
      text.tokens[part.tokens.upperBound].kind != .word,
      let number = numbers.number(at: part.tokens.upperBound, range),
      number.tokens.upperBound < range.upperBound,
      number.value > 0, number.value < 100,
      let size = vocabulary.part(saidBy: text.tokens[number.tokens.upperBound])
    {
      found += number.value * size
      part.tokens = part.tokens.lowerBound..<number.tokens.upperBound + 1
    }
    if found > 0 { part.minor = (found * 1000).rounded() / 1000 }
    return found > 0
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
  func unit(at index: Int, _ range: Range<Int>, where accept: (Vocabulary.Unit) -> Bool) -> (
    end: Int, Matcher.Entry
  )? {
    guard index < range.upperBound else { return nil }
    let first = text.tokens[index]
    var best: (end: Int, entry: Matcher.Entry)?
    matcher.walk(.unit, text.tokens, at: index, limit: range.upperBound) { match, exact in
      // “5 ft 3 in” has no cubic feet.
      if match.end > index + 1, text.tokens[match.end - 1].kind == .number,
        text.tokens[match.end - 1].traits.contains(.spaceBefore)
      {
        return
      }
      var found: Matcher.Entry?
      for entry in matcher.entries[match.entries]
      where entry.kind == .unit && matcher.isRead(entry, exact: exact) {
        guard accept(vocabulary.units[Int(entry.target)]) else { continue }
        // “PS2.7m” only: capitals right before digits.
        if entry.form == .glued, !first.traits.contains(.allCapitals) || !isGluedNumber(match.end) {
          continue
        }
        if found.map({ entry.rank < $0.rank }) ?? true { found = entry }
      }
      if let found { best = (match.end, found) }
    }
    guard let best else { return nil }
    // “5 in 2024”, “3 a”: a small word is no symbol where it stands apart.
    if best.entry.form == .symbol, best.end == index + 1, first.kind == .word,
      first.traits.contains(.spaceBefore),
      classes.isFunctionWord(first) || first.end - first.start == 1 && index == range.lowerBound
        || first.end - first.start == 1 && !isUnitLetter(index, range)
    {
      return nil
    }
    return (best.end, best.entry)
  }

  private func isGluedNumber(_ index: Int) -> Bool {
    index < text.tokens.count && text.tokens[index].kind == .number
      && !text.tokens[index].traits.contains(.spaceBefore)
  }

  /// “5 W charger”, “12 C melting point”, “632 m tall”: a letter that stands apart is a unit after
  /// digits.
  private func isUnitLetter(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index > range.lowerBound, text.tokens[index - 1].kind == .number,
      text.tokens[index].key != Token.key("a")
    else { return false }
    let next = index + 1
    guard next < range.upperBound else { return true }
    return !text.tokens[next].traits.contains(.hyphen)
  }
}

internal import Records
internal import Text

/// Units that belong to two things: rates (“per hour”) and shared units (“from 2.1 to 2.4
/// percent”).
extension QuantityReader {
  /// “a barrel”, “per square metre”, “/km2”, “per share” after a unit, as a UCUM code and a name.
  ///
  /// What is no unit stands as a UCUM annotation: `USD/{share}`.
  func rate(after index: Int, of unit: Vocabulary.Unit, _ range: Range<Int>) -> (
    end: Int, code: String, name: String
  )? {
    guard index + 1 < range.upperBound,
      unit.dimension != "ratio" || text.tokens[index].key == SentenceReading.per
    else {
      return nil
    }
    // “a 12-cent-a-share dividend”
    var index = index
    if text.tokens[index].traits.contains(.hyphen),
      !text.tokens[index].traits.contains(.spaceBefore),
      index + 3 < range.upperBound, text.tokens[index + 2].traits.contains(.hyphen)
    {
      return hyphenedRate(index + 1, of: unit, range)
    }
    // “50 cents more per barrel”
    if text.tokens[index].key == SentenceReading.more
      || text.tokens[index].key == SentenceReading.less,
      text.tokens[index + 1].key == SentenceReading.per
    {
      index += 1
    }
    guard index + 1 < range.upperBound else { return nil }
    let link = text.tokens[index]
    let isSlash = link.isMark("/")
    let isPer = link.key == SentenceReading.per
    let isArticle =
      link.key == QuantityReader.a || link.key == QuantityReader.an
      || link.key == QuantityReader.each
    guard isSlash || isPer || isArticle else { return nil }
    var next = index + 1
    if let (end, entry) = self.unit(
      at: next, range, where: { $0.dimension != "currency" && $0.dimension != "ratio" }),
      entry.factor == 1
    {
      let below = vocabulary.units[Int(entry.target)]
      // “5 million a year”: a unit of time, a weight or another unit that things are counted by.
      return (end, unit.code + "/" + below.code, unit.name + " per " + below.name)
    }
    // A word that is no unit: “per share”, “a head”; after an article only such as are sold by.
    guard text.tokens[next].kind == .word,
      isPer || isArticle && vocabulary.isSold(text.tokens[next])
    else {
      return nil
    }
    if text.tokens[next].traits.contains(.capitalised) {
      // “per Qualcomm share”
      guard isPer, next + 1 < range.upperBound, text.tokens[next + 1].kind == .word,
        vocabulary.isSold(text.tokens[next + 1])
      else { return nil }
      next += 1
    }
    let noun = CountedNoun.singular(text.string(text.tokens[next].range).lowercased())
    return (next + 1, unit.code + "/{" + noun + "}", unit.name + " per " + noun)
  }

  /// `-a-share`, from its article on.
  private func hyphenedRate(_ index: Int, of unit: Vocabulary.Unit, _ range: Range<Int>) -> (
    end: Int, code: String, name: String
  )? {
    let link = text.tokens[index].key
    guard link == QuantityReader.a || link == QuantityReader.an || link == SentenceReading.per
    else { return nil }
    let next = index + 2
    if let (end, entry) = self.unit(
      at: next, range, where: { $0.dimension != "currency" && $0.dimension != "ratio" }),
      entry.factor == 1
    {
      let below = vocabulary.units[Int(entry.target)]
      return (end, unit.code + "/" + below.code, unit.name + " per " + below.name)
    }
    guard text.tokens[next].kind == .word else { return nil }
    let noun = CountedNoun.singular(text.string(text.tokens[next].range).lowercased())
    return (next + 1, unit.code + "/{" + noun + "}", unit.name + " per " + noun)
  }

  /// “208 pounds to 193”: a bare level after “to” is in the unit of what it was.
  func takeOver(_ figure: inout Figure, from before: Figure, _ range: Range<Int>) {
    // “from $75 per barrel to $45.88”
    if figure.isMoney, before.isMoney, before.unit.utf8.count > figure.unit.utf8.count,
      before.unit.hasPrefix(figure.unit + "/"), isMovement(before, figure)
    {
      figure.unit = before.unit
      figure.unitName = before.unitName
      return
    }
    guard figure.unit == "1", before.unit != "1", figure.unitName == nil,
      figure.qualifier == .exact,
      before.tokens.upperBound + 1 == figure.tokens.lowerBound,
      text.tokens[before.tokens.upperBound].key == SentenceReading.to, figure.core.count == 1,
      !before.isRatio
        || before.tokens.lowerBound > range.lowerBound
          && text.tokens[before.tokens.lowerBound - 1].key == SentenceReading.from
    else { return }
    let next = figure.tokens.upperBound
    if next < range.upperBound, text.tokens[next].kind == .word,
      !classes.isFunctionWord(text.tokens[next])
    {
      return
    }
    figure.unit = before.unit
    figure.unitName = before.unitName
    figure.isMoney = before.isMoney
  }

  /// “from 2.1 to 2.4 percent”, “2, 3 and 4 percent”: a bare number takes the unit, and the scale,
  /// of the one after it.
  func shareUnit(_ figures: inout [Figure], _ next: Figure) {
    guard let last = figures.indices.last else { return }
    shareUnit(&figures[last], next)
    // “4, 5 and 6 percent”: all of a list.
    var index = last
    while index > 0, figures[index].isRatio, figures[index].core.count == 1,
      figures[index - 1].isCount
    {
      shareUnit(&figures[index - 1], figures[index])
      guard figures[index - 1].isRatio else { return }
      index -= 1
    }
  }

  private func shareUnit(_ figure: inout Figure, _ next: Figure) {
    if figure.isMoney, figure.unit == next.unit, let value = figure.value, value < 1000,
      let after = next.value,
      after >= 1e6, value * NumberReader.power(below: after) <= after * 10, figure.core.count <= 2,
      next.tokens.lowerBound == figure.core.upperBound + 1,
      text.tokens[figure.core.upperBound].key == SentenceReading.to
    {
      // “from $10 to $15 billion”
      figure.value = value * NumberReader.power(below: after)
      return
    }
    guard figure.unit == "1", figure.unitName == nil, next.unit != "1" || next.core.count > 1,
      figure.core.upperBound < next.tokens.lowerBound,
      figure.tokens.upperBound == figure.core.upperBound, let value = figure.value,
      let after = next.value ?? next.low
    else { return }
    let gap = figure.core.upperBound..<next.tokens.lowerBound
    let isTo = gap.count == 1 && text.tokens[gap.lowerBound].key == SentenceReading.to
    let isList =
      gap.count <= 2
      && gap.allSatisfy {
        text.tokens[$0].isMark(",") || text.tokens[$0].key == SentenceReading.and
          || text.tokens[$0].key == SentenceReading.or
      }
    guard isTo || isList && next.isRatio else { return }
    figure.unit = next.unit
    figure.unitName = next.unitName
    figure.isMoney = next.isMoney
    // “from 2.1 to 2.4 million”
    var scale = 1.0
    for index in next.core where text.tokens[index].kind == .word {
      if let (_, numeral) = numbers.numeral(
        at: index, index..<next.core.upperBound, where: { $0 == "scale" })
      {
        scale *= numeral.value
      }
    }
    if scale > 1, value < 1000, value * scale <= after * 1000 { figure.value = value * scale }
  }

  /// “65 cents a share, compared with $1.24 a share”, “from 98 cents to $1.05”, “$45 million, or 65
  /// cents a share”: what is compared or said twice is told in one currency.
  func compareSubunits(_ figures: inout [Figure]) {
    for index in figures.indices where figures[index].isMoney {
      guard let size = vocabulary.subunitSize(figures[index].unit),
        let other = figures.indices.first(where: { isCompared($0, index, figures) })
      else { continue }
      // The whole currency for its part, in the code and in the name: `cUSD/{share}`, “cent per
      // share”.
      let part = figures[index].unitName ?? ""
      let rate = part.firstRange(of: " per ").map { String(part[$0.lowerBound...]) } ?? ""
      let currency = vocabulary.units.first { $0.code == figures[other].unit.prefix(3) }
      figures[index].value = figures[index].value.map { times($0, size) }
      figures[index].low = figures[index].low.map { times($0, size) }
      figures[index].high = figures[index].high.map { times($0, size) }
      figures[index].unit = String(figures[index].unit.dropFirst())
      figures[index].unitName = (currency?.name ?? "") + rate
      // “from 98 cents to $1.05 a litre”
      if rate.isEmpty, figures[other].unit.utf8.count > 3 {
        (figures[index].unit, figures[index].unitName) = (
          figures[other].unit, figures[other].unitName
        )
      }
    }
  }

  private func isCompared(_ other: Int, _ index: Int, _ figures: [Figure]) -> Bool {
    let (unit, whole) = (figures[other].unit, figures[index].unit.dropFirst())
    guard other != index, unit.prefix(3) == whole.prefix(3) else { return false }
    if unit == whole, whole.utf8.count > 3 { return true }
    if abs(other - index) == 1, isMovement(figures[min(other, index)], figures[max(other, index)]) {
      return true
    }
    // “$45 million, or 65 cents a share”
    guard other == index - 1, unit.utf8.count == 3, whole.utf8.count > 3 else { return false }
    return text.tokens[figures[index].tokens.lowerBound - 1].key == SentenceReading.or
  }

  /// “from A to B”, “to B from A”.
  private func isMovement(_ first: Figure, _ second: Figure) -> Bool {
    let gap = first.tokens.upperBound..<max(first.tokens.upperBound, second.tokens.lowerBound)
    guard gap.count == 1, let link = gap.first.map({ text.tokens[$0].key }) else { return false }
    if link == SentenceReading.from { return true }
    return link == SentenceReading.to && first.tokens.lowerBound > 0
      && text.tokens[first.tokens.lowerBound - 1].key == SentenceReading.from
  }

  /// A verb of change: “rose 5 million to 7 million” is a movement.
  func isChange(_ index: Int, _ range: Range<Int>) -> Bool {
    range.contains(index) && !classes[text.tokens[index]].isDisjoint(with: .changeVerb)
  }

  static let a = Token.key("a")
  static let an = Token.key("an")
  private static let each = Token.key("each")
}

internal import Text

/// The unit of a bare number that leaves it out because a neighbour or the text has it: “rose to
/// 3.4 million tonnes from 3.1 million”, “oil imports were 32,000 (48,200)”.
struct ElidedUnit {
  let sentence: SentenceReading
  let context: FigureMemory

  /// Gives bare numbers the units that they leave out.
  ///
  /// Chains are read from left to right, then from right to left, so that a unit said once serves
  /// a whole list.
  func complete(_ figures: inout [Figure]) {
    for index in figures.indices where isBare(figures[index]) { announce(&figures[index]) }
    for index in figures.indices where isBare(figures[index]) { take(index, &figures) }
    for index in figures.indices.reversed() where isBare(figures[index]) { take(index, &figures) }
    for index in figures.indices where isBare(figures[index]) {
      assume(index, &figures)
    }
  }

  /// A number that nothing is counted by.
  private func isBare(_ figure: Figure) -> Bool {
    figure.isCount && !figure.isFraction && isUncounted(figure)
      && figure.core.allSatisfy { sentence.text.tokens[$0].kind != .symbol }
  }

  /// Nothing is counted, or only how much it is more or less: “a three million rise”.
  private func isUncounted(_ figure: Figure) -> Bool {
    if figure.counted.isEmpty { return figure.unitName == nil }
    return figure.counted.count == 1 && figure.scale > 1
      && !sentence.word(figure.counted.lowerBound).isDisjoint(
        with: WordClass.changeNoun.union(.result))
  }

  // MARK: From a neighbour

  private func take(_ index: Int, _ figures: inout [Figure]) {
    guard let donor = donor(before: index, figures) ?? donor(after: index, figures) else { return }
    give(figures[donor], to: &figures[index])
  }

  private func give(_ other: Figure, to figure: inout Figure) {
    figure.unit = other.unit
    figure.unitName = other.unitName
    figure.isMoney = other.isMoney
  }

  private func donor(before index: Int, _ figures: [Figure]) -> Int? {
    var other = index - 1
    while other >= 0,
      figures[other].isRatio || figures[index].scale > 1 && figures[other].scale == 1
    {
      other -= 1
    }
    guard other >= 0, isDonor(figures[other], of: figures[index]),
      !isBracketed(figures[other]) || isBracketed(figures[index])
    else { return nil }
    let gap = figures[other].tokens.upperBound..<figures[index].tokens.lowerBound
    // “4.2 million tons and 125 million, respectively”: each has its own.
    if gap.count == 1, sentence.range.contains(where: { sentence.word($0).contains(.list) }) {
      return nil
    }
    return isLinked(gap, figures[index], reach: 16) ? other : nil
  }

  private func donor(after index: Int, _ figures: [Figure]) -> Int? {
    let other = index + 1
    guard other < figures.count, isDonor(figures[other], of: figures[index]) else { return nil }
    let gap = figures[index].tokens.upperBound..<figures[other].tokens.lowerBound
    // “1.3 billion ($1.7 billion)”: what a bracket repeats is in another unit.
    guard !gap.contains(where: { sentence.tag($0) == .bracket }) else { return nil }
    return isLinked(gap, figures[other], reach: 6) ? other : nil
  }

  private func isBracketed(_ figure: Figure) -> Bool {
    sentence.isMark(figure.tokens.lowerBound - 1, "(")
      && sentence.isMark(figure.tokens.upperBound, ")")
  }

  /// A figure with a unit, written as the bare one is: both with a scale word or both without, and
  /// of one size.
  private func isDonor(_ other: Figure, of figure: Figure) -> Bool {
    guard !other.isCount, !other.isRatio, other.unit != "a{age}",
      (other.scale > 1) == (figure.scale > 1),
      let size = (other.value ?? other.high).map({ abs($0) }),
      let own = (figure.value ?? figure.high).map({ abs($0) })
    else { return false }
    if figure.scale == 1, own < 100 { return false }
    let factor = figure.scale > 1 ? 100.0 : 20
    return own <= size * factor && size <= own * factor
  }

  /// Whether what stands between two figures joins them: a scale word alone says enough where no
  /// noun follows; other numbers need a link.
  private func isLinked(_ gap: Range<Int>, _ later: Figure, reach: Int) -> Bool {
    guard !gap.contains(where: { sentence.tag($0) == .stop }) else { return false }
    if later.scale > 1 { return true }
    guard gap.count <= reach else { return false }
    return gap.suffix(2).contains { at in
      sentence.tag(at) == .preposition || sentence.tag(at) == .conjunction
        || sentence.tag(at) == .bracket || sentence.word(at).contains(.contrast)
        || sentence.key(at) == SentenceReading.to
    }
  }

  // MARK: From the text

  private func announce(_ figure: inout Figure) {
    let labelled = context.labelled.flatMap {
      $0.after < figure.core.lowerBound ? $0.unit : nil
    }
    guard let announced = labelled ?? context.announced,
      figure.core.count == 1 || labelled != nil && figure.scale > 1,
      sentence.text.tokens[figure.core.lowerBound].kind == .number || figure.scale > 1
    else { return }
    figure.take(announced)
  }

  /// All large figures of the text so far were of one unit; then this one is too, and says so.
  private func assume(_ index: Int, _ figures: inout [Figure]) {
    let figure = figures[index]
    guard let value = figure.value ?? figure.high, abs(value) >= 1000,
      let usual = context.usual(for: value, isScaled: figure.scale > 1),
      // A cell or an address says nothing.
      figure.scale > 1 || sentence.range.contains(where: { sentence.isVerb($0) })
    else { return }
    let other = figures.contains { !$0.isRatio && !$0.isCount && $0.unit != usual.unit }
    guard !other else { return }
    figures[index].unit = usual.unit
    figures[index].unitName = usual.name
    figures[index].isMoney = usual.isMoney
    figures[index].doubt = "the unit is that of the figures before"
  }
}

internal import Text

/// A bare number that stands as another figure does: “5.2 percent in 2023 and 4.8 in 2022”.
enum ParallelFigure {
  /// Gives a bare number the unit of the figure that it is parallel to.
  static func takeUnit(_ index: Int, _ sentence: SentenceReading, _ figures: inout [Figure]) {
    guard index > 0, figures[index].tokens.count == 1, figures[index].low == nil,
      let model = dated(index, sentence, figures) ?? level(index, sentence, figures)
    else { return }
    let other = figures[model]
    figures[index].unit = other.unit
    figures[index].unitName = other.unitName
    figures[index].isMoney = other.isMoney
  }

  /// “1.4 degrees in 2018 and 2.1 last year”: the same at two times.
  private static func dated(_ index: Int, _ sentence: SentenceReading, _ figures: [Figure]) -> Int?
  {
    let (before, figure) = (figures[index - 1], figures[index])
    guard hasPlainUnit(before, sentence), isAlike(before, figure),
      before.tokens.upperBound < figure.tokens.lowerBound
    else {
      return nil
    }
    let gap = before.tokens.upperBound..<figure.tokens.lowerBound
    guard let link = gap.last,
      sentence.tag(link) == .conjunction || sentence.word(link).contains(.contrast),
      let date = gap.last(where: { sentence.tag($0) == .period }),
      !gap.contains(where: { sentence.isVerb($0) && $0 > date || sentence.tag($0) == .stop })
    else { return nil }
    var next = figure.tokens.upperBound
    if sentence.tag(next) == .preposition { next += 1 }
    return sentence.tag(next) == .period ? index - 1 : nil
  }

  /// “A rose 2 percent to 310 points and B 3 percent to 415”: the level after its change.
  private static func level(_ index: Int, _ sentence: SentenceReading, _ figures: [Figure]) -> Int?
  {
    guard index > 2, figures[index - 1].isRatio, figures[index - 3].isRatio,
      !figures[index - 2].isRatio,
      isReached(figures[index], sentence), hasPlainUnit(figures[index - 2], sentence),
      isAlike(figures[index - 2], figures[index])
    else { return nil }
    return index - 2
  }

  private static func isReached(_ figure: Figure, _ sentence: SentenceReading) -> Bool {
    let key = sentence.key(figure.tokens.lowerBound - 1)
    return key == SentenceReading.to || key == SentenceReading.at
  }

  /// A unit or a counted noun, and no scale word that the other number would lack.
  private static func hasPlainUnit(_ figure: Figure, _ sentence: SentenceReading) -> Bool {
    guard !figure.isCount || figure.unitName != nil && figure.unitName != "times" else {
      return false
    }
    let words = figure.core.count {
      sentence.text.tokens[$0].kind == .symbol
        || sentence.text.tokens[$0].kind == .word
          && !QuantityReader.isSign(sentence.key($0))
    }
    return figure.isRatio || words <= (figure.isCount ? 0 : 1)
  }

  /// Numbers of one size.
  private static func isAlike(_ a: Figure, _ b: Figure) -> Bool {
    guard let x = a.value, let y = b.value, x != 0, y != 0 else { return false }
    return abs(x) < abs(y) * 10 && abs(y) < abs(x) * 10
  }
}

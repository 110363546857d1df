internal import Text

/// A unit that a text announces once for all that follows: “figures in thousand tonnes”, “(in
/// billions of yen)”, 单位：亿元.
extension QuantityReader {
  /// Takes in what a sentence announces.
  func noteAnnouncement(in range: Range<Int>) {
    announcement = 0..<0
    context.labelled = labelledUnit(in: range)
    for index in range {
      let token = text.tokens[index]
      let isColon = token.isMark(":") || token.detail == 0xFF1A
      guard token.key == SentenceReading.in || isColon, isAnnounced(index, isColon, range),
        let found = announced(index + 1, range)
      else { continue }
      context.announced = found.unit
      announcement = index + 1..<found.end
    }
  }

  /// Whether what stands before “in” or a colon announces a unit: a word for figures, or nothing.
  private func isAnnounced(_ index: Int, _ isColon: Bool, _ range: Range<Int>) -> Bool {
    if isColon {
      return range.contains(index - 1)
        && (max(range.lowerBound, index - 4)..<index).contains {
          vocabulary.isAnnouncing(text.tokens[$0])
        }
    }
    guard index > range.lowerBound else { return true }
    let before = text.tokens[index - 1]
    if before.isMark("(") || before.isMark("[") { return true }
    return vocabulary.isAnnouncing(before)
  }

  /// Scale words and a unit with which the sentence or the bracket ends.
  func announced(
    _ start: Int, _ range: Range<Int>
  ) -> (unit: FigureMemory.Announced, end: Int)? {
    var (index, scale) = (start, 1.0)
    while index < range.upperBound,
      let (end, numeral) = numbers.numeral(
        at: index, range, where: { ["scale", "table_scale", "vague"].contains($0) })
    {
      scale *= numeral.value
      index = end
      if index < range.upperBound, text.tokens[index].key == SentenceReading.of { index += 1 }
    }
    guard
      let (end, entry) = unit(
        at: index, range, where: { $0.code != "1" && $0.dimension != "time" }),
      entry.rank < Vocabulary.unlikely, entry.factor == 1 || entry.form != .minor,
      text.tokens[end - 1].end - text.tokens[index].start > 1 || scale > 1
        || text.tokens[index].kind != .word,
      end == range.upperBound
        || text.tokens[end].kind == .punctuation
          && !text.tokens[end].traits.contains(.hyphen)
    else { return nil }
    let unit = vocabulary.units[Int(entry.target)]
    let announced = FigureMemory.Announced(
      unit: unit.code, name: unit.name, isMoney: unit.dimension == "currency",
      scale: scale * entry.factor)
    return (announced, end)
  }
}

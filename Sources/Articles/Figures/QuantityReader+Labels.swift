internal import Text

/// The unit that the name of a series tells of its value: “GDP per head (current US$) 2013: 720.5”,
/// “Debt (% of GDP) was 60”, “Output 2014: 12.5, million tonnes”.
extension QuantityReader {
  /// The unit in a bracket of the sentence that holds nothing else.
  func labelledUnit(in range: Range<Int>) -> FigureMemory.Labelled? {
    for index in range.dropFirst() where text.tokens[index].isMark("(") {
      guard text.tokens[index - 1].kind == .word else { continue }
      var start = index + 1
      while start < range.upperBound, start <= index + 2,
        text.tokens[start].starts.isDisjoint(with: .numeral),
        unit(at: start, range, where: { _ in true }) == nil,
        !classes[text.tokens[start]].isDisjoint(with: [.adjective, .past])
      {
        start += 1
      }
      guard let (unit, end) = announced(start, range) ?? share(start, range),
        end < range.upperBound, text.tokens[end].isMark(")")
      else { continue }
      return FigureMemory.Labelled(unit: unit, after: end)
    }
    return nil
  }

  /// “% of GDP”: a ratio of something that has no number.
  private func share(
    _ start: Int, _ range: Range<Int>
  ) -> (unit: FigureMemory.Announced, end: Int)? {
    guard
      let (end, entry) = unit(
        at: start, range, where: { $0.dimension == "ratio" && $0.code != "1" }),
      end < range.upperBound, text.tokens[end].key == SentenceReading.of,
      let close = (end..<min(end + 8, range.upperBound)).first(where: {
        text.tokens[$0].isMark(")")
      }),
      !(end..<close).contains(where: { text.tokens[$0].kind == .number })
    else { return nil }
    let unit = vocabulary.units[Int(entry.target)]
    return (
      FigureMemory.Announced(unit: unit.code, name: unit.name, isMoney: false, scale: entry.factor),
      close
    )
  }

  /// Takes the unit that ends the sentence after a bare number and a comma.
  func takeLast(_ figure: inout Figure, _ range: Range<Int>) {
    let comma = figure.tokens.upperBound
    guard figure.unit == "1", figure.unitName == nil, !figure.isFraction, comma < range.upperBound,
      text.tokens[comma].isMark(","),
      let (unit, end) = announced(comma + 1, range),
      end == range.upperBound || text.tokens[end].isMark(".")
    else { return }
    figure.take(unit)
  }

  /// After “2010 = 100”: the base of an index is no figure.
  func indexBase(at index: Int, _ range: Range<Int>) -> Int? {
    let isNumber = text.tokens[index].kind == .number
    let sign = isNumber ? index + 1 : index
    guard sign > range.lowerBound, sign + 1 < range.upperBound, text.tokens[sign].isMark("="),
      text.tokens[sign - 1].kind == .number, text.tokens[sign + 1].kind == .number
    else { return nil }
    return sign + 2
  }
}

internal import Text

/// Words that lead to an amount.
extension WordClasses {
  /// “an average of 1900”, “a staff of 1950”: the number that comes next is no year; “the crisis of
  /// 1929”, “the population of 1950” are of theirs.
  func leadsToAmount(_ index: Int, _ tokens: [Token], from start: Int) -> Bool {
    guard index - 3 >= start, tokens[index - 1].key == SentenceReading.of else { return false }
    let noun = tokens[index - 2]
    guard isCrowd(noun.key) || !self[noun].isDisjoint(with: [.empty, .average]) else {
      return false
    }
    var before = index - 3
    while before > start, self[tokens[before]].contains(.adjective),
      self[tokens[before]].isDisjoint(with: .function)
    {
      before -= 1
    }
    return tokens[before].key == QuantityReader.a || tokens[before].key == QuantityReader.an
  }
}

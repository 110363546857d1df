internal import Text

/// Words that lead to an amount.
extension WordClasses {
  /// “an average of 1900”, “a total of 2000”: the number that comes next is no year.
  func leadsToAmount(_ index: Int, _ tokens: [Token], from start: Int) -> Bool {
    index - 3 >= start && tokens[index - 1].key == SentenceReading.of
      && !self[tokens[index - 2]].isDisjoint(with: [.empty, .average])
      && (tokens[index - 3].key == QuantityReader.a || tokens[index - 3].key == QuantityReader.an)
  }
}

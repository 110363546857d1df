internal import Text

/// The numbers of a text that stand behind the same word more than once, as those of names do:
/// “Boeing 747”, “Kirin 990”.
///
/// Figures are seldom repeated word for word; names are.
struct NumberedNames: Sendable {
  private struct Pair: Hashable {
    var word: UInt64
    var number: UInt64
  }

  private let counts: [Pair: Int]
  private let tokens: [Token]

  init(_ tokens: [Token]) {
    self.tokens = tokens
    var counts: [Pair: Int] = [:]
    for index in tokens.indices.dropFirst() {
      if let pair = NumberedNames.pair(index, tokens) { counts[pair, default: 0] += 1 }
    }
    self.counts = counts
  }

  /// Whether the number at a token stands elsewhere behind the same word.
  func isRepeated(_ index: Int) -> Bool {
    guard tokens.indices.dropFirst().contains(index), let pair = NumberedNames.pair(index, tokens)
    else { return false }
    return counts[pair, default: 0] > 1
  }

  private static func pair(_ index: Int, _ tokens: [Token]) -> Pair? {
    let (word, number) = (tokens[index - 1], tokens[index])
    guard number.kind == .number, word.kind == .word || word.kind == .ideograph else { return nil }
    return Pair(word: word.key, number: number.key)
  }
}

internal import Text

/// The words with which names of indicators end: `rate`, `output`, `sales`.
struct MeasureWords: Sendable {
  private var heads: Set<UInt64> = []

  /// From `indicator_names.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("indicator_names") {
      let tokens = Tokenizer.tokens(of: Array(cells["name"].utf8))
      if let last = tokens.last(where: { $0.kind == .word || $0.kind == .ideograph }) {
        heads.insert(last.key)
      }
    }
  }

  /// Whether an indicator's name ends with a word.
  func isHead(_ key: UInt64) -> Bool { heads.contains(key) }
}

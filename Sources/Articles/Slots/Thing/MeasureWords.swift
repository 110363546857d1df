internal import Text

/// What the vocabulary knows of indicators beside their names: the words with which the names end
/// (`rate`, `output`, `sales`), and which are the share of one in another.
struct MeasureWords: Sendable {
  private var heads: Set<UInt64> = []
  private var shares: [Share: Int] = [:]

  private struct Share: Hashable {
    var part: Int
    var whole: Int
  }

  /// From `indicator_names.csv` and `indicator_formulas.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("indicator_names") {
      let tokens = Tokenizer.tokens(of: Array(cells["name"].utf8))
      if let last = tokens.last(where: { $0.kind == .word || $0.kind == .ideograph }) {
        heads.insert(last.key)
      }
    }
    for formula in vocabulary.formulas where formula.operation == "share" {
      guard let part = vocabulary.indicator(code: formula.left),
        let whole = vocabulary.indicator(code: formula.right)
      else { continue }
      shares[Share(part: part, whole: whole)] = vocabulary.indicator(code: formula.code)
    }
  }

  /// Whether an indicator's name ends with a word.
  func isHead(_ key: UInt64) -> Bool { heads.contains(key) }

  /// The indicator that is the share of one in another.
  func share(of part: Int, in whole: Int) -> Int? { shares[Share(part: part, whole: whole)] }
}

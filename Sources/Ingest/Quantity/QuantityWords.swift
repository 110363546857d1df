import Records

/// What the vocabulary says about quantities, prepared for reading prose.
struct QuantityWords: Sendable {
  /// One row of `qualifiers.csv`.
  struct QualifierRow: Sendable {
    var qualifier: Claim.Qualifier
    var isBefore: Bool
  }

  let units: [Vocabulary.Unit]
  let numerals: [Vocabulary.Numeral]
  /// The unit of 百分之.
  var percent: Vocabulary.Unit? { units.first { $0.code == "%" } }
  /// By row.
  let qualifiers: [QualifierRow?]
  private var numbered = KeyTable<UInt8>(none: 0)

  init(_ vocabulary: Vocabulary) {
    units = vocabulary.units
    numerals = vocabulary.numerals
    qualifiers = vocabulary.rows("qualifiers").map { cells in
      Claim.Qualifier(rawValue: cells["qualifier"]).map {
        QualifierRow(qualifier: $0, isBefore: cells["position"] == "before")
      }
    }
    for cells in vocabulary.rows("cues") where cells["kind"] == "numbered" {
      numbered[Token.key(of: cells["name"])] = 1
    }
  }

  /// “Article”, “No.”: a word whose number is a name.
  func isNumbered(_ token: Token) -> Bool { numbered[token.key] != 0 }
}

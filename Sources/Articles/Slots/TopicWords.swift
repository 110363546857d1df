internal import Text

/// Words that tell what sort of figures a text has: of markets, which are of a day; of whole years.
struct TopicWords: Sendable {
  private var market: Set<UInt64> = []
  private var yearly: Set<UInt64> = []

  /// From the rows of the kinds `market` and `yearly` of `cues.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("cues") {
      switch cells["kind"] {
      case "market": market.insert(Token.key(of: cells["name"]))
      case "yearly": yearly.insert(Token.key(of: cells["name"]))
      default: break
      }
    }
  }

  /// How many words of some tokens are of markets.
  func marketWords(in tokens: ArraySlice<Token>) -> Int {
    tokens.count { market.contains($0.key) }
  }

  /// Whether some tokens speak of whole years.
  func isYearly(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { yearly.contains($0.key) }
  }
}

/// In which month the fiscal year of a place starts.
struct FiscalYears: Sendable {
  private var months: [Int: Int] = [:]

  /// From `fiscal_years.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("fiscal_years") {
      if let place = vocabulary.place(code: cells["place"]) { months[place] = Int(cells["month"]) }
    }
  }

  /// The month, 1 to 12; `nil` where it is not known.
  func month(of place: Int) -> Int? { months[place] }
}

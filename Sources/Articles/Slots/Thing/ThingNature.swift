internal import Text

/// How what is measured stands in time: which periods it can be of.
enum ThingNature: String, CaseIterable {
  /// Adds up over time: sales, exports, rainfall.
  case flow
  /// Is there at a time: debt, staff, population.
  case stock
  /// Is quoted from day to day: shares, an exchange rate.
  case price
}

/// Tells the nature of things by their words.
struct ThingNatures: Sendable {
  private var words: [UInt64: ThingNature] = [:]
  private var indicators: [ThingNature?]
  /// Chinese words, which no blanks part, longest first.
  private var ideographs: [(word: String, nature: ThingNature)] = []

  /// From the rows of the kinds `flow`, `stock` and `price` of `cues.csv`, and from the indicators.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("cues") {
      guard let nature = ThingNature(rawValue: cells["kind"]) else { continue }
      let name = cells["name"]
      if cells["language"] == "zh" {
        ideographs.append((name, nature))
      } else {
        words[Token.key(of: name)] = nature
      }
    }
    ideographs.sort { ($0.word.count, $1.word) > ($1.word.count, $0.word) }
    indicators = vocabulary.indicators.map { ThingNature(rawValue: $0.stockFlow) }
  }

  /// The nature of a thing: its indicator's, or else that of its last word that has one.
  func nature(of text: String, indicator: Int?) -> ThingNature? {
    if let indicator { return indicators[indicator] }
    if text.utf8.contains(where: { $0 >= 0xE0 }),
      let found = ideographs.first(where: { text.contains($0.word) })
    {
      return found.nature
    }
    return text.split(separator: " ").reversed().lazy.compactMap {
      words[Token.key(of: String($0))]
    }.first
  }
}

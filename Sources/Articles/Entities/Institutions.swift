internal import Text

/// Institutions whose name tells a place without saying it: a central bank, a parliament, a
/// statistical office, a newspaper.
struct Institutions: Sendable {
  /// An institution named in a sentence.
  struct Mention {
    let tokens: Range<Int>
    /// The place that it speaks of or for.
    let place: Int
  }

  private var names: [UInt64: [(keys: [UInt64], place: Int)]] = [:]

  /// From `institutions.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("institutions") {
      guard let place = vocabulary.place(code: cells["place"]) else { continue }
      let keys = Tokenizer.tokens(of: Array(cells["name"].utf8)).map(\.key)
      guard let first = keys.first else { continue }
      names[first, default: []].append((keys, place))
    }
    for key in names.keys { names[key]?.sort { $0.keys.count > $1.keys.count } }
  }

  /// The institutions that some tokens name, in order.
  func mentions(in range: Range<Int>, _ tokens: [Token]) -> [Mention] {
    var found: [Mention] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if let mention = mention(at: index, range.upperBound, tokens) {
        found.append(mention)
        index = mention.tokens.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private func mention(at index: Int, _ limit: Int, _ tokens: [Token]) -> Mention? {
    let token = tokens[index]
    guard token.kind == .ideograph || token.traits.contains(.capitalised),
      let candidates = names[token.key]
    else { return nil }
    for (keys, place) in candidates where index + keys.count <= limit {
      if keys.indices.allSatisfy({ keys[$0] == tokens[index + $0].key }) {
        return Mention(tokens: index..<index + keys.count, place: place)
      }
    }
    return nil
  }
}

internal import Records

/// A sentence as the check reads it: its words, and what they name and say.
struct Passage {
  /// A place that a sentence names.
  struct Mention {
    var place: Int64
    var start: Int
    var end: Int
  }

  var sentenceID: Int64
  var text: String
  /// Code points before its first word.
  var lead: Int
  var words: [Word]
  /// Places in the order in which they stand.
  var mentions: [Mention]
  var phrases: [PhraseBook.Match]
  /// What is measured, by the names that the vocabulary has.
  var indicators: [NameBook.Match]
  /// Years in digits, with the word that each is.
  var years: [(year: Int, word: Int)]
  /// What earlier sentences of the same paragraph name, and this one.
  var paragraph: Surroundings

  /// What a paragraph has named so far.
  struct Surroundings {
    var places: Set<Int64> = []
    var indicators: Set<Int64> = []
    var years: Set<Int> = []
    /// Whether it speaks of a time by its distance: last year.
    var hasRelativeTime = false
  }

  /// Whether a phrase of a kind stands in it.
  func has(_ kind: PhraseBook.Kind) -> Bool { phrases.contains { $0.kind == kind } }

  /// The phrases of a kind.
  func all(_ kind: PhraseBook.Kind) -> [PhraseBook.Match] { phrases.filter { $0.kind == kind } }

  /// The places that it names, each once, in their order.
  var places: [Int64] {
    var seen: Set<Int64> = []
    return mentions.map(\.place).filter { seen.insert($0).inserted }
  }

  /// The first word at or after a code point.
  func word(at offset: Int) -> Int {
    words.firstIndex { $0.end > offset } ?? words.count
  }

  /// The words that a mention covers.
  func range(_ mention: Mention) -> Range<Int> {
    let first = word(at: mention.start)
    var end = first
    while end < words.count, words[end].start < mention.end { end += 1 }
    return first..<end
  }

  /// Words of a kind of phrase.
  func covered(by kind: PhraseBook.Kind) -> Set<Int> {
    var found: Set<Int> = []
    for phrase in phrases where phrase.kind == kind { found.formUnion(phrase.words) }
    return found
  }

  /// Places that are named side by side, “A, B and C”, each group in its order.
  var coordinations: [[Mention]] {
    guard mentions.count > 1 else { return [] }
    let joiners = covered(by: .joiner)
    var groups: [[Mention]] = []
    for mention in mentions {
      if let last = groups.last?.last {
        let between = range(last).upperBound..<max(range(last).upperBound, word(at: mention.start))
        // Only a comma or a joining word lies between them.
        let isJoined =
          mention.start > last.end
          && (between.isEmpty
            ? mention.start - last.end <= 2
              && words.indices.contains(between.upperBound) && words[between.upperBound].followsMark
            : between.count <= 2 && between.allSatisfy(joiners.contains))
        if isJoined {
          groups[groups.count - 1].append(mention)
          continue
        }
      }
      groups.append([mention])
    }
    return groups.filter { $0.count > 1 }
  }
}

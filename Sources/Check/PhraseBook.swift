internal import Schema

/// The phrases by which a text says how a figure relates to others: `Schema/check/phrases.csv`.
struct PhraseBook: Sendable {
  /// What a phrase says.
  enum Kind: String, Sendable {
    case real, nominal, ppp, yearOnYear = "year_on_year", previous, annualised, base, head
    case together, first, deficit, whole, people, multiple, more, less
    case moreOf = "more_of"
    case lessOf = "less_of"
    case than, activity, highest, lowest, ranked, ordinal
    case rankFirst = "rank_first"
    case open, relative, neutral, narrowing, joiner, average, of, having, inhabitant
    case possessive, estimate, partner, source, purpose, proportion, placeLead = "place_lead"
  }

  /// A phrase found in a text.
  struct Match: Sendable {
    var kind: Kind
    /// What the table says beside it: a number, a code.
    var value: String
    /// The words that it covers.
    var words: Range<Int>
  }

  private struct Entry: Sendable {
    var kind: Kind
    var value: String
    var rest: [String]
  }

  private var entries: [String: [Entry]] = [:]

  /// The phrases that are embedded.
  static let standard = PhraseBook(
    Schema.file("check/phrases.csv")?.text ?? "",
    cues: Schema.file("vocabulary/cues.csv")?.text ?? "")
  /// Kinds of the reader's cues that say that something moved or stood, not of what it is a part.
  private static let verbs: Set<Substring> = ["rise", "fall", "level"]

  private static let nominal: Substring = "nominal"

  /// - Parameters:
  ///   - csv: columns language, kind, phrase, value.
  ///   - cues: the cues of the reader of articles, of the same columns.
  init(_ csv: String, cues: String) {
    for line in csv.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count >= 4, let kind = Kind(rawValue: String(cells[1])) else { continue }
      add(cells[2], kind, String(cells[3]))
    }
    for line in cues.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count >= 4 else { continue }
      if PhraseBook.verbs.contains(cells[1]) { add(cells[2], .neutral, "") }
      // What the reader makes of a verb: “generated” is told as generation.
      if cells[1] == PhraseBook.nominal { add(cells[3], .neutral, "") }
    }
  }

  private mutating func add(_ phrase: Substring, _ kind: Kind, _ value: String) {
    let words = Words.of(String(phrase)).map(\.text)
    guard let first = words.first else { return }
    entries[first, default: []].append(
      Entry(kind: kind, value: value, rest: Array(words.dropFirst())))
  }

  /// Every phrase of a text, the longest of each kind where several begin at one word.
  func matches(in words: [Word]) -> [Match] {
    var found: [Match] = []
    for index in words.indices {
      guard let candidates = entries[words[index].text] else { continue }
      var best: [Kind: Match] = [:]
      for entry in candidates {
        let end = index + 1 + entry.rest.count
        guard end <= words.count,
          zip(words[(index + 1)..<end], entry.rest).allSatisfy({ $0.text == $1 })
        else { continue }
        if let known = best[entry.kind], known.words.upperBound >= end { continue }
        best[entry.kind] = Match(kind: entry.kind, value: entry.value, words: index..<end)
      }
      found += best.values.sorted { $0.words.upperBound > $1.words.upperBound }
    }
    return found
  }
}

/// Names of things, found in a text by their words.
struct NameBook: Sendable {
  /// A name found in a text.
  struct Match: Sendable {
    var id: Int64
    var words: Range<Int>
  }

  private var entries: [String: [(rest: [String], id: Int64)]] = [:]

  /// Adds a name.
  mutating func add(_ name: String, _ id: Int64) {
    let words = Words.of(name).map(\.text)
    guard let first = words.first else { return }
    entries[first, default: []].append((Array(words.dropFirst()), id))
  }

  /// The longest name at each word, names inside a longer one left out.
  func matches(in words: [Word]) -> [Match] {
    var found: [Match] = []
    var covered = 0
    for index in words.indices where index >= covered {
      guard let candidates = entries[words[index].text] else { continue }
      var best: Match?
      for (rest, id) in candidates {
        let end = index + 1 + rest.count
        guard end <= words.count, end > best?.words.upperBound ?? 0,
          zip(words[(index + 1)..<end], rest).allSatisfy({ $0.text == $1 })
        else { continue }
        best = Match(id: id, words: index..<end)
      }
      if let best {
        found.append(best)
        covered = best.words.upperBound
      }
    }
    return found
  }
}

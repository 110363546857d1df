internal import Text

/// The cues of `cues.csv` for Chinese, found at the end of some tokens: Chinese writes no spaces
/// between words.
struct ChineseCues: Sendable {
  /// What a cue says.
  enum Kind: Sendable {
    case rise, fall, level, share, list, lead, function, total
  }

  /// Cues by the key of their last character, the longest first.
  private var byLast: [UInt64: [(keys: [UInt64], kind: Kind)]] = [:]

  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("cues") where cells["language"] == "zh" {
      let kind: Kind
      switch cells["kind"] {
      case "rise": kind = .rise
      case "fall": kind = .fall
      case "level", "base": kind = .level
      case "share": kind = .share
      case "total": kind = .total
      case "list": kind = .list
      case "lead": kind = .lead
      case "word": kind = .function
      default: continue
      }
      let keys = Tokenizer.tokens(of: Array(cells["name"].utf8)).map(\.key)
      if let last = keys.last { byLast[last, default: []].append((keys, kind)) }
    }
    for (last, cues) in byLast { byLast[last] = cues.sorted { $0.keys.count > $1.keys.count } }
  }

  /// The longest cue that ends right before `end`, not reaching before `start`.
  func cue(endingAt end: Int, from start: Int, in tokens: [Token]) -> (start: Int, kind: Kind)? {
    guard end > start, let cues = byLast[tokens[end - 1].key] else { return nil }
    for cue in cues where end - cue.keys.count >= start {
      let first = end - cue.keys.count
      if cue.keys.indices.allSatisfy({ cue.keys[$0] == tokens[first + $0].key }) {
        return (first, cue.kind)
      }
    }
    return nil
  }

  /// The longest cue that starts a range.
  func cue(startingAt start: Int, limit: Int, in tokens: [Token]) -> (end: Int, kind: Kind)? {
    for end in stride(from: min(limit, start + 6), to: start, by: -1) {
      if let cue = cue(endingAt: end, from: start, in: tokens), cue.start == start {
        return (end, cue.kind)
      }
    }
    return nil
  }
}

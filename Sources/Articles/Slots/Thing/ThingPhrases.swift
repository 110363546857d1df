internal import Text

/// The noun phrases of a sentence, and how each hangs on the one before.
struct ThingPhrases {
  /// A run of nouns with what describes them.
  struct Chunk {
    var tokens: Range<Int>
    var head: Int
    /// What stands between it and the chunk before.
    var link = Link.none
  }

  /// What ties two chunks.
  enum Link {
    case none, preposition, list
    /// A participle, an infinitive or a relative: “people unable to afford food”.
    case reduced
  }

  let sentence: SentenceReading
  private(set) var chunks: [Chunk] = []
  /// Names of indicators in the sentence: where, and which.
  private(set) var known: [(tokens: Range<Int>, target: Int)] = []

  init(_ sentence: SentenceReading, matcher: Matcher, cues: ChineseCues) {
    self.sentence = sentence
    if sentence.isChinese { cutChinese(cues) } else { cut() }
    find(matcher)
  }

  // MARK: Chunks

  private mutating func cut() {
    var index = sentence.range.lowerBound
    let limit = sentence.range.upperBound
    while index < limit {
      guard sentence.tag(index).isNominal || opensGerund(index) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < limit, goesOn(end) { end += 1 }
      if let head = (index..<end).last(where: { isNoun($0) }) {
        let tokens = sentence.trimmed(index..<head + 1)
        if !tokens.isEmpty { add(tokens, head) }
      }
      index = end
    }
  }

  private func isNoun(_ index: Int) -> Bool {
    sentence.tag(index) == .noun || sentence.tag(index) == .proper
  }

  /// “operating profit”: a gerund before a noun.
  private func opensGerund(_ index: Int) -> Bool {
    sentence.tag(index) == .participle && isNoun(index + 1)
  }

  private func goesOn(_ index: Int) -> Bool {
    switch sentence.tag(index) {
    case .noun, .proper, .adjective, .number, .symbol, .clitic: true
    case .hyphen: sentence.isCompound(index)
    case .participle: isNoun(index + 1) && sentence.tag(index - 1) == .adjective
    default: false
    }
  }

  private mutating func add(_ tokens: Range<Int>, _ head: Int) {
    var chunk = Chunk(tokens: tokens, head: head)
    if let before = chunks.last { chunk.link = link(before.tokens.upperBound..<tokens.lowerBound) }
    chunks.append(chunk)
  }

  private func link(_ gap: Range<Int>) -> Link {
    guard gap.count <= 6 else { return .none }
    var found = Link.none
    for index in gap {
      switch sentence.tag(index) {
      case .determiner, .possessive, .adverb, .quote, .adjective, .period: break
      case .preposition: if found != .reduced { found = .preposition }
      case .conjunction where found == .none: found = .list
      case .comma where gap.count <= 2: found = .list
      case .participle, .infinitive, .to, .relative, .auxiliary: found = .reduced
      case .verb where found == .reduced || index == gap.lowerBound: found = .reduced
      default: return .none
      }
    }
    return found
  }

  /// The stretches between marks, figures and periods, without the words for change and level at
  /// their ends.
  private mutating func cutChinese(_ cues: ChineseCues) {
    var start = sentence.range.lowerBound
    for index in sentence.range.lowerBound...sentence.range.upperBound {
      let isEnd: Bool =
        switch index < sentence.range.upperBound ? sentence.tag(index) : .stop {
        case .comma, .stop, .bracket, .figure, .period, .quote, .mark: true
        default: false
        }
      guard isEnd else { continue }
      addChinese(start..<index, cues)
      start = index + 1
    }
  }

  private mutating func addChinese(_ range: Range<Int>, _ cues: ChineseCues) {
    let tokens = sentence.text.tokens
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start, let cue = cues.cue(endingAt: end, from: start, in: tokens),
      cue.kind != .total || cue.start == start
    {
      end = cue.start
    }
    while start < end, let cue = cues.cue(startingAt: start, limit: end, in: tokens),
      cue.kind == .lead || cue.kind == .function || cue.kind == .list
    {
      start = cue.end
    }
    guard end > start else { return }
    chunks.append(Chunk(tokens: start..<end, head: end - 1))
  }

  // MARK: Names

  private mutating func find(_ matcher: Matcher) {
    let tokens = sentence.text.tokens
    var found: [(tokens: Range<Int>, target: Int)] = []
    for index in sentence.range {
      var best: (tokens: Range<Int>, target: Int)?
      matcher.walk(.indicator, tokens, at: index, limit: sentence.range.upperBound) {
        match, exact in
        for entry in matcher.entries[match.entries]
        where entry.kind == .indicator && entry.rank == 1 && matcher.isRead(entry, exact: exact) {
          best = (match.first..<match.end, Int(entry.target))
        }
      }
      if let best { found.append(best) }
    }
    known = found
  }
}

internal import Text

/// One figure with everything that the slots ask about: its sentence, what was read of it, and what
/// the text has spoken of.
struct FigureContext {
  let sentence: SentenceReading
  let clauses: [Clause]
  /// Its number in the sentence.
  let number: Int
  /// What the words around it measure.
  let measure: Measure
  /// The places named in the sentence, words that stand for one included.
  let named: [Entity]
  /// What the text has spoken of before the sentence.
  let discourse: Discourse
  /// The answers for the figures before it in the sentence.
  let earlier: [Answers]
  /// Whether it is what another figure is compared with, or where a movement starts.
  let role: FigureRole
  /// Whether the vocabulary knows what is measured.
  var isKnownIndicator = false
  /// Whether what is measured adds up over time, is there at a time, or is quoted; where known.
  var nature: ThingNature?

  var figure: Figure { sentence.figures[number] }

  /// The clause that holds a token.
  func clause(of token: Int) -> Int {
    clauses.lastIndex { $0.tokens.lowerBound <= token } ?? 0
  }

  /// The clause of the figure.
  var ownClause: Int { clause(of: figure.core.lowerBound) }

  /// How many words stand between the figure and some tokens.
  func distance(to tokens: Range<Int>) -> Int {
    if tokens.upperBound <= figure.tokens.lowerBound {
      return figure.tokens.lowerBound - tokens.upperBound
    }
    return max(0, tokens.lowerBound - figure.tokens.upperBound)
  }

  /// The tokens between the figure and some tokens.
  func gap(to tokens: Range<Int>) -> Range<Int> {
    if tokens.upperBound <= figure.core.lowerBound {
      return tokens.upperBound..<figure.core.lowerBound
    }
    let start = min(figure.core.upperBound, tokens.lowerBound)
    return start..<tokens.lowerBound
  }

  /// Whether another figure stands between this one and some tokens.
  func isFigureBetween(_ tokens: Range<Int>) -> Bool {
    let gap = gap(to: tokens)
    return sentence.figures.enumerated().contains { index, other in
      index != number && other.core.overlaps(gap)
    }
  }

  /// Whether a verb stands between the figure and some tokens.
  func isVerbBetween(_ tokens: Range<Int>) -> Bool {
    gap(to: tokens).contains { sentence.isVerb($0) }
  }
}

/// What was answered for one figure.
struct Answers {
  var place: PlaceAnswer?
  var period: PeriodAnswer?
  /// The likeliest answers with their probabilities, “not said” among them: what a later figure
  /// takes over is as unsure as it was.
  var places: [(answer: PlaceAnswer?, share: Float)] = []
  var periods: [(answer: PeriodAnswer?, share: Float)] = []
  /// The answers that are not sure, each with its rival in words.
  var rivals: [(sureness: Double, words: String)] = []
  var thing: Thing?
  var holder: HolderAnswer?
}

/// What part a figure has in a comparison: “rose to *5* from *4*”, “*5* (*4*)”.
enum FigureRole: Int {
  /// What is told.
  case told
  /// What it is compared with.
  case base
}

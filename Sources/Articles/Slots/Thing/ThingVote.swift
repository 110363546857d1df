internal import Learning
internal import Text

/// Candidates of a thing speak for each other as far as they have the same words.
///
/// “profits”, “hit to profits” and “the bank's hit to profits” are nearly one answer: the one that
/// shares most with all that is probable is taken, not the one with the highest probability, which
/// the others take from each other.
struct ThingVote {
  let context: FigureContext

  /// How many candidates vote.
  private static let voters = 8
  /// From which share of common words on two answers count as one.
  private static let alike = 0.5
  private static let change = Token.key("change")

  /// The candidate taken, and the probability that what it says is right.
  func choice(_ ranking: Ranking<ThingAnswer>) -> (best: Int, confidence: Double) {
    let shares = ranking.probabilities
    // Equals keep their order, so that the choice is always the same.
    let top = Array(
      shares.indices.sorted { (shares[$0], $1) > (shares[$1], $0) }.prefix(ThingVote.voters))
    let words = top.map { keys(of: ranking.candidates[$0].answer) }
    var best = (index: top.first ?? 0, support: -1.0, sure: 0.0)
    for (own, index) in top.enumerated() {
      var (support, sure) = (0.0, 0.0)
      for (other, number) in top.enumerated() {
        let likeness = own == other ? 1 : ThingVote.likeness(words[own], words[other])
        support += shares[number] * likeness
        if likeness >= ThingVote.alike { sure += shares[number] }
      }
      if support > best.support + 1e-9 { best = (index, support, sure) }
    }
    return (best.index, best.sure)
  }

  /// The share of common words: F1.
  private static func likeness(_ a: [UInt64], _ b: [UInt64]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    let common = a.count { b.contains($0) }
    return 2 * Double(common) / Double(a.count + b.count)
  }

  /// The words that tell one thing from another; all words for a change are one.
  private func keys(of answer: ThingAnswer?) -> [UInt64] {
    guard let answer else { return [] }
    var found: [UInt64] = []
    if let text = answer.text {
      for token in Tokenizer.tokens(of: Array(text.utf8)) { add(token, &found) }
      return found
    }
    var ranges = answer.parts
    if let whole = answer.whole {
      ranges.append(whole)
      found.append(SentenceReading.share)
    }
    if let change = context.measure.changeWord { ranges.append(change) }
    for range in ranges {
      for index in range { add(context.sentence.text.tokens[index], &found) }
    }
    if let nominal = answer.nominal {
      for token in Tokenizer.tokens(of: Array(nominal.utf8)) { add(token, &found) }
    }
    return found
  }

  private func add(_ token: Token, _ found: inout [UInt64]) {
    guard token.kind == .word || token.kind == .number || token.kind == .ideograph else { return }
    let word = context.sentence.classes[token]
    guard word.isDisjoint(with: [.determiner, .preposition, .conjunction, .possessive, .be, .have])
    else { return }
    let key = word.isDisjoint(with: [.rise, .fall]) ? token.key : ThingVote.change
    if !found.contains(key) { found.append(key) }
  }
}

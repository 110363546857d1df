internal import Learning

/// The things that a figure may measure while they are collected; the same words are one candidate.
struct ThingPool {
  private(set) var candidates: [Candidate<ThingAnswer>]
  /// Which words of the sentence each candidate is judged by.
  private(set) var anchors: [Range<Int>]

  init() {
    candidates = [Candidate(nil)]
    anchors = [0..<0]
    candidates.reserveCapacity(48)
    anchors.reserveCapacity(48)
  }

  /// The number of the candidate for some words, which is added where it is new.
  mutating func number(of answer: ThingAnswer, anchor: Range<Int>) -> Int {
    for number in 1..<max(1, candidates.count)
    where anchors[number] == anchor && candidates[number].answer == answer { return number }
    candidates.append(Candidate(answer))
    anchors.append(anchor)
    return candidates.count - 1
  }

  mutating func set(_ number: Int, _ feature: ThingFeature, _ value: Float = 1) {
    candidates[number].features.set(feature.rawValue, value)
  }

  /// Adds a phrase of the sentence.
  @discardableResult
  mutating func propose(_ tokens: Range<Int>?, _ feature: ThingFeature) -> Int? {
    guard let tokens, !tokens.isEmpty else { return nil }
    let number = number(of: ThingAnswer([tokens]), anchor: tokens)
    set(number, feature)
    return number
  }
}

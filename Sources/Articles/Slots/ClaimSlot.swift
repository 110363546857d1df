internal import Learning
internal import Records

/// Whether a figure is a claim at all: “the 990 chip” and “over five years” state nothing.
struct ClaimSlot {
  let ranker: Ranker

  /// The circumstances in which features weigh differently.
  enum Circumstance: Int, CaseIterable {
    case bare, noun, duration, chinese
    static let names = allCases.map { "\($0)" }
  }

  static let space = FeatureSpace(names: ClaimFeature.names, circumstances: Circumstance.names)

  /// Below this probability of being a claim a figure is passed over.
  ///
  /// Out of fold this passes over eight figures that state nothing for one that does; a higher bound
  /// would lose about as many claims as it saves. What stays is told with its probability.
  static let least = 0.25

  /// The two answers: no claim (`nil`), which has no features, and a claim.
  func ranking(_ features: Features, _ circumstances: [Int]) -> Ranking<Bool> {
    Ranking([Candidate(nil), Candidate(true, features)], by: ranker, in: circumstances)
  }
}

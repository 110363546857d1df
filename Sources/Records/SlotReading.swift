/// How one question about a figure was answered: every candidate, with its probability and what spoke
/// for and against it.
public struct SlotReading: Equatable, Sendable {
  /// One possible answer.
  public struct Candidate: Equatable, Sendable {
    /// The answer; `nil` says that the text does not tell.
    public var answer: String?
    /// How probable it is, from 0 to 1.
    public var probability: Double
    /// Where it stands: `here` in the sentence, `elsewhere`, …; in slots that tell.
    public var standing: String?
    /// The features that hold, each with its value and what it adds to the score.
    public var features: [Feature]

    /// A candidate with what was found of it.
    public init(
      answer: String?, probability: Double, standing: String? = nil, features: [Feature]
    ) {
      self.answer = answer
      self.probability = probability
      self.standing = standing
      self.features = features
    }
  }

  /// A feature that holds for a candidate.
  public struct Feature: Equatable, Sendable {
    /// Its name, as in `Schema/models`.
    public var name: String
    /// 1 for a predicate, 0 to 1 for a distance.
    public var value: Double
    /// What it adds to the candidate's score.
    public var contribution: Double

    /// A feature with its weight applied.
    public init(name: String, value: Double, contribution: Double) {
      self.name = name
      self.value = value
      self.contribution = contribution
    }
  }

  /// The question: `place`, `period`, `indicator`, `holder`, `claim`.
  public var slot: String
  /// The circumstances of the figure that change what features weigh.
  public var circumstances: [String]
  /// Every candidate.
  ///
  /// The first of those with the highest probability was taken; of what is measured the one that
  /// the likeliest agree on most.
  public var candidates: [Candidate]

  /// A question with its candidates.
  public init(slot: String, circumstances: [String], candidates: [Candidate]) {
    self.slot = slot
    self.circumstances = circumstances
    self.candidates = candidates
  }
}

package import Learning
internal import Records

/// One possible answer to a slot's question, with the features that hold for it.
package struct Candidate<Answer: Sendable>: Sendable {
  /// The answer; `nil` says that the text does not tell.
  package var answer: Answer?
  /// What speaks for and against it.
  package var features = Features()

  init(_ answer: Answer?) { self.answer = answer }

  init(_ answer: Answer?, _ features: Features) {
    self.answer = answer
    self.features = features
  }
}

/// The candidates of a slot with their probabilities.
package struct Ranking<Answer: Sendable>: Sendable {
  /// Every answer that was considered.
  package var candidates: [Candidate<Answer>]
  /// The probability of each; they sum to 1.
  package var probabilities: [Double]
  /// The candidate with the highest probability; the first of equals.
  package var best: Int

  /// Ranks candidates, of which there is at least one.
  init(_ candidates: [Candidate<Answer>], by ranker: Ranker, in circumstances: [Int]) {
    self.candidates = candidates
    let shares = ranker.probabilities(candidates.map(\.features), in: circumstances)
    probabilities = shares
    best = shares.indices.max { shares[$0] < shares[$1] } ?? 0
  }

  /// The answer taken.
  package var answer: Answer? { candidates.isEmpty ? nil : candidates[best].answer }
  /// How probable it is.
  package var confidence: Double { candidates.isEmpty ? 0 : probabilities[best] }
  /// The next best candidate, where there is another.
  package var rival: Int? {
    probabilities.indices.filter { $0 != best }.max { probabilities[$0] < probabilities[$1] }
  }

  /// The candidates that are likely enough to matter for a later figure, with their probabilities.
  var likely: [(answer: Answer?, share: Float)] {
    candidates.indices.filter { probabilities[$0] >= 0.05 }.map {
      (candidates[$0].answer, Float(probabilities[$0]))
    }
  }

  /// “place: Japan 0.52, South Korea 0.31”: the answer and its rival, where the answer is not sure.
  func doubt(of slot: String, text: (Answer) -> String) -> (sureness: Double, words: String)? {
    guard confidence < 0.9, let rival else { return nil }
    func told(_ index: Int) -> String {
      let share = Int((probabilities[index] * 100).rounded())
      return (candidates[index].answer.map(text) ?? "not said") + " \(share) %"
    }
    return (confidence, "\(slot): \(told(best)), \(told(rival))")
  }

  /// The candidates as they are told to who asks, with what each feature adds.
  func reading(
    of slot: String, _ space: FeatureSpace, _ ranker: Ranker, _ circumstances: [Int],
    text: (Answer) -> String
  ) -> SlotReading {
    SlotReading(
      slot: slot, circumstances: circumstances.map { space.circumstances[$0] },
      candidates: candidates.indices.map { index in
        let features = candidates[index].features
        return SlotReading.Candidate(
          answer: candidates[index].answer.map(text), probability: probabilities[index],
          standing: features.standing.map { space.standings[$0] },
          features: features.entries.map { entry in
            SlotReading.Feature(
              name: space.names[Int(entry.number)], value: Double(entry.value),
              contribution: Double(
                ranker.weight(of: entry, features.standing, in: circumstances)))
          })
      })
  }
}

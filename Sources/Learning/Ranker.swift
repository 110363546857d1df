#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A log-linear model that ranks the candidates of one slot.
///
/// The probability of a candidate is `exp(score) / sum(exp(scores))`; a score is the sum of the
/// weights of the features that hold. The temperature of the calibration is already in the weights.
package struct Ranker: Sendable {
  /// What the weights are called.
  package let space: FeatureSpace
  private var weights: [Float]

  /// A model without weights: all candidates are alike.
  package init(space: FeatureSpace) {
    self.space = space
    weights = Array(repeating: 0, count: space.count)
  }

  /// A model from the lines `feature,weight,…` of a CSV with a heading.
  ///
  /// - Throws: `ModelFailure` with the line that names an unknown feature or holds no number.
  package init(space: FeatureSpace, csv: String) throws(ModelFailure) {
    self.init(space: space)
    for (number, line) in csv.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where number > 0 && !line.isEmpty {
      let cells = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      guard cells.count > 1, let weight = Float(cells[1]), weight.isFinite else {
        throw ModelFailure(line: number + 1, message: "a feature and its weight were expected")
      }
      guard let target = space.weight(named: cells[0]) else {
        throw ModelFailure(line: number + 1, message: "“\(cells[0])” is no feature of this slot")
      }
      weights[target] = weight
    }
  }

  /// How well a candidate fits.
  package func score(_ features: Features, in circumstances: [Int]) -> Float {
    var sum: Float = 0
    for entry in features.entries {
      sum += weight(of: entry, features.standing, in: circumstances)
    }
    return sum
  }

  /// What one feature of a candidate with a standing adds to a score.
  package func weight(
    of entry: Features.Entry, _ standing: Int?, in circumstances: [Int]
  ) -> Float {
    let feature = Int(entry.number)
    var sum = weights[space.weight(feature)]
    for circumstance in circumstances { sum += weights[space.weight(feature, circumstance)] }
    if let standing { sum += weights[space.weight(feature, standing: standing)] }
    return sum * entry.value
  }

  /// The probability of each of the candidates that are given by their features.
  package func probabilities(_ candidates: [Features], in circumstances: [Int]) -> [Double] {
    Ranker.softmax(candidates.map { Double(score($0, in: circumstances)) })
  }

  /// Scores as probabilities that sum to 1.
  package static func softmax(_ scores: [Double]) -> [Double] {
    guard let top = scores.max() else { return [] }
    let powers = scores.map { exp($0 - top) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}

/// A line of a model that cannot be read.
package struct ModelFailure: Error {
  /// The line, from 1.
  package var line: Int
  /// What is wrong with it.
  package var message: String
}

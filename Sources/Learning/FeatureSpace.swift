/// The names of a slot's features, and of the circumstances in which each may weigh differently.
///
/// A feature that holds is counted once by itself and once for each circumstance of the figure
/// (`money`, `ratio`, `zh` …), so that a linear model can weigh it differently there. The name of
/// such a pair is `feature&circumstance`.
package struct FeatureSpace: Sendable {
  /// The features by number.
  package let names: [String]
  /// The circumstances of a figure by number.
  package let circumstances: [String]

  package init(names: [String], circumstances: [String]) {
    self.names = names
    self.circumstances = circumstances
  }

  /// How many weights there can be.
  var count: Int { names.count * (circumstances.count + 1) }

  /// The number of the weight of a feature, by itself (-1) or in a circumstance.
  func weight(_ feature: Int, _ circumstance: Int = -1) -> Int {
    feature * (circumstances.count + 1) + circumstance + 1
  }

  /// The number of the weight with a name; `nil` for a name that is unknown.
  func weight(named name: Substring) -> Int? {
    let parts = name.split(separator: "&", maxSplits: 1)
    guard let first = parts.first, let feature = names.firstIndex(where: { $0 == first }) else {
      return nil
    }
    guard parts.count > 1 else { return weight(feature) }
    return circumstances.firstIndex { $0 == parts[1] }.map { weight(feature, $0) }
  }
}

/// The names of a slot's features, and of the circumstances in which each may weigh differently.
///
/// A feature that holds is counted once by itself and once for each circumstance of the figure
/// (`money`, `ratio`, `zh` …), so that a linear model can weigh it differently there. The name of
/// such a pair is `feature&circumstance`. It is counted once more for the standing of the candidate
/// (named here, elsewhere …), as `feature@standing`.
package struct FeatureSpace: Sendable {
  /// The features by number.
  package let names: [String]
  /// The circumstances of a figure by number.
  package let circumstances: [String]
  /// The standings of a candidate by number.
  package let standings: [String]

  package init(names: [String], circumstances: [String], standings: [String] = []) {
    self.names = names
    self.circumstances = circumstances
    self.standings = standings
  }

  private var stride: Int { circumstances.count + standings.count + 1 }

  /// How many weights there can be.
  var count: Int { names.count * stride }

  /// The number of the weight of a feature, by itself (-1) or in a circumstance.
  func weight(_ feature: Int, _ circumstance: Int = -1) -> Int {
    feature * stride + circumstance + 1
  }

  /// The number of the weight of a feature of a candidate with a standing.
  func weight(_ feature: Int, standing: Int) -> Int {
    weight(feature, circumstances.count + standing)
  }

  /// The number of the weight with a name; `nil` for a name that is unknown.
  func weight(named name: Substring) -> Int? {
    let end = name.firstIndex { $0 == "&" || $0 == "@" } ?? name.endIndex
    guard let feature = names.firstIndex(where: { $0 == name[..<end] }) else { return nil }
    guard end < name.endIndex else { return weight(feature) }
    let setting = name[name.index(after: end)...]
    return name[end] == "&"
      ? circumstances.firstIndex { $0 == setting }.map { weight(feature, $0) }
      : standings.firstIndex { $0 == setting }.map { weight(feature, standing: $0) }
  }
}

internal import Records

/// What a report's chart line asks for: a kind of chart, and which columns it draws.
///
/// `bars | label: place | value: value | panel: unit, locator`
public struct ChartPlan: Equatable, Sendable {
  /// A kind of chart.
  public enum Kind: String, Sendable, CaseIterable {
    /// One bar a row: `label`, `value`.
    case bars
    /// A line a series over periods: `x`, `value`, `series`.
    case lines
    /// From one value to another: `label`, `from`, `to`.
    case slope
    /// A dot a row, on the range from `low` to `high` where there is one: `label`, `value`.
    case dots
  }

  /// Which kind.
  public let kind: Kind
  /// The columns of each role; several make one label.
  private let columns: [String: [String]]

  /// Reads the parts of a header line.
  init(header parts: [String]) throws(Failure) {
    let kinds = Kind.allCases.map(\.rawValue)
    guard let kind = Kind(rawValue: parts.first ?? "") else {
      throw Failure(
        .configuration, "expected -- chart: \(kinds.joined(separator: " or ")) | role: column | …")
    }
    var columns: [String: [String]] = [:]
    for part in parts.dropFirst() {
      guard let colon = part.firstIndex(of: ":") else {
        throw Failure(.configuration, "expected role: column in \(part)")
      }
      columns[String(part[..<colon].trimmingSpaces)] = part[part.index(after: colon)...].listed
    }
    for role in ChartPlan.needed[kind] ?? [] where columns[role] == nil {
      throw Failure(.configuration, "a chart of \(kind.rawValue) needs \(role): column")
    }
    let known = ChartPlan.needed[kind, default: []] + ["panel", "series", "low", "high", "unit"]
    if let other = columns.keys.sorted().first(where: { !known.contains($0) }) {
      throw Failure(
        .configuration,
        "a chart of \(kind.rawValue) has no \(other)" + Suggestion.text(other, known))
    }
    self.kind = kind
    self.columns = columns
  }

  /// The columns of a role.
  subscript(_ role: String) -> [String] { columns[role] ?? [] }

  private static let needed: [Kind: [String]] = [
    .bars: ["label", "value"], .lines: ["x", "value"], .slope: ["label", "from", "to"],
    .dots: ["label", "value"],
  ]
}

/// Where the rows of one source went: `read = stored + rejected + passed over`, always.
public struct Accounting: Equatable, Sendable {
  /// Rows read.
  public var read = 0
  /// Rows of which something was stored.
  public var stored = 0
  /// Rows kept as rejects instead.
  public var rejected = 0
  /// Rows passed over, by the name of the rule that says why, such as `preamble` or `footer`.
  public var passed: [String: Int] = [:]

  /// Nothing read yet.
  public init() {}

  /// Rows passed over by any rule.
  public var passedOver: Int { passed.values.reduce(0, +) }

  /// Whether every row read is accounted for.
  public var balances: Bool { read == stored + rejected + passedOver }

  /// Counts a row as passed over by a rule.
  public mutating func pass(_ rule: String) { passed[rule, default: 0] += 1 }

  /// Rows passed over, by rule, as a JSON object sorted by name.
  public var passedJSON: String {
    JSONText.object(passed.sorted { $0.key < $1.key }.map { ($0.key, String($0.value)) })
  }

  /// The account of one of several tables of a sheet: rows of the others stand as blank lines.
  public func leavingOut(rowsOutside: Int) -> Accounting {
    var own = self
    let outside = min(rowsOutside, passed["blank"] ?? 0)
    own.read -= outside
    if outside > 0 { own.passed["blank"]? -= outside }
    return own
  }

  /// The sum of two accounts.
  public static func + (a: Accounting, b: Accounting) -> Accounting {
    var sum = a
    sum.read += b.read
    sum.stored += b.stored
    sum.rejected += b.rejected
    sum.passed.merge(b.passed, uniquingKeysWith: +)
    return sum
  }
}

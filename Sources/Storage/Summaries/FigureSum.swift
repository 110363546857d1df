/// What some figures come to: how many they are, their sum, the lowest and the highest.
public struct FigureSum: Sendable {
  /// How many observations, missing values included.
  public var observations: Int32 = 0
  /// How many of them have a value.
  public var figures: Int32 = 0
  @usableFromInline var sum = 0.0
  /// What rounding took from the sum.
  @usableFromInline var rest = 0.0
  @usableFromInline var least = Double.infinity
  @usableFromInline var most = -Double.infinity

  /// Nothing yet.
  @inlinable public init() {}

  /// Takes an observation in; NaN is a missing value.
  ///
  /// The sum is compensated (Knuth's two-sum): of a million figures it is as exact as of one, in
  /// whatever order and in whatever parts they come.
  @inlinable @inline(__always)
  public mutating func add(_ value: Double) {
    observations &+= 1
    guard !value.isNaN else { return }
    figures &+= 1
    let next = sum + value
    let part = next - sum
    rest += (sum - (next - part)) + (value - part)
    sum = next
    if value < least { least = value }
    if value > most { most = value }
  }

  /// The sum; NaN where there is no figure.
  public var total: Double {
    guard figures > 0 else { return .nan }
    // Beyond the largest number there is no rest to speak of.
    let exact = sum + rest
    return exact.isNaN ? sum : exact
  }

  /// The lowest; NaN where there is no figure.
  public var lowest: Double { figures > 0 ? least : .nan }
  /// The highest; NaN where there is no figure.
  public var highest: Double { figures > 0 ? most : .nan }
}

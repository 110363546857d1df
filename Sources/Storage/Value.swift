/// A value as SQLite stores it.
public enum Value: Equatable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// A text, or NULL.
  public init(_ text: String?) { self = text.map(Value.text) ?? .null }
  /// A number, or NULL.
  public init(_ number: Double?) { self = number.map(Value.real) ?? .null }
  /// A whole number, or NULL.
  public init(_ number: Int64?) { self = number.map(Value.integer) ?? .null }
  /// A whole number, or NULL.
  public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

  /// The text, where it is one.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The whole number, where it is one.
  public var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The number, whole or not, where it is one.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByNilLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// NULL.
  public init(nilLiteral: ()) { self = .null }
}

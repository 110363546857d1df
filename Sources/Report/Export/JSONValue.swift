internal import Records

/// A JSON text (RFC 8259) that is built in memory; an object keeps the order of its members.
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Written as null where it is not finite, which JSON has no word for.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name and its value.
  public struct Member: Equatable, Sendable {
    let name: String
    let value: JSONValue
  }

  /// A text, or null.
  public init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
  /// A whole number, or null.
  public init(_ number: Int64?) { self = number.map(JSONValue.integer) ?? .null }
  /// A whole number.
  public init(_ number: Int) { self = .integer(Int64(number)) }

  /// An object of the members whose value is not null.
  public static func record(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.filter { $0.value != .null }.map { Member(name: $0.key, value: $0.value) })
  }

  /// An object of names that are only known when it is made.
  public static func dictionary(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { Member(name: $0.0, value: $0.1) })
  }

  /// On one line.
  public var line: String {
    switch self {
    case .array(let values): "[" + values.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { JSONText.quoted($0.name) + ":" + $0.value.line }.joined(separator: ",")
        + "}"
    default: scalar
    }
  }

  /// On many lines, for a person; with a line feed at the end.
  public var page: String { page(indent: "") + "\n" }

  private func page(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .array(let values) where !values.isEmpty:
      return "[\n" + values.map { inner + $0.page(indent: inner) }.joined(separator: ",\n") + "\n"
        + indent + "]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map {
        inner + JSONText.quoted($0.name) + ": " + $0.value.page(indent: inner)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
    default: return line
    }
  }

  private var scalar: String {
    switch self {
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): number.isFinite ? Cell.text(number) : "null"
    case .string(let text): JSONText.quoted(text)
    default: "null"
    }
  }
}

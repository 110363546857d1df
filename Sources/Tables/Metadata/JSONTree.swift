/// A JSON text (RFC 8259) that was read, for targets that also build JSON: there `JSONValue` is what
/// Report builds.
package indirect enum JSONTree: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  /// Reads a text strictly and whole; `nil` where it is not JSON.
  package init?(_ bytes: [UInt8]) {
    guard let value = JSONValue(bytes) else { return nil }
    self.init(value)
  }

  private init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let number): self = .number(number)
    case .string(let text): self = .string(text)
    case .array(let items): self = .array(items.map(JSONTree.init))
    case .object(let members): self = .object(members.mapValues(JSONTree.init))
    }
  }

  /// The text of a string.
  package var text: String? { if case .string(let text) = self { text } else { nil } }
}

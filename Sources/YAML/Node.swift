/// A value in a YAML document (https://yaml.org/spec/1.1), with the place where it stands.
public struct Node: Sendable {
  /// What it is.
  public enum Content: Sendable {
    /// A text; plain where it was written without quotes.
    case scalar(String, style: Style)
    /// A list.
    case sequence([Node])
    /// Names and their values in the order written.
    case mapping([(key: Node, value: Node)])
  }

  /// How a scalar is written.
  public enum Style: Sendable { case plain, quoted, literal, folded }

  /// What it is.
  public let content: Content
  /// Line, from 1.
  public let line: Int
  /// Column, from 1, in characters.
  public let column: Int

  /// The text of a scalar.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Nothing, `~` or `null`, written without quotes.
  public var isNull: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The value of a name; `nil` where there is none.
  public func member(_ name: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key.text == name }?.value
  }

  /// What a person calls it.
  public var kind: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "names with values"
    }
  }

  init(_ content: Content, line: Int, column: Int) {
    self.content = content
    self.line = line
    self.column = column
  }
}

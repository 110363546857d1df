/// An article as read: its text, its sentences, and what they state.
public struct Article: Equatable, Sendable {
  /// One sentence as offsets into the text.
  public struct Sentence: Equatable, Sendable {
    /// Where a sentence stands.
    public enum Kind: String, Sendable, CaseIterable {
      case title, heading, sentence, item
    }
    /// Where it stands.
    public var kind: Kind
    /// Its code points.
    public var span: TextSpan

    /// A sentence of a kind.
    public init(kind: Kind, span: TextSpan) {
      self.kind = kind
      self.span = span
    }
  }

  /// What is known of the document.
  public var source: SourceDescription
  /// What every offset counts in.
  public var text: String
  /// In document order.
  public var sentences: [Sentence] = []
  /// In document order.
  public var claims: [Claim] = []
  /// In document order.
  public var mentions: [Mention] = []
  /// Lines that were not read, by the name of the rule: `table_row`, `code`.
  public var passed: [String: Int] = [:]
  /// Passages that could not be taken.
  public var rejects: [Reject] = []

  /// An article of which nothing is read yet.
  public init(source: SourceDescription, text: String) {
    self.source = source
    self.text = text
  }
}

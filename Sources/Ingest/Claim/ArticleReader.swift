public import Records

/// Reads articles.
public struct ArticleReader: Sendable {
  /// A reader.
  public init(vocabulary: Vocabulary) {}
  /// Reads one article.
  public func read(_ text: [UInt8], source: SourceDescription) -> Article {
    Article(source: source, text: String(decoding: text, as: UTF8.self))
  }
}

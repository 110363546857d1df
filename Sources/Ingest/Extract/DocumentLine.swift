internal import Documents
public import Records
internal import Text

/// One line of `--documents ndjson`: `{"id": …, "text": … or "base64": …, "media_type": …, "published":
/// …, "publisher": …, "title": …}`.
public struct DocumentLine: Equatable, Sendable {
  /// The document's name.
  public private(set) var id = ""
  /// Its bytes: of a text UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// The bytes are the text of an article, and nothing has to be found out.
  public private(set) var isArticle = false
  /// Its media type, where the line says it.
  public private(set) var mediaType: String?
  /// The title.
  public private(set) var title: String?
  /// Who published it.
  public private(set) var publisher: String?
  /// When it was published.
  public private(set) var published: String?

  /// Of these media types the text itself is the article.
  private static let articleTypes: Set = ["text/plain", "text/markdown"]

  /// Reads a line (RFC 8259); unknown members are passed over.
  ///
  /// - Throws: a `Failure` of kind `badData` where it is no JSON object with a text or with bytes.
  public init(_ line: ArraySlice<UInt8>, number: Int) throws(Failure) {
    func bad(_ message: String) -> Failure {
      Failure(.badData, message, at: Place("-", line: number))
    }
    id = String(number)
    guard let object = FlatJSON(line) else {
      throw bad("expected a JSON object such as {\"id\":\"1\",\"text\":\"…\"}")
    }
    var (text, base64) = (String?.none, String?.none)
    for (name, value) in object.members {
      switch name {
      case "id": id = value ?? id
      case "text": text = value
      case "base64": base64 = value
      case "media_type": mediaType = value?.split(separator: ";").first.map(String.init)
      case "title": title = value
      case "publisher": publisher = value
      case "published": published = value
      default: break
      }
    }
    if let text {
      guard base64 == nil else { throw bad("expected text or base64, found both") }
      bytes = Array(text.utf8)
      // Who says no more than the text of a document means an article.
      isArticle = mediaType.map(DocumentLine.articleTypes.contains) ?? true
    } else if let base64 {
      guard let decoded = Base64.bytes(base64) else { throw bad("the member base64 is no base 64") }
      bytes = decoded
    } else {
      throw bad("the object has neither a member text nor base64")
    }
  }

  /// The name of a document whose line is refused; `nil` where it has none.
  public static func id(of line: ArraySlice<UInt8>) -> String? {
    FlatJSON(line)?.members.last { $0.name == "id" }?.value
  }
}

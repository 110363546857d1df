internal import Documents
public import Records
internal import Text

/// One line of `--documents ndjson`: `{"id": …, "text": …, "published": …, "publisher": …, "title":
/// …}`.
public struct DocumentLine: Equatable, Sendable {
  /// The document's name.
  public private(set) var id = ""
  /// Its text.
  public private(set) var text = ""
  /// Its title.
  public private(set) var title: String?
  /// Who published it.
  public private(set) var publisher: String?
  /// When it was published.
  public private(set) var published: String?

  /// Reads a line (RFC 8259); unknown members are passed over.
  ///
  /// - Throws: a `Failure` of kind `badData` where it is no JSON object with a text.
  public init(_ line: ArraySlice<UInt8>, number: Int) throws(Failure) {
    func bad(_ message: String) -> Failure {
      Failure(.badData, message, at: Place("-", line: number))
    }
    id = String(number)
    guard let object = FlatJSON(line) else {
      throw bad("expected a JSON object such as {\"id\":\"1\",\"text\":\"…\"}")
    }
    var hasText = false
    for (name, value) in object.members {
      switch name {
      case "id": id = value ?? id
      case "text":
        text = value ?? ""
        hasText = value != nil
      case "title": title = value
      case "publisher": publisher = value
      case "published": published = value
      default: break
      }
    }
    guard hasText else { throw bad("the object has no member text") }
  }
}

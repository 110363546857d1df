/// What is known of one document or data set apart from its figures.
public struct SourceDescription: Equatable, Sendable {
  /// How a source is read.
  public enum Kind: String, Sendable, CaseIterable {
    /// Text in sentences: figures become claims.
    case article
    /// A statistical table: figures become observations.
    case observations
    /// Any other table: rows go to a table of their own.
    case record
  }

  /// How it is read.
  public var kind: Kind
  /// Path or URL; `-` is standard input.
  public var locator: String
  /// Headline, or title of the table.
  public var title: String?
  /// Who published it.
  public var publisher: String?
  /// Date of publication, ISO 8601.
  public var published: String?
  /// BCP 47.
  public var language: String?
  /// The media type, such as `text/csv`.
  public var mediaType: String?
  /// Character encoding of the bytes, IANA name.
  public var encoding: String?
  /// What a file beside an article says that it states, in place of what is read.
  public var claims: ClaimsFile?

  /// A source of a kind at a place.
  public init(kind: Kind, locator: String) {
    self.kind = kind
    self.locator = locator
  }
}

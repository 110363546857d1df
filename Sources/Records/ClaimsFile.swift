/// The claims of an article as a file beside it tells them: `ARTICLE-claims.ndjson`.
public struct ClaimsFile: Equatable, Sendable {
  /// What the name of an article's claims ends with.
  public static let suffix = "-claims.ndjson"

  /// Its path or URL.
  public var locator: String
  /// The bytes, one claim a line.
  public var bytes: [UInt8]

  /// A file that was read.
  public init(locator: String, bytes: [UInt8]) {
    self.locator = locator
    self.bytes = bytes
  }
}

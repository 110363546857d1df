public import Records

/// What a person may say about how a source is read.
public struct ReadingOptions: Equatable, Sendable {
  /// Article, statistics or other records; `nil` leaves the decision to Tally.
  public var kind: SourceDescription.Kind?
  /// The kind is what a command reads, not what a person said that the source is.
  public var isKindGuessed = false
  /// The IANA name of the encoding.
  public var encoding: String?
  /// The byte between two cells.
  public var delimiter: UInt8?
  /// The title.
  public var title: String?
  /// Who published it.
  public var publisher: String?
  /// When it was published, ISO 8601.
  public var published: String?

  /// A metadata file describes the source as a table.
  package var hasMetadata = false

  /// Nothing said.
  public init() {}
}

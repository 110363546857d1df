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
  /// The place, what is measured, the unit and the period of a table's figures, where the table
  /// itself does not say: codes or names.
  public var place: String?
  public var indicator: String?
  public var unit: String?
  public var period: String?
  /// The name of the table for records, without `record_`.
  public var table: String?

  /// A metadata file describes the source as a table.
  package var hasMetadata = false

  /// Nothing said.
  public init() {}
}

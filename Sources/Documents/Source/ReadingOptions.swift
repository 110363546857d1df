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
  /// The place of a table's figures, where the table itself does not say: a code or a name.
  public var place: String?
  /// What is measured, where the table itself does not say: a code or a name.
  public var indicator: String?
  /// The unit, where the table itself does not say: a code or a name, with its scale.
  public var unit: String?
  /// The period, where the table itself does not say.
  public var period: String?
  /// The name of the table for records, without `record_`.
  public var table: String?

  /// A metadata file describes the source as a table.
  package var hasMetadata = false

  /// Nothing said.
  public init() {}
}

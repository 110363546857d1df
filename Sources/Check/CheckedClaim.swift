public import Records

/// A claim as the warehouse holds it, with what the check needs to know of it.
public struct CheckedClaim: Sendable {
  /// Its number in the warehouse.
  public var id: Int64
  /// The version of the article that states it.
  public var sourceID: Int64
  /// The sentence that states it.
  public var sentenceID: Int64
  /// The number with its unit and qualifier, as written.
  public var quote: String
  /// In the unit, scale words multiplied out; `nil` for a range.
  public var value: Double?
  /// The lower end of a range.
  public var low: Double?
  /// The upper end of a range.
  public var high: Double?
  /// ISO 4217, `%`, `pp`, UCUM, or `1` for a count.
  public var unit: String
  /// How the text qualifies the number.
  public var qualifier: Claim.Qualifier
  /// Whether the figure is the size of a change, and which way.
  public var direction: Claim.Direction
  /// Whether the figure has come about.
  public var status: Claim.Status
  /// The indicator, where the vocabulary has it.
  public var indicatorID: Int64?
  /// What is measured, as written.
  public var indicatorText: String?
  /// The place, where the vocabulary has it.
  public var placeID: Int64?
  /// The place as written, or as carried over.
  public var placeText: String?
  /// The period that is measured.
  public var period: TimePeriod?
  /// The claim that this one repeats in another unit.
  public var restates: Int64?
  /// Whom the text attributes the figure to.
  public var speaker: String?
  /// From 0 to 1: how sure the reading is.
  public var confidence: Double
  /// Why the reading is doubtful.
  public var doubt: String?
  /// From 0 to 1: how sure the reading is of the place.
  public var placeConfidence = 1.0
  /// From 0 to 1: how sure the reading is of the period.
  public var periodConfidence = 1.0
  /// From 0 to 1: how sure the reading is of what is measured.
  public var indicatorConfidence = 1.0
  /// The company, institution or person whose figure it is.
  public var holder: String?
  /// Whether a person, or another program, stated it in a file beside the article.
  public var isGiven = false
  /// The first code point of the quote in the article's text.
  public var start = 0
  /// The code point after its last.
  public var end = 0
  /// The sentence.
  public var sentence: String
  /// The article's path or URL.
  public var locator: String
  /// The article's headline.
  public var title: String?
  /// Who published the article.
  public var publisher: String?
  /// When the article was published, ISO 8601.
  public var published: String?
}

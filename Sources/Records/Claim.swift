/// A range of an article's text in Unicode code points, the end exclusive (W3C Web Annotation,
/// TextPositionSelector).
public struct TextSpan: Hashable, Sendable {
  /// The first code point.
  public var start: Int
  /// After the last code point.
  public var end: Int

  /// The code points from `start` up to `end`.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}

/// One figure stated in an article.
public struct Claim: Equatable, Sendable {
  /// How the text qualifies the number.
  public enum Qualifier: String, Sendable, CaseIterable {
    case exact, approximately, nearly, between
    case moreThan = "more_than"
    case lessThan = "less_than"
    case atLeast = "at_least"
    case atMost = "at_most"
  }

  /// Whether the figure is the size of a change, and which way.
  public enum Direction: String, Sendable, CaseIterable {
    case none, increase, decrease
  }

  /// Whether the figure has come about.
  public enum Status: String, Sendable, CaseIterable {
    case actual, target, forecast, plan, threshold
  }

  /// What has a figure that is no place's.
  public enum HolderKind: String, Sendable, CaseIterable {
    case organisation, person, product
  }

  /// The reader of what Tally read itself.
  public static let tally = "tally"
  /// The reader of what a line of a claims file says that does not name who made it.
  public static let sidecar = "sidecar"

  /// Where the quote stands in the article's text.
  public var span: TextSpan
  /// The number with its unit and qualifier, as written.
  public var quote: String
  /// The ordinal of the sentence in the article, from 0.
  public var sentence: Int
  /// In the unit, scale words multiplied out (11.5 trillion yuan is 1.15e13); `nil` for a range.
  public var value: Double?
  /// The lower end of a range.
  public var low: Double?
  /// The upper end of a range.
  public var high: Double?
  /// ISO 4217, `%`, `pp`, UCUM, or `1` for a count.
  public var unit: String
  /// English name; for a count the noun that is counted, in the singular.
  public var unitName: String?
  /// How the text qualifies the number.
  public var qualifier: Qualifier
  /// Whether the figure is the size of a change, and which way.
  public var direction: Direction
  /// Whether the figure has come about.
  public var status: Status
  /// The indicator's code, where the vocabulary has it.
  public var indicatorCode: String?
  /// The indicator's English name, where the vocabulary has it.
  public var indicator: String?
  /// What is measured, as written.
  public var indicatorText: String?
  /// The place's code, where the vocabulary has it.
  public var placeCode: String?
  /// The place's English name, where the vocabulary has it.
  public var place: String?
  /// The place as written, or as carried over.
  public var placeText: String?
  /// The period that is measured.
  public var period: TimePeriod?
  /// The person or organisation that the text attributes the figure to.
  public var speaker: String?
  /// The ordinal, among the article's claims, of the earlier one that this one repeats in another
  /// unit.
  public var restates: Int?
  /// The company, institution, person or product whose figure it is, where it is no place's.
  public var holder: String?
  /// What the holder is.
  public var holderKind: HolderKind?
  /// The probability that value, unit, place, period and what is measured are all right.
  public var confidence: Double
  /// The probability that the place is right, one that is not said included.
  public var placeConfidence: Double
  /// The probability that the period is right, one that is not said included.
  public var periodConfidence: Double
  /// The probability that what is measured is right.
  public var indicatorConfidence: Double
  /// The probability that the holder is right, one that is not said included.
  public var holderConfidence: Double
  /// The slot that is least sure, with the rival answer, where the confidence is low.
  public var doubt: String?
  /// Who read it: `tally`, or who made the line of the claims beside the article.
  public var reader = Claim.tally
  /// Each slot's candidates, where they were asked for.
  public var slots: [SlotReading]

  /// A bare number at a place in the text.
  public init(span: TextSpan, quote: String, sentence: Int, value: Double?, unit: String = "1") {
    self.span = span
    self.quote = quote
    self.sentence = sentence
    self.value = value
    self.unit = unit
    qualifier = .exact
    direction = .none
    status = .actual
    confidence = 1
    placeConfidence = 1
    periodConfidence = 1
    indicatorConfidence = 1
    holderConfidence = 1
    slots = []
  }
}

/// One place, organisation or person named in an article.
public struct Mention: Equatable, Sendable {
  /// What is named.
  public enum Kind: String, Sendable, CaseIterable {
    case place, organisation, person
  }

  /// Where the name stands in the article's text.
  public var span: TextSpan
  /// As written.
  public var quote: String
  /// The ordinal of the sentence in the article, from 0.
  public var sentence: Int
  /// What is named.
  public var kind: Kind
  /// The place's code, where it is one of the vocabulary.
  public var placeCode: String?
  /// The place's English name, where it is one of the vocabulary.
  public var place: String?

  /// A name at a place in the text.
  public init(
    span: TextSpan, quote: String, sentence: Int, kind: Kind, placeCode: String? = nil,
    place: String? = nil
  ) {
    self.span = span
    self.quote = quote
    self.sentence = sentence
    self.kind = kind
    self.placeCode = placeCode
    self.place = place
  }
}

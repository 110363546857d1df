public import Records
public import Storage

/// An article that is not in the warehouse, as far as its check needs it.
public struct UnstoredArticle: Sendable {
  /// A claim with the sentence that states it.
  public struct Stated: Sendable {
    /// The claim; `sentence` and `restates` count in the article.
    public var claim: Claim
    /// The sentence.
    public var sentence: String

    /// A claim in its sentence.
    public init(claim: Claim, sentence: String) {
      self.claim = claim
      self.sentence = sentence
    }
  }

  /// What it is called.
  public var locator: String
  /// Its headline.
  public var title: String?
  /// Who published it.
  public var publisher: String?
  /// When it was published, ISO 8601.
  public var published: String?
  /// Its claims in order.
  public var claims: [Stated]

  /// An article with its claims.
  public init(
    locator: String, title: String?, publisher: String?, published: String?, claims: [Stated]
  ) {
    self.locator = locator
    self.title = title
    self.publisher = publisher
    self.published = published
    self.claims = claims
  }
}

extension Check {
  /// Checks the claims of an article that is not in the warehouse; they are numbered from 1.
  ///
  /// - Throws: a `Failure` where the warehouse fails.
  public static func run(
    _ article: UnstoredArticle, on connection: borrowing Connection,
    take: (Finding) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = article.claims.enumerated().makeIterator()
    try examine(Selection(), on: connection, take: take) { () throws(Failure) in
      guard let next = rest.next() else { return nil }
      return try CheckedClaim(next.element, number: next.offset + 1, of: article, on: connection)
    }
  }
}

extension CheckedClaim {
  /// A claim as the warehouse would hold it, its codes looked up.
  init(
    _ stated: UnstoredArticle.Stated, number: Int, of article: UnstoredArticle,
    on connection: borrowing Connection
  ) throws(Failure) {
    let claim = stated.claim
    var (unit, factor) = (claim.unit, 1.0)
    // Cents are checked as dollars, as those of the warehouse are.
    if let found = try connection.value(
      "SELECT factor FROM unit WHERE code = ? AND dimension = 'subunit'", .text(unit)
    ).number {
      (unit, factor) = (String(unit.dropFirst()), found)
    }
    func id(_ table: String, _ code: String?) throws(Failure) -> Int64? {
      guard let code else { return nil }
      return try connection.value(
        "SELECT \(table)_id FROM \(table) WHERE code = ?", .text(code)
      ).integer
    }
    self.init(
      id: Int64(number), sourceID: 0, sentenceID: Int64(claim.sentence), quote: claim.quote,
      value: claim.value.map { $0 * factor }, low: claim.low.map { $0 * factor },
      high: claim.high.map { $0 * factor }, unit: unit, qualifier: claim.qualifier,
      direction: claim.direction, status: claim.status,
      indicatorID: try id("indicator", claim.indicatorCode), indicatorText: claim.indicatorText,
      placeID: try id("place", claim.placeCode), placeText: claim.placeText,
      period: claim.period, restates: claim.restates.map { Int64($0 + 1) },
      speaker: claim.speaker, confidence: claim.confidence, doubt: claim.doubt,
      sentence: stated.sentence, locator: article.locator, title: article.title,
      publisher: article.publisher, published: article.published)
  }
}

public import Records
public import Storage

/// Sets the claims of a warehouse against its statistics.
public enum Check {
  /// Which claims are checked, and how strictly.
  public struct Selection: Sendable {
    /// The articles, by path or URL; all of them where it is empty.
    public var locators: [String] = []
    /// One claim, by its number.
    public var claim: Int64?
    /// The code or a name of a place.
    public var place: String?
    /// The code or a name of an indicator.
    public var indicator: String?
    /// In percent: how far a statistic may lie beyond what the claim's words and digits allow, for
    /// revisions say.
    public var allowance = 0.0

    /// All claims, by their own words and digits.
    public init() {}
  }

  /// Checks claim by claim in the order of the articles.
  ///
  /// Only current versions of articles are checked. After the claims of an article come its statements without a figure: ranks and
  /// comparisons.
  ///
  /// - Parameter take: is given each finding; what it throws ends the check.
  /// - Throws: a `Failure` where the warehouse fails, or of kind `noInput` where it holds no
  ///   article of a locator.
  public static func run(
    _ selection: Selection, on connection: borrowing Connection,
    take: (Finding) throws(Failure) -> Void
  ) throws(Failure) {
    var examiner = try Examiner(connection)
    let claims = try ClaimReader(connection, selection)
    let passages = try PassageReader(connection, examiner.terms)
    let focus = try Focus(selection, connection)
    for article in try articles(selection, connection) {
      let texts = try passages.passages(of: article.source)
      let sentences = Dictionary(
        texts.enumerated().map { ($0.element.sentenceID, $0.offset) },
        uniquingKeysWith: { first, _ in first })
      var findings: [Finding] = []
      for var claim in try claims.claims(of: article.source) {
        let index = sentences[claim.sentenceID]
        let passage =
          index.map { texts[$0] } ?? passages.read(claim.sentenceID, "", start: 0, mentions: [])
        claim.sentence = passage.text
        findings.append(
          try examiner.examine(claim, passage, allowance: selection.allowance / 100))
      }
      try settle(&findings, &examiner)
      for finding in findings
      where selection.claim == nil || selection.claim == finding.claim.id { try take(finding) }
      guard selection.claim == nil else { continue }
      for passage in texts {
        for finding in try examiner.statements(passage, of: article, findings)
        where focus.allows(finding) {
          try take(finding)
        }
      }
    }
  }

  /// An article, as its statements name it.
  struct Article {
    var source: Int64
    var locator: String
    var title: String?
    var publisher: String?
    var published: String?
  }

  private static func articles(_ selection: Selection, _ connection: borrowing Connection)
    throws(Failure) -> [Article]
  {
    let columns = "SELECT source_id, locator, title, publisher, published FROM source"
    func article(_ row: [Value]) -> Article {
      Article(
        source: row[0].integer ?? 0, locator: row[1].text ?? "", title: row[2].text,
        publisher: row[3].text, published: row[4].text)
    }
    if let claim = selection.claim {
      // The whole article is read, since its claims are also set against one another.
      return try connection.rows(
        "\(columns) WHERE source_id = (SELECT source_id FROM claim WHERE claim_id = ?) AND superseded_by IS NULL",
        .integer(claim)
      ).map(article)
    }
    guard !selection.locators.isEmpty else {
      return try connection.rows(
        "\(columns) WHERE kind = 'article' AND superseded_by IS NULL ORDER BY source_id"
      ).map(article)
    }
    var found: [Article] = []
    for locator in selection.locators {
      let rows = try connection.rows(
        "\(columns) WHERE locator = ? AND kind = 'article' AND superseded_by IS NULL",
        .text(locator))
      guard !rows.isEmpty else {
        throw Failure(
          .noInput,
          "the warehouse holds no article of this name: read it with `tally ingest` first",
          at: Place(locator))
      }
      found += rows.map(article)
    }
    return found.sorted { $0.source < $1.source }
  }

  /// Sets the claims of one article against one another.
  private static func settle(_ article: inout [Finding], _ examiner: inout Examiner)
    throws(Failure)
  {
    let sure = Set(article.filter(\.isReadSurely).map(\.claim.id))
    let contradictions = try Contradictions.find(in: article.map(\.claim), sure, &examiner)
    let crowded = Contradictions.crowded(article.map(\.claim))
    let places =
      article.contains { $0.claim.restates != nil }
      ? Dictionary(
        article.enumerated().map { ($0.element.claim.id, $0.offset) },
        uniquingKeysWith: { first, _ in first }) : [:]
    for index in article.indices {
      restate(&article, index, places)
      if article[index].verdict == .refuted, crowded.contains(article[index].claim.id) {
        let why = "the sentence gives other figures of the same thing, place and period"
        article[index].verdict = .differs
        article[index].reasoning += "; \(why)"
        article[index].steps.append(Step(.reading, [("reason", .text(why))]))
      }
      guard let text = contradictions[article[index].claim.id] else { continue }
      article[index].contradiction = text
      if article[index].verdict == .notEnoughInformation {
        article[index].verdict = .differs
        article[index].reasoning = text
      }
    }
  }

  /// A figure that only repeats another one in another currency stands or falls with it.
  private static func restate(
    _ article: inout [Finding], _ index: Int, _ places: [Int64: Int]
  ) {
    guard article[index].verdict == .refuted || article[index].verdict == .differs,
      let id = article[index].claim.restates, let place = places[id],
      article[place].verdict == .supported
    else { return }
    let first = article[place]
    article[index].verdict = .supported
    article[index].reasoning =
      "restates “\(first.claim.quote)”, which is supported: \(first.reasoning)"
    article[index].evidence = first.evidence
    article[index].difference = first.difference
    article[index].steps = first.steps
  }
}

/// The places and indicators that are asked for by name, for statements, which no table holds.
struct Focus {
  private let places: Set<Int64>?
  private let indicators: Set<Int64>?

  init(_ selection: Check.Selection, _ connection: borrowing Connection) throws(Failure) {
    var places: Set<Int64>?
    if let name = selection.place {
      let rows = try connection.rows(
        "SELECT place_id FROM place WHERE code = ?1 OR name = ?1 UNION SELECT place_id FROM place_name WHERE name = ?1",
        .text(name))
      places = Set(rows.compactMap { $0[0].integer })
    }
    var indicators: Set<Int64>?
    if let name = selection.indicator {
      let rows = try connection.rows(
        "SELECT indicator_id FROM indicator WHERE code = ?1 OR name = ?1 UNION SELECT indicator_id FROM indicator_name WHERE name = ?1",
        .text(name))
      indicators = Set(rows.compactMap { $0[0].integer })
    }
    self.places = places
    self.indicators = indicators
  }

  func allows(_ finding: Finding) -> Bool {
    (places == nil || finding.claim.placeID.map { places?.contains($0) == true } ?? false)
      && (indicators == nil
        || finding.claim.indicatorID.map { indicators?.contains($0) == true } ?? false)
  }
}

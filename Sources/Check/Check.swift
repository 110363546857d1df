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

  /// Checks claim by claim in the order of the articles; only current versions of articles are
  /// checked.
  ///
  /// - Parameter take: is given each finding; what it throws ends the check.
  /// - Throws: a `Failure` where the warehouse fails, or of kind `noInput` where it holds no
  ///   article of a locator.
  public static func run(
    _ selection: Selection, on connection: borrowing Connection,
    take: (Finding) throws(Failure) -> Void
  ) throws(Failure) {
    for locator in selection.locators {
      let known = try connection.value(
        "SELECT count(*) FROM source WHERE locator = ? AND kind = 'article' AND superseded_by IS NULL",
        .text(locator))
      guard known.integer != 0 else {
        throw Failure(
          .noInput,
          "the warehouse holds no article of this name: read it with `tally ingest` first",
          at: Place(locator))
      }
    }
    var examiner = try Examiner(connection)
    let claims = try ClaimReader(connection, selection)
    var article: [Finding] = []
    func close() throws(Failure) {
      let contradictions = try Contradictions.find(in: article.map(\.claim), &examiner)
      let places =
        article.contains { $0.claim.restates != nil }
        ? Dictionary(
          article.enumerated().map { ($0.element.claim.id, $0.offset) },
          uniquingKeysWith: { first, _ in first }) : [:]
      for index in article.indices { restate(&article, index, places) }
      for var finding in article where selection.claim == nil || selection.claim == finding.claim.id
      {
        if let text = contradictions[finding.claim.id] {
          finding.contradiction = text
          if finding.verdict == .notEnoughInformation {
            finding.verdict = .refuted
            finding.reasoning = text
          }
        }
        try take(finding)
      }
      article = []
    }
    while let claim = try claims.next() {
      if let last = article.last, last.claim.sourceID != claim.sourceID { try close() }
      article.append(try examiner.examine(claim, allowance: selection.allowance / 100))
    }
    try close()
  }

  /// A figure that only repeats another one in another currency stands or falls with it.
  private static func restate(
    _ article: inout [Finding], _ index: Int, _ places: [Int64: Int]
  ) {
    guard article[index].verdict == .refuted, let id = article[index].claim.restates,
      let place = places[id], article[place].verdict == .supported
    else { return }
    let first = article[place]
    article[index].verdict = .supported
    article[index].reasoning =
      "restates “\(first.claim.quote)”, which is supported: \(first.reasoning)"
    article[index].evidence = first.evidence
    article[index].difference = first.difference
  }
}

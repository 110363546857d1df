internal import Check
internal import Ingest
internal import Records
internal import Report
internal import Storage

extension MCPTools {
  /// A text is no longer than this, in bytes: many times what any article has.
  private static let longestText = 1 << 20

  /// The claims of a text with their verdicts; nothing of it is kept.
  func checkText(_ arguments: MCPArguments) throws(Failure) -> [(String, JSONValue)] {
    try arguments.allow(["text", "title", "publisher", "published"])
    let text = try arguments.needed("text")
    guard text.utf8.count <= MCPTools.longestText else {
      throw Failure(.usage, "text: it is longer than 1 MB: check it in parts")
    }
    var description = SourceDescription(kind: .article, locator: "text")
    description.title = try arguments.text("title")
    description.publisher = try arguments.text("publisher")
    if let published = try arguments.text("published") {
      guard Day(iso: published) != nil else {
        throw Failure(.usage, "published: expected a date such as 2024-03-05, found \(published)")
      }
      description.published = published
    }
    let article = MCPTools.read(text, description, try articleReader())
    let connection = try open()
    var claims: [JSONValue] = []
    var counts: [(name: String, count: Int)] = Verdict.allCases.map { ($0.rawValue, 0) }
    var sources = RowSources()
    try Check.run(article, on: connection) { (finding) throws(Failure) in
      if let index = counts.firstIndex(where: { $0.name == finding.verdict.rawValue }) {
        counts[index].count += 1
      }
      let claim = article.claims[Int(finding.claim.id) - 1].claim
      claims.append(try MCPTools.json(finding, claim, on: connection))
      if let id = finding.evidence?.observationID {
        sources.add(
          id: try connection.value(
            "SELECT source_id FROM series WHERE series_id = ? / 16777216", .integer(id)
          ).integer)
      }
    }
    return [
      ("claims", .array(claims)),
      ("counts", .dictionary(counts.map { ($0.name, JSONValue($0.count)) })),
      ("published", JSONValue(article.published)), ("stored", .bool(false)),
    ] + (try sources.members(connection))
  }

  private static func read(
    _ text: String, _ description: SourceDescription, _ reader: ArticleReader
  ) -> UnstoredArticle {
    var reading = reader.reading(Array(text.utf8), source: description)
    var section = ArticleSection()
    var claims: [UnstoredArticle.Stated] = []
    var sentences = 0
    while reading.next(into: &section) {
      let before = claims.count
      for var claim in section.claims {
        let sentence = String(
          decoding: reading.text[section.bytes[claim.sentence]], as: UTF8.self)
        claim.sentence += sentences
        claim.restates = claim.restates.map { $0 + before }
        claims.append(UnstoredArticle.Stated(claim: claim, sentence: sentence))
      }
      sentences += section.sentences.count
    }
    let source = reading.source
    return UnstoredArticle(
      locator: source.locator, title: source.title, publisher: source.publisher,
      published: source.published, claims: claims)
  }

  private static func json(
    _ finding: Finding, _ claim: Claim, on connection: borrowing Connection
  ) throws(Failure) -> JSONValue {
    var statistic = JSONValue.null
    if let evidence = finding.evidence {
      let cell = try connection.rows(
        "SELECT line, \"column\", cell FROM observation WHERE observation_id = ?",
        .integer(evidence.observationID)
      ).first
      statistic = .record([
        "value": .number(evidence.value), "unit": .string(finding.claim.unit),
        "basis": .string(evidence.basis.rawValue), "working": .string(evidence.working),
        "locator": .string(evidence.locator), "vintage": .string(evidence.vintage),
        "observation_id": .integer(evidence.observationID),
        "line": JSONValue(cell?[0] ?? .null), "column": JSONValue(cell?[1] ?? .null),
        "cell": JSONValue(cell?[2] ?? .null),
      ])
    }
    return .record([
      "quote": .string(claim.quote), "verdict": .string(finding.verdict.rawValue),
      "working": .string(finding.reasoning), "contradiction": JSONValue(finding.contradiction),
      "statistic": statistic, "difference_percent": JSONValue(finding.difference),
      "indicator": JSONValue(finding.indicator), "place": JSONValue(finding.place),
      "period": JSONValue(claim.period?.description), "value": JSONValue(claim.value),
      "low": JSONValue(claim.low), "high": JSONValue(claim.high), "unit": .string(claim.unit),
      "qualifier": .string(claim.qualifier.rawValue),
      "direction": .string(claim.direction.rawValue), "status": .string(claim.status.rawValue),
      "speaker": JSONValue(claim.speaker), "holder": JSONValue(claim.holder),
      "confidence": .number(claim.confidence), "doubt": JSONValue(claim.doubt),
      "start": JSONValue(claim.span.start), "end": JSONValue(claim.span.end),
      "sentence": .string(finding.claim.sentence),
    ])
  }
}

internal import Check
internal import Ingest
internal import Load
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
    let reading = try articleReader().reading(Array(text.utf8), source: description)
    let connection = limited(try PassingText.open(warehouse, reading))
    var selection = Check.Selection()
    selection.locators = [PassingText.locator]
    var claims: [JSONValue] = []
    var counts: [(name: String, count: Int)] = Verdict.allCases.map { ($0.rawValue, 0) }
    var sources = RowSources()
    try Check.run(selection, on: connection) { (finding) throws(Failure) in
      if let index = counts.firstIndex(where: { $0.name == finding.verdict.rawValue }) {
        counts[index].count += 1
      }
      claims.append(try MCPTools.json(finding, on: connection))
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
      ("published", JSONValue(reading.source.published)), ("stored", .bool(false)),
    ] + (try sources.members(connection, without: PassingText.locator))
  }

  private static func json(_ finding: Finding, on connection: borrowing Connection)
    throws(Failure) -> JSONValue
  {
    let claim = finding.claim
    let span = try connection.rows(
      "SELECT start, \"end\" FROM claim WHERE claim_id = ?", .integer(claim.id)
    ).first
    return .record([
      "quote": .string(claim.quote), "verdict": .string(finding.verdict.rawValue),
      "working": .string(finding.reasoning), "contradiction": JSONValue(finding.contradiction),
      "statistic": try finding.evidence.map { evidence throws(Failure) in
        try statistic(evidence, unit: claim.unit, on: connection)
      } ?? .null,
      "difference_percent": JSONValue(finding.difference),
      "indicator": JSONValue(finding.indicator), "place": JSONValue(finding.place),
      "period": JSONValue(claim.period?.description), "value": JSONValue(claim.value),
      "low": JSONValue(claim.low), "high": JSONValue(claim.high), "unit": .string(claim.unit),
      "qualifier": .string(claim.qualifier.rawValue),
      "direction": .string(claim.direction.rawValue), "status": .string(claim.status.rawValue),
      "speaker": JSONValue(claim.speaker), "confidence": .number(claim.confidence),
      "doubt": JSONValue(claim.doubt), "start": JSONValue(span?[0] ?? .null),
      "end": JSONValue(span?[1] ?? .null), "sentence": .string(claim.sentence),
    ])
  }

  /// The statistic with the cell that it stands in.
  private static func statistic(
    _ evidence: Evidence, unit: String, on connection: borrowing Connection
  ) throws(Failure) -> JSONValue {
    let cell = try connection.rows(
      "SELECT line, \"column\", cell FROM observation WHERE observation_id = ?",
      .integer(evidence.observationID)
    ).first
    return .record([
      "value": .number(evidence.value), "unit": .string(unit),
      "basis": .string(evidence.basis.rawValue), "working": .string(evidence.working),
      "locator": .string(evidence.locator), "vintage": .string(evidence.vintage),
      "observation_id": .integer(evidence.observationID),
      "line": JSONValue(cell?[0] ?? .null), "column": JSONValue(cell?[1] ?? .null),
      "cell": JSONValue(cell?[2] ?? .null),
    ])
  }
}

internal import Records
internal import Report
internal import Storage

extension MCPTools {
  /// Where a figure stands.
  func trace(_ arguments: MCPArguments) throws(Failure) -> [(String, JSONValue)] {
    try arguments.allow(["id"])
    guard let id = try arguments.integer("id", 1...(1 << 53)) else {
      throw Failure(.usage, "id is needed: a claim_id or an observation_id")
    }
    let connection = try open()
    var sources = RowSources()
    let members: [(String, JSONValue)]
    switch try FigureTrace.find(id, in: warehouse, on: connection) {
    case .claim(let claim):
      sources.add(id: claim.source.id)
      members = [
        ("kind", .string("claim")), ("locator", .string(claim.source.locator)),
        ("line", .integer(claim.line)), ("start", .integer(claim.start)),
        ("end", .integer(claim.end)), ("quote", .string(claim.quote)),
        ("sentence", .string(claim.before + claim.quote + claim.after)),
        ("read_by", .string(claim.reader ?? Claim.tally)),
      ]
    case .observation(let found):
      sources.add(id: found.source.id)
      members = [
        ("kind", .string("observation")), ("locator", .string(found.source.locator)),
        ("position", .string(found.position)), ("line", JSONValue(found.line)),
        ("column", JSONValue(found.column)), ("cell", .string(found.cell)),
        ("indicator_text", JSONValue(found.indicator)), ("place_text", JSONValue(found.place)),
        ("period", JSONValue(found.period)),
        ("row", found.row.map { .array($0.map(MCPTools.json)) } ?? .null),
      ]
    case nil: throw Failure(.noInput, "there is no claim or observation \(id)")
    }
    return members + (try sources.members(connection))
  }

  private static func json(_ cell: ObservationTrace.Cell) -> JSONValue {
    .record([
      "column": JSONValue(cell.column), "heading": .string(cell.heading),
      "cell": .string(cell.text),
    ])
  }
}

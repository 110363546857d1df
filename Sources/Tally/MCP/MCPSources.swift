internal import Records
internal import Report
internal import Storage

extension RowSources {
  /// So many sources are told at most.
  private static let mostTold = 100

  /// The members of an answer that tell its sources; where nothing in the rows leads to any, those
  /// of the warehouse as a whole.
  ///
  /// - Parameter passing: the locator of what is no source.
  func members(_ connection: borrowing Connection, without passing: String = "") throws(Failure)
    -> [(String, JSONValue)]
  {
    var sources = try found(connection)
    var count = Int64(sources.count)
    let isKnown = !sources.isEmpty
    if !isKnown {
      sources = try RowSources.current(RowSources.mostTold, connection).filter {
        $0.locator != passing
      }
      let all = try connection.value(
        "SELECT count(*) FROM source WHERE superseded_by IS NULL AND locator <> ?", .text(passing))
      count = all.integer ?? 0
    }
    let told = sources.prefix(RowSources.mostTold).map { source in
      JSONValue.record([
        "source_id": .integer(source.id), "kind": .string(source.kind),
        "locator": .string(source.locator), "title": JSONValue(source.title),
        "publisher": JSONValue(source.publisher), "published": JSONValue(source.published),
        "loaded": .string(source.loaded), "superseded": source.isSuperseded ? .bool(true) : .null,
      ])
    }
    var members: [(String, JSONValue)] = [
      ("sources", .array(told)),
      ("sources_of", .string(isKnown ? "these rows" : "the warehouse as a whole")),
    ]
    if count > told.count || isCut {
      members.append(("more_sources", .integer(count - Int64(told.count))))
    }
    return members
  }
}

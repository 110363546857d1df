public import Ingest
public import Records
public import Storage

/// Keeps the warehouse's copy of the vocabulary: places, indicators, units and the rows that users
/// added.
public enum VocabularyLoad {
  /// The vocabulary that ships with Tally, extended by what users added to this warehouse.
  ///
  /// - Throws: a `Failure` where an addition no longer fits.
  public static func vocabulary(of connection: borrowing Connection) throws(Failure) -> Vocabulary {
    var additions: [Vocabulary.Addition] = []
    for row in try connection.rows(
      "SELECT addition_id, vocabulary, content FROM vocabulary_addition ORDER BY addition_id")
    {
      additions.append(
        Vocabulary.Addition(
          table: row[1].text ?? "", content: Array((row[2].text ?? "").utf8),
          locator: "vocabulary addition \(row[0].integer ?? 0)"))
    }
    if additions.isEmpty { return try Vocabulary.shipped.get() }
    return try Vocabulary(additions: additions)
  }

  /// Starts to read the vocabulary on a thread of its own, while a warehouse is opened.
  public static func prepare() { _ = startThread { _ = Vocabulary.shipped } }

  /// Adds rows to the vocabulary of this warehouse; they take effect at the next ingest.
  ///
  /// - Returns: the table that was extended.
  /// - Throws: a `Failure` where the rows fit no table, or name a code that there is not.
  public static func add(
    _ content: [UInt8], from locator: String, to connection: borrowing Connection
  ) throws(Failure)
    -> String
  {
    let addition = try Vocabulary.Addition(content: content, locator: locator)
    return try connection.transaction { () throws(Failure) -> String in
      try connection.run(
        "INSERT INTO vocabulary_addition (vocabulary, added, content) VALUES (?, ?, ?)",
        .text(addition.table),
        .text(Clock.now), .text(String(decoding: content, as: UTF8.self)))
      // Reading everything again shows whether the addition fits; if it does not, the transaction
      // is undone.
      let vocabulary = try vocabulary(of: connection)
      try copy(vocabulary, to: connection)
      return addition.table
    }
  }

  /// Copies the vocabulary to the warehouse's tables where it is not there yet.
  static func copy(_ vocabulary: Vocabulary, to connection: borrowing Connection) throws(Failure) {
    let known = try connection.value("SELECT value FROM setting WHERE name = 'vocabulary'").text
    guard known != vocabulary.fingerprint else { return }
    try copyPlaces(vocabulary, connection)
    try copyIndicators(vocabulary, connection)
    let unit = try connection.prepare(
      """
      INSERT INTO unit (code, name, dimension, factor, "offset") VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, dimension = excluded.dimension, factor = excluded.factor,
        "offset" = excluded."offset"
      """)
    for entry in vocabulary.units {
      let isCurrency = entry.dimension == "currency"
      try unit.run(
        .text(entry.code), .text(entry.name), .text(entry.dimension),
        isCurrency ? .null : .real(entry.factor),
        isCurrency ? .null : .real(entry.offset))
    }
    try connection.run(
      "INSERT INTO setting (name, value) VALUES ('vocabulary', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      .text(vocabulary.fingerprint))
  }

  private static func copyPlaces(_ vocabulary: Vocabulary, _ connection: borrowing Connection)
    throws(Failure)
  {
    let insert = try connection.prepare(
      """
      INSERT INTO place (code, kind, name) VALUES (?, ?, ?)
      ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name = excluded.name
      """)
    for place in vocabulary.places {
      try insert.run(.text(place.code), .text(place.kind), .text(place.name))
    }
    let ids = try ids(connection, "SELECT code, place_id FROM place")
    let parent = try connection.prepare("UPDATE place SET parent_id = ? WHERE place_id = ?")
    let part = try connection.prepare(
      "INSERT OR IGNORE INTO place_part (whole_id, part_id) VALUES (?, ?)")
    for place in vocabulary.places {
      guard let id = ids[place.code] else { continue }
      if let index = place.parent {
        try parent.run(Value(ids[vocabulary.places[index].code]), .integer(id))
      }
      for index in place.parts {
        try part.run(.integer(id), Value(ids[vocabulary.places[index].code]))
      }
    }
    try connection.execute("DELETE FROM place_name")
    let name = try connection.prepare(
      "INSERT INTO place_name (place_id, language, kind, name) VALUES (?, ?, ?, ?)")
    for entry in vocabulary.names(of: .places) {
      guard let id = ids[entry.code] else { continue }
      try name.run(.integer(id), .text(entry.language), .text(entry.kind), .text(entry.name))
    }
  }

  private static func copyIndicators(_ vocabulary: Vocabulary, _ connection: borrowing Connection)
    throws(Failure)
  {
    let insert = try connection.prepare(
      """
      INSERT INTO indicator (code, name, dimension, unit, stock_flow, aggregation) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, dimension = excluded.dimension, unit = excluded.unit,
        stock_flow = excluded.stock_flow, aggregation = excluded.aggregation
      """)
    for entry in vocabulary.indicators {
      try insert.run(
        .text(entry.code), .text(entry.name), .text(entry.dimension), .text(entry.unit),
        .text(entry.stockFlow),
        .text(entry.aggregation))
    }
    let ids = try ids(connection, "SELECT code, indicator_id FROM indicator")
    let parent = try connection.prepare("UPDATE indicator SET parent_id = ? WHERE indicator_id = ?")
    for entry in vocabulary.indicators {
      if let id = ids[entry.code], let index = entry.parent {
        try parent.run(Value(ids[vocabulary.indicators[index].code]), .integer(id))
      }
    }
    try connection.execute("DELETE FROM indicator_formula; DELETE FROM indicator_name")
    let formula = try connection.prepare(
      "INSERT OR REPLACE INTO indicator_formula (indicator_id, operation, left_id, right_id) VALUES (?, ?, ?, ?)"
    )
    for entry in vocabulary.formulas {
      guard let id = ids[entry.code] else { continue }
      try formula.run(
        .integer(id), .text(entry.operation), Value(ids[entry.left]), Value(ids[entry.right]))
    }
    let name = try connection.prepare(
      "INSERT INTO indicator_name (indicator_id, language, kind, name) VALUES (?, ?, ?, ?)")
    for entry in vocabulary.names(of: .indicators) {
      guard let id = ids[entry.code] else { continue }
      try name.run(.integer(id), .text(entry.language), .text(entry.kind), .text(entry.name))
    }
  }

  /// Identifiers by code.
  static func ids(_ connection: borrowing Connection, _ sql: String) throws(Failure) -> [String:
    Int64]
  {
    let statement = try connection.prepare(sql)
    var ids: [String: Int64] = [:]
    while try statement.step() { ids[statement.text(0) ?? ""] = statement.integer(1) }
    return ids
  }
}

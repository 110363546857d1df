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
    let additions = try additions(of: connection)
    if additions.isEmpty { return try Vocabulary.shipped.get() }
    return try Vocabulary(additions: additions.map(\.addition))
  }

  /// Rows that users added, with their number.
  public static func additions(of connection: borrowing Connection) throws(Failure) -> [(
    number: Int64, addition: Vocabulary.Addition, added: String
  )] {
    try connection.rows(
      "SELECT addition_id, vocabulary, content, locator, added FROM vocabulary_addition ORDER BY addition_id"
    ).map { row in
      let number = row[0].integer ?? 0
      return (
        number,
        Vocabulary.Addition(
          table: row[1].text ?? "", content: Array((row[2].text ?? "").utf8),
          locator: row[3].text ?? "vocabulary addition \(number)"), row[4].text ?? ""
      )
    }
  }

  /// Starts to read the vocabulary on a thread of its own, while a warehouse is opened.
  public static func prepare() { _ = startThread { _ = Vocabulary.shipped } }

  /// What is wrong with rows that are to be added, each with file, line and column.
  ///
  /// - Throws: a `Failure` where the rows fit no table.
  public static func problems(
    _ content: [UInt8], from locator: String, to connection: borrowing Connection
  ) throws(Failure) -> [Failure] {
    let addition = try Vocabulary.Addition(content: content, locator: locator)
    let others = try additions(of: connection).map(\.addition).filter { $0.locator != locator }
    return try VocabularyRules(others + [addition]).problems(in: locator)
  }

  /// Adds rows to the vocabulary of this warehouse, in place of those that the same file added
  /// before; they take effect at the next ingest.
  ///
  /// - Returns: the table that was extended; `nil` where the file added the same before.
  /// - Throws: a `Failure` where the rows fit no table, or say what there is not.
  public static func add(
    _ content: [UInt8], from locator: String, to connection: borrowing Connection
  ) throws(Failure) -> String? {
    let addition = try Vocabulary.Addition(content: content, locator: locator)
    if let problem = try problems(content, from: locator, to: connection).first { throw problem }
    return try connection.transaction { () throws(Failure) -> String? in
      let text = Value.text(String(decoding: content, as: UTF8.self))
      let same = try connection.value(
        "SELECT 1 FROM vocabulary_addition WHERE locator = ? AND content = ?", .text(locator), text)
      if same != .null { return nil }
      // Standard input has no name by which it would come again.
      try connection.run(
        "DELETE FROM vocabulary_addition WHERE locator = ? AND locator <> '-'", .text(locator))
      try connection.run(
        "INSERT INTO vocabulary_addition (vocabulary, added, content, locator) VALUES (?, ?, ?, ?)",
        .text(addition.table), .text(Clock.now), text, .text(locator))
      try check(connection)
      return addition.table
    }
  }

  /// Takes rows out of the vocabulary of this warehouse that were added to it, by the number of the
  /// addition or the file that it is from.
  ///
  /// - Returns: the files and the tables that they had extended.
  /// - Throws: a `Failure` where nothing of this name was added, or where other rows need it.
  public static func remove(
    _ name: String, from connection: borrowing Connection
  ) throws(Failure) -> [(locator: String, table: String)] {
    let all = try additions(of: connection)
    var names = Locators(warehouse: connection.path)
    let locator = names.locator(of: name)
    let found = all.filter {
      String($0.number) == name || [name, locator].contains($0.addition.locator)
        || $0.addition.locator.hasSuffix("/" + name)
    }
    guard !found.isEmpty else {
      throw Failure(
        .noInput,
        all.isEmpty
          ? "nothing was added to the vocabulary of this warehouse"
          : "nothing of this name was added" + Suggestion.text(name, all.map(\.addition.locator))
            + ": `tally vocabulary additions` lists what was", at: Place(name))
    }
    try connection.transaction { () throws(Failure) in
      for one in found {
        try connection.run(
          "DELETE FROM vocabulary_addition WHERE addition_id = ?", .integer(one.number))
      }
      try check(
        connection, "this row needs what would be removed: take out its file first")
    }
    return found.map { ($0.addition.locator, $0.addition.table) }
  }

  /// Reading everything again shows whether all rows fit; if they do not, the transaction is undone.
  ///
  /// - Parameter advice: what is told of a row that does not fit, in place of what is wrong with it.
  private static func check(
    _ connection: borrowing Connection, _ advice: String? = nil
  ) throws(Failure) {
    if var problem = try VocabularyRules(additions(of: connection).map(\.addition)).problems().first
    {
      problem.message = advice ?? "other rows would not fit any more: " + problem.message
      throw problem
    }
    try copy(vocabulary(of: connection), to: connection)
  }

  /// Copies the vocabulary to the warehouse's tables where it is not there yet.
  static func copy(_ vocabulary: Vocabulary, to connection: borrowing Connection) throws(Failure) {
    let known = try connection.value("SELECT value FROM setting WHERE name = 'vocabulary'").text
    guard known != vocabulary.fingerprint else { return }
    try copyPlaces(vocabulary, connection)
    try copyIndicators(vocabulary, connection)
    try dropUnused(vocabulary, connection)
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

  /// Takes out what the vocabulary does not have any more and no figure names.
  static func dropUnused(
    _ vocabulary: Vocabulary, _ connection: borrowing Connection
  ) throws(Failure) {
    for (code, id) in try ids(connection, "SELECT code, place_id FROM place")
    where vocabulary.place(code: code) == nil {
      try connection.run("DELETE FROM place_part WHERE ?1 IN (whole_id, part_id)", .integer(id))
      try connection.run(
        "UPDATE place SET parent_id = NULL WHERE ?1 IN (place_id, parent_id)", .integer(id))
      try connection.run(
        """
        DELETE FROM place WHERE place_id = ?1 AND NOT EXISTS (SELECT 1 FROM series WHERE place_id = ?1)
          AND NOT EXISTS (SELECT 1 FROM claim WHERE place_id = ?1)
          AND NOT EXISTS (SELECT 1 FROM mention WHERE place_id = ?1)
        """, .integer(id))
    }
    for (code, id) in try ids(connection, "SELECT code, indicator_id FROM indicator")
    where vocabulary.indicator(code: code) == nil {
      try connection.run(
        "UPDATE indicator SET parent_id = NULL WHERE ?1 IN (indicator_id, parent_id)", .integer(id))
      try connection.run(
        """
        DELETE FROM indicator WHERE indicator_id = ?1
          AND NOT EXISTS (SELECT 1 FROM series WHERE indicator_id = ?1)
          AND NOT EXISTS (SELECT 1 FROM claim WHERE indicator_id = ?1)
        """, .integer(id))
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

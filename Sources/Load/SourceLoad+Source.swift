internal import Ingest
internal import Records
internal import Storage

/// The source itself: its row, its rejects, and what it takes the place of.
extension SourceLoad {
  func insert(
    _ description: SourceDescription, _ connection: borrowing Connection
  ) throws(Failure) -> Int64 {
    try connection.run(
      """
      INSERT INTO source (source_id, kind, locator, title, publisher, published, language,
        media_type, encoding, sha256, bytes, run_id, loaded)
      VALUES (1 + max(coalesce((SELECT max(source_id) FROM source), 0),
          coalesce((SELECT max(source_id) FROM forgotten), 0)),
        ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, ?)
      """, .text(description.kind.rawValue), .text(description.locator), Value(description.title),
      Value(description.publisher), Value(description.published), Value(description.language),
      Value(description.mediaType), Value(description.encoding), .integer(run),
      .text(Clock.now))
    return connection.lastInsertedRow
  }

  func insert(
    _ rejects: [Reject], _ id: Int64, _ source: Source, _ connection: borrowing Connection
  ) throws(Failure) {
    guard !rejects.isEmpty else { return }
    let insert = try connection.prepare(SourceLoad.insertReject)
    for reject in rejects {
      try insert.run(
        .integer(run), .integer(id), .text(reject.locator ?? source.locator), Value(reject.line),
        Value(reject.column),
        .text(reject.code),
        .text(reject.message), Value(reject.raw))
    }
  }

  /// Says that what was told of figures is of no use.
  func rejectTold(
    _ progress: inout Progress, _ source: Source, _ what: String,
    _ connection: borrowing Connection
  ) throws(Failure) {
    guard let options = progress.identity?.options, options.tellsOfFigures else { return }
    progress.rejects += 1
    let names = options.toldOfFigures.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    let reject = Reject(
      code: "told_unused",
      message:
        "\(names) was told, and this is read as \(what): only statistics have it; --as observations reads a table as such"
    )
    try insert([reject], progress.id, source, connection)
  }

  static let insertReject = """
    INSERT INTO reject (run_id, source_id, locator, line, "column", code, message, raw)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// Puts the version in the place of the one before, and writes down by what it is known and where
  /// the rows went.
  func finish(
    _ progress: Progress, _ source: Source, _ accounting: Accounting, reading: String?,
    _ connection: borrowing Connection
  ) throws(Failure) {
    let id = progress.id
    guard let identity = progress.identity else {
      throw Failure(.bug, "a source has no checksum", at: Place(source.locator))
    }
    guard accounting.balances else {
      throw Failure(
        .bug,
        "rows were lost: read \(accounting.read), stored \(accounting.stored), rejected "
          + "\(accounting.rejected), passed over \(accounting.passedOver)",
        at: Place(source.locator))
    }
    if rereads(progress) == nil { try replaceEarlier(by: id, source, connection) }
    try connection.run(
      """
      UPDATE source SET sha256 = ?, bytes = ?, rows_read = ?, rows_stored = ?, rows_rejected = ?,
        rows_passed = ?, passed = ?, reading = ?, told = ?, vocabulary = ?
      WHERE source_id = ?
      """, .text(identity.sha256), Value(identity.bytes), Value(accounting.read),
      Value(accounting.stored),
      Value(accounting.rejected), Value(accounting.passedOver),
      .text(accounting.passedJSON), Value(reading), Value(identity.options.told),
      .text(vocabulary(progress)), .integer(id))
  }

  /// Puts a version in the place of the one before, and of the source that it replaces.
  private func replaceEarlier(
    by id: Int64, _ source: Source, _ connection: borrowing Connection
  ) throws(Failure) {
    let replaced = try connection.rows(
      """
      UPDATE source SET superseded_by = ?1, superseded = ?2
      WHERE locator IN (?3, ?4) AND source_id <> ?1 AND superseded_by IS NULL
      RETURNING source_id, kind, locator
      """, .integer(id), .text(Clock.now), .text(source.locator), Value(replacement?.locator))
    let kind = try connection.value("SELECT kind FROM source WHERE source_id = ?", .integer(id))
    for row in replaced {
      if row[2].text != source.locator, row[1] != kind {
        throw Failure(
          .usage,
          "--replaces: \(row[2].text ?? "") is read as \(row[1].text ?? ""), this as \(kind.text ?? ""): --as says what both are",
          at: Place(source.locator))
      }
      if row[1].text == SourceDescription.Kind.observations.rawValue, row[1] == kind,
        let old = row[0].integer
      {
        try RevisionLoad.note(new: id, old: old, connection)
      }
    }
  }
}

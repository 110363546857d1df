internal import Glibc
public import Records
public import Storage

/// Runs exports: whole or not at all.
public struct Exporter {
  /// The path of the warehouse.
  public var warehouse: String
  /// The version of Tally.
  public var version: String
  /// What was asked, for the log.
  public var command: String
  /// The run of the job that this is a step of.
  public var job: Int64?
  /// As what its runs are noted.
  public var kind = RunLog.Kind.export
  /// How long to wait for another writer, in milliseconds.
  public var busy = 60_000

  /// An exporter from a warehouse.
  public init(warehouse: String, version: String, command: String, job: Int64? = nil) {
    self.warehouse = warehouse
    self.version = version
    self.command = command
    self.job = job
  }

  /// Writes an export.
  ///
  /// - Throws: a `Failure`; files, folders and watermark are then as they were.
  public func run(_ export: Export) throws(Failure) -> ExportSummary {
    try export.validate()
    guard export.isNoted else {
      return try write(export, run: nil, after: .null) { _ in }
    }
    let log = try ExportLog(self)
    try log.finishCutOff(export)
    try log.sweep(export)
    let watermark = export.since == .last ? try log.watermark(of: export) : .null
    let run = try log.begin(export)
    do throws(Failure) {
      var summary = try write(export, run: run, after: watermark) { (prepared) throws(Failure) in
        try log.prepare(prepared)
      }
      try log.end(run)
      summary.run = run
      return summary
    } catch {
      log.fail(run, error)
      throw error
    }
  }

  /// How many rows an export would write.
  public func count(_ export: Export, on connection: borrowing Connection) throws(Failure) -> Int {
    try export.validate()
    var watermark = Value.null
    if export.since == .last { watermark = try ExportLog.watermark(of: export, connection) }
    var rows = 0
    for item in export.items {
      let counter = RowCounter()
      try Selection(item, of: export, after: watermark, connection).run(on: connection, to: counter)
      rows += counter.rows
    }
    return rows
  }

  /// Whether an item fits the tables and views that every warehouse has.
  ///
  /// - Throws: a `Failure` that says what does not.
  public static func validate(
    _ item: Export.Item, of export: Export, _ schema: borrowing Connection
  ) throws(Failure) {
    _ = try Selection(item, of: export, after: .null, schema)
  }

  /// The name of a table or view as it is written in the schema.
  ///
  /// - Throws: a `Failure` of kind `usage` with the nearest name where there is none.
  public static func relation(_ name: String, _ connection: borrowing Connection) throws(Failure)
    -> String
  {
    try Selection.relation(name, connection)
  }

  // MARK: Writing

  /// What is written and waits to be put in its place.
  struct Prepared {
    var export: Export
    var run: Int64
    var manifest: Manifest
    var publication: Publication
  }

  private func write(
    _ export: Export, run: Int64?, after watermark: Value,
    prepared: (Prepared) throws(Failure) -> Void
  ) throws(Failure) -> ExportSummary {
    let connection = try Warehouse.openForReading(warehouse, busy: busy)
    // One state of the warehouse for everything that is read.
    try connection.execute("BEGIN")
    var manifest = Manifest(
      export: export, state: try Exporter.state(connection), run: run, tool: version)
    var selections: [Selection] = []
    for item in export.items {
      selections.append(try Selection(item, of: export, after: watermark, connection))
    }
    if let first = selections.first {
      manifest.since = first.lower
      manifest.watermark = first.upper
    }
    let staging = try Staging(export, manifest)
    var isHalfDone = false
    do throws(Failure) {
      for selection in selections { try staging.add(selection, connection) }
      manifest = try staging.complete(manifest, connection)
      try connection.execute("COMMIT")
      // Nothing is new: nothing is written, and what was written before stays.
      if export.since != nil, manifest.rows == 0 {
        staging.discard()
        return ExportSummary()
      }
      let publication = try staging.publication(manifest)
      if let run {
        try prepared(
          Prepared(export: export, run: run, manifest: manifest, publication: publication))
      }
      do throws(Failure) { try publication.perform() } catch {
        // A noted export whose moves stopped on the way is finished by its next run, not undone.
        isHalfDone = run != nil && publication.isHalfDone
        throw error
      }
    } catch {
      if isHalfDone { staging.release() } else { staging.discard() }
      throw error
    }
    staging.release()
    return ExportSummary(
      rows: manifest.rows, bytes: manifest.bytes, files: Set(manifest.files.map(\.path)).count,
      run: run, output: staging.target)
  }

  private static func state(_ connection: borrowing Connection) throws(Failure) -> Manifest.State {
    Manifest.State(
      version: try connection.value("PRAGMA user_version").integer ?? 0,
      identity: try connection.value("SELECT value FROM setting WHERE name = 'identity'").text,
      run: try connection.value(
        "SELECT max(run_id) FROM run WHERE kind = 'ingest' AND ended IS NOT NULL"
      ).integer,
      sources: try connection.value("SELECT count(*) FROM source WHERE superseded_by IS NULL")
        .integer ?? 0)
  }
}

/// Counts rows.
private final class RowCounter: RowWriter {
  var rows = 0
  func begin(_ columns: [String]) {}
  func row(_ values: [Value]) { rows += 1 }
  func end() {}
}

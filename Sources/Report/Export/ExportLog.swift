internal import Records
internal import Storage

/// What the warehouse remembers of exports: its runs, how far each got, and what a crash left
/// undone.
final class ExportLog {
  private let exporter: Exporter
  private let connection: Connection

  init(_ exporter: Exporter) throws(Failure) {
    self.exporter = exporter
    connection = try Warehouse.openForWriting(exporter.warehouse, busy: exporter.busy)
  }

  /// Up to where the last successful run of an export went; NULL where there was none.
  func watermark(of export: Export) throws(Failure) -> Value {
    try ExportLog.watermark(of: export, connection)
  }

  /// The same on any connection.
  static func watermark(of export: Export, _ connection: borrowing Connection) throws(Failure)
    -> Value
  {
    try connection.value(
      "SELECT watermark FROM export WHERE name = ? AND status = 'done' AND watermark IS NOT NULL ORDER BY run_id DESC LIMIT 1",
      .text(export.name))
  }

  /// When the last successful run of an export began; NULL where there was none.
  static func lastStart(of export: Export, _ connection: borrowing Connection) throws(Failure)
    -> Value
  {
    try connection.value(
      """
      SELECT r.started FROM export AS e JOIN run AS r ON r.run_id = e.run_id
      WHERE e.name = ? AND e.status = 'done' AND e.watermark IS NOT NULL ORDER BY e.run_id DESC LIMIT 1
      """, .text(export.name))
  }

  /// Finishes what a run of this export had written, but not put in its place when it was cut off.
  func finishCutOff(_ export: Export) throws(Failure) {
    for row in try connection.rows(
      "SELECT run_id, moves FROM export WHERE name = ? AND status = 'prepared' ORDER BY run_id",
      .text(export.name))
    {
      let run = row[0].integer ?? 0
      let publication = try Publication(text: row[1].text ?? "[]", connection)
      do throws(Failure) {
        try publication.perform(again: run)
        try end(run)
      } catch {
        // What stands in the way now may be gone at the next run; what is lost is exported anew.
        guard publication.isLost else { throw error }
        publication.discard()
        try connection.run(
          "UPDATE export SET status = 'given up', moves = '[]' WHERE run_id = ?", .integer(run))
      }
    }
  }

  /// Removes what killed runs left where this export goes, but for what waits to be moved.
  func sweep(_ export: Export) throws(Failure) {
    let kept = try ExportLog.waiting(connection)
    var folder = FilePath.absolute(export.target)
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    TemporaryFiles.sweep(folder, keeping: kept)
    TemporaryFiles.sweep(FilePath.split(folder).folder, keeping: kept)
  }

  /// The temporary files and folders that the warehouse has noted to be moved.
  static func waiting(_ connection: borrowing Connection) throws(Failure) -> Set<String> {
    var paths: Set<String> = []
    for row in try connection.rows("SELECT moves FROM export WHERE status = 'prepared'") {
      let publication = try Publication(text: row[0].text ?? "[]", connection)
      for move in publication.moves { paths.insert(move.temporary) }
      if let scratch = publication.scratch { paths.insert(scratch) }
    }
    return paths
  }

  /// Notes that a run begins.
  func begin(_ export: Export) throws(Failure) -> Int64 {
    try RunLog.begin(
      exporter.kind, name: export.name, job: exporter.job, command: exporter.command,
      version: exporter.version,
      connection)
  }

  /// Notes what is written before the first file is moved.
  func prepare(_ prepared: Exporter.Prepared) throws(Failure) {
    let manifest = prepared.manifest
    try connection.run(
      """
      INSERT INTO export (run_id, name, status, target, format, since, watermark, rows, bytes, moves)
      VALUES (?, ?, 'prepared', ?, ?, ?, ?, ?, ?, ?)
      """, .integer(prepared.run), .text(prepared.export.name),
      .text(FilePath.absolute(prepared.export.target)),
      .text(prepared.export.format.name), manifest.since, manifest.watermark, Value(manifest.rows),
      Value(manifest.bytes), .text(prepared.publication.text))
  }

  /// Notes that everything is in its place.
  func end(_ run: Int64) throws(Failure) {
    try connection.transaction { () throws(Failure) in
      try connection.run(
        "UPDATE export SET status = 'done', moves = '[]' WHERE run_id = ?", .integer(run))
      try RunLog.end(run, .done, connection)
    }
  }

  /// Notes that a run failed; the failure itself is the one to tell, not one of the note.
  func fail(_ run: Int64, _ failure: Failure) {
    do throws(Failure) {
      let moves =
        try connection.value("SELECT moves FROM export WHERE run_id = ?", .integer(run)).text
        ?? "[]"
      if try !Publication(text: moves, connection).isHalfDone {
        try connection.run(
          "UPDATE export SET status = 'given up', moves = '[]' WHERE run_id = ? AND status = 'prepared'",
          .integer(run))
      }
      try RunLog.end(run, .failed, message: failure.description, connection)
    } catch {}
  }
}

internal import ArgumentParser
internal import Glibc
internal import Records
internal import Report
internal import Storage

/// The command `tally doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Check the warehouse and say what to do: the file, references, that every row is accounted for, versions, disk space."
  )

  @OptionGroup var warehouse: WarehouseOption

  /// Something that is looked at.
  private struct Examination {
    var name: String
    var sql: String
    /// What it must answer; nothing where it must find no row.
    var expected = ""
    /// What to do where it fails.
    var advice: String
  }

  func run() throws {
    let connection = try Warehouse.openForReading(warehouse.path)
    var isWell = true
    for examination in Doctor.examinations {
      let found = try answers(examination.sql, connection)
      let passed = found == [examination.expected] || examination.expected.isEmpty && found.isEmpty
      if passed {
        Terminal.print("ok   \(examination.name)")
      } else {
        isWell = false
        Terminal.print(
          "FAIL \(examination.name): \(found.prefix(5).joined(separator: ", ")): \(examination.advice)"
        )
      }
    }
    let wrong = try DoctorQuotes.wrong(connection)
    if wrong.isEmpty {
      Terminal.print("ok   quotes stand where the offsets say")
    } else {
      isWell = false
      Terminal.print(
        "FAIL quotes stand where the offsets say: \(wrong.map(String.init).joined(separator: ", ")): \(Doctor.report)"
      )
    }
    let swept = try Leftovers.sweep(warehouse: warehouse.path, connection)
    if swept > 0 {
      Terminal.print("note temporary files of killed runs, removed: \(swept)")
    }
    for (name, sql, advice) in Doctor.notes {
      let found = try connection.value(sql).integer ?? 0
      if found > 0 { Terminal.print("note \(name): \(found): \(advice)") }
    }
    if try !tellSpace(connection) { isWell = false }
    let version = try connection.value("SELECT sqlite_version()").text ?? ""
    Terminal.print(
      "ok   warehouse version \(Warehouse.version), SQLite \(version), Tally \(Tally.configuration.version)"
    )
    if !isWell { throw Exit.incomplete }
  }

  private func answers(_ sql: String, _ connection: borrowing Connection) throws(Failure)
    -> [String]
  {
    try connection.rows(sql).compactMap {
      $0.first.flatMap { $0.text ?? $0.integer.map(String.init) }
    }
  }

  /// How much room there is on the disk: a new version of everything must fit.
  private func tellSpace(_ connection: borrowing Connection) throws(Failure) -> Bool {
    let pages = try connection.value("PRAGMA page_count").integer ?? 0
    let size = pages * (try connection.value("PRAGMA page_size").integer ?? 0)
    var status = statvfs()
    let folder = FilePath.split(FilePath.absolute(connection.path)).folder
    guard unsafe statvfs(folder, &status) == 0
    else { return true }
    let free = Int64(status.f_bavail) * Int64(status.f_frsize)
    let words = "disk space: \(Doctor.size(free)) free, the warehouse has \(Doctor.size(size))"
    let isEnough = free > max(size / 2, 64 << 20)
    Terminal.print(
      isEnough ? "ok   \(words)" : "FAIL \(words): make room, an ingest or backup may not fit")
    return isEnough
  }

  /// A size in the largest unit that fits.
  private static func size(_ bytes: Int64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    return "\(Int(value.rounded())) \(units[unit])"
  }

  private static let restore =
    "restore a backup (`tally backup`), or ingest the sources into a new warehouse"
  private static let report =
    "ingest the source with --again; if it stays, this is a bug, please report it"

  private static let examinations: [Examination] = [
    .init(name: "pages and indexes", sql: "PRAGMA quick_check", expected: "ok", advice: restore),
    .init(name: "references", sql: "PRAGMA foreign_key_check", advice: restore),
    .init(
      name: "rows read are stored, rejected or passed over",
      sql:
        "SELECT locator FROM source WHERE rows_read <> rows_stored + rows_rejected + rows_passed",
      advice: report),
    .init(
      name: "one current version of each source",
      sql:
        "SELECT locator FROM source WHERE superseded_by IS NULL GROUP BY locator HAVING count(*) > 1",
      advice: report
    ),
    .init(
      name: "older versions lead to the current one",
      sql: """
        SELECT a.locator FROM source AS a LEFT JOIN source AS b ON b.source_id = a.superseded_by
        WHERE a.superseded_by IS NOT NULL
          AND (b.source_id IS NULL OR b.source_id <= a.source_id OR a.superseded IS NULL) LIMIT 5
        """, advice: report),
    .init(
      name: "every figure has its source",
      sql: """
        SELECT 'series ' || series_id FROM series WHERE source_id NOT IN (SELECT source_id FROM source)
        UNION ALL SELECT 'claim ' || claim_id FROM claim WHERE source_id NOT IN (SELECT source_id FROM article)
        UNION ALL SELECT name FROM record_set WHERE source_id NOT IN (SELECT source_id FROM source WHERE superseded_by IS NULL)
        LIMIT 5
        """, advice: report),
    .init(name: "series summaries", sql: Summaries.differingSeries, advice: report),
    .init(name: "period summaries", sql: Summaries.differingPeriods, advice: report),
    .init(
      name: "full text",
      sql:
        "SELECT source_id FROM article WHERE source_id NOT IN (SELECT id FROM article_search_docsize) LIMIT 5",
      advice: report),
  ]

  /// What is not wrong, but worth knowing: a count, and what to do.
  private static let notes: [(String, String, String)] = [
    (
      "runs that are at work or were cut off", "SELECT count(*) FROM run WHERE status = 'running'",
      "what they had finished is kept; the next ingest or job marks them"
    ),
    (
      "exports that were cut off", "SELECT count(*) FROM export WHERE status = 'prepared'",
      "the next run of the same export finishes them"
    ),
    (
      "pages that are free, in percent",
      "SELECT CASE WHEN page_count > 1000 AND freelist_count * 100 / page_count > 25 THEN freelist_count * 100 / page_count END FROM pragma_page_count, pragma_freelist_count",
      "`tally backup` writes a copy without them"
    ),
  ]
}

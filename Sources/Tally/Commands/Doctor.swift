internal import ArgumentParser
internal import Records
internal import Storage

/// The command `tally doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the warehouse: the file itself, the references, and that every row read is accounted for.")

  @OptionGroup var warehouse: WarehouseOption

  func run() throws {
    let connection = try Warehouse.openForReading(warehouse.path)
    var isWell = true
    for (name, sql, expected) in Doctor.checks {
      let rows = try connection.rows(sql)
      let found = rows.compactMap { $0.first.flatMap { $0.text ?? $0.integer.map(String.init) } }
      let passed = found == [expected] || expected.isEmpty && found.isEmpty
      Terminal.print(
        "\(passed ? "ok  " : "FAIL") \(name)" + (passed ? "" : ": \(found.prefix(5).joined(separator: ", "))"))
      if !passed { isWell = false }
    }
    let version = try connection.value("SELECT sqlite_version()").text ?? ""
    Terminal.print(
      "ok   warehouse version \(Warehouse.version), SQLite \(version), Tally \(Tally.configuration.version)")
    if !isWell { throw Exit.incomplete }
  }

  /// Name, statement, and what it must answer; nothing where it must find no row.
  private static let checks: [(String, String, String)] = [
    ("pages and indexes", "PRAGMA quick_check", "ok"),
    ("references", "PRAGMA foreign_key_check", ""),
    (
      "rows read are stored, rejected or passed over",
      "SELECT locator FROM source WHERE rows_read <> rows_stored + rows_rejected + rows_passed", ""
    ),
    (
      "one current version of each source",
      "SELECT locator FROM source WHERE superseded_by IS NULL GROUP BY locator HAVING count(*) > 1", ""
    ),
    ("runs that were cut off", "SELECT run_id FROM run WHERE status = 'running'", ""),
    (
      "quotes stand where the offsets say",
      "SELECT claim_id FROM claim AS c JOIN article AS a ON a.source_id = c.source_id WHERE substr(a.text, c.start + 1, c.\"end\" - c.start) <> c.quote LIMIT 5",
      ""
    ),
    (
      "series summaries",
      "SELECT series_id FROM series AS r WHERE observations <> (SELECT count(*) FROM observation AS o WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215) LIMIT 5",
      ""
    ),
  ]
}

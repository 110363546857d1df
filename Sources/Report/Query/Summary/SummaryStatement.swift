internal import Records
internal import Storage

/// A statement as it is run: where summaries answer it, from them.
struct SummaryStatement: ~Copyable {
  let statement: Statement
  /// What is read in place of the figures; `nil` where the statement runs as it is.
  let level: SummaryRelation.Level?
  /// The text that is run.
  let sql: String

  /// Compiles a statement; errors are those of the statement as it was given.
  ///
  /// - Parameter usesSummaries: whether it may be answered from summaries.
  init(
    _ sql: String, usesSummaries: Bool = true, on connection: borrowing Connection
  ) throws(Failure) {
    let original = try connection.prepare(sql)
    if usesSummaries, let rewriting = SummaryRewriting(sql, headings: original.columnNames),
      SummaryStatement.has(rewriting, connection),
      let rewritten = SummaryStatement.prepare(rewriting.sql, connection),
      rewritten.columnNames == original.columnNames,
      rewritten.parameterNames == original.parameterNames
    {
      statement = rewritten
      level = rewriting.level
      self.sql = rewriting.sql
    } else {
      statement = original
      level = nil
      self.sql = sql
    }
  }

  private static func prepare(_ sql: String, _ connection: borrowing Connection) -> Statement? {
    do { return try connection.prepare(sql) } catch { return nil }
  }

  /// Whether the warehouse has the summaries: one of an earlier version that is read has none, and
  /// those of periods are worth a look where some source has them.
  ///
  /// Temporary tables may stand for those of the file, and have no summaries.
  private static func has(
    _ rewriting: SummaryRewriting, _ connection: borrowing Connection
  ) -> Bool {
    let probe =
      rewriting.level == .series
      ? "EXISTS (SELECT figures FROM main.series)"
      : "EXISTS (SELECT 1 FROM main.source WHERE summarised = 1)"
    let sql = """
      SELECT \(probe) AND NOT EXISTS (
        SELECT 1 FROM temp.sqlite_schema
        WHERE type = 'table' OR name IN ('series', 'observation', 'period', 'period_summary'))
      """
    return (try? connection.value(sql)) == .integer(1)
  }
}

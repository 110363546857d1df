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
      let level = SummaryStatement.level(of: rewriting, connection),
      let rewritten = SummaryStatement.prepare(rewriting.sql(level), connection),
      rewritten.columnNames == original.columnNames,
      rewritten.parameterNames == original.parameterNames
    {
      statement = rewritten
      self.level = level
      self.sql = rewriting.sql(level)
    } else {
      statement = original
      level = nil
      self.sql = sql
    }
  }

  private static func prepare(_ sql: String, _ connection: borrowing Connection) -> Statement? {
    do { return try connection.prepare(sql) } catch { return nil }
  }

  private static func level(
    of rewriting: SummaryRewriting, _ connection: borrowing Connection
  ) -> SummaryRelation.Level? {
    for level in rewriting.levels where has(level, of: rewriting.relation, connection) {
      return level
    }
    return nil
  }

  /// Whether the warehouse has summaries that are worth reading: one of an earlier version that is
  /// read as it stands has none.
  ///
  /// The view reads the series anyway; in place of the table they are read where they are few, as
  /// one series is longer than one observation. Summaries of periods are read where they stand for
  /// half of all observations or more: the others are read with them, which takes a little longer
  /// than to read them alone. Temporary tables may stand for those of the file, and have none.
  private static func has(
    _ level: SummaryRelation.Level, of relation: SummaryRelation,
    _ connection: borrowing Connection
  ) -> Bool {
    let probe =
      switch level {
      case .series where relation.hasValues: "EXISTS (SELECT figures FROM main.series)"
      case .series:
        """
        (SELECT 4 * coalesce(max(series_id), 0) FROM main.series)
          <= (SELECT coalesce(sum(observed), 0) FROM main.source)
        """
      case .period:
        """
        (SELECT sum(CASE WHEN summarised = 1 THEN observed ELSE -observed END) FROM main.source)
          >= 0
        """
      }
    let sql = """
      SELECT \(probe) AND NOT EXISTS (
        SELECT 1 FROM temp.sqlite_schema
        WHERE type = 'table' OR name IN ('series', 'observation', 'period', 'period_summary'))
      """
    return (try? connection.value(sql)) == .integer(1)
  }
}

import Records
import Storage
import Testing

@testable import Report

/// Which statements summaries answer.
@Suite struct SummaryRewritingTests {
  /// What a statement is run as on an empty warehouse; `nil` where SQLite does not take it.
  static func level(_ sql: String) throws -> (level: SummaryRelation.Level?, sql: String) {
    let connection = try Warehouse.openInMemory()
    let headings = try connection.prepare(sql).columnNames
    guard let rewriting = SummaryRewriting(sql, headings: headings) else { return (nil, sql) }
    for level in rewriting.levels {
      let rewritten = try connection.prepare(rewriting.sql(level)).columnNames
      #expect(rewritten == headings, "\(rewriting.sql(level))")
    }
    return (rewriting.levels.first, rewriting.sql(rewriting.levels[0]))
  }

  @Test(arguments: [
    "SELECT period_id, COUNT(value), SUM(value) FROM observation GROUP BY period_id ORDER BY period_id",
    "SELECT indicator_code, substr(period, 1, 4) AS year, COUNT(value), AVG(value) FROM observations GROUP BY 1, 2 ORDER BY 1, 2",
    "select Period, sum(VALUE) from Observations group by PERIOD having count(*) > 2 limit 3 offset 1;",
    "SELECT o.period, MIN(o.value), max(value) FROM observations AS o WHERE o.value IS NOT NULL AND o.unit = 'CNY' GROUP BY o.period",
    "SELECT \"period\" AS p, [unit], `indicator`, TOTAL(\"value\") FROM \"observations\" GROUP BY p, 2, indicator -- GROUP BY value\n",
    "SELECT COUNT(value) FROM observations WHERE period BETWEEN '2019' AND '2021' AND value NOTNULL",
    "SELECT unit, SUM(value) / COUNT(value) AS mean FROM observations WHERE frequency IN ('A', 'Q') GROUP BY unit ORDER BY mean DESC NULLS LAST",
    "SELECT CASE WHEN period < '2000' THEN 'SELECT value FROM x' ELSE period END AS era, AVG(value) FROM observations /* JOIN */ GROUP BY era",
    "SELECT MIN(period), MAX(period), COUNT(DISTINCT period) FROM observations WHERE locator = :source",
    "SELECT CAST(substr(period, 1, 4) AS INTEGER) / 10 AS decade, ROUND(AVG(value), 2) FROM observations GROUP BY 1",
    "SELECT period FROM observations GROUP BY period ORDER BY SUM(value)",
  ]) func `sums by period come from summaries of periods`(sql: String) throws {
    #expect(try Self.level(sql).level == .period)
  }

  @Test(arguments: [
    "SELECT series_id, COUNT(value), SUM(value) FROM observations GROUP BY series_id ORDER BY series_id",
    "SELECT COUNT(value), SUM(value) FROM observation",
    "SELECT COUNT(*) FROM observation WHERE observation.value IS NOT NULL",
    "SELECT place, dimensions, SUM(value) FROM observations GROUP BY place, dimensions",
    "SELECT indicator AS place, SUM(value) FROM observations GROUP BY place, indicator",
    "SELECT locator, COUNT(*) AS \"from\" FROM observations GROUP BY locator ORDER BY \"from\"",
    "SELECT indicator, SUM(value) AS value FROM observations GROUP BY indicator ORDER BY value DESC",
    "SELECT title, SUM(value) AS total FROM observations GROUP BY title HAVING total > 5",
    "SELECT lower(unit) || '?', SUM(value) FROM observations GROUP BY unit",
    "SELECT length(unit), SUM(value) FROM observations GROUP BY length(unit)",
  ]) func `sums by series come from the series`(sql: String) throws {
    #expect(try Self.level(sql).level == .series)
  }

  @Test(arguments: [
    // More than one relation, or another one.
    "SELECT COUNT(value) FROM observations, period",
    "SELECT COUNT(o.value) FROM observations AS o JOIN period AS t ON t.period = o.period",
    "SELECT COUNT(value) FROM claims",
    "SELECT COUNT(value) FROM main.observations",
    "SELECT COUNT(value) FROM (SELECT value FROM observations)",
    "WITH x AS (SELECT 1) SELECT COUNT(value) FROM observations",
    "SELECT COUNT(value) FROM observations UNION ALL SELECT 1",
    "SELECT COUNT(value) FROM observations WHERE period = (SELECT max(period) FROM period)",
    "SELECT COUNT(value) FROM observations WHERE EXISTS (SELECT 1)",
    "SELECT COUNT(value) FROM observation NOT INDEXED",
    // Windows, filters, and what is different.
    "SELECT period, SUM(COUNT(value)) OVER () FROM observations GROUP BY period",
    "SELECT COUNT(value) FILTER (WHERE period > '2000') FROM observations",
    "SELECT DISTINCT SUM(value) FROM observations GROUP BY period",
    "SELECT COUNT(DISTINCT value) FROM observations",
    // Figures one by one.
    "SELECT * FROM observations",
    "SELECT period, value FROM observations",
    "SELECT SUM(value * 2) FROM observations",
    "SELECT SUM(value) FROM observations WHERE value > 0",
    "SELECT SUM(value) FROM observations WHERE value IS NOT NULL OR period > '2000'",
    "SELECT SUM(value) FROM observations WHERE NOT value IS NOT NULL",
    "SELECT SUM(value) FROM observations WHERE period BETWEEN '1' AND value IS NOT NULL",
    "SELECT SUM(value) FROM observations WHERE CASE WHEN 1 AND value IS NOT NULL THEN 1 END",
    "SELECT group_concat(value) FROM observations",
    "SELECT max(value, 1) FROM observations",
    "SELECT value, COUNT(*) FROM observations GROUP BY value",
    "SELECT period, SUM(value) AS value FROM observations GROUP BY period HAVING value > 0",
    "SELECT SUM(value) AS total, line FROM observations GROUP BY line",
    "SELECT COUNT(cell) FROM observations",
    "SELECT rowid, COUNT(value) FROM observation GROUP BY rowid",
    // Columns that no summary has together, or that no group holds.
    "SELECT place, period, SUM(value) FROM observations GROUP BY place, period",
    "SELECT period, MAX(value) FROM observations",
    "SELECT indicator, period, MAX(value) FROM observations GROUP BY indicator",
    "SELECT substr(period, 1, 4), SUM(value) FROM observations GROUP BY substr(period, 1, 3)",
    "SELECT period, SUM(value) FROM observations GROUP BY period ORDER BY unit",
    "SELECT period, SUM(value) FROM observations GROUP BY period HAVING unit > 'A'",
    "SELECT period AS p, SUM(value) FROM observations GROUP BY p || 'x'",
    "SELECT period, SUM(value) FROM observations GROUP BY (1)",
    "SELECT period, SUM(value) FROM observations GROUP BY +1",
    "SELECT period, SUM(value) FROM observations GROUP BY 'period'",
    "SELECT indicator AS a, unit AS a, SUM(value) FROM observations GROUP BY a",
    // What is not known here.
    "SELECT period COLLATE NOCASE, SUM(value) FROM observations GROUP BY 1",
    "SELECT random(), SUM(value) FROM observations",
    "SELECT period, SUM(value) FROM observations WHERE period -> '$' GROUP BY period",
    "SELECT period, SUM(value) FROM observations WHERE period = ? GROUP BY period",
    "SELECT period, SUM(value) FROM observations WHERE period = x'32' GROUP BY period",
    "SELECT period, SUM(value) FROM observations WHERE period = \"2020\" GROUP BY period",
    "SELECT ALL SUM(value) FROM observations",
    "SELECT SUM(value) AS \"tally:total\" FROM observations",
    "EXPLAIN SELECT SUM(value) FROM observations",
    "SELECT 1",
  ]) func `everything else runs as it is`(sql: String) throws {
    #expect(try Self.level(sql).level == nil)
  }

  @Test func `only what must change is changed`() throws {
    let (_, sql) = try Self.level(
      "SELECT  unit AS u, -- the unit\n  AVG( value ), COUNT(*) n FROM observations o\nWHERE unit <> 'SUM(value)' GROUP  BY 1 ORDER BY u ;"
    )
    let start =
      "SELECT  unit AS u, -- the unit\n  (SUM(\"tally:total\") / SUM(\"tally:figures\")) AS \"AVG( value )\", COALESCE(SUM(\"tally:figures\"), 0) n FROM (SELECT u.code AS \"unit\", "
    #expect(sql.hasPrefix(start), "\(sql)")
    #expect(sql.hasSuffix(") AS o\nWHERE unit <> 'SUM(value)' GROUP  BY 1 ORDER BY u ;"), "\(sql)")
  }

  @Test func `every column of the view and the table is known`() throws {
    let connection = try Warehouse.openInMemory()
    for relation in [SummaryRelation.view, .table] {
      let columns = try connection.rows(
        "SELECT lower(name) FROM pragma_table_info(?)", .text(relation.name)
      ).compactMap { $0[0].text }
      let known = relation.others.union(relation.columns.map(\.name))
      #expect(Set(columns).subtracting(known).isEmpty)
      #expect(known.subtracting(columns).subtracting(["rowid", "oid", "_rowid_"]).isEmpty)
    }
  }

  @Test func `errors are those of the statement as it was given`() throws {
    let connection = try Warehouse.openInMemory()
    for sql in [
      "SELECT period, SUM(value) FROM observations GROUP BY nothing",
      "SELECT period,\n SUM(value) FROM observations WHERE SUM(value) > 1 GROUP BY period",
      "SELECT SUM(value) FROM observations GROUP BY 7", "SELECT SUM(value FROM observations",
    ] {
      let plain = #expect(throws: Failure.self) {
        try Query.run(
          sql: sql, usesSummaries: false, on: connection, to: Format.csv.writer { _ in })
      }
      let other = #expect(throws: Failure.self) {
        try Query.run(sql: sql, on: connection, to: Format.csv.writer { _ in })
      }
      #expect(plain?.message == other?.message)
      #expect(plain?.place == other?.place)
      #expect(other?.message.contains("tally:") == false)
    }
  }
}

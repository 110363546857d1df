import Foundation
import Schema
import Testing

@testable import Report

/// Every shipped report keeps to SQL that SQLite and Spark read alike; each rule names what it
/// would break.
@Suite struct PortabilityTests {
  /// A construct that one of the engines refuses or reads differently.
  struct Rule: Sendable {
    let pattern: String
    let reason: String
  }

  static let rules: [Rule] = [
    // Unknown to Spark.
    Rule(
      pattern:
        #"\b(strftime|julianday|unixepoch|printf|format|group_concat|total|iif|json_\w+|typeof|instr|ifnull|datetime)\s*\("#,
      reason: "a function of SQLite"),
    Rule(pattern: #"\bdate\s*\("#, reason: "date() differs"),
    Rule(
      pattern: #"\b(max|min)\s*\((?:[^()]|\([^()]*\))*,"#,
      reason: "max and min of several values are SQLite's"),
    Rule(pattern: #"\bGLOB\b"#, reason: "GLOB is SQLite's"),
    Rule(
      pattern: #"\bIS\s+(?!NULL\b|NOT\s+NULL\b|DISTINCT\b|NOT\s+DISTINCT\b)"#,
      reason: "IS compares in SQLite only"),
    Rule(pattern: #"->"#, reason: "JSON arrows differ"),
    Rule(pattern: #"\bAS\s+TEXT\s*\)"#, reason: "CAST AS TEXT is unknown to Spark"),
    Rule(pattern: #"\bAS\s+VARCHAR\s*\)"#, reason: "VARCHAR needs a length"),
    Rule(pattern: #"\bDOUBLE\s+PRECISION\b"#, reason: "DOUBLE PRECISION is unknown to Spark"),
    Rule(pattern: #"\bLIMIT\s+[^\s;]+\s*,"#, reason: "LIMIT a, b is SQLite's"),
    Rule(pattern: #"\bSUM\s*\([^()]*[<>=][^()]*\)"#, reason: "a truth value is no number"),
    Rule(pattern: #"\bWHERE\s+\d+\s*(;|$|\))"#, reason: "a number is no truth value"),
    Rule(
      pattern: #"\bOVER\s*\(\s*[a-z]\w*\s+(ROWS|RANGE|ORDER|GROUPS)\b"#,
      reason: "a named window cannot be extended"),
    Rule(
      pattern: #"\bCROSS\s+JOIN\s+(\w+|\([^()]*\))(\s+AS\s+\w+)?\s+ON\b"#,
      reason: "a cross join has no condition: write it under WHERE"),
    Rule(
      pattern: #"\bORDER\s+BY\s+(?:[^()]|\([^()]*\))*\bOVER\b"#,
      reason: "Spark sorts by no window function: name it first"
    ),
    // Read differently by Spark.
    Rule(
      pattern: #"(?<![\w.])\d+\.\d+(?!e)"#,
      reason: "a literal with a point is a decimal in Spark: write 1.5e0"),
    Rule(pattern: #"(?<![\w.])\d+\s*/\s*\d"#, reason: "whole numbers divide differently"),
    Rule(
      pattern:
        #"\bCAST\s*\([^()]*(\([^()]*\))?[^()]*\bAS\s+(REAL|FLOAT|NUMERIC|DECIMAL|DATE|STRING|INTEGER|INT)\b"#,
      reason: "that cast differs: use BIGINT or VARCHAR(n)"),
    Rule(pattern: #"\bLIKE\b"#, reason: "LIKE ignores case in SQLite only"),
    Rule(pattern: #"\bsubstr\s*\([^,]*,\s*0\b"#, reason: "substr from 0 differs"),
    Rule(pattern: "\"", reason: "double quotes are strings in Spark"),
    Rule(pattern: #"\\"#, reason: "a backslash escapes in Spark"),
    Rule(pattern: #"\b(upper|lower)\s*\("#, reason: "upper and lower differ beyond ASCII"),
    // Unknown to SQLite.
    Rule(
      pattern:
        #"\b(EXTRACT|year|month|date_trunc|greatest|least|concat|string_agg|stddev\w*|median|percentile\w*|position)\s*\("#,
      reason: "unknown to SQLite"),
    Rule(
      pattern:
        #"\b(INTERVAL|ROLLUP|QUALIFY)\b|\bDISTINCT\s+ON\b|\bFETCH\s+FIRST\b|::|\bIGNORE\s+NULLS\b"#,
      reason: "unknown to SQLite"),
    Rule(pattern: #"\bCOUNT\s*\(\s*DISTINCT\s+[^(),]+,"#, reason: "COUNT DISTINCT takes one"),
    Rule(pattern: #"\bCREATE\b|\bPRAGMA\b|\bATTACH\b"#, reason: "a report is one SELECT"),
  ]

  @Test func `every shipped report keeps to the common language`() throws {
    for report in try Catalogue.reports() {
      let findings = PortabilityTests.findings(report.sql)
      if report.sql.contains("\n-- engine: SQLite (") {
        // What is exempt needs to be.
        #expect(
          report.sql.contains("MATCH") || !findings.isEmpty,
          "\(report.name) is exempt without need")
      } else {
        #expect(findings.isEmpty, "\(report.name): \(findings.joined(separator: "; "))")
      }
    }
  }

  @Test(arguments: [
    "SELECT strftime('%Y', 'now')", "SELECT max(1, 2)", "SELECT 1.5 * x FROM t",
    "SELECT x FROM t WHERE a LIKE 'b%'",
    "SELECT CAST(x AS REAL) FROM t", "SELECT \"x\" FROM t", "SELECT 7/2",
    "SELECT x FROM t WHERE a IS b",
    "SELECT x FROM t CROSS JOIN u AS v ON v.y = t.y",
    "SELECT x FROM t ORDER BY SUM(x) OVER (PARTITION BY y), x",
    "SELECT 1; SELECT 2",
    "SELECT CAST(substr(x, 1, 4) AS INTEGER) FROM t", "SELECT group_concat(x) FROM t",
    "SELECT x->>'a' FROM t",
    "SELECT SUM(a > 1) FROM t", "SELECT x FROM t LIMIT 1, 2",
    "SELECT SUM(x) OVER (w ROWS 1 PRECEDING) FROM t WINDOW w AS (ORDER BY x)",
  ])
  func `the rules find what they are for`(sql: String) {
    #expect(!PortabilityTests.findings(sql).isEmpty)
  }

  @Test(arguments: [
    "-- title: it's 1.5 \"x\"\nSELECT MAX(o.value), MAX(COUNT(*)) OVER (PARTITION BY a, b) FROM t WHERE a IS NOT DISTINCT FROM b",
    "SELECT ROUND(100e0 * x / NULLIF(y, 0), 2), 'a \"quoted\" 1.5' FROM t WHERE y IS NOT NULL",
  ])
  func `the rules leave alone what both engines read`(sql: String) {
    #expect(PortabilityTests.findings(sql) == [])
  }

  /// What a statement breaks, comments and literals left out of account.
  static func findings(_ sql: String) -> [String] {
    var code = sql.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.components(separatedBy: "--")[0]
    }.joined(separator: "\n")
    code = code.replacingOccurrences(
      of: #"'(?:[^']|'')*'"#, with: "''", options: .regularExpression)
    var findings = rules.filter {
      code.range(of: $0.pattern, options: [.regularExpression, .caseInsensitive]) != nil
    }.map(\.reason)
    let end = code.trimmingCharacters(in: .whitespacesAndNewlines)
    if end.dropLast().contains(";") { findings.append("more than one statement") }
    return findings
  }
}

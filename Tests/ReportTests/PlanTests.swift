import Storage
import Testing

@testable import Report

/// What a query keeps for its rest is found by an index, never read anew for each row.
///
/// Read anew, a report that takes a second on ten million figures takes a quarter of an hour. The
/// plan does not depend on what the warehouse holds, so an empty one shows it.
@Suite struct PlanTests {
  /// What may be read anew for each row, since it is small.
  ///
  /// That is the latest period of each table, and the places and sums of one period. An alias
  /// stands once for each time that it is read so.
  static let small = [
    "contributions": ["p", "f", "f", "a"], "rank": ["r"], "share": ["r", "c"],
  ]

  static func empty() throws -> Connection {
    let path = "/tmp/tally-plan-\(UInt64.random(in: 0 ... .max)).db"
    do { _ = try Warehouse.openForWriting(path) }
    return try Warehouse.openForReading(path)
  }

  /// The aliases of what a statement reads whole within the loop over something else.
  ///
  /// That is a step after the first of its level that is a scan.
  static func readAnew(_ sql: String, on connection: borrowing Connection) throws -> [String] {
    let statement = try connection.prepare("EXPLAIN QUERY PLAN " + sql)
    var isWithin: Set<Int64> = []
    var found: [String] = []
    while try statement.step() {
      let parent = statement.integer(1)
      let words = (statement.text(3) ?? "").split(separator: " ")
      guard let first = words.first, ["SCAN", "SEARCH"].contains(first) else { continue }
      if !isWithin.insert(parent).inserted, first == "SCAN", words.count > 1 {
        found.append(String(words[1]))
      }
    }
    return found
  }

  @Test func `no report reads anew for each row what may be large`() throws {
    let connection = try PlanTests.empty()
    for report in try Catalogue.reports() {
      let found = try PlanTests.readAnew(report.sql, on: connection)
      #expect(found == PlanTests.small[report.name, default: []], "\(report.name)")
    }
  }

  @Test(arguments: [
    ("SELECT 1 FROM series AS r JOIN period AS t ON t.period_id = r.first_period_id", []),
    ("SELECT 1 FROM series AS r JOIN period AS t ON t.first_day < r.place_text", ["t"]),
    // One row is expected of each side, so that SQLite makes no index.
    (
      """
      WITH a AS (
        SELECT place_id, ROW_NUMBER() OVER (ORDER BY name) AS n FROM place WHERE code = 'x'
      ), b AS (
        SELECT parent_id, ROW_NUMBER() OVER (ORDER BY name) AS n FROM place WHERE code = 'y'
      )
      SELECT 1 FROM a CROSS JOIN b WHERE b.parent_id = a.place_id
      """, ["b"]
    ),
  ])
  func `a scan within a loop is found`(sql: String, found: [String]) throws {
    #expect(try PlanTests.readAnew(sql, on: try PlanTests.empty()) == found)
  }
}

import Foundation
import Records
import Storage
import Testing

@testable import Report

/// Summaries answer as the figures do.
@Suite struct SummaryAnswerTests {
  /// Keeps the rows of a result.
  private final class Rows: RowWriter {
    var columns: [String] = []
    var rows: [[Value]] = []
    func begin(_ columns: [String]) { self.columns = columns }
    func row(_ values: [Value]) { rows.append(values) }
    func end() {}
  }

  private func rows(
    _ sql: String, _ parameters: [(name: String, value: String)], summaries: Bool,
    _ connection: borrowing Connection
  ) throws -> Rows {
    let rows = Rows()
    try Query.run(
      sql: sql, parameters: parameters, usesSummaries: summaries, on: connection, to: rows)
    return rows
  }

  /// Equal, but for the rounding of sums.
  private func agree(_ one: Value, _ other: Value) -> Bool {
    if case .real(let a) = one, case .real(let b) = other {
      return a == b || abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    }
    return one == other
  }

  private func compare(
    _ sql: String, _ connection: borrowing Connection,
    _ parameters: [(name: String, value: String)] = []
  ) throws -> Bool {
    let plain = try rows(sql, parameters, summaries: false, connection)
    let other = try rows(sql, parameters, summaries: true, connection)
    #expect(plain.columns == other.columns, "\(sql)")
    let isSame =
      plain.rows.count == other.rows.count
      && zip(plain.rows, other.rows).allSatisfy { zip($0, $1).allSatisfy(agree) }
    #expect(isSame, "\(sql)\n\(plain.rows.prefix(9))\n\(other.rows.prefix(9))")
    return try SummaryStatement(sql, on: connection).level != nil
  }

  /// Puts statements together; nearly all of them are of the form that summaries answer.
  private struct Generator {
    var dice: SummaryWarehouse.Dice
    let relation: SummaryRelation
    let level: SummaryRelation.Level

    mutating func one(_ choices: [String]) -> String { choices.randomElement(using: &dice) ?? "" }
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &dice) < percent }

    mutating func column() -> String {
      let names = relation.columns.filter { $0.levels.contains(level) }.map(\.name)
      let name = one(names)
      return one([
        name, name, name, name.uppercased(), "\"\(name)\"", "[\(name)]", "`\(name)`", "o.\(name)",
        "o . \"\(name)\"",
      ])
    }

    mutating func scalar() -> String {
      let column = column()
      return one([
        column, column, column, "substr(\(column), 1, 4)", "lower(\(column))",
        "COALESCE(\(column), 'none of SUM(value)')", "length(\(column)) + 1",
        "CASE WHEN \(column) IS NULL THEN 'no' ELSE 'yes' END", "\(column) || 'x'",
        "CAST(substr(\(column), 1, 4) AS INTEGER) / 10", "(\(column) IS NULL)",
        "iif(\(column) LIKE '%a%', 1, 0)",
      ])
    }

    mutating func aggregate() -> String {
      let value = one(["value", "value", "VALUE", "\"value\"", "o.value"])
      return one([
        "COUNT(\(value))", "SUM(\(value))", "AVG(\(value))", "MIN(\(value))", "MAX(\(value))",
        "total( \(value) )", "COUNT(*)", "count( * )", "ROUND(AVG(\(value)), 3)",
        "SUM(\(value)) / COUNT(\(value))", "MAX(\(value)) - MIN(\(value))", "MIN(\(column()))",
        "COUNT(DISTINCT \(column()))", "COALESCE(SUM(\(value)), -1)",
        "CASE WHEN COUNT(\(value)) > 2 THEN 'many' ELSE 'few' END",
      ])
    }

    mutating func condition() -> String {
      let column = column()
      return one([
        "\(column) IS NOT NULL", "\(column) = '2020'", "\(column) = 9", "\(column) = '9'",
        "\(column) IN ('GDP', 'CNY', 'A', 'c.csv', '2021', 8)", "\(column) LIKE '%a%'",
        "\(column) BETWEEN '2019' AND '2020-Q1'", "NOT (\(column) IS NULL OR \(column) > 'C')",
        "value IS NOT NULL", "o.value NOTNULL", "\(column) <> 'x' OR \(column) IS NULL",
        "length(\(column)) > 3", "\(column) >= :low", "1 = 1", "\(column) IS NULL",
      ])
    }

    mutating func statement() -> String {
      let blank = one([" ", "\n", " /* FROM claims */ ", "\t-- value\n"])
      var keys: [String] = []
      for _ in 0..<Int.random(in: 0...3, using: &dice) { keys.append(scalar()) }
      var items: [String] = []
      var groups: [String] = []
      for (index, key) in keys.enumerated() {
        switch Int.random(in: 0...3, using: &dice) {
        case 0:
          items.append("\(key) AS k\(index)")
          groups.append("K\(index)")
        case 1:
          items.append("\(key) \"k \(index)\"")
          groups.append(one(["\(index + 1)", "\"K \(index)\""]))
        default:
          items.append(key)
          groups.append(one(["\(index + 1)", key, key]))
        }
      }
      var orders = keys.indices.map { "\($0 + 1)" + one(["", " DESC", " ASC", " NULLS LAST"]) }
      for index in 0..<Int.random(in: 1...4, using: &dice) {
        let aggregate = aggregate()
        if chance(30) {
          items.append("\(aggregate) AS a\(index)")
          if chance(30) { orders.insert("a\(index) DESC", at: 0) }
        } else {
          items.append(aggregate)
        }
      }
      var sql = "SELECT\(blank)\(items.joined(separator: ", ")) FROM \(relation.name)"
      sql += one([" AS o", " o", " AS \"o\""]) + blank
      if chance(50) {
        var parts = [condition()]
        while chance(40) { parts.append(condition()) }
        let isOr = parts.contains { $0.contains(" OR ") }
        sql += " WHERE " + (isOr ? parts.map { "(\($0))" } : parts).joined(separator: " AND ")
      }
      if !groups.isEmpty {
        sql += " GROUP BY " + groups.joined(separator: ", ")
        if chance(25) { sql += " HAVING \(one(["COUNT(value) > 1", "SUM(value) IS NOT NULL"]))" }
        if chance(60) {
          sql += blank + "ORDER BY " + orders.joined(separator: ", ")
          if chance(40) { sql += " LIMIT 5" }
        }
      }
      return sql + one(["", ";", " ; -- end"])
    }
  }

  private static let relations: [(SummaryRelation, SummaryRelation.Level)] = [
    (.view, .period), (.view, .series), (.table, .period),
  ]

  @Test(arguments: [1, 16], [nil, "2024-02-15T00:00:00Z", "2024-03-01T12:00:00Z"])
  func `statements answer alike with and without summaries`(least: Int, instant: String?) throws {
    let warehouse = SummaryWarehouse()
    defer { warehouse.remove() }
    try warehouse.make(seed: 7, least: least)
    let connection = try Warehouse.openForReading(warehouse.path, asOf: instant)
    if instant == nil {
      #expect(try connection.rows(Summaries.differingSeries) == [])
      #expect(try connection.rows(Summaries.differingPeriods) == [])
    }
    for (relation, level) in Self.relations {
      var generator = Generator(dice: .init(state: 99), relation: relation, level: level)
      var answered = 0
      for _ in 0..<250 {
        let sql = generator.statement()
        let parameters = sql.contains(":low") ? [(name: "low", value: "2020")] : []
        if try compare(sql, connection, parameters) { answered += 1 }
      }
      // With one in sixteen no source has summaries of periods.
      #expect(least == 16 && level == .period || answered > 180, "\(answered)")
    }
  }

  @Test(arguments: ["0001", "0002", "0003", "0004", "0005"])
  func `a warehouse of an earlier version has none until it is brought up to date`(
    version: String
  ) throws {
    let warehouse = SummaryWarehouse()
    defer { warehouse.remove() }
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Fixtures/warehouses/\(version).sql")
    do {
      let file = try Connection(warehouse.path, mode: .create)
      try file.execute(try String(contentsOf: fixture, encoding: .utf8))
    }
    let statements = [
      "SELECT place, COUNT(value), SUM(value), MIN(value), AVG(value) FROM observations GROUP BY place",
      "SELECT period, COUNT(*), SUM(value), MAX(value) FROM observations GROUP BY period",
      "SELECT period_id, COUNT(*), COUNT(value), TOTAL(value) FROM observation GROUP BY period_id",
      "SELECT COUNT(*), SUM(value) FROM observation",
    ]
    do {
      let connection = try Warehouse.openForReading(warehouse.path)
      for sql in statements { #expect(try !compare(sql, connection)) }
      #expect(try connection.rows("SELECT figures, total FROM series WHERE figures > 0") == [])
      #expect(try connection.rows("SELECT summarised FROM source WHERE summarised = 1") == [])
      #expect(try connection.rows("SELECT * FROM period_summary") == [])
    }
    do { _ = try Warehouse.openForWriting(warehouse.path) }
    let connection = try Warehouse.openForReading(warehouse.path)
    #expect(try connection.rows(Summaries.differingSeries) == [])
    #expect(try connection.rows(Summaries.differingPeriods) == [])
    #expect(try connection.value("SELECT count(*) FROM series WHERE figures > 0").integer ?? 0 > 5)
    #expect(try compare(statements[0], connection))
    for sql in statements { _ = try compare(sql, connection) }
  }

  @Test func `the plan says that summaries answer`() throws {
    let warehouse = SummaryWarehouse()
    defer { warehouse.remove() }
    try warehouse.make(seed: 3, least: 1)
    let connection = try Warehouse.openForReading(warehouse.path)
    func plan(_ sql: String) throws -> [String] {
      try QueryPlan.lines(Report(name: "r", text: sql), parameters: [], on: connection)
    }
    #expect(
      try plan("SELECT period, SUM(value) FROM observations GROUP BY period").first
        == "from what the figures of each indicator and period come to:")
    #expect(
      try plan("SELECT SUM(value) FROM observations").first
        == "from what the figures of each series come to:")
    #expect(
      try plan("SELECT SUM(value + 1) FROM observations").first?.contains("come to") == false)
  }
}

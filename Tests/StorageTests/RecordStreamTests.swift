import Foundation
import Records
import Testing

@testable import Storage

@Suite struct RecordStreamTests {
  private static let columns: [RecordColumn] = [
    .init(name: "n", heading: "n", affinity: .integer),
    .init(name: "x", heading: "x", affinity: .real),
    .init(name: "t", heading: "t", affinity: .text),
    .init(name: "u", heading: "u", affinity: .text),
  ]

  private static let table = """
    CREATE TABLE source (source_id INTEGER PRIMARY KEY);
    CREATE TABLE r (n INTEGER, x REAL, t TEXT, u TEXT, source_id INTEGER NOT NULL REFERENCES source,
      source_line INTEGER NOT NULL)
    """

  /// Texts to be cells; `nil` is NULL.
  private static func batch(_ rows: [[String?]], from line: Int) -> FieldBatch {
    var batch = FieldBatch(columns: rows.first?.count ?? 0)
    for (index, row) in rows.enumerated() {
      for cell in row {
        batch.fields.append(
          .init(
            start: UInt32(batch.bytes.count),
            length: cell.map { UInt32($0.utf8.count) } ?? UInt32.max))
        batch.bytes += Array((cell ?? "").utf8)
      }
      batch.lines.append(UInt32(line + index))
    }
    return batch
  }

  private static func expected(_ rows: [[String?]], from line: Int, source: Int64) -> [[Value]] {
    rows.enumerated().map { index, row in
      [
        row[0].flatMap { Int64($0) }.map { .integer($0) } ?? .null,
        row[1].flatMap { Double($0) }.map { .real($0) } ?? .null,
        row[2].map { .text($0) } ?? .null, row[3].map { .text($0) } ?? .null,
        .integer(source), .integer(Int64(line + index)),
      ]
    }
  }

  /// Loads batches inside a transaction, as an ingest does, and compares every row.
  private func check(_ batches: [[[String?]]], table: String = table, source: Int64 = 300) throws {
    let path =
      FileManager.default.temporaryDirectory.path + "/tally-records-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let connection = try Connection(path, mode: .create)
    try connection.execute(table)
    try connection.execute("BEGIN; SAVEPOINT source")
    let stream = try RecordStream(connection, table: "r", columns: Self.columns, source: source)
    var line = 2
    var expected: [[Value]] = []
    for rows in batches {
      try stream.insert(Self.batch(rows, from: line), connection)
      expected += Self.expected(rows, from: line, source: source)
      line += rows.count
    }
    try stream.finish(connection)
    try connection.execute("RELEASE source; COMMIT")
    let found = try connection.rows(
      "SELECT n, x, t, u, source_id, source_line FROM r ORDER BY rowid")
    #expect(found.count == expected.count)
    for (row, other) in zip(found, expected) where row != other {
      Issue.record("expected \(other), found \(row)")
      break
    }
    #expect(try connection.value("PRAGMA integrity_check") == .text("ok"))
  }

  @Test func `numbers of every length come back as they are`() throws {
    var rows: [[String?]] = [[nil, nil, nil, nil], ["0", "0", "", ""], ["1", "-0.0", "a", "é"]]
    for power in 0..<63 {
      for offset in -1...1 {
        let value = (Int64(1) << Int64(power)) &+ Int64(offset)
        rows.append([String(value), String(value), "t\(value)", nil])
        rows.append([String(-value), String(Double(value) / 8), nil, "\(power)"])
      }
    }
    rows += [
      [String(Int64.max), "1e308", "x", "y"], [String(Int64.min), "-2.5e-7", "x", "y"],
      ["12345678", "1234.567", "x", "y"], ["-1234567", "-123.456", "x", "y"],
      ["00012345", "0.000001", "x", "y"],
      ["123456789", "12345678.9", "x", "y"], ["7", "140737488355327", "x", "y"],
      ["7", "140737488355328", "x", "y"],
    ]
    try check([rows])
  }

  @Test func `many rows fill many pages and images`() throws {
    let batches = (0..<9).map { batch in
      (0..<4000).map { row in
        [
          "\(batch * row)", "\(row).25", String(repeating: "text ", count: row % 23),
          row % 7 == 0 ? nil : "u\(row)",
        ]
      }
    }
    try check(batches)
  }

  @Test func `a row that is too long for a page keeps its place`() throws {
    let long = String(repeating: "é", count: 40_000)
    let almost = String(repeating: "x", count: 65_470)
    for text in [long, almost, almost + String(repeating: "y", count: 60)] {
      try check([
        [["1", "1.5", "a", "b"], ["2", nil, text, "b"], ["3", "3", "c", nil]],
        [["4", "4", text, text]],
      ])
    }
  }

  @Test func `a table with further columns or other types takes the rows too`() throws {
    let rows: [[[String?]]] = [[["1", "1.5", "a", "b"], ["2", nil, nil, "c"]]]
    try check(
      rows,
      table: """
        CREATE TABLE source (source_id INTEGER PRIMARY KEY);
        CREATE TABLE r (t TEXT, n INTEGER, x REAL, u TEXT, source_id INTEGER NOT NULL REFERENCES source,
          source_line INTEGER NOT NULL, later TEXT)
        """)
  }

  @Test func `an image that is undone leaves nothing, and the connection loads on`() throws {
    let connection = try Connection(":memory:", mode: .create)
    try connection.execute(Self.table)
    for round in 0..<3 {
      try connection.execute("BEGIN IMMEDIATE; SAVEPOINT source")
      let stream = try RecordStream(connection, table: "r", columns: Self.columns, source: 1)
      try stream.insert(Self.batch([["\(round)", "1", "a", "b"]], from: 2), connection)
      try stream.finish(connection)
      try connection.execute(
        round == 1 ? "ROLLBACK TO source; RELEASE source; COMMIT" : "RELEASE source; COMMIT")
    }
    #expect(try connection.rows("SELECT n FROM r") == [[.integer(0)], [.integer(2)]])
  }
}

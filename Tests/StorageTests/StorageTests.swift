import Foundation
import Records
import Storage
import Testing

@Suite struct StorageTests {
  private func path(_ name: String = UUID().uuidString) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("tally-storage-\(name).db").path
  }

  private func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  @Test func `values come back as they were stored`() throws {
    let path = path()
    defer { remove(path) }
    let connection = try Connection(path, mode: .create)
    try connection.execute("CREATE TABLE t (v)")
    let values: [Value] = [
      .null, .integer(-7), .real(0.1), .text(""), .text("北京 \u{1F600}"), .blob([0, 255]),
    ]
    for value in values { try connection.run("INSERT INTO t VALUES (?)", value) }
    #expect(try connection.rows("SELECT v FROM t ORDER BY rowid").map { $0[0] } == values)
  }

  @Test func `a transaction that fails leaves nothing`() throws {
    let path = path()
    defer { remove(path) }
    let connection = try Connection(path, mode: .create)
    try connection.execute("CREATE TABLE t (v UNIQUE)")
    #expect(throws: Failure.self) {
      try connection.transaction { () throws(Failure) in
        try connection.run("INSERT INTO t VALUES (1)")
        try connection.run("INSERT INTO t VALUES (1)")
      }
    }
    let isOpen = connection.isInTransaction
    #expect(!isOpen)
    #expect(try connection.value("SELECT count(*) FROM t") == .integer(0))
  }

  @Test func `an error has SQLite's extended code, the statement and the place in it`() throws {
    let path = path()
    defer { remove(path) }
    let connection = try Connection(path, mode: .create)
    try connection.execute("CREATE TABLE t (v UNIQUE); INSERT INTO t VALUES (1)")
    do {
      try connection.run("INSERT INTO t VALUES (1)")
      Issue.record("expected a failure")
    } catch {
      #expect(error.database?.code == 2067)  // SQLITE_CONSTRAINT_UNIQUE
      #expect(error.database?.sql == "INSERT INTO t VALUES (1)")
    }
    do {
      _ = try connection.value("SELECT nothing FROM t")
      Issue.record("expected a failure")
    } catch {
      #expect(error.kind == .usage)
      #expect(error.database?.offset == 7)
    }
  }

  @Test func `a warehouse is made once and opened again`() throws {
    let path = path()
    defer { remove(path) }
    do {
      let connection = try Warehouse.openForWriting(path)
      #expect(try connection.value("PRAGMA user_version") == .integer(Warehouse.version))
      #expect(try connection.value("PRAGMA application_id") == .integer(Warehouse.applicationID))
      #expect(try connection.value("PRAGMA journal_mode") == .text("wal"))
    }
    let again = try Warehouse.openForReading(path)
    #expect(try again.value("SELECT count(*) FROM claims") == .integer(0))
  }

  @Test(arguments: ["not a database, but a text that is long enough", ""])
  func `a file that is no warehouse is refused and not touched`(content: String) throws {
    let path = path()
    defer { remove(path) }
    try content.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: Failure.self) { _ = try Warehouse.openForReading(path) }
    if !content.isEmpty { #expect(throws: Failure.self) { _ = try Warehouse.openForWriting(path) } }
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(content))
  }

  @Test func `another database and a newer warehouse are refused`() throws {
    let path = path()
    defer { remove(path) }
    do {
      let connection = try Connection(path, mode: .create)
      try connection.execute("CREATE TABLE mine (v)")
    }
    do {
      _ = try Warehouse.openForWriting(path)
      Issue.record("expected a failure")
    } catch { #expect(error.message.contains("another SQLite database")) }
    do {
      let connection = try Connection(path, mode: .readWrite)
      try connection.execute(
        "PRAGMA application_id = \(Warehouse.applicationID); PRAGMA user_version = 999")
    }
    do {
      _ = try Warehouse.openForReading(path)
      Issue.record("expected a failure")
    } catch { #expect(error.message.contains("version 999")) }
    let connection = try Connection(path, mode: .readOnly)
    #expect(try connection.rows("SELECT name FROM sqlite_schema") == [[.text("mine")]])
  }

  @Test(arguments: [
    "DELETE FROM claim", "CREATE TABLE x (y)", "INSERT INTO setting VALUES ('a', 'b')",
    "ATTACH ':memory:' AS other",
    "PRAGMA user_version = 3", "SELECT load_extension('x')", "DROP VIEW claims",
    "UPDATE source SET title = ''",
    "VACUUM",
  ])
  func `a query cannot write`(sql: String) throws {
    let path = path()
    defer { remove(path) }
    do { _ = try Warehouse.openForWriting(path) }
    let connection = try Warehouse.openForReading(path)
    #expect(throws: Failure.self) { _ = try connection.rows(sql) }
  }

  @Test func `a query that takes too long is stopped`() throws {
    let path = path()
    defer { remove(path) }
    do { _ = try Warehouse.openForWriting(path) }
    let connection = try Warehouse.openForReading(path)
    connection.limit(seconds: 0.1)
    do {
      _ = try connection.value(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0"
      )
      Issue.record("expected a failure")
    } catch { #expect(error.kind == .tryLater) }
  }

  @Test func `a block of fields is inserted with its types`() throws {
    let path = path()
    defer { remove(path) }
    let connection = try Connection(path, mode: .create)
    try connection.execute("CREATE TABLE r (n INTEGER, x REAL, t TEXT, source_id, source_line)")
    let columns: [RecordColumn] = [
      .init(name: "n", heading: "n", affinity: .integer),
      .init(name: "x", heading: "x", affinity: .real),
      .init(name: "t", heading: "t", affinity: .text),
    ]
    var batch = FieldBatch(columns: 3)
    batch.bytes = Array("-421.5007".utf8)
    batch.fields = [
      .init(start: 0, length: 3), .init(start: 3, length: 3), .init(start: 6, length: 3),
      .init(start: 0, length: UInt32.max), .init(start: 0, length: UInt32.max),
      .init(start: 0, length: 0),
    ]
    batch.lines = [2, 5]
    let stream = try RecordStream(connection, table: "r", columns: columns, source: 9)
    try stream.insert(batch, connection)
    try stream.finish(connection)
    #expect(
      try connection.rows("SELECT * FROM r") == [
        [.integer(-42), .real(1.5), .text("007"), .integer(9), .integer(2)],
        [.null, .null, .text(""), .integer(9), .integer(5)],
      ])
  }
}

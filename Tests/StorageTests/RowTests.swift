import Foundation
import Records
import Testing

@testable import Storage

/// Rows that threads fetch, and rounded numbers: the same as SQLite gives by itself.
@Suite struct RowTests {
  private func memory() throws -> Connection { try Connection(":memory:", mode: .create) }

  /// Every row as one text.
  private func rows(_ block: ResultBlock) -> [[Value]] {
    var rows: [[Value]] = []
    block.forEach { row in
      rows.append(row)
      return true
    }
    return rows
  }

  private func read(_ sql: String, upTo limit: Int = .max, _ connection: borrowing Connection)
    throws(Failure) -> [[Value]]
  {
    let statement = try connection.prepare(sql)
    var found: [[Value]] = []
    guard try statement.step() else { return [] }
    try RowsAhead.read(statement) { (block) throws(Failure) in
      found += rows(block)
      return found.count < limit
    }
    return found
  }

  /// Numbers from 1 on, with every kind of value.
  private func numbers(_ count: Int) -> String {
    """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
    SELECT i, i / 3.0, CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'é 北京 ' || i ELSE x'00FF' END FROM n
    """
  }

  @Test(arguments: [1, 1023, 1024, 1025, 20_000])
  func `rows come whole and in order, however many threads fetch them`(_ count: Int) throws {
    let connection = try memory()
    let found = try read(numbers(count), connection)
    #expect(found == (try connection.rows(numbers(count))))
    #expect(found.count == count)
  }

  @Test func `long texts make blocks of fewer rows`() throws {
    let connection = try memory()
    let sql = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
      SELECT printf('%.*c', 5000, 'x') || i FROM n
      """
    #expect(try read(sql, connection) == connection.rows(sql))
  }

  @Test func `whoever wants no more rows has the connection back`() throws {
    let connection = try memory()
    // The rest would take forever.
    let endless =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'text' FROM n"
    let found = try read(endless, upTo: 5000, connection)
    #expect(found.count >= 5000 && found.count < 10_000)
    #expect(try connection.value("SELECT 7") == .integer(7))
  }

  @Test func `an error in the middle is told after the rows before it`() throws {
    let connection = try memory()
    let sql = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
      SELECT CASE WHEN i = 8000 THEN abs(-9223372036854775807 - 1) ELSE i END FROM n
      """
    let statement = try connection.prepare(sql)
    try statement.step()
    var count = 0
    do {
      try RowsAhead.read(statement) { (block) throws(Failure) in
        count += block.rows
        return true
      }
      Issue.record("no error")
    } catch {
      #expect(error.message.contains("integer overflow"), "\(error.message)")
    }
    #expect(count == 7999)
  }

  @Test func `two sorted results make one`() throws {
    let connection = try memory()
    let other = try memory()
    var chance = SystemRandomNumberGenerator()
    let create = "CREATE TABLE t (a, b, half)"
    try connection.execute(create)
    try other.execute(create)
    for number in 0..<6000 {
      let a: Value =
        switch Int.random(in: 0..<5, using: &chance) {
        case 0: .null
        case 1: .integer(Int64.random(in: -5...5, using: &chance))
        case 2: .real(Double.random(in: -5...5, using: &chance))
        case 3: .text(["", "a", "ab", "ä", "b"].randomElement(using: &chance) ?? "")
        default: .blob([UInt8.random(in: 0...2, using: &chance)])
        }
      let values: [Value] = [a, .integer(Int64(number)), .integer(Int64(number % 2))]
      try connection.prepare("INSERT INTO t VALUES (?, ?, ?)").run(values)
      try other.prepare("INSERT INTO t VALUES (?, ?, ?)").run(values)
    }
    for (order, keys) in [
      (
        "a, b",
        [RowMerge.Key(column: 0, isDescending: false), .init(column: 1, isDescending: false)]
      ),
      (
        "a DESC, b DESC",
        [.init(column: 0, isDescending: true), .init(column: 1, isDescending: true)]
      ),
    ] {
      let first = try connection.prepare("SELECT a, b FROM t WHERE half = 0 ORDER BY \(order)")
      let second = try other.prepare("SELECT a, b FROM t WHERE half = 1 ORDER BY \(order)")
      var found: [[Value]] = []
      try RowMerge(by: keys).read(first, second) { (block) throws(Failure) in
        found += rows(block)
        return true
      }
      #expect(try connection.rows("SELECT a, b FROM t ORDER BY \(order)") == found)
    }
    // One half without rows, and both.
    for (one, two, count) in [
      ("1 = 1", "1 = 0", 6000), ("1 = 0", "1 = 1", 6000), ("1 = 0", "1 = 0", 0),
    ] {
      let first = try connection.prepare("SELECT b FROM t WHERE \(one) ORDER BY b")
      let second = try other.prepare("SELECT b FROM t WHERE \(two) ORDER BY b")
      var rows = 0
      try RowMerge(by: [.init(column: 0, isDescending: false)]).read(first, second) {
        (block) throws(Failure) in
        rows += block.rows
        return true
      }
      #expect(rows == count)
    }
  }

  @Test func `round gives the nearest number with so many digits, near SQLite's own`() throws {
    let own = try memory()
    let ours = try memory()
    RoundFunction.register(ours)
    var chance = Chance(state: 7)
    let one = try own.prepare("SELECT round(?1, ?2), round(?1)")
    let other = try ours.prepare("SELECT round(?1, ?2), round(?1)")
    var wrong: [String] = []
    for _ in 0..<100_000 {
      let magnitude = pow(10, Double.random(in: -8...17, using: &chance))
      var number = Double.random(in: -1...1, using: &chance) * magnitude
      let digits = Int.random(in: -1...12, using: &chance)
      switch Int.random(in: 0..<4, using: &chance) {
      // What people have: a few digits, and halves.
      case 0: number = (number * 100).rounded() / 100
      case 1: number = (number * 2).rounded() / 2 / pow(10, Double(max(0, digits)))
      default: break
      }
      try one.bind(.real(number), at: 1)
      try one.bind(.integer(Int64(digits)), at: 2)
      try one.step()
      try other.bind(.real(number), at: 1)
      try other.bind(.integer(Int64(digits)), at: 2)
      try other.step()
      let (theirs, found) = (one.real(0), other.real(0))
      let unit = pow(10, -Double(max(digits, 0)))
      // SQLite prints sixteen digits and reads them again.
      let isNear = abs(found - theirs) <= max(abs(number) * 3e-15, unit + abs(number) * 1e-15)
      let isNearest =
        abs(found - number) <= max(unit * 0.5 + abs(number) * 4e-16, abs(number) * 1e-15)
      // It has no more digits than it was asked for, where it can have fewer than the number.
      let text = String(format: "%.*f", max(digits, 0), found)
      let isShort = Double(text) == found || abs(number) / unit > 1e15
      if !isNear || !isNearest || !isShort {
        wrong.append("\(number) \(digits): \(theirs) \(found)")
      }
      if one.real(1) != other.real(1) { wrong.append("\(number): \(one.real(1))") }
      one.reset()
      other.reset()
    }
    #expect(wrong.count == 0, "\(wrong.prefix(5))")
    let kinds =
      "SELECT round(NULL), round(NULL, 2), round(1.5, NULL), round('2.55', 1), round('x'), round(7), typeof(round(7)), round(1e300, 2), round(2.5), round(-2.5), round(0.125, 2), round(1.005, 2)"
    #expect(try own.rows(kinds) == ours.rows(kinds))
  }
}

/// The same numbers in every run (SplitMix64, Steele, Lea and Flood 2014).
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

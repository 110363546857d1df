import Foundation
import Records
import Testing

@testable import Storage

/// Observations are stored as they are, by whatever way they get there.
@Suite struct ObservationStreamTests {
  /// Which rows come after one another.
  enum Order: CaseIterable {
    case bySeries, byPeriod, mixed, reversed
  }

  private static let values: [Double] = [
    0, -0.0, 1, -1, 7, 127, 128, -129, 32768, 0.1, -2.5, 1e15, 1e300, 4_319_830_000_000, .nan,
  ]

  /// The keys of rows: series, and the value's number in it.
  private static func keys(series: Int, values: Int, _ order: Order) -> [(
    series: Int, ordinal: Int
  )] {
    let all = (0..<series).flatMap { one in (0..<values).map { (series: one, ordinal: $0) } }
    return switch order {
    case .bySeries: all
    case .byPeriod: all.sorted { ($0.ordinal, $0.series) < ($1.ordinal, $1.series) }
    case .mixed:
      all.sorted {
        ($0.series * 7919 + $0.ordinal * 104_729) % 10_007
          < ($1.series * 7919 + $1.ordinal * 104_729) % 10_007
      }
    case .reversed: all.reversed()
    }
  }

  private static func row(
    _ key: (series: Int, ordinal: Int), line: Int, _ batch: inout ObservationBatch, isLong: Bool
  ) -> [Value] {
    let value = values[(key.series + key.ordinal) % values.count]
    let cell = isLong ? String(repeating: "9", count: 70_000) : "\(value)"
    var row = ObservationBatch.Row(
      series: Int32(key.series), ordinal: UInt32(key.ordinal),
      period: key.ordinal % 5 == 4 ? -1 : Int32(key.ordinal % 3), value: value,
      status: UInt8(ascii: "P"), decimals: key.ordinal % 2 == 0 ? 2 : 255, flagLength: 0,
      line: UInt32(line), column: UInt32(key.ordinal % 2), cellStart: UInt32(batch.bytes.count),
      cellLength: UInt32(cell.utf8.count))
    batch.bytes += Array(cell.utf8)
    if key.series % 3 == 0 {
      row.flagStart = UInt32(batch.bytes.count)
      row.flagLength = 2
      batch.bytes += Array("é".utf8)
    }
    batch.rows.append(row)
    return [
      .integer(Int64(5 + key.series) << 24 | Int64(key.ordinal)),
      row.period < 0 ? .null : .integer(Int64(row.period) * 1000 + 11),
      value.isNaN ? .null : .real(value), .text("P"), key.series % 3 == 0 ? .text("é") : .null,
      key.ordinal % 2 == 0 ? .integer(2) : .null, .integer(Int64(line)),
      .integer(Int64(key.ordinal % 2)), .text(cell),
    ]
  }

  private func check(
    _ keys: [(series: Int, ordinal: Int)], block: Int, long: Set<Int> = []
  ) throws {
    let path =
      FileManager.default.temporaryDirectory.path + "/tally-figures-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let connection = try Connection(path, mode: .create)
    try connection.execute(
      """
      CREATE TABLE observation (observation_id INTEGER PRIMARY KEY, period_id INTEGER REFERENCES period, value REAL,
        status TEXT NOT NULL, flag TEXT, decimals INTEGER, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
        cell TEXT NOT NULL) STRICT;
      BEGIN; SAVEPOINT source
      """)
    let stream = try ObservationStream(connection)
    var expected: [[Value]] = []
    var start = 0
    while start < keys.count {
      var batch = ObservationBatch()
      for index in start..<min(start + block, keys.count) {
        expected.append(
          Self.row(keys[index], line: index + 2, &batch, isLong: long.contains(index)))
      }
      try stream.insert(batch, firstSeries: 5, periods: [11, 1011, 2011], connection)
      start += block
    }
    try stream.finish(connection)
    try connection.execute("RELEASE source; COMMIT")
    expected.sort {
      "\($0[0])".count == "\($1[0])".count
        ? "\($0[0])" < "\($1[0])" : "\($0[0])".count < "\($1[0])".count
    }
    let found = try connection.rows("SELECT * FROM observation ORDER BY observation_id")
    #expect(found.count == expected.count)
    let different = zip(found, expected).first { $0 != $1 }
    #expect(different == nil, "\(String(describing: different))")
    #expect(try connection.value("PRAGMA integrity_check") == .text("ok"))
  }

  @Test(arguments: Order.allCases) func `rows in any order are stored in that of their series`(
    order: Order
  ) throws {
    try check(Self.keys(series: 900, values: 12, order), block: 1500)
    // Few rows, which need no image.
    try check(Self.keys(series: 20, values: 5, order), block: 40)
  }

  @Test func `a cell that is longer than a page is stored beside the others`() throws {
    let keys = Self.keys(series: 900, values: 12, .bySeries)
    try check(keys, block: 1500, long: [5000, 5001, 9000])
    try check(Self.keys(series: 900, values: 12, .byPeriod), block: 1500, long: [5000, 7001])
  }

  @Test func `more than the sorter holds is merged from a file`() throws {
    let sorter = ObservationSorter(for: "test")
    let body = [UInt8](repeating: 7, count: 60_000)
    var keys: [UInt64] = []
    for number in 0..<900 {
      let key = UInt64((number * 7919) % 100_003)
      keys.append(key)
      try body.withUnsafeBufferPointer {
        try sorter.add(key, types: $0.baseAddress!, 3, values: $0.baseAddress!, 59_000 - number)
      }
    }
    var found: [UInt64] = []
    var lengths = 0
    try sorter.finish { (key, _, length) throws(Failure) in
      found.append(key)
      lengths += length
    }
    #expect(found == keys.sorted())
    #expect(lengths == (0..<900).reduce(0) { $0 + 4 + 59_000 - $1 })
  }
}

import Foundation
import Records
import Testing

@testable import Storage

@Suite struct SummariesTests {
  private func sum(_ values: [Double]) -> FigureSum {
    values.reduce(into: FigureSum()) { $0.add($1) }
  }

  @Test func `a sum is exact, whatever is taken away again`() {
    let many = sum([1e16, 1, -1e16, .nan] + [Double](repeating: 0.1, count: 1_000_000))
    #expect(many.observations == 1_000_004)
    #expect(many.figures == 1_000_003)
    #expect(abs(many.total - 100_001) < 1e-9)
    #expect(many.lowest == -1e16)
    #expect(many.highest == 1e16)
    #expect(sum([1e308, 1e308]).total == .infinity)
    #expect(sum([.nan, .nan]).total.isNaN)
    #expect(sum([]).lowest.isNaN)
  }

  private typealias Kind = PeriodSummaries.Kind

  /// An empty warehouse with one source, and room for series.
  private func kept(
    least: Int, _ fill: (inout PeriodSummaries) -> Void, periods: [Int64]
  ) throws -> (isKept: Value, rows: [[Value]]) {
    let path = FileManager.default.temporaryDirectory.path + "/tally-kept-\(UUID().uuidString).db"
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    let connection = try Warehouse.openForWriting(path, for: .loading)
    try connection.execute(
      """
      INSERT INTO run (run_id, started, status, tool_version, command) VALUES (1, '', 'done', '', '');
      INSERT INTO source (source_id, kind, locator, sha256, bytes, run_id, loaded)
      VALUES (1, 'observations', 'a', '', 0, 1, '')
      """)
    var summaries = PeriodSummaries()
    fill(&summaries)
    try Summaries.keep(summaries, periods: periods, of: 1, least: least, connection)
    return (
      try connection.value("SELECT summarised FROM source"),
      try connection.rows("SELECT * FROM period_summary")
    )
  }

  @Test func `figures of one kind and period come together`() throws {
    func fill(_ summaries: inout PeriodSummaries) {
      let kinds = ["a", nil, "a"].map {
        Kind(indicator: 1, indicatorText: $0, unit: 0, unitText: nil)
      }
      for (index, kind) in kinds.enumerated() {
        summaries.begin(Int64(index + 5), kind)
        // Periods come while series do, and figures without one before.
        summaries.add(period: -1, .nan)
        summaries.widen(to: index + 1)
        for period in -1...Int32(index) { summaries.add(period: period, Double(index) + 0.5) }
        summaries.add(period: 0, .nan)
      }
    }
    func row(
      _ series: Int64, _ period: Int64, _ n: Int64, _ f: Int64, _ t: Double, _ l: Double,
      _ h: Double
    ) -> [Value] {
      [.integer(series), .integer(period), .integer(n), .integer(f), .real(t), .real(l), .real(h)]
    }
    let (isKept, rows) = try kept(least: 1, fill, periods: [30, 20, 10])
    #expect(isKept == .integer(1))
    #expect(
      rows == [
        row(5, 0, 4, 2, 3, 0.5, 2.5), row(5, 10, 1, 1, 2.5, 2.5, 2.5),
        row(5, 20, 1, 1, 2.5, 2.5, 2.5), row(5, 30, 4, 2, 3, 0.5, 2.5),
        row(6, 0, 2, 1, 1.5, 1.5, 1.5), row(6, 20, 1, 1, 1.5, 1.5, 1.5),
        row(6, 30, 2, 1, 1.5, 1.5, 1.5),
      ])
    // Fifteen observations for seven summaries.
    #expect(try kept(least: 3, fill, periods: [30, 20, 10]).isKept == .integer(0))
  }

  @Test func `what is too much to hold is not kept`() throws {
    let (isKept, rows) = try kept(
      least: 1,
      { summaries in
        for index in 0..<70_000 {
          summaries.begin(
            Int64(index), Kind(indicator: 0, indicatorText: "\(index)", unit: 0, unitText: nil))
          summaries.widen(to: 1)
          summaries.add(period: 0, 1)
        }
      }, periods: [1])
    #expect(isKept == .integer(0))
    #expect(rows.isEmpty)
    let wide = try kept(
      least: 1,
      { summaries in
        summaries.begin(1, Kind(indicator: 0, indicatorText: nil, unit: 0, unitText: nil))
        summaries.widen(to: 600_000)
        summaries.add(period: 599_999, 1)
      }, periods: [Int64](1...600_000))
    #expect(wide.isKept == .integer(0))
  }
}

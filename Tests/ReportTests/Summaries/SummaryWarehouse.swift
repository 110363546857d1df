import Foundation
import Schema
import Storage

/// A warehouse whose tables have versions, missing values, figures without a period, indicators and
/// units that nobody knows.
struct SummaryWarehouse {
  let path = FileManager.default.temporaryDirectory.path + "/tally-sums-\(UUID().uuidString).db"

  func remove() {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  /// A small generator whose numbers are the same every time.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static func text(_ values: [String?], _ dice: inout Dice) -> String {
    values.randomElement(using: &dice).flatMap { $0 }.map { "'\($0)'" } ?? "NULL"
  }

  /// Makes it.
  ///
  /// - Parameter least: how many times fewer summaries of periods must be to be kept.
  func make(seed: UInt64, least: Int) throws {
    var dice = Dice(state: seed)
    // Versions name the one that comes after them before it is there.
    let connection = try Warehouse.openForWriting(path, for: .loading)
    var script = """
      BEGIN;
      INSERT INTO run (run_id, started, status, tool_version, command) VALUES (1, '2024-01-01T00:00:00Z', 'done', '0', '');
      INSERT INTO indicator (indicator_id, code, name) VALUES (1, 'GDP', 'Gross output'), (2, 'POP', 'People');
      INSERT INTO unit (unit_id, code, name, dimension) VALUES (1, 'CNY', 'yuan', 'currency'), (2, '1', 'one', 'count');
      INSERT INTO place (place_id, code, kind, name) VALUES (1, 'CN', 'country', 'China'), (2, 'FR', 'country', 'France');

      """
    for (index, period) in ["2019", "2020", "2021", "2020-Q1", "2020-Q2", "2021-03"].enumerated() {
      script += """
        INSERT INTO period VALUES (\(index + 7), '\(period)', '\(period.count == 4 ? "A" : "Q")', '\(period.prefix(4))-01-01', '\(period.prefix(4))-12-31');

        """
    }
    // Of c.csv there are three versions, the last of which took place at noon.
    let sources = [
      ("a.csv", "NULL", "NULL"), ("b.csv", "NULL", "NULL"),
      ("c.csv", "4", "'2024-02-01T00:00:00Z'"),
      ("c.csv", "5", "'2024-03-01T12:00:00Z'"), ("c.csv", "NULL", "NULL"),
      ("d.csv", "NULL", "NULL"),
    ]
    var series = 0
    for (index, source) in sources.enumerated() {
      let loaded = ["01-01T00", "01-02T00", "01-03T00", "02-01T00", "03-01T12", "04-01T00"][index]
      script += """
        INSERT INTO source (source_id, kind, locator, title, publisher, published, sha256, bytes, run_id, loaded, superseded_by, superseded)
        VALUES (\(index + 1), 'observations', '\(source.0)', \(Self.text([nil, "Title", "SELECT value"], &dice)),
          \(Self.text([nil, "Office", "Bank"], &dice)), NULL, 'x', 1, 1, '2024-\(loaded):00:00Z', \(source.1), \(source.2));

        """
      for _ in 0..<(index == 5 ? 1 : 24) {
        series += 1
        let known = Int.random(in: 0...3, using: &dice)
        script += """
          INSERT INTO series (series_id, source_id, indicator_id, indicator_text, place_id, place_text, unit_id, unit_text, dimensions)
          VALUES (\(series), \(index + 1), \(known == 0 ? "NULL" : "\(min(known, 2))"), \(Self.text(["output", "people", nil], &dice)),
            \(Self.text(["1", "2", nil], &dice)), \(Self.text(["China", "France", "Elsewhere"], &dice)),
            \(Self.text(["1", "2", nil], &dice)), \(Self.text(["yuan", nil], &dice)), \(Self.text([nil, #"{"sex":"F"}"#], &dice)));

          """
        let count = Int.random(in: 0...9, using: &dice)
        for ordinal in 0..<count {
          // Missing, small, large, and large ones that take each other away; all sums of them are
          // exact, so that the order of rows is certain.
          let value =
            ["NULL", "1.5", "-2.5", "0.125", "1e9", "-1e9", "3", "0"].randomElement(using: &dice)
            ?? "1"
          let period = Int.random(in: 6...12, using: &dice)
          script += """
            INSERT INTO observation VALUES (\(series << 24 | ordinal), \(period == 6 ? "NULL" : "\(period)"), \(value), 'A', NULL, 1, \(ordinal + 2), 3, 'x');

            """
        }
        script +=
          "UPDATE series SET observations = \(count) WHERE series_id = \(series);\n"
      }
    }
    try connection.execute(script + "COMMIT;")
    // The newest source but one says that it has no summaries of periods.
    for index in sources.indices {
      try Summaries.fill(Int64(index + 1), least: index == 1 ? 1 << 20 : least, connection)
    }
  }
}

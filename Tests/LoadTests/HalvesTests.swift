import Foundation
import Load
import Records
import Storage
import Testing

@testable import Report

/// A report in two halves gives the rows of the whole.
@Suite struct HalvesTests {
  /// The fixtures, and tables of places of one name, of none, and of two versions.
  private static func warehouse(_ folder: URL) throws -> String {
    let database = folder.appendingPathComponent("tally.db").path
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    let table = folder.appendingPathComponent("trade.csv")
    // Another table that says otherwise.
    let other = folder.appendingPathComponent("customs.csv")
    var lines = "Area,Indicator,Unit,Period,Value\n"
    for (number, place) in ["DEU", "FRA", "GEO", "CHN", "EU27"].enumerated() {
      for year in 2018...2022 { lines += "\(place),EXPORTS,USD,\(year),\(130 * (number + 1))\n" }
    }
    try lines.write(to: other, atomically: true, encoding: .utf8)
    for version in 0..<2 {
      var text = "Area,Indicator,Unit,Period,Value\n"
      for (number, place) in ["DEU", "FRA", "GEO", "Georgia", "Nowhere", "Atlantis", "CHN", "EU27"]
        .enumerated()
      {
        for indicator in ["EXPORTS", "POPULATION", "LAND_AREA"] {
          let unit = indicator == "EXPORTS" ? "USD" : indicator == "LAND_AREA" ? "km2" : "1"
          for year in 2015...2024 {
            text +=
              "\(place),\(indicator),\(unit),\(year),\(100 * (number + 1) + year - 2000 + version)\n"
          }
        }
      }
      try text.write(to: table, atomically: true, encoding: .utf8)
      let warehouse = try Warehouse.openForWriting(database)
      _ = try Ingestion.run(
        [table.path, other.path]
          + (version == 0 ? ["articles", "tables"].map { fixtures.path + "/" + $0 } : []),
        into: warehouse, options: IngestionOptions())
    }
    return database
  }

  @Test func `halves make the whole, row by row`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tally-halves-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let connection = try Warehouse.openForReading(HalvesTests.warehouse(folder))
    let reports = try Catalogue.reports().filter { $0.halves != nil }
    #expect(Set(reports.map(\.name)).isSuperset(of: ["growth", "tally", "disagreements"]))
    for report in reports {
      let needed = report.parameters.filter { $0.standard == nil }.map {
        (name: $0.name, value: "EXPORTS")
      }
      for format in [Format.csv, .ndjson] {
        var whole: [UInt8] = []
        var halves: [UInt8] = []
        let outcome = try Query.run(
          report, parameters: needed, on: connection, to: format.writer { whole += $0 })
        let other = try Query.run(
          report, parameters: needed, inHalvesFrom: 0, on: connection,
          to: format.writer { halves += $0 })
        #expect(outcome == other)
        #expect(outcome.rows > 0, "\(report.name) has nothing to compare")
        #expect(
          String(decoding: whole, as: UTF8.self) == String(decoding: halves, as: UTF8.self),
          "\(report.name)")
      }
      // Some rows only.
      var cut: [UInt8] = []
      let outcome = try Query.run(
        report, parameters: needed, limit: 1, inHalvesFrom: 0, on: connection,
        to: Format.csv.writer { cut += $0 })
      #expect(outcome.rows == 1)
      #expect(cut.count { $0 == 0x0A } >= 2)
    }
  }

  @Test func `a half sees half of the rows, and both see one state`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tally-halves-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try HalvesTests.warehouse(folder)
    let connection = try Warehouse.openForReading(path)
    let columns = [WarehouseHalves.Column(table: "series", name: "place_id")]
    let found = try WarehouseHalves(of: connection, by: columns, smallest: 0)
    guard let halves = consume found else {
      Issue.record("not halved")
      return
    }
    let count = "SELECT count(*) FROM observations"
    let (one, two) = (
      try halves.first.value(count).integer ?? 0, try halves.second.value(count).integer ?? 0
    )
    #expect(one > 0 && two > 0)
    #expect(try connection.value(count).integer == one + two)
    // What is written later is in neither.
    do {
      let writer = try Warehouse.openForWriting(path)
      try writer.execute("PRAGMA foreign_keys = OFF; DELETE FROM observation")
    }
    #expect(try connection.value(count).integer == 0)
    #expect(try halves.first.value(count).integer == one)
    #expect(try halves.second.value(count).integer == two)
    // Too small, or seen as it was at an instant: one thread reads it.
    #expect(try WarehouseHalves(of: connection, by: columns) == nil)
    let past = try Warehouse.openForReading(path, asOf: "2030-01-01T00:00:00Z")
    #expect(try WarehouseHalves(of: past, by: columns, smallest: 0) == nil)
  }
}

/// A value that is not copied cannot be compared by `==`.
private func == (halves: consuming WarehouseHalves?, _: _OptionalNilComparisonType) -> Bool {
  if case .some = halves { false } else { true }
}

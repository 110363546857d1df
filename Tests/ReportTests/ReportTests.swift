import Records
import Storage
import Testing

@testable import Report

@Suite struct ReportTests {
  @Test func `every report has a title, a description and runs on an empty warehouse`() throws {
    let path = "/tmp/tally-report-\(UInt64.random(in: 0 ... .max)).db"
    do { _ = try Warehouse.openForWriting(path) }
    let connection = try Warehouse.openForReading(path)
    let reports = try Catalogue.reports()
    #expect(reports.count >= 7)
    for report in reports {
      #expect(!report.title.isEmpty && report.description.hasSuffix("."), "\(report.name)")
      let needed = report.parameters.filter { $0.standard == nil }.map { (name: $0.name, value: "x") }
      try Query.run(report, parameters: needed, on: connection, to: Format.csv.writer { _ in })
    }
  }

  @Test func `a header is read`() throws {
    let report = try Report(
      name: "r",
      text: """
        -- title: T
        -- description: D.
        -- parameter: a | any | First
        -- parameter: b | required | Second
        -- parameter: c | 5 | Third
        -- pivot: x, y | p | v
        SELECT 1
        """)
    #expect(report.title == "T")
    #expect(report.parameters.map(\.standard) == ["", nil, "5"])
    #expect(report.pivot == Report.Pivot(keys: ["x", "y"], across: "p", value: "v"))
    #expect(throws: Failure.self) { try Report(name: "bad", text: "-- pivot: x\nSELECT 1") }
  }

  @Test(arguments: [
    (1.15e13, "11500000000000"), (0.1, "0.1"), (-2.5, "-2.5"), (1.5e-7, "0.00000015"), (1e300, "1e+300"), (3, "3"),
    (0.00012, "0.00012"),
  ])
  func `numbers read back to themselves`(number: Double, text: String) {
    #expect(Cell.text(number) == text)
    #expect(Double(Cell.text(number)) == number)
  }

  @Test(arguments: [("abc", 3), ("北京", 4), ("e\u{301}", 1), ("\u{1F600}", 2), ("", 0), ("ｶﾅ", 2)])
  func `letters have their width`(text: String, width: Int) {
    #expect(Cell.width(text) == width)
  }

  @Test func `rows become columns`() {
    var output: [UInt8] = []
    let writer = PivotWriter(.init(keys: ["k"], across: "p", value: "v"), to: Format.csv.writer { output += $0 })
    writer.begin(["k", "p", "v"])
    writer.row([.text("a"), .text("2021"), .integer(2)])
    writer.row([.text("a"), .text("2020"), .integer(1)])
    writer.row([.text("b"), .text("2021"), .real(0.5)])
    writer.end()
    #expect(String(decoding: output, as: UTF8.self) == "k,2020,2021\na,1,2\nb,,0.5\n")
  }
}

import Records
import Storage
import Testing

@testable import Report

@Suite struct ReportTests {
  @Test
  func
    `every report has a title, a description, parameters that say what they are, and runs on an empty warehouse`()
    throws
  {
    let path = "/tmp/tally-report-\(UInt64.random(in: 0 ... .max)).db"
    do { _ = try Warehouse.openForWriting(path) }
    let connection = try Warehouse.openForReading(path)
    let reports = try Catalogue.reports()
    let expected = [
      "claims", "compare", "compound", "contributions", "coverage", "disagreements", "freshness",
      "growth", "latest",
      "overview",
      "per-area", "per-capita", "rank", "rejects", "restated", "revisions", "runs", "search",
      "share", "sources",
      "speakers", "tally",
    ]
    #expect(Set(expected).subtracting(reports.map(\.name)) == [])
    for report in reports {
      #expect(!report.title.isEmpty && report.description.hasSuffix("."), "\(report.name)")
      for parameter in report.parameters {
        #expect(!parameter.description.isEmpty, "\(report.name) \(parameter.name)")
      }
      let needed = report.parameters.filter { $0.standard == nil }.map {
        (name: $0.name, value: "x")
      }
      for format in Format.allCases {
        try Query.run(report, parameters: needed, on: connection, to: format.writer { _ in })
      }
      #expect(try !QueryPlan.lines(report, parameters: [], on: connection).isEmpty)
    }
  }

  @Test func `a header is read`() throws {
    let report = try Report(
      name: "r",
      text: """
        -- title: T
        -- description: D.
        -- parameter: a | text | any | First
        -- parameter: b | place | required | Second
        -- parameter: c | integer | 5 | Third
        -- parameter: d | one of x, y | x | Fourth
        -- pivot: x, y | p | v
        -- chart: bars | label: x | value: v
        -- articles: claim_id
        -- halves: series.place_id, claim.place_id | v desc, x
        -- Any other comment: is none of these.
        SELECT 1
        """)
    #expect(report.title == "T")
    #expect(report.parameters.map(\.standard) == ["", nil, "5", "x"])
    #expect(report.parameters.map(\.kind) == [.text, .place, .integer, .choice(["x", "y"])])
    #expect(report.pivot == Report.Pivot(keys: ["x", "y"], across: "p", value: "v"))
    #expect(report.chart?.kind == .bars)
    #expect(report.articles == "claim_id")
    #expect(report.halves?.columns.map(\.table) == ["series", "claim"])
    #expect(report.halves?.columns.map(\.name) == ["place_id", "place_id"])
    #expect(report.halves?.order.map(\.name) == ["v", "x"])
    #expect(report.halves?.order.map(\.isDescending) == [true, false])
    #expect(report.statement == "SELECT 1")
  }

  @Test(arguments: [
    (
      "-- pivot: x\nSELECT 1",
      "bad.sql:1: expected -- pivot: key columns | column across | value column"
    ),
    (
      "-- halves: series | place\nSELECT 1",
      "bad.sql:1: expected -- halves: TABLE.COLUMN, … | columns of the order"
    ),
    (
      "-- title: T\n-- parameter: a | any | First",
      "bad.sql:2: expected -- parameter: name | kind | default | description"
    ),
    (
      "-- parameter: a | plaec | any | First",
      "bad.sql:1: there is no kind of parameter plaec, did you mean place: expected text, integer, number, period, date, place, indicator or one of WORD, WORD"
    ),
    (
      "-- chart: pie | label: a",
      "bad.sql:1: expected -- chart: bars or lines or slope or dots | role: column | …"
    ),
  ])
  func `a malformed header is told with its line`(text: String, message: String) throws {
    let failure = #expect(throws: Failure.self) { try Report(name: "bad", text: text) }
    #expect(failure?.description == message)
  }

  @Test(arguments: [
    (
      "limit | integer | 5", "limit", "many",
      "-p limit: expected a whole number such as 20, found many"
    ),
    ("x | number | 5", "x", "1,5", "-p x: expected a number such as 2.5, found 1,5"),
    (
      "from | period | any", "from", "2024-Q9",
      "-p from: expected a period such as 2024, 2024-Q1, 2024-03 or 2024-03-05, found 2024-Q9"
    ),
    (
      "day | date | today", "day", "2024",
      "-p day: expected a date such as 2024-03-05, or today, found 2024"
    ),
    (
      "by | one of place, year | year", "by", "palce",
      "-p by: expected one of place, year, found palce, did you mean place"
    ),
    (
      "limit | integer | 5", "limt", "3",
      "the report r has no parameter limt, did you mean limit: it takes limit"
    ),
    ("limit | integer | required", "", "", "the report r needs -p limit VALUE: Text"),
  ])
  func `a value of the wrong kind is told`(
    header: String, name: String, value: String, message: String
  ) throws {
    let report = try Report(name: "r", text: "-- parameter: \(header) | Text\nSELECT 1")
    let given = name.isEmpty ? [] : [(name: name, value: value)]
    let failure = #expect(throws: Failure.self) { try Query.values(of: report, parameters: given) }
    #expect(failure?.message == message)
  }

  @Test(arguments: [
    (1.15e13, "11500000000000"), (0.1, "0.1"), (-2.5, "-2.5"), (1.5e-7, "0.00000015"),
    (1e300, "1e+300"), (3, "3"),
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
    let writer = PivotWriter(
      .init(keys: ["k"], across: "p", value: "v"), to: Format.csv.writer { output += $0 })
    writer.begin(["k", "p", "v"])
    writer.row([.text("a"), .text("2021"), .integer(2)])
    writer.row([.text("a"), .text("2020"), .integer(1)])
    writer.row([.text("b"), .text("2021"), .real(0.5)])
    writer.end()
    #expect(String(decoding: output, as: UTF8.self) == "k,2020,2021\na,1,2\nb,,0.5\n")
  }

  @Test func `two values for one cell are both kept`() {
    var output: [UInt8] = []
    let writer = PivotWriter(
      .init(keys: ["k"], across: "p", value: "v"), to: Format.csv.writer { output += $0 })
    writer.begin(["k", "p", "v"])
    for value in [1, 2, 3] {
      writer.row(["a", .text(value == 3 ? "2021" : "2020"), .integer(Int64(value))])
    }
    writer.end()
    #expect(String(decoding: output, as: UTF8.self) == "k,2020,2021\na,1,3\na,2,\n")
  }

  @Test(arguments: [
    ("SCAN r", "read all of r"),
    (
      "SEARCH r USING INDEX series_by_indicator (indicator_id=?)",
      "find r by indicator_id, with the index series_by_indicator"
    ),
    (
      "SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
      "find o in a range of rowid, directly"
    ),
    ("USE TEMP B-TREE FOR ORDER BY", "sort the rows"),
    (
      "SEARCH p USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN",
      "find p by rowid, directly, where there is a match"
    ),
  ])
  func `a plan is told in words`(step: String, words: String) {
    #expect(QueryPlan.words(step) == words)
  }

  @Test(arguments: [
    ("clams", ["claims", "compare"], "claims"), ("Bejing", ["Beijing", "Berlin"], "Beijing"),
    ("xyz", ["claims"], nil),
  ])
  func `the nearest name is suggested, and none that is far`(
    name: String, names: [String], nearest: String?
  ) {
    #expect(Suggestion.nearest(name, names) == nearest)
  }
}

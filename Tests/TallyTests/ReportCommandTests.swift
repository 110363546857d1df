import Foundation
import Testing

/// Every shipped report on the fixtures: the rows were worked out by hand from the files.
@Suite struct ReportCommandTests {
  /// The fixtures in a warehouse, made once.
  static let fixtures = Result {
    let shell = try Shell()
    _ = try shell.run("tally ingest Fixtures/articles Fixtures/tables")
    return shell
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: String
    let rows: String
    var testDescription: String { arguments }
  }

  static let nbs = "Fixtures/tables/nbs-province-gdp.csv"

  @Test(arguments: [
    Case(
      arguments: "growth -p indicator GDP -p place Beijing",
      rows: """
        place,period,value,unit,change,change_percent,year_change,year_change_percent,dimensions,locator
        Beijing,2022,4522240000000,CNY,,,,,,\(nbs)
        Beijing,2023,4735370000000,CNY,,,213130000000,4.71,,\(nbs)
        Beijing,2024,4967020000000,CNY,,,231650000000,4.89,,\(nbs)
        """),
    // A share grows in points, and 2006 is not the year before 2013.
    Case(
      arguments: "growth -p indicator \"R&D intensity\" -p place Germany -p from 2022",
      rows: """
        place,period,value,unit,change,change_percent,year_change,year_change_percent,dimensions,locator
        Germany,2022,3.07096,%,,,-0.00764,,,Fixtures/tables/owid-research-spending.csv
        Germany,2023,3.1539,%,,,0.08294,,,Fixtures/tables/owid-research-spending.csv
        """),
    Case(
      arguments: "compound -p indicator GDP -p place 北京",
      rows: """
        place,from_period,from_value,to_period,to_value,unit,years,change_percent,annual_rate_percent,dimensions,locator
        Beijing,2022,4522240000000,2024,4967020000000,CNY,2,9.84,4.8,,\(nbs)
        """),
    Case(
      arguments: "compare -p indicator GDP -p place CN-TJ -p from 2023",
      rows: """
        place,unit,dimensions,locator,2023,2024
        Tianjin,CNY,,\(nbs),1721180000000,1793130000000
        """),
    Case(
      arguments: "rank -p indicator GDP -p limit 2 -p locator \(nbs)",
      rows: """
        position,of_places,place,period,value,unit,figures,locator
        1,8,Guangdong,2024,14148890000000,CNY,1,\(nbs)
        2,8,Jiangsu,2024,13669690000000,CNY,1,\(nbs)
        """),
    Case(
      arguments:
        "rank -p indicator GDP -p limit 1 -p order smallest -p period 2022 -p locator \(nbs)",
      rows: """
        position,of_places,place,period,value,unit,figures,locator
        1,8,Tianjin,2022,1658850000000,CNY,1,\(nbs)
        """),
    // 14,934.2 of 316,175.9 is 4.72 %; Jiangsu's 5,772.6 of it 1.826 points.
    Case(
      arguments: "contributions -p indicator GDP -p place CN-YRD",
      rows: """
        place,from_period,to_period,from_value,to_value,unit,growth_percent,contribution_points,share_of_growth_percent,area_growth_percent,area_figure,locator
        Jiangsu,2023,2024,13092430000000,13669690000000,CNY,4.41,1.826,38.7,4.72,sum of its parts,\(nbs)
        Zhejiang,2023,2024,8561960000000,9000700000000,CNY,5.12,1.388,29.4,4.72,sum of its parts,\(nbs)
        Anhui,2023,2024,4822750000000,5064670000000,CNY,5.02,0.765,16.2,4.72,sum of its parts,\(nbs)
        Shanghai,2023,2024,5140450000000,5375950000000,CNY,4.58,0.745,15.8,4.72,sum of its parts,\(nbs)
        """),
    Case(
      arguments: "latest -p indicator LAND_AREA -p place Berlin",
      rows: """
        indicator,place,period,value,unit,change_percent,dimensions,locator
        Land area,Berlin,2005-12-31,891.85,km2,0,,Fixtures/tables/genesis-flaeche.csv
        """),
    Case(
      arguments: "coverage -p indicator LAND_AREA -p by indicator",
      rows: """
        what,figures,articles,claims,tables,series,observations,indicators,places,first_day,last_day
        Land area,15,0,0,1,5,15,1,5,2003-12-31,2005-12-31
        """),
    Case(
      arguments: "coverage -p indicator LAND_AREA -p by year",
      rows: """
        what,figures,articles,claims,tables,series,observations,indicators,places,first_day,last_day
        2003,5,0,0,1,5,5,1,5,2003-12-31,2003-12-31
        2004,5,0,0,1,5,5,1,5,2004-12-31,2004-12-31
        2005,5,0,0,1,5,5,1,5,2005-12-31,2005-12-31
        """),
    // From the last day of 2005 to 15 January 2026: 20 years with five leap days, and 15 days.
    Case(
      arguments: "freshness -p today 2026-01-15 -p days 7000 | head -2 | cut -d, -f 1,3,6-8",
      rows: """
        kind,last_day,age_days,state,locator
        observations,2005-12-31,7320,stale,Fixtures/tables/genesis-flaeche.csv
        """),
    Case(
      arguments: "restated",
      rows: """
        claim_id,quote,again,rate,implied,recorded,difference_percent,period,locator
        8,approximately 11.5 trillion yuan,around 1.6 trillion USD,CNY per USD,7.1875,7.1975,-0.14,2024,Fixtures/articles/regional-economy.txt
        """),
    Case(
      arguments: "tally -p place Beijing -p indicator GDP | cut -d, -f 2-11",
      rows: """
        indicator,place,period,quote,stated,statistic,unit,difference_percent,verdict,basis
        Gross domestic product,Beijing,2024,4.98 trillion yuan,4980000000000,4967020000000,CNY,0.26,supported,own figure
        """),
    Case(
      arguments:
        "claims -p locator Fixtures/articles/yanfa.txt -p place 广东 | cut -d, -f 2,3,6,11-13",
      rows: """
        quote,value,unit,indicator,place,period
        5099.6亿元,509960000000,CNY,R&D expenditure,Guangdong,2024
        """),
    Case(
      arguments:
        "speakers -p speaker 'International Energy Agency' -p indicator CO2_EMISSIONS | cut -d, -f 1-7",
      rows: """
        speaker,indicator,claims,articles,first_published,last_published,latest_quote
        International Energy Agency,Carbon dioxide emissions,1,1,2024-03-05,2024-03-05,37.4 billion tonnes
        """),
    Case(
      arguments: "overview | grep -E '^(articles|tables|record|rejects|replaced)'",
      rows: """
        articles,5,2024-03-05,2025-09-29
        tables of statistics,9,,
        record tables,1,,
        replaced versions,0,,
        rejects,0,,
        """),
  ])
  func `a report gives its rows`(test: Case) throws {
    let shell = try ReportCommandTests.fixtures.get()
    let parts = test.arguments.split(separator: "|", maxSplits: 1)
    let rest = parts.count > 1 ? " |" + parts[1] : ""
    // Text in quotes may hold a |.
    let command =
      test.arguments.contains("| ")
      ? "tally report \(parts[0]) -f csv\(rest)" : "tally report \(test.arguments) -f csv"
    let result = try shell.run(command)
    #expect(result.errors == "")
    #expect(result.output.trimmingCharacters(in: .newlines) == test.rows)
  }

  @Test func `figures per person and per area, shares, disagreements and revisions`() throws {
    let shell = try Shell()
    let head =
      "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2022\",\"2023\"\n"
    let rows = [
      "\"Germany\",\"DEU\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"4000000000000\",\"4500000000000\"",
      "\"European Union\",\"EUU\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"16000000000000\",\"18000000000000\"",
      "\"France\",\"FRA\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"2800000000000\",\"3000000000000\"",
      "\"Germany\",\"DEU\",\"Population, total\",\"SP.POP.TOTL\",\"80000000\",\"90000000\"",
      "\"Germany\",\"DEU\",\"Surface area (sq. km)\",\"AG.SRF.TOTL.K2\",\"400000\",\"\"",
    ]
    try shell.write(head + rows.joined(separator: "\n") + "\n", to: "wb.csv")
    try shell.write(
      head + rows[0].replacingOccurrences(of: "4500000000000", with: "4950000000000") + "\n",
      to: "other.csv")
    _ = try shell.run("tally ingest wb.csv other.csv")
    func report(_ arguments: String) throws -> String {
      try shell.run("tally report -f csv \(arguments)").output
    }

    #expect(
      try report("per-capita -p indicator GDP -p place Germany -p from 2023 | grep -v other")
        .contains(
          "Germany,2023,4500000000000,USD,90000000,50000,wb.csv,wb.csv"))
    #expect(
      try report("per-area -p indicator POPULATION -p place Germany").contains(
        ",400000,2022,225,wb.csv,wb.csv"))
    #expect(
      try report("disagreements -p indicator GDP")
        == "indicator,place,period,lowest,highest,unit,difference_percent,sources,lowest_source,highest_source\n"
        + "Gross domestic product,Germany,2023,4500000000000,4950000000000,USD,9.09,2,wb.csv,other.csv\n"
    )
    #expect(
      try report("disagreements -p indicator GDP -p tolerance 10").split(separator: "\n").count == 1
    )
    // The union is a whole with its parts in the table: it is ranked nowhere and not counted in the
    // total.
    #expect(
      try report("rank -p indicator GDP -p locator wb.csv").contains(
        "1,2,Germany,2023,4500000000000,USD,1,wb.csv"))
    let shares = try report("share -p indicator GDP -p locator wb.csv -p of EU27")
    #expect(
      shares.contains("Germany,2023,4500000000000,USD,European Union,18000000000000,25,60,wb.csv"),
      "\(shares)")

    try shell.write(
      head + rows[0].replacingOccurrences(of: "4500000000000", with: "4590000000000") + "\n"
        + rows[2].replacingOccurrences(of: "2800000000000", with: "") + "\n", to: "wb.csv")
    _ = try shell.run("tally ingest wb.csv")
    let revisions = try report("revisions | cut -d, -f 1,3-")
    #expect(
      revisions.contains(
        "wb.csv,Gross domestic product,Germany,2023,4500000000000,4590000000000,USD,2,revised"))
    #expect(
      revisions.contains("wb.csv,Gross domestic product,France,2022,2800000000000,,USD,,withdrawn"),
      "\(revisions)")
  }

  @Test
  func `revisions are found whatever the order of rows, and as of a day before there are none`()
    throws
  {
    let shell = try Shell()
    try shell.write(
      "Region,Period,Value\nBeijing,2020,1\nBeijing,2021,2\nBeijing,2022,:\nHebei,2021,5\n",
      to: "a.csv")
    _ = try shell.run("tally ingest a.csv --as observations && sleep 1.1")
    let before = try shell.run("date -u +%Y-%m-%dT%H:%M:%SZ").output.trimmingCharacters(
      in: .newlines)
    _ = try shell.run("sleep 1.1")
    // Another order, a period more, one changed, one given for the first time, one gone; Hebei as
    // it was.
    try shell.write(
      "Region,Period,Value\nHebei,2021,5\nHebei,2022,6\nBeijing,2023,9\nBeijing,2022,4\nBeijing,2021,3\n",
      to: "a.csv")
    _ = try shell.run("tally ingest a.csv --as observations")
    #expect(
      try shell.run("tally report revisions -f csv | cut -d, -f 4-7,9-").output == """
        place,period,before,after,change_percent,kind
        Beijing,2020,1,,,withdrawn
        Beijing,2021,2,3,50,revised
        Beijing,2022,,4,,new

        """)
    let traced = try shell.run(
      "tally query 'SELECT before_id, after_id FROM revision WHERE before = 2' -f csv"
    ).output
    let ids = traced.split(separator: "\n")[1].split(separator: ",")
    // The file holds the new version: of the old one, what was kept is shown, and not what stands
    // in its place.
    #expect(
      try shell.run("tally trace \(ids[0])").output.hasSuffix(
        "    place: Beijing\n    period: 2021\n>>> 2 <<<\n"))
    #expect(
      try shell.run("tally trace \(ids[1])").output.hasSuffix(
        "    Region: Beijing\n    Period: 2021\n>>> Value: 3 <<<\n"))
    #expect(
      try shell.run("tally report revisions --as-of \(before) -f csv").output.split(separator: "\n")
        .count == 1)
  }

  @Test func `reports of one's own are found beside the warehouse and in a folder`() throws {
    let shell = try Shell()
    try shell.write("Region,2022\nBeijing,1\nHebei,2\n", to: "a.csv")
    _ = try shell.run("tally ingest a.csv && mkdir reports more")
    try shell.write(
      "-- title: Mine\n-- description: What I ask.\n-- parameter: n | integer | 3 | A number\nSELECT :n AS n;\n",
      to: "reports/mine.sql")
    try shell.write("-- title: Other\nSELECT 'more' AS x", to: "more/mine.sql")
    #expect(try shell.run("tally report mine -f csv").output == "n\n3\n")
    #expect(try shell.run("tally report mine -f csv -p n 4").output == "n\n4\n")
    #expect(try shell.run("tally report mine -f csv --reports more").output == "x\nmore\n")
    #expect(try shell.run("tally report --list").output.contains("mine"))
    let shown = try shell.run("tally report --show mine").output
    #expect(
      shown.contains(
        "mine: Mine\nfrom reports/mine.sql\nWhat I ask.\n  -p n VALUE  A number (integer, otherwise 3)\n\nSELECT :n AS n;"
      ))
    #expect(try shell.run("tally report --explain rank").output.contains("find i by code"))
    try shell.write("-- title: Bad\nSELECT x\nFROM claim", to: "reports/bad.sql")
    let bad = try shell.run("tally report bad")
    #expect(bad.status == 64)
    #expect(bad.errors == "tally: reports/bad.sql:2:8: no such column: x\n  SELECT x\n         ^\n")
  }

  @Test(arguments: [
    (
      "tally query 'SELECT nonsense FROM claim'", 64,
      "tally: sql:1:8: no such column: nonsense\n  SELECT nonsense FROM claim\n         ^\n"
    ),
    (
      "tally query 'SELECT vlaue FROM claims'", 64,
      "tally: sql:1:8: no such column: vlaue, did you mean value\n  SELECT vlaue FROM claims\n         ^\n"
    ),
    (
      "tally query 'SELECT 1 FROM clams'", 64,
      "tally: sql:1:15: no such table: clams, did you mean claims\n  SELECT 1 FROM clams\n                ^\n"
    ),
    (
      "printf 'SELECT 1,\\n  北京 FORM x' | tally query -", 64,
      "tally: -:2:11: near \"x\": syntax error\n    北京 FORM x\n              ^\n"
    ),
    (
      "printf 'SELECT 1 +' > q.sql; tally query @q.sql", 64,
      "tally: q.sql:1:11: incomplete input\n  SELECT 1 +\n            ^\n"
    ),
    ("tally query \"ATTACH 'x.db' AS x\"", 77, "queries only read"),
    ("tally query 'PRAGMA journal_mode = DELETE'", 77, "queries only read"),
    ("tally query \"SELECT load_extension('x')\"", 77, "not allowed"),
    ("tally query 'CREATE TEMP TABLE x (y)'", 77, "queries only read"),
    ("tally query 'VACUUM INTO \"x.db\"'", 77, "queries only read"),
    ("tally query 'SELECT 1' --timeout never", 64, "timeout"),
    (
      "tally query --timeout 0.2 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'",
      75, "longer than allowed"
    ),
    ("tally report compare -p indicator GPD", 64, "there is no indicator GPD, did you mean GDP"),
    ("tally report latest -p place Bejing", 64, "there is no place Bejing, did you mean Beijing"),
    (
      "tally report rank -p indicator GDP -p limit many", 64,
      "expected a whole number such as 20, found many"
    ),
    ("tally report overview --chart", 64, "the report overview has no chart"),
    ("tally report x --reports nowhere", 66, "there is no such folder"),
  ])
  func `what is wrong is told with its place`(command: String, status: Int32, message: String)
    throws
  {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1,2\nTianjin,3,4\n", to: "a.csv")
    let result = try shell.run("tally ingest a.csv && \(command)")
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output == "")
  }

  @Test func `no rows are told on standard error, and a cut result too`() throws {
    let shell = try ReportCommandTests.fixtures.get()
    let empty = try shell.run("tally report latest -p place Monaco -f csv")
    #expect(empty.output == "indicator,place,period,value,unit,change_percent,dimensions,locator\n")
    #expect(empty.errors == "tally: no rows for place Monaco\n")
    #expect(empty.status == 0)
    let cut = try shell.run(
      "tally query 'SELECT claim_id FROM claims ORDER BY 1' --max-rows 2 -f csv")
    #expect(cut.output == "claim_id\n1\n2\n")
    #expect(cut.errors == "tally: there are more rows than the 2 of --max-rows\n")
    #expect(
      try shell.run("tally query 'SELECT :a + :b AS c' -p a 1 -p b 2.5 -f csv").output == "c\n3.5\n"
    )
    let piped = try shell.run(
      "tally query 'SELECT * FROM observations, claims' -f csv | head -1; true")
    #expect(piped.errors == "" && piped.status == 0)
  }

  private static let browser = ["chromium", "chromium-browser", "google-chrome"].lazy
    .map { "/usr/bin/" + $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What the browser made of a page after its script ran; empty where there is no browser.
  private func rendered(_ page: String, _ shell: Shell) throws -> String {
    guard let browser = ReportCommandTests.browser else { return "" }
    return try shell.run(
      """
      timeout 60 \(browser) --headless --no-sandbox --disable-gpu --user-data-dir=profile-\(page) \
        --virtual-time-budget=3000 --dump-dom file://$PWD/\(page).html 2>/dev/null
      """
    ).output
  }

  @Test func `pages look right in a browser`() throws {
    let shell = try ReportCommandTests.fixtures.get()
    _ = try shell.run(
      "tally report claims -o claims.html && tally report rank -p indicator GDP -o rank.html")
    // Every heading is a button, nothing is refused, and what can be saved has its button.
    for (page, column, mark) in [
      ("claims", "claim_id", "<mark id=\"figure-7\""), ("rank", "position", "Guangdong"),
    ] {
      let result = try rendered(page, shell)
      if result.isEmpty { return }
      #expect(
        result.contains("class=\"n\" data-n=\"\(column)\"><button type=\"button\">"), "\(page)")
      #expect(result.contains(mark), "\(page)")
      #expect(result.contains("class=\"save\">Download CSV</button>"))
      #expect(result.contains("class=\"save\">Download SVG</button>") == (page == "rank"))
    }
  }

  @Test func `no page is wider than the screen`() throws {
    let shell = try ReportCommandTests.fixtures.get()
    _ = try shell.run(
      """
      tally check -o w1.html; tally report claims -o w2.html
      tally report latest rank -p indicator GDP -o w3.html
      """)
    var frames = ""
    for number in 1...3 {
      let text = try shell.run("cat w\(number).html").output.replacingOccurrences(
        of: "&", with: "&amp;"
      ).replacingOccurrences(of: "\"", with: "&quot;")
      for width in [400, 1200] {
        frames += "<iframe width=\"\(width)\" height=\"900\" srcdoc=\"\(text)\"></iframe>"
      }
    }
    try shell.write(
      """
      <body>\(frames)<script>addEventListener("load",()=>{document.title=[...document.querySelectorAll("iframe")].map(frame=>
      frame.contentDocument.documentElement.scrollWidth<=frame.contentWindow.innerWidth?"fits":"overflows").join(" ")})</script>
      """, to: "frames.html")
    let result = try rendered("frames", shell)
    if !result.isEmpty {
      #expect(result.contains("<title>fits fits fits fits fits fits</title>"))
    }
  }
}

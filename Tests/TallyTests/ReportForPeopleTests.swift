import Testing

/// What reports show where nobody asked for more, and how tables for people print it.
@Suite struct ReportForPeopleTests {
  private static let gdp = """
    Country Name,Country Code,Indicator Name,2021,2022,2023
    World,WLD,GDP (current US$),97500000000000,101000000000000,105000000000000
    High income,HIC,GDP (current US$),61000000000000,62000000000000,64500000000000
    European Union,EUU,GDP (current US$),17200000000000,16700000000000,18400000000000
    Germany,DEU,GDP (current US$),4280000000000,4080000000000,4460000000000
    France,FRA,GDP (current US$),2960000000000,2780000000000,3030000000000
    Atlantis,ATL,GDP (current US$),1000000000,1100000000,1200000000

    """

  private func shell(_ text: String) throws -> Shell {
    let shell = try Shell()
    try shell.write(text, to: "a.csv")
    #expect(try shell.run("tally ingest a.csv").status == 0)
    return shell
  }

  private func places(_ command: String, _ shell: Shell, column: Int) throws -> String {
    let run = try shell.run("tally report \(command) -f tsv | tail -n +2 | cut -f \(column)")
    #expect(run.errors == "")
    return run.output.split(separator: "\n").joined(separator: ", ")
  }

  @Test func `of countries and aggregates the countries are shown, or what is asked for`() throws {
    let shell = try shell(ReportForPeopleTests.gdp)
    // A name that nobody knows may be a country: it is not dropped.
    let countries = "Germany, France, Atlantis"
    #expect(try places("rank -p indicator GDP", shell, column: 3) == countries)
    #expect(
      try places("rank -p indicator GDP -p kinds aggregates", shell, column: 3).hasPrefix(
        "High-income countries"))
    #expect(
      try places("rank -p indicator GDP -p kinds all", shell, column: 3).hasPrefix(
        "High-income countries"))
    #expect(try places("compare -p indicator GDP", shell, column: 1) == "Atlantis, France, Germany")
    #expect(try places("compare -p indicator GDP -p kinds all", shell, column: 1).contains("World"))
    #expect(try places("compare -p indicator GDP -p place World", shell, column: 1) == "World")
    #expect(
      try shell.run("tally report rank -p indicator GDP -p kinds cities").errors.contains(
        "countries, aggregates, all"))
  }

  @Test func `a table of aggregates alone shows them`() throws {
    let lines = ReportForPeopleTests.gdp.split(separator: "\n")
    let shell = try shell(lines[..<4].joined(separator: "\n") + "\n")
    #expect(try places("compare -p indicator GDP", shell, column: 1).contains("World"))
    #expect(try places("rank -p indicator GDP", shell, column: 3) != "")
  }

  @Test func `yearly growth says nothing twice, and programs get every column`() throws {
    let shell = try shell(ReportForPeopleTests.gdp)
    let command = "tally report growth -p indicator GDP -p place FRA"
    let heading = ["place", "period", "value", "unit", "year_change", "year_change_percent"]
    let table = try shell.run(command).output.split(separator: "\n")[0]
    #expect(table.split(separator: " ").prefix(6).map(String.init) == heading)
    #expect(try shell.run("\(command) -f markdown").output.contains("| unit | year_change |"))
    #expect(try !shell.run("\(command) -f html").output.contains("<th>change"))
    #expect(
      try shell.run("\(command) -p from 2022 -f csv").output.split(separator: "\n")[1]
        == "France,2022,2780000000000,USD,,,-180000000000,-6.08,,a.csv")
  }

  @Test func `quarterly growth has both changes`() throws {
    let shell = try shell(
      "Period,Indicator,France\n2022-Q1,GDP,100\n2022-Q2,GDP,110\n2023-Q1,GDP,120\n")
    let heading = try shell.run("tally report growth -p indicator GDP").output.split(
      separator: "\n")[0]
    #expect(heading.contains(" change ") && heading.contains(" year_change "))
  }

  @Test func `thousands are set off for people alone, and not in names`() throws {
    let shell = try shell(ReportForPeopleTests.gdp)
    let sql =
      "SELECT 4280000000000 AS value, -12345.678 AS change, 2024 AS period, 54321 AS claim_id, '99999' AS text, 12345 AS zip_code, 1e30 AS huge"
    let table = try shell.run("tally query \"\(sql)\"").output.split(separator: "\n")[2]
    #expect(
      table.split(separator: " ").map(String.init)
        == ["4,280,000,000,000", "-12,345.678", "2024", "54321", "99999", "12345", "1e+30"])
    #expect(
      try shell.run("tally query \"\(sql)\" -f csv").output.split(separator: "\n")[1]
        == "4280000000000,-12345.678,2024,54321,99999,12345,1e+30")
    for format in ["json", "ndjson", "tsv", "markdown"] {
      #expect(try shell.run("tally query \"\(sql)\" -f \(format)").output.contains("4280000000000"))
    }
  }

  @Test func `rates of the European Central Bank's table are exchange rates`() throws {
    let shell = try shell(
      """
      Date,USD,JPY,BGN,CYP,CZK,GBP,HUF,CNY,
      2024-01-19,1.0887,161.17,1.9558,N/A,24.813,0.85825,381.53,7.8291,
      2024-01-18,1.0875,160.89,1.9558,N/A,24.734,0.85773,382,7.8231,
      2007-12-31,1.4721,164.93,1.9558,0.585274,26.628,0.73335,253.73,10.7524,

      """)
    #expect(
      try shell.run(
        "tally query -f csv \"SELECT currency, per, period, value FROM exchange_rates WHERE currency IN ('CYP', 'USD') ORDER BY 1, 3\""
      ).output
        == "currency,per,period,value\nCYP,EUR,2007-12-31,0.585274\nUSD,EUR,2007-12-31,1.4721\nUSD,EUR,2024-01-18,1.0875\nUSD,EUR,2024-01-19,1.0887\n"
    )
    #expect(
      try shell.run("tally report latest -p indicator EXCHANGE_RATE -f tsv | wc -l").output
        .contains("9"))
  }

  @Test func `a data test that fails shows a sample and a count`() throws {
    let shell = try Shell()
    let long = String(repeating: "Exports of Hebei rose by 5 percent in 2023. ", count: 400)
    try shell.write("# A long one\n\n\(long)\n", to: "a.md")
    try shell.write(
      """
      checks:
        claims: {table: claims, columns: {speaker: not_null}}
        articles: {query: "SELECT * FROM article"}
      """, to: "tally.yml")
    let result = try shell.run("tally ingest a.md && tally test")
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines { #expect(line.utf8.count < 1500, "\(line)") }
    #expect(
      lines[0].hasPrefix(
        "error claims.speaker not_null: 400 rows without a value: 1 | a.md | A long one |"))
    #expect(lines[0].hasSuffix(", …"))
    #expect(lines[1].contains("…"))
  }
}

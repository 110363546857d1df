import Foundation
import Testing

/// What a person tells of sources, by options, `tally.yml` and metadata.
@Suite struct ToldTests {
  private static let columns =
    "SELECT place_code, indicator_code, unit, period, value FROM observations ORDER BY observation_id"

  private func figures(_ shell: Shell) throws -> [Substring] {
    try shell.run("tally query -f csv '\(Self.columns)'").output.split(separator: "\n").dropFirst()
      .map { $0 }
  }

  private func told(_ shell: Shell) throws -> String {
    try shell.run("tally query -f tsv 'SELECT told FROM source WHERE superseded_by IS NULL'").output
  }

  @Test func `what a table does not say is told, kept for new versions and taken back`() throws {
    let shell = try Shell()
    try shell.write("Year,Output\n2020,5\n", to: "y.csv")
    let first =
      try shell.run("tally ingest y.csv --place France --indicator GDP --unit 'million EUR'")
    #expect(first == ("", "", 0))
    #expect(try figures(shell) == ["FRA,GDP,EUR,2020,5000000"])
    #expect(try told(shell).contains("FRA"))
    // Nothing new is told, and nothing is done.
    let same = try shell.run("tally ingest -v y.csv --place FRA")
    #expect(same.errors.contains("skipped, the same bytes"))
    let other = try shell.run("tally ingest -v y.csv --place Germany")
    #expect(other.errors.contains("y.csv: observations, re-read: told otherwise"))
    #expect(try figures(shell) == ["DEU,GDP,EUR,2020,5000000"])
    try shell.write("Year,Output\n2020,5\n2021,7\n", to: "y.csv")
    #expect(try shell.run("tally ingest y.csv").status == 0)
    #expect(try figures(shell) == ["DEU,GDP,EUR,2020,5000000", "DEU,GDP,EUR,2021,7000000"])
    #expect(try shell.run("tally ingest y.csv --place '' --unit EUR").status == 0)
    #expect(try figures(shell) == [",GDP,EUR,2020,5", ",GDP,EUR,2021,7"])
    #expect(try !told(shell).contains("place"))
    #expect(try shell.run("tally doctor").status == 0)
  }

  @Test func `a period is that of one version`() throws {
    let shell = try Shell()
    try shell.write("Region,Output\nBavaria,5\nSaxony,6\n", to: "p.csv")
    #expect(try shell.run("tally ingest p.csv --as observations --period 2022").status == 0)
    #expect(try figures(shell).allSatisfy { $0.contains(",2022,") })
    try shell.write("Region,Output\nBavaria,5\nSaxony,7\n", to: "p.csv")
    #expect(try shell.run("tally ingest p.csv").status == 0)
    #expect(try figures(shell).allSatisfy { !$0.contains("2022") })
  }

  @Test func `where the table says another its own is kept, and both are named`() throws {
    let shell = try Shell()
    try shell.write("Country: France\nYear,Output (EUR)\n2020,5\n", to: "f.csv")
    #expect(try shell.run("tally ingest f.csv --place DEU --unit USD --period 2020").status == 1)
    #expect(try figures(shell).first?.hasPrefix("FRA,") ?? false)
    let rejects = try shell.run("tally rejects -f csv").output
    #expect(rejects.contains("place DEU was told, the table says France: the table's own is kept"))
    #expect(rejects.contains("unit USD was told, the table says EUR"))
    #expect(
      rejects.contains("period 2020 was told, the table names its periods in the column “Year”"))
    // A region lies in the country that was told.
    try shell.write("Region,2022,2023\nBavaria,1,2\nSaxony,3,4\n", to: "r.csv")
    #expect(try shell.run("tally ingest r.csv --place DEU").status == 0)
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.txt --place DEU").status == 1)
    #expect(try shell.run("tally rejects --source a.txt").output.contains("told_unused"))
  }

  @Test(arguments: [
    ("--place Frnce", "--place: there is no place Frnce, did you mean France"),
    ("--indicator GDPP", "--indicator: there is no indicator GDPP, did you mean GDP"),
    ("--unit 'bllion EUR'", "--unit: there is no unit bllion EUR"),
    ("--period soon", "--period: expected a period such as 2024"),
    ("--replaces z.csv", "--replaces: the warehouse holds no source of this name"),
  ])
  func `what means nothing is refused, and no warehouse is left`(option: String, error: String)
    throws
  {
    let shell = try Shell()
    try shell.write("Year,Output\n2020,5\n", to: "y.csv")
    let result = try shell.run("tally ingest y.csv \(option)")
    #expect([64, 66].contains(result.status))
    #expect(result.errors.contains(error), "\(result.errors)")
    #expect(try shell.run("ls tally.db").status != 0)
  }

  @Test func `tally.yml tells by pattern, and its errors have a line`() throws {
    let shell = try Shell()
    try shell.write("Year,Output\n2020,5\n", to: "d1.csv")
    try shell.write("Year,Output\n2020,6\n", to: "d2.csv")
    try shell.write("Year,Output\n2020,7\n", to: "x.csv")
    let yml =
      "sources:\n  d:\n    paths: d*.csv\n    place: Frnce\n  x: x.csv\njobs: {load: {ingest: all}}\n"
    try shell.write(yml, to: "tally.yml")
    let wrong = try shell.run("tally run load")
    #expect(wrong.status == 78)
    #expect(wrong.errors.contains("tally.yml:4:12: place: there is no place Frnce"))
    try shell.write(yml.replacing("Frnce", with: "France"), to: "tally.yml")
    #expect(try shell.run("tally run load").status == 0)
    #expect(try figures(shell) == ["FRA,,,2020,5", "FRA,,,2020,6", ",,,2020,7"])
  }

  @Test func `a virtual column of CSVW holds for every row`() throws {
    let shell = try Shell()
    try shell.write("Year,Output\n2020,5\n", to: "y.csv")
    try shell.write(
      """
      {"url": "y.csv", "tableSchema": {"columns": [{"titles": "Year"}, {"titles": "Output"},
        {"virtual": true, "propertyUrl": "sdmx-dimension:refArea", "default": "FRA"},
        {"virtual": true, "propertyUrl": "sdmx-attribute:unitMeasure", "default": "EUR"},
        {"virtual": true, "propertyUrl": "sdmx-attribute:unitMult", "default": "6"},
        {"virtual": true, "name": "basis", "propertyUrl": "qb:dimension", "default": "real"}]}}
      """, to: "y.csv-metadata.json")
    #expect(try shell.run("tally ingest y.csv").status == 0)
    #expect(try figures(shell) == ["FRA,,EUR,2020,5000000"])
    #expect(
      try shell.run("tally query -f tsv 'SELECT dimensions FROM observations'").output
        .contains("basis"))
  }

  @Test func `a file takes the place of one of another name`() throws {
    let shell = try Shell()
    try shell.write("Region,2022\nBavaria,1\nSaxony,3\n", to: "old.csv")
    try shell.write("Region,2022,2023\nBavaria,1.5,2\nSaxony,3,4\n", to: "new.csv")
    #expect(try shell.run("tally ingest old.csv --unit 'million EUR'").status == 0)
    #expect(try shell.run("tally ingest new.csv old.csv --replaces old.csv").status == 64)
    #expect(try shell.run("tally ingest old.csv --replaces old.csv").status == 64)
    for _ in 1...2 {
      #expect(try shell.run("tally ingest new.csv --replaces old.csv") == ("", "", 0))
    }
    // The old file is not loaded beside the new one, and what was told of it holds on.
    #expect(try shell.run("tally ingest old.csv new.csv") == ("", "", 0))
    #expect(try figures(shell).contains("DE-BY,,EUR,2022,1500000"))
    #expect(try figures(shell).count == 4)
    let revised = try shell.run("tally query -f tsv 'SELECT before, after FROM revision'").output
    #expect(revised == "before\tafter\n1000000\t1500000\n")
    #expect(try shell.run("tally doctor").status == 0)
    try shell.write("Region,2022\nBavaria,1\nSaxony,9\n", to: "old.csv")
    let late = try shell.run("tally ingest old.csv")
    #expect(late.status == 64 && late.errors.contains("new.csv took its place"), "\(late)")
    #expect(try shell.run("tally forget new.csv").status == 0)
    #expect(try figures(shell).count == 2)
    #expect(try shell.run("tally doctor").status == 0)
  }

  @Test(arguments: [
    ("a.json", "{\"a\": {\"b\": [1, {\"c\": 3}]}}"), ("pom.xml", "<?xml version=\"1.0\"?>\n<p/>\n"),
    ("a.py", "import os\n"), ("q.sql", "SELECT a, b FROM t WHERE c = 1;\nSELECT 2;\n"),
    ("s.css", "body { color: red; }\n"), ("x.lock", "a 1\nb 2\n"), ("c.yaml", "a: 1\nb: 2\n"),
    ("c.toml", "[a]\nb = 1\n"), ("p.png", "\u{89}PNG\u{1}\u{2}\u{0}\u{0}"),
    ("a.swift", "let x = 1\n"),
  ])
  func `what no reader takes is no article, and leaves no warehouse`(name: String, text: String)
    throws
  {
    let shell = try Shell()
    try shell.write(text, to: name)
    let result = try shell.run("tally ingest \(name)")
    #expect(result.status == 65)
    #expect(result.errors.contains("expected"), "\(result.errors)")
    #expect(try shell.run("ls tally.db").status != 0)
  }

  @Test func `a word that is no command, an address and an unknown extension say what to do`()
    throws
  {
    let shell = try Shell()
    let word = try shell.run("tally inges x.csv")
    #expect(word.status == 64 && word.errors.contains("did you mean ingest"))
    let address = try shell.run("tally ingest https://example.org/a.csv")
    #expect(address.status == 66)
    #expect(
      address.errors.contains("curl -sS 'https://example.org/a.csv' | tally ingest - --name"))
    #expect(try shell.run("ls tally.db").status != 0)
    try shell.write("Year,Output\n2020,5\n", to: "y.csv")
    #expect(try shell.run("tally ingest y.csv").status == 0)
    let output = try shell.run("tally sources -o x.parquet")
    #expect(output.status == 64 && output.errors.contains("the path does not name a format"))
  }
}

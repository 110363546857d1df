import Foundation
import Testing

/// The user's own vocabulary.
@Suite struct VocabularyTests {
  private static let places = "code,kind,name,parent\nX-ATL,country,Atlantis,\n"

  private func query(_ sql: String, _ shell: Shell) throws -> String {
    try shell.run("tally query -f csv \"\(sql)\"").output.split(separator: "\n").dropFirst()
      .joined(separator: "\n")
  }

  @Test func `sources that a new word affects say it at the next ingest, others stay`() throws {
    let shell = try Shell()
    try shell.write("Region,2022\nAtlantis,1\n", to: "a.csv")
    try shell.write("Exports of Atlantis rose by 5 percent in 2023.\n", to: "a.txt")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "b.txt")
    try shell.write("id,customer\n1,Ann\n2,Bob\n", to: "r.csv")
    try shell.write(Self.places, to: "w.csv")
    let all = "a.csv a.txt b.txt r.csv"
    #expect(try shell.run("tally ingest \(all)").status == 0)
    let before = try query("SELECT claim_id FROM claims WHERE locator = 'b.txt'", shell)
    let loaded = try query("SELECT source_id, loaded FROM source", shell)
    #expect(try shell.run("tally vocabulary add w.csv").status == 0)
    let ingest = try shell.run("tally ingest -v \(all)")
    #expect(ingest.status == 0)
    #expect(ingest.errors.contains("a.csv: observations, re-read: vocabulary changed, 1 obs"))
    #expect(
      ingest.errors.contains("b.txt: article, re-read: vocabulary changed, and it says the same"))
    #expect(try query("SELECT place_code FROM figures ORDER BY 1", shell) == "CN-HE\nX-ATL\nX-ATL")
    // A source keeps its number and the time at which it was loaded; what says the same, all.
    #expect(try query("SELECT source_id, loaded FROM source", shell) == loaded)
    #expect(try query("SELECT claim_id FROM claims WHERE locator = 'b.txt'", shell) == before)
    #expect(try query("SELECT locator FROM source WHERE reread > ''", shell) == "a.csv\na.txt")
    #expect(
      try query("SELECT message FROM run ORDER BY run_id DESC LIMIT 1", shell)
        == "4 sources re-read: vocabulary changed")
    #expect(
      try query("SELECT count(*) FROM article_search WHERE article_search MATCH 'atlantis'", shell)
        == "1")
    #expect(try shell.run("tally ingest -v \(all)").errors.contains("skipped 4"))
    #expect(try shell.run("tally vocabulary remove w.csv").status == 0)
    #expect(try shell.run("tally ingest \(all)").status == 0)
    #expect(try query("SELECT place_code FROM figures ORDER BY 1", shell) == "CN-HE")
    #expect(try query("SELECT count(*) FROM place WHERE code = 'X-ATL'", shell) == "0")
    // No number is given twice.
    #expect(try query("SELECT count(*) FROM claims WHERE claim_id > \(before)", shell) == "1")
    #expect(try shell.run("tally doctor").status == 0)
  }

  @Test func `an export since the last one has what was read again`() throws {
    let shell = try Shell()
    try shell.write("Region,2022\nAtlantis,1\n", to: "a.csv")
    try shell.write("Region,2022\nBavaria,1\n", to: "b.csv")
    try shell.write(Self.places, to: "w.csv")
    #expect(try shell.run("tally ingest a.csv b.csv").status == 0)
    let export = "tally export observations --since last -o out.csv"
    #expect(try shell.run(export).status == 0)
    #expect(try shell.run("tally vocabulary add w.csv && tally ingest a.csv b.csv").status == 0)
    #expect(try shell.run("\(export) && cut -d, -f 2 out.csv").output.contains("a.csv"))
    #expect(try shell.run("grep -c b.csv out.csv").output == "0\n")
  }

  @Test(arguments: [
    (
      "code,kind,name,parent\nX-A,countri,A,\n",
      "w.csv:2:2: kind: there is no kind countri, did you mean country"
    ),
    (
      "code,kind,name,parent\nX-A,country,A,\nX-B,city,B,X-Z\n",
      "w.csv:3:4: parent: there is no code X-Z among the places"
    ),
    (
      "code,language,kind,name,rank\nGDPX,en,alias,a,\n",
      "w.csv:2:1: code: there is no code GDPX among the indicators, did you mean GDP"
    ),
    (
      "code,name,dimension,unit,stock_flow,aggregation,parent\nHENS,hens,cont,1,stock,sum,\n",
      "w.csv:2:3: dimension: there is no dimension cont, did you mean count"
    ),
    (
      "code,name,plural,dimension,factor,offset\nfurlong,furlong,furlongs,length,long,\n",
      "w.csv:2:5: factor: expected a number, found long"
    ),
    ("code,name\nX,Y\n", "no vocabulary table has the columns code,name"),
  ])
  func `rows that mean nothing are refused with file, line and column`(rows: String, error: String)
    throws
  {
    let shell = try Shell()
    try shell.write(rows, to: "w.csv")
    let result = try shell.run("tally vocabulary add w.csv")
    #expect(result.status == 65)
    #expect(result.errors.contains(error), "\(result.errors)")
    #expect(try shell.run("ls tally.db").status != 0)
  }

  @Test func `a file that is added again takes the place of its earlier rows`() throws {
    let shell = try Shell()
    try shell.write(Self.places, to: "w.csv")
    try shell.write(
      "code,language,kind,name,rank,needs\nX-ATL,en,alias,Sunken Isle,,\n", to: "n.csv")
    #expect(try shell.run("tally vocabulary add w.csv && tally vocabulary add n.csv").status == 0)
    try shell.write(Self.places + "X-LEM,country,Lemuria,\n", to: "w.csv")
    #expect(try shell.run("tally vocabulary add ./w.csv").status == 0)
    let additions = try shell.run("tally vocabulary additions -f csv").output
    #expect(additions.contains(",n.csv,place_names,1,") && additions.contains(",w.csv,places,2,"))
    // Another file's rows need it.
    let needed = try shell.run("tally vocabulary remove w.csv")
    #expect(
      needed.status == 65
        && needed.errors.contains("n.csv:2:1: this row needs what would be removed"))
    #expect(try shell.run("tally vocabulary remove x.csv").status == 66)
    #expect(
      try shell.run("tally vocabulary remove n.csv && tally vocabulary remove w.csv").status == 0)
    #expect(try shell.run("tally vocabulary find Atlantis").status == 66)
    // Files of the vocabulary are no sources.
    #expect(
      try shell.run("mkdir d && cp w.csv d && tally vocabulary add d/w.csv && tally ingest d")
        .status
        == 0)
    #expect(try query("SELECT count(*) FROM source", shell) == "0")
  }
}

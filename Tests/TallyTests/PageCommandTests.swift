import Foundation
import Testing

/// Pages that commands write.
@Suite struct PageCommandTests {
  @Test func `the check is a page by its format or by the name of its file`() throws {
    let shell = try Shell()
    #expect(try shell.run("tally ingest Fixtures/articles Fixtures/tables").status == 0)
    let rows = try shell.run("tally check -f csv")
    let page = try shell.run("tally check -f html")
    #expect(page.status == rows.status)
    #expect(page.errors.isEmpty)
    #expect(try shell.run("tally check -o check.html; cat check.html").output == page.output)
    for line in try shell.run("tally check -f csv | cut -d , -f 1,2 | tail -n +2").output.split(
      separator: "\n")
    {
      let parts = line.split(separator: ",")
      let style = parts[1] == "not enough information" ? "open" : String(parts[1])
      #expect(page.output.contains("<mark class=\"v \(style)\" id=\"figure-\(parts[0])\">"))
    }
    let supported = try shell.run(
      "tally check regional-economy.txt --only supported -f html"
    ).output
    #expect(supported.contains("Shown: only supported."))
    #expect(!supported.contains("<mark class=\"v open\""))
    #expect(
      supported.contains(
        "Beijing 49,670.2 + Tianjin 17,931.3 + Hebei 47,448.1 = 115,049.6 (亿元)"))
  }

  @Test func `several reports go on one page and into one workbook`() throws {
    let shell = try Shell()
    #expect(try shell.run("tally ingest Fixtures/articles Fixtures/tables").status == 0)
    let made = try shell.run(
      "tally report latest rank claims claims -p indicator GDP -o page.html && cat page.html")
    #expect(made.status == 0 && made.errors.isEmpty)
    let page = made.output
    #expect(page.contains("<h1>Latest values, Ranking, Claims, Claims</h1>"))
    #expect(page.contains("<h2>Latest values: Gross domestic product, 2024</h2>"))
    #expect(page.components(separatedBy: "<!doctype").count == 2)
    // Each name is of one element, though the same claims stand there twice.
    let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    for piece in page.components(separatedBy: "href=\"#").dropFirst() {
      #expect(ids.contains(piece.prefix { $0 != "\"" }))
    }
    #expect(
      try shell.run("tally report latest rank -p indicator GDP -o book.xlsx && ls").output.contains(
        "book.xlsx"))
    _ = try shell.run("tally ingest --db back.db book.xlsx")
    #expect(
      try shell.run("tally query --db back.db 'SELECT locator FROM source ORDER BY 1' -f csv")
        .output
        == "locator\nbook.xlsx#Latest values\nbook.xlsx#Ranking\n")
    for (command, message) in [
      ("report latest rank", "-f html"), ("report latest rank -f csv", "-f html"),
      ("report latest rank -f html -p plaice x", "did you mean place"),
      ("report latest rank -f html --sql", "take one"),
      ("report latest lastest -f html", "did you mean latest"),
      ("report latest rank -f html", "needs -p indicator"),
    ] {
      let result = try shell.run("tally \(command)")
      #expect(result.status == 64 && result.errors.contains(message), "\(command)")
    }
  }

  @Test func `a job writes several reports to one page and to one workbook`() throws {
    let shell = try Shell()
    try shell.write(
      """
      sources: {all: Fixtures/tables}
      reports:
        page: {report: [latest, rank], parameters: {indicator: GDP}, to: out/gdp.html, title: Output}
        book: {report: [latest, rank], parameters: {indicator: GDP}, to: out/gdp.xlsx}
      jobs: {nightly: {ingest: all, report: [page, book]}}
      """, to: "tally.yml")
    let result = try shell.run("tally run nightly && ls out")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output == "gdp.html\ngdp.xlsx\n")
    let page = try shell.run("cat out/gdp.html").output
    #expect(page.contains("<title>Output</title>") && page.contains("<h1>Output</h1>"))
    #expect(page.contains("<h2>Ranking: Gross domestic product, 2024</h2>"))
    #expect(page.contains("The warehouse as of "))
    try shell.write(
      "reports: {page: {report: [latest, lastest], to: a.html}, csv: {report: [latest, rank], parameters: {indicator: GDP}, to: a.csv}, p: {report: [latest, overview], parameters: {plaice: x}, to: a.html}}\njobs: {j: {report: page}}\n",
      to: "tally.yml")
    let bad = try shell.run("tally run j")
    #expect(bad.status == 78)
    for message in [
      "did you mean latest", "ends in .html or .xlsx", "none of the reports has a parameter plaice",
    ] {
      #expect(bad.errors.contains(message), "\(bad.errors)")
    }
  }
}

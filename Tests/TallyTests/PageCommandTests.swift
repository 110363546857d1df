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
}

import Foundation
import Testing

/// `tally inspect` of an article.
@Suite struct ArticleInspectionTests {
  @Test func `every figure is marked and read below its paragraph`() throws {
    let shell = try Shell()
    let text =
      "Exports of Macao rose by about 5 percent in 2024, to 3.1 million tonnes.\n\nOther 7.\n"
    let (output, _, status) = try shell.run("tally inspect -", input: text)
    #expect(status == 0)
    #expect(output.contains("rose by [about 5 percent](1) in 2024"))
    #expect(output.contains("\n    (1) 5 % | approximately | increase | what: "))
    #expect(output.contains("place: Macao = MAC | period: 2024 | actual"))
    #expect(output.contains("[3.1 million tonnes](2)"))
    #expect(output.contains("confidence "))
    #expect(!output.contains("\u{1B}"))
  }

  @Test func `it is told why a figure is read as it is`() throws {
    let shell = try Shell()
    let text = "Shenzhen in Guangdong province saw its exports reach 2.4 trillion yuan in 2023.\n"
    let (output, _, status) = try shell.run("tally inspect - --why 1", input: text)
    #expect(status == 0)
    let lines = output.components(separatedBy: "\n")
    let place = try #require(lines.firstIndex { $0.hasPrefix("  place") })
    #expect(lines[place + 1].contains("% Shenzhen, here"))
    #expect(lines[place + 2].contains("for: ") && lines[place + 2].contains(" +"))
    #expect(output.contains("all of it right: "))
    let missing = try shell.run("tally inspect - --why 2", input: text)
    #expect(missing.status == 64 && missing.errors.contains("from 1 to 1"), "\(missing)")
    let table = try shell.run("tally inspect - --why 1", input: "Region,2022\nHebei,1\nHenan,2\n")
    #expect(table.status == 64 && table.errors.contains("expected an article"), "\(table)")
    #expect(try shell.run("tally inspect - --why 0", input: text).status == 64)
  }

  @Test func `a page is shown as the text that is stored`() throws {
    let shell = try Shell()
    let (output, _, status) = try shell.run("tally inspect Fixtures/pages/delta-news.html")
    #expect(status == 0)
    #expect(output.contains("kind        article, text/html"))
    #expect(output.contains("[403.3 billion patacas](1)"))
    #expect(!output.contains("newsletter") && !output.contains("1,000,000"))
    let (piped, _, _) = try shell.run("tally inspect - < Fixtures/pages/delta-news.html")
    #expect(piped.contains("[403.3 billion patacas](1)"))
  }

  @Test func `a page is ingested with its metadata, and its lines are accounted for`() throws {
    let shell = try Shell()
    let (_, errors, status) = try shell.run("tally ingest Fixtures/pages")
    #expect(status == 0, "\(errors)")
    let (rows, _, _) = try shell.run(
      "tally query -f csv \"SELECT title, publisher, published, language, media_type, encoding, rows_passed FROM source ORDER BY locator\""
    )
    #expect(
      rows.contains(
        "Macao's economy grows by nearly a tenth,Delta News Service,2025-03-03,en-GB,text/html,UTF-8,0"
      ))
    #expect(rows.contains("全国研发经费投入突破3.6万亿元,科技观察,2025-09-29,zh-CN,text/html,GB18030,0"))
    #expect(
      rows.contains(
        "\"Patents in 2023, counted\",The Filing Cabinet,2024-11-18,en,text/html,UTF-8,5"))
  }

  @Test func `a page without text is refused`() throws {
    let shell = try Shell()
    try shell.write("<html><body><script>1</script></body></html>", to: "empty.html")
    let (_, errors, status) = try shell.run("tally inspect empty.html")
    #expect(status == 65)
    #expect(errors.contains("empty.html: the page holds no text"))
  }
}

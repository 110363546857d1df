import Records
import Testing

@testable import Documents
@testable import Ingest
@testable import Tables

@Suite struct PageTableTests {
  /// The tables of a page as lines of cells.
  private func tables(_ body: String) throws -> [[String]] {
    let tree = try HTMLParser.parse(Array("<html><body>\(body)</body></html>".utf8))
    let page = PageTables(tree)
    return page.tables.indices.map { index in
      let bytes = page.text(of: index + 1)?.bytes ?? []
      return bytes.split(separator: 0x0A).map {
        String(decoding: $0, as: UTF8.self).replacing("\u{1F}", with: "|")
      }
    }
  }

  @Test func `cells that span several count for each`() throws {
    let found = try tables(
      """
      <table><caption>Births, thousands</caption>
      <tr><th rowspan="2">Land</th><th colspan="2">2022</th></tr>
      <tr><th>Boys</th><th>Girls</th></tr>
      <tr><td rowspan="2">Bavaria</td><td>64</td>
      <td rowspan="2">60<sup><a href="#n">[1]</a></sup></td></tr>
      <tr><td>65</td></tr><tr><td colspan="3">Northern states</td></tr>
      <tr><td>Hesse</td><td>30</td><td>29</td></tr></table>
      """)
    #expect(
      found == [
        [
          "Births, thousands||", "Land|2022|2022", "Land|Boys|Girls", "Bavaria|64|60",
          "Bavaria|65|", "Northern states||", "Hesse|30|29",
        ]
      ])
  }

  @Test(arguments: [
    "<nav><table><tr><td>Home</td><td>2023</td></tr><tr><td>News</td><td>2024</td></tr></table></nav>",
    "<table><tr><td>Some words of a page</td><td>and others</td></tr>"
      + "<tr><td>a</td><td>b</td></tr></table>",
    "<table><tr><th>M</th><th>T</th><th>W</th></tr><tr><td>1</td><td>2</td><td>3</td></tr><tr>"
      + "<td>4</td><td>5</td><td>6</td></tr><tr><td>7</td><td>8</td><td>9</td></tr><tr><td>10</td>"
      + "<td>11</td><td>12</td></tr></table>",
    "<table><tr><td><table><tr><td>x</td></tr></table></td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>",
    "<table style='display:none'>"
      + "<tr><td>a</td><td>3</td></tr><tr><td>b</td><td>5</td></tr></table>",
  ]) func `what lays out a page is no table of data`(body: String) throws {
    #expect(try tables(body) == [])
  }

  @Test func `the tables of a page are sources beside its article`() throws {
    let page = Source(.file(path: repositoryPath("Fixtures/pages/patents-blog.html")))
    let found = SourceFinder.find([page.locator]).sources
    #expect(found.map(\.locator) == [page.locator, page.locator + "#table-1"])
    var whole = FindingOptions()
    whole.splitsPages = false
    #expect(SourceFinder.find([page.locator], whole).sources.count == 1)
    let content = try SourceContent(try #require(found.last))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary)
    else {
      Issue.record("read as an article")
      return
    }
    #expect(table.description.publisher == "The Filing Cabinet")
    #expect(table.description.published == "2024-11-18")
    #expect(try table.cells(onLine: 2) == ["China", "1,680,000"])
  }

  private func repositoryPath(_ path: String) -> String {
    let parts = #filePath.split(separator: "/").dropLast(4)
    return "/" + parts.joined(separator: "/") + "/" + path
  }
}

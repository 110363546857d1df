import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// What of a page is its article.
@Suite struct PageTests {
  private static let reader = (try? Vocabulary()).map { PageReader($0) }
  private static let sentence =
    "Exports of the port grew by 5.2 percent in 2024, the harbour office said on Friday."
  private static let other =
    "Imports fell by 3 percent over the same twelve months, according to the same office."

  private func text(_ page: String) throws -> String {
    String(decoding: try #require(PageTests.reader).read(Array(page.utf8)).text, as: UTF8.self)
  }

  private func metadata(_ page: String) throws -> PageMetadata {
    try #require(PageTests.reader).read(Array(page.utf8)).metadata
  }

  // MARK: Blocks

  /// What stands beside the two paragraphs of an article and is no part of it.
  static let around = [
    "<nav><p>\(sentence.replacing("5.2", with: "9"))</p></nav>",
    "<footer><p>\(sentence.replacing("5.2", with: "9"))</p></footer>",
    "<div class=\"related-stories\"><p>\(sentence.replacing("5.2", with: "9"))</p></div>",
    "<div id=\"adSlot3\"><p>\(sentence.replacing("5.2", with: "9"))</p></div>",
    "<div role=\"complementary\"><p>\(sentence.replacing("5.2", with: "9"))</p></div>",
    "<ol class=\"commentlist\"><li><p>\(sentence.replacing("5.2", with: "9"))</p></li></ol>",
    "<div hidden><p>\(sentence.replacing("5.2", with: "9"))</p></div>",
    "<div style=\"Display: none\"><p>\(sentence.replacing("5.2", with: "9"))</p></div>",
    "<figure><img src=a.png><figcaption>A quay with 9 cranes, seen from the south.</figcaption></figure>",
    "<div><img src=a.png><br>A quay with 9 cranes, seen from the south.</div>",
    "<p>Read more: the 9 largest ports</p>", "<p>Advertisement</p>",
    "<p><a href=/9>The 9 largest ports of the world</a></p>",
    "<script>document.write('<p>9 percent</p>')</script>",
    "<template><p>\(sentence)</p></template>",
    "<!-- <p>9 percent</p> -->", "<button>Share 9</button>", "<select><option>9</option></select>",
  ]

  @Test(arguments: around)
  func `what is named as something else is left out`(element: String) throws {
    let page =
      "<html><body><div class=story><p>\(PageTests.sentence)</p>\(element)<p>\(PageTests.other)</p></div></body>"
    #expect(try text(page) == "\(PageTests.sentence)\n\n\(PageTests.other)\n")
  }

  @Test func `a name that holds the whole article is not believed`() throws {
    let page =
      "<body class=\"has-sidebar comments-open\"><h1>Port grows</h1><div class=\"share-ready\"><p>\(PageTests.sentence)</p></div>"
    #expect(try text(page) == PageTests.sentence + "\n")
  }

  @Test func `headings, lists, tables and code keep their form`() throws {
    let page = """
      <article><p>\(PageTests.sentence)</p><h2>By<br>cargo</h2><ul><li>Grain: up</li><li><p>Ore: down</p></li></ul>
      <table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2024</td><td>5,200</td></tr></table>
      <pre><code>a = 1\nb = 2</code></pre><p>\(PageTests.other)</p></article>
      """
    #expect(
      try text(page) == """
        \(PageTests.sentence)

        ## By cargo

        - Grain: up
        - Ore: down

        | Year | Tonnes |
        | 2024 | 5,200 |

        ```
        a = 1
        b = 2
        ```

        \(PageTests.other)

        """)
  }

  @Test func `a table that lays out the page is read as paragraphs`() throws {
    let page =
      "<TABLE><TR><TD><FONT>\(PageTests.sentence)<BR><BR>\(PageTests.other)</FONT></TD><TD><A HREF=x>Home</A></TD></TR></TABLE>"
    #expect(try text(page) == "\(PageTests.sentence)\n\n\(PageTests.other)\n")
  }

  @Test func `raised digits are no part of the word before them`() throws {
    let page =
      "<p>The port covers 33.3 km<sup>2</sup> of land<sup>1</sup> and water<sup><a href=#n>[2]</a></sup>, and it grows year by year.</p>"
    #expect(
      try text(page) == "The port covers 33.3 km² of land¹ and water, and it grows year by year.\n")
  }

  @Test func `of two articles the one with the headline is read`() throws {
    let page = """
      <title>Imports fall</title><main><article><h1>Exports rise</h1><p>\(PageTests.sentence)</p></article>
      <article><h1>Imports fall</h1><p>\(PageTests.other)</p></article></main>
      """
    #expect(try text(page) == PageTests.other + "\n")
  }

  @Test func `what the page gives to machines only is read from there`() throws {
    let body = Array(repeating: PageTests.sentence, count: 8).joined(separator: "\\n")
    let page = """
      <script type="application/ld+json">{"@type":"NewsArticle","articleBody":"\(body)"}</script><p>Sign in to go on.</p>
      """
    #expect(
      try text(page) == Array(repeating: PageTests.sentence, count: 8).joined(separator: "\n\n")
        + "\n")
  }

  @Test(arguments: [
    String(repeating: "<div>", count: 100_000), String(repeating: "<b>", count: 20_000),
    String(repeating: "<table><tr><td>", count: 20_000),
    String(repeating: "<ul><li>", count: 20_000),
    "<body class=\"" + String(repeating: "a ", count: 500_000) + "\">",
    "<!DOCTYPE html [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>&a;",
    "</p></div></body></html>\u{0}",
    "<script type=\"application/ld+json\">" + String(repeating: "[", count: 100_000) + "</script>",
  ])
  func `no page is too deep or too broken`(start: String) throws {
    #expect(try text(start + "<p>\(PageTests.sentence)</p>").contains("5.2 percent in 2024"))
  }

  // MARK: Metadata

  @Test func `JSON-LD goes before meta elements, and these before what is visible`() throws {
    let page = """
      <html lang="pt_BR"><head><title>Port grows - Quay News</title><meta property="og:title" content="Port grows fast">
      <meta property="og:site_name" content="Quay"><meta name="date" content="2024-05-01">
      <script type="application/ld+json">[{"@type":["NewsArticle"],"headline":"Port grows &amp; grows",
      "datePublished":"2024-05-02T01:00:00Z","publisher":{"@type":"Organization","name":"Quay News Ltd"},}]</script></head>
      """
    let found = try metadata(page + "<h1>Port grows</h1><p>\(PageTests.sentence)</p>")
    #expect(found.title == "Port grows & grows")
    #expect(found.publisher == "Quay News Ltd")
    #expect(found.published == "2024-05-02")
    #expect(found.language == "pt-BR")
  }

  @Test func `without metadata the title and the byline tell`() throws {
    let found = try metadata(
      "<title>Quay News: Port grows fast</title><h2>Port grows fast</h2><i>by Eva, 2 May 2024</i><p>\(PageTests.sentence)"
    )
    #expect(found.title == "Port grows fast")
    #expect(found.publisher == "Quay News")
    #expect(found.published == "2024-05-02")
  }

  @Test(arguments: [
    ("2019-11-18T07:00:00-05:00", "2019-11-18"), ("Mon, 18 Nov 2019 10:00:00 GMT", "2019-11-18"),
    ("November 18th, 2019", "2019-11-18"), ("20191118", "2019-11-18"), ("2019/11/8", "2019-11-08"),
    ("18.11.2019", "2019-11-18"), ("11/18/2019", "2019-11-18"), ("18/11/2019", "2019-11-18"),
    ("2019年11月18日", "2019-11-18"), ("发布时间：2025-09-29 10:30", "2025-09-29"),
    ("1574035200", "2019-11-18"),
    ("11/12/2019", nil), ("2019-13-40", nil), ("yesterday", nil),
  ])
  func `dates are read as pages write them`(text: String, iso: String?) {
    #expect(PageDate(months: ["November": 11, "Nov": 11]).iso(text) == iso)
  }

  @Test(arguments: [
    ("<html><head><meta charset=gb2312>", "GB18030"),
    ("<META HTTP-EQUIV=x CONTENT='text/html; charset=Shift_JIS'>", "Shift_JIS"),
    ("<?xml version='1.0' encoding='iso-8859-1'?><html>", "windows-1252"),
    ("<meta charset=\"utf-16\">", "UTF-8"),
    ("<html><body>", nil),
  ])
  func `the declared encoding is found`(head: String, name: String?) {
    #expect(PageCharset.declared(in: Array(head.utf8))?.name == name)
  }

  @Test(arguments: [
    ("\n <!-- saved --> <!DOCTYPE HTML><p>", true), ("<html>", true),
    ("<?xml version=\"1.0\"?>\n<html>", true),
    ("a < b", false), ("<rss><item>", false), ("year,value\n", false),
  ])
  func `a page is told by how it starts`(text: String, isPage: Bool) {
    #expect(PageCharset.isPage(Array(text.utf8)) == isPage)
  }
}

import Records
import Testing

@testable import Articles
@testable import Ingest
@testable import Text

/// Marks of Markdown are no words, and figures in code, tables and addresses no claims.
@Suite struct MarkupTests {
  private static let vocabulary = try? Vocabulary()

  @Test(arguments: [
    ("Exports rose **5 percent**.", "Exports rose   5 percent  ."),
    ("_Exports_ in [Porto](a.org/2024) rose.", " Exports  in  Porto              rose."),
    ("> Growth[^1] was ~~4~~ 5 percent.", "  Growth     was   4   5 percent."),
    ("![12 ports](chart-12.png) and `x = 42`", "                          and         "),
    ("[^1]: See table 5.", "      See table 5."), ("[1]: https://a.org/7", "                    "),
    ("* an item\n* 3 * 4", "* an item\n* 3 * 4"),
    ("snake_case_5 <br> a < b", "snake_case_5      a < b"),
    ("```\nx = 5\n```\nText", "   \n     \n   \nText"),
    ("Text\n\n    x = 5\n", "Text\n\n         \n"),
    ("- item\n\n    goes on 5\n", "- item\n\n    goes on 5\n"),
    ("[7 items](a.org/7)\nIn [May](b.org) 5", "                  \nIn  May         5"),
    ("| a | 5 |\n|---|---|\n| b | 6 |\nText", "         \n         \n         \nText"),
    ("a | 5\n--|--\nb | 6\n\nText 7", "     \n     \n     \n\nText 7"),
  ])
  func `marks become blanks of the same length`(text: String, blank: String) {
    let found = Markup.blank(Array(text.utf8), .markdown)
    #expect(String(decoding: found.bytes, as: UTF8.self) == blank)
  }

  @Test func `plain text keeps everything but addresses`() {
    let text = "See https://a.org/12, **5 percent** | 6 at 10:30."
    let found = String(decoding: Markup.blank(Array(text.utf8), .plain).bytes, as: UTF8.self)
    #expect(found == "See                 , **5 percent** | 6 at 10:30.")
  }

  @Test func `the figures of a Markdown article are those of its sentences`() throws {
    let text = """
      ---
      title: Port
      date: 2025-03-04
      ---
      Exports of [Porto](https://a.org/2024/12) rose by **5.2 percent** in 2024[^1], of `99` kinds.

      | Year | Tonnes |
      | ---- | ------ |
      | 2023 | 5,000 |

      ~~~
      x = 1500 * 3
      ~~~

      1. Imports fell 3 percent.

      [^1]: The harbour office.
      """
    var source = SourceDescription(kind: .article, locator: "a.md")
    source.mediaType = "text/markdown"
    let article = ArticleReader(vocabulary: try #require(MarkupTests.vocabulary)).read(
      Array(text.utf8), source: source)
    #expect(article.text == text)
    #expect(article.claims.map(\.quote) == ["5.2 percent", "3 percent"])
    #expect(article.passed == ["table_row": 3, "code": 1])
    let scalars = Array(text.unicodeScalars)
    for claim in article.claims {
      #expect(
        String(String.UnicodeScalarView(scalars[claim.span.start..<claim.span.end])) == claim.quote)
    }
  }
}

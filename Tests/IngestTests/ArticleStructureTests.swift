import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

struct ArticleStructureTests {
  /// The blocks as `kind: text`.
  func blocks(_ text: String) -> [String] {
    let text = ArticleText(Array(text.utf8))
    return BlockReader.read(text).blocks.map { "\($0.kind): \(text.string(tokens: $0.tokens))" }
  }

  func sentences(_ text: String) -> [String] {
    let text = ArticleText(Array(text.utf8))
    let reader = SentenceReader(text, words: PeriodTests.shared.classes)
    return BlockReader.read(text).blocks.enumerated().flatMap { number, block in
      reader.sentences(of: block, number: number).map { text.string(tokens: $0.tokens) }
    }
  }

  func publication(_ text: String) -> (blocks: [String], found: Publication) {
    let text = ArticleText(Array(text.utf8))
    var (blocks, matter) = BlockReader.read(text)
    let found = PublicationReader(
      text: text, classes: PeriodTests.shared.classes, periods: PeriodTests.shared.periods(text)
    ).read(&blocks, matter: matter)
    return (blocks.map { "\($0.kind): \(text.string(tokens: $0.tokens))" }, found)
  }

  @Test func `a title, a heading and paragraphs without blank lines`() {
    #expect(
      blocks("Clusters Grow Together\nRegional Growth\nThe region grew. It was quick.\nMore came.")
        == [
          "title: Clusters Grow Together", "heading: Regional Growth",
          "paragraph: The region grew. It was quick.",
          "paragraph: More came.",
        ])
  }

  @Test func `Markdown headings, bullets and front matter`() {
    #expect(
      blocks(
        "---\ntitle: A\ndate: 2025-03-03\n---\n\n# Growth\n\nIt grew.\n\n- one\n* two\n1. three\n(2) four\n"
      )
        == [
          "heading: Growth", "paragraph: It grew.", "item: one", "item: two", "item: three",
          "item: four",
        ])
    #expect(blocks("-- GDP grew.\n• Exports fell.") == ["item: GDP grew.", "item: Exports fell."])
  }

  @Test func `hard-wrapped lines run on`() {
    #expect(
      blocks(
        "The province has grown for many years, and its ports and\nrailways carry more goods than before."
      )
        == [
          "paragraph: The province has grown for many years, and its ports and\nrailways carry more goods than before."
        ])
  }

  @Test func `a line of marks only is no block`() {
    #expect(blocks("One.\n\n…\n\n***\n\nTwo.") == ["paragraph: One.", "paragraph: Two."])
  }

  @Test(arguments: [
    ("The U.S. economy grew. Exports fell.", 2), ("It moved to the U.S. The firm grew.", 2),
    ("Dr. Smith spoke. He left.", 2), ("It grew 5 pct. Exports fell.", 2),
    ("On Jan. 23 it fell.", 1),
    ("It rose 2.5 percent. It fell 1.5%.", 2), ("J. Smith spoke.", 1),
    ("Ralston Purina Co. reported a loss.", 1),
    ("He works for Acme Inc. The firm is small.", 2), ("“It grew.” She smiled.", 2),
    ("Why? Because it rose!", 2),
    ("全省生产总值为90131亿元。增长5.5%！", 2), ("See No. 5 for more.", 1), ("The site example.com grew.", 1),
    ("He said it was “fine.” Others agreed.", 2), ("The U.S. Treasury sold bonds.", 1),
  ]) func `sentences end where they do`(_ text: String, _ count: Int) {
    #expect(sentences(text).count == count, "\(sentences(text))")
  }

  @Test func `a dateline names place, agency and date and is cut off`() {
    let (blocks, found) = publication("Growth up\n\nBEIJING, Jan. 17 (Xinhua) -- The economy grew.")
    #expect(blocks == ["title: Growth up", "paragraph: The economy grew."])
    #expect(found.publisher == "Xinhua")
    let (_, dated) = publication("GUANGZHOU, China, Jan. 17, 2025 /PRNewswire/ — GDP grew.")
    #expect(dated.published?.description == "2025-01-17")
    #expect(dated.publisher == "PRNewswire")
    #expect(publication("MACAU, March 1 - GDP grew.").blocks == ["paragraph: GDP grew."])
    #expect(
      publication("Output grew - by 5 percent.").blocks == [
        "paragraph: Output grew - by 5 percent."
      ])
  }

  @Test(
    arguments: [
      ("Title\n\nXinhua) 15:04, January 15, 2024\n\nIt grew.", "Xinhua", "2024-01-15"),
      (
        "Title\n\n09:59, January 15, 2025 By Song Lin ( Global Times\n\nIt grew.", "Global Times",
        "2025-01-15"
      ),
      ("Title\n\nPRNewswire January 17, 2025\n\nIt grew.", "PRNewswire", "2025-01-17"),
      ("Title\n\nPublished: March 5, 2024\n\nIt grew.", nil, "2024-03-05"),
      ("Title\nAs reported by CGTN on December 23, 2025, it grew.", "CGTN", "2025-12-23"),
      ("---\ndate: 2025-03-03\npublisher: \"Gazette\"\n---\nIt grew.", "Gazette", "2025-03-03"),
      ("公报\n\n2025/09/29 15:00\n\n来源：国家统计局\n\n增长。", "国家统计局", "2025-09-29"),
      ("标题\n\n2025年9月29日，国家统计局发布公报。", nil, "2025-09-29"),
      ("It grew in 2024.", nil, nil),
    ] as [(String, String?, String?)]) func `publisher and date stand in the head`(
      _ text: String, _ publisher: String?, _ published: String?
    )
  {
    let found = publication(text).found
    #expect(found.publisher == publisher)
    #expect(found.published?.description == published)
  }

  @Test func `code points count characters beyond ASCII once`() {
    let text = ArticleText(Array("é中😀a\r\nb".utf8))
    #expect(text.string == "é中😀a\nb")
    #expect(text.codePoints(0..<text.bytes.count) == 0..<6)
    let long = ArticleText(Array(String(repeating: "中文a", count: 300).utf8))
    #expect(long.codePoints(7..<700) == 3..<300)
  }
}

import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// Articles longer than one section: nothing is lost, doubled or read differently where a section
/// ends.
@Suite struct ArticleReadingTests {
  static let reader = (try? Vocabulary()).map { ArticleReader(vocabulary: $0) }

  static let sentences = [
    "Steel output rose 5.2 percent to 4.7 million tonnes in 2023, the bureau said.",
    "Exports of the 14 plants fell to $21.5bn from $23 billion a year earlier.",
    "Some 600 workers joined Dr. Lee's programme, which costs 35 yuan a day.",
  ]

  /// A way to lay out the same sentences over many kilobytes.
  struct Layout: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// What stands after the sentence of a number.
    var separator: @Sendable (Int) -> String
  }

  static let layouts = [
    Layout(testDescription: "paragraphs") { $0 % 3 == 2 ? "\n\n" : " " },
    Layout(testDescription: "a sentence a line") { _ in "\n" },
    Layout(testDescription: "one line") { _ in " " },
    Layout(testDescription: "hard-wrapped without blank lines") { $0 % 2 == 0 ? "\n" : " " },
    Layout(testDescription: "long paragraphs") { $0 % 200 == 199 ? "\n\n" : " " },
  ]

  private func reading(_ text: String) throws -> ArticleReading {
    try #require(ArticleReadingTests.reader).reading(
      Array(text.utf8), source: SourceDescription(kind: .article, locator: "-"))
  }

  @Test(arguments: layouts)
  func `every sentence of a long text is read once, and each time alike`(layout: Layout) throws {
    var text = "The year in figures\n\n"
    var starts: [Int] = []
    for number in 0..<2100 {
      starts.append(text.utf8.count)
      text += ArticleReadingTests.sentences[number % 3] + layout.separator(number)
    }
    var reading = try reading(text)
    var article = Article(source: reading.source, text: text)
    var (section, sections) = (ArticleSection(), 0)
    while reading.next(into: &section) {
      sections += 1
      let bytes = (section.bytes.last?.upperBound ?? 0) - (section.bytes.first?.lowerBound ?? 0)
      #expect(bytes <= 1 << 16)
      article.append(section)
    }
    #expect(sections > 2 && sections <= text.utf8.count / (1 << 15) + 1)
    #expect(article.sentences.dropFirst().map(\.span.start) == starts)
    let bySentence = Dictionary(grouping: article.claims, by: \.sentence)
    for number in 0..<2100 {
      let first = bySentence[number % 3 + 1] ?? []
      let claims = bySentence[number + 1] ?? []
      #expect(claims.map(\.quote) == first.map(\.quote))
      #expect(claims.map(\.value) == first.map(\.value))
      #expect(
        claims.map(\.span.start)
          == first.map { $0.span.start - starts[number % 3] + starts[number] })
    }
  }

  @Test func `a text without a full stop is cut, and all of its figures are found`() throws {
    let text = String(repeating: "about 5 percent of 20 tonnes and ", count: 3000)
    let article = try #require(ArticleReadingTests.reader).read(
      Array(text.utf8), source: SourceDescription(kind: .article, locator: "-"))
    #expect(article.claims.count == 6000)
    #expect(article.sentences.allSatisfy { $0.span.end - $0.span.start < 4000 })
  }

  @Test func `one word without end and thousands of headings are read as well`() throws {
    let letters = try reading(String(repeating: "x", count: 200_000))
    #expect(sentences(letters) >= 1)
    let headings = try reading(String(repeating: "Growth by Region\n", count: 9000))
    #expect(sentences(headings) == 9000)
    let ideographs = try reading(String(repeating: "中", count: 70_000))
    #expect(sentences(ideographs) >= 140)
  }

  private func sentences(_ reading: ArticleReading) -> Int {
    var reading = reading
    var (section, count) = (ArticleSection(), 0)
    while reading.next(into: &section) { count += section.sentences.count }
    return count
  }

  @Test func `a document's records are the same alone and among others`() throws {
    let first =
      "BEIJING, Jan. 17, 2024 -- Output rose 5 percent last year to 3 million tonnes (2.4 million in 2022)."
    let second = "Canada's exports fell 3 percent in 2019. The country sold 40 aircraft."
    func records(_ texts: [String], of document: String) throws -> [String] {
      var output: [UInt8] = []
      try withoutActuallyEscaping({ output += $0 }) { write in
        var writer = DocumentNDJSON(write: write)
        for text in texts { writer.append(try reading(text), document: text == first ? "a" : "b") }
        writer.flush()
      }
      return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init).filter
      {
        $0.contains("\"document\":\"\(document)\"")
      }
    }
    let alone = try records([first], of: "a")
    #expect(alone.count > 3)
    #expect(try records([second, first], of: "a") == alone)
    #expect(try records([first, second], of: "a") == alone)
  }
}

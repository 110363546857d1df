package import Records
package import Text

/// Reads article pages: the main text, and what the page says about it.
package struct PageReader: Sendable {
  private let words: PageWords
  private let dates: PageDate

  /// A reader with the words of the vocabulary.
  init(words: PageWords, dates: PageDate) {
    self.words = words
    self.dates = dates
  }

  /// A reader with what the vocabulary says about pages and months.
  package init(_ vocabulary: Vocabulary) {
    words = PageWords(vocabulary.rows("page_words").map { ($0["kind"], $0["name"]) })
    let months = vocabulary.rows("calendar").filter { $0["kind"] == "month" }
    dates = PageDate(
      months: Dictionary(months.compactMap { row in Int(row["value"]).map { (row["name"], $0) } }) {
        first, _ in first
      }
    )
  }

  /// An article as text, and its metadata.
  package struct Page {
    /// UTF-8 with `\n` line ends; empty where the page holds no text.
    package var text: [UInt8]
    package var metadata: PageMetadata
  }

  /// Reads a page, given as well-formed UTF-8.
  ///
  /// - Throws: a `Failure` where the parser's library is not installed.
  package func read(_ bytes: [UInt8]) throws(Failure) -> Page {
    read(try HTMLParser.parse(bytes))
  }

  /// Reads a page that is parsed.
  func read(_ tree: PageTree) -> Page {
    var metadata = PageMetadata(tree, words: words, dates: dates)
    var main = MainText(tree, metadata, words: words, dates: dates)
    var text = PageText.render(main.find())
    if let body = metadata.body, body.utf8.count >= 400, text.count * 2 < body.utf8.count {
      // The page shows the beginning and gives the rest to machines.
      text = PageText.render(paragraphs: body)
    }
    for line in main.byline() {
      metadata.published = metadata.published ?? dates.iso(line)
      metadata.publisher = metadata.publisher ?? words.publisher(in: line)
    }
    metadata.published = metadata.published ?? metadata.dateBeside
    metadata.publisher = metadata.publisher ?? metadata.site
    return Page(text: text, metadata: metadata)
  }
}

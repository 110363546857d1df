public import Records
internal import Text

/// An article while it is read, section by section.
///
/// Only the text is held as a whole. Tokens, blocks and sentences are made for one section after
/// the other, so that time grows in step with the length of a text and memory by little more than
/// the text, whatever its structure.
public struct ArticleReading {
  /// How much text is cut into tokens at a time.
  private static let window = 1 << 16
  /// A block up to this length is read again as a whole where a section ends within it.
  private static let shortBlock = 1 << 12
  /// The longest line that is looked at again for how it runs on.
  private static let longestLine = 1 << 8

  /// What is known of the document, from what was given and from its head.
  public private(set) var source: SourceDescription
  /// The text as stored, in UTF-8.
  public var text: [UInt8] { section.bytes }
  /// Lines of the text that are not read, by the name of the rule: `table_row`, `code`.
  public var passed: [String: Int] { section.passed }

  private let reader: ArticleReader
  private var section: ArticleText
  private var blocks: [Block] = []
  private var discourse = Discourse()
  private var start = Start()
  private var end = 0
  private var isDone = false
  /// What a file beside the article says that it states.
  private var corrections: CorrectedClaims?
  /// Whether the title stands outside of the text.
  private let isPage: Bool

  /// Where a section starts.
  private struct Start {
    /// The first byte that is cut into tokens.
    var byte = 0
    /// The first byte of a sentence that was not read yet.
    var unread = 0
    /// The block that goes on there; `nil` where one starts.
    var block: Block.Kind?
  }

  init(_ bytes: [UInt8], source: SourceDescription, reader: ArticleReader) {
    self.source = source
    self.reader = reader
    var markup = Markup.Kind(mediaType: source.mediaType)
    if case .plain = markup, MarkupEvidence(bytes).isMarkdown { markup = .markdown }
    isPage = markup == .page
    section = ArticleText(bytes, cut: 0..<0, lexicon: reader.lexicon, markup: markup)
    self.source.kind = .article
    corrections = source.claims.map { CorrectedClaims($0, in: section, reader: reader) }
    discourse.named = NameProfile(words: reader.measureWords)
    readHead()
  }

  /// Reads the next section in place of what was read before; `false` after the last.
  public mutating func next(into found: inout ArticleSection) -> Bool {
    found.clear()
    guard !isDone else { return false }
    let sentences = sentences()
    let count = end == text.count ? sentences.count : whole(sentences)
    var readers = SectionReader(reader, section)
    // What is named later in the section counts for the figures before it.
    var read: [SectionReader.Read] = []
    for sentence in sentences[..<count] {
      read.append(readers.find(in: sentence, blocks[sentence.block].kind, &discourse))
    }
    for sentence in read {
      guard let reading = sentence.reading else { continue }
      discourse.profile.add(reading, reader.places)
      discourse.named.add(reading, isTitle: sentence.kind == .title)
    }
    var block = start.block == nil ? -1 : 0
    for sentence in read {
      if sentence.block != block { discourse.startParagraph() }
      block = sentence.block
      readers.read(sentence, &discourse, &found)
    }
    if var corrections {
      corrections.apply(to: &found, of: section, isLast: end == text.count)
      self.corrections = corrections
    }
    if end == text.count {
      isDone = true
    } else {
      start =
        count < sentences.count
        ? start(of: sentences[count], in: sentences[..<count]) : Start(byte: end, unread: end)
      cut()
    }
    return true
  }

  // MARK: The head

  /// Reads the first section's blocks and what they say about the document.
  private mutating func readHead() {
    let matter = cut()
    let publication = PublicationReader(
      text: section, classes: reader.classes, periods: reader.periods(section)
    )
    .read(&blocks, matter: matter)
    source.title = source.title ?? matter["title"] ?? title
    source.publisher = source.publisher ?? publication.publisher
    source.published = source.published ?? publication.published?.description
    source.language = source.language ?? language
    discourse.published = source.published.flatMap { PublicationDate($0) }
    discourse.publisher = source.publisher.flatMap(reader.place(inPublisher:))
    discourse.publisherNames = source.publisher.map(NameProfile.publishers(in:)) ?? []
    discourse.publisherCountry = discourse.publisher.flatMap { reader.places.country(of: $0) }
    discourse.dateline = publication.place.flatMap { place(in: $0) }
    if isPage, let title = source.title { remember(title) }
  }

  /// What a headline speaks of goes for the text below it, though it is no part of the text.
  private mutating func remember(_ title: String) {
    let text = ArticleText(Array(title.utf8), lexicon: reader.lexicon)
    guard !text.tokens.isEmpty else { return }
    var headline = ArticleSection()
    var readers = SectionReader(reader, text)
    let sentence = readers.find(
      in: SentenceRange(block: 0, tokens: 0..<text.tokens.count), .title, &discourse)
    if let reading = sentence.reading {
      discourse.profile.add(reading, reader.places)
      discourse.named.add(reading, isTitle: true)
    }
    readers.read(sentence, &discourse, &headline)
  }

  /// The place that the words of a dateline name.
  private func place(in tokens: Range<Int>) -> Int? {
    EntityReader(
      text: section, classes: reader.classes, places: reader.places, matcher: reader.matcher
    ).placeNames(in: tokens).first { $0.place >= 0 }?.place
  }

  private var title: String? {
    let block = blocks.first { $0.kind == .title } ?? blocks.first { $0.kind == .heading }
    return block.map { section.string(tokens: $0.tokens).folded }
  }

  /// By the script that most letters of the head have: Chinese, or else English, which are the
  /// languages that are read.
  private var language: String {
    let ideographs = section.tokens.count { $0.kind == .ideograph }
    return ideographs * 2 > section.tokens.count ? "zh" : "en"
  }

  // MARK: Sections

  /// Cuts the section at `start` into tokens and blocks; the front matter of the first one.
  @discardableResult
  private mutating func cut() -> [String: String] {
    end = ArticleReading.end(from: start.unread, in: text)
    section.cut(start.byte..<end)
    let (blocks, matter) = BlockReader.read(
      section, isHead: start.byte == 0 && !isPage, within: start.block)
    self.blocks = blocks
    return matter
  }

  /// Where a section ends: at a line's end if there is one, else after a word.
  private static func end(from start: Int, in text: [UInt8]) -> Int {
    guard text.count - start > window else { return text.count }
    var end = start + window
    if let line = text[(start + window / 2)..<end].lastIndex(of: 0x0A) { return line }
    if let space = text[(end - window / 8)..<end].lastIndex(of: 0x20) { return space }
    while text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private func sentences() -> [SentenceRange] {
    let reader = SentenceReader(section, words: reader.classes)
    var sentences: [SentenceRange] = []
    for (number, block) in blocks.enumerated() {
      var block = block
      if number == 0, start.block != nil {
        let first =
          block.tokens.first { Int(section.tokens[$0].start) >= start.unread }
          ?? block.tokens.upperBound
        block.tokens = first..<block.tokens.upperBound
      }
      guard !block.tokens.isEmpty else { continue }
      sentences += reader.sentences(of: block, number: number)
    }
    return sentences
  }

  /// How many sentences surely end within the section: not the last one, nor those of a short block
  /// that it ends.
  private func whole(_ sentences: [SentenceRange]) -> Int {
    guard let last = sentences.last, let first = sentences.first, sentences.count > 1 else {
      return sentences.count
    }
    let isShort = section.byteRange(blocks[last.block].tokens).count <= ArticleReading.shortBlock
    guard isShort, last.block != first.block else { return sentences.count - 1 }
    return sentences.firstIndex { $0.block == last.block } ?? sentences.count - 1
  }

  /// Where the next section starts so that it reads a sentence as this one would.
  private func start(of sentence: SentenceRange, in before: ArraySlice<SentenceRange>) -> Start {
    guard let last = before.last, last.block == sentence.block else {
      let byte = before.last.map { Int(section.tokens[$0.tokens.upperBound - 1].end) } ?? start.byte
      return Start(byte: byte, unread: byte)
    }
    // Whether the next line runs on depends on the length of this one.
    let unread = Int(section.tokens[sentence.tokens.lowerBound].start)
    var first = sentence.tokens.lowerBound
    while first > 0, !section.tokens[first].traits.contains(.lineBefore),
      unread - Int(section.tokens[first].start) < ArticleReading.longestLine
    {
      first -= 1
    }
    let byte = first > 0 ? Int(section.tokens[first - 1].end) : start.byte
    return Start(byte: byte, unread: unread, block: blocks[sentence.block].kind)
  }
}

internal import Records
internal import Text

/// Reads the sentences of one section of an article, one after the other.
struct SectionReader {
  private let text: ArticleText
  private let reader: ArticleReader
  private let periods: PeriodReader
  private let quantities: QuantityReader
  private let tagger: Tagger
  private let entities: EntityReader
  private let assembler: ClaimAssembler

  init(_ reader: ArticleReader, _ text: ArticleText) {
    self.reader = reader
    self.text = text
    periods = reader.periods(text)
    quantities = QuantityReader(
      text: text, vocabulary: reader.words, matcher: reader.matcher, classes: reader.classes)
    tagger = Tagger(text: text, classes: reader.classes)
    entities = EntityReader(
      text: text, classes: reader.classes, places: reader.places, matcher: reader.matcher)
    assembler = ClaimAssembler(text: text, reader: reader)
  }

  /// A sentence with what was found in it, before its figures are answered.
  struct Read {
    let kind: Article.Sentence.Kind
    let block: Int
    let tokens: Range<Int>
    /// Numbers that no double holds.
    let rejects: [Reject]
    /// `nil` for a byline, which states nothing.
    let reading: SentenceReading?
  }

  /// Finds the figures, periods and names of a sentence.
  mutating func find(
    in sentence: SentenceRange, _ block: Block.Kind, _ discourse: inout Discourse
  ) -> Read {
    let kind: Article.Sentence.Kind =
      switch block {
      case .title: .title
      case .heading, .byline: .heading
      case .item: .item
      case .paragraph: .sentence
      }
    guard block != .byline else {
      return Read(
        kind: kind, block: sentence.block, tokens: sentence.tokens, rejects: [], reading: nil)
    }
    quantities.context = discourse.figures
    quantities.context.year = discourse.published?.year
    quantities.context.country =
      (discourse.firstPlace ?? discourse.publisher).map {
        reader.words.country(ofPlace: Int32($0))
      } ?? 0
    quantities.noteAnnouncement(in: sentence.tokens)
    let reading = reading(sentence.tokens, kind)
    quantities.context.note(reading.figures)
    discourse.figures = quantities.context
    let rejects = quantities.unreadable.filter { !isContinued($0) }.map { reject($0) }
    quantities.unreadable.removeAll()
    if discourse.firstPlace == nil {
      discourse.firstPlace =
        reading.entities.first {
          $0.kind == .place && $0.place >= 0 && !$0.isInOrganisation
        }?.place
    }
    return Read(
      kind: kind, block: sentence.block, tokens: sentence.tokens, rejects: rejects,
      reading: reading)
  }

  /// Adds a sentence with its claims and mentions to a section.
  func read(_ sentence: Read, _ discourse: inout Discourse, _ section: inout ArticleSection) {
    let bytes = text.byteRange(sentence.tokens)
    let span = text.codePoints(bytes)
    section.sentences.append(
      .init(kind: sentence.kind, span: TextSpan(start: span.lowerBound, end: span.upperBound)))
    section.bytes.append(bytes)
    section.rejects += sentence.rejects
    guard let reading = sentence.reading else { return }
    if sentence.kind == .heading { discourse.startSection() }
    assembler.assemble(
      reading, ordinal: section.sentences.count - 1, &discourse, &section)
  }

  /// Whether the section starts within a number: then the one before told of it.
  private func isContinued(_ tokens: Range<Int>) -> Bool {
    let start = text.byteRange(tokens).lowerBound
    return start > 0 && (48...57).contains(text.bytes[start - 1])
  }

  /// A number that no double holds.
  private func reject(_ tokens: Range<Int>) -> Reject {
    let bytes = text.byteRange(tokens)
    let before = text.bytes[..<bytes.lowerBound]
    let line = before.count { $0 == 10 } + 1
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    let column = text.codePoints(start..<bytes.lowerBound).count + 1
    return Reject(
      line: line, column: column, code: "number_out_of_range",
      message: "a number that cannot be stored: expected one below 1e300, with 40 digits at most",
      raw: String(text.string(bytes).prefix(200)))
  }

  /// Everything that is found in one sentence.
  private func reading(_ range: Range<Int>, _ kind: Article.Sentence.Kind) -> SentenceReading {
    let shouted = (kind == .title || kind == .heading) && isTitleCase(range)
    let mentions = periods.mentions(in: range)
    var figures = quantities.figures(in: range, periods: mentions)
    let tags = tagger.tags(
      of: range, figures: figures.map(\.core), periods: mentions.map(\.tokens), shouted: shouted)
    let names = entities.entities(in: range, tags: tags, shouted: shouted)
      // “17 trillion U.S. dollars” names no place.
      .filter { entity in !figures.contains { $0.core.overlaps(entity.tokens) } }
    let institutions = reader.institutions.mentions(in: range, text.tokens)
    let marketWords = reader.topics.marketWords(in: text.tokens[range])
    let isYearly = reader.topics.isYearly(text.tokens[range])
    let bare = SentenceReading(
      text: text, classes: reader.classes, range: range, tags: tags, figures: figures,
      periods: mentions,
      entities: names, institutions: institutions, marketWords: marketWords, isYearly: isYearly,
      isShouted: shouted, labelEnd: quantities.context.labelled?.after)
    guard figures.contains(where: \.isCount) else { return bare }
    CountedNoun.find(in: bare, &figures)
    ElidedUnit(sentence: bare, context: quantities.context).complete(&figures)
    return SentenceReading(
      text: text, classes: reader.classes, range: range, tags: tags, figures: figures,
      periods: mentions,
      entities: names, institutions: institutions, marketWords: marketWords, isYearly: isYearly,
      isShouted: shouted, labelEnd: quantities.context.labelled?.after)
  }

  private func isTitleCase(_ range: Range<Int>) -> Bool {
    let words = range.filter { text.tokens[$0].kind == .word }
    let capitals = words.count { text.tokens[$0].traits.contains(.capitalised) }
    return words.count > 2 && capitals * 10 >= words.count * 7
  }
}

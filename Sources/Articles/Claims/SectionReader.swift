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
    /// `nil` for a byline, which states nothing.
    let reading: SentenceReading?
  }

  /// Finds the figures, periods and names of a sentence.
  func find(in sentence: SentenceRange, _ block: Block.Kind) -> Read {
    let kind: Article.Sentence.Kind =
      switch block {
      case .title: .title
      case .heading, .byline: .heading
      case .item: .item
      case .paragraph: .sentence
      }
    return Read(
      kind: kind, block: sentence.block, tokens: sentence.tokens,
      reading: block == .byline ? nil : reading(sentence.tokens, kind))
  }

  /// Adds a sentence with its claims and mentions to a section.
  func read(_ sentence: Read, _ discourse: inout Discourse, _ section: inout ArticleSection) {
    let bytes = text.byteRange(sentence.tokens)
    let span = text.codePoints(bytes)
    section.sentences.append(
      .init(kind: sentence.kind, span: TextSpan(start: span.lowerBound, end: span.upperBound)))
    section.bytes.append(bytes)
    guard let reading = sentence.reading else { return }
    if sentence.kind == .heading { discourse.startSection() }
    assembler.assemble(
      reading, ordinal: section.sentences.count - 1,
      isHeading: sentence.kind == .title || sentence.kind == .heading, &discourse, &section)
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
      isShouted: shouted)
    guard figures.contains(where: \.isCount) else { return bare }
    CountedNoun.find(in: bare, &figures)
    return SentenceReading(
      text: text, classes: reader.classes, range: range, tags: tags, figures: figures,
      periods: mentions,
      entities: names, institutions: institutions, marketWords: marketWords, isYearly: isYearly,
      isShouted: shouted)
  }

  private func isTitleCase(_ range: Range<Int>) -> Bool {
    let words = range.filter { text.tokens[$0].kind == .word }
    let capitals = words.count { text.tokens[$0].traits.contains(.capitalised) }
    return words.count > 2 && capitals * 10 >= words.count * 7
  }
}

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
    assembler = ClaimAssembler(
      text: text, vocabulary: reader.vocabulary, matcher: reader.matcher, places: reader.places,
      cues: reader.cues)
  }

  /// Adds a sentence with its claims and mentions to a section.
  func read(
    _ sentence: SentenceRange, _ block: Block.Kind, _ state: inout ArticleState,
    _ section: inout ArticleSection
  ) {
    let kind: Article.Sentence.Kind =
      switch block {
      case .title: .title
      case .heading, .byline: .heading
      case .item: .item
      case .paragraph: .sentence
      }
    let bytes = text.byteRange(sentence.tokens)
    let span = text.codePoints(bytes)
    section.sentences.append(
      .init(kind: kind, span: TextSpan(start: span.lowerBound, end: span.upperBound)))
    section.bytes.append(bytes)
    guard block != .byline else { return }
    if kind == .heading { state.startSection() }
    assembler.assemble(
      reading(sentence.tokens, kind), ordinal: section.sentences.count - 1,
      isHeading: kind == .title || kind == .heading, &state, &section)
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
    let bare = SentenceReading(
      text: text, classes: reader.classes, range: range, tags: tags, figures: figures,
      periods: mentions,
      entities: names, isShouted: shouted)
    guard figures.contains(where: \.isCount) else { return bare }
    CountedNoun.find(in: bare, &figures)
    return SentenceReading(
      text: text, classes: reader.classes, range: range, tags: tags, figures: figures,
      periods: mentions,
      entities: names, isShouted: shouted)
  }

  private func isTitleCase(_ range: Range<Int>) -> Bool {
    let words = range.filter { text.tokens[$0].kind == .word }
    let capitals = words.count { text.tokens[$0].traits.contains(.capitalised) }
    return words.count > 2 && capitals * 10 >= words.count * 7
  }
}

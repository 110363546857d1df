public import Records

/// Reads articles: structure, publication, and every figure as a claim.
///
/// Everything that depends on the vocabulary is prepared once; reading one article shares nothing with reading another.
public struct ArticleReader: Sendable {
  private let vocabulary: Vocabulary
  private let matcher: Matcher
  private let classes: WordClasses
  private let calendar: Calendar
  private let places: PlaceNames
  private let words: QuantityWords
  private let cues: ChineseCues

  /// A reader with everything that the vocabulary knows.
  public init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    matcher = vocabulary.matcher
    classes = WordClasses(vocabulary)
    calendar = Calendar(vocabulary)
    places = PlaceNames(vocabulary)
    words = QuantityWords(vocabulary)
    cues = ChineseCues(vocabulary)
  }

  /// Reads one article, given as UTF-8.
  ///
  /// - Parameter source: what is known of it already, which goes before what the text says.
  public func read(_ bytes: [UInt8], source: SourceDescription) -> Article {
    let text = ArticleText(bytes)
    var article = Article(source: source, text: text.string)
    article.source.kind = .article
    var (blocks, matter) = BlockReader.read(text)
    let periods = PeriodReader(text: text, calendar: calendar, classes: classes, matcher: matcher)
    let publication = PublicationReader(text: text, classes: classes, periods: periods).read(&blocks, matter: matter)
    article.source.title = source.title ?? matter["title"] ?? title(blocks, text)
    article.source.publisher = source.publisher ?? publication.publisher
    article.source.published = source.published ?? publication.published?.description
    article.source.language = source.language ?? language(text)
    var state = ArticleState()
    state.published = article.source.published.flatMap { PublicationDate($0) }
    let sentences = SentenceReader(text, words: classes)
    let quantities = QuantityReader(text: text, vocabulary: words, matcher: matcher, classes: classes)
    let assembler = ClaimAssembler(text: text, vocabulary: vocabulary, matcher: matcher, places: places, cues: cues)
    for (number, block) in blocks.enumerated() {
      state.claimed = nil
      for sentence in sentences.sentences(of: block, number: number) where !sentence.tokens.isEmpty {
        let kind: Article.Sentence.Kind =
          switch block.kind {
          case .title: .title
          case .heading, .byline: .heading
          case .item: .item
          case .paragraph: .sentence
          }
        let span = text.codePoints(text.byteRange(sentence.tokens))
        article.sentences.append(.init(kind: kind, span: TextSpan(start: span.lowerBound, end: span.upperBound)))
        guard block.kind != .byline else { continue }
        if kind == .heading { state.startSection() }
        let reading = self.reading(sentence.tokens, kind, text, periods, quantities)
        assembler.assemble(
          reading, ordinal: article.sentences.count - 1, isHeading: kind == .title || kind == .heading, &state, &article
        )
      }
    }
    return article
  }

  /// Everything that is found in one sentence.
  private func reading(
    _ range: Range<Int>, _ kind: Article.Sentence.Kind, _ text: ArticleText, _ periods: PeriodReader,
    _ quantities: QuantityReader
  ) -> SentenceReading {
    let shouted = (kind == .title || kind == .heading) && isTitleCase(range, text)
    let mentions = periods.mentions(in: range)
    var figures = quantities.figures(in: range, periods: mentions)
    let tagger = Tagger(text: text, classes: classes)
    let tags = tagger.tags(of: range, figures: figures.map(\.core), periods: mentions.map(\.tokens), shouted: shouted)
    let entities = EntityReader(text: text, classes: classes, places: places, matcher: matcher)
      .entities(in: range, tags: tags, shouted: shouted)
      // “17 trillion U.S. dollars” names no place.
      .filter { entity in !figures.contains { $0.core.overlaps(entity.tokens) } }
    let bare = SentenceReading(
      text: text, classes: classes, range: range, tags: tags, figures: figures, periods: mentions, entities: entities,
      isShouted: shouted)
    CountedNoun.find(in: bare, &figures)
    return SentenceReading(
      text: text, classes: classes, range: range, tags: tags, figures: figures, periods: mentions, entities: entities,
      isShouted: shouted)
  }

  private func isTitleCase(_ range: Range<Int>, _ text: ArticleText) -> Bool {
    let words = range.filter { text.tokens[$0].kind == .word }
    let capitals = words.count { text.tokens[$0].traits.contains(.capitalised) }
    return words.count > 2 && capitals * 10 >= words.count * 7
  }

  private func title(_ blocks: [Block], _ text: ArticleText) -> String? {
    guard let block = blocks.first(where: { $0.kind == .title }) ?? blocks.first(where: { $0.kind == .heading }) else {
      return nil
    }
    return text.string(tokens: block.tokens).folded
  }

  /// By the script that most letters have: Chinese, or else English, which are the languages that are read.
  private func language(_ text: ArticleText) -> String {
    let ideographs = text.tokens.count { $0.kind == .ideograph }
    return ideographs * 2 > text.tokens.count ? "zh" : "en"
  }
}

/// What an article has said so far.
struct ArticleState {
  /// The article's date.
  var published: PublicationDate?
  /// The places named, the last one last.
  var places: [(place: Int, text: String)] = []
  /// The place of the last figure of the paragraph.
  var claimed: (place: Int, text: String)?
  /// The place of the headline.
  var headline: Int?
  /// The period of which the section speaks.
  var period: TimePeriod?
  /// The period of which the headline and the first sentence speak.
  var topic: TimePeriod?
  /// Sentences read.
  var sentences = 0

  /// A heading ends what the section before it spoke of.
  mutating func startSection() {
    period = topic
    claimed = nil
  }
}

public import Records
public import Text

/// Reads articles: structure, publication, and every figure as a claim.
///
/// Everything that depends on the vocabulary is prepared once; reading one article shares nothing
/// with reading another.
public final class ArticleReader: Sendable {
  let vocabulary: Vocabulary
  let matcher: Matcher
  let classes: WordClasses
  let lexicon: Lexicon
  let calendar: Calendar
  let places: PlaceNames
  let words: QuantityWords
  let cues: ChineseCues
  let institutions: Institutions
  let leads: Leads
  let topics: TopicWords
  let fiscalYears: FiscalYears
  let currencyPlaces: CurrencyPlaces
  let natures: ThingNatures
  let models: ArticleModels
  let measureWords: MeasureWords
  /// Whether claims tell every candidate of their slots.
  let explains: Bool

  /// A reader with everything that the vocabulary knows.
  ///
  /// - Parameters:
  ///   - models: the weights of the slots.
  ///   - explains: whether each claim tells the candidates of its slots, with their features.
  public init(
    vocabulary: Vocabulary, models: ArticleModels = ArticleModels(), explains: Bool = false
  ) {
    self.vocabulary = vocabulary
    self.models = models
    self.explains = explains
    institutions = Institutions(vocabulary)
    leads = Leads(vocabulary)
    topics = TopicWords(vocabulary)
    fiscalYears = FiscalYears(vocabulary)
    measureWords = MeasureWords(vocabulary)
    currencyPlaces = CurrencyPlaces(vocabulary)
    natures = ThingNatures(vocabulary)
    matcher = vocabulary.matcher
    classes = WordClasses(vocabulary)
    lexicon = Lexicon(classes: classes, matcher: matcher)
    calendar = Calendar(vocabulary)
    places = PlaceNames(vocabulary)
    words = QuantityWords(vocabulary)
    cues = ChineseCues(vocabulary)
  }

  /// Opens an article, given as UTF-8, to be read section by section.
  ///
  /// - Parameter source: what is known of it already, which goes before what the text says.
  public func reading(_ bytes: [UInt8], source: SourceDescription) -> ArticleReading {
    ArticleReading(bytes, source: source, reader: self)
  }

  /// Reads a whole article, given as UTF-8.
  ///
  /// - Parameter source: what is known of it already, which goes before what the text says.
  public func read(_ bytes: [UInt8], source: SourceDescription) -> Article {
    var reading = reading(bytes, source: source)
    var article = Article(
      source: reading.source, text: String(decoding: reading.text, as: UTF8.self))
    article.passed = reading.passed
    var section = ArticleSection()
    while reading.next(into: &section) { article.append(section) }
    return article
  }

  /// The place that a publisher's name tells: “Zhejiang Bureau of Statistics”, “BBC News”.
  func place(inPublisher name: String) -> Int? {
    let text = ArticleText(Array(name.utf8))
    let reader = EntityReader(text: text, classes: classes, places: places, matcher: matcher)
    let tokens = 0..<text.tokens.count
    return institutions.mentions(in: tokens, text.tokens).first?.place
      ?? reader.placeNames(in: tokens).first { $0.place >= 0 }?.place
  }

  func periods(_ text: ArticleText) -> PeriodReader {
    PeriodReader(text: text, calendar: calendar, classes: classes, matcher: matcher)
  }
}

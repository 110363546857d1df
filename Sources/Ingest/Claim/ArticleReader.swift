public import Records

/// Reads articles: structure, publication, and every figure as a claim.
///
/// Everything that depends on the vocabulary is prepared once; reading one article shares nothing with reading another.
public final class ArticleReader: Sendable {
  let vocabulary: Vocabulary
  let matcher: Matcher
  let classes: WordClasses
  let lexicon: Lexicon
  let calendar: Calendar
  let places: PlaceNames
  let words: QuantityWords
  let cues: ChineseCues

  /// A reader with everything that the vocabulary knows.
  public init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
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
    var article = Article(source: reading.source, text: String(decoding: reading.text, as: UTF8.self))
    article.passed = reading.passed
    var section = ArticleSection()
    while reading.next(into: &section) { article.append(section) }
    return article
  }

  func periods(_ text: ArticleText) -> PeriodReader {
    PeriodReader(text: text, calendar: calendar, classes: classes, matcher: matcher)
  }
}

/// What an article has said so far.
struct ArticleState {
  /// The article's date.
  var published: PublicationDate?
  /// The places named, each once, the last one last.
  private(set) var places: [(place: Int, text: String)] = []
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

  /// Keeps a place that was named; the list grows no longer than the vocabulary.
  mutating func name(_ place: Int, _ text: String) {
    if let before = places.lastIndex(where: { $0.place == place }) { places.remove(at: before) }
    places.append((place, text))
  }

  /// A heading ends what the section before it spoke of.
  mutating func startSection() {
    period = topic
    claimed = nil
  }
}

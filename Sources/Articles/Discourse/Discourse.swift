internal import Records
internal import Text

/// What a text has spoken of up to a sentence, and what it speaks of on the whole.
///
/// There is one writer, `DiscourseWriter`, which adds a sentence with its answers when the sentence
/// is done.
struct Discourse {
  /// What was said about a place so far.
  struct PlaceRecord {
    /// As named last.
    var text = ""
    /// The ordinals of the first and the last sentence that name it.
    var first = 0
    var last = 0
    var count = 0
    /// How it was named: in the headline, in a heading that still holds, at a paragraph's start.
    var isInHeadline = false
    var section = -1
    var openedParagraph = -1
    /// The paragraph that named it last.
    var paragraph = -1
    /// How many figures were about it, each counted as surely as that is known.
    var claims: Float = 0
  }

  /// What was said about a period so far.
  struct PeriodRecord {
    var first = 0
    var last = 0
    var count = 0
    var isInHeadline = false
    var section = -1
    var openedParagraph = -1
    var claims: Float = 0
  }

  /// A person or an organisation that was named.
  struct Speaker {
    /// The name in full.
    var name: String
    /// The keys of its words.
    var words: [UInt64]
  }

  /// The article's date.
  var published: PublicationDate?
  /// The place in the publisher's name or of its seat, and the country that it lies in.
  var publisher: Int?
  var publisherCountry: Int?
  /// The place of the dateline.
  var dateline: Int?
  /// Sentences, paragraphs and sections begun.
  var sentence = 0
  var paragraph = 0
  var section = 0
  /// The places and periods spoken of, those named last last.
  private(set) var places: [Int: PlaceRecord] = [:]
  private(set) var recentPlaces: [Int] = []
  private(set) var periods: [TimePeriod: PeriodRecord] = [:]
  private(set) var recentPeriods: [TimePeriod] = []
  /// What was answered for the last figure, and its sentence and paragraph.
  var last: (answers: Answers, sentence: Int, paragraph: Int)?
  /// What was answered for the last figure of each role, and its paragraph.
  private(set) var lastOfRole: [FigureRole: (answers: Answers, paragraph: Int)] = [:]
  /// The headline has a name that is no place.
  var isNameInHeadline = false
  /// The first figure's answers in the paragraph.
  var paragraphFirst: Answers?
  /// The period against which words such as “the same quarter” are read.
  var context: TimePeriod?
  /// What the figures so far leave to later ones, and the first place named.
  var figures = FigureMemory()
  var firstPlace: Int?
  /// The paragraph that named a place last.
  var lastParagraphNamed = -1
  /// Countries of institutions named so far, the last one last.
  var institution: Int?
  /// Persons and organisations, the last one last.
  var speakers: [Speaker] = []
  /// Words in capitals that are no places, as they stood within sentences.
  var names: Set<UInt64> = []
  /// What the text names on the whole, as far as it was read ahead.
  var profile = Profile()
  /// Whom and what it names that is no place.
  var named = NameProfile()
  /// The names read last, by their numbers; the last one last.
  var recentNames: [Int] = []
  /// The name with which the last sentence that has one begins.
  var lastSubject: Int?
  /// The first name of a paragraph.
  var paragraphName: (name: Int, paragraph: Int)?
  /// The publisher's name, and names in brackets behind it.
  var publisherNames: [(text: String, isBracket: Bool)] = []
  /// What figures of the last sentences measured, each thing once, the last one last.
  var recentThings: [(thing: Thing, paragraph: Int)] = []
  /// The period with which a paragraph was labelled, “June 2017: …”, until another one is.
  var label: (period: TimePeriod, paragraph: Int)?
  /// The words of the heading that still holds.
  var heading: String?

  /// How many places and names are kept: what was named longer ago is not meant any more.
  static let memory = 64

  mutating func name(place: Int, _ change: (inout PlaceRecord) -> Void) {
    var record = places[place] ?? PlaceRecord(first: sentence)
    change(&record)
    places[place] = record
    recentPlaces.removeAll { $0 == place }
    recentPlaces.append(place)
    if recentPlaces.count > Discourse.memory {
      let oldest = recentPlaces.removeFirst()
      places[oldest] = nil
    }
  }

  mutating func name(period: TimePeriod, _ change: (inout PeriodRecord) -> Void) {
    var record = periods[period] ?? PeriodRecord(first: sentence)
    change(&record)
    periods[period] = record
    recentPeriods.removeAll { $0 == period }
    recentPeriods.append(period)
    if recentPeriods.count > Discourse.memory {
      let oldest = recentPeriods.removeFirst()
      periods[oldest] = nil
    }
  }

  /// The answers for the last figure of a role, where the paragraph has one.
  func sameRole(_ role: FigureRole) -> Answers? {
    guard let last = lastOfRole[role], last.paragraph == paragraph else { return nil }
    return last.answers
  }

  /// Whether the figure before was what is compared with, as in “from 4 to 5”.
  private(set) var lastRoleIsBase = false

  /// Keeps the answers for a figure.
  mutating func answer(_ answers: Answers, _ role: FigureRole) {
    last = (answers, sentence, paragraph)
    lastOfRole[role] = (answers, paragraph)
    lastRoleIsBase = role == .base
    if paragraphFirst == nil { paragraphFirst = answers }
  }

  /// Keeps a person or an organisation as the last one named.
  mutating func introduce(_ speaker: Speaker) {
    if speakers.last?.words == speaker.words { return }
    if speakers.count >= 8 * Discourse.memory { speakers.removeFirst(4 * Discourse.memory) }
    speakers.append(speaker)
  }

  /// Keeps a word as part of a name.
  mutating func name(word: UInt64) {
    if names.count >= 64 * Discourse.memory { names.removeAll() }
    names.insert(word)
  }

  /// A heading ends what the section before it spoke of.
  mutating func startSection() {
    section += 1
    startParagraph()
  }

  /// A paragraph may speak of something else than the one before.
  mutating func startParagraph() {
    paragraph += 1
    paragraphFirst = nil
  }

  /// A figure was about a place or a period, though the sentence need not have named it.
  mutating func claim(place: Int, _ share: Float) { places[place]?.claims += share }

  mutating func claim(period: TimePeriod, _ share: Float) { periods[period]?.claims += share }
}

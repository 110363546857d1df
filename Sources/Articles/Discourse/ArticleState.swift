internal import Records
internal import Text

/// What an article has said so far.
struct ArticleState {
  /// A place that was named.
  struct NamedPlace {
    var place: Int
    var text: String
    /// The ordinal of its sentence.
    var sentence: Int
    /// A figure was about it, or a sentence opened with it.
    var isTopic: Bool
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
  /// The places named, the last one last.
  var places: [NamedPlace] = []
  /// The place of the last figure of the paragraph.
  var claimed: NamedPlace?
  /// The place last named in the paragraph.
  var mentioned: NamedPlace?
  /// The figures before were a company's or a person's: no place is carried over to the next.
  var isAboutName = false
  /// The place of the headline.
  var headline: Int?
  /// The place in the publisher's name.
  var publisher: Int?
  /// The period of which the section speaks.
  var period: TimePeriod?
  /// The sentence that named that period.
  var periodSentence = 0
  /// The period of which the headline and the first sentence speak.
  var topic: TimePeriod?
  /// Persons and organisations, the last one last.
  var speakers: [Speaker] = []
  /// Words in capitals that are no places, as they stood within sentences.
  var names: Set<UInt64> = []
  /// Sentences read.
  var sentences = 0

  /// How many places and names are kept: what was named longer ago is not meant any more.
  private static let memory = 256

  /// Keeps a place as the last one named.
  mutating func remember(_ place: NamedPlace) {
    if places.count >= 2 * ArticleState.memory { places.removeFirst(ArticleState.memory) }
    places.append(place)
  }

  /// Keeps a person or an organisation as the last one named.
  mutating func introduce(_ speaker: Speaker) {
    if speakers.last?.words == speaker.words { return }
    if speakers.count >= 2 * ArticleState.memory { speakers.removeFirst(ArticleState.memory) }
    speakers.append(speaker)
  }

  /// Keeps a word as part of a name.
  mutating func name(_ word: UInt64) {
    if names.count >= 16 * ArticleState.memory { names.removeAll() }
    names.insert(word)
  }

  /// A heading ends what the section before it spoke of.
  mutating func startSection() {
    period = topic
    startParagraph()
  }

  /// A paragraph may speak of another place than the one before.
  mutating func startParagraph() {
    claimed = nil
    mentioned = nil
  }
}

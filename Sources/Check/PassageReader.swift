internal import Records
internal import Storage

/// Reads the sentences of one article after the other, as the check needs them.
struct PassageReader: ~Copyable {
  private let sentences: Statement
  private let mentions: Statement
  private let names: NameBook
  private let book = PhraseBook.standard

  init(_ connection: borrowing Connection, _ terms: Terms) throws(Failure) {
    let sentences = try connection.prepare(
      """
      SELECT n.sentence_id, n.kind, n.start, n."end", coalesce(n.text, substr(a.text, n.start + 1, n."end" - n.start)),
        CASE WHEN n.text IS NULL THEN substr(a.text, n."end" + 1, 2) ELSE '' END
      FROM sentence AS n JOIN article AS a ON a.source_id = n.source_id
      WHERE n.source_id = ? ORDER BY n.ordinal
      """)
    let mentions = try connection.prepare(
      """
      SELECT sentence_id, start, "end", place_id FROM mention
      WHERE source_id = ? AND kind = 'place' AND place_id IS NOT NULL ORDER BY start
      """)
    self.sentences = sentences
    self.mentions = mentions
    self.names = terms.names
  }

  /// The sentences of an article in their order.
  func passages(of source: Int64) throws(Failure) -> [Passage] {
    var named: [Int64: [Passage.Mention]] = [:]
    try mentions.bind(.integer(source), at: 1)
    while try mentions.step() {
      let mention = Passage.Mention(
        place: mentions.integer(3), start: Int(mentions.integer(1)), end: Int(mentions.integer(2)))
      named[mentions.integer(0), default: []].append(mention)
    }
    mentions.reset()
    var found: [Passage] = []
    var surroundings = Passage.Surroundings()
    var previousEnd = -1
    var breaks = true
    try sentences.bind(.integer(source), at: 1)
    while try sentences.step() {
      let id = sentences.integer(0)
      let kind = sentences.text(1) ?? ""
      let start = Int(sentences.integer(2))
      var passage = read(
        id, sentences.text(4) ?? "", start: start, mentions: named[id] ?? [])
      // Headings are paragraphs of their own; a blank line or the end of a line ends one.
      if breaks || kind != "sentence" || start - previousEnd > 1 {
        surroundings = Passage.Surroundings()
      }
      surroundings.places.formUnion(passage.mentions.map(\.place))
      surroundings.indicators.formUnion(passage.indicators.map(\.id))
      surroundings.years.formUnion(passage.years.map(\.year))
      surroundings.hasRelativeTime = surroundings.hasRelativeTime || passage.has(.relative)
      passage.paragraph = surroundings
      found.append(passage)
      previousEnd = Int(sentences.integer(3))
      breaks = kind != "sentence" || (sentences.text(5) ?? "").first?.isNewline == true
    }
    sentences.reset()
    return found
  }

  /// One sentence.
  func read(_ id: Int64, _ text: String, start: Int, mentions: [Passage.Mention]) -> Passage {
    let words = Words.of(text, offset: start)
    var years: [(year: Int, word: Int)] = []
    for (index, word) in words.enumerated()
    where word.isNumber && word.text.utf8.count == 4 {
      if let year = Int(word.text), (1900...2100).contains(year) { years.append((year, index)) }
    }
    return Passage(
      sentenceID: id, text: text, lead: (words.first?.start ?? start) - start, words: words,
      mentions: mentions,
      phrases: book.matches(in: words), indicators: names.matches(in: words), years: years,
      paragraph: Passage.Surroundings())
  }
}

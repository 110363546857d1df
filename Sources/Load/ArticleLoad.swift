internal import Ingest
internal import Records
internal import Storage

/// Loads one article as it is read: its text, then sentences, claims and mentions section by
/// section, so that of a long one little more than the text is held.
final class ArticleLoad {
  /// In a text of up to so many bytes SQLite counts to a sentence in no time; in a longer one that
  /// would grow with the square of its claims, and the sentences stand by themselves.
  static let shortArticle = 1 << 16

  private let source: Int64
  private let text: [UInt8]
  private let codes: Codes
  private let insertSentence: Statement
  private let insertClaim: Statement
  private let insertMention: Statement
  /// The number of the next claim.
  private var nextClaim: Int64
  private(set) var sentences = 0
  private(set) var claims = 0

  /// Writes the text.
  init(
    _ opening: ArticleOpening, source: Int64, codes: Codes, _ connection: borrowing Connection
  ) throws(Failure) {
    for table in ["article (source_id, text)", "article_search (rowid, text)"] {
      let insert = try connection.prepare("INSERT INTO \(table) VALUES (?, ?)")
      try insert.bind(.integer(source), at: 1)
      try insert.run(utf8: opening.text, at: 2)
    }
    let sentence = try connection.prepare(
      "INSERT INTO sentence (source_id, ordinal, kind, start, \"end\", text) VALUES (?, ?, ?, ?, ?, ?)"
    )
    let claim = try connection.prepare(
      """
      INSERT INTO claim (claim_id, source_id, sentence_id, ordinal, start, "end", quote, value, low, high, unit_id, unit, unit_name,
        qualifier, direction, status, indicator_id, indicator_text, place_id, place_text, period_id, speaker, restates_id,
        confidence, doubt, holder, holder_kind, place_confidence, period_confidence, indicator_confidence,
        holder_confidence, reader)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    let mention = try connection.prepare(
      """
      INSERT INTO mention (source_id, sentence_id, start, "end", quote, kind, place_id) VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    let first = try Numbering.claim.next(connection)
    insertSentence = sentence
    insertClaim = claim
    insertMention = mention
    nextClaim = first
    text = opening.text
    self.source = source
    self.codes = codes
  }

  /// Writes a section.
  func load(_ section: ArticleSection, _ connection: borrowing Connection) throws(Failure) {
    let ids = try loadSentences(section, connection)
    try loadClaims(section, ids, connection)
    for entry in section.mentions where entry.sentence < ids.count {
      try insertMention.run(
        .integer(source), .integer(ids[entry.sentence]), Value(entry.span.start),
        Value(entry.span.end), .text(entry.quote), .text(entry.kind.rawValue),
        Value(entry.placeCode.flatMap { codes.places[$0] }))
    }
  }

  private func loadSentences(_ section: ArticleSection, _ connection: borrowing Connection)
    throws(Failure) -> [Int64]
  {
    let isLong = text.count > ArticleLoad.shortArticle
    var ids: [Int64] = []
    for (index, sentence) in section.sentences.enumerated() {
      let words: Value =
        isLong ? .text(String(decoding: text[section.bytes[index]], as: UTF8.self)) : .null
      try insertSentence.run(
        .integer(source), Value(sentences), .text(sentence.kind.rawValue),
        Value(sentence.span.start), Value(sentence.span.end), words)
      ids.append(connection.lastInsertedRow)
      sentences += 1
    }
    return ids
  }

  private func loadClaims(
    _ section: ArticleSection, _ sentences: [Int64], _ connection: borrowing Connection
  ) throws(Failure) {
    var ids: [Int64?] = []
    for claim in section.claims {
      var period: Value = .null
      if let stated = claim.period { period = .integer(try codes.period(stated, connection)) }
      guard claim.sentence < sentences.count else {
        ids.append(nil)
        continue
      }
      let values: [Value] = [
        .integer(nextClaim), .integer(source), .integer(sentences[claim.sentence]), Value(claims),
        Value(claim.span.start), Value(claim.span.end), .text(claim.quote), Value(claim.value),
        Value(claim.low), Value(claim.high), Value(codes.units[claim.unit]), .text(claim.unit),
        Value(claim.unitName), .text(claim.qualifier.rawValue), .text(claim.direction.rawValue),
        .text(claim.status.rawValue), Value(claim.indicatorCode.flatMap { codes.indicators[$0] }),
        Value(claim.indicatorText), Value(claim.placeCode.flatMap { codes.places[$0] }),
        Value(claim.placeText), period, Value(claim.speaker),
        Value(claim.restates.flatMap { $0 < ids.count ? ids[$0] : nil }), .real(claim.confidence),
        Value(claim.doubt), Value(claim.holder), Value(claim.holderKind?.rawValue),
        .real(claim.placeConfidence), .real(claim.periodConfidence),
        .real(claim.indicatorConfidence), .real(claim.holderConfidence),
        .text(claim.reader),
      ]
      try insertClaim.run(values)
      ids.append(nextClaim)
      nextClaim += 1
      claims += 1
    }
  }
}

internal import Records
internal import Storage

/// Loads one article: its text, sentences, claims and mentions.
enum ArticleLoad {
  /// In a text of up to so many bytes SQLite counts to a sentence in no time; in a longer one that
  /// would grow with the square of its claims, and the sentences stand by themselves.
  static let shortArticle = 1 << 16

  static func load(
    _ article: Article, source: Int64, codes: Codes, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run(
      "INSERT INTO article (source_id, text) VALUES (?, ?)", .integer(source), .text(article.text))
    try connection.run(
      "INSERT INTO article_search (rowid, text) VALUES (?, ?)", .integer(source),
      .text(article.text))
    let sentences = try loadSentences(article, source, connection)
    try loadClaims(article, source, sentences, codes, connection)
    let mention = try connection.prepare(
      """
      INSERT INTO mention (source_id, sentence_id, start, "end", quote, kind, place_id) VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    for entry in article.mentions where entry.sentence < sentences.count {
      try mention.run(
        .integer(source), .integer(sentences[entry.sentence]), Value(entry.span.start),
        Value(entry.span.end),
        .text(entry.quote), .text(entry.kind.rawValue),
        Value(entry.placeCode.flatMap { codes.places[$0] }))
    }
  }

  private static func loadSentences(
    _ article: Article, _ source: Int64, _ connection: borrowing Connection
  ) throws(Failure) -> [Int64] {
    let insert = try connection.prepare(
      "INSERT INTO sentence (source_id, ordinal, kind, start, \"end\", text) VALUES (?, ?, ?, ?, ?, ?)")
    var ids: [Int64] = []
    let isLong = article.text.utf8.count > ArticleLoad.shortArticle
    var texts = SpanReader(article.text)
    for (ordinal, sentence) in article.sentences.enumerated() {
      try insert.run(
        .integer(source), Value(ordinal), .text(sentence.kind.rawValue), Value(sentence.span.start),
        Value(sentence.span.end), isLong ? .text(texts.text(of: sentence.span)) : .null)
      ids.append(connection.lastInsertedRow)
    }
    return ids
  }

  private static func loadClaims(
    _ article: Article, _ source: Int64, _ sentences: [Int64], _ codes: Codes,
    _ connection: borrowing Connection
  ) throws(Failure) {
    let insert = try connection.prepare(
      """
      INSERT INTO claim (claim_id, source_id, sentence_id, ordinal, start, "end", quote, value, low, high, unit_id, unit, unit_name,
        qualifier, direction, status, indicator_id, indicator_text, place_id, place_text, period_id, speaker, restates_id,
        confidence, doubt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    // Numbers of claims that were forgotten are not given again.
    let last =
      try connection.value(
        "SELECT max(coalesce((SELECT max(claim_id) FROM claim), 0), coalesce((SELECT max(last_claim) FROM forgotten), 0))"
      ).integer ?? 0
    var ids: [Int64] = []
    for (ordinal, claim) in article.claims.enumerated() {
      var period: Value = .null
      if let stated = claim.period { period = .integer(try codes.period(stated, connection)) }
      guard claim.sentence < sentences.count else { continue }
      let values: [Value] = [
        .integer(last + Int64(ids.count) + 1), .integer(source), .integer(sentences[claim.sentence]), Value(ordinal),
        Value(claim.span.start),
        Value(claim.span.end),
        .text(claim.quote), Value(claim.value), Value(claim.low), Value(claim.high),
        Value(codes.units[claim.unit]),
        .text(claim.unit), Value(claim.unitName), .text(claim.qualifier.rawValue),
        .text(claim.direction.rawValue),
        .text(claim.status.rawValue), Value(claim.indicatorCode.flatMap { codes.indicators[$0] }),
        Value(claim.indicatorText),
        Value(claim.placeCode.flatMap { codes.places[$0] }), Value(claim.placeText), period,
        Value(claim.speaker),
        Value(claim.restates.flatMap { $0 < ids.count ? ids[$0] : nil }), .real(claim.confidence),
        Value(claim.doubt),
      ]
      try insert.run(values)
      ids.append(connection.lastInsertedRow)
    }
  }
}

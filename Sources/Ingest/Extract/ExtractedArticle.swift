internal import Articles
internal import Records

/// The records of one article, put together again.
struct ExtractedArticle {
  /// The text that all places count in.
  let text: [UInt8]
  private var sentences: [Article.Sentence] = []
  private var bytes: [Range<Int>] = []
  private var claims: [Claim] = []
  private var mentions: [Mention] = []
  /// Passages that could not be taken.
  var rejects: [Reject] = []
  /// The ordinal of the sentence that starts at a code point.
  private var starts: [Int: Int] = [:]
  /// Where the last code point that was asked for stands.
  private var place = (point: 0, byte: 0)

  init(text: [UInt8]) { self.text = text }

  /// The whole article as one section.
  var section: ArticleSection {
    ArticleSection(
      sentences: sentences, bytes: bytes, claims: claims, mentions: mentions, rejects: rejects)
  }

  mutating func sentence(_ members: inout JSONMembers) throws(JSONMembers.Fault) {
    let ordinal = try members.required(members.integer("ordinal"), "ordinal")
    guard ordinal == sentences.count else {
      throw members.fault("ordinal", "expected the next sentence, \(sentences.count)")
    }
    let kind = try members.choice("kind", of: Article.Sentence.Kind.self)
    let (span, range) = try span(&members)
    starts[span.start] = ordinal
    sentences.append(Article.Sentence(kind: kind, span: span))
    bytes.append(range)
  }

  mutating func claim(
    _ members: inout JSONMembers, periods: [String: TimePeriod], _ codes: inout ExtractedCodes
  ) throws(JSONMembers.Fault) {
    let quote = try members.required(members.text("quote"), "quote")
    let span = try span(of: quote, &members)
    let value = try members.number("value")
    let (low, high) = (try members.number("low"), try members.number("high"))
    let unit = try members.required(members.text("unit"), "unit")
    var claim = Claim(span: span, quote: quote, sentence: 0, value: value, unit: unit)
    (claim.low, claim.high) = (low, high)
    claim.unitName = try members.text("unit_name")
    claim.qualifier = try members.choice("qualifier", of: Claim.Qualifier.self)
    claim.direction = try members.choice("direction", of: Claim.Direction.self)
    claim.status = try members.choice("status", of: Claim.Status.self)
    let indicator = codes.resolve(
      .indicator, try members.text("indicator_code"), name: try members.text("indicator"),
      text: try members.text("indicator_text"))
    (claim.indicatorCode, claim.indicatorText) = indicator
    let place = codes.resolve(
      .place, try members.text("place_code"), name: try members.text("place"),
      text: try members.text("place_text"))
    (claim.placeCode, claim.placeText) = place
    if let period = try members.text("period") {
      guard let known = periods[period] else {
        throw members.fault("period", "no record period says what \(period) is")
      }
      claim.period = known
    }
    claim.speaker = try members.text("speaker")
    claim.restates = try members.integer("restates")
    guard claim.restates ?? -1 < claims.count else {
      throw members.fault("restates", "expected the ordinal of an earlier claim")
    }
    claim.confidence = try probability("confidence", &members)
    claim.placeConfidence = try probability("place_confidence", &members)
    claim.periodConfidence = try probability("period_confidence", &members)
    claim.indicatorConfidence = try probability("indicator_confidence", &members)
    claim.holder = try members.text("holder")
    if claim.holder != nil {
      claim.holderKind = try members.choice("holder_kind", of: Claim.HolderKind.self)
    }
    claim.holderConfidence = try probability("holder_confidence", &members)
    claim.doubt = try members.text("doubt")
    claim.reader = try members.required(members.text("reader"), "reader")
    let ordinal = try members.required(members.integer("ordinal"), "ordinal")
    guard ordinal == claims.count else {
      throw members.fault("ordinal", "expected the next claim, \(claims.count)")
    }
    claim.sentence = try sentence(of: &members)
    claims.append(claim)
  }

  mutating func mention(
    _ members: inout JSONMembers, _ codes: inout ExtractedCodes
  ) throws(JSONMembers.Fault) {
    let quote = try members.required(members.text("quote"), "quote")
    let span = try span(of: quote, &members)
    let kind = try members.choice("kind", of: Mention.Kind.self)
    let place = codes.resolve(
      .place, try members.text("place_code"), name: try members.text("place"), text: quote)
    mentions.append(
      Mention(
        span: span, quote: quote, sentence: try sentence(of: &members), kind: kind,
        placeCode: place.code))
  }

  private func probability(
    _ name: StaticString, _ members: inout JSONMembers
  ) throws(JSONMembers.Fault) -> Double {
    try members.required(members.number(name, in: 0...1), name)
  }

  /// The sentence in which a claim or a name stands.
  private func sentence(of members: inout JSONMembers) throws(JSONMembers.Fault) -> Int {
    let start = try members.required(members.integer("sentence_start"), "sentence_start")
    guard let sentence = starts[start] else {
      throw members.fault("sentence_start", "no sentence starts there")
    }
    return sentence
  }

  // MARK: Places in the text

  /// Where a record says that it stands, in code points and in bytes.
  private mutating func span(
    _ members: inout JSONMembers
  ) throws(JSONMembers.Fault) -> (TextSpan, Range<Int>) {
    let start = try members.required(members.integer("start"), "start")
    let end = try members.required(members.integer("end"), "end")
    guard start <= end, let first = byte(start), let last = byte(end) else {
      throw members.fault("end", "the text has no code points \(start) to \(end)")
    }
    return (TextSpan(start: start, end: end), first..<last)
  }

  /// The same of a quote, which must stand there.
  private mutating func span(
    of quote: String, _ members: inout JSONMembers
  ) throws(JSONMembers.Fault) -> TextSpan {
    let (span, range) = try span(&members)
    guard text[range].elementsEqual(quote.utf8) else {
      throw members.fault("quote", "the text reads otherwise from \(span.start) to \(span.end)")
    }
    return span
  }

  /// The byte at which a code point starts: counted from the last one that was asked for.
  private mutating func byte(_ point: Int) -> Int? {
    func isInside(_ byte: Int) -> Bool { text[byte] & 0xC0 == 0x80 }
    while place.point < point {
      guard place.byte < text.count else { return nil }
      repeat { place.byte += 1 } while place.byte < text.count && isInside(place.byte)
      place.point += 1
    }
    while place.point > point {
      repeat { place.byte -= 1 } while isInside(place.byte)
      place.point -= 1
    }
    return place.byte
  }
}

internal import Text

/// Who published an article and when, where its place is: from its head, its byline and its
/// dateline.
struct Publication {
  var publisher: String?
  var published: PublicationDate?
  /// The tokens of the dateline's place.
  var place: Range<Int>?
}

/// Reads the head of an article.
///
/// Only the first blocks are looked at, so that appending text changes nothing. Bylines become
/// blocks of their own kind, and datelines are cut off the paragraph that they open.
struct PublicationReader {
  private static let head = 12

  let text: ArticleText
  let classes: WordClasses
  let periods: PeriodReader

  /// What the head says; marks bylines and cuts off datelines.
  func read(_ blocks: inout [Block], matter: [String: String]) -> Publication {
    var found = Publication()
    found.publisher = matter["publisher"] ?? matter["source"]
    found.published = (matter["date"] ?? matter["published"]).flatMap { PublicationDate($0) }
    for index in blocks.indices.prefix(PublicationReader.head) {
      if blocks[index].kind != .title, let byline = byline(blocks[index]) {
        blocks[index].kind = .byline
        found.publisher = found.publisher ?? byline.publisher
        found.published = found.published ?? byline.published
        continue
      }
      guard blocks[index].kind == .paragraph || blocks[index].kind == .title else { continue }
      if let (dateline, end) = dateline(blocks[index].tokens) {
        found.place = found.place ?? dateline.place
        found.publisher = found.publisher ?? dateline.publisher
        if found.published == nil || found.published?.dayOfMonth == nil,
          dateline.published?.year ?? 0 > 0
        {
          found.published = found.published ?? dateline.published
        }
        if end < blocks[index].tokens.upperBound {
          blocks[index].tokens = end..<blocks[index].tokens.upperBound
        }
        if blocks[index].kind == .title { blocks[index].kind = .paragraph }
      }
      if found.publisher == nil || found.published == nil, let report = report(blocks[index].tokens)
      {
        found.publisher = found.publisher ?? report.publisher
        found.published = found.published ?? report.published
      }
    }
    return found
  }

  private func date(_ mention: PeriodMention) -> PublicationDate? {
    guard case .part(.day(let month, let day), .absolute(let year)) = mention.meaning else {
      return nil
    }
    return PublicationDate(year: year, month: month, dayOfMonth: day)
  }

  // MARK: Bylines

  /// A short line with a full date or a label that is no sentence.
  private func byline(_ block: Block) -> Publication? {
    let range = block.tokens
    guard range.count <= 30, text.byteRange(range).count <= 140 else { return nil }
    let first = text.tokens[range.lowerBound]
    let labelled =
      classes[first].contains(.label) && range.count > 2
      && (text.tokens[range.lowerBound + 1].isMark(":")
        || text.tokens[range.lowerBound + 1].detail == 0xFF1A)
    let mentions = periods.mentions(in: range)
    let dated = mentions.first { date($0) != nil }
    guard dated != nil || labelled || chineseLabel(range) != nil else { return nil }
    if !labelled, chineseLabel(range) == nil {
      guard !BlockReader.isTerminated(text, range) else { return nil }
      let inDates = mentions.reduce(0) { $0 + $1.tokens.count }
      guard range.count - inDates <= 16 else { return nil }
    }
    var found = Publication()
    found.published = dated.flatMap { date($0) }
    found.publisher = publisher(range, mentions)
    return found
  }

  /// After a bracket, after “Source:”, or the capitalised words before the date.
  private func publisher(_ range: Range<Int>, _ mentions: [PeriodMention]) -> String? {
    if let end = chineseLabel(range) {
      var last = end
      while last < range.upperBound, text.tokens[last].kind == .ideograph { last += 1 }
      let isSource = text.tokens[range.lowerBound].detail == 0x6765  // 来源
      return isSource && last > end ? text.string(tokens: end..<last) : nil
    }
    if let bracket = range.first(where: { text.tokens[$0].isMark("(") }) {
      var end = bracket + 1
      while end < range.upperBound, text.tokens[end].kind == .word { end += 1 }
      return end > bracket + 1 ? text.string(tokens: bracket + 1..<end) : nil
    }
    var start = range.lowerBound
    while start < range.upperBound,
      classes[text.tokens[start]].contains(.label) || text.tokens[start].isMark(":")
    {
      start += 1
    }
    let isAuthor =
      start > range.lowerBound && text.tokens[range.lowerBound].key == PublicationReader.by
    let limit =
      mentions.first { $0.tokens.lowerBound >= start }?.tokens.lowerBound ?? range.upperBound
    var end = start
    while end < limit, text.tokens[end].kind == .word,
      text.tokens[end].traits.contains(.capitalised)
    { end += 1 }
    return end > start && !isAuthor ? text.string(tokens: start..<end) : nil
  }

  private static let by = Token.key("by")

  /// The token after `来源：` or `发布时间：`.
  private func chineseLabel(_ range: Range<Int>) -> Int? {
    guard text.tokens[range.lowerBound].kind == .ideograph else { return nil }
    for index in range.prefix(6)
    where text.tokens[index].detail == 0xFF1A || text.tokens[index].isMark(":") {
      return index + 1 < range.upperBound ? index + 1 : nil
    }
    return nil
  }

  // MARK: Datelines

  /// `BEIJING, Jan. 17 (Xinhua) --`, `GUANGZHOU, China, Jan. 17, 2025 /PRNewswire/ —`, `MACAU,
  /// March 1 -`.
  private func dateline(_ range: Range<Int>) -> (Publication, Int)? {
    if text.tokens[range.lowerBound].kind == .ideograph { return chineseDateline(range) }
    var dash = range.lowerBound
    var bracket: Range<Int>?
    var open: Int?
    let limit = min(range.upperBound, range.lowerBound + 30)
    while dash < limit {
      let token = text.tokens[dash]
      if token.traits.contains(.hyphen), token.traits.contains(.spaceBefore) { break }
      switch token.kind {
      case .word:
        guard token.traits.contains(.capitalised) || open != nil else { return nil }
      case .number: break
      case .punctuation, .symbol:
        if token.isMark("(") || token.isMark("/") {
          if let start = open {
            bracket = start..<dash
            open = nil
          } else {
            open = dash + 1
          }
        } else if token.isMark(")"), let start = open {
          bracket = start..<dash
          open = nil
        } else if !token.isMark(","), !token.isMark("."), !token.traits.contains(.hyphen) {
          return nil
        }
      default: return nil
      }
      dash += 1
    }
    guard dash < limit, dash > range.lowerBound else { return nil }
    let mention = periods.mentions(in: range.lowerBound..<dash).first { $0.meaning.isDay }
    let shouted = text.tokens[range.lowerBound].traits.contains(.allCapitals)
    let letters = text.tokens[range.lowerBound].end - text.tokens[range.lowerBound].start
    guard mention != nil || bracket != nil || shouted && letters > 2 && dash - range.lowerBound <= 4
    else { return nil }
    var end = dash
    while end < range.upperBound, text.tokens[end].traits.contains(.hyphen) { end += 1 }
    guard end < range.upperBound else { return nil }
    var found = Publication()
    var placeEnd = range.lowerBound
    while placeEnd < dash, text.tokens[placeEnd].kind == .word,
      !(mention?.tokens.contains(placeEnd) ?? false)
    {
      placeEnd += 1
    }
    found.place = range.lowerBound..<placeEnd
    found.publisher = bracket.map { text.string(tokens: $0) }
    found.published = mention.flatMap { date($0) }
    return (found, end)
  }

  /// `新华社北京1月15日电`.
  private func chineseDateline(_ range: Range<Int>) -> (Publication, Int)? {
    guard
      let end = range.prefix(30).first(where: {
        text.tokens[$0].detail == 0x7535 && $0 > range.lowerBound
          && text.tokens[$0 - 1].detail == 0x65E5  // 日电
      })
    else { return nil }
    guard let mention = periods.mentions(in: range.lowerBound..<end).first else { return nil }
    var agency = range.lowerBound
    // 社
    while agency < mention.tokens.lowerBound, text.tokens[agency].detail != 0x793E { agency += 1 }
    var found = Publication()
    if agency < mention.tokens.lowerBound {
      found.publisher = text.string(tokens: range.lowerBound..<agency + 1)
      found.place = agency + 1..<mention.tokens.lowerBound
    }
    return end + 1 < range.upperBound ? (found, end + 1) : nil
  }

  // MARK: Reports

  /// `As reported by CGTN on December 23, 2025`; a full date beside a verb of reporting.
  private func report(_ range: Range<Int>) -> Publication? {
    let head = range.prefix(60)
    let mentions = periods.mentions(in: head.startIndex..<head.endIndex)
    guard let dated = mentions.first(where: { date($0) != nil }) else { return nil }
    var found = Publication()
    for index in head where index + 2 < range.upperBound {
      let token = text.tokens[index]
      guard token.kind == .ideograph ? isChineseReport(index, range) : classes[token].contains(.say)
      else { continue }
      found.published = date(dated)
      guard text.tokens[index + 1].key == PublicationReader.by else { continue }
      var end = index + 2
      while end < range.upperBound, text.tokens[end].kind == .word,
        text.tokens[end].traits.contains(.capitalised)
      {
        end += 1
      }
      guard end > index + 2, dated.tokens.lowerBound >= end, dated.tokens.lowerBound <= end + 2
      else { continue }
      found.publisher = text.string(tokens: index + 2..<end)
      return found
    }
    return found.published == nil ? nil : found
  }

  /// Whether 发布 (“published”) stands there.
  private func isChineseReport(_ index: Int, _ range: Range<Int>) -> Bool {
    text.tokens[index].detail == 0x53D1 && text.tokens[index + 1].detail == 0x5E03
  }
}

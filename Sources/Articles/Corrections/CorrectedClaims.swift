internal import Records
internal import Text

/// The claims of an article as a file beside it tells them, checked against the text.
///
/// The file's lines are read and their quotes found once, when the article is opened; each section
/// then gets the claims whose quotes stand in it, in place of those that were read. What Tally read
/// itself is compared with them: a line that says the same is Tally's own.
struct CorrectedClaims {
  private let file: ClaimsFile
  private let reader: ArticleReader
  /// The claims that belong to later sections, by where they stand.
  private var pending: ArraySlice<Placed>
  /// Lines that are not taken.
  private var rejects: [Reject] = []
  /// The last byte and code point of the sentences so far.
  private var end = (byte: 0, point: 0)

  /// A line whose quote stands in the text.
  private struct Placed {
    var line: ClaimLine
    var bytes: Range<Int>
    var span: TextSpan
    var doubt: String?
  }

  init(_ file: ClaimsFile, in text: ArticleText, reader: ArticleReader) {
    self.file = file
    self.reader = reader
    pending = []
    var lines: [ClaimLine] = []
    var rejects: [Reject] = []
    for (number, bytes) in file.bytes.split(separator: 10, omittingEmptySubsequences: false)
      .enumerated()
    {
      // An editor may have put a byte order mark before the first line.
      let bytes =
        number == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      do throws(ClaimRefusal) {
        if let line = try ClaimLine(bytes, number: number + 1, claimsBefore: lines.count) {
          lines.append(line)
        }
      } catch {
        let raw = String(decoding: bytes.prefix(2000), as: UTF8.self)
        rejects.append(CorrectedClaims.reject(error, number + 1, raw, file))
      }
    }
    var placed: [Placed] = []
    let places = QuoteFinder(text.bytes).find(lines.map { QuoteFinder.Wanted($0) })
    for (line, place) in zip(lines, places) {
      switch place {
      case .found(let bytes, let isMoved, let isChanged):
        let points = text.codePoints(bytes)
        var doubt: String?
        if isMoved, let start = line.start {
          doubt = "quote: it stands at \(points.lowerBound), the file says \(start)"
        } else if isChanged {
          doubt = "quote: it stands several times, and the words around it are others"
        }
        placed.append(
          Placed(
            line: line, bytes: bytes,
            span: TextSpan(start: points.lowerBound, end: points.upperBound), doubt: doubt))
      case .missing:
        rejects.append(
          CorrectedClaims.reject(
            ClaimRefusal(
              "quote_not_found",
              "“\(line.quote)” stands nowhere in the article: correct the line, or take it away"),
            line.number, line.raw, file))
      case .ambiguous(let count):
        rejects.append(
          CorrectedClaims.reject(
            ClaimRefusal(
              "quote_ambiguous",
              "“\(line.quote)” stands \(count) times in the article, and not where start and end say: "
                + "correct them, or say in prefix and suffix what stands around it"), line.number,
            line.raw, file))
      }
    }
    pending =
      placed.enumerated().sorted {
        ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
      }.map(\.element)[...]
    self.rejects = rejects
  }

  private static func reject(
    _ refusal: ClaimRefusal, _ line: Int, _ raw: String, _ file: ClaimsFile
  ) -> Reject {
    Reject(
      line: line, column: refusal.column, code: refusal.code, message: refusal.message, raw: raw,
      locator: file.locator)
  }

  // MARK: Sections

  /// Puts the claims of the file in the place of those that were read in a section.
  mutating func apply(to section: inout ArticleSection, of text: ArticleText, isLast: Bool) {
    let own = section.claims
    section.claims = []
    section.rejects += rejects
    rejects = []
    let limit = isLast ? Int.max : section.sentences.last?.span.end ?? 0
    var next = 0
    // By what lines call themselves, where their claims stand in the section.
    var ordinals: [Int: Int] = [:]
    while let placed = pending.first, placed.span.start < limit {
      pending.removeFirst()
      while next < own.count, own[next].span.end <= placed.span.start { next += 1 }
      let mine = own[next...].prefix { $0.span.start < placed.span.end }.first {
        $0.span == placed.span
      }
      do throws(ClaimRefusal) {
        var claim = try claim(placed, mine)
        claim.sentence = sentence(of: placed, in: &section, text)
        if let restates = placed.line.restates {
          claim.restates = ordinals[restates]
          if claim.restates == nil {
            CorrectedClaims.add("restates: there is no claim \(restates) before it", to: &claim)
          }
        }
        ordinals[placed.line.ordinal] = section.claims.count
        section.claims.append(claim)
      } catch {
        section.rejects.append(
          CorrectedClaims.reject(error, placed.line.number, placed.line.raw, file))
      }
    }
    if let last = section.sentences.last, let bytes = section.bytes.last {
      end = (bytes.upperBound, last.span.end)
    }
  }

  /// The sentence in which a quote starts; a line of the text that is not read as one, such as a
  /// row of a table, becomes one.
  private func sentence(
    of placed: Placed, in section: inout ArticleSection, _ text: ArticleText
  ) -> Int {
    var (low, high) = (0, section.sentences.count)
    while low < high {
      let middle = (low + high) / 2
      if section.sentences[middle].span.end <= placed.span.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    if low < section.sentences.count, section.sentences[low].span.start <= placed.span.start {
      return low
    }
    let first = low > 0 ? section.bytes[low - 1].upperBound : end.byte
    let last = low < section.bytes.count ? section.bytes[low].lowerBound : text.bytes.count
    let before = text.bytes[first..<placed.bytes.lowerBound]
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? first
    let stop =
      text.bytes[placed.bytes.lowerBound..<max(last, placed.bytes.lowerBound)].firstIndex(of: 10)
      ?? last
    var range = start..<max(stop, placed.bytes.upperBound)
    while let byte = text.bytes[range].first, byte <= 0x20 {
      range = range.lowerBound + 1..<range.upperBound
    }
    let span = text.codePoints(range)
    section.sentences.insert(
      .init(kind: .item, span: TextSpan(start: span.lowerBound, end: span.upperBound)), at: low)
    section.bytes.insert(range, at: low)
    for index in section.mentions.indices where section.mentions[index].sentence >= low {
      section.mentions[index].sentence += 1
    }
    for index in section.claims.indices where section.claims[index].sentence >= low {
      section.claims[index].sentence += 1
    }
    return low
  }

  // MARK: One claim

  /// The claim that a line states.
  ///
  /// - Parameter own: what Tally reads at the same place.
  private func claim(_ placed: Placed, _ own: Claim?) throws(ClaimRefusal) -> Claim {
    let line = placed.line
    var claim = Claim(span: placed.span, quote: line.quote, sentence: 0, value: line.value)
    (claim.low, claim.high) = (line.low, line.high)
    let doubt = try readFigure(&claim, line, own)
    let codes = CodedNames(reader.vocabulary)
    (claim.placeCode, claim.place) = try codes.place(line, own)
    (claim.indicatorCode, claim.indicator) = try codes.indicator(line, own)
    claim.placeText = line.placeText
    claim.indicatorText = line.indicatorText
    claim.period = line.period
    claim.direction = line.direction
    claim.status = line.status
    claim.speaker = line.speaker
    (claim.holder, claim.holderKind) = (line.holder, line.holderKind)
    if let own, line.reader == nil || line.reader == Claim.tally, own.saysSame(as: claim) {
      // As Tally reads it now, with its own sureness.
      claim = own
      claim.restates = nil
    } else {
      claim.reader =
        line.reader.flatMap { $0 == Claim.tally ? nil : $0 } ?? Claim.sidecar
      readSureness(&claim, line, own)
    }
    for doubt in [placed.doubt, doubt].compactMap(\.self) { CorrectedClaims.add(doubt, to: &claim) }
    return claim
  }

  /// Number, unit and qualifier; what is doubtful about them.
  private func readFigure(
    _ claim: inout Claim, _ line: ClaimLine, _ own: Claim?
  ) throws(ClaimRefusal) -> String? {
    let quoted = QuotedFigure(line.quote, reader: reader)
    if line.value == nil, line.low == nil, line.high == nil {
      guard let only = quoted.only else {
        throw ClaimRefusal("bad_claim", "value: expected the number, or low and high of a range")
      }
      (claim.value, claim.low, claim.high) = (only.value, only.low, only.high)
    }
    if let low = claim.low, let high = claim.high, low > high {
      throw ClaimRefusal("bad_claim", "low: expected a number up to high, found \(low)")
    }
    guard claim.value == nil || claim.low == nil && claim.high == nil else {
      throw ClaimRefusal("bad_claim", "value: a range has low and high, and no value")
    }
    claim.unit = line.unit ?? own?.unit ?? quoted.only?.unit ?? "1"
    claim.qualifier = line.qualifier ?? quoted.only?.qualifier ?? .exact
    let isOwn =
      own.map {
        $0.value == claim.value && $0.low == claim.low && $0.high == claim.high
          && $0.unit == claim.unit
      } ?? false
    guard isOwn || isKnown(unit: claim.unit) else {
      throw ClaimRefusal(
        "unknown_code",
        "unit: the vocabulary has no \(claim.unit): `tally vocabulary list units` tells them")
    }
    let doubt =
      isOwn
      ? nil
      : try quoted.check(value: claim.value, low: claim.low, high: claim.high, unit: claim.unit)
    claim.unitName = line.unitName
    if claim.unit != "1", claim.unit != own?.unit, line.unitName == own?.unitName,
      let unit = reader.vocabulary.unit(code: claim.unit)
    {
      claim.unitName = reader.vocabulary.units[unit].name
    }
    return doubt
  }

  /// A unit of the vocabulary, or a quotient of such.
  private func isKnown(unit: String) -> Bool {
    let parts = unit.split(separator: "/", omittingEmptySubsequences: false)
    return parts.enumerated().allSatisfy { index, part in
      reader.vocabulary.unit(code: String(part)) != nil
        || index > 0 && part.first == "{" && part.last == "}" && part.count > 2
    }
  }

  /// How sure a line is: what it says; all of it where a person changed Tally's reading and left
  /// Tally's sureness as it was.
  private func readSureness(_ claim: inout Claim, _ line: ClaimLine, _ own: Claim?) {
    if let own, let confidence = line.confidence, abs(confidence - own.confidence) < 1e-9 { return }
    let whole = line.confidence ?? 1
    claim.confidence = whole
    claim.placeConfidence = line.placeConfidence ?? whole
    claim.periodConfidence = line.periodConfidence ?? whole
    claim.indicatorConfidence = line.indicatorConfidence ?? whole
    claim.holderConfidence = line.holderConfidence ?? whole
    claim.doubt = line.doubt
  }

  private static func add(_ doubt: String, to claim: inout Claim) {
    claim.doubt = claim.doubt.map { $0 + "; " + doubt } ?? doubt
  }
}

extension Claim {
  /// Whether another claim states the same of the same figure.
  fileprivate func saysSame(as other: Claim) -> Bool {
    value == other.value && low == other.low && high == other.high && unit == other.unit
      && unitName == other.unitName && qualifier == other.qualifier
      && direction == other.direction && status == other.status
      && indicatorCode == other.indicatorCode && indicatorText == other.indicatorText
      && placeCode == other.placeCode && placeText == other.placeText && period == other.period
      && speaker == other.speaker && holder == other.holder && holderKind == other.holderKind
  }
}

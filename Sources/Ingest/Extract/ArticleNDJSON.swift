public import Articles
internal import Documents
public import Records
internal import Text

/// Writes what articles state as NDJSON: one record a line, in document order.
///
/// The fields are those of the view `claims` by the same names; `document` says which document a
/// record belongs to. Records are written in blocks as they are found, so that the memory does not
/// grow with the article.
public struct ArticleNDJSON {
  private static let block = 1 << 17

  /// How many code points around a quote tell which of several it is.
  private static let surroundings = 32

  private let write: ([UInt8]) -> Void
  /// Claims alone, each with its number and what stands around its quote: to be edited.
  private let isForEditing: Bool
  private var line = JSONLine()
  private var section = ArticleSection()
  /// How many passages of articles could not be taken.
  public private(set) var rejects = 0

  /// A writer that hands on blocks of whole or broken lines.
  ///
  /// - Parameter isForEditing: claims are written alone, as a file beside the article tells them.
  public init(isForEditing: Bool = false, write: @escaping ([UInt8]) -> Void) {
    self.isForEditing = isForEditing
    self.write = write
  }

  /// Hands on what is not yet written.
  public mutating func flush() {
    if !line.bytes.isEmpty { write(line.bytes) }
    line.clear()
  }

  /// Writes an article while it is read: itself, its claims and mentions by their place in the
  /// text.
  public mutating func append(_ reading: ArticleReading, document: String) {
    let name = JSONText.quoted(Array(document.utf8)[...])
    if !isForEditing { article(reading, name) }
    var reading = reading
    var claims = 0
    while reading.next(into: &section) {
      append(reading, name, claimsBefore: claims)
      claims += section.claims.count
      if !isForEditing {
        for reject in section.rejects { append(reject, document: document) }
      }
      rejects += section.rejects.count
    }
  }

  /// Writes the record of a document or passage that could not be read.
  public mutating func append(_ reject: Reject, document: String) {
    line.begin("reject", document: JSONText.quoted(Array(document.utf8)[...]))
    if let locator = reject.locator { line.add(#","locator":"#, locator) }
    line.add(#","line":"#, reject.line)
    line.add(#","column":"#, reject.column)
    line.add(#","code":"#, reject.code)
    line.add(#","message":"#, reject.message)
    line.add(#","raw":"#, reject.raw)
    end()
  }

  private mutating func end() {
    line.end()
    if line.bytes.count >= ArticleNDJSON.block { flush() }
  }

  private mutating func article(_ reading: ArticleReading, _ document: [UInt8]) {
    line.begin("article", document: document)
    line.add(#","title":"#, reading.source.title)
    line.add(#","publisher":"#, reading.source.publisher)
    line.add(#","published":"#, reading.source.published)
    line.add(#","language":"#, reading.source.language)
    line.beginText(#","text":"#)
    for start in stride(from: 0, to: reading.text.count, by: ArticleNDJSON.block) {
      line.addToText(reading.text[start..<min(start + ArticleNDJSON.block, reading.text.count)])
      if line.bytes.count >= ArticleNDJSON.block { flush() }
    }
    line.endText()
    end()
  }

  /// Writes the section that was read.
  private mutating func append(_ reading: ArticleReading, _ document: [UInt8], claimsBefore: Int) {
    var mention = 0
    // The claims of one sentence share its text.
    var sentence: (ordinal: Int, json: [UInt8]) = (-1, [])
    for (number, claim) in section.claims.enumerated() {
      while !isForEditing, mention < section.mentions.count,
        section.mentions[mention].span.start < claim.span.start
      {
        append(section.mentions[mention], document)
        mention += 1
      }
      if claim.sentence != sentence.ordinal {
        sentence = (claim.sentence, JSONText.quoted(reading.text[section.bytes[claim.sentence]]))
      }
      append(claim, restates: claim.restates.map { $0 + claimsBefore }, sentence.json, document)
      if isForEditing { edit(claim, claimsBefore + number, reading) }
      end()
    }
    guard !isForEditing else { return }
    for mention in section.mentions[mention...] { append(mention, document) }
  }

  private mutating func append(
    _ claim: borrowing Claim, restates: Int?, _ sentence: [UInt8], _ document: [UInt8]
  ) {
    line.begin("claim", document: document)
    line.add(#","quote":"#, claim.quote)
    line.add(#","start":"#, claim.span.start)
    line.add(#","end":"#, claim.span.end)
    line.add(#","value":"#, claim.value)
    line.add(#","low":"#, claim.low)
    line.add(#","high":"#, claim.high)
    line.add(#","unit":"#, claim.unit)
    line.add(#","unit_name":"#, claim.unitName)
    line.add(#","qualifier":"#, claim.qualifier.rawValue)
    line.add(#","direction":"#, claim.direction.rawValue)
    line.add(#","status":"#, claim.status.rawValue)
    line.add(#","indicator_code":"#, claim.indicatorCode)
    line.add(#","indicator":"#, claim.indicator)
    line.add(#","indicator_text":"#, claim.indicatorText)
    line.add(#","place_code":"#, claim.placeCode)
    line.add(#","place":"#, claim.place)
    line.add(#","place_text":"#, claim.placeText)
    line.add(#","period":"#, claim.period?.description)
    line.add(#","speaker":"#, claim.speaker)
    line.add(#","restates":"#, restates)
    line.add(#","sentence":"#, json: sentence)
    line.add(#","confidence":"#, claim.confidence)
    line.add(#","place_confidence":"#, claim.placeConfidence)
    line.add(#","period_confidence":"#, claim.periodConfidence)
    line.add(#","indicator_confidence":"#, claim.indicatorConfidence)
    line.add(#","holder":"#, claim.holder)
    line.add(#","holder_kind":"#, claim.holderKind?.rawValue)
    line.add(#","holder_confidence":"#, claim.holderConfidence)
    line.add(#","doubt":"#, claim.doubt)
    line.add(#","reader":"#, claim.reader)
    if !claim.slots.isEmpty { slots(claim.slots) }
  }

  /// Adds what keeps a claim in its place when lines or the text around it change.
  private mutating func edit(
    _ claim: borrowing Claim, _ ordinal: Int, _ reading: ArticleReading
  ) {
    let text = reading.text
    let sentence = section.sentences[claim.sentence].span.start
    var start = section.bytes[claim.sentence].lowerBound
    move(&start, by: claim.span.start - sentence, in: text)
    let end = start + claim.quote.utf8.count
    var (first, last) = (start, end)
    move(&first, by: -ArticleNDJSON.surroundings, in: text)
    move(&last, by: ArticleNDJSON.surroundings, in: text)
    line.add(#","ordinal":"#, ordinal)
    line.add(#","prefix":"#, json: JSONText.quoted(text[first..<start]))
    line.add(#","suffix":"#, json: JSONText.quoted(text[end..<last]))
  }

  /// Moves a place in UTF-8 by a number of code points, to the text's end at most.
  private func move(_ place: inout Int, by points: Int, in text: [UInt8]) {
    for _ in 0..<points.magnitude {
      if points < 0 {
        guard place > 0 else { return }
        repeat { place -= 1 } while place > 0 && text[place] & 0xC0 == 0x80
      } else {
        guard place < text.count else { return }
        repeat { place += 1 } while place < text.count && text[place] & 0xC0 == 0x80
      }
    }
  }

  /// The candidates of each slot: `{"place":{"circumstances":[…],"candidates":[…]},…}`.
  private mutating func slots(_ slots: [SlotReading]) {
    func quoted(_ text: String) -> String {
      String(decoding: JSONText.quoted(Array(text.utf8)[...]), as: UTF8.self)
    }
    let parts = slots.map { slot in
      let candidates = slot.candidates.map { candidate in
        let features = candidate.features.map {
          "\(quoted($0.name)):[\($0.value),\($0.contribution)]"
        }
        let standing = candidate.standing.map { #","standing":\#(quoted($0))"# } ?? ""
        return #"{"answer":\#(candidate.answer.map(quoted) ?? "null"),"probability":"#
          + #"\#(candidate.probability)\#(standing),"features":{\#(features.joined(separator: ","))}}"#
      }
      return #"\#(quoted(slot.slot)):{"circumstances":"#
        + #"[\#(slot.circumstances.map(quoted).joined(separator: ","))],"#
        + #""candidates":[\#(candidates.joined(separator: ","))]}"#
    }
    line.add(#","slots":"#, json: Array("{\(parts.joined(separator: ","))}".utf8))
  }

  private mutating func append(_ mention: borrowing Mention, _ document: [UInt8]) {
    line.begin("mention", document: document)
    line.add(#","quote":"#, mention.quote)
    line.add(#","start":"#, mention.span.start)
    line.add(#","end":"#, mention.span.end)
    line.add(#","kind":"#, mention.kind.rawValue)
    line.add(#","place_code":"#, mention.placeCode)
    line.add(#","place":"#, mention.place)
    end()
  }
}

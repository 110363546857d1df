public import Articles
internal import Documents
internal import Records
internal import Text

extension DocumentNDJSON {
  /// How many code points around a quote tell which of several it is.
  private static let surroundings = 32

  /// Writes an article while it is read: itself, its claims and mentions by their place in the
  /// text; last, where there are bytes to name it by, its source.
  public mutating func append(
    _ reading: ArticleReading, document: String, identity: Identity? = nil
  ) {
    let name = DocumentNDJSON.name(document)
    begin()
    if !isForEditing { article(reading, name) }
    var reading = reading
    var claims = 0
    var accounting = Accounting()
    while reading.next(into: &section) {
      append(reading, name, claimsBefore: claims, sentencesBefore: accounting.stored)
      claims += section.claims.count
      accounting.stored += section.sentences.count
      if !isForEditing {
        for reject in section.rejects { append(reject, document: document) }
      }
      rejects += section.rejects.count
    }
    guard let identity else { return }
    accounting.passed = reading.passed
    accounting.read = accounting.stored + accounting.passedOver
    append(reading.source, identity, accounting, name)
  }

  private mutating func article(_ reading: ArticleReading, _ document: [UInt8]) {
    line.begin("article", document: document)
    line.add(#","title":"#, reading.source.title)
    line.add(#","publisher":"#, reading.source.publisher)
    line.add(#","published":"#, reading.source.published)
    line.add(#","language":"#, reading.source.language)
    line.beginText(#","text":"#)
    for start in stride(from: 0, to: reading.text.count, by: DocumentNDJSON.block) {
      line.addToText(reading.text[start..<min(start + DocumentNDJSON.block, reading.text.count)])
      if line.bytes.count >= DocumentNDJSON.block { flush() }
    }
    line.endText()
    end()
  }

  /// Writes the section that was read.
  private mutating func append(
    _ reading: ArticleReading, _ document: [UInt8], claimsBefore: Int, sentencesBefore: Int
  ) {
    var mention = 0
    var told = 0
    // A sentence stands before what stands in it.
    func tell(_ last: Int, _ writer: inout DocumentNDJSON) {
      guard !writer.isForEditing else { return }
      while told <= last {
        writer.append(writer.section.sentences[told], sentencesBefore + told, document)
        told += 1
      }
    }
    // The claims of one sentence share its text.
    var sentence: (ordinal: Int, json: [UInt8]) = (-1, [])
    for (number, claim) in section.claims.enumerated() {
      while !isForEditing, mention < section.mentions.count,
        section.mentions[mention].span.start < claim.span.start
      {
        tell(section.mentions[mention].sentence, &self)
        append(section.mentions[mention], document)
        mention += 1
      }
      tell(claim.sentence, &self)
      if claim.sentence != sentence.ordinal {
        sentence = (claim.sentence, JSONText.quoted(reading.text[section.bytes[claim.sentence]]))
      }
      if !isForEditing, let period = claim.period { append(period, document) }
      append(claim, restates: claim.restates.map { $0 + claimsBefore }, sentence.json, document)
      if isForEditing {
        edit(claim, claimsBefore + number, reading)
      } else {
        line.add(#","ordinal":"#, claimsBefore + number)
        line.add(#","sentence_start":"#, section.sentences[claim.sentence].span.start)
      }
      end()
    }
    guard !isForEditing else { return }
    for mention in section.mentions[mention...] {
      tell(mention.sentence, &self)
      append(mention, document)
    }
    tell(section.sentences.count - 1, &self)
  }

  private mutating func append(
    _ sentence: Article.Sentence, _ ordinal: Int, _ document: [UInt8]
  ) {
    line.begin("sentence", document: document)
    line.add(#","ordinal":"#, ordinal)
    line.add(#","kind":"#, sentence.kind.rawValue)
    line.add(#","start":"#, sentence.span.start)
    line.add(#","end":"#, sentence.span.end)
    end()
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
    move(&first, by: -DocumentNDJSON.surroundings, in: text)
    move(&last, by: DocumentNDJSON.surroundings, in: text)
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
    line.add(#","sentence_start":"#, section.sentences[mention.sentence].span.start)
    end()
  }
}

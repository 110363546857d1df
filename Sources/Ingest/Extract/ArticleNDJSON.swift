public import Records

/// Writes what an article states as NDJSON: one record a line, in document order.
///
/// The fields are those of the view `claims` by the same names; `document` says which document a record belongs to.
public enum ArticleNDJSON {
  /// Appends the records of an article: itself, its claims and mentions by their place in the text, its rejects.
  public static func append(_ article: Article, document: String, to output: inout [UInt8]) {
    var line = JSONLine(record: "article", document: document)
    line.add("title", article.source.title)
    line.add("publisher", article.source.publisher)
    line.add("published", article.source.published)
    line.add("language", article.source.language)
    line.add("text", article.text)
    line.end(&output)
    var mentions = article.mentions[...]
    for claim in article.claims {
      while let mention = mentions.first, mention.span.start < claim.span.start {
        append(mention, document, &output)
        mentions.removeFirst()
      }
      append(claim, article, document, &output)
    }
    for mention in mentions { append(mention, document, &output) }
    for reject in article.rejects { append(reject, document: document, to: &output) }
  }

  /// Appends the record of a document or passage that could not be read.
  public static func append(_ reject: Reject, document: String, to output: inout [UInt8]) {
    var line = JSONLine(record: "reject", document: document)
    line.add("line", reject.line.map(Double.init))
    line.add("column", reject.column.map(Double.init))
    line.add("code", reject.code)
    line.add("message", reject.message)
    line.add("raw", reject.raw)
    line.end(&output)
  }

  private static func append(_ claim: Claim, _ article: Article, _ document: String, _ output: inout [UInt8]) {
    var line = JSONLine(record: "claim", document: document)
    line.add("quote", claim.quote)
    line.add("start", Double(claim.span.start))
    line.add("end", Double(claim.span.end))
    line.add("value", claim.value)
    line.add("low", claim.low)
    line.add("high", claim.high)
    line.add("unit", claim.unit)
    line.add("unit_name", claim.unitName)
    line.add("qualifier", claim.qualifier.rawValue)
    line.add("direction", claim.direction.rawValue)
    line.add("status", claim.status.rawValue)
    line.add("indicator_code", claim.indicatorCode)
    line.add("indicator", claim.indicator)
    line.add("indicator_text", claim.indicatorText)
    line.add("place_code", claim.placeCode)
    line.add("place", claim.place)
    line.add("place_text", claim.placeText)
    line.add("period", claim.period?.description)
    line.add("speaker", claim.speaker)
    line.add("restates", claim.restates.map(Double.init))
    let sentence = article.sentences[claim.sentence].span
    line.add("sentence", substring(article.text, sentence))
    line.add("confidence", claim.confidence)
    line.add("doubt", claim.doubt)
    line.end(&output)
  }

  private static func append(_ mention: Mention, _ document: String, _ output: inout [UInt8]) {
    var line = JSONLine(record: "mention", document: document)
    line.add("quote", mention.quote)
    line.add("start", Double(mention.span.start))
    line.add("end", Double(mention.span.end))
    line.add("kind", mention.kind.rawValue)
    line.add("place_code", mention.placeCode)
    line.add("place", mention.place)
    line.end(&output)
  }

  private static func substring(_ text: String, _ span: TextSpan) -> String {
    let scalars = text.unicodeScalars
    let start = scalars.index(scalars.startIndex, offsetBy: span.start)
    return String(scalars[start..<scalars.index(start, offsetBy: span.end - span.start)])
  }
}

/// One JSON object on a line (RFC 8259).
struct JSONLine {
  private var bytes: [UInt8]

  init(record: String, document: String) {
    bytes = Array("{\"record\":".utf8)
    append(record)
    bytes += ",\"document\":".utf8
    append(document)
  }

  /// Adds a text; null where there is none.
  mutating func add(_ name: String, _ text: String?) {
    key(name)
    if let text { append(text) } else { bytes += "null".utf8 }
  }

  /// Adds a number; null where there is none.
  mutating func add(_ name: String, _ number: Double?) {
    key(name)
    guard let number, number.isFinite else {
      bytes += "null".utf8
      return
    }
    bytes += (number == number.rounded() && abs(number) < 1e18 ? String(Int64(number)) : "\(number)").utf8
  }

  /// Ends the line.
  consuming func end(_ output: inout [UInt8]) {
    output += bytes
    output += "}\n".utf8
  }

  private mutating func key(_ name: String) {
    bytes += ",\"".utf8
    bytes += name.utf8
    bytes += "\":".utf8
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20:
        let hex = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

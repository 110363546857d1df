internal import Records

/// What a line of records says of itself before anything else: the kind of record, and of which
/// document it is.
struct ExtractedLine {
  /// The kind, such as `claim`.
  let kind: ArraySlice<UInt8>
  /// The document's name as it stands in the line, escapes and all.
  let rawName: ArraySlice<UInt8>
  private let decoded: String?

  /// The kind that ends a document, and the one that tells that nothing more will come of it.
  static let source = Array("source".utf8)[...]
  static let end = Array("end".utf8)[...]
  private static let reject = Array("reject".utf8)[...]

  /// A document may begin with any of these.
  private static let kinds: Set<String> = [
    "article", "sentence", "claim", "mention", "period", "series", "observation", "table", "row",
    "reject", "source", "end",
  ]
  /// Rejects that are about the document as a whole.
  private static let ofDocuments: Set = [
    "source_refused", "not_a_document", "reader_hangs", "reader_died",
  ]

  /// The document's name.
  var name: String {
    decoded ?? FlatJSON(Array("{\"n\":\"".utf8) + rawName + Array("\"}".utf8))?.members.first?.value
      ?? ""
  }

  /// Reads the head of a line; `nil` where it is no record.
  init?(_ line: ArraySlice<UInt8>) {
    if let (kind, name) = ExtractedLine.head(line) {
      (self.kind, rawName, decoded) = (kind, name, nil)
      return
    }
    // Another program may have written the same with blanks, or its members in another order.
    guard let object = FlatJSON(line) else { return nil }
    let values = Dictionary(object.members.map { ($0.name, $0.value) }) { _, last in last }
    guard let kind = values["record"] ?? nil, let name = values["document"] ?? nil else {
      return nil
    }
    self.kind = Array(kind.utf8)[...]
    rawName = JSONText.quoted(Array(name.utf8)[...]).dropFirst().dropLast()
    decoded = name
  }

  /// Kind and name where the line begins as Tally writes it.
  private static func head(_ line: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
    guard line.starts(with: opening) else { return nil }
    let afterOpening = line[(line.startIndex + opening.count)...]
    guard let kindEnd = afterOpening.firstIndex(of: UInt8(ascii: "\"")),
      line[kindEnd...].starts(with: between)
    else { return nil }
    let start = kindEnd + between.count
    var at = start
    while at < line.endIndex, line[at] != UInt8(ascii: "\"") {
      at += line[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return at < line.endIndex ? (afterOpening[..<kindEnd], line[start..<at]) : nil
  }

  private static let opening = Array("{\"record\":\"".utf8)
  private static let between = Array("\",\"document\":\"".utf8)

  /// Whether bytes may begin a file of records: the kind is one of those that are written, and the
  /// document is named next.
  static func mayBegin(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.filter { $0 > 0x20 }.split(separator: UInt8(ascii: "\""), maxSplits: 6)
    guard parts.count >= 6, parts[0].elementsEqual("{".utf8),
      parts[1].elementsEqual("record".utf8), parts[2].elementsEqual(":".utf8),
      parts[4].elementsEqual(",".utf8), parts[5].elementsEqual("document".utf8)
    else { return false }
    return kinds.contains(String(decoding: parts[3], as: UTF8.self))
  }

  /// Why the document was refused, where this is the reject that says so.
  func refusal(_ line: ArraySlice<UInt8>) -> Failure? {
    guard kind == ExtractedLine.reject, let object = FlatJSON(line) else { return nil }
    let values = Dictionary(object.members.map { ($0.name, $0.value) }) { _, last in last }
    guard let code = values["code"] ?? nil, ExtractedLine.ofDocuments.contains(code) else {
      return nil
    }
    let message = values["message"] ?? nil
    let place = Place(
      name, line: (values["line"] ?? nil).flatMap { Int($0) },
      column: (values["column"] ?? nil).flatMap { Int($0) })
    return Failure(.badData, message ?? code, at: place)
  }
}

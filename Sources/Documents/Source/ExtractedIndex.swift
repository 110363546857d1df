internal import Records

/// Finds the documents in a file of records.
struct ExtractedIndex {
  var contents = ExtractedFile.Contents()
  private let file: ExtractedFile
  private var number = 0
  private var open: Open?
  private var foreign: (place: Place, last: Int, reason: String)?

  /// A document whose record `source` did not come yet.
  private struct Open {
    var rawName: [UInt8]
    var name: String
    var offset: Int
    var line: Int
    var lastLine: Int
    /// Why it was refused, where the last line says so.
    var refusal: Failure?
  }

  init(_ file: ExtractedFile) { self.file = file }

  mutating func add(_ line: ArraySlice<UInt8>, at offset: Int) {
    number += 1
    guard let found = ExtractedLine(line) else {
      // Within a document its reader tells what is wrong with it.
      if open == nil, line.contains(where: { $0 > 0x20 }) { addForeign(line) }
      return
    }
    if found.kind == ExtractedLine.end { return }
    endForeign()
    if let open, !found.rawName.elementsEqual(open.rawName), open.name != found.name {
      endOpen()
    }
    var document =
      open
      ?? Open(
        rawName: Array(found.rawName), name: found.name, offset: offset, line: number,
        lastLine: number)
    document.lastLine = number
    document.refusal = found.refusal(line)
    open = document
    // Nothing more comes of it; what does is of another time.
    if document.refusal != nil { return endOpen() }
    guard found.kind == ExtractedLine.source else { return }
    contents.documents.append(
      ExtractedDocument(
        file: file, name: document.name, offset: document.offset,
        length: offset + line.count - document.offset, line: document.line, sourceOffset: offset,
        sourceLine: number))
    open = nil
  }

  mutating func end() {
    endForeign()
    endOpen()
  }

  private mutating func endOpen() {
    guard let open else { return }
    self.open = nil
    if let refusal = open.refusal { return contents.refusals.append(refusal) }
    contents.failures.append(
      Failure(
        .badData,
        "\(open.name): its record source is missing after this line: the file was cut off, or the lines of the document do not stand together; nothing of it is loaded, extract it again",
        at: Place(file.locator, line: open.lastLine)))
  }

  private mutating func addForeign(_ line: ArraySlice<UInt8>) {
    if foreign != nil {
      foreign?.last = number
      return
    }
    let isObject = FlatJSON(line) != nil
    foreign = (
      Place(
        file.locator, line: number, column: isObject ? 1 : FlatJSON.column(ofErrorIn: line)),
      number, isObject ? "an object without record and document" : "no JSON object"
    )
  }

  private mutating func endForeign() {
    guard let foreign else { return }
    self.foreign = nil
    let first = foreign.place.line ?? 0
    let more = foreign.last > first ? " (and so up to line \(foreign.last))" : ""
    contents.failures.append(
      Failure(
        .badData, "expected a record of `tally extract`, found \(foreign.reason)\(more)",
        at: foreign.place))
  }
}

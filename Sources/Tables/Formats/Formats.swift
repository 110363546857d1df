package import Documents
package import Records
package import Text

/// Recognises the statistical formats, by their structure and not by what a file is called.
package enum Formats {
  /// Whether a text opens like one of the formats, which are not read in one pass with the rest.
  package static func mayBegin(_ head: [UInt8]) -> Bool {
    guard let first = head.first(where: { $0 > 0x20 }) else { return false }
    return "{[<".utf8.contains(first) || PXFile.isLike(head)
  }

  /// A document is held in memory up to this size; lists and lines in JSON may be longer.
  private static let longest = 256 << 20

  /// The grid of a source in one of the formats; `nil` where it is none.
  ///
  /// - Throws: a `Failure` where it is one and is damaged, or holds no data, and where it is JSON of
  ///   another kind.
  static func grid(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, head: [UInt8], isWhole: Bool,
    bytes: Int
  ) throws(Failure) -> (any Grid)? {
    let locator = content.source.locator
    func whole() throws(Failure) -> [UInt8] {
      isWhole ? head : try SourceText.document(content, encoding, bytes, longest: longest)
    }
    if let root = XMLRoot(head), SDMXML.roots.contains(root.name) {
      return try SDMXML(content, encoding)
    }
    if PXFile.isLike(head) { return try PXFile(try whole(), locator: locator) }
    guard let shape = JSONShape(head, isWhole: isWhole, locator: locator) else { return nil }
    switch shape {
    case .lines: return try JSONRecords(content, encoding, .lines, path: "")
    case .list(let from, let path):
      if JSONShape.mayHoldCubes(head), let grid = try JSONStat(try whole(), locator: locator) {
        return grid
      }
      let records = try JSONRecords(content, encoding, .items(from: from), path: path)
      guard records.isTable else { throw refusal(locator) }
      return records
    case .document:
      // A file that says that it holds an object a line may hold one line.
      if ["ndjson", "jsonl"].contains(content.source.fileExtension) {
        let records = try JSONRecords(content, encoding, .lines, path: "")
        if records.isTable { return records }
      }
      let text = try whole()
      if let grid = try JSONStat(text, locator: locator) { return grid }
      if let grid = try SDMXJSON(text, locator: locator) { return grid }
      if let found = try JSONShape.largestList(text, locator: locator) {
        let records = try JSONRecords(
          content, encoding, .items(from: found.from), path: found.path)
        if records.isTable, found.bytes * 2 > text.count { return records }
      }
      throw refusal(locator)
    case .damaged(let failure): throw failure
    }
  }

  private static func refusal(_ locator: String) -> Failure {
    Failure(
      .badData,
      "this is JSON that holds no table: expected JSON-stat, SDMX-JSON, a list of objects, or one object a line",
      at: Place(locator))
  }
}

extension Table {
  /// Opens a source in one of the statistical formats; `nil` where it is none.
  ///
  /// - Throws: a `Failure` as `Formats.grid`.
  package init?(
    format content: SourceContent, encoding: EncodingDetector.Decision, head: [UInt8],
    isWhole: Bool, bytes: Int, vocabulary: Vocabulary, options: ReadingOptions,
    metadata: TableMetadata?
  ) throws(Failure) {
    guard options.kind != .article || options.isKindGuessed, content.sheet == nil,
      let grid = try Formats.grid(
        content, encoding, head: head, isWhole: isWhole, bytes: bytes)
    else { return nil }
    guard options.kind != .article else {
      throw Failure(
        .badData, "this is \(grid.format), not an article: tally ingest reads it",
        at: Place(content.source.locator))
    }
    try self.init(
      content, encoding: encoding, head: [], isWhole: true, vocabulary: vocabulary,
      options: options, metadata: metadata, grid: grid)
  }
}

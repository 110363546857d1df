public import Records

/// One vocabulary CSV in memory: a header and rows of text cells.
public struct VocabularyTable: Sendable {
  /// The name of the file without its extension, such as `place_names`.
  public let name: String
  /// The column names.
  public let columns: [String]
  /// The rows; each has as many cells as there are columns.
  public private(set) var rows: [[String]]

  /// The position of a column, or `nil` where there is none of that name.
  public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// Adds the rows of a table with the same columns.
  package mutating func append(_ other: VocabularyTable) { rows += other.rows }

  /// Parses a CSV with a header row: RFC 4180, UTF-8, a byte order mark allowed.
  ///
  /// - Throws: a `Failure` of kind `badData` with the line of a row that has too many or too few
  ///   cells.
  public init(name: String, csv bytes: [UInt8], locator: String) throws(Failure) {
    self.name = name
    var reader = SmallCSV(bytes: bytes)
    guard let header = reader.next()?.cells else {
      throw Failure(
        .badData, "the file is empty: expected a header row", at: Place(locator, line: 1))
    }
    columns = header
    rows = []
    rows.reserveCapacity(bytes.count / 24)
    while let (cells, line) = reader.next() {
      if cells.count == 1, cells[0].isEmpty { continue }
      guard cells.count == header.count else {
        throw Failure(
          .badData,
          "expected \(header.count) cells (\(header.joined(separator: ","))), found \(cells.count)",
          at: Place(locator, line: line))
      }
      rows.append(cells)
    }
  }
}

/// A reader for CSV that fits in memory and is known to be well formed: the vocabulary's own files.
private struct SmallCSV {
  let bytes: [UInt8]
  var position: Int
  var line = 1

  init(bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The cells of the next row and the line on which it starts.
  mutating func next() -> (cells: [String], line: Int)? {
    guard position < bytes.count else { return nil }
    let start = line
    var cells: [String] = []
    while true {
      cells.append(cell())
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
      position += 1
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    line += 1
    return (cells, start)
  }

  private mutating func cell() -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
        position += 1
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      content.append(byte)
    }
    return String(decoding: content, as: UTF8.self)
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

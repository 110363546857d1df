public import Records

/// One vocabulary CSV in memory: a header and rows of text cells.
public struct VocabularyTable: Sendable {
  /// The name of the file without its extension, such as `place_names`.
  public let name: String
  /// The column names.
  public let columns: [String]
  /// The number of rows.
  public var count: Int { columns.isEmpty ? 0 : cells.count / columns.count }
  /// The file as it is, and after it the cells in which a quote is doubled, as they read.
  private(set) var bytes: [UInt8]
  /// Where each cell stands in `bytes`, row by row: text is made of a cell only where it is asked
  /// for, since most of a large vocabulary is only ever compared.
  private var cells: [Range<Int32>] = []
  /// The line on which each row starts, where that was asked for.
  private var lines: [Int] = []

  /// The line on which a row starts.
  func line(_ row: Int) -> Int? { row < lines.count ? lines[row] : nil }

  /// The position of a column, or `nil` where there is none of that name.
  public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// Where a cell stands in `bytes`.
  func range(_ row: Int, _ column: Int) -> Range<Int> {
    let cell = cells[row * columns.count + column]
    return Int(cell.lowerBound)..<Int(cell.upperBound)
  }

  /// A cell as text.
  public func cell(_ row: Int, _ column: Int) -> String {
    String(decoding: bytes[range(row, column)], as: UTF8.self)
  }

  /// A cell of digits as a number; `nil` for any other.
  func number(_ row: Int, _ column: Int) -> Int? {
    let cell = range(row, column)
    guard !cell.isEmpty, cell.count <= 12 else { return nil }
    var number = 0
    for byte in bytes[cell] {
      guard (48...57).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 48)
    }
    return number
  }

  /// Adds the rows of a table that has these columns, or the first of them.
  package mutating func append(_ other: VocabularyTable) {
    let shift = Int32(bytes.count)
    bytes += other.bytes
    for row in 0..<other.count {
      for column in columns.indices {
        let cell =
          column < other.columns.count
          ? other.cells[row * other.columns.count + column] : 0..<0
        cells.append(cell.lowerBound + shift..<cell.upperBound + shift)
      }
    }
  }

  /// Parses a CSV with a header row: RFC 4180, UTF-8, a byte order mark allowed.
  ///
  /// - Throws: a `Failure` of kind `badData` with the line of a row that has too many or too few
  ///   cells.
  public init(
    name: String, csv bytes: [UInt8], locator: String, keepsLines: Bool = false
  ) throws(Failure) {
    self.name = name
    var reader = SmallCSV(bytes: bytes)
    self.bytes = []
    cells.reserveCapacity(bytes.count / 8)
    guard reader.next(into: &cells) != nil else {
      throw Failure(
        .badData, "the file is empty: expected a header row", at: Place(locator, line: 1))
    }
    let header = cells.map {
      String(decoding: reader.bytes[Int($0.lowerBound)..<Int($0.upperBound)], as: UTF8.self)
    }
    columns = header
    cells.removeAll(keepingCapacity: true)
    var before = 0
    while let line = reader.next(into: &cells) {
      let found = cells.count - before
      if found == 1, cells[before].isEmpty {
        cells.removeLast()
        continue
      }
      guard found == header.count else {
        throw Failure(
          .badData,
          "expected \(header.count) cells (\(header.joined(separator: ","))), found \(found)",
          at: Place(locator, line: line))
      }
      before = cells.count
      if keepsLines { lines.append(line) }
    }
    self.bytes = reader.bytes
  }
}

/// A reader for CSV that fits in memory and is known to be well formed: the vocabulary's own files.
private struct SmallCSV {
  var bytes: [UInt8]
  let limit: Int
  var position: Int
  var line = 1

  init(bytes: [UInt8]) {
    self.bytes = bytes
    limit = bytes.count
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Adds the cells of the next row; the line on which it starts, `nil` after the last.
  mutating func next(into cells: inout [Range<Int32>]) -> Int? {
    guard position < limit else { return nil }
    let start = line
    while true {
      let cell = cell()
      cells.append(Int32(cell.lowerBound)..<Int32(cell.upperBound))
      guard position < limit, bytes[position] == UInt8(ascii: ",") else { break }
      position += 1
    }
    if position < limit, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < limit, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    line += 1
    return start
  }

  private mutating func cell() -> Range<Int> {
    guard position < limit, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < limit, !isEnd(bytes[position]) { position += 1 }
      return start..<position
    }
    position += 1
    let start = position
    var end = start
    var isDoubled = false
    while position < limit {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < limit, bytes[position] == UInt8(ascii: "\"") else { break }
        position += 1
        isDoubled = true
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      end = position
    }
    guard isDoubled else { return start..<end }
    let first = bytes.count
    var index = start
    while index < end {
      bytes.append(bytes[index])
      index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return first..<bytes.count
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

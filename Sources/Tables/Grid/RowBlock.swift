internal import Documents
internal import Records
internal import Text

/// Rows of a table in memory: bytes, and where each cell lies in them.
struct RowBlock: Sendable {
  /// UTF-8: the text of whole rows as it stands in the file, then cells from which doubled quotes
  /// were removed.
  var bytes: [UInt8] = []
  /// All cells, row by row; the highest bit of a length marks a cell that was quoted.
  var fields: [FieldBatch.Field] = []
  /// For each row, how many cells it and those before it have.
  var ends: [Int32] = []
  /// The physical line on which each row starts, from 1.
  var lines: [UInt32] = []
  /// Where each row starts in `bytes`.
  var starts: [UInt32] = []
  /// After the last byte of each row, its line end left out.
  var stops: [UInt32] = []
  /// Lines that were read although they are not well-formed: text after a closing quote, NUL bytes.
  var repaired: [UInt32] = []
  /// Lines that could not be read as rows.
  var rejects: [Reject] = []

  /// The mark of a quoted cell in its length.
  static let quoted: UInt32 = 0x8000_0000

  /// How many rows there are.
  var count: Int { lines.count }

  /// The cells of a row, as positions in `fields`.
  func fields(of row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }

  /// Whether a cell was quoted.
  func isQuoted(_ field: Int) -> Bool { fields[field].length & RowBlock.quoted != 0 }

  /// The length of a cell in bytes.
  func length(_ field: Int) -> Int { Int(fields[field].length & ~RowBlock.quoted) }

  /// Where a cell lies in `bytes`.
  func range(_ field: Int) -> Range<Int> {
    let start = Int(fields[field].start)
    return start..<start + length(field)
  }

  /// A hash of some of the bytes.
  @inline(__always)
  func hash(_ range: Range<Int>, _ seed: UInt64) -> UInt64 {
    precondition(range.upperBound <= bytes.count)
    // The range was just checked, and the pointer does not leave the closure.
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return seed }
      return unsafe ByteHash.mix(seed, base + range.lowerBound, range.count)
    }
  }

  /// The text of a cell.
  func text(_ field: Int) -> String { String(decoding: bytes[range(field)], as: UTF8.self) }

  /// A row as it stands in the file, cut after 2,000 bytes.
  func raw(_ row: Int) -> String {
    String(
      decoding: bytes[Int(starts[row])..<min(Int(stops[row]), Int(starts[row]) + 2000)],
      as: UTF8.self)
  }

  /// Forgets the rows and keeps the memory.
  mutating func removeAll() {
    fields.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    stops.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    repaired.removeAll(keepingCapacity: true)
  }
}

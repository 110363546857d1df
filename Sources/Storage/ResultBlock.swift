internal import CSQLite

/// Rows of a result as SQLite gave them, one after another in a few pieces of memory: what a thread
/// hands to another without a string or an array for each value.
public final class ResultBlock {
  /// What a value is.
  package enum Kind: UInt8 { case null, integer, real, text, blob }

  /// A value among those of the block.
  package struct Item {
    /// What it is.
    package var kind: Kind
    /// The bits of a number; how many bytes a text or blob has.
    package var bits: UInt64
  }

  /// So many rows at most.
  static let mostRows = 1024
  /// A block is full with so many bytes of texts.
  private static let fullBytes = 1 << 18

  /// How many columns each row has.
  package let columns: Int
  /// How many rows there are.
  package private(set) var rows = 0
  /// Row by row.
  @exclusivity(unchecked) package private(set) var items: [Item] = []
  /// The texts and blobs, without anything between them.
  @exclusivity(unchecked) package private(set) var bytes: [UInt8] = []

  init(columns: Int) {
    self.columns = columns
    items.reserveCapacity(columns * ResultBlock.mostRows)
  }

  /// Whether no further row is taken.
  var isFull: Bool { rows >= ResultBlock.mostRows || bytes.count >= ResultBlock.fullBytes }

  /// Removes all rows.
  func clear() {
    rows = 0
    items.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Steps a statement and adds its rows until the block is full.
  ///
  /// - Returns: `SQLITE_ROW` where there may be more, `SQLITE_DONE`, or the code of an error.
  func fill(_ statement: OpaquePointer) -> Int32 {
    while !isFull {
      let code = unsafe sqlite3_step(statement)
      guard code == SQLITE_ROW else { return code }
      unsafe add(statement)
    }
    return SQLITE_ROW
  }

  /// Adds the row that a statement is at.
  func add(_ statement: OpaquePointer) {
    for column in 0..<Int32(columns) {
      switch unsafe sqlite3_column_type(statement, column) {
      case SQLITE_INTEGER:
        items.append(
          Item(
            kind: .integer,
            bits: UInt64(bitPattern: unsafe sqlite3_column_int64(statement, column))))
      case SQLITE_FLOAT:
        items.append(
          Item(kind: .real, bits: unsafe sqlite3_column_double(statement, column).bitPattern))
      case SQLITE_TEXT:
        let start = unsafe UnsafeRawPointer(sqlite3_column_text(statement, column))
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        // What SQLite holds until the next step.
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
        items.append(Item(kind: .text, bits: UInt64(count)))
      case SQLITE_BLOB:
        let start = unsafe sqlite3_column_blob(statement, column)
        let count = unsafe start == nil ? 0 : Int(sqlite3_column_bytes(statement, column))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
        items.append(Item(kind: .blob, bits: UInt64(count)))
      default: items.append(Item(kind: .null, bits: 0))
      }
    }
    rows += 1
  }

  /// Adds a row of another block.
  func add(_ items: ArraySlice<Item>, _ bytes: ArraySlice<UInt8>) {
    self.items.append(contentsOf: items)
    self.bytes.append(contentsOf: bytes)
    rows += 1
  }

  /// The rows as values, in order.
  ///
  /// - Parameter take: gets a row; `false` ends it.
  package func forEach(_ take: ([Value]) -> Bool) {
    var at = 0
    var start = 0
    var values: [Value] = []
    for _ in 0..<rows {
      values.removeAll(keepingCapacity: true)
      for item in items[at..<at + columns] {
        switch item.kind {
        case .null: values.append(.null)
        case .integer: values.append(.integer(Int64(bitPattern: item.bits)))
        case .real: values.append(.real(Double(bitPattern: item.bits)))
        case .text:
          values.append(
            .text(String(decoding: bytes[start..<start + Int(item.bits)], as: UTF8.self)))
          start += Int(item.bits)
        case .blob:
          values.append(.blob(Array(bytes[start..<start + Int(item.bits)])))
          start += Int(item.bits)
        }
      }
      at += columns
      guard take(values) else { return }
    }
  }
}

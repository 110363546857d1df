internal import CSQLite
internal import Glibc
internal import Records

/// Rows of a table of records in a `TableImage`.
@safe final class RecordImage {
  private let affinities: [RecordColumn.Affinity]
  private let source: Int64
  private let image: TableImage

  /// The serial types of a row, and its values: what its record is put together from.
  private let header: UnsafeMutablePointer<UInt8>
  private let body: UnsafeMutablePointer<UInt8>

  /// An empty image; `nil` for a table whose schema has no room on a page.
  ///
  /// - Parameters:
  ///   - columns: the columns before `source_id` and `source_line`.
  ///   - source: the value of `source_id` in each row.
  init?(columns: [RecordColumn.Affinity], source: Int64) {
    let definitions = columns.enumerated().map { "c\($0) \($1.rawValue)" }
    let all = definitions + ["source_id INTEGER NOT NULL", "source_line INTEGER NOT NULL"]
    guard let image = TableImage(definition: all.joined(separator: ",") + ")") else { return nil }
    self.image = image
    affinities = columns
    self.source = source
    // A serial type takes three bytes at most where the text is shorter than a page, a number
    // eight.
    unsafe header = .allocate(capacity: (columns.count + 2) * 3)
    unsafe body = .allocate(capacity: TableImage.longestRecord + (columns.count + 2) * 8)
  }

  deinit {
    unsafe header.deallocate()
    unsafe body.deallocate()
  }

  /// How many rows the image holds.
  var rows: Int { image.rows }
  /// Whether the image is large enough to be handed to SQLite.
  var isFull: Bool { image.isFull }

  /// Adds rows of a batch from one on, and gives the row after the last one added: where the image
  /// is full, or the row is too long for a page.
  func append(_ batch: borrowing FieldBatch, from first: Int) -> Int {
    let width = affinities.count
    precondition(batch.fields.count == batch.lines.count * width && batch.columns == width)
    var row = first
    // The arrays are borrowed for the loop; that a field lies within the bytes is checked for each.
    unsafe batch.bytes.withUnsafeBufferPointer { text in
      unsafe batch.fields.withUnsafeBufferPointer { fields in
        while row < batch.lines.count, !image.isFull {
          let added = unsafe append(
            fields: UnsafeBufferPointer(rebasing: fields[row * width..<(row + 1) * width]),
            line: batch.lines[row],
            text: text)
          guard added else { return }
          row += 1
        }
      }
    }
    return row
  }

  /// Lets SQLite copy the rows; `false` where it does not take the image.
  func copyRows(
    as name: String, by copy: String, _ connection: borrowing Connection
  ) throws(Failure) -> Bool {
    try image.copyRows(as: name, by: copy, connection)
  }

  /// Whether SQLite takes images under a name.
  func isTaken(as name: String, by copy: String, _ connection: borrowing Connection)
    throws(Failure) -> Bool
  {
    try image.isTaken(as: name, by: copy, connection)
  }

  /// Adds one row; `false` where it is too long for a page.
  @inline(__always)
  private func append(
    fields: UnsafeBufferPointer<FieldBatch.Field>, line: UInt32, text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var types = unsafe header
    var values = unsafe body
    var texts = 0
    var index = 0
    while index < affinities.count {
      let field = unsafe fields[index]
      if field.length == UInt32.max {
        unsafe types.pointee = 0
        unsafe types += 1
      } else {
        let start = Int(field.start)
        let length = Int(field.length)
        precondition(start + length <= text.count)
        switch affinities[index] {
        case .text:
          texts += length
          // The body has room for a page of texts, and for the numbers besides.
          guard texts <= TableImage.longestRecord else { return false }
          unsafe RecordFormat.write(varint: UInt64(length * 2 + 13), &types)
          if length > 0 {
            unsafe memcpy(values, text.baseAddress.unsafelyUnwrapped + start, length)
          }
          unsafe values += length
        case .integer:
          let value = unsafe DecimalText.integer(text, from: start, length: length)
          unsafe RecordFormat.write(integer: value, &types, &values)
        case .real:
          let value = unsafe DecimalText.double(text, from: start, length: length)
          unsafe RecordFormat.write(real: value, &types, &values)
        }
      }
      index += 1
    }
    unsafe RecordFormat.write(integer: source, &types, &values)
    unsafe RecordFormat.write(integer: Int64(line), &types, &values)
    return unsafe image.append(
      row: UInt64(image.rows + 1), types: header, types - header, values: body, values - body)
  }
}

internal import CSQLite
internal import Glibc
internal import Records

/// Rows of a table of records, laid out in memory as a small SQLite database with one table.
///
/// SQLite copies rows from one table to another of the same shape without taking them apart (the
/// transfer optimisation of `INSERT INTO … SELECT *`). So a block of rows is first written here, in
/// the file format of https://www.sqlite.org/fileformat2.html: a page with the schema, leaves with
/// the rows, and a root over the leaves. SQLite reads the image like any database and does all
/// writing to the warehouse itself.
@safe final class RecordImage {
  /// The largest page that SQLite knows: the fewest pages, and the longest row that needs no
  /// overflow page.
  private static let pageSize = 65536
  /// The longest record that stays on its leaf, “X” in the format's description.
  private static let longestRecord = pageSize - 35
  /// More rows wait for a second image; the root has room for many more leaves than that.
  private static let fullSize = 1 << 20

  private let affinities: [RecordColumn.Affinity]
  private let schema: [UInt8]
  private let source: Int64

  /// Pages one after another, from SQLite's allocator.
  ///
  /// A page of number n starts at (n − 1) times the page size.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of the leaf that is being filled; page 1 holds the schema.
  private var leaf = 0
  private var cells = 0
  /// Where the lowest cell of the leaf starts in it.
  private var content = 0
  /// The last row of each leaf that is full.
  private var lastRows: [Int] = []
  /// How many rows the image holds.
  private(set) var rows = 0

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
    schema = Array("CREATE TABLE r(\(all.joined(separator: ",")))".utf8)
    guard schema.count < RecordImage.longestRecord - 100 else { return nil }
    affinities = columns
    self.source = source
    capacity = RecordImage.fullSize / RecordImage.pageSize + 2
    unsafe bytes = RecordImage.allocate(pages: capacity)
    // A serial type takes three bytes at most where the text is shorter than a page, a number
    // eight.
    unsafe header = .allocate(capacity: (columns.count + 2) * 3)
    unsafe body = .allocate(capacity: RecordImage.longestRecord + (columns.count + 2) * 8)
    openLeaf()
  }

  deinit {
    unsafe sqlite3_free(bytes)
    unsafe header.deallocate()
    unsafe body.deallocate()
  }

  /// Whether the image is large enough to be handed to SQLite.
  var isFull: Bool { leaf * RecordImage.pageSize >= RecordImage.fullSize }

  /// Adds rows of a batch from one on, and gives the row after the last one added: where the image
  /// is full, or the row is too long for a page.
  func append(_ batch: borrowing FieldBatch, from first: Int) -> Int {
    let width = affinities.count
    precondition(batch.fields.count == batch.lines.count * width && batch.columns == width)
    var row = first
    // The arrays are borrowed for the loop; that a field lies within the bytes is checked for each.
    unsafe batch.bytes.withUnsafeBufferPointer { text in
      unsafe batch.fields.withUnsafeBufferPointer { fields in
        while row < batch.lines.count, !isFull {
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

  /// The finished image, to be freed by `sqlite3_free`; an empty one takes its place.
  func take() -> UnsafeMutableBufferPointer<UInt8> {
    closeLeaf()
    var root = 2
    if lastRows.count > 1 {
      root = leaf + 1
      reserve(pages: root)
      writeRoot(at: root)
    }
    let pages = max(root, leaf)
    writeSchema(root: root, pages: pages)
    let taken = unsafe UnsafeMutableBufferPointer(start: bytes, count: pages * RecordImage.pageSize)
    unsafe bytes = RecordImage.allocate(pages: capacity)
    lastRows.removeAll(keepingCapacity: true)
    rows = 0
    leaf = 0
    openLeaf()
    return unsafe taken
  }

  // MARK: Rows

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
          guard texts <= RecordImage.longestRecord else { return false }
          unsafe RecordImage.write(varint: UInt32(length * 2 + 13), &types)
          if length > 0 {
            unsafe memcpy(values, text.baseAddress.unsafelyUnwrapped + start, length)
          }
          unsafe values += length
        case .integer:
          let value = unsafe DecimalText.integer(text, from: start, length: length)
          unsafe RecordImage.write(integer: value, &types, &values)
        case .real:
          let value = unsafe DecimalText.double(text, from: start, length: length)
          unsafe RecordImage.write(real: value, &types, &values)
        }
      }
      index += 1
    }
    unsafe RecordImage.write(integer: source, &types, &values)
    unsafe RecordImage.write(integer: Int64(line), &types, &values)
    return unsafe append(types: types - header, values: values - body)
  }

  /// Puts the record together on the leaf, or on a new one where the leaf is full.
  @inline(__always)
  private func append(types: Int, values: Int) -> Bool {
    // The length of the header counts itself; a row of SQLite's most columns stays far below three
    // bytes of it.
    let head = types + (types < 127 ? 1 : 2)
    let record = head + values
    guard record <= RecordImage.longestRecord else { return false }
    let cell =
      RecordImage.varintLength(UInt32(record)) + RecordImage.varintLength(UInt32(rows + 1)) + record
    if content - cell < 8 + 2 * (cells + 1) {
      closeLeaf()
      openLeaf()
    }
    content -= cell
    rows += 1
    let page = unsafe bytes + (leaf - 1) * RecordImage.pageSize
    unsafe RecordImage.write(UInt16(content), page + 8 + 2 * cells)
    cells += 1
    var place = unsafe page + content
    unsafe RecordImage.write(varint: UInt32(record), &place)
    unsafe RecordImage.write(varint: UInt32(rows), &place)
    unsafe RecordImage.write(varint: UInt32(head), &place)
    unsafe memcpy(place, header, types)
    unsafe memcpy(place + types, body, values)
    return true
  }

  // MARK: Pages

  private func openLeaf() {
    // A root over the leaves comes after them.
    leaf = leaf == 0 ? 2 : leaf + 1
    reserve(pages: leaf)
    cells = 0
    content = RecordImage.pageSize
  }

  private func closeLeaf() {
    let page = unsafe bytes + (leaf - 1) * RecordImage.pageSize
    unsafe RecordImage.writePageHeader(page, kind: 13, cells: cells, content: content)
    lastRows.append(rows)
  }

  private func writeRoot(at number: Int) {
    let page = unsafe bytes + (number - 1) * RecordImage.pageSize
    var content = RecordImage.pageSize
    for (index, last) in lastRows.dropLast().enumerated() {
      content -= 4 + RecordImage.varintLength(UInt32(last))
      var place = unsafe page + content
      unsafe RecordImage.write(UInt32(index + 2), place)
      unsafe place += 4
      unsafe RecordImage.write(varint: UInt32(last), &place)
      unsafe RecordImage.write(UInt16(content), page + 12 + 2 * index)
    }
    unsafe RecordImage.writePageHeader(page, kind: 5, cells: lastRows.count - 1, content: content)
    unsafe RecordImage.write(UInt32(lastRows.count + 1), page + 8)
  }

  /// The first page: the header of the file, and the one row of `sqlite_schema`.
  private func writeSchema(root: Int, pages: Int) {
    unsafe bytes.update(repeating: 0, count: 108)
    for (offset, byte) in "SQLite format 3".utf8.enumerated() { unsafe bytes[offset] = byte }
    // 65536 does not fit the two bytes of the page size and is written as 1; payload fractions are
    // fixed.
    for (offset, byte) in [(17, 1), (18, 1), (19, 1), (21, 64), (22, 32), (23, 32)]
      as [(Int, UInt8)]
    {
      unsafe bytes[offset] = byte
    }
    // Change counter, pages, schema cookie, schema format 4, UTF-8, and for which counter the
    // number of pages holds.
    for (offset, number) in [
      (24, 1), (28, pages), (40, 1), (44, 4), (56, 1), (92, 1), (96, 3_040_001),
    ] {
      unsafe RecordImage.write(UInt32(number), bytes + offset)
    }
    let texts = [Array("table".utf8), [0x72], [0x72], schema]
    var record: [UInt8] = []
    for (index, text) in texts.enumerated() {
      if index == 3 { record.append(4) }
      record += RecordImage.varint(UInt32(text.count * 2 + 13))
    }
    record.insert(UInt8(record.count + 1), at: 0)
    for (index, text) in texts.enumerated() {
      if index == 3 { record += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: root >> $0) } }
      record += text
    }
    let cell = RecordImage.varint(UInt32(record.count)) + [1] + record
    let content = RecordImage.pageSize - cell.count
    for (offset, byte) in cell.enumerated() { unsafe bytes[content + offset] = byte }
    unsafe RecordImage.write(UInt16(content), bytes + 108)
    unsafe RecordImage.writePageHeader(bytes + 100, kind: 13, cells: 1, content: content)
  }

  private func reserve(pages: Int) {
    guard pages > capacity else { return }
    let more = max(pages, capacity * 2)
    let larger = unsafe RecordImage.allocate(pages: more)
    unsafe larger.update(from: bytes, count: capacity * RecordImage.pageSize)
    unsafe sqlite3_free(bytes)
    unsafe bytes = unsafe larger
    capacity = more
  }

  private static func allocate(pages: Int) -> UnsafeMutablePointer<UInt8> {
    guard let bytes = unsafe sqlite3_malloc64(UInt64(pages * pageSize)) else {
      fatalError("out of memory")
    }
    return unsafe bytes.assumingMemoryBound(to: UInt8.self)
  }
}

// MARK: Numbers in the format: big-endian, or variable in length

extension RecordImage {
  @inline(__always)
  private static func varintLength(_ value: UInt32) -> Int {
    value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5
  }

  @inline(__always)
  private static func write(varint value: UInt32, _ place: inout UnsafeMutablePointer<UInt8>) {
    if value < 1 << 7 {
      unsafe place.pointee = UInt8(truncatingIfNeeded: value)
      unsafe place += 1
      return
    }
    for group in stride(from: varintLength(value) - 1, through: 0, by: -1) {
      let bits = UInt8(truncatingIfNeeded: value >> UInt32(7 * group)) & 0x7F
      unsafe place.pointee = group == 0 ? bits : bits | 0x80
      unsafe place += 1
    }
  }

  private static func varint(_ value: UInt32) -> [UInt8] {
    (0..<varintLength(value)).reversed().map {
      UInt8(value >> UInt32(7 * $0) & 0x7F) | ($0 == 0 ? 0 : 0x80)
    }
  }

  @inline(__always)
  private static func write<Number: FixedWidthInteger>(
    _ value: Number, _ place: UnsafeMutablePointer<UInt8>
  ) {
    unsafe UnsafeMutableRawPointer(place).storeBytes(of: value.bigEndian, as: Number.self)
  }

  /// A whole number: its serial type, and as many bytes as it needs.
  @inline(__always)
  private static func write(
    integer value: Int64, _ types: inout UnsafeMutablePointer<UInt8>,
    _ values: inout UnsafeMutablePointer<UInt8>
  ) {
    let magnitude = value < 0 ? ~value : value
    let (type, length): (UInt8, Int) =
      if magnitude < 1 << 7 {
        value == 0 ? (8, 0) : value == 1 ? (9, 0) : (1, 1)
      } else if magnitude < 1 << 15 {
        (2, 2)
      } else if magnitude < 1 << 23 {
        (3, 3)
      } else if magnitude < 1 << 31 {
        (4, 4)
      } else if magnitude < 1 << 47 {
        (5, 6)
      } else {
        (6, 8)
      }
    unsafe types.pointee = type
    unsafe types += 1
    // Eight bytes are written, and those after the number's own are written over.
    unsafe write(value << Int64(64 - 8 * length), values)
    unsafe values += length
  }

  /// A number; like SQLite, a whole one in a column of reals is kept as an integer.
  @inline(__always)
  private static func write(
    real value: Double, _ types: inout UnsafeMutablePointer<UInt8>,
    _ values: inout UnsafeMutablePointer<UInt8>
  ) {
    if value.magnitude < 140_737_488_355_328 {
      let whole = Int64(value)
      if Double(whole) == value, whole != 0 || value.sign == .plus {
        unsafe write(integer: whole, &types, &values)
        return
      }
    }
    unsafe types.pointee = 7
    unsafe types += 1
    unsafe write(value.bitPattern, values)
    unsafe values += 8
  }

  /// What a page begins with; 65536 is written as 0.
  private static func writePageHeader(
    _ page: UnsafeMutablePointer<UInt8>, kind: UInt8, cells: Int, content: Int
  ) {
    unsafe page[0] = kind
    unsafe write(UInt16(0), page + 1)
    unsafe write(UInt16(cells), page + 3)
    unsafe write(UInt16(truncatingIfNeeded: content), page + 5)
    unsafe page[7] = 0
  }
}

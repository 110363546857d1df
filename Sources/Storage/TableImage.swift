internal import CSQLite
internal import Glibc
internal import Records

/// Rows of one table, laid out in memory as a small SQLite database.
///
/// SQLite copies rows from one table to another of the same shape without taking them apart (the
/// transfer optimisation of `INSERT INTO … SELECT *`). So a block of rows is first written here, in
/// the file format of https://www.sqlite.org/fileformat2.html: a page with the schema, leaves with
/// the rows, and a root over the leaves. SQLite reads the image like any database and does all
/// writing to the warehouse itself.
/// One thread fills an image, and nothing that it calls comes back to it: its variables are not
/// looked after for each row (`@exclusivity`).
@safe final class TableImage {
  /// The largest page that SQLite knows: the fewest pages, and the longest row that needs no
  /// overflow page.
  static let pageSize = 65536
  /// The longest record that stays on its leaf, “X” in the format's description.
  static let longestRecord = pageSize - 35
  /// More rows wait for a second image; the root has room for many more leaves than that.
  private static let fullSize = 1 << 20

  private let schema: [UInt8]

  /// Pages one after another, from SQLite's allocator.
  ///
  /// A page of number n starts at (n − 1) times the page size.
  @exclusivity(unchecked) private var bytes: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  /// The number of the leaf that is being filled; page 1 holds the schema.
  @exclusivity(unchecked) private var leaf = 0
  @exclusivity(unchecked) private var cells = 0
  /// Where the lowest cell of the leaf starts in it.
  @exclusivity(unchecked) private var content = 0
  /// The last row of each leaf that is full.
  private var lastRows: [UInt64] = []
  /// The last row; 0 where there is none.
  @exclusivity(unchecked) private(set) var lastRow: UInt64 = 0
  /// How many rows the image holds.
  @exclusivity(unchecked) private(set) var rows = 0

  /// An empty image of a table `r`; `nil` where its definition has no room on a page.
  ///
  /// - Parameter definition: what stands after the opening bracket of `CREATE TABLE r (`.
  init?(definition: String) {
    schema = Array("CREATE TABLE r(\(definition)".utf8)
    guard schema.count < TableImage.longestRecord - 100 else { return nil }
    capacity = TableImage.fullSize / TableImage.pageSize + 2
    unsafe bytes = TableImage.allocate(pages: capacity)
    openLeaf()
  }

  deinit { unsafe sqlite3_free(bytes) }

  /// Whether the image is large enough to be handed to SQLite.
  var isFull: Bool { leaf * TableImage.pageSize >= TableImage.fullSize }

  /// Adds a row after those that it holds, its record put together from serial types and values;
  /// `false` where it is too long for a page.
  @inline(__always)
  func append(
    row: UInt64, types: UnsafePointer<UInt8>, _ typesLength: Int, values: UnsafePointer<UInt8>,
    _ valuesLength: Int
  ) -> Bool {
    // The length of the header counts itself; a row of SQLite's most columns stays far below three
    // bytes of it.
    let head = typesLength + (typesLength < 127 ? 1 : 2)
    guard let start = unsafe place(row: row, length: head + valuesLength) else { return false }
    var place = unsafe start
    unsafe RecordFormat.write(varint: UInt64(head), &place)
    unsafe memcpy(place, types, typesLength)
    unsafe memcpy(place + typesLength, values, valuesLength)
    return true
  }

  /// Adds a row whose record is ready.
  @inline(__always)
  func append(row: UInt64, record: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard let place = unsafe place(row: row, length: length) else { return false }
    unsafe memcpy(place, record, length)
    return true
  }

  /// Makes room for a record on the leaf, or on a new one where the leaf is full; `nil` where it is
  /// too long for a page.
  @inline(__always)
  private func place(row: UInt64, length: Int) -> UnsafeMutablePointer<UInt8>? {
    guard length <= TableImage.longestRecord else { return nil }
    precondition(row > lastRow, "the rows of an image come in order")
    let cell =
      RecordFormat.varintLength(UInt64(length)) + RecordFormat.varintLength(row) + length
    if content - cell < 8 + 2 * (cells + 1) {
      closeLeaf()
      openLeaf()
    }
    content -= cell
    rows += 1
    lastRow = row
    let page = unsafe bytes + (leaf - 1) * TableImage.pageSize
    unsafe RecordFormat.write(UInt16(content), page + 8 + 2 * cells)
    cells += 1
    var place = unsafe page + content
    unsafe RecordFormat.write(varint: UInt64(length), &place)
    unsafe RecordFormat.write(varint: row, &place)
    return unsafe place
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
    let taken = unsafe UnsafeMutableBufferPointer(start: bytes, count: pages * TableImage.pageSize)
    unsafe bytes = TableImage.allocate(pages: capacity)
    lastRows.removeAll(keepingCapacity: true)
    (rows, lastRow, leaf) = (0, 0, 0)
    openLeaf()
    return unsafe taken
  }

  /// Lets SQLite copy the rows, after which there are none.
  ///
  /// - Parameters:
  ///   - name: under which the image is attached.
  ///   - copy: the statement that copies them from `NAME.r`.
  /// - Returns: `false` where SQLite does not take the image.
  func copyRows(
    as name: String, by copy: String, _ connection: borrowing Connection
  ) throws(Failure) -> Bool {
    // From here on the bytes are SQLite's, which frees them when it is given others, and where it
    // does not take them. They are not marked as only to be read: a later BEGIN IMMEDIATE asks to
    // write every database that is attached.
    let bytes = unsafe take()
    let count = Int64(bytes.count)
    let code = unsafe sqlite3_deserialize(
      connection.pointer, name, bytes.baseAddress, count, count,
      UInt32(SQLITE_DESERIALIZE_FREEONCLOSE))
    guard code == SQLITE_OK else { return false }
    try connection.execute(copy)
    return true
  }

  /// Whether SQLite takes images under a name, which is attached where it is not.
  ///
  /// It may refuse another image while a transaction has read the one before: two empty ones tell.
  func isTaken(as name: String, by copy: String, _ connection: borrowing Connection)
    throws(Failure) -> Bool
  {
    if try connection.value("SELECT 1 FROM pragma_database_list WHERE name = ?", .text(name))
      == .null
    {
      try connection.execute("ATTACH ':memory:' AS \(name)")
    }
    for _ in 0..<2 where try copyRows(as: name, by: copy, connection) == false { return false }
    return true
  }

  // MARK: Pages

  private func openLeaf() {
    // A root over the leaves comes after them.
    leaf = leaf == 0 ? 2 : leaf + 1
    reserve(pages: leaf)
    cells = 0
    content = TableImage.pageSize
  }

  private func closeLeaf() {
    let page = unsafe bytes + (leaf - 1) * TableImage.pageSize
    unsafe TableImage.writePageHeader(page, kind: 13, cells: cells, content: content)
    lastRows.append(lastRow)
  }

  private func writeRoot(at number: Int) {
    let page = unsafe bytes + (number - 1) * TableImage.pageSize
    var content = TableImage.pageSize
    for (index, last) in lastRows.dropLast().enumerated() {
      content -= 4 + RecordFormat.varintLength(last)
      var place = unsafe page + content
      unsafe RecordFormat.write(UInt32(index + 2), place)
      unsafe place += 4
      unsafe RecordFormat.write(varint: last, &place)
      unsafe RecordFormat.write(UInt16(content), page + 12 + 2 * index)
    }
    unsafe TableImage.writePageHeader(page, kind: 5, cells: lastRows.count - 1, content: content)
    unsafe RecordFormat.write(UInt32(lastRows.count + 1), page + 8)
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
      unsafe RecordFormat.write(UInt32(number), bytes + offset)
    }
    let texts = [Array("table".utf8), [0x72], [0x72], schema]
    var record: [UInt8] = []
    for (index, text) in texts.enumerated() {
      if index == 3 { record.append(4) }
      record += RecordFormat.varint(UInt64(text.count * 2 + 13))
    }
    record.insert(UInt8(record.count + 1), at: 0)
    for (index, text) in texts.enumerated() {
      if index == 3 { record += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: root >> $0) } }
      record += text
    }
    let cell = RecordFormat.varint(UInt64(record.count)) + [1] + record
    let content = TableImage.pageSize - cell.count
    for (offset, byte) in cell.enumerated() { unsafe bytes[content + offset] = byte }
    unsafe RecordFormat.write(UInt16(content), bytes + 108)
    unsafe TableImage.writePageHeader(bytes + 100, kind: 13, cells: 1, content: content)
  }

  private func reserve(pages: Int) {
    guard pages > capacity else { return }
    let more = max(pages, capacity * 2)
    let larger = unsafe TableImage.allocate(pages: more)
    unsafe larger.update(from: bytes, count: capacity * TableImage.pageSize)
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

  /// What a page begins with; 65536 is written as 0.
  private static func writePageHeader(
    _ page: UnsafeMutablePointer<UInt8>, kind: UInt8, cells: Int, content: Int
  ) {
    unsafe page[0] = kind
    unsafe RecordFormat.write(UInt16(0), page + 1)
    unsafe RecordFormat.write(UInt16(cells), page + 3)
    unsafe RecordFormat.write(UInt16(truncatingIfNeeded: content), page + 5)
    unsafe page[7] = 0
  }
}

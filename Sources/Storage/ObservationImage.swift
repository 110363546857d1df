internal import CSQLite
internal import Glibc
internal import Records

/// The records of observations, put together as SQLite stores them; used by one thread, as a
/// `TableImage` is.
@safe final class ObservationImage {
  /// The image, which gets the rows that are in order.
  let image: TableImage

  /// The serial types of a row, and its values.
  private let header: UnsafeMutablePointer<UInt8>
  private let body: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var types = 0
  @exclusivity(unchecked) private var values = 0

  /// Where images are attached, and how their rows are copied.
  private static let name = "incoming_figures"
  private static let copy = "INSERT INTO main.observation SELECT * FROM \(name).r"
  /// As the table `observation`, without what SQLite does not compare.
  private static let definition = """
    observation_id INTEGER PRIMARY KEY, period_id INTEGER, value REAL, status TEXT NOT NULL, flag TEXT,
    decimals INTEGER, line INTEGER NOT NULL, "column" INTEGER NOT NULL, cell TEXT NOT NULL) STRICT
    """

  /// An empty image; `nil` where SQLite takes none.
  init?(_ connection: borrowing Connection) throws(Failure) {
    guard let image = TableImage(definition: ObservationImage.definition) else { return nil }
    self.image = image
    unsafe header = .allocate(capacity: 32)
    unsafe body = .allocate(capacity: TableImage.longestRecord + 64)
    let isTaken = try image.isTaken(
      as: ObservationImage.name, by: ObservationImage.copy, connection)
    guard isTaken else { return nil }
  }

  deinit {
    unsafe header.deallocate()
    unsafe body.deallocate()
  }

  /// Lets SQLite copy the rows of the image.
  func flush(_ connection: borrowing Connection) throws(Failure) {
    guard image.rows > 0 else { return }
    guard
      try image.copyRows(as: ObservationImage.name, by: ObservationImage.copy, connection)
    else {
      throw Failure(.bug, "SQLite does not take a block of figures", at: Place(connection.path))
    }
  }

  /// Puts the record of a row together; `false` where it is too long for a page.
  @inline(__always)
  func encode(
    _ row: ObservationBatch.Row, _ text: UnsafeBufferPointer<UInt8>, periods: [Int64]
  ) -> Bool {
    let lengths = Int(row.cellLength) + Int(row.flagLength)
    // The body has room for a page of texts, and for the numbers besides.
    guard lengths <= TableImage.longestRecord - 96 else { return false }
    precondition(
      Int(row.cellStart) + Int(row.cellLength) <= text.count
        && Int(row.flagStart) + Int(row.flagLength) <= text.count)
    var types = unsafe header
    var values = unsafe body
    // The number of the row stands beside its record.
    unsafe put(null: &types)
    if row.period >= 0 {
      unsafe RecordFormat.write(integer: periods[Int(row.period)], &types, &values)
    } else {
      unsafe put(null: &types)
    }
    if row.value.isNaN {
      unsafe put(null: &types)
    } else {
      unsafe RecordFormat.write(real: row.value == 0 ? 0 : row.value, &types, &values)
    }
    // A text of one letter.
    unsafe types.pointee = 15
    unsafe types += 1
    unsafe values.pointee = row.status & 0x7F
    unsafe values += 1
    if row.flagLength > 0 {
      unsafe put(text, row.flagStart, Int(row.flagLength), &types, &values)
    } else {
      unsafe put(null: &types)
    }
    if row.decimals != 255 {
      unsafe RecordFormat.write(integer: Int64(row.decimals), &types, &values)
    } else {
      unsafe put(null: &types)
    }
    unsafe RecordFormat.write(integer: Int64(row.line), &types, &values)
    unsafe RecordFormat.write(integer: Int64(row.column), &types, &values)
    unsafe put(text, row.cellStart, Int(row.cellLength), &types, &values)
    self.types = unsafe types - header
    self.values = unsafe values - body
    return true
  }

  /// Adds the row that was put together to the image.
  @inline(__always)
  func append(_ key: UInt64) {
    let added = unsafe image.append(row: key, types: header, types, values: body, values)
    precondition(added, "a record that was put together is short enough")
  }

  /// The length of the record that was put together, without its head.
  var length: Int { types + values }

  /// Hands the row that was put together to a sorter.
  @inline(__always)
  func append(_ key: UInt64, to sorter: ObservationSorter) throws(Failure) {
    unsafe try sorter.add(key, types: header, types, values: body, values)
  }

  @inline(__always)
  private func put(null types: inout UnsafeMutablePointer<UInt8>) {
    unsafe types.pointee = 0
    unsafe types += 1
  }

  @inline(__always)
  private func put(
    _ text: UnsafeBufferPointer<UInt8>, _ start: UInt32, _ length: Int,
    _ types: inout UnsafeMutablePointer<UInt8>, _ values: inout UnsafeMutablePointer<UInt8>
  ) {
    unsafe RecordFormat.write(varint: UInt64(length * 2 + 13), &types)
    if length > 0 {
      unsafe memcpy(values, text.baseAddress.unsafelyUnwrapped + Int(start), length)
    }
    unsafe values += length
  }
}

internal import CSQLite
public import Records

/// Inserts blocks of CSV fields into a table of records, the fastest way that the table allows.
///
/// Where the table has just the columns of the blocks, rows go through a `RecordImage`, about twice
/// as fast as through the virtual table of a `FieldStream`, which takes all others: rows too long
/// for a page, a table with further columns.
public final class RecordStream {
  /// The name under which images are attached.
  private static let schema = "incoming_records"

  private let fields: FieldStream
  private var image: RecordImage?
  private let copy: String

  /// A stream into `table`, whose columns include the given ones, `source_id` and `source_line`.
  public init(
    _ connection: borrowing Connection, table: String, columns: [RecordColumn], source: Int64
  ) throws(Failure) {
    fields = try FieldStream(connection, table: table, columns: columns, source: source)
    copy = "INSERT INTO main.\(Identifier.quoted(table)) SELECT * FROM \(RecordStream.schema).r"
    let wanted =
      columns.map { [Value.text($0.name), .text($0.affinity.rawValue), .integer(0)] }
      + ["source_id", "source_line"].map { [.text($0), .text("INTEGER"), .integer(1)] }
    let found = try connection.rows(
      "SELECT name, type, \"notnull\" FROM pragma_table_info(?)", .text(table))
    image = found == wanted ? RecordImage(columns: columns.map(\.affinity), source: source) : nil
    guard let image else { return }
    if try connection.value(
      "SELECT 1 FROM pragma_database_list WHERE name = ?", .text(RecordStream.schema)) == .null
    {
      try connection.execute("ATTACH ':memory:' AS \(RecordStream.schema)")
    }
    // SQLite may refuse another image while a transaction has read the one before: two empty ones
    // tell.
    for _ in 0..<2 where self.image != nil {
      if try copyRows(of: image, connection) == false { self.image = nil }
    }
  }

  /// Inserts the rows of a batch; the last of them may wait until `finish`.
  public func insert(_ batch: borrowing FieldBatch, _ connection: borrowing Connection)
    throws(Failure)
  {
    var row = 0
    while let image, row < batch.lines.count {
      row = image.append(batch, from: row)
      guard row < batch.lines.count else { return }
      let isFull = image.isFull
      try finish(connection)
      if !isFull {
        try fields.insert(batch, rows: row..<row + 1)
        row += 1
      }
    }
    try fields.insert(batch, rows: row..<batch.lines.count)
  }

  /// Inserts the rows that wait.
  public func finish(_ connection: borrowing Connection) throws(Failure) {
    guard let image, image.rows > 0 else { return }
    guard try copyRows(of: image, connection) else {
      throw Failure(.bug, "SQLite does not take a block of records", at: Place(connection.path))
    }
  }

  /// Copies the rows of an image, which is empty afterwards; `false` where SQLite does not take the
  /// image.
  private func copyRows(of image: RecordImage, _ connection: borrowing Connection) throws(Failure)
    -> Bool
  {
    // From here on the bytes are SQLite's, which frees them when it is given others, and where it
    // does not take them. They are not marked as only to be read: a later BEGIN IMMEDIATE asks to
    // write every database that is attached.
    let bytes = unsafe image.take()
    let count = Int64(bytes.count)
    let code = unsafe sqlite3_deserialize(
      connection.pointer, RecordStream.schema, bytes.baseAddress, count, count,
      UInt32(SQLITE_DESERIALIZE_FREEONCLOSE))
    guard code == SQLITE_OK else { return false }
    try connection.execute(copy)
    return true
  }
}

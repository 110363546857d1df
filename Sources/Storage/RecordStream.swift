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
    let image =
      found == wanted ? RecordImage(columns: columns.map(\.affinity), source: source) : nil
    if let image, try image.isTaken(as: RecordStream.schema, by: copy, connection) {
      self.image = image
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
    guard try image.copyRows(as: RecordStream.schema, by: copy, connection) else {
      throw Failure(.bug, "SQLite does not take a block of records", at: Place(connection.path))
    }
  }
}

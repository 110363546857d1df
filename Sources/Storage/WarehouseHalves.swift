public import Records
internal import Schema

/// A warehouse seen by two connections: both see the same state of it, and each only half of the
/// rows of some tables.
public struct WarehouseHalves: ~Copyable {
  /// A column whose values decide which half a row of its table is in.
  public struct Column: Equatable, Sendable {
    /// The table.
    public var table: String
    /// A column of whole numbers; where it is NULL, the row is in the first half.
    public var name: String

    /// A column of a table.
    public init(table: String, name: String) {
      self.table = table
      self.name = name
    }
  }

  /// The first half.
  public let first: Connection
  /// The second one.
  public let second: Connection

  /// A warehouse is halved from this size on: below it, two more connections cost more than they
  /// save.
  public static let smallest: Int64 = 64 << 20

  /// The halves of the warehouse that a connection reads; `nil` where it is smaller than that, or
  /// is not read as it stands (an older version, as it was at an instant, from a medium that cannot
  /// be written), or where others write all the time.
  public init?(
    of connection: borrowing Connection, by columns: [Column],
    smallest: Int64 = WarehouseHalves.smallest
  ) throws(Failure) {
    let bytes = try connection.value(
      "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    guard !connection.isImmutable, let bytes = bytes.integer, bytes >= smallest,
      try connection.value("SELECT count(*) FROM sqlite_temp_schema") == .integer(0)
    else { return nil }
    for _ in 0..<3 {
      // A commit between the two looks would be seen by the second one.
      let before = try connection.value("PRAGMA data_version")
      let first = try WarehouseHalves.open(connection.path, columns, half: 0)
      let second = try WarehouseHalves.open(connection.path, columns, half: 1)
      if try connection.value("PRAGMA data_version") == before {
        self.first = first
        self.second = second
        return
      }
    }
    return nil
  }

  private static func open(_ path: String, _ columns: [Column], half: Int) throws(Failure)
    -> Connection
  {
    let connection = try Warehouse.openForReading(path) { (connection) throws(Failure) in
      // A temporary view is found before the table of its name.
      for column in columns {
        let table = Identifier.quoted(column.table)
        try connection.execute(
          "CREATE TEMP VIEW \(table) AS SELECT * FROM main.\(table) WHERE coalesce(\(Identifier.quoted(column.name)), 0) % 2 = \(half)"
        )
      }
      try connection.shadowViews()
    }
    // From here on it sees one state.
    try connection.execute("BEGIN")
    _ = try connection.value("SELECT count(*) FROM sqlite_schema")
    return connection
  }
}

/// A block of records on their way from a CSV to a table `record_<name>`: bytes and where each
/// field lies in them.
public struct FieldBatch: Sendable {
  /// One field.
  public struct Field: Sendable {
    /// Where it starts in `bytes`.
    public var start: UInt32
    /// Its length in bytes; `UInt32.max` marks a field that is NULL.
    public var length: UInt32

    /// A field of `length` bytes from `start`.
    @inlinable
    public init(start: UInt32, length: UInt32) {
      self.start = start
      self.length = length
    }
  }

  /// Fields a row.
  public var columns: Int
  /// UTF-8, quotes removed.
  public var bytes: [UInt8] = []
  /// `columns` fields for each row.
  public var fields: [Field] = []
  /// The physical line on which each row starts, from 1.
  public var lines: [UInt32] = []
  /// Rows of this block that could not be taken.
  public var rejects: [Reject] = []

  /// An empty batch of rows with `columns` fields.
  public init(columns: Int) { self.columns = columns }
}

/// A column of a table of records.
public struct RecordColumn: Equatable, Sendable {
  /// What every value of the column can be stored as (SQLite STRICT types).
  public enum Affinity: String, Sendable {
    case integer = "INTEGER"
    case real = "REAL"
    case text = "TEXT"
  }
  /// The name in SQL.
  public var name: String
  /// The heading as printed.
  public var heading: String
  /// The type, inferred from all rows.
  public var affinity: Affinity
  /// Every number is written as SQL writes it, and none is missing.
  public var isPlain: Bool

  /// A column with its name, heading and type.
  public init(name: String, heading: String, affinity: Affinity, isPlain: Bool = true) {
    self.name = name
    self.heading = heading
    self.affinity = affinity
    self.isPlain = isPlain
  }
}

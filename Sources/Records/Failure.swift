/// An error that a person will read: what failed, where, and what to do about it.
public struct Failure: Error, Equatable, Sendable {
  /// What kind of failure it is; each has its exit status (`sysexits.h`).
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The exit status.
    public let rawValue: Int32
    /// A kind with an exit status of its own.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The command line is wrong.
    public static let usage = Kind(rawValue: 64)
    /// The input is not what it should be.
    public static let badData = Kind(rawValue: 65)
    /// The input is not there or cannot be read.
    public static let noInput = Kind(rawValue: 66)
    /// A bug in Tally.
    public static let bug = Kind(rawValue: 70)
    /// An output file cannot be created.
    public static let cannotCreate = Kind(rawValue: 73)
    /// Reading or writing failed on the way: a full disk, a broken device.
    public static let inputOutput = Kind(rawValue: 74)
    /// The warehouse is locked by another program: try later.
    public static let tryLater = Kind(rawValue: 75)
    /// Not permitted.
    public static let notPermitted = Kind(rawValue: 77)
    /// The configuration is wrong.
    public static let configuration = Kind(rawValue: 78)
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// What failed and how to mend it, in one line without a full stop.
  public var message: String
  /// Where: a path, or nothing for a failure that has no place.
  public var place: Place?
  /// What SQLite said, where it was SQLite that failed.
  public var database: DatabaseCause?

  /// A failure with its message and, where it has one, its place.
  public init(_ kind: Kind, _ message: String, at place: Place? = nil) {
    self.kind = kind
    self.message = message
    self.place = place
  }
}

/// What SQLite said of a failure.
public struct DatabaseCause: Equatable, Sendable {
  /// The extended result code (https://www.sqlite.org/rescode.html).
  public var code: Int32
  /// The statement, as far as there was one.
  public var sql: String?
  /// Where in the statement, in bytes of UTF-8.
  public var offset: Int?

  /// A result code with its statement.
  public init(code: Int32, sql: String? = nil, offset: Int? = nil) {
    self.code = code
    self.sql = sql
    self.offset = offset
  }
}

/// A place in a file: `path:line:column`.
public struct Place: Hashable, Sendable, CustomStringConvertible {
  /// Path or URL; `-` is standard input.
  public var locator: String
  /// Physical line, from 1.
  public var line: Int?
  /// Column, from 1.
  public var column: Int?

  /// A place in the file at `locator`.
  public init(_ locator: String, line: Int? = nil, column: Int? = nil) {
    self.locator = locator
    self.line = line
    self.column = column
  }

  /// `path:line:column`, with what is known of it.
  public var description: String {
    [locator, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(
      separator: ":")
  }
}

extension Failure: CustomStringConvertible {
  /// The line that a person sees: `path:line:column: message`.
  public var description: String {
    place.map { "\($0): \(message)" } ?? message
  }
}

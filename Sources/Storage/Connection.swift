internal import CSQLite
public import Records

/// A connection to a database file (https://www.sqlite.org/c3ref/sqlite3.html), closed when it goes
/// out of scope.
///
/// One connection belongs to one thread at a time: it is opened without SQLite's own mutex, because
/// `~Copyable` already makes it the property of one owner.
@safe public struct Connection: ~Copyable {
  /// How a file is opened.
  public enum Mode: Sendable {
    /// Reading only.
    case readOnly
    /// Reading only, of a file that nothing else writes: no lock is taken and no file is written
    /// beside it.
    case immutable
    /// Reading and writing; the file must be there.
    case readWrite
    /// Reading and writing; the file is made where it is not there.
    case create
  }

  /// Never closed before `deinit`.
  let pointer: OpaquePointer
  /// The path of the file.
  public let path: String
  /// How the file was when it was opened as one that nothing writes.
  private let stamp: FileStamp?

  /// Whether it was opened as a file that nothing else writes.
  var isImmutable: Bool { stamp != nil }

  /// Opens a file.
  ///
  /// - Parameter busy: how long to wait for a lock, in milliseconds.
  /// - Throws: a `Failure` where it cannot be opened; what is no database at all shows at the first
  ///   statement.
  public init(_ path: String, mode: Mode, busy: Int = 5000) throws(Failure) {
    _ = ProcessMemory.isOurs
    var opened: OpaquePointer?
    let flags =
      switch mode {
      case .readOnly, .immutable: SQLITE_OPEN_READONLY
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    let name = mode == .immutable ? "file:" + Connection.escaped(path) + "?immutable=1" : path
    let uri = mode == .immutable ? SQLITE_OPEN_URI : 0
    let code = unsafe sqlite3_open_v2(
      name.systemPath, &opened, flags | uri | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      let message =
        unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      unsafe sqlite3_close_v2(opened)
      throw Failure.sqlite(code, message, path: path)
    }
    unsafe pointer = opened
    self.path = path
    stamp = mode == .immutable ? FileStamp(path) : nil
    unsafe sqlite3_busy_timeout(opened, Int32(clamping: busy))
  }

  deinit { unsafe sqlite3_close_v2(pointer) }

  /// Checks, after reading a file for which no lock could be taken, that nobody wrote it meanwhile.
  ///
  /// - Throws: a `Failure` of kind `tryLater` where somebody did: what was read may be of two
  ///   states.
  public func checkUnchanged() throws(Failure) {
    guard let stamp, stamp != FileStamp(path) else { return }
    throw Failure(
      .tryLater, "the warehouse was written while it was read: run this again", at: Place(path))
  }

  /// Compiles one statement.
  ///
  /// - Throws: a `Failure` with the place in the SQL where SQLite saw an error.
  public func prepare(_ sql: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    var rest = false
    var code = unsafe compile(sql, &statement, &rest)
    if code == SQLITE_SCHEMA {
      // While no statement has needed the tables and views, an error in the first one is told as
      // this: read them, and see.
      unsafe sqlite3_table_column_metadata(
        pointer, nil, "sqlite_schema", nil, nil, nil, nil, nil, nil)
      code = unsafe compile(sql, &statement, &rest)
    }
    guard code == SQLITE_OK else { throw failure(code, sql) }
    guard let statement = unsafe statement else {
      throw Failure(.usage, "there is no SQL statement to run")
    }
    let prepared = unsafe Statement(pointer: statement, path: path)
    if rest { throw Failure(.usage, "expected one SQL statement, found another after it") }
    return prepared
  }

  private func compile(_ sql: String, _ statement: inout OpaquePointer?, _ rest: inout Bool)
    -> Int32
  {
    var text = sql
    return text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let code = unsafe sqlite3_prepare_v3(
          pointer, characters.baseAddress, Int32(characters.count), 0, &statement, &tail)
        if let tail = unsafe tail, let start = characters.baseAddress {
          let after = unsafe tail - start
          // Blanks and comments after the semicolon are no second statement.
          rest = unsafe !SQLText.isBlank(characters[after...].map { UInt8(bitPattern: $0) })
        }
        return code
      }
    }
  }

  /// Runs any number of statements, their results thrown away.
  public func execute(_ script: String) throws(Failure) {
    let code = unsafe sqlite3_exec(pointer, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code, script) }
  }

  /// Runs one statement with its parameters.
  public func run(_ sql: String, _ values: Value...) throws(Failure) {
    try prepare(sql).run(values)
  }

  /// The first column of the first row; NULL where there is none.
  public func value(_ sql: String, _ values: Value...) throws(Failure) -> Value {
    let statement = try prepare(sql)
    for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
    return try statement.step() ? statement.value(0) : .null
  }

  /// Every row.
  public func rows(_ sql: String, _ values: Value...) throws(Failure) -> [[Value]] {
    let statement = try prepare(sql)
    for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
    var rows: [[Value]] = []
    while try statement.step() { rows.append(statement.row) }
    return rows
  }

  /// The rowid of the last row inserted.
  public var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(pointer) }
  /// How many rows the last statement changed.
  public var changes: Int { Int(unsafe sqlite3_changes64(pointer)) }
  /// How many rows were changed since the connection was opened.
  public var totalChanges: Int { Int(unsafe sqlite3_total_changes64(pointer)) }
  /// Whether a transaction is open.
  public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(pointer) == 0 }

  private func failure(_ code: Int32, _ sql: String) -> Failure {
    let message = unsafe String(cString: sqlite3_errmsg(pointer))
    let offset = Int(unsafe sqlite3_error_offset(pointer))
    return .sqlite(
      unsafe sqlite3_extended_errcode(pointer), message, path: path, sql: sql,
      offset: offset < 0 ? nil : offset)
  }

  /// A path in a URI: https://www.sqlite.org/uri.html.
  private static func escaped(_ path: String) -> String {
    path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }

  /// Sets how long statements wait for a lock, in milliseconds.
  public func wait(milliseconds: Int) {
    unsafe sqlite3_busy_timeout(pointer, Int32(clamping: milliseconds))
  }
}

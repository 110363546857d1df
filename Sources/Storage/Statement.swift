internal import CSQLite
public import Records

/// A prepared statement (https://www.sqlite.org/c3ref/stmt.html), finalised when it goes out of
/// scope.
///
/// A statement may outlive its connection: SQLite keeps the file open until the last statement is
/// gone.
@safe public struct Statement: ~Copyable {
  /// Never freed before `deinit`.
  let pointer: OpaquePointer
  private let path: String?

  init(pointer: OpaquePointer, path: String?) {
    unsafe self.pointer = pointer
    self.path = path
  }

  deinit { unsafe sqlite3_finalize(pointer) }

  /// The SQL as it was prepared.
  public var sql: String {
    unsafe sqlite3_sql(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  // MARK: Parameters

  /// How many parameters there are.
  public var parameterCount: Int { Int(unsafe sqlite3_bind_parameter_count(pointer)) }

  /// The names of the parameters without their sigil, by position; `nil` for one that has none.
  public var parameterNames: [String?] {
    (0..<parameterCount).map { index in
      unsafe sqlite3_bind_parameter_name(pointer, Int32(index + 1)).map {
        unsafe String(String(cString: $0).dropFirst())
      }
    }
  }

  /// Binds a value to the parameter at a position, from 1.
  public func bind(_ value: Value, at index: Int) throws(Failure) {
    let position = Int32(index)
    // SQLITE_TRANSIENT: SQLite takes a copy before the call returns.
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let code =
      switch value {
      case .null: unsafe sqlite3_bind_null(pointer, position)
      case .integer(let number): unsafe sqlite3_bind_int64(pointer, position, number)
      case .real(let number): unsafe sqlite3_bind_double(pointer, position, number)
      case .text(var text):
        text.withUTF8 { bytes in
          unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
            // An empty text has no address, and a NULL address would bind NULL.
            if let start = characters.baseAddress {
              unsafe sqlite3_bind_text(pointer, position, start, Int32(characters.count), transient)
            } else {
              unsafe sqlite3_bind_text(pointer, position, "", 0, transient)
            }
          }
        }
      case .blob(let bytes):
        unsafe bytes.withUnsafeBytes { buffer in
          unsafe buffer.isEmpty
            ? sqlite3_bind_zeroblob(pointer, position, 0)
            : sqlite3_bind_blob(
              pointer, position, buffer.baseAddress, Int32(buffer.count), transient)
        }
      }
    if code != SQLITE_OK { throw failure(code) }
  }

  // MARK: Running

  /// Goes to the next row; `false` when there is none.
  ///
  /// - Throws: a `Failure` with SQLite's code and message.
  @discardableResult
  public func step() throws(Failure) -> Bool {
    switch unsafe sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  /// Makes the statement ready to run again; its parameters keep their values.
  public func reset() { _ = unsafe sqlite3_reset(pointer) }

  /// Binds every parameter in order, runs the statement to its end and makes it ready again.
  public func run(_ values: Value...) throws(Failure) {
    try run(values)
  }

  /// Binds every parameter in order, runs the statement to its end and makes it ready again.
  public func run(_ values: [Value]) throws(Failure) {
    for (index, value) in values.enumerated() { try bind(value, at: index + 1) }
    defer { reset() }
    while try step() {}
  }

  /// Binds a text of UTF-8 without a copy of it, and runs the statement to its end.
  public func run(utf8 text: [UInt8], at index: Int) throws(Failure) {
    defer {
      reset()
      unsafe sqlite3_clear_bindings(pointer)
    }
    try unsafe text.withUnsafeBufferPointer { (buffer) throws(Failure) in
      // No destructor: the array outlives the call, and nothing is bound after it. An empty text
      // has no address, and a NULL address would bind NULL.
      let code =
        unsafe buffer.isEmpty
        ? sqlite3_bind_text(pointer, Int32(index), "", 0, nil)
        : sqlite3_bind_text64(
          pointer, Int32(index),
          UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
          sqlite3_uint64(buffer.count), nil, UInt8(SQLITE_UTF8))
      if code != SQLITE_OK { throw failure(code) }
      while try step() {}
    }
  }

  // MARK: Columns of the row

  /// How many columns there are.
  public var columnCount: Int { Int(unsafe sqlite3_column_count(pointer)) }

  /// The names of the columns.
  public var columnNames: [String] {
    (0..<columnCount).map { index in
      unsafe sqlite3_column_name(pointer, Int32(index)).map { unsafe String(cString: $0) } ?? ""
    }
  }

  /// The types that the columns are declared with, where they come straight from a column of a
  /// table.
  public var declaredTypes: [String?] {
    (0..<columnCount).map { index in
      unsafe sqlite3_column_decltype(pointer, Int32(index)).map { unsafe String(cString: $0) }
    }
  }

  /// Whether the column holds NULL.
  public func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL
  }
  /// The column as a whole number.
  public func integer(_ column: Int) -> Int64 {
    unsafe sqlite3_column_int64(pointer, Int32(column))
  }
  /// The column as a number.
  public func real(_ column: Int) -> Double { unsafe sqlite3_column_double(pointer, Int32(column)) }

  /// The column as text; `nil` for NULL.
  public func text(_ column: Int) -> String? {
    guard let start = unsafe sqlite3_column_text(pointer, Int32(column)) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(pointer, Int32(column)))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The column as it is stored.
  public func value(_ column: Int) -> Value {
    switch unsafe sqlite3_column_type(pointer, Int32(column)) {
    case SQLITE_INTEGER: return .integer(integer(column))
    case SQLITE_FLOAT: return .real(real(column))
    case SQLITE_TEXT: return .text(text(column) ?? "")
    case SQLITE_BLOB:
      let count = Int(unsafe sqlite3_column_bytes(pointer, Int32(column)))
      guard let start = unsafe sqlite3_column_blob(pointer, Int32(column)) else { return .blob([]) }
      return unsafe .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  /// The row as it is stored.
  public var row: [Value] { (0..<columnCount).map { value($0) } }

  func failure(_ code: Int32) -> Failure {
    let database = unsafe sqlite3_db_handle(pointer)
    let message = unsafe String(cString: sqlite3_errmsg(database))
    return .sqlite(unsafe sqlite3_extended_errcode(database), message, path: path, sql: sql)
  }
}

internal import CSQLite
internal import Records

/// Inserts blocks of rows that another part of the program parsed, through a virtual table over the
/// block.
///
/// `INSERT INTO t SELECT … FROM incoming` takes each value from the block at the moment it builds
/// the record, without a bind, a step and a reset for each row: about twice as fast as a prepared
/// insert. The block's memory is borrowed for the length of one such statement and never kept.
///
/// The virtual table is eponymous: it needs no entry in the schema, and a stream of the same name
/// takes its place.
@safe final class RowStream {
  /// What one block looks like to the virtual table; set for the length of one statement.
  @unsafe struct Block {
    var rows = 0
    /// Writes one value of the current block: row, column.
    var column: (@convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void)?
    /// What `column` is called with.
    var context: UnsafeMutableRawPointer?
  }

  /// The virtual table as SQLite sees it: its own header first.
  @unsafe private struct Table {
    var base = unsafe sqlite3_vtab()
    var block: UnsafeMutablePointer<Block>
  }

  @unsafe private struct Cursor {
    var base = unsafe sqlite3_vtab_cursor()
    var block: UnsafeMutablePointer<Block>
    var row = 0
  }

  @unsafe private struct Declaration {
    var block: UnsafeMutablePointer<Block>
    var columns: UnsafeMutablePointer<CChar>
  }

  private let declaration: UnsafeMutablePointer<Declaration>
  private let block: UnsafeMutablePointer<Block>
  private let module: UnsafeMutablePointer<sqlite3_module>
  private let statement: Statement
  private let name: String

  /// A stream into a table.
  ///
  /// - Parameters:
  ///   - name: a name for the virtual table that no other stream of the connection has.
  ///   - columns: how many columns a block has.
  ///   - insert: the statement, in which `incoming` stands for the virtual table; its columns are `c0`, `c1` …
  init(_ connection: borrowing Connection, name: String, columns: Int, insert: (String) -> String)
    throws(Failure)
  {
    let names = (0..<columns).map { "c\($0)" }.joined(separator: ",")
    unsafe block = .allocate(capacity: 1)
    unsafe block.initialize(to: Block())
    unsafe declaration = .allocate(capacity: 1)
    unsafe declaration.initialize(
      to: Declaration(block: block, columns: RowStream.copy("CREATE TABLE x(\(names))")))
    // SQLite keeps the address of the module for as long as the connection is open; a stream's
    // module is never freed.
    unsafe module = .allocate(capacity: 1)
    unsafe module.initialize(to: RowStream.methods)
    self.name = name
    let code = unsafe sqlite3_create_module_v2(connection.pointer, name, module, declaration, nil)
    guard code == SQLITE_OK else {
      throw Failure(.bug, "the virtual table \(name) cannot be registered")
    }
    statement = try connection.prepare(insert(name))
  }

  /// Inserts the rows of one block.
  ///
  /// - Parameter context: passed to `column` as it is; must stay valid for the length of the call.
  func insert(
    rows: Int, context: UnsafeMutableRawPointer,
    column: @convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void
  ) throws(Failure) {
    unsafe block.pointee = Block(rows: rows, column: column, context: context)
    defer { unsafe block.pointee = Block() }
    defer { statement.reset() }
    while try statement.step() {}
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let characters = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
    unsafe copy.initialize(from: characters, count: characters.count)
    return unsafe copy
  }

  /// The methods of the virtual table (https://www.sqlite.org/vtab.html), of which `xCreate` equals
  /// `xConnect`: it has no storage of its own.
  private static var methods: sqlite3_module {
    var module = sqlite3_module()
    module.iVersion = 1
    unsafe module.xCreate = connect
    unsafe module.xConnect = connect
    unsafe module.xBestIndex = { _, info in
      unsafe info?.pointee.estimatedCost = 1
      return SQLITE_OK
    }
    unsafe module.xDisconnect = disconnect
    unsafe module.xDestroy = disconnect
    unsafe module.xOpen = { table, result in
      guard let table = unsafe table, let result = unsafe result else { return SQLITE_ERROR }
      let block = unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(to: Table.self).pointee
        .block
      let cursor = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
      unsafe cursor.initialize(to: Cursor(block: block))
      unsafe result.pointee = unsafe UnsafeMutableRawPointer(cursor).assumingMemoryBound(
        to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    unsafe module.xClose = { cursor in
      unsafe UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: Cursor.self).deallocate()
      return SQLITE_OK
    }
    unsafe module.xFilter = { cursor, _, _, _, _ in
      unsafe RowStream.cursor(cursor).pointee.row = 0
      return SQLITE_OK
    }
    unsafe module.xNext = { cursor in
      unsafe RowStream.cursor(cursor).pointee.row += 1
      return SQLITE_OK
    }
    unsafe module.xEof = { cursor in
      let cursor = unsafe RowStream.cursor(cursor)
      return unsafe cursor.pointee.row >= cursor.pointee.block.pointee.rows ? 1 : 0
    }
    unsafe module.xColumn = { cursor, result, column in
      let cursor = unsafe RowStream.cursor(cursor)
      let block = unsafe cursor.pointee.block
      guard let result = unsafe result, let write = unsafe block.pointee.column,
        let context = unsafe block.pointee.context
      else { return SQLITE_ERROR }
      unsafe write(result, context, cursor.pointee.row, column)
      return SQLITE_OK
    }
    unsafe module.xRowid = { cursor, rowid in
      unsafe rowid?.pointee = Int64(RowStream.cursor(cursor).pointee.row)
      return SQLITE_OK
    }
    return module
  }

  private static let connect:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, Int32, UnsafePointer<UnsafePointer<CChar>?>?,
      UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?,
      UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> Int32 = { database, declaration, _, _, result, _ in
      guard let declaration = unsafe declaration?.assumingMemoryBound(to: Declaration.self),
        let result = unsafe result
      else { return SQLITE_ERROR }
      let code = unsafe sqlite3_declare_vtab(database, declaration.pointee.columns)
      guard code == SQLITE_OK else { return code }
      let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
      unsafe table.initialize(to: Table(block: declaration.pointee.block))
      unsafe result.pointee = unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(
        to: sqlite3_vtab.self)
      return SQLITE_OK
    }

  private static let disconnect: @convention(c) (UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 = {
    table in
    unsafe UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: Table.self).deallocate()
    return SQLITE_OK
  }

  @inline(__always)
  private static func cursor(_ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?)
    -> UnsafeMutablePointer<Cursor>
  {
    // SQLite hands back the cursor that xOpen made.
    unsafe UnsafeMutableRawPointer(pointer).unsafelyUnwrapped.assumingMemoryBound(to: Cursor.self)
  }
}

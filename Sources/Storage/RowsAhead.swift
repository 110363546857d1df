internal import CSQLite
internal import Glibc
public import Records

/// The rows of a statement in blocks, which a thread of its own fetches while the last ones are
/// written.
///
/// The first block is fetched by the caller's thread: a result that fits into it starts no other.
/// While the thread runs, the connection is its alone, so that SQLite is still used by one thread at
/// a time.
@safe public final class RowsAhead: @unchecked Sendable {
  /// Blocks that wait to be written, at most.
  private static let ahead = 4

  private let lock = Monitor()
  private let statement: OpaquePointer
  private let columns: Int
  // Guarded by the lock.
  private var ready: [ResultBlock] = []
  private var spare: [ResultBlock] = []
  private var code = SQLITE_ROW
  private var isStopped = false
  private var isDone = false

  private var thread: pthread_t?

  private init(_ statement: OpaquePointer, columns: Int) {
    unsafe self.statement = statement
    self.columns = columns
  }

  /// Hands over all rows from the one that the statement is at.
  ///
  /// - Parameters:
  ///   - take: gets the rows block by block, on the caller's thread; `false` ends it. The block is
  ///     used again after the call.
  /// - Throws: a `Failure` of the statement, or what `take` throws.
  public static func read(
    _ statement: borrowing Statement, _ take: (ResultBlock) throws(Failure) -> Bool
  ) throws(Failure) {
    let first = ResultBlock(columns: statement.columnCount)
    unsafe first.add(statement.pointer)
    let code = unsafe first.fill(statement.pointer)
    if code != SQLITE_ROW {
      _ = try take(first)
      if code != SQLITE_DONE { throw statement.failure(code) }
      return
    }
    let rows = RowsAhead(starting: statement)
    defer { rows.end() }
    guard try take(first) else { return }
    while let block = try rows.next(statement) {
      let goesOn = try take(block)
      rows.giveBack(block)
      if !goesOn { return }
    }
  }

  /// Begins to fetch the rows of a statement, which nobody else uses until `end`.
  convenience init(starting statement: borrowing Statement) {
    unsafe self.init(statement.pointer, columns: statement.columnCount)
    // The thread is joined in `end`, before the statement goes.
    thread = startThread { self.fetch() }
  }

  /// Ends the thread, in the middle of a step where more rows were to come.
  func end() {
    lock.enter()
    isStopped = true
    let runs = thread != nil && !isDone
    lock.notify()
    lock.leave()
    if runs { unsafe sqlite3_interrupt(sqlite3_db_handle(statement)) }
    if let thread { unsafe pthread_join(thread, nil) }
    thread = nil
  }

  /// The next rows; `nil` after the last.
  ///
  /// - Throws: a `Failure` of the statement.
  func next(_ statement: borrowing Statement) throws(Failure) -> ResultBlock? {
    // Without a thread, where the system gives none, each block is fetched when it is wanted.
    if thread == nil, !isDone { fetch(blocks: 1) }
    lock.enter()
    defer { lock.leave() }
    while ready.isEmpty, !isDone { lock.wait() }
    if ready.isEmpty {
      if code != SQLITE_DONE { throw statement.failure(code) }
      return nil
    }
    let block = ready.removeFirst()
    lock.notify()
    return block
  }

  /// Lets a block be filled again.
  func giveBack(_ block: ResultBlock) {
    block.clear()
    lock.enter()
    spare.append(block)
    lock.leave()
  }

  // MARK: The thread

  private func fetch(blocks: Int = .max) {
    var code = SQLITE_ROW
    var left = blocks
    while code == SQLITE_ROW, left > 0 {
      guard let block = empty() else { break }
      code = unsafe block.fill(statement)
      lock.enter()
      if block.rows > 0 { ready.append(block) }
      lock.notify()
      lock.leave()
      left -= 1
    }
    lock.enter()
    self.code = code
    isDone = code != SQLITE_ROW || isStopped
    lock.notify()
    lock.leave()
  }

  /// A block to fill; `nil` where no more rows are wanted.
  private func empty() -> ResultBlock? {
    lock.enter()
    defer { lock.leave() }
    while ready.count >= RowsAhead.ahead, !isStopped { lock.wait() }
    if isStopped { return nil }
    return spare.popLast() ?? ResultBlock(columns: columns)
  }
}

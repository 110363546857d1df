internal import CSQLite
internal import Glibc
internal import Records

extension Connection {
  /// Allows only what reads: no writing, no ATTACH, no PRAGMA that sets anything, no loading of
  /// extensions.
  ///
  /// The authorizer is asked while a statement is compiled
  /// (https://www.sqlite.org/c3ref/set_authorizer.html).
  public func allowReadingOnly() {
    unsafe sqlite3_set_authorizer(
      pointer,
      { _, action, first, second, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_CREATE_TABLE: return SQLITE_OK
        // Several reads of one state of the file.
        case SQLITE_TRANSACTION: return SQLITE_OK
        case SQLITE_INSERT, SQLITE_UPDATE:
          // A table-valued function declares its columns this way; the file itself is open for
          // reading only.
          let isSchema = unsafe first.map { unsafe strcmp($0, "sqlite_master") == 0 } ?? false
          return isSchema ? SQLITE_OK : SQLITE_DENY
        case SQLITE_FUNCTION:
          let isLoading = unsafe second.map { unsafe strcmp($0, "load_extension") == 0 } ?? false
          return isLoading ? SQLITE_DENY : SQLITE_OK
        case SQLITE_PRAGMA:
          // Reading a setting has no value; a few PRAGMA functions take the name of a table.
          guard let first = unsafe first else { return SQLITE_DENY }
          let name = unsafe String(cString: first).lowercased()
          let reads = name.hasSuffix("_info") || name.hasSuffix("_list") || name.hasSuffix("_xinfo")
          let harmless = [
            "integrity_check", "quick_check", "foreign_key_check", "application_id", "user_version",
            "page_count",
            "page_size", "freelist_count", "journal_mode", "encoding", "data_version",
          ]
          return reads
            || (harmless.contains(name) && (unsafe second == nil || name.hasSuffix("_check")))
            ? SQLITE_OK : SQLITE_DENY
        default: return SQLITE_DENY
        }
      }, nil)
    var previous: Int32 = 0
    _ = unsafe tally_defensive(pointer, &previous)
  }

  /// No text or blob of a query is longer; the longest article fits, with room for a mark on every
  /// figure.
  private static let longestValue: Int32 = 128 << 20
  /// What SQLite may hold in memory for a query; sorts beyond that go to the disk by themselves.
  private static let mostMemory = 1 << 30

  /// Bounds what a statement of anybody's may take: the length of a value, and memory in all.
  ///
  /// A progress handler is not asked within one function, so that no time limit holds there: what
  /// one call can do is bounded by the length of what it may make.
  public func limitMemory() {
    unsafe sqlite3_limit(pointer, SQLITE_LIMIT_LENGTH, Connection.longestValue)
    ProcessMemory.bound(bytes: Connection.mostMemory)
  }

  /// Interrupts whatever runs on the connection once so many seconds have passed.
  public func limit(seconds: Double) {
    let seconds = min(max(seconds, 0), 1e9)
    // The deadline lives as long as the process: one number for each connection with a limit.
    let deadline = UnsafeMutablePointer<Int64>.allocate(capacity: 1)
    unsafe deadline.initialize(to: Connection.milliseconds() + Int64(seconds * 1000))
    unsafe sqlite3_progress_handler(
      pointer, 10_000,
      { context in
        guard let context = unsafe context else { return 0 }
        let deadline = unsafe context.load(as: Int64.self)
        return Connection.milliseconds() > deadline ? 1 : 0
      }, deadline)
  }

  private static func milliseconds() -> Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}

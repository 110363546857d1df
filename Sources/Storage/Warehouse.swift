internal import Glibc
public import Records
internal import Schema

/// A Tally warehouse: one SQLite file with the tables and views of `Schema/`.
public enum Warehouse {
  /// What marks a file as a Tally warehouse (`PRAGMA application_id`): “Taly” in ASCII.
  public static let applicationID: Int64 = 0x5461_6C79

  /// The newest version that this program knows: the number of its last migration.
  public static let version = Int64(Schema.files(in: "migrations").compactMap(number).max() ?? 0)

  private static var migrations: [(number: Int, sql: String)] {
    Schema.files(in: "migrations").compactMap { file in number(file).map { ($0, file.text) } }
  }

  private static func number(_ file: Schema.File) -> Int? {
    Int(file.name.prefix { $0 != "_" })
  }

  /// What a warehouse is opened for.
  public enum Purpose: Sendable {
    /// Any writing.
    case writing
    /// Loading sources: identifiers that were just looked up are not looked up again as foreign
    /// keys, sorts too large for memory go to the disk, and a new file is filled under a rollback
    /// journal, where each page is written once; `settle` ends that.
    case loading
  }

  /// Refuses names that SQLite takes for something else than a file.
  ///
  /// - Throws: a `Failure` of kind `usage`.
  public static func checkName(_ path: String) throws(Failure) {
    let start = path.prefix(5).lowercased()
    guard path.isEmpty || path == ":memory:" || start == "file:" else { return }
    throw Failure(
      .usage,
      path.isEmpty
        ? "--db: the name is empty, expected a file"
        : start == "file:"
          ? "--db: this is a URI, expected the path of a file (./\(path) for a file of this name)"
          : "--db: a warehouse in memory would be gone with the command, expected a file",
      at: path.isEmpty ? nil : Place(path))
  }

  /// Opens a warehouse for writing; makes the file where it is not there, and brings an older one
  /// up to date.
  ///
  /// Whatever a transaction wrote is on the disk when it ends (`PRAGMA synchronous = FULL`).
  ///
  /// - Throws: a `Failure` where the file is something else, comes from a newer version, is locked
  ///   or cannot be
  ///   written; the file is then as it was.
  public static func openForWriting(
    _ path: String, busy: Int = 5000, for purpose: Purpose = .writing
  ) throws(Failure) -> Connection {
    let found = try FileKind(path)
    if found == .other {
      throw Failure(
        .badData, "not a Tally warehouse: choose another file with --db, or move this one away",
        at: Place(path))
    }
    let connection: Connection
    SharedFiles.make(for: path)
    do {
      connection = try Connection(path, mode: .create, busy: busy)
    } catch {
      throw Failure(
        .cannotCreate, "cannot create the warehouse here: check the folder and its permissions",
        at: Place(path))
    }
    if found == .database, try !isBlank(connection) { try check(connection) }
    // The page size counts only before the first write; 8 KiB pages load wide rows faster than 4
    // KiB ones.
    if found != .database { try connection.execute("PRAGMA page_size = 8192") }
    try connection.execute(
      """
      PRAGMA journal_mode = \(purpose == .loading && found != .database ? "DELETE" : "WAL");
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = OFF;
      PRAGMA temp_store = \(purpose == .loading ? "FILE" : "MEMORY");
      PRAGMA cache_size = -32768;
      """)
    try migrate(connection)
    if purpose == .writing { try connection.execute("PRAGMA foreign_keys = ON") }
    return connection
  }

  /// Goes over to the write-ahead log, in which readers and a writer do not wait for each other,
  /// after a new file was filled; where somebody reads it just now, whoever opens it next does it.
  public static func settle(_ connection: borrowing Connection) {
    connection.wait(milliseconds: 0)
    try? connection.execute("PRAGMA journal_mode = WAL")
  }

  /// Removes a warehouse that was made just now and holds nothing: a first ingest that failed
  /// leaves no file.
  ///
  /// Nothing happens where a source or a user's vocabulary is in it.
  public static func discardEmpty(_ path: String) {
    guard
      let isEmpty = try? openForReading(path).value(
        "SELECT NOT EXISTS (SELECT 1 FROM source) AND NOT EXISTS (SELECT 1 FROM vocabulary_addition)"
      ).integer, isEmpty == 1
    else { return }
    for suffix in ["", "-wal", "-shm", "-journal"] {
      unsafe _ = unlink((path + suffix).systemPath)
    }
  }

  /// An empty warehouse in memory: to see whether statements fit the tables and views.
  ///
  /// - Throws: a `Failure` where memory runs out.
  public static func openInMemory() throws(Failure) -> Connection {
    let connection = try Connection(":memory:", mode: .create)
    try migrate(connection)
    connection.allowReadingOnly()
    return connection
  }

  /// Opens a warehouse for reading: nothing that runs on the connection can change the file.
  ///
  /// - Parameters:
  ///   - instant: shows the warehouse as it was then; `YYYY-MM-DDThh:mm:ssZ`.
  ///   - prepare: may make temporary tables before nothing can be written any more.
  /// - Throws: a `Failure` where there is no file, or it is not a warehouse that this program can
  ///   read.
  public static func openForReading(
    _ path: String, busy: Int = 5000, asOf instant: String? = nil,
    preparing prepare: (borrowing Connection) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> Connection {
    switch try FileKind(path) {
    case .none:
      throw Failure(
        .noInput, "there is no warehouse here: make one with `tally ingest`, or name one with --db",
        at: Place(path))
    case .empty:
      throw Failure(
        .noInput,
        "the file is empty, and no warehouse yet: fill it with `tally ingest`, or name another with --db",
        at: Place(path))
    case .other:
      throw Failure(.badData, "not a Tally warehouse: name one with --db", at: Place(path))
    case .database: break
    }
    let connection = try readable(path, busy: busy)
    if try isBlank(connection) {
      throw Failure(
        .noInput,
        "the warehouse is still empty: fill it with `tally ingest`, or name another with --db",
        at: Place(path))
    }
    try check(connection)
    // Large sorts go to temporary files: memory stays bounded, and sorting runs that fit the
    // processor's cache takes a third less time than one long list in memory. The setting removes
    // temporary tables, so it comes first.
    try connection.execute("PRAGMA temp_store = FILE")
    RoundFunction.register(connection)
    try completeOlder(connection)
    if let instant { try connection.showVintage(of: instant) }
    try prepare(connection)
    try connection.execute("PRAGMA query_only = ON")
    connection.allowReadingOnly()
    return connection
  }

  /// Opens a warehouse for reading without the limits on queries, for a copy of the whole file.
  ///
  /// - Throws: a `Failure` as `openForReading` does.
  public static func openForCopying(_ path: String) throws(Failure) -> Connection {
    // Says what is wrong with a file that is none.
    _ = try openForReading(path)
    return try readable(path, busy: 60_000)
  }

  /// A warehouse in a folder that cannot be written has no room for the shared memory that WAL
  /// readers use; then nothing else can write it either, and it is read as it stands.
  private static func readable(_ path: String, busy: Int) throws(Failure) -> Connection {
    // Another user's files beside the warehouse would lock its owner out: where this user cannot
    // make them so that both may write, none are made.
    if !SharedFiles.make(for: path) {
      guard !SharedFiles.hasLog(path) else {
        throw Failure(
          .tryLater,
          "a run of its owner was cut off, and only the owner can go on from there: `tally sources` as the owner will do",
          at: Place(path))
      }
      return try Connection(path, mode: .immutable, busy: busy)
    }
    do {
      let connection = try Connection(path, mode: .readOnly, busy: busy)
      _ = try connection.value("PRAGMA schema_version")
      return connection
    } catch {
      guard let code = error.database?.code, code & 0xFF == 14 || code & 0xFF == 8 else {
        throw error
      }
      // SQLITE_READONLY_ROLLBACK: the load that made the file was cut off. Only who may write can
      // undo the rest of it.
      if code == 776 {
        _ = try Connection(path, mode: .readWrite, busy: busy).value(
          "SELECT count(*) FROM sqlite_schema")
        return try Connection(path, mode: .readOnly, busy: busy)
      }
      return try Connection(path, mode: .immutable, busy: busy)
    }
  }

  /// A database without anything in it: what is there when the program is killed between making the
  /// file and its tables.
  ///
  /// The header of the file tells, so that a small query need not wait until every table and view
  /// is known.
  private static func isBlank(_ connection: borrowing Connection) throws(Failure) -> Bool {
    let version = try connection.value("PRAGMA schema_version").integer
    return try connection.value("PRAGMA application_id").integer == 0 && version == 0
  }

  private static func check(_ connection: borrowing Connection) throws(Failure) {
    let place = Place(connection.path)
    guard try connection.value("PRAGMA application_id").integer == applicationID else {
      throw Failure(
        .badData,
        "not a Tally warehouse, but another SQLite database: choose another file with --db",
        at: place)
    }
    let found = try connection.value("PRAGMA user_version").integer ?? 0
    guard found <= version else {
      throw Failure(
        .badData,
        "the warehouse has version \(found), this Tally knows versions up to \(version): use a newer Tally",
        at: place)
    }
  }

  /// What tables of an older version lack stands in temporary views: reading changes no file.
  private static func completeOlder(_ connection: borrowing Connection) throws(Failure) {
    let found = try connection.value("PRAGMA user_version").integer ?? 0
    for file in Schema.files(in: "older") where Int64(number(file) ?? 0) >= found {
      try connection.execute(file.text)
    }
  }

  private static func migrate(_ connection: borrowing Connection) throws(Failure) {
    let found = try connection.value("PRAGMA user_version").integer ?? 0
    if found < version {
      try connection.transaction { () throws(Failure) in
        // Another program may have been faster while this one waited for the lock.
        let found = try connection.value("PRAGMA user_version").integer ?? 0
        for migration in migrations where migration.number > found {
          try connection.execute(migration.sql)
          try connection.execute("PRAGMA user_version = \(migration.number)")
        }
        try Summaries.complete(connection)
        try connection.execute("PRAGMA application_id = \(applicationID)")
      }
    }
    try refreshViews(connection)
  }

  /// Views hold no data: they are made anew wherever their text differs from the one in
  /// `Schema/views`.
  private static func refreshViews(_ connection: borrowing Connection) throws(Failure) {
    var existing: [String: String] = [:]
    for row in try connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'view'") {
      existing[row[0].text ?? ""] = row[1].text
    }
    let files = orderedViews()
    // SQLite keeps the text from CREATE to the end, without the final semicolon.
    let stale = files.contains { file in
      guard let kept = existing[file.name] else { return true }
      return !file.text.contains(kept)
    }
    guard stale || existing.count != files.count else { return }
    try connection.transaction { () throws(Failure) in
      for name in existing.keys { try connection.execute("DROP VIEW IF EXISTS \"\(name)\"") }
      for file in files { try connection.execute(file.text) }
    }
  }

  /// A view may read from another: SQLite looks only when the view is used, so any order will do.
  private static func orderedViews() -> [Schema.File] { Schema.files(in: "views") }
}

internal import CSQLite
internal import Records

extension Failure {
  /// What a result code of SQLite means to a person.
  ///
  /// - Parameters:
  ///   - code: the extended result code.
  ///   - message: SQLite's own words.
  static func sqlite(
    _ code: Int32, _ message: String, path: String?, sql: String? = nil, offset: Int? = nil
  )
    -> Failure
  {
    let place = path.map { Place($0) }
    var failure =
      switch code & 0xFF {
      case SQLITE_BUSY, SQLITE_LOCKED:
        Failure(.tryLater, "the warehouse is locked by another program: try again later", at: place)
      case SQLITE_FULL: Failure(.inputOutput, "the disk is full", at: place)
      case SQLITE_TOOBIG:
        Failure(
          .badData, "a text is longer than can be stored or worked on here: cut it", at: place)
      case SQLITE_NOMEM:
        Failure(.badData, "there is not enough memory: ask for less at once", at: place)
      case SQLITE_IOERR: Failure(.inputOutput, "reading or writing failed: \(message)", at: place)
      case SQLITE_CANTOPEN: Failure(.noInput, "cannot open the database: \(message)", at: place)
      case SQLITE_READONLY, SQLITE_PERM:
        Failure(.notPermitted, "the warehouse cannot be written: \(message)", at: place)
      case SQLITE_AUTH:
        Failure(.notPermitted, "not allowed here, queries only read: \(message)", at: nil)
      case SQLITE_NOTADB: Failure(.badData, "the file is not a Tally warehouse", at: place)
      case SQLITE_CORRUPT: Failure(.badData, "the warehouse is damaged: \(message)", at: place)
      case SQLITE_INTERRUPT: Failure(.tryLater, "the query took longer than allowed", at: nil)
      case SQLITE_ERROR where sql != nil: Failure(.usage, message, at: nil)
      default: Failure(.bug, message, at: place)
      }
    failure.database = DatabaseCause(code: code, sql: sql, offset: offset)
    return failure
  }
}

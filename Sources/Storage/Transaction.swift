public import Records

extension Connection {
  /// Runs `body` in one immediate transaction: all of it, or, when it throws, nothing.
  ///
  /// Immediate: the lock for writing is taken at once, so that a second writer waits at the start
  /// and not in the middle.
  public func transaction<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    try bracket("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", body)
  }

  /// Runs `body` in a savepoint, within a transaction or by itself: all of it, or, when it throws,
  /// nothing.
  public func savepoint<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    try bracket("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part", body)
  }

  /// Runs `body` in a transaction that is rolled back in any case.
  public func rehearsal<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    try bracket("BEGIN IMMEDIATE", "ROLLBACK", "ROLLBACK", body)
  }

  private func bracket<Result>(
    _ begin: String, _ end: String, _ undo: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try execute(begin)
    do {
      let result = try body()
      try execute(end)
      return result
    } catch {
      // SQLite may have rolled back by itself (a full disk); the first failure is the one to tell.
      if isInTransaction { try? execute(undo) }
      throw error
    }
  }
}

internal import Records
internal import Storage

/// Numbers of series and claims: none is given twice, so that what was exported by its number is
/// never taken for something else.
enum Numbering: String {
  case series, claim

  /// The first number that nothing has or had.
  func next(_ connection: borrowing Connection) throws(Failure) -> Int64 {
    let last = try connection.value(
      """
      SELECT max(coalesce((SELECT max(\(rawValue)_id) FROM \(rawValue)), 0),
        coalesce((SELECT max(last_\(rawValue)) FROM forgotten), 0),
        coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'last_\(rawValue)'), 0))
      """)
    return (last.integer ?? 0) + 1
  }

  /// Notes the last number before some are taken back.
  func keep(_ connection: borrowing Connection) throws(Failure) {
    try connection.run(
      """
      INSERT OR REPLACE INTO setting (name, value)
      SELECT 'last_\(rawValue)', max(\(rawValue)_id) FROM \(rawValue) HAVING count(*) > 0
      """)
  }
}

internal import Records
internal import Storage

/// Whether every quote stands in its article where its offsets say.
///
/// The text of each article is gone through once: SQLite would count from its start for every
/// figure.
enum DoctorQuotes {
  /// The numbers of some claims for which it does not.
  static func wrong(_ connection: borrowing Connection) throws(Failure) -> [Int64] {
    let articles = try connection.prepare("SELECT source_id, text FROM article ORDER BY source_id")
    let claims = try connection.prepare(
      "SELECT claim_id, start, \"end\", quote FROM claim WHERE source_id = ? ORDER BY start")
    var wrong: [Int64] = []
    while try articles.step(), wrong.count < 5 {
      let offsets = CodePointOffsets(articles.text(1) ?? "")
      try claims.bind(.integer(articles.integer(0)), at: 1)
      while try claims.step(), wrong.count < 5 {
        let found = offsets.text(Int(claims.integer(1)), Int(claims.integer(2)))
        if found != claims.text(3) { wrong.append(claims.integer(0)) }
      }
      claims.reset()
    }
    return wrong
  }
}

internal import Records
internal import Storage

/// Finds the code of a place or indicator by any of its names.
struct NameResolver {
  /// What is looked for, and where the vocabulary and the figures keep it.
  private let kind: String
  private let table: String
  private let texts: [String]

  /// For a kind of parameter; `nil` where its values are no names.
  init?(_ kind: Report.Parameter.Kind) {
    switch kind {
    case .place: self.init(kind: "place", table: "place", texts: ["series", "claim"])
    case .indicator: self.init(kind: "indicator", table: "indicator", texts: ["series", "claim"])
    default: return nil
    }
  }

  private init(kind: String, table: String, texts: [String]) {
    self.kind = kind
    self.table = table
    self.texts = texts
  }

  /// The usual name of a code; `nil` where the vocabulary has none.
  func name(of code: String, on connection: borrowing Connection) throws(Failure) -> String? {
    try connection.value("SELECT name FROM \(table) WHERE code = ?", .text(code)).text
  }

  /// The code of a name: the code itself, the usual English name, any other name, a name in other
  /// capitals; or the name itself where a figure has it as its label.
  ///
  /// - Throws: a `Failure` of kind `usage` where there is no such name, or where several have it.
  func code(of name: String, on connection: borrowing Connection) throws(Failure) -> String {
    let key = "\(table)_id"
    let steps = [
      "SELECT code, name FROM \(table) WHERE code = ?1",
      "SELECT code, name FROM \(table) WHERE name = ?1",
      "SELECT DISTINCT x.code, x.name FROM \(table)_name AS n JOIN \(table) AS x ON x.\(key) = n.\(key) WHERE n.name = ?1",
      """
      SELECT DISTINCT x.code, x.name FROM \(table)_name AS n JOIN \(table) AS x ON x.\(key) = n.\(key)
      WHERE lower(n.name) = lower(?1) OR lower(x.code) = lower(?1)
      """,
    ]
    for step in steps {
      let found = try connection.rows(step, .text(name))
      if found.count == 1 { return found[0][0].text ?? name }
      if found.count > 1 {
        let list = found.map { "\($0[0].text ?? "") (\($0[1].text ?? ""))" }.sorted().joined(
          separator: ", ")
        throw Failure(.usage, "\(name) is the name of several \(kind)s: give a code, \(list)")
      }
    }
    for text in texts {
      let label = try connection.value(
        "SELECT 1 FROM \(text) WHERE \(table)_text = ?1 LIMIT 1", .text(name))
      if label != .null { return name }
    }
    let names = try connection.rows(
      "SELECT name FROM \(table)_name UNION SELECT name FROM \(table) UNION SELECT code FROM \(table)"
    ).compactMap {
      $0[0].text
    }
    // An empty warehouse has no vocabulary yet, and nothing to answer.
    if names.isEmpty { return name }
    throw Failure(
      .usage,
      "there is no \(kind) \(name)" + Suggestion.text(name, names)
        + ": `tally vocabulary` lists those that are known, `tally report coverage -p by \(kind)` those that have figures"
    )
  }
}

internal import Records
internal import Storage

/// Points at the place in a statement where SQLite saw an error.
enum SQLError {
  /// The failure with line and column, the line itself and a mark below it, and the nearest name
  /// where one is unknown.
  ///
  /// - Parameter name: what the statement is called: a file, or `sql`.
  static func located(
    _ failure: Failure, in sql: String, named name: String?, on connection: borrowing Connection
  ) -> Failure {
    guard failure.kind == .usage, let cause = failure.database else { return failure }
    var located = failure
    if failure.message.hasPrefix("not authorized") {
      located.kind = .notPermitted
      located.message = "not allowed here, queries only read: " + failure.message
      return located
    }
    let unknown = unknownName(failure.message)
    if let unknown {
      located.message += Suggestion.text(
        unknown.name, candidates(unknown.kind, sql, on: connection))
    }
    let last = failure.message == "incomplete input" ? sql.utf8.count : nil
    let known = cause.offset ?? unknown.flatMap { offset(of: $0.name, in: sql) } ?? last
    guard let offset = known, offset <= sql.utf8.count else { return located }
    let bytes = Array(sql.utf8)
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
    let before = String(decoding: bytes[start..<offset], as: UTF8.self)
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    located.place = Place(
      name ?? "sql", line: bytes[..<offset].count { $0 == 0x0A } + 1,
      column: before.unicodeScalars.count + 1)
    let (shown, mark) = excerpt(line, before)
    located.message += "\n  \(shown)\n  \(mark)"
    return located
  }

  /// The line, cut to what fits around the place, and a mark that stands under it.
  private static func excerpt(_ line: String, _ before: String) -> (line: String, mark: String) {
    let plain = line.replacing("\t", with: " ").replacing("\r", with: " ")
    let column = before.count
    let skipped = column > 60 ? column - 40 : 0
    let shown = (skipped > 0 ? "…" : "") + String(plain.dropFirst(skipped).prefix(76))
    let indent = Cell.width(String(before.dropFirst(skipped))) + (skipped > 0 ? 1 : 0)
    return (shown, String(repeating: " ", count: indent) + "^")
  }

  private enum NameKind { case table, column, other }

  /// The name that SQLite's message says is unknown.
  private static func unknownName(_ message: String) -> (kind: NameKind, name: String)? {
    let starts: [(String, NameKind)] = [
      ("no such table: ", .table), ("no such column: ", .column), ("no such function: ", .other),
      ("ambiguous column name: ", .other), ("no such index: ", .other),
    ]
    for (start, kind) in starts where message.hasPrefix(start) {
      let name = message.dropFirst(start.count)
      return (kind, name.split(separator: ".").last.map(String.init) ?? String(name))
    }
    return nil
  }

  /// The names that it may have meant: tables, or the columns of the tables that the statement
  /// names.
  private static func candidates(
    _ kind: NameKind, _ sql: String, on connection: borrowing Connection
  ) -> [String] {
    let tables =
      (try? connection.rows(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
      ))?.compactMap { $0[0].text } ?? []
    switch kind {
    case .table: return tables
    case .column:
      return tables.filter { sql.contains($0) }.flatMap { table in
        (try? connection.rows("SELECT name FROM pragma_table_info(?)", .text(table)))?.compactMap {
          $0[0].text
        } ?? []
      }
    case .other: return []
    }
  }

  /// Where a name first stands as a word, in bytes.
  private static func offset(of name: String, in sql: String) -> Int? {
    let (text, word) = (Array(sql.utf8), Array(name.utf8))
    func isLetter(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte)
        || (0x41...0x5A).contains(byte & 0xDF)
    }
    guard !word.isEmpty, text.count >= word.count else { return nil }
    return (0...(text.count - word.count)).first { start in
      let end = start + word.count
      return text[start..<end].elementsEqual(word) && (start == 0 || !isLetter(text[start - 1]))
        && (end == text.count || !isLetter(text[end]))
    }
  }
}

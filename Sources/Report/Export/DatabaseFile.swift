internal import Glibc
internal import Records
internal import Storage

/// A new SQLite database with one table an item, written where nobody reads it yet.
final class DatabaseFile: RowWriter {
  /// Bound again for every row.
  private final class Insert {
    let statement: Statement
    init(_ statement: consuming Statement) { self.statement = statement }
  }

  private let connection: Connection
  private var table = ""
  private var types: [String?] = []
  private var insert: Insert?
  private var failure: Failure?
  /// The columns of the last table with what their values are.
  private(set) var fields: [(name: String, type: ColumnType)] = []
  /// The rows of the last table.
  private(set) var rows = 0

  init(_ path: String) throws(Failure) {
    connection = try Connection(path, mode: .create)
    // Until it is complete nobody sees the file: a crash throws it away, so no journal is needed.
    try connection.execute(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY")
  }

  /// Adds an item as a table.
  func add(_ selection: Selection, from source: borrowing Connection) throws(Failure) {
    table = selection.item.name
    types = try selection.declaredTypes(source)
    rows = 0
    try connection.execute("BEGIN")
    try selection.run(on: source, to: self)
    if let failure { throw failure }
    insert = nil
    try connection.execute("COMMIT")
  }

  func begin(_ columns: [String]) {
    fields = []
    for column in columns {
      var (name, count) = (column, 1)
      while fields.contains(where: { $0.name.lowercased() == name.lowercased() }) {
        count += 1
        name = "\(column)_\(count)"
      }
      fields.append((name, ColumnType()))
    }
    let isPivoted = types.count != columns.count
    let definitions = fields.enumerated().map { index, field in
      Identifier.quoted(field.name) + (isPivoted ? "" : types[index].map { " " + $0 } ?? "")
    }
    attempt { () throws(Failure) in
      try connection.execute(
        "CREATE TABLE \(Identifier.quoted(table)) (\(definitions.joined(separator: ", ")))")
      let marks = fields.map { _ in "?" }.joined(separator: ", ")
      insert = Insert(
        try connection.prepare("INSERT INTO \(Identifier.quoted(table)) VALUES (\(marks))"))
    }
  }

  func row(_ values: [Value]) {
    guard failure == nil, let insert else { return }
    for index in fields.indices { fields[index].type.add(values[index]) }
    rows += 1
    attempt { () throws(Failure) in try insert.statement.run(values) }
  }

  func end() {}

  /// A row writer cannot throw: the first failure is kept.
  private func attempt(_ body: () throws(Failure) -> Void) {
    do throws(Failure) { try body() } catch { failure = failure ?? error }
  }
}

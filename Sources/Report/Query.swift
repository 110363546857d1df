public import Records
public import Storage

/// Runs SQL that only reads, and hands its rows to a writer.
public enum Query {
  /// Runs a report with parameters by name.
  ///
  /// - Throws: a `Failure` of kind `usage` where a parameter is unknown or missing.
  public static func run(
    _ report: Report, parameters: [(name: String, value: String)], on connection: borrowing Connection,
    to writer: any RowWriter
  ) throws(Failure) {
    let values = try values(of: report, parameters: parameters)
    if let pivot = report.pivot {
      let pivoted = PivotWriter(pivot, to: writer)
      try run(report.sql, values, on: connection, to: pivoted)
    } else {
      try run(report.sql, values, on: connection, to: writer)
    }
  }

  /// The value of every parameter of a report: as given, else its default.
  ///
  /// - Throws: a `Failure` of kind `usage` where a parameter is unknown or missing.
  public static func values(
    of report: Report, parameters: [(name: String, value: String)]
  ) throws(Failure) -> [String: Value] {
    var values: [String: Value] = [:]
    for parameter in report.parameters {
      if let standard = parameter.standard { values[parameter.name] = standard.isEmpty ? .null : .text(standard) }
    }
    for (name, value) in parameters {
      guard report.parameters.contains(where: { $0.name == name }) else {
        let names = report.parameters.map(\.name)
        throw Failure(
          .usage,
          "the report \(report.name) has no parameter \(name)" + Catalogue.suggestion(name, names)
            + (names.isEmpty ? ": it takes none" : ": it takes \(names.joined(separator: ", "))"))
      }
      values[name] = .text(value)
    }
    if let missing = report.parameters.first(where: { values[$0.name] == nil }) {
      throw Failure(.usage, "the report \(report.name) needs -p \(missing.name) VALUE: \(missing.description)")
    }
    return values
  }

  /// Runs one statement with parameters by name, each a text or a number as it looks.
  ///
  /// - Throws: a `Failure` of kind `usage` with SQLite's message and the place in the statement.
  public static func run(
    sql: String, parameters: [(name: String, value: String)], on connection: borrowing Connection,
    to writer: any RowWriter
  ) throws(Failure) {
    var values: [String: Value] = [:]
    for (name, value) in parameters { values[name] = number(value) ?? .text(value) }
    do {
      try run(sql, values, on: connection, to: writer)
    } catch {
      throw located(error, sql)
    }
  }

  /// Values by name, each a text or a number as it looks.
  public static func values(of parameters: [(name: String, value: String)]) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, value) in parameters { values[name] = number(value) ?? .text(value) }
    return values
  }

  static func number(_ text: String) -> Value? {
    if let integer = Int64(text), String(integer) == text { return .integer(integer) }
    guard let first = text.utf8.first, first >= 0x30 && first <= 0x39 || first == 0x2D,
      !text.hasPrefix("0") || text.hasPrefix("0.")
    else { return nil }
    return Double(text).map { .real($0) }
  }

  static func run(
    _ sql: String, _ values: [String: Value], on connection: borrowing Connection, to writer: any RowWriter
  ) throws(Failure) {
    let statement = try connection.prepare(sql)
    for (index, name) in statement.parameterNames.enumerated() {
      guard let name, let value = values[name] else {
        throw Failure(
          .usage, "the parameter \(name.map { ":" + $0 } ?? "?") has no value: give one with -p \(name ?? "name") VALUE"
        )
      }
      try statement.bind(value, at: index + 1)
    }
    let names = Set(statement.parameterNames.compactMap(\.self))
    if let unused = values.keys.sorted().first(where: { !names.contains($0) && values[$0] != .null }),
      !sql.contains(":" + unused)
    {
      throw Failure(.usage, "the statement has no parameter :\(unused)")
    }
    var hasRow = try statement.step()
    writer.begin(statement.columnNames)
    while hasRow {
      writer.row(statement.row)
      hasRow = try statement.step()
    }
    writer.end()
  }

  /// The failure with line and column in the statement.
  static func located(_ failure: Failure, _ sql: String) -> Failure {
    guard let offset = failure.database?.offset, offset <= sql.utf8.count else { return failure }
    let before = Array(sql.utf8.prefix(offset))
    let line = before.count { $0 == 0x0A } + 1
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    var located = failure
    located.place = Place("sql", line: line, column: column)
    return located
  }
}

/// Takes the rows of a result.
public protocol RowWriter: AnyObject {
  /// Before the first row: the names of the columns.
  func begin(_ columns: [String])
  /// The next row.
  func row(_ values: [Value])
  /// After the last row.
  func end()
}

/// Turns rows to columns on their way to another writer.
final class PivotWriter: RowWriter {
  private let pivot: Report.Pivot
  private let writer: any RowWriter
  private var columns: [String] = []
  private var headings: [String] = []
  private var rows: [(keys: [Value], cells: [String: Value])] = []
  private var index: [String: Int] = [:]

  init(_ pivot: Report.Pivot, to writer: any RowWriter) {
    self.pivot = pivot
    self.writer = writer
  }

  func begin(_ columns: [String]) { self.columns = columns }

  func row(_ values: [Value]) {
    func value(_ name: String) -> Value { columns.firstIndex(of: name).map { values[$0] } ?? .null }
    let keys = pivot.keys.map(value)
    let heading = Cell.text(value(pivot.across)) ?? ""
    if !headings.contains(heading) { headings.append(heading) }
    let key = keys.map { Cell.text($0) ?? "\u{0}" }.joined(separator: "\u{1}")
    let position = index[key] ?? rows.count
    if position == rows.count {
      index[key] = position
      rows.append((keys, [:]))
    }
    rows[position].cells[heading] = value(pivot.value)
  }

  func end() {
    headings.sort()
    writer.begin(pivot.keys + headings)
    for row in rows { writer.row(row.keys + headings.map { row.cells[$0] ?? .null }) }
    writer.end()
  }
}

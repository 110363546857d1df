internal import Glibc
public import Records
public import Storage

/// Runs SQL that only reads, and hands its rows to a writer.
public enum Query {
  /// What came of it.
  public struct Outcome: Equatable, Sendable {
    /// How many rows were written.
    public var rows = 0
    /// Whether there were more than were asked for.
    public var isCut = false
  }

  /// Runs a report with parameters by name.
  ///
  /// - Parameters:
  ///   - limit: how many rows are written at most.
  ///   - smallest: the size in bytes from which a warehouse is read by two threads, for a report
  ///     that can be run in halves; `nil` lets one thread do it all.
  /// - Throws: a `Failure` of kind `usage` where a parameter is unknown, missing or not of its
  ///   kind.
  @discardableResult
  public static func run(
    _ report: Report, parameters: [(name: String, value: String)] = [], limit: Int? = nil,
    inHalvesFrom smallest: Int64? = nil, on connection: borrowing Connection,
    to writer: any RowWriter
  ) throws(Failure) -> Outcome {
    let values = try resolved(
      try values(of: report, parameters: parameters), of: report, on: connection)
    (writer as? any ReportPresenter)?.present(
      report, try named(parameters, values, of: report, on: connection))
    do {
      return try run(
        report.sql, values, of: report, limit: limit, inHalvesFrom: smallest, on: connection,
        to: writer)
    } catch {
      throw report.file == nil
        ? error : SQLError.located(error, in: report.sql, named: report.file, on: connection)
    }
  }

  /// The value of every parameter of a report: as given, else its default, each of its kind.
  ///
  /// - Throws: a `Failure` of kind `usage` where a parameter is unknown, missing or not of its
  ///   kind.
  public static func values(
    of report: Report, parameters: [(name: String, value: String)]
  ) throws(Failure) -> [String: Value] {
    let today = Day(number: Int32(time(nil) / 86_400)).description
    let names = report.parameters.map(\.name)
    for (name, _) in parameters where !names.contains(name) {
      throw Failure(
        .usage,
        "the report \(report.name) has no parameter \(name)" + Suggestion.text(name, names)
          + (names.isEmpty ? ": it takes none" : ": it takes \(names.joined(separator: ", "))"))
    }
    var values: [String: Value] = [:]
    for parameter in report.parameters {
      let given = parameters.last { $0.name == parameter.name }?.value
      guard let text = given ?? parameter.standard else {
        throw Failure(
          .usage,
          "the report \(report.name) needs -p \(parameter.name) VALUE: \(parameter.description)")
      }
      values[parameter.name] = try parameter.value(text, today: today)
    }
    return values
  }

  /// The same with the names of places and indicators as codes.
  ///
  /// - Throws: a `Failure` of kind `usage` where there is no such name, or where several have it.
  static func resolved(
    _ values: [String: Value], of report: Report, on connection: borrowing Connection
  ) throws(Failure) -> [String: Value] {
    var values = values
    for parameter in report.parameters {
      guard let name = values[parameter.name]?.text, let resolver = NameResolver(parameter.kind)
      else { continue }
      values[parameter.name] = .text(try resolver.code(of: name, on: connection))
    }
    return values
  }

  /// What was asked of a report, as people read it: places and indicators by their usual names.
  static func named(
    _ parameters: [(name: String, value: String)], _ values: [String: Value], of report: Report,
    on connection: borrowing Connection
  ) throws(Failure) -> [(name: String, value: String)] {
    var named = parameters
    for index in named.indices {
      guard let parameter = report.parameters.first(where: { $0.name == named[index].name }),
        let resolver = NameResolver(parameter.kind), let code = values[parameter.name]?.text
      else { continue }
      named[index].value = try resolver.name(of: code, on: connection) ?? named[index].value
    }
    return named
  }

  /// Runs one statement with parameters by name, each a text or a number as it looks.
  ///
  /// - Parameters:
  ///   - name: what an error calls the statement: a file, or `sql`.
  ///   - limit: how many rows are written at most.
  ///   - usesSummaries: whether it may be answered from what is kept of figures, where that is
  ///     certain to be the same.
  /// - Throws: a `Failure` of kind `usage` with SQLite's message and the place in the statement.
  @discardableResult
  public static func run(
    sql: String, parameters: [(name: String, value: String)] = [], named name: String? = nil,
    limit: Int? = nil, usesSummaries: Bool = true,
    on connection: borrowing Connection, to writer: any RowWriter
  ) throws(Failure) -> Outcome {
    do {
      return try run(
        sql, values(of: parameters), limit: limit, usesSummaries: usesSummaries, on: connection,
        to: writer)
    } catch {
      throw SQLError.located(error, in: sql, named: name, on: connection)
    }
  }

  /// Values by name, each a text or a number as it looks.
  public static func values(of parameters: [(name: String, value: String)]) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, value) in parameters { values[name] = number(value) ?? .text(value) }
    return values
  }

  private static func number(_ text: String) -> Value? {
    if let integer = Int64(text), String(integer) == text { return .integer(integer) }
    guard let first = text.utf8.first, first >= 0x30 && first <= 0x39 || first == 0x2D,
      !text.hasPrefix("0") || text.hasPrefix("0.")
    else { return nil }
    return Double(text).map { .real($0) }
  }

  /// Runs one statement with values by name; of a report, its rows are turned and presented as it
  /// says.
  @discardableResult
  static func run(
    _ sql: String, _ values: [String: Value], of report: Report? = nil, limit: Int? = nil,
    inHalvesFrom smallest: Int64? = nil, usesSummaries: Bool = true,
    on connection: borrowing Connection, to target: any RowWriter
  ) throws(Failure) -> Outcome {
    let writer = report?.pivot.map { PivotWriter($0, to: target) } ?? target
    var rows = RowSink(writer, presenter: target as? any ReportPresenter, limit: limit)
    var isDone = false
    if let halves = report?.halves, let smallest {
      isDone = try run(sql, values, in: halves, smallest, on: connection, to: &rows)
    }
    if !isDone {
      let compiled = try SummaryStatement(sql, usesSummaries: usesSummaries, on: connection)
      try bind(values, to: compiled.statement, sql)
      // The first step may fail, and then nothing is written.
      let hasRow = try compiled.statement.step()
      rows.columns = compiled.statement.columnNames
      if hasRow {
        try RowsAhead.read(compiled.statement) { (block) throws(Failure) in rows.take(block) }
      }
    }
    rows.begin()
    try rows.presenter?.enclose(connection)
    try connection.checkUnchanged()
    writer.end()
    if let failure = (target as? any LimitedWriter)?.failure { throw failure }
    return rows.outcome
  }

  /// Runs a statement in two halves at once; `false` where the warehouse is not halved.
  private static func run(
    _ sql: String, _ values: [String: Value], in halves: Report.Halves, _ smallest: Int64,
    on connection: borrowing Connection, to rows: inout RowSink
  ) throws(Failure) -> Bool {
    guard
      let both = try WarehouseHalves(of: connection, by: halves.columns, smallest: smallest)
    else { return false }
    let first = try both.first.prepare(sql)
    let second = try both.second.prepare(sql)
    try bind(values, to: first, sql)
    try bind(values, to: second, sql)
    let names = first.columnNames
    let keys = halves.order.compactMap { key in
      names.firstIndex(of: key.name).map {
        RowMerge.Key(column: $0, isDescending: key.isDescending)
      }
    }
    guard keys.count == halves.order.count else { return false }
    rows.columns = names
    try RowMerge(by: keys).read(first, second) { (block) throws(Failure) in rows.take(block) }
    return true
  }

  private static func bind(
    _ values: [String: Value], to statement: borrowing Statement, _ sql: String
  ) throws(Failure) {
    let names = statement.parameterNames
    for (index, name) in names.enumerated() {
      guard let name, let value = values[name] else {
        throw Failure(
          .usage,
          "the parameter \(name.map { ":" + $0 } ?? "?") has no value: give one with -p \(name ?? "name") VALUE"
        )
      }
      try statement.bind(value, at: index + 1)
    }
    if let unused = values.keys.sorted().first(where: { !names.contains($0) }),
      !sql.contains(":" + unused)
    {
      throw Failure(
        .usage,
        "the statement has no parameter :\(unused)"
          + Suggestion.text(unused, names.compactMap(\.self)))
    }
  }
}

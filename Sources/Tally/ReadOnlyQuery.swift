internal import Records
internal import Report
internal import Storage

/// What `tally query` was asked, with its defaults.
struct ReadOnlyQuery {
  /// The statement, @FILE, or -.
  var sql: String
  /// The warehouse, where one was named.
  var database: String?
  var instant: String?
  var parameters: [(name: String, value: String)] = []
  var timeout: Double?
  var maxRows: Int?
  /// Whether it may be answered from what is kept of figures.
  var usesSummaries = true
  var format: Format?
  var output: String?
  var layout = Layout()

  init(sql: String) { self.sql = sql }

  /// Reads a plain command line without the parser's search through every command and option, which
  /// takes longer than a small query: `query SQL` with `--db`, `-f`, `--timeout` and `--max-rows`.
  ///
  /// Whatever else stands there, or stands there wrongly, is left to the parser: `nil`.
  init?(quickly arguments: ArraySlice<String>) {
    guard arguments.first == "query" else { return nil }
    var statement: String?
    self.init(sql: "")
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument != "-" else {
        guard statement == nil else { return nil }
        statement = argument
        continue
      }
      guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
      switch argument {
      case "--db": database = value
      case "-f", "--format":
        guard let found = Format(rawValue: value) else { return nil }
        format = found
      case "--timeout":
        guard let seconds = Double(value), seconds > 0, seconds < 1e9 else { return nil }
        timeout = seconds
      case "--max-rows":
        guard let rows = Int(value), rows >= 0 else { return nil }
        maxRows = rows
      default: return nil
      }
    }
    guard let statement else { return nil }
    sql = statement
  }

  /// Runs the statement and writes its rows.
  func run() throws(Failure) {
    let path = try WarehouseOption.path(given: database)
    let file = sql.hasPrefix("@") ? [String(sql.dropFirst())] : []
    try Outputs.check(output, warehouse: path, inputs: file)
    let (statement, name) = try text()
    let connection = try Warehouse.openForReading(path, asOf: instant)
    try Outputs.check(output, on: connection)
    try Vintage.tell(instant, connection)
    connection.limitMemory()
    if let timeout {
      connection.limit(seconds: timeout)
      // What runs inside one function of SQLite, or while rows are written, is not interrupted.
      Interruption.limit(seconds: timeout + 0.5)
    }
    var layout = layout
    layout.title = "Query"
    try ResultOptions.write(format: format, to: output, layout) { (writer) throws(Failure) in
      let outcome = try Query.run(
        sql: statement, parameters: parameters, named: name, limit: maxRows,
        usesSummaries: usesSummaries, on: connection, to: writer)
      if outcome.isCut {
        Terminal.tell("tally: there are more rows than the \(outcome.rows) of --max-rows")
      }
    }
  }

  /// The statement, and the file that it came from.
  private func text() throws(Failure) -> (statement: String, name: String?) {
    if sql.hasPrefix("@") {
      let path = String(sql.dropFirst())
      return (try Catalogue.text(of: path), path)
    }
    guard sql == "-" else { return (sql, nil) }
    return (try Catalogue.text(of: "/dev/stdin"), "-")
  }
}

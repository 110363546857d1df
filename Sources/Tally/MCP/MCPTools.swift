internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage

/// What a model may ask: each tool reads the warehouse and changes nothing.
///
/// The tools are described to clients in `Schema/mcp/tools.json`.
final class MCPTools {
  /// The names of the tools, in the order in which they are listed.
  static let names = ["figures", "query", "report", "check_text", "trace"]

  /// An answer is not much longer than this, in bytes of JSON: a model reads all of it.
  private static let longestAnswer = 400_000

  let warehouse: String
  /// The folders of the user's own reports.
  let folders: [String]
  /// Rows of an answer at most.
  let mostRows: Int
  /// Seconds that a statement may take.
  let timeout: Double
  /// Made when the first text comes: it takes a moment.
  private var reader: ArticleReader?

  init(warehouse: String, folders: [String], mostRows: Int, timeout: Double) {
    self.warehouse = warehouse
    self.folders = folders
    self.mostRows = mostRows
    self.timeout = timeout
  }

  /// The members of the result of a call; what fails is told as a result that is an error, so that
  /// a model can mend what it asked.
  func call(_ name: String, _ arguments: MCPArguments) -> [(String, String)] {
    do throws(Failure) {
      let members: [(String, JSONValue)]
      switch name {
      case "figures": members = try figures(arguments)
      case "query": members = try query(arguments)
      case "report": members = try report(arguments)
      case "check_text": members = try checkText(arguments)
      default: members = try trace(arguments)
      }
      let json = JSONValue.dictionary(members).line
      return [
        ("content", MCPTools.content(json)), ("structuredContent", json), ("isError", "false"),
      ]
    } catch {
      return [("content", MCPTools.content(error.description)), ("isError", "true")]
    }
  }

  private static func content(_ text: String) -> String {
    "[" + JSONText.object([("type", "\"text\""), ("text", JSONText.quoted(text))]) + "]"
  }

  /// The warehouse, opened for reading.
  ///
  /// It is opened for each call, so that what was read in meanwhile is seen.
  func open(_ arguments: MCPArguments? = nil) throws(Failure) -> Connection {
    let instant = try arguments?.text("as_of").map { text throws(Failure) in
      try VintageOption.instant(text, called: "as_of")
    }
    return limited(try Warehouse.openForReading(warehouse, asOf: instant))
  }

  /// A connection with the limits that hold for anybody's statements.
  func limited(_ connection: consuming Connection) -> Connection {
    connection.limitMemory()
    connection.limit(seconds: timeout)
    return connection
  }

  /// The reader of articles, with the vocabulary as it was when the first text came.
  func articleReader() throws(Failure) -> ArticleReader {
    if let reader { return reader }
    do {
      let made = ArticleReader(vocabulary: try Vocabulary.forReading(warehouse))
      reader = made
      return made
    } catch {
      throw error as? Failure ?? Failure(.bug, "\(error)")
    }
  }

  /// How many rows were asked for.
  private func limit(_ arguments: MCPArguments, _ name: String, standard: Int) throws(Failure)
    -> Int
  {
    let asked = try arguments.integer(name, 1...Int64(max(1, mostRows)))
    return asked.map(Int.init) ?? min(standard, mostRows)
  }

  private func figures(_ arguments: MCPArguments) throws(Failure) -> [(String, JSONValue)] {
    let filters = ["words", "place", "indicator", "period", "kind"]
    try arguments.allow(filters + ["limit", "as_of"])
    var parameters: [(name: String, value: String)] = []
    for name in filters {
      if let text = try arguments.text(name) { parameters.append((name, text)) }
    }
    guard parameters.contains(where: { $0.name != "kind" }) else {
      throw Failure(.usage, "expected words, place, indicator or period")
    }
    let limit = try limit(arguments, "limit", standard: 20)
    parameters.append(("limit", String(limit)))
    let connection = try open(arguments)
    let rows = RowList(longest: MCPTools.longestAnswer)
    let outcome = try Query.run(
      try Catalogue.report("figures"), parameters: parameters, on: connection, to: rows)
    return try answer(rows, isCut: outcome.rows == limit, connection)
  }

  private func query(_ arguments: MCPArguments) throws(Failure) -> [(String, JSONValue)] {
    try arguments.allow(["sql", "parameters", "limit", "as_of"])
    let sql = try arguments.needed("sql")
    let limit = try limit(arguments, "limit", standard: 200)
    let connection = try open(arguments)
    let rows = RowList(longest: MCPTools.longestAnswer)
    let outcome = try Query.run(
      sql: sql, parameters: try arguments.parameters("parameters"), limit: limit, on: connection,
      to: rows)
    return try answer(rows, isCut: outcome.isCut, connection)
  }

  private func report(_ arguments: MCPArguments) throws(Failure) -> [(String, JSONValue)] {
    try arguments.allow(["name", "parameters", "limit", "as_of"])
    let report = try Catalogue.report(try arguments.needed("name"), in: folders)
    let limit = try limit(arguments, "limit", standard: 200)
    let connection = try open(arguments)
    let rows = RowList(longest: MCPTools.longestAnswer)
    let outcome = try Query.run(
      report, parameters: try arguments.parameters("parameters"), limit: limit, on: connection,
      to: rows)
    return [("title", .string(report.title)), ("description", .string(report.description))]
      + (try answer(rows, isCut: outcome.isCut, connection))
  }

  private func answer(
    _ rows: RowList, isCut: Bool, _ connection: borrowing Connection
  ) throws(Failure) -> [(String, JSONValue)] {
    var sources = RowSources()
    sources.begin(rows.columns)
    for row in rows.rows { sources.add(row) }
    return [
      ("columns", .array(rows.columns.map(JSONValue.string))), ("rows", rows.json),
      ("row_count", JSONValue(rows.rows.count)), ("is_cut", .bool(isCut || rows.isFull)),
    ] + (try sources.members(connection))
  }
}

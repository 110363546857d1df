public import Records
public import Storage

/// A test of the data in the warehouse, in dbt's words: it looks for rows that should not be there.
public struct DataTest: Sendable {
  /// What it asks.
  public enum Question: Sendable {
    /// No two rows have the same values in these columns.
    case unique([String])
    /// The column has a value in every row.
    case notNull(String)
    /// Every value of the column is one of these.
    case acceptedValues(String, [String])
    /// Every value of the column is one of another table's.
    case relationships(String, to: String, field: String)
    /// The latest date of the column is not older than this, in seconds.
    case freshness(String, warnAfter: Double?, errorAfter: Double?)
    /// A query of one's own finds nothing.
    case nothing(String)
  }

  /// What follows from rows that are found.
  public enum Severity: String, Sendable, CaseIterable { case warn, error }

  /// The group in `tally.yml` that it belongs to.
  public var group: String
  /// The table or view; empty for a query of one's own.
  public var table: String
  /// A condition in SQL: only these rows are looked at.
  public var filter: String?
  /// What it asks.
  public var question: Question
  /// What follows from rows that are found.
  public var severity = Severity.error

  /// A test.
  public init(
    group: String, table: String, filter: String? = nil, question: Question,
    severity: Severity = .error
  ) {
    self.group = group
    self.table = table
    self.filter = filter
    self.question = question
    self.severity = severity
  }

  /// `claims.unit accepted_values`.
  public var name: String {
    switch question {
    case .unique(let columns): "\(table).\(columns.joined(separator: "+")) unique"
    case .notNull(let column): "\(table).\(column) not_null"
    case .acceptedValues(let column, _): "\(table).\(column) accepted_values"
    case .relationships(let column, let other, let field):
      "\(table).\(column) relationships \(other).\(field)"
    case .freshness(let column, _, _): "\(table).\(column) freshness"
    case .nothing: "\(group) query"
    }
  }

  /// How a test ended.
  public struct Outcome: Sendable {
    /// How it ended.
    public enum Status: String, Sendable { case pass, warn, error }
    /// The test.
    public var test: DataTest
    /// How it ended.
    public var status: Status
    /// Rows or values that should not be there.
    public var count = 0
    /// Some of them, the most frequent first; of long rows and values the beginning.
    public var unexpected: [String] = []
    /// In one line.
    public var message = ""

    /// An outcome.
    public init(
      test: DataTest, status: Status, count: Int = 0, unexpected: [String] = [],
      message: String = ""
    ) {
      self.test = test
      self.status = status
      self.count = count
      self.unexpected = unexpected
      self.message = message
    }
  }

  /// Rows that are shown, cells of each, and characters of a cell: a line for the screen and the
  /// log, whatever the table holds.
  private static let shown = (rows: 5, cells: 6, characters: 40)

  /// A text as one line of at most so many characters.
  public static func brief(_ text: String, to length: Int) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > length ? line.prefix(length - 1) + "…" : line
  }

  /// A row that should not be there: its first cells.
  private static func sample(_ cells: ArraySlice<Value>) -> String {
    let texts = cells.prefix(shown.cells).map { cell in
      brief(Cell.text(cell) ?? "NULL", to: shown.characters)
    }
    return (texts + (cells.count > shown.cells ? ["…"] : [])).joined(separator: " | ")
  }

  /// Runs the test.
  ///
  /// - Throws: a `Failure` where its SQL does not fit the warehouse.
  public func run(on connection: borrowing Connection) throws(Failure) -> Outcome {
    if case .freshness(let column, let warn, let error) = question {
      return try runFreshness(column, warn, error, connection)
    }
    let rows = try connection.rows(statement)
    guard let first = rows.first else { return Outcome(test: self, status: .pass) }
    var outcome = Outcome(test: self, status: severity == .warn ? .warn : .error)
    outcome.count = Int(first[0].integer ?? 0)
    outcome.unexpected = rows.map { row in
      let times = row[1].integer ?? 1
      let values = DataTest.sample(row.dropFirst(2))
      return times > 1 ? "\(values) (\(times) times)" : values
    }
    outcome.message = "\(noun(outcome.count)): \(outcome.unexpected.joined(separator: ", "))"
    if outcome.count > rows.count { outcome.message += ", …" }
    return outcome
  }

  /// The statement: how many rows should not be there, how often this one is, and its values.
  public var statement: String {
    let from = table.isEmpty ? "" : "\(Identifier.quoted(table))"
    let condition = filter.map { "(\n\($0)\n) AND " } ?? ""
    let limit = "LIMIT \(DataTest.shown.rows)"
    switch question {
    case .unique(let columns):
      let names = columns.map(Identifier.quoted)
      let present = names.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
      let list = names.joined(separator: ", ")
      return
        "SELECT count(*) OVER (), count(*) AS times, \(list) FROM \(from) WHERE \(condition)\(present) GROUP BY \(list) HAVING count(*) > 1 ORDER BY times DESC, \(list) \(limit)"
    case .notNull(let column):
      return
        "SELECT count(*) OVER (), 1, * FROM \(from) WHERE \(condition)\(Identifier.quoted(column)) IS NULL \(limit)"
    case .acceptedValues(let column, let values):
      let name = Identifier.quoted(column)
      let list = values.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ", ")
      return
        "SELECT count(*) OVER (), count(*) AS times, \(name) FROM \(from) WHERE \(condition)\(name) IS NOT NULL AND CAST(\(name) AS TEXT) NOT IN (\(list)) GROUP BY \(name) ORDER BY times DESC, \(name) \(limit)"
    case .relationships(let column, let other, let field):
      let name = Identifier.quoted(column)
      return
        "SELECT count(*) OVER (), count(*) AS times, \(name) FROM \(from) WHERE \(condition)\(name) IS NOT NULL AND \(name) NOT IN (SELECT \(Identifier.quoted(field)) FROM \(Identifier.quoted(other)) WHERE \(Identifier.quoted(field)) IS NOT NULL) GROUP BY \(name) ORDER BY times DESC, \(name) \(limit)"
    case .freshness(let column, _, _):
      let name = Identifier.quoted(column)
      // A year stands for its first day, a month too; julianday would take a bare number for a
      // day's.
      let day =
        "CASE length(\(name)) WHEN 4 THEN \(name) || '-01-01' WHEN 7 THEN \(name) || '-01' ELSE \(name) END"
      let bare = condition.isEmpty ? "" : "WHERE \(condition)1 "
      return
        "SELECT max(\(name)), (julianday('now') - max(julianday(\(day)))) * 86400 FROM \(from) \(bare)"
    case .nothing(let sql):
      return "SELECT count(*) OVER (), 1, * FROM (\n\(SQLText.bare(sql))\n) \(limit)"
    }
  }

  private func noun(_ count: Int) -> String {
    switch question {
    case .unique: "\(count) \(count == 1 ? "value" : "values") more than once"
    case .notNull: "\(count) \(count == 1 ? "row" : "rows") without a value"
    case .acceptedValues: "\(count) unexpected \(count == 1 ? "value" : "values")"
    case .relationships: "\(count) \(count == 1 ? "value is" : "values are") not there"
    case .nothing: "\(count) \(count == 1 ? "row" : "rows")"
    case .freshness: ""
    }
  }

  private func runFreshness(
    _ column: String, _ warn: Double?, _ error: Double?, _ connection: borrowing Connection
  ) throws(Failure) -> Outcome {
    let row = try connection.rows(statement).first ?? [.null, .null]
    guard let age = row[1].number else {
      return Outcome(
        test: self, status: error == nil || severity == .warn ? .warn : .error, count: 1,
        message: row[0] == .null
          ? "there is no row with a date" : "\(Cell.text(row[0]) ?? "") is no date")
    }
    // A day ends fourteen hours later in the west than it begins in the east.
    if age < -14 * 3600 {
      return Outcome(
        test: self, status: .warn, count: 1, unexpected: [Cell.text(row[0]) ?? ""],
        message:
          "the latest is \(Cell.text(row[0]) ?? ""), \(DataTest.span(-age)) ahead: a date in the future says nothing of how fresh the rest is"
      )
    }
    let isOld = (error: error.map { age > $0 } ?? false, warn: warn.map { age > $0 } ?? false)
    guard isOld.error || isOld.warn else { return Outcome(test: self, status: .pass) }
    let limit = isOld.error ? error ?? 0 : warn ?? 0
    return Outcome(
      test: self, status: isOld.error && severity == .error ? .error : .warn, count: 1,
      unexpected: [Cell.text(row[0]) ?? ""],
      message:
        "the latest is \(Cell.text(row[0]) ?? ""), \(DataTest.span(age)) old, expected at most \(DataTest.span(limit))"
    )
  }

  /// A length of time in words.
  static func span(_ seconds: Double) -> String {
    let (count, unit) =
      seconds >= 2 * 86400
      ? (seconds / 86400, "days")
      : seconds >= 7200 ? (seconds / 3600, "hours") : (seconds / 60, "minutes")
    return "\(Int(min(count.rounded(), 1e15))) \(unit)"
  }
}

internal import Check
internal import Records
internal import Report
internal import Storage
internal import YAML

/// Reads one group of `checks`: data tests of a table or view, or a query that must find nothing.
struct CheckReader {
  private let reader: ConfigurationReader
  private let schema: Columns

  /// The columns of every table and view.
  private struct Columns {
    var all: [String: [String]] = [:]
  }

  init(_ reader: ConfigurationReader, _ connection: borrowing Connection) {
    self.reader = reader
    var columns = Columns()
    let rows = try? connection.rows(
      "SELECT s.name, c.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c WHERE s.type IN ('table', 'view') ORDER BY s.name, c.cid"
    )
    for row in rows ?? [] { columns.all[row[0].text ?? "", default: []].append(row[1].text ?? "") }
    schema = columns
  }

  private var problems: Problems { reader.problems }

  func read(_ name: String, _ node: Node) -> [CheckItem] {
    let keys = ["table", "where", "severity", "unique", "columns", "freshness", "query", "claims"]
    let what = "checks.\(name)"
    guard let section = Section(node, what: what, keys: keys, problems) else { return [] }
    let severity = severity(section) ?? .error
    for alone in ["query", "claims"] where section.node(alone) != nil {
      for key in keys where ![alone, "severity"].contains(key) {
        if let node = section.node(key) {
          problems.add("\(what): \(alone) stands alone, expected no \(key)", at: node)
        }
      }
    }
    if let node = section.node("claims") { return claims(name, node, severity) }
    if let query = section.text("query") {
      return [
        .data(DataTest(group: name, table: "", question: .nothing(query), severity: severity))
      ]
    }
    return tests(name, section, what, severity).map(CheckItem.data)
  }

  /// The claims set against the statistics: `all`, or those that are chosen.
  private func claims(_ name: String, _ node: Node, _ severity: DataTest.Severity) -> [CheckItem] {
    var selection = Check.Selection()
    if node.text != "all" {
      let keys = ["articles", "place", "indicator", "tolerance"]
      guard let section = Section(node, what: "claims", keys: keys, problems) else { return [] }
      selection.locators = section.texts("articles").compactMap(\.text)
      selection.place = section.text("place")
      selection.indicator = section.text("indicator")
      selection.allowance = section.number("tolerance") ?? 0
    }
    return [.claims(group: name, selection, severity)]
  }

  private func tests(
    _ name: String, _ section: Section, _ what: String, _ severity: DataTest.Severity
  ) -> [DataTest] {
    section.require("table", what: what)
    guard let table = section.text("table"), let tableNode = section.node("table"),
      isTable(table, tableNode)
    else {
      return []
    }
    var tests: [DataTest] = []
    let base = DataTest(
      group: name, table: table, filter: section.text("where"), question: .notNull(""),
      severity: severity)
    let unique = section.texts("unique")
    if !unique.isEmpty, unique.allSatisfy({ isColumn($0, table) }) {
      tests.append(base.asking(.unique(unique.compactMap(\.text))))
    }
    if let node = section.node("columns") { tests += columns(node, base) }
    if let node = section.node("freshness") { tests += freshness(node, base, column: nil) }
    if tests.isEmpty, ["unique", "columns", "freshness"].allSatisfy({ section.node($0) == nil }) {
      problems.add(
        "\(what): expected one of unique, columns, freshness, query, claims", at: section.node)
    }
    return tests
  }

  private func columns(_ node: Node, _ base: DataTest) -> [DataTest] {
    guard case .mapping(let pairs) = node.content else {
      problems.add(
        "columns: expected names of columns with their tests, found \(node.kind)", at: node)
      return []
    }
    var tests: [DataTest] = []
    for (key, value) in pairs {
      guard let column = key.text, isColumn(key, base.table) else { continue }
      let items: [Node] = if case .sequence(let nodes) = value.content { nodes } else { [value] }
      for item in items { tests += test(item, base, column) }
    }
    return tests
  }

  private static let names = [
    "unique", "not_null", "accepted_values", "relationships", "freshness",
  ]

  /// A test of a column: its name, or its name with what it needs.
  private func test(_ node: Node, _ base: DataTest, _ column: String) -> [DataTest] {
    guard case .mapping(let pairs) = node.content else {
      switch node.text {
      case "unique": return [base.asking(.unique([column]))]
      case "not_null": return [base.asking(.notNull(column))]
      case let name? where CheckReader.names.contains(name):
        problems.add("\(name): expected what it needs, such as \(name): {…}", at: node)
      default: unknown(node.text ?? node.kind, node)
      }
      return []
    }
    return pairs.flatMap { key, value -> [DataTest] in
      switch key.text {
      case "unique", "not_null":
        var test = base.asking(key.text == "unique" ? .unique([column]) : .notNull(column))
        guard value.isNull || options(value, key.text ?? "", [], &test) != nil else { return [] }
        return [test]
      case "accepted_values": return accepted(value, base, column)
      case "relationships":
        var test = base
        guard let section = options(value, "relationships", ["to", "field"], &test) else {
          return []
        }
        section.require("to", what: "relationships")
        section.require("field", what: "relationships")
        guard let to = section.text("to"), let node = section.node("to"), isTable(to, node),
          let field = section.text("field"), let fieldNode = section.node("field"),
          isColumn(fieldNode, to)
        else { return [] }
        return [test.asking(.relationships(column, to: to, field: field))]
      case "freshness": return freshness(value, base, column: column)
      case let name:
        unknown(name ?? key.kind, key)
        return []
      }
    }
  }

  private func accepted(_ value: Node, _ base: DataTest, _ column: String) -> [DataTest] {
    var test = base
    var nodes: [Node] = []
    if case .sequence(let items) = value.content {
      nodes = items
    } else {
      guard let section = options(value, "accepted_values", ["values"], &test) else { return [] }
      section.require("values", what: "accepted_values")
      nodes = section.texts("values")
    }
    for node in nodes where node.text == nil {
      problems.add(
        "accepted_values: expected a list of single values, found \(node.kind)", at: node)
    }
    if nodes.isEmpty { problems.add("accepted_values: expected at least one value", at: value) }
    return [test.asking(.acceptedValues(column, nodes.compactMap(\.text)))]
  }

  private func freshness(_ node: Node, _ base: DataTest, column given: String?) -> [DataTest] {
    var test = base
    let keys = ["warn_after", "error_after"] + (given == nil ? ["column"] : [])
    guard let section = options(node, "freshness", keys, &test) else { return [] }
    if given == nil { section.require("column", what: "freshness") }
    var column = given
    if let name = section.node("column") { column = isColumn(name, base.table) ? name.text : nil }
    let warn = section.node("warn_after").flatMap { span($0) }
    let error = section.node("error_after").flatMap { span($0) }
    if section.node("warn_after") == nil, section.node("error_after") == nil {
      problems.add("freshness: expected warn_after, error_after or both", at: node)
    }
    guard let column else { return [] }
    return [test.asking(.freshness(column, warnAfter: warn, errorAfter: error))]
  }

  /// `12 hours`, or dbt's {count: 12, period: hour}; in seconds.
  private func span(_ node: Node) -> Double? {
    var words: [String] = node.text?.split(separator: " ").map(String.init) ?? []
    if case .mapping = node.content {
      guard
        let section = Section(node, what: "a length of time", keys: ["count", "period"], problems)
      else {
        return nil
      }
      words = [section.text("count") ?? "", section.text("period") ?? ""]
    }
    let units: [String: Double] = ["minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400]
    if words.count == 2, let count = Double(words[0]), count >= 0, count <= 1e6,
      let unit = units[words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]]
    {
      return count * unit
    }
    problems.add("expected a length of time such as 12 hours or 40 days", at: node)
    return nil
  }

  /// The options of a test, those that all have included.
  private func options(_ node: Node, _ name: String, _ keys: [String], _ test: inout DataTest)
    -> Section?
  {
    guard let section = Section(node, what: name, keys: keys + ["where", "severity"], problems)
    else { return nil }
    if let severity = severity(section) { test.severity = severity }
    if let filter = section.text("where") {
      test.filter = test.filter.map { "(\n\($0)\n) AND (\n\(filter)\n)" } ?? filter
    }
    return section
  }

  private func severity(_ section: Section) -> DataTest.Severity? {
    section.choice("severity", DataTest.Severity.allCases.map(\.rawValue)).flatMap {
      DataTest.Severity(rawValue: $0)
    }
  }

  // MARK: Names

  private func unknown(_ name: String, _ node: Node) {
    problems.add(
      "there is no test \(name)" + Catalogue.suggestion(name, CheckReader.names)
        + ": expected \(CheckReader.names.joined(separator: ", "))", at: node)
  }

  private func isTable(_ name: String, _ node: Node) -> Bool {
    if schema.all[name] != nil || name.hasPrefix("record_") { return true }
    problems.add(
      "there is no table or view \(name)" + Catalogue.suggestion(name, schema.all.keys.sorted())
        + ": `tally schema` lists them", at: node)
    return false
  }

  private func isColumn(_ node: Node, _ table: String) -> Bool {
    // Tables of records are there only once they are loaded.
    guard let name = node.text, let known = schema.all[table] else { return node.text != nil }
    if known.contains(name) { return true }
    problems.add("\(table) has no column \(name)" + Catalogue.suggestion(name, known), at: node)
    return false
  }
}

extension DataTest {
  /// The same test with another question.
  fileprivate func asking(_ question: Question) -> DataTest {
    var test = self
    test.question = question
    return test
  }
}

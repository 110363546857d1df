/// A statement that summaries answer, put into words that read these instead of the figures.
///
/// Counts and sums of `value` become sums of what is kept; the table or view becomes a subquery
/// with the same columns; everything else stays word for word. A statement is rewritten only where
/// nothing in it can tell a summary from its figures: whatever it groups and chooses by is the same
/// in all figures of a summary, and of the figures themselves it wants counts, sums, means and
/// extremes only.
struct SummaryRewriting {
  /// The relation in whose place summaries stand.
  let relation: SummaryRelation
  /// What can be read in its place, the shortest first; never empty.
  let levels: [SummaryRelation.Level]
  private let bytes: [UInt8]
  private let need: SummaryRelation.Need
  /// What stands where the relation stood, but for the relation itself.
  private let source: (range: Range<Int>, name: String)
  private let changes: [(range: Range<Int>, text: String)]

  /// - Parameters:
  ///   - sql: a statement that SQLite takes.
  ///   - headings: what SQLite calls its columns.
  /// - Returns: `nil` where the statement is to run as it is.
  init?(_ sql: String, headings: [String]) {
    let bytes = Array(sql.utf8)
    guard let statement = GroupedStatement(bytes),
      statement.items.count == headings.count,
      let relation = [SummaryRelation.view, .table].first(where: { $0.name == statement.table })
    else { return nil }
    var reading = Reading(statement, relation)
    guard reading.read(), !reading.levels.isEmpty else { return nil }
    self.relation = relation
    self.bytes = bytes
    levels = reading.levels
    let texts = reading.changes.map(\.text)
    need = SummaryRelation.Need(columns: reading.columns) { name in
      texts.contains { $0.contains("\"\(name)\"") }
    }
    let name = bytes[statement.tokens[statement.source.upperBound - 1].range]
    source = (statement.bytes(statement.source), String(decoding: name, as: UTF8.self))
    var changes = reading.changes.map { change in
      (range: statement.bytes(change.tokens), text: change.text)
    }
    // A column without a name is called by its text, which is another one now.
    for (item, heading) in zip(statement.items, headings)
    where item.alias == nil
      && reading.changes.contains(where: { item.expression.overlaps($0.tokens) })
    {
      let end = statement.bytes(item.expression).upperBound
      changes.append((end..<end, " AS \"" + heading.replacing("\"", with: "\"\"") + "\""))
    }
    self.changes = changes
  }

  /// The statement that reads summaries.
  func sql(_ level: SummaryRelation.Level) -> String {
    let subquery = relation.subquery(level, need)
    var changes = changes
    changes.append((range: source.range, text: "(\(subquery)) AS \(source.name)"))
    changes.sort { $0.range.lowerBound < $1.range.lowerBound }
    var text: [UInt8] = []
    var last = 0
    for change in changes {
      text += bytes[last..<change.range.lowerBound] + Array(change.text.utf8)
      last = change.range.upperBound
    }
    text += bytes[last...]
    return String(decoding: text, as: UTF8.self)
  }
}

extension GroupedStatement {
  /// Where tokens stand.
  fileprivate func bytes(_ range: Range<Int>) -> Range<Int> {
    tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
  }
}

/// Reads the clauses of a statement and finds whether summaries answer it.
private struct Reading {
  private let statement: GroupedStatement
  private var scope: SummaryExpression.Scope
  /// The columns that it needs.
  private(set) var columns: Set<String> = []
  private(set) var changes: [(tokens: Range<Int>, text: String)] = []
  /// The expressions of the result.
  private var items: [SummaryExpression] = []
  /// What rows are grouped by, and the columns among these.
  private var groups: Set<[String]> = []
  private var grouped: Set<String> = []

  init(_ statement: GroupedStatement, _ relation: SummaryRelation) {
    self.statement = statement
    scope = SummaryExpression.Scope(
      tokens: statement.tokens, relation: relation, name: statement.name,
      aliases: Set(statement.items.compactMap(\.alias)), hasValues: relation.hasValues)
  }

  /// What the columns that are needed leave to read.
  var levels: [SummaryRelation.Level] {
    [SummaryRelation.Level.series, .period].filter { level in
      columns.allSatisfy { scope.relation.column($0)?.levels.contains(level) == true }
    }
  }

  mutating func read() -> Bool {
    guard scope.aliases.count == statement.items.count(where: { $0.alias != nil }),
      !scope.aliases.contains(where: { $0.hasPrefix("tally:") }), readCondition()
    else { return false }
    for item in statement.items {
      guard let expression = take(item.expression) else { return false }
      items.append(expression)
    }
    for group in statement.groups { guard readGroup(group) else { return false } }
    guard items.allSatisfy(isCovered) else { return false }
    if let having = statement.having {
      guard !statement.groups.isEmpty, let expression = take(having), isCovered(expression) else {
        return false
      }
    }
    for order in statement.orders { guard readOrder(order) else { return false } }
    if let limit = statement.limit { guard isPlain(limit) else { return false } }
    return !statement.groups.isEmpty || items.contains(where: \.hasAggregate)
  }

  /// Reads an expression, and notes what it needs.
  private mutating func take(_ range: Range<Int>) -> SummaryExpression? {
    guard let expression = SummaryExpression(range, in: scope) else { return nil }
    columns.formUnion(expression.columns)
    columns.formUnion(expression.inner)
    changes += expression.changes
    return expression
  }

  /// Whether it says the same for all rows of a group.
  private func isCovered(_ expression: SummaryExpression) -> Bool {
    groups.contains(expression.key) || expression.columns.isSubset(of: grouped)
  }

  // MARK: Clauses

  private mutating func readCondition() -> Bool {
    guard let condition = statement.condition else { return true }
    for part in conjuncts(condition) {
      if isPresence(part) {
        scope.hasValues = true
        changes.append((part, "\"\(SummaryRelation.figures)\" > 0"))
      } else {
        guard let expression = take(part), !expression.hasAggregate else { return false }
      }
    }
    return true
  }

  /// The parts of a condition that must all hold.
  private func conjuncts(_ range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    // Brackets and CASE … END hold expressions of their own, and BETWEEN has an AND of its own.
    var (depth, between) = (0, 0)
    for index in range {
      let token = statement.tokens[index]
      if token.isSymbol("(") || token.isWord("case") { depth += 1 }
      if token.isSymbol(")") || token.isWord("end") { depth -= 1 }
      guard depth == 0 else { continue }
      if token.isWord("or") { return [range] }
      if token.isWord("between") { between += 1 }
      guard token.isWord("and") else { continue }
      if between > 0 {
        between -= 1
      } else {
        parts.append(start..<index)
        start = index + 1
      }
    }
    return parts + [start..<range.upperBound]
  }

  /// Whether it says that there is a value, and nothing else.
  private func isPresence(_ range: Range<Int>) -> Bool {
    var rest = statement.tokens[range]
    if rest.count > 2, rest[rest.startIndex + 1].isSymbol(".") {
      guard rest.first.map({ $0.kind != .literal && $0.text == statement.name }) == true else {
        return false
      }
      rest = rest.dropFirst(2)
    }
    guard let name = rest.first, name.kind == .word || name.kind == .name, name.text == "value"
    else { return false }
    let words = rest.dropFirst().map { $0.kind == .word ? $0.text : "" }
    return [["is", "not", "null"], ["not", "null"], ["notnull"]].contains(words)
  }

  private mutating func readGroup(_ range: Range<Int>) -> Bool {
    guard let group = group(range), !group.hasAggregate, group.aliases.isEmpty, !group.isConstant
    else { return false }
    groups.insert(group.key)
    if group.key.count == 1 { grouped.formUnion(group.columns) }
    return true
  }

  private mutating func group(_ range: Range<Int>) -> SummaryExpression? {
    let token = statement.tokens[range.lowerBound]
    guard range.count == 1 else { return take(range) }
    if token.kind == .integer {
      return Int(token.text).flatMap { items.indices.contains($0 - 1) ? items[$0 - 1] : nil }
    }
    // Columns come before names of the result.
    guard let expression = take(range) else { return nil }
    guard let alias = expression.aliases.first else { return expression }
    return statement.items.firstIndex { $0.alias == alias }.map { items[$0] }
  }

  private mutating func readOrder(_ range: Range<Int>) -> Bool {
    let tokens = statement.tokens
    var end = range.upperBound
    if end - range.lowerBound > 2, tokens[end - 2].isWord("nulls"),
      tokens[end - 1].isWord("first") || tokens[end - 1].isWord("last")
    {
      end -= 2
    }
    let word = tokens[end - 1]
    if end - range.lowerBound > 1, word.isWord("asc") || word.isWord("desc") { end -= 1 }
    let rest = range.lowerBound..<end
    if rest.count == 1 {
      let token = tokens[rest.lowerBound]
      if token.kind == .integer { return true }
      // Here names of the result come before columns.
      let isName = token.kind == .word || token.kind == .name
      if isName, scope.aliases.contains(token.text) { return true }
    }
    return take(rest).map(isCovered) == true
  }

  /// Whether there is nothing but numbers and parameters.
  private func isPlain(_ range: Range<Int>) -> Bool {
    statement.tokens[range].allSatisfy { token in
      switch token.kind {
      case .literal, .integer: true
      case .symbol: [",", "-", "+"].contains(token.text)
      case .word: token.text == "offset"
      case .name: false
      }
    }
  }
}

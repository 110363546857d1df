/// A statement of the one form that summaries can answer: one SELECT from one table, cut into its
/// clauses.
///
/// Clauses are ranges of tokens. What they hold is not judged here.
struct GroupedStatement {
  /// A column of the result.
  struct Item {
    /// The expression.
    var expression: Range<Int>
    /// Its name in lower case, where it has one.
    var alias: String?
  }

  let tokens: [SQLToken]
  private(set) var items: [Item] = []
  /// The table, in lower case.
  private(set) var table = ""
  /// The name by which its columns may be qualified, in lower case.
  private(set) var name = ""
  /// What stands between FROM and the next clause.
  private(set) var source = 0..<0
  private(set) var condition: Range<Int>?
  private(set) var groups: [Range<Int>] = []
  private(set) var having: Range<Int>?
  private(set) var orders: [Range<Int>] = []
  private(set) var limit: Range<Int>?

  /// Words that begin a clause, in the order in which clauses stand.
  private static let clauses = ["select", "from", "where", "group", "having", "order", "limit"]

  /// - Returns: `nil` for any other statement.
  init?(_ bytes: [UInt8]) {
    guard let tokens = SQLToken.all(bytes) else { return nil }
    self.tokens = tokens
    var end = tokens.count
    if let last = tokens.last, last.isSymbol(";") { end -= 1 }
    guard let starts = clauseStarts(end) else { return nil }
    for (place, start) in starts.enumerated() {
      let stop = place + 1 < starts.count ? starts[place + 1] : end
      guard take(start, stop) else { return nil }
    }
    guard !items.isEmpty, !table.isEmpty else { return nil }
  }

  /// Where clauses begin; `nil` where they stand in no order, or brackets do not match.
  private func clauseStarts(_ end: Int) -> [Int]? {
    var starts: [Int] = []
    var next = 0
    var depth = 0
    for index in 0..<end {
      let token = tokens[index]
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      guard depth >= 0, !token.isSymbol(";") else { return nil }
      guard token.kind == .word, let clause = GroupedStatement.clauses.firstIndex(of: token.text)
      else { continue }
      // One SELECT, nothing inside brackets, each clause at most once and in its place.
      guard depth == 0, clause >= next else { return nil }
      starts.append(index)
      next = clause + 1
    }
    guard depth == 0, starts.first == 0, starts.count > 1,
      tokens[starts[0]].isWord("select"), tokens[starts[1]].isWord("from")
    else { return nil }
    return starts
  }

  private mutating func take(_ start: Int, _ stop: Int) -> Bool {
    let rest = (start + 1)..<stop
    switch tokens[start].text {
    case "select":
      for part in parts(rest) {
        guard let item = item(part) else { return false }
        items.append(item)
      }
    case "from":
      source = rest
      return takeTable(rest)
    case "where": condition = rest
    case "having": having = rest
    case "limit": limit = rest
    default:
      guard let by = rest.first, tokens[by].isWord("by") else { return false }
      let parts = parts((by + 1)..<stop)
      if tokens[start].isWord("group") { groups = parts } else { orders = parts }
      return parts.allSatisfy { !$0.isEmpty }
    }
    return !rest.isEmpty
  }

  /// What stands between commas that are in no brackets.
  private func parts(_ range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var (start, depth) = (range.lowerBound, 0)
    for index in range {
      if tokens[index].isSymbol("(") { depth += 1 }
      if tokens[index].isSymbol(")") { depth -= 1 }
      if depth == 0, tokens[index].isSymbol(",") {
        parts.append(start..<index)
        start = index + 1
      }
    }
    parts.append(start..<range.upperBound)
    return parts
  }

  private func item(_ range: Range<Int>) -> Item? {
    guard let last = range.last else { return nil }
    guard range.count > 1, tokens[last].kind == .word || tokens[last].kind == .name else {
      return Item(expression: range)
    }
    let before = tokens[last - 1]
    if before.isWord("as") {
      guard range.count > 2 else { return nil }
      return Item(expression: range.lowerBound..<(last - 1), alias: tokens[last].text)
    }
    // A name right after what ends an expression.
    let ends =
      switch before.kind {
      case .symbol: before.text == ")"
      case .word: !StatementWords.keywords.contains(before.text) || before.text == "end"
      default: true
      }
    guard ends, tokens[last].kind == .name || !StatementWords.keywords.contains(tokens[last].text)
    else { return Item(expression: range) }
    return Item(expression: range.lowerBound..<last, alias: tokens[last].text)
  }

  /// The table with or without another name.
  private mutating func takeTable(_ range: Range<Int>) -> Bool {
    let found = range.map { tokens[$0] }
    let isAs = found.count == 3 && found[1].isWord("as")
    guard (1...2).contains(found.count) || isAs, let first = found.first, let last = found.last,
      [first, last].allSatisfy({ token in
        token.kind == .name
          || token.kind == .word && !StatementWords.keywords.contains(token.text)
      })
    else { return false }
    (table, name) = (first.text, last.text)
    return true
  }
}

/// Words that mean the same in every statement that is read here.
enum StatementWords {
  /// Keywords of expressions.
  static let expressions: Set<String> = [
    "and", "or", "not", "is", "null", "in", "like", "glob", "escape", "between", "case", "when",
    "then", "else", "end", "isnull", "notnull",
  ]
  /// Keywords that are no name of a table and no name that follows an expression.
  static let keywords = expressions.union([
    "cast", "as", "asc", "desc", "nulls", "first", "last", "distinct", "collate", "indexed",
    "join", "natural", "left", "right", "full", "inner", "outer", "cross", "on", "using", "window",
    "union", "intersect", "except", "returning",
  ])

  /// Functions that say the same of the same values.
  static let functions: Set<String> = [
    "abs", "coalesce", "concat", "format", "ifnull", "iif", "instr", "json_extract", "length",
    "lower", "ltrim", "nullif", "printf", "replace", "round", "rtrim", "substr", "substring",
    "trim", "upper",
  ]

  /// Types that a value can be cast to.
  static let types: Set<String> = ["integer", "int", "real", "text", "numeric", "float", "double"]

  static let aggregates: Set<String> = ["count", "sum", "total", "avg", "min", "max"]
}

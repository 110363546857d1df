/// What an expression asks of the rows that it is over.
struct SummaryExpression {
  /// The columns outside of aggregates, in lower case.
  private(set) var columns: Set<String> = []
  /// The columns inside of aggregates.
  private(set) var inner: Set<String> = []
  /// The names of columns of the result that it goes by.
  private(set) var aliases: Set<String> = []
  private(set) var hasAggregate = false
  /// What stands in the place of some tokens.
  private(set) var changes: [(tokens: Range<Int>, text: String)] = []
  /// The expression in a form in which equal ones are equal.
  private(set) var key: [String] = []

  /// What names mean.
  struct Scope {
    let tokens: [SQLToken]
    let relation: SummaryRelation
    /// The name of the relation in the statement, in lower case.
    let name: String
    /// The names of columns of the result.
    let aliases: Set<String>
    /// Whether rows without a value are passed over.
    var hasValues: Bool
  }

  private let scope: Scope

  /// Whether it says the same for all rows.
  var isConstant: Bool { columns.isEmpty && aliases.isEmpty && !hasAggregate }

  /// - Returns: `nil` where summaries cannot give what it asks for, or where that is not certain.
  init?(_ range: Range<Int>, in scope: Scope) {
    self.scope = scope
    guard read(range) else { return nil }
  }

  private mutating func read(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let token = scope.tokens[index]
      let isCall =
        index + 1 < range.upperBound && scope.tokens[index + 1].isSymbol("(")
      switch token.kind {
      case .literal, .integer:
        key.append(token.text)
        index += 1
      case .symbol:
        // A star that is no multiplication stands for columns.
        if token.text == "*", !isOperand(before: index, range) { return false }
        if token.text == "." { return false }
        key.append(token.text)
        index += 1
      case .word where StatementWords.expressions.contains(token.text):
        key.append(token.text)
        index += 1
      case .word where isCall:
        guard let next = call(token.text, at: index, range) else { return false }
        index = next
      case .word, .name:
        guard !isCall, let next = name(at: index, range) else { return false }
        index = next
      }
    }
    return !range.isEmpty
  }

  private func isOperand(before index: Int, _ range: Range<Int>) -> Bool {
    guard index > range.lowerBound else { return false }
    let token = scope.tokens[index - 1]
    return switch token.kind {
    case .symbol: token.text == ")"
    case .word:
      !StatementWords.expressions.contains(token.text) || token.text == "end"
        || token.text == "null"
    default: true
    }
  }

  // MARK: Names

  /// The column that a name at a place means, and where the name ends.
  private func column(at index: Int, _ end: Int) -> (name: String, next: Int)? {
    let token = scope.tokens[index]
    guard token.kind == .word || token.kind == .name else { return nil }
    guard index + 1 < end, scope.tokens[index + 1].isSymbol(".") else {
      return (token.text, index + 1)
    }
    guard token.text == scope.name, index + 2 < end else { return nil }
    let column = scope.tokens[index + 2]
    guard column.kind == .word || column.kind == .name,
      !(index + 3 < end && scope.tokens[index + 3].isSymbol("."))
    else { return nil }
    return (column.text, index + 3)
  }

  private mutating func name(at index: Int, _ range: Range<Int>) -> Int? {
    guard let (name, next) = column(at: index, range.upperBound) else { return nil }
    if scope.relation.column(name) != nil {
      columns.insert(name)
    } else {
      // Columns come before names of the result.
      guard !scope.relation.others.contains(name), next == index + 1, scope.aliases.contains(name)
      else { return nil }
      aliases.insert(name)
    }
    key.append("\"" + name)
    return next
  }

  // MARK: Calls

  /// Reads a call; where it ends.
  private mutating func call(_ function: String, at index: Int, _ range: Range<Int>) -> Int? {
    if StatementWords.aggregates.contains(function) {
      return aggregate(function, at: index, range.upperBound)
    }
    if function == "cast" { return cast(at: index, range.upperBound) }
    guard StatementWords.functions.contains(function) else { return nil }
    key.append(function)
    return index + 1
  }

  /// Reads a cast: its operand as any expression, and its type.
  private mutating func cast(at index: Int, _ end: Int) -> Int? {
    guard let close = closing(index + 1, end), close - index > 4,
      scope.tokens[close - 2].isWord("as"),
      StatementWords.types.contains(scope.tokens[close - 1].text),
      scope.tokens[close - 1].kind == .word
    else { return nil }
    key += ["cast", "("]
    guard read((index + 2)..<(close - 2)) else { return nil }
    key += ["as", scope.tokens[close - 1].text, ")"]
    return close + 1
  }

  private func closing(_ open: Int, _ end: Int) -> Int? {
    var depth = 0
    for index in open..<end {
      if scope.tokens[index].isSymbol("(") { depth += 1 }
      if scope.tokens[index].isSymbol(")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private mutating func aggregate(_ function: String, at index: Int, _ end: Int) -> Int? {
    guard let close = closing(index + 1, end) else { return nil }
    let inside = (index + 2)..<close
    let sum: String?
    if inside.count == 1, scope.tokens[index + 2].isSymbol("*") {
      guard function == "count" else { return nil }
      let counted = scope.hasValues ? SummaryRelation.figures : SummaryRelation.observations
      sum = "COALESCE(SUM(\"\(counted)\"), 0)"
    } else {
      let isDistinct = scope.tokens[index + 2].isWord("distinct")
      let start = isDistinct ? index + 3 : index + 2
      guard start < close, let (name, next) = column(at: start, close), next == close else {
        return nil
      }
      if name == "value" {
        guard !isDistinct else { return nil }
        sum = SummaryExpression.sum(function)
      } else {
        // Of what is the same in all rows of a summary the least, the greatest and the different
        // ones are those of the rows.
        guard scope.relation.column(name) != nil,
          isDistinct ? function == "count" : function == "min" || function == "max"
        else { return nil }
        inner.insert(name)
        sum = nil
      }
    }
    hasAggregate = true
    if let sum { changes.append((index..<(close + 1), sum)) }
    key.append("aggregate")
    return close + 1
  }

  /// The aggregate of values as one of summaries.
  private static func sum(_ function: String) -> String? {
    let (figures, total) = ("\"\(SummaryRelation.figures)\"", "\"\(SummaryRelation.total)\"")
    return switch function {
    case "count": "COALESCE(SUM(\(figures)), 0)"
    case "avg": "(SUM(\(total)) / SUM(\(figures)))"
    case "min": "MIN(\"\(SummaryRelation.lowest)\")"
    case "max": "MAX(\"\(SummaryRelation.highest)\")"
    default: "\(function.uppercased())(\(total))"
    }
  }
}

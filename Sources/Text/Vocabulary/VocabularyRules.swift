public import Records
internal import Schema

/// What the cells of a vocabulary table can be (`Schema/rules/vocabulary.csv`), asked of the rows
/// that users add: a row that means nothing would be obeyed in silence.
public struct VocabularyRules {
  /// One column's rule.
  private struct Rule {
    var table: String
    var column: String
    var kind: String
    var values: [String]
  }

  private let rules: [Rule]
  private let shipped: Vocabulary
  private let additions: [(table: VocabularyTable, locator: String)]

  /// Rules for rows that extend the vocabulary that ships.
  ///
  /// - Throws: a `Failure` of kind `badData` where one is no CSV.
  public init(_ additions: [Vocabulary.Addition]) throws(Failure) {
    guard let file = Schema.file("rules/vocabulary.csv") else {
      throw Failure(.bug, "rules/vocabulary.csv is not in the binary")
    }
    let table = try VocabularyTable(name: "rules", csv: file.array, locator: file.path)
    rules = (0..<table.count).map { row in
      Rule(
        table: table.cell(row, 0), column: table.cell(row, 1), kind: table.cell(row, 2),
        values: table.cell(row, 3).split(separator: " ").map(String.init))
    }
    shipped = try Vocabulary.shipped.get()
    self.additions = try additions.map { (addition) throws(Failure) in
      (
        try VocabularyTable(
          name: addition.table, csv: addition.content, locator: addition.locator,
          keepsLines: true), addition.locator
      )
    }
  }

  /// What is wrong with the rows that were added, each with file, line and column.
  ///
  /// - Parameter locator: only those of a file; `nil` for all of them.
  public func problems(in locator: String? = nil) -> [Failure] {
    var problems: [Failure] = []
    for (table, file) in additions where locator == nil || file == locator {
      for rule in rules where rule.table == table.name {
        guard let column = table.column(rule.column) else { continue }
        let known = words(of: rule)
        let canBeEmpty = values(rule.table, rule.column, isOwn: true).contains("")
        for row in 0..<table.count {
          let text = table.cell(row, column)
          if text.isEmpty && canBeEmpty || rule.kind == "number" && text.isEmpty { continue }
          if let problem = problem(text, rule, known) {
            problems.append(
              Failure(.badData, problem, at: Place(file, line: table.line(row), column: column + 1))
            )
          }
        }
      }
    }
    return problems.sorted { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
  }

  private func problem(_ text: String, _ rule: Rule, _ known: Set<String>) -> String? {
    let isKnown = known.contains(text)
    switch rule.kind {
    case "text": return text.isEmpty ? "\(rule.column): expected a text, found nothing" : nil
    case "number":
      return Double(text) == nil ? "\(rule.column): expected a number, found \(text)" : nil
    case "code":
      if isKnown { return nil }
      let tables = rule.values.joined(separator: " and ")
      return "\(rule.column): there is no code \(text) among the \(tables)"
        + Suggestion.text(text, known)
        + ": add it to \(rule.values.joined(separator: " or ")) first, or correct it"
    case "near":
      // Any word will do, but not one that is nearly another.
      guard !isKnown, text.isEmpty || Suggestion.nearest(text, known) != nil else { return nil }
      return "\(rule.column): there is no \(rule.column) \(text)" + Suggestion.text(text, known)
    default:
      if isKnown { return nil }
      let words = known.subtracting([""]).sorted()
      return "\(rule.column): there is no \(rule.column) \(text)" + Suggestion.text(text, words)
        + ": expected \(words.joined(separator: ", "))"
    }
  }

  /// The words or codes that a rule allows.
  private func words(of rule: Rule) -> Set<String> {
    switch rule.kind {
    case "code":
      return rule.values.reduce(into: []) { $0.formUnion(values($1, "code", isOwn: false)) }
    case "word", "near":
      var words = values(rule.table, rule.column, isOwn: rule.kind == "word")
      for value in rule.values {
        let parts = value.split(separator: ".").map(String.init)
        if parts.count == 2 {
          words.formUnion(values(parts[0], parts[1], isOwn: false))
        } else {
          words.insert(value)
        }
      }
      return words
    default: return []
    }
  }

  /// What stands in a column.
  ///
  /// - Parameter isOwn: only in the rows that ship.
  private func values(_ name: String, _ column: String, isOwn: Bool) -> Set<String> {
    let added = isOwn ? [] : additions.map(\.table).filter { $0.name == name }
    var values: Set<String> = []
    for table in [shipped.tables[name]].compactMap(\.self) + added {
      guard let index = table.column(column) else { continue }
      for row in 0..<table.count { values.insert(table.cell(row, index)) }
    }
    return values
  }
}

public import Records
public import Storage

/// How SQLite will answer a report, in words.
public enum QueryPlan {
  /// One line a step, indented below the step that it serves.
  public static func lines(
    _ report: Report, parameters: [(name: String, value: String)],
    on connection: borrowing Connection
  ) throws(Failure) -> [String] {
    // A report can be explained without the parameters it needs: the plan does not depend on them.
    let given = parameters.map(\.name)
    let needed = report.parameters.filter { $0.standard == nil && !given.contains($0.name) }.map(
      \.name)
    var values: [String: Value] = [:]
    for (name, value) in parameters { values[name] = .text(value) }
    for name in needed { values[name] = .null }
    let compiled = try SummaryStatement(report.sql, on: connection)
    let statement = try connection.prepare("EXPLAIN QUERY PLAN " + compiled.sql)
    for (index, name) in statement.parameterNames.enumerated() {
      try statement.bind(name.flatMap { values[$0] } ?? .null, at: index + 1)
    }
    var depths: [Int64: Int] = [0: 0]
    var lines: [String] = []
    switch compiled.level {
    case .series: lines.append("from what the figures of each series come to:")
    case .period: lines.append("from what the figures of each indicator and period come to:")
    case nil: break
    }
    while try statement.step() {
      let depth = depths[statement.integer(1)] ?? 0
      depths[statement.integer(0)] = depth + 1
      lines.append(String(repeating: "  ", count: depth) + words(statement.text(3) ?? ""))
    }
    return lines
  }

  /// SQLite's own words for a step (https://www.sqlite.org/eqp.html) as a sentence.
  static func words(_ step: String) -> String {
    let rest: (String) -> Substring = { step.dropFirst($0.count) }
    if step.hasPrefix("SCAN ") { return scan(rest("SCAN ")) }
    if step.hasPrefix("SEARCH ") { return search(rest("SEARCH ")) }
    if step.hasPrefix("USE TEMP B-TREE FOR ") {
      switch rest("USE TEMP B-TREE FOR ") {
      case "ORDER BY": return "sort the rows"
      case "GROUP BY": return "sort the rows to group them"
      case "DISTINCT": return "drop rows that repeat"
      case let other:
        return
          "sort by the \(other.lowercased().replacing("right part of order by", with: "remaining columns of the order"))"
      }
    }
    for (start, sentence) in [
      ("CO-ROUTINE ", "row by row, as they are needed, from "),
      ("MATERIALIZE ", "first, and kept for the rest: "),
      ("SCALAR SUBQUERY", "for one value, step"),
      ("CORRELATED SCALAR SUBQUERY", "for each row one value, step"),
      ("LIST SUBQUERY", "for a list of values, step"),
      ("CORRELATED LIST SUBQUERY", "for each row a list of values, step"),
      ("COMPOUND QUERY", "several results, one after the other"),
      ("LEFT-MOST SUBQUERY", "the first of them"),
      ("UNION ALL", "then"), ("UNION USING TEMP B-TREE", "then, dropping rows that repeat"),
      ("EXCEPT USING TEMP B-TREE", "then, dropping rows found here"), ("MERGE", "merge in order"),
      ("LEFT", "the one"),
      ("RIGHT", "the other"), ("MULTI-INDEX OR", "by several indexes"),
      ("INDEX ", "by one of them, number "),
      ("RECURSIVE STEP", "again for each row found"), ("SETUP", "to begin with"),
      ("BLOOM FILTER ON ", "a quick sieve on "),
      ("REUSE ", "the same list again: "),
    ] where step.hasPrefix(start) { return sentence + rest(start) }
    return step.lowercased()
  }

  private static func scan(_ text: Substring) -> String {
    let parts = text.split(separator: " ", maxSplits: 1)
    let table = parts.first.map(String.init) ?? ""
    let how = parts.count > 1 ? parts[1] : ""
    if table == "CONSTANT" { return "one row of constants" }
    if how.hasPrefix("VIRTUAL TABLE") { return "look up \(table) in its own index" }
    if let index = name(after: "USING COVERING INDEX ", in: how) {
      return "read all of \(table) from its index \(index)"
    }
    if let index = name(after: "USING INDEX ", in: how) {
      return "read all of \(table) in the order of its index \(index)"
    }
    return "read all of \(table)" + (how.contains("LEFT-JOIN") ? ", where there is a match" : "")
  }

  private static func search(_ text: Substring) -> String {
    let parts = text.split(separator: " ", maxSplits: 1)
    let table = parts.first.map(String.init) ?? ""
    let how = parts.count > 1 ? String(parts[1]) : ""
    var result = "find \(table)"
    if let open = how.firstIndex(of: "("), let close = how[open...].firstIndex(of: ")") {
      let terms = how[how.index(after: open)..<close].split(separator: " AND ")
      let names = terms.map { $0.prefix { $0 != "=" && $0 != "<" && $0 != ">" } }
      let isRange = terms.contains { $0.contains("<") || $0.contains(">") }
      var seen: [String] = []
      for name in names where !seen.contains(String(name)) { seen.append(String(name)) }
      result += (isRange ? " in a range of " : " by ") + seen.joined(separator: " and ")
    }
    if how.contains("AUTOMATIC") {
      result += ", with an index made for this query"
    } else if let index = name(after: "USING COVERING INDEX ", in: how[...]) {
      result += ", from the index \(index) alone"
    } else if let index = name(after: "USING INDEX ", in: how[...]) {
      result += ", with the index \(index)"
    } else if how.contains("PRIMARY KEY") {
      result += ", directly"
    }
    return result + (how.contains("LEFT-JOIN") ? ", where there is a match" : "")
  }

  private static func name(after start: String, in text: Substring) -> String? {
    text.range(of: start).map { String(text[$0.upperBound...].prefix { $0 != " " }) }
  }
}

extension Substring {
  /// Where a text first stands.
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}

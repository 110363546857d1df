internal import Schema

/// A table, view or column and what it holds, from the comments in `Schema/`.
public struct Description: Sendable {
  /// The table or view.
  public var table: String
  /// The column; empty for the table itself.
  public var column: String
  /// The type of a column, else `table` or `view`.
  public var type: String
  /// What it holds.
  public var text: String

  /// A description.
  public init(table: String, column: String, type: String, text: String) {
    self.table = table
    self.column = column
    self.type = type
    self.text = text
  }

  /// Everything that the migrations and views declare.
  public static let all: [Description] = tables + views

  /// What a column of a table or view holds; for a column of a query, what a column of that name
  /// holds in a view.
  static func text(of column: String, in table: String?) -> String? {
    let own = all.first { $0.table == table && $0.column == column }
    guard let found = own ?? (table == nil ? views.first { $0.column == column } : nil),
      !found.text.isEmpty
    else {
      return nil
    }
    return found.text
  }

  private static let tables: [Description] = {
    var entries: [Description] = []
    for file in Schema.files(in: "migrations") {
      var table = ""
      for line in file.text.split(separator: "\n") {
        let parts = line.split(separator: "--", maxSplits: 1, omittingEmptySubsequences: false)
        let code = parts[0]
        let comment = parts.count > 1 ? String(parts[1].drop { $0 == "-" || $0 == " " }) : ""
        let words = code.split { " (,;".contains($0) }.map(String.init)
        if code.hasPrefix("CREATE TABLE") || code.hasPrefix("CREATE VIRTUAL TABLE") {
          table = words[code.hasPrefix("CREATE TABLE") ? 2 : 3]
          entries.append(Description(table: table, column: "", type: "table", text: comment))
        } else if code.hasPrefix("ALTER TABLE"), words.count > 2 {
          table = words[2]
        } else if code.hasPrefix("  "), words.count >= 2, !table.isEmpty,
          ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"].contains(words[1])
        {
          entries.append(
            Description(
              table: table, column: words[0].filter { $0 != "\"" }, type: words[1], text: comment))
        }
      }
    }
    return entries
  }()

  /// The comment at the head of a view, and its columns from `descriptions/columns.csv`.
  private static let views: [Description] = {
    var entries: [Description] = []
    for file in Schema.files(in: "views") {
      let comment = file.text.split(separator: "\n").prefix { $0.hasPrefix("--") }.map {
        $0.dropFirst(3)
      }.joined(
        separator: " ")
      entries.append(Description(table: file.name, column: "", type: "view", text: comment))
      entries += columns.filter { $0.views.contains(Substring(file.name)) }.map {
        Description(table: file.name, column: $0.column, type: $0.type, text: $0.text)
      }
    }
    return entries
  }()

  /// The columns of views: names of views, column, type, description.
  private static let columns: [(views: [Substring], column: String, type: String, text: String)] = {
    let text = Schema.file("descriptions/columns.csv")?.text ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let cells = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
      guard cells.count == 4 else { return nil }
      var last = String(cells[3])
      // Only the last cell may hold commas.
      if last.hasPrefix("\"") {
        last = String(last.dropFirst().dropLast()).replacing("\"\"", with: "\"")
      }
      return (cells[0].split(separator: " "), String(cells[1]), String(cells[2]), last)
    }
  }()
}

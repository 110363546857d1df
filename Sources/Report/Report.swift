public import Records
internal import Schema

/// One report: a SQL file whose header comment says what it shows and which parameters it takes.
///
/// ```sql
/// -- title: Latest values
/// -- description: The latest value of each series, with the change from the period before.
/// -- parameter: place | any | Code or name of a place
/// -- pivot: place, indicator | period | value
/// SELECT …
/// ```
public struct Report: Equatable, Sendable {
  /// A parameter of a report; in the SQL it is `:name`.
  public struct Parameter: Equatable, Sendable {
    /// Its name without the colon.
    public let name: String
    /// What it is when it is not given; `nil` where it must be given, an empty default is NULL.
    public let standard: String?
    /// What it says.
    public let description: String
  }

  /// Rows to columns: the values of one column become headings.
  public struct Pivot: Equatable, Sendable {
    /// The columns that stay, one result row for each combination of their values.
    public let keys: [String]
    /// The column whose values become headings.
    public let across: String
    /// The column whose values fill the cells.
    public let value: String
  }

  /// The name by which it is called: its file's name without `.sql`.
  public let name: String
  /// A title in a few words.
  public private(set) var title = ""
  /// What it shows, in a sentence or two.
  public private(set) var description = ""
  /// Its parameters in order.
  public private(set) var parameters: [Parameter] = []
  /// How its rows are turned, where they are.
  public private(set) var pivot: Pivot?
  /// The statement.
  public let sql: String

  /// Reads a report file.
  ///
  /// - Throws: a `Failure` of kind `configuration` where a header line is malformed.
  public init(name: String, text: String) throws(Failure) {
    self.name = name
    sql = text
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard line.hasPrefix("--") else { break }
      let content = line.dropFirst(2).trimmingSpaces
      guard let colon = content.firstIndex(of: ":") else { continue }
      let value = content[content.index(after: colon)...].trimmingSpaces
      func bad(_ expected: String) -> Failure {
        Failure(.configuration, "expected \(expected)", at: Place(name + ".sql", line: index + 1))
      }
      switch content[..<colon] {
      case "title": title = String(value)
      case "description": description = String(value)
      case "parameter":
        let parts = value.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(\.trimmingSpaces)
        guard parts.count == 3, !parts[0].isEmpty else { throw bad("-- parameter: name | default | description") }
        parameters.append(
          Parameter(
            name: String(parts[0]), standard: parts[1] == "required" ? nil : parts[1] == "any" ? "" : String(parts[1]),
            description: String(parts[2])))
      case "pivot":
        let parts = value.split(separator: "|").map(\.trimmingSpaces)
        guard parts.count == 3 else { throw bad("-- pivot: key columns | column across | value column") }
        pivot = Pivot(
          keys: parts[0].split(separator: ",").map { String($0.trimmingSpaces) }, across: String(parts[1]),
          value: String(parts[2]))
      default: break
      }
    }
  }
}

/// The reports that ship with Tally.
public enum Catalogue {
  /// All of them, by name.
  ///
  /// - Throws: a `Failure` where a report's header is malformed.
  public static func reports() throws(Failure) -> [Report] {
    var reports: [Report] = []
    for file in Schema.files(in: "reports") where file.path.hasSuffix(".sql") {
      reports.append(try Report(name: file.name, text: file.text))
    }
    return reports
  }

  /// The report of a name.
  ///
  /// - Throws: a `Failure` of kind `usage` that names the nearest one where there is none.
  public static func report(_ name: String) throws(Failure) -> Report {
    let all = try reports()
    if let found = all.first(where: { $0.name == name }) { return found }
    throw Failure(
      .usage, "there is no report \(name)" + suggestion(name, all.map(\.name)) + ": `tally report` lists them")
  }

  /// “, did you mean x”, where one is near.
  public static func suggestion(_ name: String, _ names: [String]) -> String {
    let best = names.map { ($0, distance(name, $0)) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(2, name.count / 3) else { return "" }
    return ", did you mean \(best.0)"
  }

  /// Levenshtein's distance.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}

extension StringProtocol {
  /// Without spaces on either side.
  var trimmingSpaces: SubSequence {
    var slice = self[...]
    while slice.first == " " { slice = slice.dropFirst() }
    while slice.last == " " || slice.last == "\r" { slice = slice.dropLast() }
    return slice
  }
}

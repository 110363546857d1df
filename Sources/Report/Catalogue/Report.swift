public import Records
public import Storage

/// One report: a SQL file whose header comment says what it shows and which parameters it takes.
///
/// ```sql
/// -- title: Latest values
/// -- description: The latest value of each series, with the change from the period before.
/// -- parameter: place | place | any | Code or name of a place
/// -- pivot: place, unit | period | value
/// -- chart: bars | label: place | value: value | panel: unit
/// -- halves: series.place_id | place
/// SELECT …
/// ```
public struct Report: Equatable, Sendable {
  /// Rows to columns: the values of one column become headings.
  public struct Pivot: Equatable, Sendable {
    /// The columns that stay, one result row for each combination of their values.
    public let keys: [String]
    /// The column whose values become headings.
    public let across: String
    /// The column whose values fill the cells.
    public let value: String
  }

  /// How it can be run in two halves at once.
  public struct Halves: Equatable, Sendable {
    /// The columns that decide in which half a row is: what is said of one of their values rests on
    /// rows with the same one only.
    public let columns: [WarehouseHalves.Column]
    /// The columns of the result by which the rows of both halves are put together: the first ones
    /// of its order.
    public let order: [Key]

    /// A column of the result that its rows are sorted by.
    public struct Key: Equatable, Sendable {
      /// Its name.
      public let name: String
      /// Whether the largest comes first.
      public let isDescending: Bool
    }
  }

  /// The name by which it is called: its file's name without `.sql`.
  public let name: String
  /// The file that it was read from; `nil` for one that ships with Tally.
  public let file: String?
  /// A title in a few words.
  public private(set) var title = ""
  /// What it shows, in a sentence or two.
  public private(set) var description = ""
  /// Its parameters in order.
  public private(set) var parameters: [Parameter] = []
  /// How its rows are turned, where they are.
  public private(set) var pivot: Pivot?
  /// How its rows are drawn, where they are.
  public private(set) var chart: ChartPlan?
  /// The column that holds the numbers of claims whose articles a page shows.
  public private(set) var articles: String?
  /// The columns that a page shows first; the others are shown when all are asked for.
  public private(set) var columns: [String] = []
  /// The columns that a table for people leaves out where no row has a value in them.
  public private(set) var optional: [String] = []
  /// How it can be run in two halves at once, where it can.
  public private(set) var halves: Halves?
  /// The statement.
  public let sql: String

  /// Reads a report file.
  ///
  /// - Throws: a `Failure` of kind `configuration` where a header line is malformed.
  public init(name: String, text: String, file: String? = nil) throws(Failure) {
    self.name = name
    self.file = file
    sql = text
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard line.hasPrefix("--") else { break }
      let content = line.dropFirst(2).trimmingSpaces
      guard let colon = content.firstIndex(of: ":") else { continue }
      do {
        try read(String(content[..<colon]), content[content.index(after: colon)...].trimmingSpaces)
      } catch {
        throw Failure(
          .configuration, error.message, at: Place(file ?? name + ".sql", line: index + 1))
      }
    }
  }

  /// The statement without the comment at its head.
  public var statement: String {
    let lines = sql.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.hasPrefix("--") }.joined(separator: "\n").trimmingSpaces.trimmingPrefix(
      "\n"
    ).description
  }

  /// Takes one line of the header; a key that is not known is a comment.
  private mutating func read(_ key: String, _ value: Substring) throws(Failure) {
    let parts = value.split(separator: "|", omittingEmptySubsequences: false).map {
      String($0.trimmingSpaces)
    }
    switch key {
    case "title": title = String(value)
    case "description": description = String(value)
    case "parameter": parameters.append(try Parameter(header: parts))
    case "pivot":
      guard parts.count == 3 else {
        throw Failure(
          .configuration, "expected -- pivot: key columns | column across | value column")
      }
      pivot = Pivot(keys: parts[0].listed, across: parts[1], value: parts[2])
    case "chart": chart = try ChartPlan(header: parts)
    case "articles": articles = String(value)
    case "columns": columns = value.listed
    case "optional": optional = value.listed
    case "halves": halves = try Report.halves(parts)
    default: break
    }
  }

  private static func halves(_ parts: [String]) throws(Failure) -> Halves {
    let columns = parts[0].listed.map { (name: String) in
      name.split(separator: ".").map(String.init)
    }
    guard parts.count == 2, !columns.isEmpty, columns.allSatisfy({ $0.count == 2 }) else {
      throw Failure(
        .configuration, "expected -- halves: TABLE.COLUMN, … | columns of the order")
    }
    return Halves(
      columns: columns.map { WarehouseHalves.Column(table: $0[0], name: $0[1]) },
      order: parts[1].listed.map { key in
        let words = key.split(separator: " ")
        return Halves.Key(name: String(words.first ?? ""), isDescending: words.count > 1)
      })
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

  /// The words between commas.
  var listed: [String] { split(separator: ",").map { String($0.trimmingSpaces) } }
}

public import Records
public import Storage

/// The sources that rows rest on.
///
/// A column that numbers claims, observations, series or sources leads to them, and so does a text
/// that is the locator of one.
public struct RowSources {
  /// A version of a document or data set.
  public struct Source: Equatable, Sendable {
    /// Its number.
    public var id: Int64
    /// How it was read: article, observations, record.
    public var kind: String
    /// Path or URL.
    public var locator: String
    /// Headline, or title of the table.
    public var title: String?
    /// Who published it.
    public var publisher: String?
    /// When, ISO 8601.
    public var published: String?
    /// When it was loaded, UTC.
    public var loaded: String
    /// Whether there is a newer version.
    public var isSuperseded: Bool
  }

  /// How a number in a column leads to a source.
  private static let ways = [
    "claim_id": "SELECT source_id FROM claim WHERE claim_id = ?",
    "restates": "SELECT source_id FROM claim WHERE claim_id = ?",
    "observation_id": "SELECT source_id FROM series WHERE series_id = ? / 16777216",
    "series_id": "SELECT source_id FROM series WHERE series_id = ?",
    "source_id": "SELECT source_id FROM source WHERE source_id = ?",
    "source": "SELECT source_id FROM source WHERE source_id = ?",
  ]
  /// In so many rows any text is taken for a locator that may be one; in later ones those of columns
  /// that are called so.
  private static let sample = 1000
  /// So many numbers, and so many texts, are looked up at most.
  private static let most = 5000

  private var columns: [String] = []
  private var rows = 0
  private var numbers: [String: Set<Int64>] = [:]
  private var texts: Set<String> = []
  private var ids: Set<Int64> = []
  /// Whether there may be more sources than were looked for.
  public private(set) var isCut = false

  /// No source yet.
  public init() {}

  /// The columns of the rows that follow.
  public mutating func begin(_ columns: [String]) { self.columns = columns }

  /// Notes what leads to sources in a row.
  public mutating func add(_ row: [Value]) {
    rows += 1
    for (column, value) in zip(columns, row) {
      switch value {
      case .integer(let number):
        guard let way = RowSources.ways[column] else { continue }
        if numbers[way, default: []].count < RowSources.most {
          numbers[way, default: []].insert(number)
        } else if numbers[way]?.contains(number) == false {
          isCut = true
        }
      case .text(let text):
        let isNamed = column.hasSuffix("locator") || column.hasSuffix("source")
        guard isNamed || rows <= RowSources.sample, text.utf8.count < 4096 else { continue }
        if texts.count < RowSources.most {
          texts.insert(text)
        } else if isNamed, !texts.contains(text) {
          isCut = true
        }
      default: continue
      }
    }
  }

  /// Adds a source by its number.
  public mutating func add(id: Int64?) { if let id { ids.insert(id) } }

  /// The sources, by their numbers.
  ///
  /// - Throws: a `Failure` where the warehouse cannot be read.
  public func found(_ connection: borrowing Connection) throws(Failure) -> [Source] {
    var found = ids
    for (sql, wanted) in numbers {
      let statement = try connection.prepare(sql)
      for number in wanted {
        try statement.bind(.integer(number), at: 1)
        if try statement.step(), !statement.isNull(0) { found.insert(statement.integer(0)) }
        statement.reset()
      }
    }
    let named = try connection.prepare(
      "SELECT source_id FROM source WHERE locator = ? ORDER BY source_id DESC LIMIT 1")
    for text in texts {
      try named.bind(.text(text), at: 1)
      if try named.step() { found.insert(named.integer(0)) }
      named.reset()
    }
    return try RowSources.sources("source_id = ?1", found.sorted(), connection)
  }

  /// The current sources of the warehouse, so many at most.
  ///
  /// - Throws: a `Failure` where the warehouse cannot be read.
  public static func current(_ most: Int, _ connection: borrowing Connection) throws(Failure)
    -> [Source]
  {
    try sources("superseded_by IS NULL ORDER BY source_id LIMIT ?1", [Int64(most)], connection)
  }

  private static func sources(
    _ condition: String, _ values: [Int64], _ connection: borrowing Connection
  ) throws(Failure) -> [Source] {
    var result: [Source] = []
    for value in values {
      result += try connection.rows(
        """
        SELECT source_id, kind, locator, title, publisher, published, loaded,
          superseded_by IS NOT NULL FROM source WHERE \(condition)
        """, .integer(value)
      ).map { row in
        Source(
          id: row[0].integer ?? 0, kind: row[1].text ?? "", locator: row[2].text ?? "",
          title: row[3].text, publisher: row[4].text, published: row[5].text,
          loaded: row[6].text ?? "", isSuperseded: row[7].integer == 1)
      }
    }
    return result
  }

  /// The sources as lines of a text: a few in full, then how many more there are.
  func lines(_ connection: borrowing Connection) throws(Failure) -> [String] {
    let sources = try found(connection)
    let most = 8
    var lines = sources.prefix(most).map { source in
      "Source: "
        + [source.title, source.publisher, source.published, source.locator].compactMap(\.self)
        .joined(separator: ", ")
    }
    if sources.count > most || isCut {
      lines.append(
        isCut
          ? "More sources: they are too many to name, ask for fewer rows."
          : "And \(sources.count - most) more sources.")
    }
    return lines
  }
}

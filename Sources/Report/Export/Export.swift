public import Records
public import Storage

/// What is exported, how and where to.
public struct Export: Sendable {
  /// One result: a table or view, a report, or a query.
  public struct Item: Sendable {
    /// What it is called in file names, tables and the manifest.
    public var name: String
    /// Where its rows come from.
    public var content: Content
    /// A condition in SQL on its columns.
    public var filter: String?

    /// Where rows come from.
    public enum Content: Sendable {
      case relation(String)
      case report(Report, [String: Value])
      case query(String, [String: Value])
    }

    /// Whether its rows are those of a report.
    var isReport: Bool { if case .report = content { true } else { false } }
    /// What it is called on a page.
    var title: String {
      if case .report(let report, _) = content, !report.title.isEmpty { report.title } else { name }
    }

    /// An item.
    public init(name: String, content: Content, filter: String? = nil) {
      self.name = name
      self.content = content
      self.filter = filter
    }
  }

  /// From where on rows are new.
  public enum Since: Equatable, Sendable {
    /// From where the last successful run of this export ended.
    case last
    /// From sources loaded at this time or later, UTC.
    case time(String)
  }

  /// By this name its runs are remembered.
  public var name: String
  /// Shown on pages and in the manifest.
  public var title: String?
  /// What is exported.
  public var items: [Item]
  /// How.
  public var format: ExportFormat
  /// The path of the file or folder; `/` at its end says that it is a folder.
  public var target: String
  /// Files are compressed with gzip.
  public var isCompressed = false
  /// One folder for each value of these columns.
  public var partition: [String] = []
  /// Only what is new.
  public var since: Since?
  /// The column that grows with new rows, where neither `source_id` nor `locator` is among the
  /// columns.
  public var sinceColumn: String?
  /// A manifest is written.
  public var hasManifest = true
  /// The run is noted in the warehouse, as what goes by `since` always is.
  public var isLogged = false

  /// How rows are written beyond their format.
  public var layout = Layout()

  /// Whether the warehouse notes its moves before they are made.
  var isNoted: Bool { since != nil || isLogged }

  /// An export of items to a path.
  public init(name: String, items: [Item], format: ExportFormat, target: String) {
    self.name = name
    self.items = items
    self.format = format
    self.target = target
    isCompressed = target.hasSuffix(".gz")
  }

  /// Whether the target is a folder that belongs to this export as a whole.
  var ownsFolder: Bool {
    since == nil && (format == .dataPackage || !partition.isEmpty || isMultiple)
  }
  /// Several items go to several files.
  var isMultiple: Bool { items.count > 1 && format != .sqlite && !isJoint }
  /// All items go to one file: a workbook with a sheet each, or a page of reports.
  public var isJoint: Bool {
    guard items.count > 1, partition.isEmpty else { return false }
    if format == .rows(.xlsx) { return true }
    return format == .rows(.html) && !target.hasSuffix("/") && items.allSatisfy(\.isReport)
  }

  /// Refuses what cannot be done together.
  ///
  /// - Throws: a `Failure` of kind `usage`.
  public func validate() throws(Failure) {
    guard !items.isEmpty else {
      throw Failure(.usage, "expected a table, view, report or query to export")
    }
    if format == .sqlite, isCompressed {
      throw Failure(.usage, "a SQLite database is not compressed: leave out gzip")
    }
    if format == .rows(.xlsx), isCompressed {
      throw Failure(.usage, "a workbook is compressed already: leave out gzip")
    }
    if format == .sqlite, !partition.isEmpty {
      throw Failure(.usage, "a SQLite database has no partitions")
    }
    if format == .dataPackage, !partition.isEmpty {
      throw Failure(.usage, "a data package has no partitions")
    }
    if format == .dataPackage, since != nil {
      throw Failure(
        .usage, "a data package is written whole: export csv with since, or leave since out")
    }
    if since != nil, items.count > 1 {
      throw Failure(
        .usage,
        "what is new since the last time is exported one table, view, report or query at a time")
    }
    if format == .sdmxCSV {
      guard items.count == 1, case .relation("observations") = items[0].content else {
        throw Failure(
          .usage, "sdmx-csv is for the view observations: choose its rows with a condition")
      }
    }
    for item in items {
      if case .report(let report, _) = item.content, report.pivot != nil {
        if !partition.isEmpty {
          throw Failure(
            .usage, "the report \(report.name) turns rows to columns: it has no partitions")
        }
        if since != nil {
          throw Failure(.usage, "the report \(report.name) turns rows to columns: it has no since")
        }
      }
    }
  }
}

/// What an export wrote.
public struct ExportSummary: Sendable {
  /// Rows in all files.
  public var rows = 0
  /// Bytes of all files, the manifest not counted.
  public var bytes = 0
  /// Files, the manifest not counted.
  public var files = 0
  /// Its run, where it was noted.
  public var run: Int64?
  /// The absolute path of the one file that was written, else of the folder; `nil` where nothing
  /// was.
  public var output: String?
}

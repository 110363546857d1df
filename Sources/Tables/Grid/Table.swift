public import Documents
public import Records
package import Text

/// A table, opened: its encoding, dialect and layout are decided, its rows are still to be read.
public struct Table {
  /// What is known of it.
  public private(set) var description: SourceDescription
  /// How it is laid out.
  private(set) var layout: TableLayout
  let dialect: Dialect
  let encoding: EncodingDetector.Decision
  let consistency: Double
  private(set) var profiles: [ColumnProfile]
  /// What a metadata file said of it.
  let metadata: TableMetadata?
  /// The rows, where they do not stand as lines of text.
  let grid: (any Grid)?
  let content: SourceContent
  /// What speaks for and against the layout, and how much each of it counts.
  let grounds: [(name: String, value: Double)]
  private let vocabulary: Vocabulary
  private let periods: PeriodLabelReader
  /// The line on which the body starts, and how many columns it has.
  private var body: (line: Int, width: Int)
  /// Texts that stand for missing values, as a metadata file says.
  private let missing: Set<String>

  /// What rows above the figures tell of each column.
  private static let metadataRoles: Set = [
    "INDICATOR", "TITLE", "UNIT_MEASURE", "UNIT_MULT", "FREQ", "NOTE", "IGNORE", "PUBLISHER",
    "PUBLISHED", "DECIMALS",
  ]

  /// How much text is looked at for the dialect and the layout.
  private static let headSize = 1 << 18

  package init(
    _ content: SourceContent, encoding: EncodingDetector.Decision, head text: [UInt8],
    isWhole: Bool,
    vocabulary: Vocabulary, options: ReadingOptions, evidence: Evidence = .allRows,
    metadata: TableMetadata? = nil
  ) throws(Failure) {
    try self.init(
      content, encoding: encoding, head: text, isWhole: isWhole, vocabulary: vocabulary,
      options: options, evidence: evidence, metadata: metadata, grid: nil)
  }

  /// A table of which the rows come from a grid, where there is one.
  init(
    _ content: SourceContent, encoding: EncodingDetector.Decision, head text: [UInt8],
    isWhole: Bool,
    vocabulary: Vocabulary, options: ReadingOptions, evidence: Evidence = .allRows,
    metadata: TableMetadata?, grid: (any Grid)?
  ) throws(Failure) {
    self.content = content
    self.metadata = metadata
    self.vocabulary = vocabulary
    self.encoding = encoding
    self.grid = grid
    var dialect = Dialect()
    consistency =
      if grid == nil {
        Table.decide(text, isWhole, &dialect, options.delimiter, metadata?.quote, content.sheet)
      } else { 1 }
    self.dialect = dialect
    let periods = PeriodLabelReader(vocabulary: vocabulary)
    let block = try Table.headBlock(text, isWhole, dialect, grid)
    var missing = Set(metadata?.missing ?? [])
    var cells = CellReader(vocabulary: vocabulary, missing: missing)
    var head = Table.head(block, &cells, vocabulary)
    let stated = MissingMarks(head.rows, vocabulary).marks
    if !stated.isSubset(of: missing) {
      missing.formUnion(stated)
      cells = CellReader(vocabulary: vocabulary, missing: missing)
      head = Table.head(block, &cells, vocabulary)
    }
    self.missing = missing
    head.sheet = content.sheet?.name
    guard !head.rows.isEmpty else {
      throw Failure(
        .badData, "the file is empty: expected a table", at: Place(content.source.locator))
    }
    let search = LayoutSearch(
      vocabulary: vocabulary, block: block, cells: cells, delimiter: dialect.delimiter,
      periods: periods, weights: .shipped)
    if grid != nil {
      head.cut(skipping: -1, headings: 1)
    } else if let given = metadata, let headerRows = given.headerRows {
      // As told: lines before the headings, and lines of headings.
      head.cut(skipping: given.skipRows ?? 0, headings: headerRows)
    } else {
      head.split = search.split(head)
    }
    let first = head.firstLine
    body = (first, head.width)
    switch evidence {
    case .allRows:
      let rows = try Table.rows(content, encoding, dialect, grid, observer: nil)
      profiles = try Table.profile(rows, from: first, width: head.width, cells)
    case .head:
      var profiler = TableProfiler(from: first, width: head.width, cells)
      profiler.add(block)
      profiles = profiler.profiles
    case .counted(let counted): profiles = counted
    }
    let found = search.columns(head, profiles)
    var layout = found.best.layout
    search.judge(&layout, found.best, found.rival)
    grounds = found.best.evidence.named
    grid?.apply(to: &layout, vocabulary, periods)
    try metadata?.apply(to: &layout, vocabulary, periods)
    layout.told = Told(options, vocabulary, periods)
    if let kind = options.kind, kind != layout.kind, kind != .article {
      layout.kind = kind
      layout.reason = "as told"
    }
    if layout.kind == .record, layout.columns.count > head.width {
      layout.columns.removeLast(layout.columns.count - max(1, head.width))
    }
    if let first = block.repaired.first {
      layout.doubts.append(
        "line \(first)\(block.repaired.count > 1 ? " and others" : ""): text follows a closing quote, "
          + "or NUL bytes stand in it: read without the quote and the NUL bytes")
    }
    if let sheet = content.sheet {
      layout.doubts += sheet.doubts
      layout.firstColumn = sheet.columnOffset + 1
    }
    self.layout = layout
    self.periods = periods
    var description = SourceDescription(kind: layout.kind, locator: content.source.locator)
    description.title = options.title ?? layout.preamble.title ?? content.sheet?.name
    description.publisher =
      options.publisher ?? grid?.about.publisher ?? layout.preamble.publisher
    description.published =
      options.published ?? grid?.about.published ?? layout.preamble.published
    description.mediaType =
      grid?.mediaType ?? content.sheet?.mediaType
      ?? (dialect.delimiter == UInt8(ascii: "\t") ? "text/tab-separated-values" : "text/csv")
    description.encoding = encoding.encoding.name
    self.description = description
  }

  /// The same table under another layout.
  func laid(out layout: TableLayout, _ head: TableHead, _ profiles: [ColumnProfile]) -> Table {
    var table = self
    table.layout = layout
    table.profiles = profiles
    table.body = (head.firstLine, head.width)
    table.description.kind = layout.kind
    return table
  }

  /// What the search for the layout works on: the first rows, and what they hold.
  func search() throws(Failure) -> (LayoutSearch, TableHead, TableProfiler.Maker) {
    let (text, isWhole) =
      grid == nil ? try SourceText.head(content, encoding, limit: Table.headSize) : ([], true)
    var cells = CellReader(vocabulary: vocabulary, missing: missing)
    let block = try Table.headBlock(text, isWhole, dialect, grid)
    var head = Table.head(block, &cells, vocabulary)
    head.sheet = content.sheet?.name
    let search = LayoutSearch(
      vocabulary: vocabulary, block: block, cells: cells, delimiter: dialect.delimiter,
      periods: PeriodLabelReader(vocabulary: vocabulary), weights: .shipped)
    return (search, head, { TableProfiler(from: $0.firstLine, width: $0.width, cells) })
  }

  /// Decides on the dialect of a text; how many rows have the same number of cells under it.
  private static func decide(
    _ text: [UInt8], _ isWhole: Bool, _ dialect: inout Dialect, _ delimiter: UInt8?,
    _ quote: UInt8?, _ sheet: SheetFacts?
  ) -> Double {
    let decision = sheet.map { Dialect.sheet($0) } ?? Dialect.decide(text, isWhole: isWhole)
    dialect =
      sheet != nil ? decision.dialect : delimiter.map { Dialect(delimiter: $0) } ?? decision.dialect
    if let quote { dialect.quote = quote }
    return decision.consistency
  }

  /// The first rows.
  private static func headBlock(
    _ text: [UInt8], _ isWhole: Bool, _ dialect: Dialect, _ grid: (any Grid)?
  ) throws(Failure) -> RowBlock {
    var block = RowBlock()
    if let grid {
      var rows = GridBlocks(grid)
      _ = try rows.next(into: &block)
      return block
    }
    var tokenizer = RowTokenizer(dialect: dialect)
    block.bytes = text
    tokenizer.tokenize(&block, filled: text.count, isLast: isWhole)
    return block
  }

  private static func head(
    _ block: RowBlock, _ cells: inout CellReader, _ vocabulary: Vocabulary
  ) -> TableHead {
    TableHead(block, &cells) { name in
      let roles = vocabulary.roles(ofHeading: name.hasSuffix(":") ? String(name.dropLast()) : name)
      return name.count > 1 && roles.contains { Table.metadataRoles.contains($0) }
    }
  }

  /// What the decisions about columns rest on.
  package enum Evidence {
    /// All rows, which are read for it.
    case allRows
    /// The rows at the start.
    case head
    /// All rows, which were counted before.
    case counted([ColumnProfile])
  }

  /// Counts over all rows what the cells of each column are.
  private static func profile(
    _ rows: consuming RowReader, from first: Int, width: Int, _ cells: CellReader
  ) throws(Failure) -> [ColumnProfile] {
    var profiler = TableProfiler(from: first, width: width, cells)
    var block = RowBlock()
    while try rows.next(into: &block) { profiler.add(block) }
    return profiler.profiles
  }

  private static func rows(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, _ dialect: Dialect,
    _ grid: (any Grid)?, observer: SurveyObserver?
  ) throws(Failure) -> RowReader {
    if let grid { return RowReader(grid) }
    return RowReader(
      try SourceText.stream(content, encoding, observer: observer), dialect: dialect)
  }

  /// The rows from the first one on.
  ///
  /// - Parameter observer: sees every byte; then the cells are counted as well.
  private func rows(observer: SurveyObserver? = nil) throws(Failure) -> RowReader {
    var rows = try Table.rows(content, encoding, dialect, grid, observer: observer)
    if observer != nil {
      rows.profiler = TableProfiler(
        from: body.line, width: body.width, CellReader(vocabulary: vocabulary))
    }
    return rows
  }

  /// The observations from the first row on.
  ///
  /// - Throws: a `Failure` where the source cannot be read again.
  public func observations(observer: SurveyObserver? = nil) throws(Failure) -> ObservationReader {
    ObservationReader(
      rows: try rows(observer: observer), layout: layout, vocabulary: vocabulary, periods: periods,
      missing: missing)
  }

  /// The rows as records from the first one on.
  ///
  /// - Throws: a `Failure` where the source cannot be read again.
  public func records(observer: SurveyObserver? = nil) throws(Failure) -> RecordReader {
    RecordReader(
      rows: try rows(observer: observer), layout: layout,
      columns: RecordColumn.columns(layout, profiles), vocabulary: vocabulary,
      missing: missing)
  }
}

extension Table {
  /// Whether another reading of the same source would yield the same rows.
  package func readsAs(_ other: Table) -> Bool {
    layout == other.layout && dialect == other.dialect && body == other.body
      && description == other.description
      && (layout.kind != .record
        || RecordColumn.columns(layout, profiles)
          == RecordColumn.columns(other.layout, other.profiles))
  }

  /// Where the row of a format stands in its document, by the number that its line has in the
  /// warehouse; `nil` where the rows stand as lines of text.
  ///
  /// - Throws: a `Failure` where the source cannot be read again.
  public func place(ofRow line: Int) throws(Failure) -> GridPlace? {
    try grid?.place(ofRow: line)
  }

  /// The cells of the row that starts on a physical line; `nil` where none does.
  ///
  /// - Throws: a `Failure` where the source cannot be read again.
  public func cells(onLine line: Int) throws(Failure) -> [String]? {
    var rows = try rows()
    var block = RowBlock()
    while try rows.next(into: &block) {
      if let row = block.lines.firstIndex(of: UInt32(line)) {
        return block.fields(of: row).map { block.text($0) }
      }
    }
    return nil
  }
}

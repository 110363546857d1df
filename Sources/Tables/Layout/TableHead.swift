internal import Documents
internal import Text

/// The first rows of a table as text, what each cell is, and which columns hold numbers.
struct TableHead {
  /// One row that is not blank.
  struct Row {
    /// The physical line on which it starts.
    var line: Int
    /// Its cells, blanks on either side removed.
    var cells: [String]
    /// What each cell is.
    var kinds: [Kind]
    /// How many cells hold something.
    var filled: Int
    /// There is a blank line right before it.
    var followsBlank: Bool

    /// The cell of a column; empty beyond the row's end.
    func cell(_ column: Int) -> String { column < cells.count ? cells[column] : "" }
    func kind(_ column: Int) -> Kind { column < kinds.count ? kinds[column] : .empty }
  }

  /// What a cell is, before anything is known of its column.
  enum Kind {
    case empty, number, year, missing, text
    /// One or two letters that are a status of the value above them.
    case flag
    var isValue: Bool { self == .number || self == .year || self == .missing }
  }

  /// The rows that are not blank.
  private(set) var rows: [Row] = []
  /// The most frequent number of cells in the body.
  private(set) var width = 0
  /// The columns that hold numbers in most rows of the body.
  private(set) var numeric: Set<Int> = []
  /// How the rows are cut: into what stands above, headings and body.
  var split = RowSplit(heading: 0, body: 0)
  /// The name of the sheet, where it is one.
  var sheet: String?
  /// First cells that say what the others of their row tell of their columns.
  private(set) var metadataNames: Set<String> = []

  /// Takes the rows of a block.
  init(
    _ block: RowBlock, _ cells: inout CellReader, isMetadataName: (String) -> Bool = { _ in false }
  ) {
    var followsBlank = false
    for row in 0..<block.count {
      var texts: [String] = []
      var kinds: [Kind] = []
      for field in block.fields(of: row) {
        let range = block.range(field)
        texts.append(block.text(field).trimmedText)
        kinds.append(TableHead.kind(block.bytes[range], &cells))
      }
      while kinds.last == .empty, kinds.count > 1 { kinds.removeLast() }
      let filled = kinds.count { $0 != .empty }
      guard filled > 0 else {
        followsBlank = true
        continue
      }
      // Comments among the rows say nothing of them; above them they may be a title.
      if filled == 1, !rows.isEmpty, texts[0].hasPrefix("#"),
        rows.contains(where: { !$0.cell(0).hasPrefix("#") })
      {
        continue
      }
      rows.append(
        Row(
          line: Int(block.lines[row]), cells: texts, kinds: kinds, filled: filled,
          followsBlank: followsBlank))
      followsBlank = false
    }
    for row in rows.prefix(40) where isMetadataName(row.cell(0)) {
      metadataNames.insert(row.cell(0))
    }
    dropOtherPart()
    measure()
  }

  /// Leaves out what follows a row that prints the headings once more with further columns: another
  /// part of the table, which does not say how wide the first one is.
  private mutating func dropOtherPart() {
    for (index, row) in rows.prefix(12).enumerated()
    where row.cells.count > 2 && row.kinds.allSatisfy({ $0 == .text }) {
      let again = rows[(index + 1)...].firstIndex { other in
        other.cells.count > row.cells.count && other.cells.starts(with: row.cells)
      }
      if let again, again > index + 1 { rows.removeLast(rows.count - again) }
      return
    }
  }

  private static func kind(_ bytes: ArraySlice<UInt8>, _ cells: inout CellReader) -> Kind {
    switch cells.read(bytes.span, style: .point) {
    case .empty: return .empty
    case .missing: return .missing
    case .number(let number):
      // “n1000”: a letter right before whole digits is more often part of a code than a flag.
      if let flag = number.flag, flag.lowerBound == 0, number.decimals == 0,
        flag.count < bytes.count,
        isDigit(bytes[bytes.startIndex + flag.upperBound]),
        bytes[bytes.startIndex + flag.upperBound - 1] | 0x20 >= 0x61,
        bytes[bytes.startIndex + flag.upperBound - 1] < 0x80
      {
        return .text
      }
      guard number.decimals == 0 else { return .number }
      // A flag beside a year (“2022 p”) is one of our time.
      let years = number.flag == nil ? 1000.0...2199 : 1900...2100
      return years.contains(number.value) && !bytes.contains(UInt8(ascii: ",")) ? .year : .number
    case .text:
      if case .number = cells.read(bytes.span, style: .comma) { return .number }
      return bytes.count == 1 && cells.status(String(decoding: bytes, as: UTF8.self)) != nil
        ? .flag : .text
    }
  }

  // MARK: Shape

  private mutating func measure() {
    guard !rows.isEmpty else { return }
    var widths: [Int: Int] = [:]
    // Rows with numbers say how wide the body is; notes below it do not, and one row that is too
    // long neither.
    for row in rows {
      let values = row.kinds.count(where: \.isValue)
      widths[row.cells.count, default: 0] += values > 0 ? 8 : row.filled > 1 ? 1 : 0
    }
    // A wide row says more than a narrow one: pairs of a name and a value above a short table are
    // no body.
    func weight(_ width: (key: Int, value: Int)) -> Int { width.value * (width.key > 2 ? 6 : 5) }
    width = widths.max { (weight($0), $0.key) < (weight($1), $1.key) }?.key ?? 0
    // The lower part of the head is surely body, unless the table is tiny; a legend below is
    // narrower.
    let wide = rows.filter { $0.cells.count * 2 > width }
    let lower = rows.count <= 3 || wide.count < 6 ? rows : wide
    let sample =
      lower.count <= 3 ? lower[(lower.count - 1)...] : lower[(lower.count * 2 / 5)...]
    for column in 0..<width {
      var (values, numbers, texts) = (0, 0, 0)
      for row in sample {
        let kind = row.kind(column)
        if kind.isValue { values += 1 }
        if kind == .number || kind == .year { numbers += 1 }
        if kind == .text { texts += 1 }
      }
      if values > 0, values > texts, numbers > 0 || texts == 0 { numeric.insert(column) }
    }
    // A short table under long headings: its last rows show it.
    if numeric.isEmpty, lower.count > 3 {
      let last = lower.suffix(max(2, lower.count / 5))
      for column in 1..<max(2, width) where last.allSatisfy({ $0.kind(column).isValue }) {
        if last.contains(where: { $0.kind(column) != .missing }) { numeric.insert(column) }
      }
    }
  }

  // MARK: Blocks

  /// Cuts the rows as a metadata file says: lines before the headings, and lines of headings.
  mutating func cut(skipping skipped: Int, headings: Int) {
    let body = rows.firstIndex { $0.line > skipped + headings } ?? rows.count
    split = RowSplit(heading: rows.firstIndex { $0.line > skipped } ?? body, body: body)
  }

  /// The rows that are headings.
  var headings: Range<Int> { split.heading..<split.body }
  /// The first row of the body.
  var body: Int { split.body }
  /// The rows above the headings.
  var preamble: ArraySlice<Row> { rows[..<split.heading] }

  /// A row whose first cell says what the others tell of their columns: units, frequency, codes.
  func isMetadata(_ row: Row) -> Bool {
    width > 2 && row.filled > 1 && row.filled >= width - 1 && metadataNames.contains(row.cell(0))
  }

  /// Two heading rows at least say in their first cells what they tell of their columns; then every
  /// one of them does.
  var hasMetadata: Bool { rows[headings].count(where: isMetadata) > 1 }

  /// The year that a cell opens with.
  static func year(_ cell: String) -> Int? { Int(cell.prefix { $0.isASCII && $0.isNumber }) }
}

extension String {
  /// Without blanks, tabs and line ends on either side.
  var trimmedText: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return self }
    return String(trimmed)
  }
}

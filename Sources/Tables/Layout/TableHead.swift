/// The first rows of a table as text, and how they fall into blocks: preamble, headings, body.
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
  /// The rows that are headings.
  private(set) var headings: Range<Int> = 0..<0
  /// The first row of the body.
  private(set) var body = 0

  /// First cells that say what the others of their row tell of their columns.
  private var metadataNames: Set<String> = []

  /// Takes the rows of a block.
  init(
    _ block: RowBlock, _ cells: inout CellReader, _ periods: inout PeriodLabelReader,
    blocks: (skipped: Int, headings: Int)? = nil, isMetadataName: (String) -> Bool = { _ in false }
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
    findBody(&periods)
    if let blocks {
      // As told: lines before the headings, and lines of headings.
      let end = blocks.skipped + blocks.headings
      body = rows.firstIndex { $0.line > end } ?? rows.count
      headings = (rows.firstIndex { $0.line > blocks.skipped } ?? body)..<body
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

  // MARK: Blocks

  private mutating func findBody(_ periods: inout PeriodLabelReader) {
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
    let body0 = rows.count <= 3 || wide.count < 6 ? rows : wide
    let sample = body0.count <= 3 ? body0[(body0.count - 1)...] : body0[(body0.count * 2 / 5)...]
    for column in 0..<width {
      var (values, numbers, texts) = (0, 0, 0)
      for row in sample {
        let kind = row.kind(column)
        if kind.isValue { values += 1 }
        if kind == .number || kind == .year { numbers += 1 }
        if kind == .text { texts += 1 }
      }
      if values > 0, values * 2 >= (values + texts) * 1, values > texts, numbers > 0 || texts == 0 {
        numeric.insert(column)
      }
    }
    // A short table under long headings: its last rows show it.
    if numeric.isEmpty, body0.count > 3 {
      let last = body0.suffix(max(2, body0.count / 5))
      for column in 1..<max(2, width) where last.allSatisfy({ $0.kind(column).isValue }) {
        if last.contains(where: { $0.kind(column) != .missing }) { numeric.insert(column) }
      }
    }
    body = rows.indices.first { isData($0, &periods) } ?? min(1, rows.count)
    if numeric.isEmpty { body = min(1, rows.count) }
    // A row of labels over the numbers makes every row above it a heading, numbers or not.
    if numeric.count > 1,
      let label = rows.indices.last(where: { $0 > body && $0 <= body + 6 && isLabels($0) }),
      label + 1 < rows.count
    {
      body = label + 1
    }
    // More than a page of full rows is no heading, whatever their cells look like.
    let full = rows[..<body].indices.filter {
      rows[$0].cells.count == width && rows[$0].filled * 4 >= width * 3
    }
    if full.count > 30 { body = full[1] }
    findHeadings()
  }

  /// Whether nearly all cells over the numbers are labels.
  private func isLabels(_ index: Int) -> Bool {
    let texts = numeric.count { rows[index].kind($0) == .text }
    return texts * 10 >= numeric.count * 8
  }

  /// Whether a row is data: numbers where the body has numbers, and not the row of years above
  /// them.
  private func isData(_ index: Int, _ periods: inout PeriodLabelReader) -> Bool {
    let row = rows[index]
    var (numbers, texts, years) = (0, 0, 0)
    var labels: [Int] = []
    for column in numeric {
      switch row.kind(column) {
      case .number: numbers += 1
      case .year:
        years += 1
        if let year = TableHead.year(row.cell(column)) { labels.append(year) }
      case .text: texts += 1
      case .missing, .empty, .flag: break
      }
    }
    // Of a table of three rows the last alone shows which columns hold numbers.
    let isTiny = rows.count <= 3 && index > 0 && numbers + years >= texts && numbers > 0
    guard numbers + years > 0, texts * 5 <= numbers + years || isTiny else {
      // A first row whose values are all missing is data where its keys say when.
      return numbers + years + texts == 0 && row.filled > 1
        && numeric.contains { row.kind($0) == .missing }
        && row.cells.indices.contains {
          !numeric.contains($0) && periods.read(row.cells[$0]) != nil
        }
    }
    if numbers > 0 { return !isPeriodHeading(row, &periods) }
    return !isYearHeading(index, labels)
  }

  /// Periods that read as numbers (`202401`, `1995001011`) in a row above others.
  private func isPeriodHeading(_ row: Row, _ periods: inout PeriodLabelReader) -> Bool {
    let cells = numeric.map { row.cell($0) }.filter { !$0.isEmpty }
    guard cells.count > 1, Set(cells).count == cells.count else { return false }
    return cells.allSatisfy {
      periods.read($0)?.period != nil && Double($0).map { $0 > 9999 } ?? true
    }
  }

  /// A row that holds only years where the body holds other numbers.
  private func isYearHeading(_ index: Int, _ years: [Int]) -> Bool {
    let below = rows[(index + 1)...].prefix(60)
    // Columns that hold years in the body too are time columns, not headings.
    let columns = numeric.filter { column in
      rows[index].kind(column) == .year
        && below.contains { $0.kind(column) == .number || $0.kind(column) == .missing }
        || rows[index].kind(column) == .year && !below.contains { $0.kind(column) == .year }
    }
    guard !columns.isEmpty else { return below.isEmpty && index == 0 }
    let cells = columns.sorted().compactMap { TableHead.year(rows[index].cell($0)) }
    if cells.count == 1 {
      return index == 0
        || rows[index].kind(0) == .text && rows[index].filled == rows[index].cells.count
    }
    return TableHead.isRun(cells) && !isUnderLabels(index)
  }

  /// The year that a cell opens with.
  static func year(_ cell: String) -> Int? { Int(cell.prefix { $0.isASCII && $0.isNumber }) }

  /// Whether the row above names every column, each by another word: then years below them are
  /// figures like any other.
  private func isUnderLabels(_ index: Int) -> Bool {
    guard index > 0, !rows[index].cell(0).isEmpty, !rows[index].followsBlank else { return false }
    let above = rows[index - 1]
    let labels = above.cells.prefix(width).filter { !$0.isEmpty }
    return labels.count == width && Set(labels).count == width && rows[index].filled == width
      && numeric.allSatisfy { above.kind($0) == .text } && above.cell(0) != rows[index].cell(0)
  }

  /// Whether years follow one another, once or again and again (2022, 2023, 2022, 2023; 2022, 2022,
  /// 2023, 2023).
  static func isRun(_ years: [Int]) -> Bool {
    var cells: [Int] = []
    for year in years where year != cells.last { cells.append(year) }
    guard cells.count > 1 else { return false }
    for length in 2...cells.count where cells.count % length == 0 {
      let cycle = cells[..<length]
      guard cells.indices.allSatisfy({ cells[$0] == cycle[$0 % length] }) else { continue }
      let steps = zip(cycle, cycle.dropFirst())
      return steps.allSatisfy { $0 < $1 } || steps.allSatisfy { $0 > $1 }
    }
    return false
  }

  private mutating func findHeadings() {
    var first = body
    var bodyStart = body
    while first > 0 {
      let row = rows[first - 1]
      if isMetadata(row), row.filled > 2 || first < body && isMetadata(rows[first]),
        body - first < 20
      {
        first -= 1
        continue
      }
      let isAdjacent = first == body || !rows[first].followsBlank
      if isAdjacent, row.filled == 1, let wide = wideRow(above: first - 1) {
        // A lone cell below the headings: over the figures a unit, at the left the name of the
        // first section.
        if !row.cell(0).isEmpty { bodyStart = first - 1 }
        first = wide
        continue
      }
      guard isAdjacent, row.filled >= min(2, width) || width > 2 && row.cell(0).isEmpty,
        row.cells.count >= width - 1 || first == body && row.filled * 2 > width
      else { break }
      first -= 1
    }
    // Pairs of a name and a value above the data are not headings.
    if body - first > 2,
      width == 2
        || rows[first..<body].allSatisfy({
          $0.filled <= 2 && ($0.cells.count < 3 || $0.cell(2).isEmpty)
        }),
      width <= 3,
      !rows[first..<body].allSatisfy(isMetadata)
    {
      first = body
    }
    if body - first > 8, !rows[first..<body].contains(where: isMetadata) { first = body - 1 }
    if bodyStart > first { body = bodyStart }
    headings = first..<body
  }

  /// A row whose first cell says what the others tell of their columns: units, frequency, codes.
  private func isMetadata(_ row: Row) -> Bool {
    width > 2 && row.filled > 1 && row.filled >= width - 1 && metadataNames.contains(row.cell(0))
  }

  /// Two heading rows at least say in their first cells what they tell of their columns; then every
  /// one of them does.
  var hasMetadata: Bool { rows[headings].count(where: isMetadata) > 1 }

  /// The index of a row of headings above a lone cell, up to two rows up.
  private func wideRow(above index: Int) -> Int? {
    for above in stride(from: index - 1, through: max(0, index - 2), by: -1) {
      guard !rows[above + 1].followsBlank else { return nil }
      let row = rows[above]
      if width > 2, row.filled > 2, row.filled >= width - 1,
        numeric.allSatisfy({ row.kind($0) != .number })
      {
        return above
      }
      if row.filled != 1 { return nil }
    }
    return nil
  }

  /// The rows above the headings.
  var preamble: ArraySlice<Row> { rows[..<headings.lowerBound] }
}

extension String {
  /// Without blanks, tabs and line ends on either side.
  var trimmedText: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return self }
    return String(trimmed)
  }
}

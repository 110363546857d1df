internal import Records

/// Makes of the rows of a sheet what reads as a table: columns at the left that hold nothing are
/// left out, labels that are set in come into one column, headings stand over every column for
/// which they were merged, links to other sheets go, and rows have one width.
struct SheetTidy {
  private let offset: Int
  private let width: Int
  /// For each row, the areas of one row that are merged.
  private var merged: [Int: [ClosedRange<Int>]] = [:]
  /// For each row, the columns of links that lead away from it.
  private var links: [Int: [Int]] = [:]
  /// For each row, the columns of cells that hold the name of another sheet.
  private var pointers: [Int: [Int]] = [:]
  private let indents: [(column: Int, target: Int)]

  /// - Parameter width: how many columns rows are filled up to, counted in the sheet; 0 for as they
  ///   are.
  init(
    offset: Int, width: Int, merged: [MergedArea], links: Set<CellPlace>,
    pointers: Set<CellPlace>, look: SheetLook
  ) {
    self.offset = offset
    self.width = width
    // From left to right: where two columns belong to one, which comes first decides.
    indents = look.indents.map { ($0.key, $0.value) }.sorted { $0.column < $1.column }
    for area in merged where area.columns.count > 1 {
      self.merged[area.rows.lowerBound, default: []].append(area.columns)
    }
    for pointer in pointers { self.pointers[pointer.row, default: []].append(pointer.column) }
    for link in links where link.row <= look.filled.count {
      self.links[link.row, default: []].append(link.column)
    }
    // “Back to contents” above a table is no title, “e-mail us” beside one no heading.
    for (row, columns) in self.links {
      let others = look.filled[row - 1] - columns.count
      let below = row < look.filled.count ? look.filled[row] : 0
      if others > 1 || below > 1 && others > 0 || below > 1 && columns.count > 1 {
        self.links[row] = nil
      }
    }
  }

  /// Copies all rows.
  func copy(_ input: Spool, to output: Spool) throws(Failure) {
    var block: [UInt8] = []
    var line: [UInt8] = []
    var offset = 0
    var row = 1
    while true {
      try input.read(at: offset, count: 1 << 18, into: &block)
      if block.isEmpty { break }
      offset += block.count
      var start = 0
      while let end = block[start...].firstIndex(of: 0x0A) {
        line += block[start..<end]
        start = end + 1
        tidy(&line, row)
        try output.append(line)
        line.removeAll(keepingCapacity: true)
        row += 1
      }
      line += block[start...]
    }
    try output.finish()
  }

  /// Whether a row above the headings holds nothing but a title and the name of another sheet.
  private func isNavigation(_ cells: [ArraySlice<UInt8>], _ columns: [Int]) -> Bool {
    let names = Set(columns.filter { $0 <= cells.count }.map { cells[$0 - 1] })
    return names.count == 1 && cells.count { !$0.isEmpty } - columns.count <= 1
  }

  private func tidy(_ line: inout [UInt8], _ row: Int) {
    if !line.isEmpty {
      if offset > 0 || !indents.isEmpty || merged[row] != nil || links[row] != nil
        || pointers[row] != nil
      {
        line = Array(cells(line, row).joined(separator: [SheetFacts.separator]))
      }
      let count = line.count { $0 == SheetFacts.separator } + 1
      if count < width - offset {
        line += repeatElement(SheetFacts.separator, count: width - offset - count)
      }
    }
    line.append(0x0A)
  }

  private func cells(_ line: [UInt8], _ row: Int) -> ArraySlice<ArraySlice<UInt8>> {
    var cells = line.split(separator: SheetFacts.separator, omittingEmptySubsequences: false)
    for column in links[row] ?? [] where column <= cells.count { cells[column - 1] = [] }
    if let columns = pointers[row], isNavigation(cells, columns) {
      for column in columns where column <= cells.count { cells[column - 1] = [] }
    }
    if let areas = merged[row] { spread(areas, &cells) }
    for (column, target) in indents where column <= cells.count {
      while cells.count < target { cells.append([]) }
      // Labels that share their row with a code stay where they are.
      if cells[target - 1].isEmpty, target < column || !isCode(cells[column - 1]) {
        cells[target - 1] = cells[column - 1]
        cells[column - 1] = []
      }
    }
    return cells.dropFirst(offset)
  }

  /// A title over the whole table stays one cell; headings side by side are each spread.
  private func spread(_ areas: [ClosedRange<Int>], _ cells: inout [ArraySlice<UInt8>]) {
    let filled = cells.count { !$0.isEmpty }
    guard filled > 1 else { return }
    for area in areas {
      guard area.lowerBound <= cells.count, area.upperBound <= max(width, cells.count) else {
        continue
      }
      let text = cells[area.lowerBound - 1]
      // A figure that is shown over several columns is one figure.
      guard text.contains(where: SheetTidy.isLetter) || SheetTidy.isYear(text) else { continue }
      if cells.count < area.upperBound {
        cells += repeatElement([], count: area.upperBound - cells.count)
      }
      for column in area.dropFirst() where cells[column - 1].isEmpty { cells[column - 1] = text }
    }
  }

  /// Capital letters and digits, both of them: no label.
  private func isCode(_ text: ArraySlice<UInt8>) -> Bool {
    text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5A }
      && text.contains { $0 <= 0x39 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  /// Four digits over several columns are a year.
  private static func isYear(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 4 && text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}

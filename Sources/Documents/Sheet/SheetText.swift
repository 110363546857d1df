internal import Records

/// The cells of a sheet as text of one line a row, so that everything that reads rows of a table
/// reads sheets as well: lines are rows, and the number of a cell in its line is its column.
///
/// Line ends and separators within a cell become blanks: no quoting is needed. Rows are filled up to
/// one width, as in a table that a spreadsheet program exports.
struct SheetText {
  let locator: String
  private let longest: Int
  private var spool: Spool
  private var line: [UInt8] = []
  /// The row that is being written, from 1, and the last column written in it.
  private var row = 0
  private var column = 0
  private var cells = 0
  private var look = SheetLook()
  private var rows = 0
  private var columns = 0
  /// Areas that are one cell.
  var merged: [MergedArea] = []
  /// Cells that lead to another sheet or page.
  var links: Set<CellPlace> = []
  /// The names of sheets of contents: a cell that holds one and nothing else leads there.
  var names: Set<String> = []
  private var pointers: Set<CellPlace> = []

  init(locator: String, longest: Int) {
    self.locator = locator
    self.longest = longest
    spool = Spool(locator: locator, longest: longest)
  }

  /// Adds a cell; rows come in their order, and the cells of a row in theirs.
  ///
  /// - Throws: a `Failure` where they do not.
  mutating func add(row: Int, column: Int, _ text: some Collection<UInt8>) throws(Failure) {
    guard row >= self.row, row > self.row || column > self.column, column > 0, row <= 1 << 27,
      column <= 1 << 20
    else {
      throw Failure(
        .badData,
        "the workbook is damaged: \(CellName.cell(row: row, column: column)) does not follow the cell before it",
        at: Place(locator))
    }
    let isEmpty = !text.contains { $0 > 0x20 }
    if isEmpty { return }
    while self.row < row { try endRow() }
    for _ in max(1, self.column)..<column { line.append(SheetFacts.separator) }
    self.column = column
    let start = line.count
    for byte in text { line.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
    if row < 40, names.contains(String(decoding: line[start...], as: UTF8.self)) {
      pointers.insert(CellPlace(row: row, column: column))
    }
    look.add(row: row, column: column, line[start...])
    cells += 1
    rows = row
    columns = max(columns, column)
  }

  private mutating func endRow() throws(Failure) {
    if row > 0 {
      look.endRow()
      line.append(0x0A)
      try spool.append(line)
      line.removeAll(keepingCapacity: true)
    }
    row += 1
    column = 0
  }

  /// The text, rows filled up and merged cells spread; and what is known of the sheet.
  mutating func finish(_ facts: SheetFacts) throws(Failure) -> (Spool, SheetFacts) {
    if row > 0 { try endRow() }
    try spool.finish()
    var facts = facts
    facts.rows = rows
    facts.merged = merged.count
    (facts.passedRule, facts.passedReason) = (look.passed?.rule, look.passed?.reason)
    facts.columnOffset = look.firstColumn - 1
    facts.columns = columns - facts.columnOffset
    facts.areas = look.areas(rows: rows)
    // Cells far away from all others would make every row as long as theirs.
    let isSparse = facts.columns * rows > 4 * cells + 1 << 20
    let tidy = SheetTidy(
      offset: facts.columnOffset, width: isSparse ? 0 : columns, merged: merged, links: links,
      pointers: pointers, look: look)
    let tidied = Spool(locator: locator, longest: longest)
    try tidy.copy(spool, to: tidied)
    return (tidied, facts)
  }
}

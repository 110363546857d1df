/// What the columns and first rows of a sheet hold, counted while its cells pass by.
struct SheetLook {
  private struct Column {
    var numbers = 0
    var texts = 0
    /// Numbers that are years of our time.
    var years = 0
    var isEmpty: Bool { numbers + texts == 0 }
    /// Holds labels: texts, or years one after the other.
    var isLabels: Bool { texts > 3 && texts > numbers || years > 3 && years == numbers }
    var isFigures: Bool { numbers > 3 && numbers > texts && years < numbers }
  }

  private var columns: [Column] = []
  /// Which of the first columns hold something in a row, and how many rows are like that.
  private var patterns = [Int](repeating: 0, count: 1 << SheetLook.leading)
  private var pattern = 0
  private var blocks = SheetBlocks()
  /// Rows that open with a code and a label right of it.
  private var codedRows = 0
  private var (firstOfRow, isCoded) = (0, false)
  /// How many cells of each of the first rows hold something, from row 1.
  private(set) var filled: [Int] = []

  /// Rows that hold something, and those of several cells.
  private var rows = 0
  private var rowsOfSeveral = 0
  private var cellsOfRow = 0

  /// Labels stand in the first columns, titles in the first rows.
  private static let leading = 8
  private static let top = 40

  /// Counts a cell.
  mutating func add(row: Int, column: Int, _ text: ArraySlice<UInt8>) {
    while columns.count < column { columns.append(Column()) }
    if SheetLook.isNumber(text) {
      columns[column - 1].numbers += 1
      let isYear = SheetLook.isYear(text)
      columns[column - 1].years += isYear ? 1 : 0
      blocks.addNumber(isYear: isYear)
    } else {
      columns[column - 1].texts += 1
      blocks.addText(text, isFirst: cellsOfRow == 0)
    }
    cellsOfRow += 1
    if column <= SheetLook.leading {
      if pattern != 0, column == firstOfRow + 1, isCoded { codedRows += 1 }
      if pattern == 0 {
        firstOfRow = column
        isCoded = SheetLook.isCode(text)
      }
      pattern |= 1 << (column - 1)
    }
    if row <= SheetLook.top {
      while filled.count < row { filled.append(0) }
      filled[row - 1] += 1
    }
  }

  mutating func endRow() {
    patterns[pattern] += 1
    pattern = 0
    rows += cellsOfRow > 0 ? 1 : 0
    rowsOfSeveral += cellsOfRow > 1 ? 1 : 0
    blocks.endRow(isBlank: cellsOfRow == 0)
    cellsOfRow = 0
  }

  /// The cells of each table, where there are several side by side or one below the other.
  func areas(rows: Int) -> [MergedArea] {
    let groups = self.groups
    if groups.count > 1 { return groups.map { MergedArea(rows: 1...rows, columns: $0) } }
    guard blocks.starts.count > 1 else { return [] }
    let ends = blocks.starts.dropFirst().map { $0 - 1 } + [rows]
    return zip(blocks.starts, ends).enumerated().map { index, area in
      MergedArea(rows: (index == 0 ? 1 : area.0)...area.1, columns: 1...columns.count)
    }
  }

  /// The columns of each of several tables side by side: a blank column between them, and labels of
  /// its own at the left of each.
  private var groups: [ClosedRange<Int>] {
    var groups: [ClosedRange<Int>] = []
    for (index, column) in columns.enumerated() where !column.isEmpty {
      let number = index + 1
      if let last = groups.last, last.upperBound == number - 1 {
        groups[groups.count - 1] = last.lowerBound...number
      } else {
        groups.append(number...number)
      }
    }
    groups = groups.filter { group in group.contains { columns[$0 - 1].isFigures } }
    let areTables = groups.allSatisfy { group in
      group.count > 1 && columns[group.lowerBound - 1].isLabels
    }
    return areTables ? groups : []
  }

  /// Why the sheet is no table: by what rule it is passed over, and how a person would say it.
  var passed: (rule: String, reason: String)? {
    if rows == 0 { return ("empty_sheet", "the sheet is empty") }
    // One stray number is no column of figures.
    guard columns.allSatisfy({ $0.numbers < 2 }) else { return nil }
    if columns.count(where: { $0.texts > 2 }) < 2 {
      return ("notes_sheet", "the sheet holds text in one column and no figures: notes")
    }
    if rowsOfSeveral * 10 < rows * 9, columns.count(where: { $0.texts > 2 }) < 4 {
      return ("notes_sheet", "the sheet holds text, most of it not in rows of a table: notes")
    }
    return nil
  }

  /// The first column that holds something, from 1.
  var firstColumn: Int {
    (columns.firstIndex { $0.numbers + $0.texts > 0 } ?? 0) + 1
  }

  /// Columns of labels that are set in, each with the column to which it belongs.
  ///
  /// Each row has its label in one of them.
  var indents: [Int: Int] {
    var indents: [Int: Int] = [:]
    let first = firstColumn
    let end = columns.firstIndex { $0.numbers > $0.texts } ?? columns.count
    // “E12000007 | London” among rows with a label in one of the two: codes stand before the labels.
    if first < min(end, SheetLook.leading), codedRows > 2 {
      let pair = 3 << (first - 1)
      let both = patterns.indices.reduce(0) { $0 + ($1 & pair == pair ? patterns[$1] : 0) }
      if both == codedRows { return [first: first + 1] }
    }
    var target = first
    var mask = 1 << (first - 1)
    for column in stride(from: first + 1, through: min(end, SheetLook.leading), by: 1) {
      let own = 1 << (column - 1)
      let both = patterns.indices.reduce(0) {
        $0 + ($1 & own != 0 && $1 & mask != 0 ? patterns[$1] : 0)
      }
      let alone = patterns.indices.reduce(0) { $0 + ($1 & own != 0 ? patterns[$1] : 0) } - both
      if both == 0, alone > 2 {
        indents[column] = target
        mask |= own
      } else if columns[column - 1].texts > 0 {
        (target, mask) = (column, own)
      }
    }
    return indents
  }

  private static func isYear(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 4 && text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      && (text.first == UInt8(ascii: "1") || text.first == UInt8(ascii: "2"))
  }

  /// Capital letters and digits, both of them.
  private static func isCode(_ text: ArraySlice<UInt8>) -> Bool {
    text.count <= 12 && text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5A }
      && text.contains { $0 >= 0x41 } && text.contains { $0 <= 0x39 }
  }

  /// Digits, with what stands between and around them in numbers.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var hasDigits = false
    for (index, byte) in zip(text.indices, text) {
      switch byte {
      case 0x30...0x39: hasDigits = true
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "%"), 0x20: break
      // “5-9” is a label.
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        if index != text.startIndex, index != text.endIndex - 1 { return false }
      default: return false
      }
    }
    return hasDigits
  }
}

/// What the columns and first rows of a sheet hold, counted while its cells pass by.
struct SheetLook {
  private struct Column {
    var numbers = 0
    var texts = 0
  }

  private var columns: [Column] = []
  /// Which of the first columns hold something in a row, and how many rows are like that.
  private var patterns = [Int](repeating: 0, count: 1 << SheetLook.leading)
  private var pattern = 0
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
    } else {
      columns[column - 1].texts += 1
    }
    cellsOfRow += 1
    if column <= SheetLook.leading { pattern |= 1 << (column - 1) }
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
    cellsOfRow = 0
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

  /// Columns of labels that are set in: each row has its label in one of them. For each the column
  /// to which it belongs.
  var indents: [Int: Int] {
    var indents: [Int: Int] = [:]
    let first = firstColumn
    let end = columns.firstIndex { $0.numbers > $0.texts } ?? columns.count
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

  /// Digits, with what stands between and around them in numbers.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var hasDigits = false
    for byte in text {
      switch byte {
      case 0x30...0x39: hasDigits = true
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "%"),
        UInt8(ascii: "+"), 0x20:
        break
      default: return false
      }
    }
    return hasDigits
  }
}

/// The cells of a table in a page, those that span several put where they belong.
struct PageTableCells {
  /// The rows that hold something, as texts.
  private(set) var rows: [[String]] = []
  /// How many columns there are.
  private(set) var width = 0
  /// What the table says of itself.
  private(set) var caption: String?

  /// One cell, and what it spans.
  private struct Cell {
    var text: String
    var isHeading: Bool
    var columns: Int
    var rows: Int
  }

  /// No table is wider, and no cell spans more rows.
  private static let widest = 1000

  init(_ table: Int, in tree: PageTree, unseen: [Bool]) {
    /// By column, what cells of rows above still hold.
    var open: [Int: (cell: Cell, left: Int)] = [:]
    var index = table + 1
    var inHead = 0
    while index < Int(tree.nodes[table].end) {
      let node = tree.nodes[index]
      if unseen[index] {
        index = Int(node.end)
        continue
      }
      switch node.tag {
      case .caption:
        let text = tree.string(below: index, without: unseen)
        if !text.isEmpty { caption = caption ?? text }
        index = Int(node.end)
      case .thead:
        inHead = Int(node.end)
        index += 1
      case .tr:
        let cells = PageTableCells.cells(
          of: index, in: tree, unseen: unseen, areHeadings: index < inHead)
        add(cells, &open)
        index = Int(node.end)
      default: index += 1
      }
    }
    rows.removeAll { $0.allSatisfy(\.isEmpty) }
  }

  private static func cells(
    of row: Int, in tree: PageTree, unseen: [Bool], areHeadings: Bool
  ) -> [Cell] {
    DataTable.cells(of: row, in: tree, unseen: unseen).map { cell in
      func span(_ name: PageAttribute) -> Int {
        min(widest, max(1, tree.attribute(name, of: cell).flatMap { Int($0.prefix(4)) } ?? 1))
      }
      return Cell(
        text: tree.string(below: cell, without: unseen),
        isHeading: areHeadings || tree.nodes[cell].tag == .th, columns: span(.colspan),
        rows: span(.rowspan))
    }
  }

  /// Puts the cells of a row into their columns.
  private mutating func add(_ cells: [Cell], _ open: inout [Int: (cell: Cell, left: Int)]) {
    var row: [String] = []
    let isHeading = cells.allSatisfy(\.isHeading)
    var isKey = true
    func fill(from above: inout [Int: (cell: Cell, left: Int)]) {
      while let held = above[row.count] {
        // A label counts for every row beside it; a figure is said once.
        row.append(
          isKey || !PageTableCells.isFigure(held.cell.text) ? held.cell.text : "")
        let column = row.count - 1
        above[column] = held.left > 1 ? (held.cell, held.left - 1) : nil
      }
    }
    for cell in cells {
      fill(from: &open)
      guard row.count < PageTableCells.widest else { break }
      isKey = false
      for offset in 0..<min(cell.columns, PageTableCells.widest - row.count) {
        let column = row.count
        // A heading counts for every column below it; a section's heading stands once.
        row.append(offset == 0 || isHeading && cells.count > 1 ? cell.text : "")
        if cell.rows > 1 { open[column] = (cell, cell.rows - 1) }
      }
    }
    fill(from: &open)
    width = max(width, row.count)
    rows.append(row)
  }

  /// Whether a text is a number, with or without signs beside it.
  static func isFigure(_ text: String) -> Bool {
    let digits = text.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
    let letters = text.unicodeScalars.count { $0.properties.isAlphabetic }
    return digits > 0 && letters <= 3 && digits >= letters
  }

  /// Whether the cells are those of data: enough of them are figures, and these do not count the
  /// days of a month.
  var holdFigures: Bool {
    guard rows.count >= 2, width >= 2 else { return false }
    var (cells, figures, steps) = (0, 0, 0)
    var last: Int?
    for row in rows {
      for text in row where !text.isEmpty {
        cells += 1
        guard PageTableCells.isFigure(text) else { continue }
        figures += 1
        let number = Int(text)
        if let number, let before = last, number == before + 1, number <= 31 { steps += 1 }
        last = number
      }
    }
    return figures >= 2 && figures * 5 >= cells && steps * 10 < figures * 9
  }
}

/// Tells tables of data from tables that lay out a page, and cuts the former into rows.
enum DataTable {
  /// Whether a table holds data: several short cells in several rows, no table inside.
  static func isData(_ table: Int, in tree: PageTree, unseen: [Bool]) -> Bool {
    var (rows, cells, bytes) = (0, 0, 0)
    for index in tree.descendants(of: table) {
      switch tree.nodes[index].tag {
      case .table, .form: return false
      case .tr: rows += 1
      case .td, .th: cells += 1
      case .text: bytes += tree.nodes[index].range.count
      default: break
      }
    }
    return rows >= 2 && cells >= 2 * rows && bytes <= 160 * cells
  }

  /// The rows, their cells between bars.
  static func rows(of table: Int, in tree: PageTree, unseen: [Bool]) -> [PageBlock] {
    var rows: [PageBlock] = []
    var index = table + 1
    while index < Int(tree.nodes[table].end) {
      let node = tree.nodes[index]
      if unseen[index] || node.tag == .caption {
        index = Int(node.end)
        continue
      }
      if node.tag == .tr {
        if let row = row(index, in: tree, unseen: unseen) { rows.append(row) }
        index = Int(node.end)
        continue
      }
      index += 1
    }
    return rows
  }

  /// The elements of a row that are its cells.
  static func cells(of row: Int, in tree: PageTree, unseen: [Bool]) -> [Int] {
    var cells: [Int] = []
    var index = row + 1
    while index < Int(tree.nodes[row].end) {
      let node = tree.nodes[index]
      guard node.tag == .td || node.tag == .th, !unseen[index] else {
        index = unseen[index] ? Int(node.end) : index + 1
        continue
      }
      cells.append(index)
      index = Int(node.end)
    }
    return cells
  }

  private static func row(_ row: Int, in tree: PageTree, unseen: [Bool]) -> PageBlock? {
    var cells: [String] = []
    var linkBytes = 0
    for cell in DataTable.cells(of: row, in: tree, unseen: unseen) {
      cells.append(tree.string(below: cell, without: unseen))
      for inner in tree.descendants(of: cell) where tree.nodes[inner].tag == .a {
        linkBytes += tree.string(below: inner).utf8.count
      }
    }
    guard cells.contains(where: { !$0.isEmpty }) else { return nil }
    let text = "| " + cells.map { $0.replacing("|", with: "/") }.joined(separator: " | ") + " |"
    return PageBlock(kind: .row, node: row, text: Array(text.utf8), linkBytes: linkBytes)
  }
}

internal import Storage

/// Turns rows to columns on their way to another writer.
///
/// Two values for one cell are both kept: the second opens another row with the same keys.
final class PivotWriter: RowWriter {
  private let pivot: Report.Pivot
  private let writer: any RowWriter
  private var keys: [Int] = []
  private var across = -1
  private var value = -1
  private var headings: [String] = []
  private var positions: [String: Int] = [:]
  private var rows: [(keys: [Value], cells: [Int: Value])] = []
  private var index: [String: [Int]] = [:]

  init(_ pivot: Report.Pivot, to writer: any RowWriter) {
    self.pivot = pivot
    self.writer = writer
  }

  func begin(_ columns: [String]) {
    keys = pivot.keys.map { columns.firstIndex(of: $0) ?? -1 }
    across = columns.firstIndex(of: pivot.across) ?? -1
    value = columns.firstIndex(of: pivot.value) ?? -1
  }

  func row(_ values: [Value]) {
    func at(_ column: Int) -> Value { column < 0 ? .null : values[column] }
    let kept = keys.map(at)
    let heading = Cell.text(at(across)) ?? ""
    let position = positions[heading] ?? headings.count
    if position == headings.count {
      positions[heading] = position
      headings.append(heading)
    }
    let key = kept.map { Cell.text($0) ?? "\u{0}" }.joined(separator: "\u{1}")
    if let free = index[key]?.first(where: { rows[$0].cells[position] == nil }) {
      rows[free].cells[position] = at(value)
    } else {
      index[key, default: []].append(rows.count)
      rows.append((kept, [position: at(value)]))
    }
  }

  func end() {
    let order = headings.indices.sorted { headings[$0] < headings[$1] }
    writer.begin(pivot.keys + order.map { headings[$0] })
    for row in rows { writer.row(row.keys + order.map { row.cells[$0] ?? .null }) }
    writer.end()
  }
}

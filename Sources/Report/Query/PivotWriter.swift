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
  private var rows: [(keys: [Value], cells: [Value?])] = []
  private var index: [[String?]: Int] = [:]
  /// The rows of each combination of keys, in order.
  private var places: [[Int]] = []
  /// The combination of the row before: nearly always the next one has the same.
  private var last: (keys: [Value], place: Int)?

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
    let place = place(of: kept)
    if let free = places[place].first(where: {
      rows[$0].cells.count <= position || rows[$0].cells[position] == nil
    }) {
      let missing = position + 1 - rows[free].cells.count
      if missing > 0 { rows[free].cells.append(contentsOf: repeatElement(nil, count: missing)) }
      rows[free].cells[position] = at(value)
    } else {
      places[place].append(rows.count)
      rows.append((kept, [Value?](repeating: nil, count: position) + [at(value)]))
    }
  }

  private func place(of keys: [Value]) -> Int {
    if let last, last.keys == keys { return last.place }
    let text = keys.map(Cell.text)
    let place = index[text] ?? places.count
    if place == places.count {
      index[text] = place
      places.append([])
    }
    last = (keys, place)
    return place
  }

  func end() {
    let order = headings.indices.sorted { headings[$0] < headings[$1] }
    writer.begin(pivot.keys + order.map { headings[$0] })
    for row in rows {
      writer.row(row.keys + order.map { $0 < row.cells.count ? row.cells[$0] ?? .null : .null })
    }
    writer.end()
  }
}

internal import Storage

/// Columns side by side for a screen; numbers to the right, with their thousands set off.
///
/// The first rows decide the widths, so that a long result streams; a later, wider cell moves its
/// own row only. On a terminal, columns of text give way until the table fits; where even that is
/// not enough, each row is a block of lines.
final class TableWriter: ReportPresenter {
  private let output: Output
  private let limit: Int?
  private var columns: [String] = []
  private var held: [[Value]] = []
  private var widths: [Int]?
  private var isNumeric: [Bool] = []
  /// Numeric columns whose numbers are amounts; others only name something.
  private var isGrouped: [Bool] = []
  private var optional = OptionalColumns()
  private var isTall = false
  private var count = 0

  /// Rows that are looked at for the widths.
  private static let sample = 2000
  /// A column of text is not made narrower than this.
  private static let narrowest = 12

  init(_ output: Output, width: Int?) {
    self.output = output
    limit = width
  }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    optional.names = report.optional
  }

  func begin(_ columns: [String]) { self.columns = columns }

  func row(_ values: [Value]) {
    if widths != nil {
      write(values)
    } else {
      held.append(values)
      if held.count >= TableWriter.sample { settle() }
    }
  }

  func end() {
    if widths == nil {
      optional.leaveOut(&columns, &held)
      settle()
    }
    output.flush()
  }

  private func settle() {
    isNumeric = columns.indices.map { column in
      held.contains { $0[column].number != nil }
        && held.allSatisfy { $0[column].number != nil || $0[column] == .null }
    }
    isGrouped = zip(columns, isNumeric).map { $1 && !PageColumn.isName($0) }
    var widths = columns.map(Cell.width)
    for row in held {
      for column in row.indices {
        widths[column] = max(widths[column], Cell.width(text(row, column)))
      }
    }
    if let limit { fit(&widths, limit) }
    self.widths = widths
    if !isTall {
      line(columns.map(Value.text))
      output.write(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n")
    }
    for row in held { write(row) }
    held = []
  }

  /// Narrows the widest columns of text until the table fits; gives up where they would hold almost
  /// nothing.
  private func fit(_ widths: inout [Int], _ limit: Int) {
    func total() -> Int { widths.reduce(0, +) + 2 * (widths.count - 1) }
    while total() > limit {
      let texts = widths.indices.filter { !isNumeric[$0] && widths[$0] > TableWriter.narrowest }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else {
        isTall = !held.isEmpty
        return
      }
      let next = texts.filter { $0 != widest }.map { widths[$0] }.max() ?? TableWriter.narrowest
      let excess = total() - limit
      widths[widest] = max(
        TableWriter.narrowest, min(widths[widest] - 1, max(next, widths[widest] - excess)))
    }
  }

  /// A cell as one line.
  private func text(_ values: [Value], _ column: Int) -> String {
    let text = Cell.line(values[column], isShown: limit != nil)
    return isGrouped[column] && values[column].number != nil ? NumberStyle.grouped(text) : text
  }

  private func write(_ values: [Value]) {
    if isTall { block(values) } else { line(values) }
  }

  private func line(_ values: [Value]) {
    guard let widths else { return }
    var line = ""
    for column in values.indices {
      let whole = text(values, column)
      let text = limit == nil ? whole : Cell.cut(whole, to: widths[column])
      let padding = String(repeating: " ", count: max(0, widths[column] - Cell.width(text)))
      if column > 0 { line += "  " }
      line +=
        isNumeric[column] ? padding + text : column == values.count - 1 ? text : text + padding
    }
    while line.last == " " { line.removeLast() }
    output.write(line + "\n")
  }

  /// A row as a block of lines: name and value, what is empty left out.
  private func block(_ values: [Value]) {
    count += 1
    let limit = limit ?? 80
    let head = "-- \(count) "
    output.write(head + String(repeating: "-", count: max(0, min(limit, 40) - head.count)) + "\n")
    let width = min(columns.map(Cell.width).max() ?? 0, max(8, limit / 3))
    for column in columns.indices where values[column] != .null {
      let label = Cell.cut(columns[column], to: width)
      var indent = label + String(repeating: " ", count: max(0, width - Cell.width(label)) + 2)
      for part in Cell.wrapped(text(values, column), to: max(10, limit - width - 2)) {
        output.write(indent + part + "\n")
        indent = String(repeating: " ", count: width + 2)
      }
    }
  }
}

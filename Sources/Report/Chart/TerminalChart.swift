internal import Records
internal import Storage

/// A report's chart in the letters of a terminal: bars, ranges, and a line of eighths for each
/// series.
final class TerminalChart: ReportPresenter {
  private let output: Output
  private let width: Int
  private var plan: ChartPlan?
  private var drawn = ChartRows()

  init(_ output: Output, layout: Layout) {
    self.output = output
    width = max(40, layout.width ?? 100)
  }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    plan = report.chart
  }
  func gather(_ columns: [String]) { drawn.begin(columns) }
  func gather(_ row: [Value]) { drawn.add(row) }
  func begin(_ columns: [String]) {}
  func row(_ values: [Value]) {}

  func end() {
    defer { output.flush() }
    guard let plan else { return }
    let data = ChartData(plan, columns: drawn.columns, rows: drawn.rows)
    for (index, panel) in data.panels.enumerated()
    where !(panel.items.isEmpty && panel.lines.isEmpty) {
      if index > 0 { output.write("\n") }
      let drawing = ChartDrawing(data, panel, width: 760)
      let heading = [panel.title, drawing.axis].filter { !$0.isEmpty }.joined(separator: ", ")
      if !heading.isEmpty { output.write(Cell.cut(heading, to: width) + "\n") }
      let labels = panel.items.map(\.label) + panel.lines.map(\.label)
      let gutter = min(labels.map(Cell.width).max() ?? 0, width * 2 / 5)
      for item in panel.items {
        let room: Int
        switch plan.kind {
        case .slope:
          let change = item.value >= (item.from ?? 0) ? "↗" : "↘"
          write(
            item.label, gutter,
            "\(drawing.short(item.from ?? 0)) \(change) \(drawing.short(item.value))")
        case .dots:
          room = max(10, width - gutter - 12)
          write(item.label, gutter, range(item, panel, room) + " " + drawing.short(item.value))
        default:
          room = max(10, width - gutter - 12)
          write(item.label, gutter, bar(item.value, panel, room) + " " + drawing.short(item.value))
        }
      }
      for line in panel.lines {
        write(line.label, gutter, trend(line, drawing, width - gutter - 30))
      }
      if panel.omitted > 0 { output.write("… \(panel.omitted) more: see the table\n") }
    }
    if data.omittedPanels > 0 {
      output.write("\n… \(data.omittedPanels) more groups: see the table\n")
    }
  }

  private func write(_ label: String, _ gutter: Int, _ text: String) {
    let label = Cell.cut(label, to: max(gutter, 1))
    output.write(
      label + String(repeating: " ", count: max(0, gutter - Cell.width(label))) + "  " + text + "\n"
    )
  }

  /// A bar in eighths of a letter; of a negative number, hatched.
  private func bar(_ value: Double, _ panel: ChartData.Panel, _ room: Int) -> String {
    let most = panel.items.map { abs($0.value) }.max() ?? 0
    guard most > 0 else { return "" }
    let eighths = Int((abs(value) / most * Double(room * 8)).rounded())
    if value < 0 { return String(repeating: "▒", count: max(1, eighths / 8)) }
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }

  /// A range with its value: `├──●───┤`.
  private func range(_ item: ChartData.Item, _ panel: ChartData.Panel, _ room: Int) -> String {
    let numbers = panel.items.flatMap { [$0.value, $0.low, $0.high].compactMap(\.self) }
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
    func place(_ value: Double) -> Int {
      high > low ? Int(((value - low) / (high - low) * Double(room - 1)).rounded()) : 0
    }
    var letters = [Character](repeating: " ", count: room)
    let (first, last) = (place(item.low ?? item.value), place(item.high ?? item.value))
    for index in first...max(first, last) { letters[index] = "─" }
    letters[first] = "├"
    letters[max(first, last)] = "┤"
    letters[place(item.value)] = "●"
    return String(letters)
  }

  /// A series in blocks of eight heights, with its first and last value.
  private func trend(_ line: ChartData.Line, _ drawing: ChartDrawing, _ room: Int) -> String {
    let most = max(8, room)
    let every = max(1, (line.points.count + most - 1) / most)
    let points = line.points.enumerated().filter {
      (line.points.count - 1 - $0.offset) % every == 0
    }.map(\.element)
    guard let first = points.first, let last = points.last, let low = points.map(\.value).min(),
      let high = points.map(\.value).max()
    else { return "" }
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let letters = points.map {
      blocks[high > low ? Int((($0.value - low) / (high - low) * 7).rounded()) : 0]
    }
    return
      "\(String(letters))  \(drawing.short(first.value)) → \(drawing.short(last.value))  (\(first.text) to \(last.text))"
  }
}

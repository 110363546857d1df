internal import Records
internal import Storage

/// The rows of a report, as its chart draws them: panels of what can share an axis.
struct ChartData {
  /// What shares one axis: one unit, one source.
  struct Panel {
    /// What the panel holds that others do not.
    let title: String
    /// The unit, where the report names its column.
    let unit: String
    /// Bars, dots and slopes: a label and its numbers.
    var items: [Item] = []
    /// Lines: a label and its points in the order of time.
    var lines: [Line] = []
    /// How many items or lines were left out.
    var omitted = 0
  }

  struct Item {
    let label: String
    /// The value; of a slope, where it ends.
    let value: Double
    /// Of a slope, where it starts; of a range, its ends.
    var from: Double?
    var low: Double?
    var high: Double?
  }

  struct Line {
    var label: String
    /// The first part of the label, which is enough where no other line has it.
    let short: String
    var points: [(x: Double, value: Double, text: String)] = []
  }

  let plan: ChartPlan
  private(set) var panels: [Panel] = []
  /// How many panels were left out.
  private(set) var omittedPanels = 0
  /// Of a slope: what the two ends are called.
  private(set) var ends = ("", "")

  /// Panels, bars and lines beyond these are left to the table: more than this nobody reads.
  private static let mostPanels = 6
  private static let mostItems = 30
  private static let mostLines = 40

  /// Rows in the columns of the statement.
  init(_ plan: ChartPlan, columns: [String], rows: [[Value]]) {
    self.plan = plan
    ends = (plan["from"].first ?? "", plan["to"].first ?? "")
    var order: [String] = []
    var found: [String: Panel] = [:]
    /// The columns of a role in one label; a word in quotes stands for itself.
    func text(_ role: String, _ row: [Value]) -> String {
      plan[role].compactMap { name in
        name.hasPrefix("'")
          ? String(name.dropFirst().dropLast())
          : columns.firstIndex(of: name).flatMap { Cell.text(row[$0]) }
      }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
    func number(_ role: String, _ row: [Value]) -> Double? {
      plan[role].first.flatMap { columns.firstIndex(of: $0) }.flatMap { row[$0].number }
    }
    for row in rows {
      let key = text("panel", row)
      if found[key] == nil {
        order.append(key)
        let unit = text("unit", row)
        // The unit stands behind the title already.
        let title = key.hasPrefix(unit + ", ") ? String(key.dropFirst(unit.count + 2)) : key
        found[key] = Panel(title: ChartData.short(title), unit: unit)
      }
      if plan.kind == .lines {
        guard let value = number("value", row) else { continue }
        let (label, period) = (text("series", row), text("x", row))
        let point = (x: ChartData.position(period), value: value, text: period)
        if let index = found[key]?.lines.firstIndex(where: { $0.label == label }) {
          found[key]?.lines[index].points.append(point)
        } else {
          let short = plan["series"].first.flatMap { columns.firstIndex(of: $0) }.flatMap {
            Cell.text(row[$0])
          }
          found[key]?.lines.append(Line(label: label, short: short ?? label, points: [point]))
        }
      } else {
        guard let value = number(plan.kind == .slope ? "to" : "value", row) ?? number("low", row)
        else { continue }
        var item = Item(label: text("label", row), value: value)
        item.from = plan.kind == .slope ? number("from", row) : nil
        if plan.kind == .slope, item.from == nil { continue }
        item.low = number("low", row)
        item.high = number("high", row)
        found[key]?.items.append(item)
      }
    }
    var all = order.compactMap { found[$0] }.filter { !$0.items.isEmpty || !$0.lines.isEmpty }
    omittedPanels = max(0, all.count - ChartData.mostPanels)
    all = Array(all.prefix(ChartData.mostPanels))
    panels = all.map { ChartData.trimmed($0, plan.kind) }
  }

  /// Leaves to the table what no reader could tell apart.
  private static func trimmed(_ panel: Panel, _ kind: ChartPlan.Kind) -> Panel {
    var panel = panel
    let most = kind == .slope ? 16 : mostItems
    panel.omitted = max(0, panel.items.count - most)
    panel.items = Array(panel.items.prefix(most))
    for index in panel.lines.indices { panel.lines[index].points.sort { $0.x < $1.x } }
    panel.lines = panel.lines.filter { $0.points.count > 1 }
    let shorts = panel.lines.map(\.short)
    for index in panel.lines.indices where shorts.count(where: { $0 == shorts[index] }) == 1 {
      panel.lines[index].label = shorts[index]
    }
    if panel.lines.count > mostLines {
      panel.omitted = panel.lines.count - mostLines
      panel.lines = Array(
        panel.lines.sorted { ($0.points.last?.value ?? 0) > ($1.points.last?.value ?? 0) }.prefix(
          mostLines))
    }
    return panel
  }

  /// A path in a label is its file's name.
  private static func short(_ text: String) -> String {
    text.split(separator: " ").map { word in
      word.contains("/") && word.contains(".")
        ? String(word.split(separator: "/").last ?? word) : String(word)
    }.joined(separator: " ")
  }

  /// Where a period stands on an axis of years: its middle, in years.
  private static func position(_ period: String) -> Double {
    guard let time = TimePeriod(sdmx: period) else { return Double(period) ?? 0 }
    return (Double(time.first.number) + Double(time.last.number) + 1) / 2 / 365.2425 + 1970
  }
}

/// Gathers the rows that a chart may draw.
struct ChartRows {
  private(set) var columns: [String] = []
  private(set) var rows: [[Value]] = []
  /// How many there were.
  private(set) var count = 0
  /// A chart of more rows than this would show nothing.
  private static let most = 20_000

  mutating func begin(_ columns: [String]) { self.columns = columns }

  mutating func add(_ row: [Value]) {
    count += 1
    if rows.count < ChartRows.most { rows.append(row) }
  }
}

/// Draws a panel as SVG, once for a wide screen and once for a narrow one.
struct ChartDrawing {
  let data: ChartData
  let panel: ChartData.Panel
  let width: Double
  private let style: NumberStyle

  var isNarrow: Bool { width < 500 }

  init(_ data: ChartData, _ panel: ChartData.Panel, width: Double) {
    self.data = data
    self.panel = panel
    self.width = width
    style = NumberStyle.chart(
      panel.items.flatMap { [$0.value, $0.from, $0.low, $0.high].compactMap(\.self) }
        + panel.lines.flatMap { $0.points.map(\.value) })
  }

  /// The unit with its scale: “trillion CNY”.
  var axis: String {
    let unit = panel.unit == "1" ? "" : panel.unit
    return [style.word, unit].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The panel's chart.
  func drawn() -> SVG {
    var svg = SVG(width: width)
    switch data.plan.kind {
    case .bars: bars(&svg)
    case .dots: dots(&svg)
    case .slope: slope(&svg)
    case .lines: lines(&svg)
    }
    return svg
  }

  /// What the chart shows, in a sentence or two.
  var summary: String {
    let unit = panel.unit == "1" || panel.unit.isEmpty ? "" : " " + panel.unit
    func say(_ number: Double) -> String { NumberStyle.alone(number) + unit }
    if data.plan.kind == .lines {
      return panel.lines.prefix(12).map { line in
        guard let first = line.points.first, let last = line.points.last else { return "" }
        return
          "\(line.label): \(say(first.value)) in \(first.text), \(say(last.value)) in \(last.text)."
      }.joined(separator: " ")
    }
    if data.plan.kind == .slope {
      return panel.items.map { "\($0.label): from \(say($0.from ?? 0)) to \(say($0.value))." }
        .joined(separator: " ")
    }
    guard let most = panel.items.max(by: { $0.value < $1.value }),
      let least = panel.items.min(by: { $0.value < $1.value })
    else { return "" }
    return
      "\(panel.items.count) values. The largest: \(most.label), \(say(most.value)). The smallest: \(least.label), \(say(least.value)). All of them are in the table."
  }

  // MARK: Bars

  private func bars(_ svg: inout SVG) {
    let values = panel.items.map { style.text($0.value) }
    let room = (values.map(SVG.width).max() ?? 0) + 8
    let gutter =
      isNarrow ? 0 : min((panel.items.map { SVG.width($0.label) }.max() ?? 0) + 18, width * 0.42)
    let hasNegative = panel.items.contains { $0.value < 0 }
    let scale = Scale(
      panel.items.map(\.value), from: gutter + (hasNegative ? room : 0), to: width - room,
      includesZero: true)
    // The longest bar reaches the edge, not the next round number.
    let reach = max(panel.items.map { abs(scale($0.value) - scale(0)) }.max() ?? 1, 1)
    let stretch = hasNegative ? 1 : (width - room - gutter) / reach
    let step = isNarrow ? 40.0 : 27.0
    let (zero, thick) = (scale(0), isNarrow ? 16.0 : 18.0)
    for (index, item) in panel.items.enumerated() {
      let top = Double(index) * step + (isNarrow ? 18 : 3)
      let length = abs(scale(item.value) - zero) * stretch
      let left = item.value < 0 ? zero - length : zero
      if isNarrow {
        svg.text(SVG.cut(item.label, to: width), 0, top - 5, "lb")
      } else {
        svg.text(SVG.cut(item.label, to: gutter - 10), gutter - 10, top + 13, "lb", anchor: "end")
      }
      svg.rectangle(
        left, top, length, thick, item.value < 0 ? "f2" : "f1",
        title: "\(item.label): \(exact(item.value))")
      svg.text(
        values[index], item.value < 0 ? left - 6 : left + length + 6, top + thick - 5, "nu",
        anchor: item.value < 0 ? "end" : "start")
    }
    svg.height = Double(panel.items.count) * step + 4
    if !isNarrow || hasNegative { svg.line(zero, 0, zero, svg.height, "ax") }
  }

  // MARK: Dots

  private func dots(_ svg: inout SVG) {
    let gutter =
      isNarrow ? 22 : min((panel.items.map { SVG.width($0.label) }.max() ?? 0) + 20, width * 0.42)
    let numbers = panel.items.flatMap { [$0.value, $0.low, $0.high].compactMap(\.self) }
    let hasRange = panel.items.contains { $0.low != nil }
    let scale = Scale(
      numbers, from: gutter, to: width - 64, includesZero: false, marks: isNarrow ? 3 : 5)
    let marks = style.marks(scale.ticks)
    let step = isNarrow ? 40.0 : 26.0
    let head = 22.0
    svg.height = Double(panel.items.count) * step + head + 6
    for tick in scale.ticks {
      svg.line(scale(tick), head - 4, scale(tick), svg.height, tick == 0 ? "ax" : "gr")
      svg.text(marks.text(tick), scale(tick), 12, "tk", anchor: "middle")
    }
    for (index, item) in panel.items.enumerated() {
      let middle = head + Double(index) * step + (isNarrow ? 27 : 14)
      if isNarrow {
        svg.text(SVG.cut(item.label, to: width), 0, middle - 10, "lb halo")
      } else {
        svg.text(SVG.cut(item.label, to: gutter - 14), gutter - 14, middle + 4, "lb", anchor: "end")
      }
      let ends = [item.value, item.low ?? item.value, item.high ?? item.value]
      let (low, high) = (ends.min() ?? item.value, ends.max() ?? item.value)
      svg.line(scale(low), middle, scale(high), middle, "rg")
      if hasRange {
        svg.dot(scale(low), middle, 3.5, "f3", title: "\(item.label), lowest: \(exact(low))")
        svg.dot(scale(high), middle, 3.5, "f3", title: "\(item.label), highest: \(exact(high))")
      }
      svg.dot(scale(item.value), middle, 5.5, "f1", title: "\(item.label): \(exact(item.value))")
      svg.text(style.text(hasRange ? high : item.value), scale(high) + 10, middle + 4, "nu")
      // The low end has its number too, where there is room between it and the labels.
      let number = style.text(low)
      if hasRange, number != style.text(high),
        scale(low) - 12 - SVG.width(number) > gutter - (isNarrow ? 22 : 8)
      {
        svg.text(number, scale(low) - 10, middle + 4, "nu halo", anchor: "end")
      }
    }
  }

  /// A number in full with its unit.
  func exact(_ number: Double) -> String {
    let unit = panel.unit == "1" ? "" : panel.unit
    return Cell.text(number) + (unit.isEmpty ? "" : " " + unit)
  }

  /// What the dots of a range stand for.
  var legend: String {
    guard data.plan.kind == .dots, let value = data.plan["value"].first else { return "" }
    let others = (data.plan["low"] + data.plan["high"]).filter { $0 != value }
    return (["● " + value] + others.map { "• " + $0 }).joined(separator: "  ").replacing(
      "_", with: " ")
  }

  /// Numbers at the marks of an axis.
  func marks(_ numbers: [Double]) -> [String] {
    let marks = style.marks(numbers)
    return numbers.map(marks.text)
  }

  /// A number as the chart prints it.
  func short(_ number: Double) -> String { style.text(number) }
}

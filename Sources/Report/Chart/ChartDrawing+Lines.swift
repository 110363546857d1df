extension ChartDrawing {
  /// Colours that a reader can tell apart; the rest is grey.
  private static let colours = 5

  // MARK: Lines

  func lines(_ svg: inout SVG) {
    let lines = panel.lines
    let points = lines.flatMap(\.points)
    guard let first = points.map(\.x).min(), let last = points.map(\.x).max(), last > first else {
      return
    }
    svg.height = isNarrow ? 260 : 340
    let (top, bottom) = (12.0, svg.height - 26)
    let scale = Scale(
      points.map(\.value), from: bottom, to: top, includesZero: false, marks: isNarrow ? 4 : 5)
    let marks = marks(scale.ticks)
    let left = (marks.map(SVG.width).max() ?? 0) + 8
    let named = lines.enumerated().sorted {
      ($0.element.points.last?.value ?? 0) > ($1.element.points.last?.value ?? 0)
    }
    .prefix(lines.count <= 12 ? 12 : ChartDrawing.colours).map(\.offset)
    let wanted = (named.map { SVG.width(lines[$0].label) }.max() ?? 0) + 14
    let right =
      width
      - (lines.count == 1 && lines[0].label.isEmpty
        ? 12 : min(wanted, width * (isNarrow ? 0.34 : 0.26)))
    func x(_ time: Double) -> Double { left + (time - first) / (last - first) * (right - left) }

    for (tick, mark) in zip(scale.ticks, marks) {
      svg.line(left, scale(tick), right, scale(tick), tick == 0 ? "ax" : "gr")
      svg.text(mark, left - 6, scale(tick) + 4, "tk", anchor: "end")
    }
    times(&svg, points.map { ($0.x, $0.text) }, x, bottom)

    // Grey lines first, so that they never cover a coloured one.
    let order = lines.indices.sorted {
      (named.firstIndex(of: $0) ?? 99) > (named.firstIndex(of: $1) ?? 99)
    }
    for index in order {
      let rank = named.firstIndex(of: index)
      let style = rank.map { $0 < ChartDrawing.colours ? "s\($0 + 1)" : "s0" } ?? "s0"
      let line = lines[index]
      let name = line.label.isEmpty ? panel.title : line.label
      svg.path(
        line.points.map { (x($0.x), scale($0.value)) }, "li \(style)",
        title:
          "\(name): \(line.points.map { "\($0.text) \(short($0.value))" }.prefix(60).joined(separator: ", "))"
      )
      if let rank, rank < ChartDrawing.colours, let end = line.points.last {
        svg.dot(
          x(end.x), scale(end.value), 3.5, "f\(rank + 1)",
          title: "\(name), \(end.text): \(exact(end.value))")
      }
    }
    let ends = named.compactMap { index in lines[index].points.last.map { scale($0.value) } }
    for (rank, y) in ChartDrawing.apart(ends, by: 15, from: top, to: bottom).enumerated() {
      let line = lines[named[rank]]
      svg.text(
        SVG.cut(line.label, to: width - right - 10), right + 8, y + 4,
        rank < ChartDrawing.colours ? "lb t\(rank + 1)" : "lb t0")
    }
  }

  /// The marks of an axis of time: as many as fit, the first and the last among them.
  private func times(
    _ svg: inout SVG, _ points: [(x: Double, text: String)], _ x: (Double) -> Double,
    _ bottom: Double
  ) {
    let isYears = points.allSatisfy { $0.text.utf8.count == 4 }
    var labels: [Double: String] = [:]
    for point in points {
      let time = isYears ? point.x : point.x.rounded(.down)
      labels[time] = isYears ? point.text : String(Int(time))
    }
    var all = labels.sorted { $0.key < $1.key }
    let (low, high) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
    // Within a year or two the periods themselves are the marks.
    if !isYears, high - low < 2 {
      all = Dictionary(points.map { ($0.x, $0.text) }) { first, _ in first }.sorted {
        $0.key < $1.key
      }
    } else {
      all = all.filter { $0.key >= low }
    }
    let size = (all.map { SVG.width($0.value) }.max() ?? 28) + (isNarrow ? 10 : 22)
    let room = max(1, Int((x(high) - x(low)) / size))
    let every = max(1, Int((Double(all.count - 1) / Double(room)).rounded(.up)))
    // Periods may lie closer in one place than in another.
    var taken = Double.infinity
    for (index, label) in all.reversed().enumerated()
    where index % every == 0 && taken - x(label.key) > size * 0.9 {
      taken = x(label.key)
      svg.line(x(label.key), bottom, x(label.key), bottom + 5, "ax")
      svg.text(label.value, x(label.key), bottom + 19, "tk", anchor: "middle")
    }
  }

  // MARK: Slope

  func slope(_ svg: inout SVG) {
    let items = panel.items
    svg.height = max(isNarrow ? 240 : 260, Double(items.count) * 19 + 60)
    let (top, bottom) = (34.0, svg.height - 14)
    let scale = Scale(
      items.flatMap { [$0.value, $0.from ?? $0.value] }, from: bottom, to: top, includesZero: false)
    let gutter = width * 0.3
    // On a narrow screen the names stand at the right alone, and whole.
    let starts = items.map { SVG.width(short($0.from ?? 0)) }.max() ?? 0
    let (left, right) = isNarrow ? (starts + 14, width * 0.46) : (gutter, width - gutter)
    svg.line(left, top - 8, left, svg.height, "gr")
    svg.line(right, top - 8, right, svg.height, "gr")
    svg.text(data.ends.0.replacing("_", with: " "), left, 14, "tk", anchor: "middle")
    svg.text(data.ends.1.replacing("_", with: " "), right, 14, "tk", anchor: "middle")
    let heights = ChartDrawing.apart(
      items.map { scale($0.from ?? 0) }, by: 16, from: top, to: bottom)
    let ends = ChartDrawing.apart(items.map { scale($0.value) }, by: 16, from: top, to: bottom)
    for (index, item) in items.enumerated() {
      let from = item.from ?? 0
      let colour = item.value >= from ? 1 : 2
      svg.path(
        [(left, scale(from)), (right, scale(item.value))], "li s\(colour)",
        title: "\(item.label): from \(exact(from)) to \(exact(item.value))")
      svg.dot(left, scale(from), 3.5, "f\(colour)", title: "\(item.label): \(exact(from))")
      svg.dot(
        right, scale(item.value), 3.5, "f\(colour)", title: "\(item.label): \(exact(item.value))")
      svg.text(
        isNarrow
          ? short(from)
          : SVG.cut(item.label, to: gutter - SVG.width(short(from)) - 24) + "  " + short(from),
        left - 10, heights[index] + 4, "nu", anchor: "end")
      svg.text(
        short(item.value) + "  "
          + SVG.cut(item.label, to: width - right - SVG.width(short(item.value)) - 20),
        right + 10,
        ends[index] + 4, "nu t\(colour)")
    }
  }

  /// Places that keep their order and a distance, as near to where they should be as may be.
  static func apart(_ places: [Double], by distance: Double, from top: Double, to bottom: Double)
    -> [Double]
  {
    let order = places.indices.sorted { places[$0] < places[$1] }
    var result = places
    for (before, here) in zip(order, order.dropFirst()) {
      result[here] = max(result[here], result[before] + distance)
    }
    if let last = order.last, result[last] > bottom {
      result[last] = max(bottom, top)
      for (after, here) in zip(order.reversed(), order.reversed().dropFirst()) {
        result[here] = min(result[here], result[after] - distance)
      }
    }
    return result
  }
}

/// The charts of a page, each drawn for wide and for narrow screens; a style sheet shows the one
/// that fits.
struct PageChart {
  private let data: ChartData
  private let rows: ChartRows
  private let title: String

  init(_ plan: ChartPlan, _ rows: ChartRows, title: String) {
    data = ChartData(plan, columns: rows.columns, rows: rows.rows)
    self.rows = rows
    self.title = title
  }

  /// Figures with their captions; nothing where nothing can be drawn.
  ///
  /// - Parameter prefix: stands before the names of elements.
  func html(prefix: String) -> String {
    var result = ""
    for (index, panel) in data.panels.enumerated()
    where !(panel.items.isEmpty && panel.lines.isEmpty) {
      let wide = ChartDrawing(data, panel, width: 760)
      let narrow = ChartDrawing(data, panel, width: 360)
      let subject = panel.title == panel.unit ? "" : panel.title
      let heading = [subject, wide.axis].filter { !$0.isEmpty }
      let name = ([title] + heading).joined(separator: ", ")
      result += "<figure>"
      if !heading.isEmpty || !wide.legend.isEmpty {
        let rest = [wide.axis, wide.legend].filter { !$0.isEmpty }.joined(separator: " · ")
        result +=
          "<figcaption>\(subject.isEmpty ? "" : "<b>\(HTML.escaped(subject))</b> ")\(HTML.escaped(rest))</figcaption>"
      }
      result += wide.drawn().element(
        "wide", id: "\(prefix)c\(index)w", title: name, description: wide.summary)
      result += narrow.drawn().element(
        "narrow", id: "\(prefix)c\(index)n", title: name, description: narrow.summary)
      if panel.omitted > 0 {
        result += "<p class=\"note\">\(panel.omitted) more are in the table.</p>"
      }
      result += "</figure>\n"
    }
    var notes: [String] = []
    if data.omittedPanels > 0 {
      notes.append(
        "\(data.omittedPanels) more \(data.omittedPanels == 1 ? "group is" : "groups are") in the table only."
      )
    }
    if rows.count > rows.rows.count {
      notes.append("Drawn from the first \(rows.rows.count) of \(rows.count) rows.")
    }
    if !notes.isEmpty { result += "<p class=\"note\">\(notes.joined(separator: " "))</p>\n" }
    return result
  }
}

internal import Records
internal import Storage

/// A result as one page that needs nothing beside it: heading, chart, a table that can be sorted,
/// articles with every figure marked.
///
/// Without a script the page is whole; the script only makes the headings into buttons. Rows beyond
/// the first thousands are written as they come; the widths, scales and the chart are those of the
/// first.
final class PageWriter: ReportPresenter {
  private let output: Output
  private var title: String
  private var description = ""
  private var asked: [(name: String, value: String)] = []
  private var articleColumn: String?
  private var articles: [ArticleText] = []
  private var plan: ChartPlan?
  private var drawn = ChartRows()
  private var asOf: String?
  private var pivot: Report.Pivot?

  private var columns: [PageColumn] = []
  private var names: [String] = []
  private var held: [[Value]] = []
  private var isOpen = false
  private var claims: [Int64] = []
  private var count = 0

  /// Rows that are looked at before the page begins.
  private static let sample = 5000

  init(_ output: Output, title: String) {
    self.output = output
    self.title = title.isEmpty ? "Tally" : title
  }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    title = report.title.isEmpty ? report.name : report.title
    description = report.description
    asked = parameters
    plan = report.chart
    articleColumn = report.articles
    pivot = report.pivot
  }

  func gather(_ columns: [String]) { drawn.begin(columns) }

  func gather(_ row: [Value]) {
    if plan != nil { drawn.add(row) }
    if let articleColumn, let index = drawn.columns.firstIndex(of: articleColumn),
      let claim = row[index].integer
    {
      claims.append(claim)
    }
  }

  func enclose(_ connection: borrowing Connection) throws(Failure) {
    // The date of the warehouse and not of today: the same content gives the same page.
    asOf = try connection.value("SELECT max(coalesce(ended, started)) FROM run").text
    articles = try ArticleText.read(claims, on: connection)
  }

  func begin(_ columns: [String]) { names = columns }

  func row(_ values: [Value]) {
    count += 1
    if isOpen { return write(values) }
    held.append(values)
    if held.count >= PageWriter.sample { open(isWhole: false) }
  }

  func end() {
    if !isOpen { open(isWhole: true) }
    output.write("</tbody></table></div>\n")
    let empty = columns.filter { $0.isLeftOut && $0.common == nil }.map(\.heading)
    var notes = [
      count == 0
        ? "No rows." : count == 1 ? "1 row." : "\(NumberStyle.fixed(Double(count), 0)) rows."
    ]
    if !empty.isEmpty {
      notes.append("Columns without a value are left out: \(empty.joined(separator: ", ")).")
    }
    for column in columns {
      if let common = column.common { notes.append("Every row: \(column.heading) \(common).") }
    }
    output.write("<p class=\"note\">\(HTML.escaped(notes.joined(separator: " ")))</p>\n")
    for article in articles { output.write(article.html) }
    if let asOf { output.write("<footer>The warehouse as of \(HTML.escaped(asOf)).</footer>\n") }
    output.write("</main>\n<script>\(PageStyle.script)</script>\n</body></html>\n")
    output.flush()
  }

  private func open(isWhole: Bool) {
    isOpen = true
    let turned = names.indices.filter(isTurned).flatMap { index in
      held.compactMap { $0[index].number }
    }
    columns = names.enumerated().map { index, name in
      PageColumn(
        name, held.map { $0[index] }, sharing: isTurned(index) ? turned : [], isWhole: isWhole)
    }
    let subtitle = asked.map { "\($0.name.replacing("_", with: " ")): \($0.value)" }.joined(
      separator: " · ")
    let page = asked.isEmpty ? title : title + ", " + asked.map(\.value).joined(separator: ", ")
    output.write(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="generator" content="Tally"><meta name="color-scheme" content="light dark"><title>\(HTML.escaped(page))</title>
      <style>\(PageStyle.sheet)</style></head>
      <body><a class="skip" href="#table">Skip to the table</a><main>
      <header><h1>\(HTML.escaped(title))</h1>\(description.isEmpty ? "" : "<p class=\"stand\">\(HTML.escaped(description))</p>")\(subtitle.isEmpty ? "" : "<p class=\"asked\">\(HTML.escaped(subtitle))</p>")</header>

      """)
    if let plan { output.write(PageChart(plan, drawn, title: title).html) }
    output.write(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"caption\"><table id=\"table\"><caption id=\"caption\">\(HTML.escaped(page))</caption>\n<thead><tr>"
    )
    for column in columns where !column.isLeftOut {
      output.write(
        "<th scope=\"col\" class=\"\(column.style)\">\(HTML.escaped(column.heading))</th>")
    }
    output.write("</tr></thead><tbody>\n")
    for row in held { write(row) }
    held = []
  }

  /// Whether a column's heading was a value: such columns share one scale.
  private func isTurned(_ index: Int) -> Bool { pivot.map { index >= $0.keys.count } ?? false }

  private func write(_ values: [Value]) {
    var line = "<tr"
    var cells = ""
    for (column, value) in zip(columns, values) where !column.isLeftOut {
      if column.name == articleColumn, let claim = value.integer {
        line += " id=\"claim-\(claim)\""
        cells +=
          "<td class=\"\(column.style)\" data-v=\"\(claim)\"><a href=\"#figure-\(claim)\">\(claim)</a></td>"
      } else {
        cells += column.cell(value)
      }
    }
    output.write(line + ">\(cells)</tr>\n")
  }
}

/// A column of the table in a page.
struct PageColumn {
  let name: String
  /// What stands above it: the name in words, with the scale of its numbers.
  let heading: String
  /// The class of its cells: number, path, long text, or text.
  let style: String
  /// Whether it holds no value in any row.
  let isLeftOut: Bool
  /// The path that every row holds, told once below the table.
  let common: String?
  private let numbers: NumberStyle?

  /// - Parameter shared: the numbers of all columns that share a scale with this one.
  init(_ name: String, _ values: [Value], sharing shared: [Double], isWhole: Bool) {
    self.name = name
    let isEmpty = isWhole && !values.isEmpty && values.allSatisfy { $0 == .null }
    let found = values.compactMap(\.number)
    let isNumeric = !found.isEmpty && values.allSatisfy { $0.number != nil || $0 == .null }
    var words = name.replacing("_", with: " ")
    if words.hasSuffix(" percent") { words = String(words.dropLast(8)) + ", %" }
    if isNumeric {
      // Numbers that only name something are never grouped or scaled.
      numbers = PageColumn.isName(name) ? nil : NumberStyle.column(shared.isEmpty ? found : shared)
      style = "n"
      common = nil
    } else {
      numbers = nil
      let texts = values.compactMap(\.text)
      let longest = texts.map(Cell.width).max() ?? 0
      let isPath = !texts.isEmpty && texts.allSatisfy { $0.contains("/") && !$0.contains(" ") }
      common =
        isWhole && isPath && values.count > 1 && values.allSatisfy { $0 == values[0] }
        ? texts.first : nil
      style = isPath ? "p" : longest > 48 ? "t" : longest > 22 ? "m" : "s"
    }
    isLeftOut = isEmpty || common != nil
    heading = words + (numbers.map { $0.word.isEmpty ? "" : ", " + $0.word } ?? "")
  }

  /// Whether the numbers of a column only name something.
  static func isName(_ name: String) -> Bool {
    name.hasSuffix("id") || ["run", "line", "column", "source", "year", "restates"].contains(name)
  }

  /// One cell; a number that is printed otherwise than it is keeps its own digits for sorting and
  /// for a pointer.
  func cell(_ value: Value) -> String {
    guard let text = Cell.text(value) else { return "<td class=\"\(style)\"></td>" }
    guard let number = value.number else {
      let escaped = HTML.escaped(text)
      return
        "<td class=\"\(style)\">\(style == "p" ? escaped.replacing("/", with: "/<wbr>") : escaped)</td>"
    }
    let shown = numbers?.text(number) ?? text
    let mark = shown == text ? "" : " data-v=\"\(text)\" title=\"\(text)\""
    return "<td class=\"n\"\(mark)>\(shown)</td>"
  }
}

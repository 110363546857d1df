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
  /// As of when the warehouse was, known after the last row.
  private(set) var asOf: String?
  private var sources = RowSources()
  private var sourceLines: [String] = []
  private var first: [String] = []
  private var fileName = "rows"
  private var pivot: Report.Pivot?

  private var columns: [PageColumn] = []
  /// The columns as the page shows them.
  private var order: [Int] = []
  private var names: [String] = []
  private var held: [[Value]] = []
  private var isOpen = false
  private var claims: [Int64] = []
  private var count = 0

  /// Rows that are looked at before the page begins.
  private static let sample = 5000

  /// By this its elements are called where several reports stand on one page, which is begun and
  /// ended by who writes all of them.
  private let key: String?

  init(_ output: Output, title: String, key: String? = nil) {
    self.output = output
    self.title = title.isEmpty ? "Tally" : title
    self.key = key
  }

  /// Before the names of elements.
  private var prefix: String { key.map { $0 + "-" } ?? "" }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    title = report.title.isEmpty ? report.name : report.title
    description = report.description
    asked = parameters
    plan = report.chart
    articleColumn = report.articles
    pivot = report.pivot
    first = report.columns
    fileName = report.name
  }

  func gather(_ columns: [String]) {
    drawn.begin(columns)
    sources.begin(columns)
  }

  func gather(_ row: [Value]) {
    sources.add(row)
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
    sourceLines = try sources.lines(connection)
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
    if !sourceLines.isEmpty {
      let lines = sourceLines.map { HTML.escaped($0).replacing("/", with: "/<wbr>") }
      output.write("<p class=\"note source\">\(lines.joined(separator: "<br>"))</p>\n")
    }
    for article in articles { output.write(article.html(prefix: prefix)) }
    if key == nil {
      output.write(PageWriter.foot(asOf: asOf))
      output.flush()
    } else {
      output.write("</section>\n")
    }
  }

  /// What a page begins with.
  static func head(_ title: String, skipsTo target: String) -> String {
    PageHead.html(
      title, policy: "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
      "<style>\(PageStyle.sheet)</style>")
      + "<body><a class=\"skip\" href=\"#\(target)\">Skip to the table</a><main>\n"
  }

  /// What a page ends with.
  static func foot(asOf: String?) -> String {
    (asOf.map { "<footer>The warehouse as of \(HTML.escaped($0)).</footer>\n" } ?? "")
      + "</main>\n<script>\(PageScript.text)</script>\n</body></html>\n"
  }

  private func open(isWhole: Bool) {
    isOpen = true
    let turned = names.indices.filter(isTurned).flatMap { index in
      held.compactMap { $0[index].number }
    }
    columns = names.enumerated().map { index, name in
      PageColumn(
        name, held.map { $0[index] }, sharing: isTurned(index) ? turned : [], isWhole: isWhole,
        isExtra: isExtra(name))
    }
    order =
      first.compactMap { names.firstIndex(of: $0) }
      + names.indices.filter { !first.contains(names[$0]) }
    let words = Set(columns.compactMap(\.scale))
    let subject = PageTitle(
      asked: asked, names: names, rows: isWhole ? held : [],
      word: words.count == 1 ? words.first : nil)
    let subtitle = asked.map { "\($0.name.replacing("_", with: " ")): \($0.value)" }.joined(
      separator: " · ")
    let page = subject.of(title)
    let level = key == nil ? "h1" : "h2"
    if let key {
      output.write("<section class=\"part\" id=\"\(key)\">\n")
    } else {
      output.write(PageWriter.head(page, skipsTo: "table"))
    }
    output.write(
      """
      <header><\(level)>\(HTML.escaped(page))</\(level)>\(description.isEmpty ? "" : "<p class=\"stand\">\(HTML.escaped(description))</p>")\(subtitle.isEmpty ? "" : "<p class=\"asked\">\(HTML.escaped(subtitle))</p>")</header>

      """)
    if let plan { output.write(PageChart(plan, drawn, title: page).html(prefix: prefix)) }
    // What only programs or few people need is shown when it is asked for; no script is needed.
    if columns.contains(where: { $0.isExtra && !$0.isLeftOut }) {
      output.write(
        "<input type=\"checkbox\" class=\"all\" id=\"\(prefix)all\"><label for=\"\(prefix)all\">All columns</label>\n"
      )
    }
    output.write(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"\(prefix)caption\"><table id=\"\(prefix)table\" data-name=\"\(HTML.escaped(fileName))\"><caption id=\"\(prefix)caption\">\(HTML.escaped(page))</caption>\n<thead><tr>"
    )
    for index in order where !columns[index].isLeftOut {
      let column = columns[index]
      output.write(
        "<th scope=\"col\" class=\"\(column.style)\" data-n=\"\(HTML.escaped(column.name))\">\(HTML.escaped(column.heading))</th>"
      )
    }
    output.write("</tr></thead><tbody>\n")
    for row in held { write(row) }
    held = []
  }

  /// Whether a column is shown only when all are: a code beside its name, or what the report does
  /// not name among the first.
  private func isExtra(_ name: String) -> Bool {
    if !first.isEmpty { return !first.contains(name) }
    return name.hasSuffix("_code") && names.contains(String(name.dropLast(5)))
  }

  /// Whether a column's heading was a value: such columns share one scale.
  private func isTurned(_ index: Int) -> Bool { pivot.map { index >= $0.keys.count } ?? false }

  private func write(_ values: [Value]) {
    var line = "<tr"
    var cells = ""
    for index in order where !columns[index].isLeftOut {
      let (column, value) = (columns[index], values[index])
      if column.name == articleColumn, let claim = value.integer {
        line += " id=\"\(prefix)claim-\(claim)\""
        cells +=
          "<td class=\"\(column.style)\" data-v=\"\(claim)\"><a href=\"#\(prefix)figure-\(claim)\">\(claim)</a></td>"
      } else {
        cells += column.cell(value)
      }
    }
    output.write(line + ">\(cells)</tr>\n")
  }
}

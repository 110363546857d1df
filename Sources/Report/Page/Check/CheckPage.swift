public import Records
public import Storage

/// The check of articles as a page for editors: how many figures of each verdict, those that do not
/// tally first, then each article with its figures marked and what was found in the margin, and
/// last what could not be checked and why.
///
/// It needs nothing beside it and no script, prints on paper, and is read on a telephone.
public final class CheckPage {
  private let output: Output
  private var counts: [CheckedFigure.Verdict: Int] = [:]
  private var contradicted = 0
  private var shown: [CheckedFigure] = []
  private var selection: String?
  private let frame: CheckFrame
  /// Articles that are shown whether they have figures or not.
  private var sources: [Int64] = []
  private var keys: Set<String> = []

  /// A page shows the text of at most so many articles; its lists have every figure.
  private static let most = 100

  /// - Parameters:
  ///   - selection: the verdict that alone is shown, in words; `nil` where all are.
  ///   - sink: takes the bytes as they come.
  public convenience init(only selection: String? = nil, to sink: @escaping ([UInt8]) -> Void) {
    self.init(only: selection, in: .alone, to: sink)
  }

  init(only selection: String? = nil, in frame: CheckFrame, to sink: @escaping ([UInt8]) -> Void) {
    output = Output(sink)
    self.selection = selection
    self.frame = frame
  }

  /// Shows an article whether it has figures or not.
  func add(article source: Int64) { sources.append(source) }

  /// Counts a figure and, where it is among those asked for, shows it.
  public func add(_ figure: CheckedFigure, isShown: Bool) {
    counts[figure.verdict, default: 0] += 1
    if figure.contradiction != nil { contradicted += 1 }
    guard isShown else { return }
    var figure = figure
    if frame.isOfSite, let span = figure.span {
      figure.key = SiteAddress.key(span.lowerBound, span.upperBound)
      if !keys.insert(figure.key).inserted { figure.key += "-\(shown.count)" }
    } else {
      // A claim keeps its name in every page; what has no number is called by its place.
      figure.key = figure.claim == 0 ? "s\(shown.count)" : String(figure.claim)
    }
    shown.append(figure)
  }

  /// Writes the page.
  ///
  /// - Throws: a `Failure` where the warehouse cannot be read.
  public func end(_ connection: borrowing Connection) throws(Failure) {
    var seen = Set(sources)
    for figure in shown where seen.insert(figure.source).inserted { sources.append(figure.source) }
    var articles: [CheckedArticle] = []
    var cells: [Int64: CheckedCell] = [:]
    for source in sources.prefix(CheckPage.most) {
      if let article = try CheckedArticle.read(source, on: connection) { articles.append(article) }
    }
    for figure in shown {
      guard let id = figure.statistic?.observation, cells[id] == nil else { continue }
      cells[id] = try CheckedCell.read(id, on: connection)
    }
    // The date of the warehouse and not of today: the same content gives the same page.
    let asOf = try connection.value("SELECT max(coalesce(ended, started)) FROM run").text
    let figures = Dictionary(grouping: shown, by: \.source)
    let placed = articles.map { article in CheckPage.placed(figures[article.source] ?? [], article)
    }
    let marked = Set(placed.flatMap { $0.map(\.figure.key) })
    let notes = CheckNotes(cells: cells, marked: marked, frame: frame)
    open(articles)
    summary(marked)
    failing(notes)
    for (index, article) in articles.enumerated() {
      text(article, placed[index], notes, isOnly: articles.count == 1, isFirst: index == 0)
    }
    if sources.count > articles.count {
      output.write(
        "<p class=\"note\">The text of \(sources.count - articles.count) more articles is left out: "
          + "check them by name.</p>\n")
    }
    unchecked(articles, notes)
    data(cells)
    output.write(frame.foot(asOf))
    output.flush()
  }

  /// The figures of an article with where they stand, in order, the longer first.
  private static func placed(_ figures: [CheckedFigure], _ article: CheckedArticle)
    -> [(figure: CheckedFigure, range: Range<Int>)]
  {
    figures.compactMap { figure in
      (figure.span ?? article.spans[figure.claim]).map { (figure, $0) }
    }.sorted {
      ($0.1.lowerBound, -$0.1.upperBound, $0.0.claim)
        < ($1.1.lowerBound, -$1.1.upperBound, $1.0.claim)
    }
  }

  private func count(_ verdict: CheckedFigure.Verdict) -> Int { counts[verdict] ?? 0 }

  private func open(_ articles: [CheckedArticle]) {
    let only = articles.count == 1 ? articles[0] : nil
    let title =
      only.map { (frame.isOfSite ? "" : "Check: ") + $0.title }
      ?? "Check of \(articles.count) articles"
    let by = only.map { "<p class=\"by\">\(HTML.escaped($0.byline))</p>" } ?? ""
    output.write(frame.head(title))
    output.write(
      """
      <header><h1>\(HTML.escaped(title))</h1>\(by)<p class="stand">Each figure set against the statistics of the warehouse: \
      the sign behind it is the verdict, the note beside it the statistic, its source and the working.</p></header>

      """)
  }

  /// How many figures there are of each verdict.
  private func summary(_ marked: Set<String>) {
    output.write("<section aria-label=\"Summary\"><ul class=\"sum\">")
    for verdict in CheckedFigure.Verdict.allCases {
      let number = count(verdict)
      let first = shown.first {
        $0.verdict == verdict && (verdict == .open || marked.contains($0.key))
      }
      let target = first.map { verdict == .open ? "#unchecked" : "#figure-\($0.key)" }
      let content = "<b>\(verdict.sign)&nbsp;\(number)</b> \(verdict.word)"
      output.write(
        "<li class=\"v \(verdict.style)\">"
          + (target.map { "<a href=\"\($0)\">\(content)</a>" } ?? "<span>\(content)</span>")
          + "</li>")
    }
    output.write("</ul>\n")
    if contradicted > 0 {
      output.write(
        "<p class=\"asked\">\(contradicted) \(contradicted == 1 ? "is" : "are") contradicted by the article itself.</p>\n"
      )
    }
    if let selection {
      output.write("<p class=\"asked\">Shown: only \(HTML.escaped(selection)).</p>\n")
    }
    output.write("</section>\n")
  }

  /// What does not tally, refuted before differing.
  private func failing(_ notes: CheckNotes) {
    let isFailing = { (figure: CheckedFigure) in
      figure.verdict == .refuted || figure.verdict == .differs || figure.contradiction != nil
    }
    let found = CheckedFigure.Verdict.allCases.flatMap { verdict in
      shown.filter { $0.verdict == verdict && isFailing($0) }
    }
    guard !found.isEmpty else {
      if selection == nil {
        output.write(
          "<p class=\"stand none\">No figure is refuted, and none differs from its statistic.</p>\n"
        )
      }
      return
    }
    output.write(
      "<section aria-labelledby=\"first\"><h2 id=\"first\">To look at first</h2><ol class=\"first\">\n"
    )
    for figure in found { output.write("<li>" + notes.card(figure) + "</li>\n") }
    output.write("</ol></section>\n")
  }

  /// An article, each paragraph with the notes on its figures beside it.
  private func text(
    _ article: CheckedArticle, _ figures: [(figure: CheckedFigure, range: Range<Int>)],
    _ notes: CheckNotes, isOnly: Bool, isFirst: Bool
  ) {
    let paragraphs = MarkedText.paragraphs(article.text, figures.map(\.range)) { index, quote in
      notes.mark(figures[index].figure, quote)
    }
    output.write("<article\(isFirst ? " id=\"text\"" : "")>\n")
    // Most texts begin with their headline: it is not told twice.
    let first = article.text.drop { $0.isWhitespace }.prefix { $0 != "\n" }
    var isHeadline = first.trimmingSpaces == article.title
    let by = isOnly ? "" : "<p class=\"by\">\(HTML.escaped(article.byline))</p>\n"
    if !isHeadline, !isOnly { output.write("<h2>\(HTML.escaped(article.title))</h2>\n\(by)") }
    for paragraph in paragraphs {
      let tag = isHeadline ? "h2" : "p"
      let found = paragraph.spans.map { figures[$0].figure }.filter {
        $0.verdict != .open || $0.contradiction != nil
      }
      output.write("<div class=\"row\"><\(tag)>\(paragraph.html)</\(tag)>")
      if !found.isEmpty {
        output.write("<ul class=\"notes\" aria-label=\"Notes\">")
        for figure in found { output.write(notes.note(figure)) }
        output.write("</ul>")
      }
      output.write("</div>\n" + (isHeadline ? by : ""))
      isHeadline = false
    }
    output.write("</article>\n")
  }

  /// What could not be checked, and why.
  private func unchecked(_ articles: [CheckedArticle], _ notes: CheckNotes) {
    let open = shown.filter { $0.verdict == .open }
    guard !open.isEmpty else { return }
    output.write(
      "<section aria-labelledby=\"unchecked\"><h2 id=\"unchecked\">Not checked, and why</h2>\n")
    var last: Int64?
    for figure in open {
      if figure.source != last {
        if last != nil { output.write("</ul>\n") }
        if articles.count > 1, let article = articles.first(where: { $0.source == figure.source }) {
          output.write("<h3>\(HTML.escaped(article.title))</h3>\n")
        }
        output.write("<ul class=\"unchecked\">\n")
        last = figure.source
      }
      let subject = figure.subject.isEmpty ? "" : "<span>\(HTML.escaped(figure.subject))</span>"
      output.write(
        "<li><span>\(notes.link(figure))</span>\(subject)"
          + "<span class=\"why\">\(HTML.escaped(figure.working))</span></li>\n")
    }
    output.write("</ul></section>\n")
  }

  /// The data sets that the verdicts rest on.
  private func data(_ cells: [Int64: CheckedCell]) {
    var sources: Set<String> = []
    for figure in shown {
      guard let statistic = figure.statistic else { continue }
      let cell = cells[statistic.observation]
      sources.insert(
        [
          cell?.title, cell?.publisher, statistic.locator,
          "version of \(statistic.vintage.prefix(10))",
        ]
        .compactMap(\.self).joined(separator: " · "))
    }
    guard !sources.isEmpty else { return }
    output.write(
      "<section aria-labelledby=\"data\"><h2 id=\"data\">Statistics used</h2><ul class=\"data\">\n")
    for source in sources.sorted() {
      output.write("<li>\(HTML.escaped(source).replacing("/", with: "/<wbr>"))</li>\n")
    }
    output.write("</ul></section>\n")
  }
}

public import Records
public import Storage

/// What a site is called and how much of the warehouse it shows.
public struct Site: Sendable {
  /// What it is called.
  public var title: String
  /// The folder that it is written to.
  public var folder: String
  /// What stands below the title on the start page.
  public var description: String?
  /// Tables with more cells than these are shown without their cells.
  public var cells = 100_000

  /// A site in a folder.
  public init(title: String, folder: String) {
    self.title = title
    self.folder = folder
  }
}

/// What was written of a site.
public struct SiteSummary: Sendable {
  /// All files of the site.
  public var files: Int
  /// Those that are new or not as they were.
  public var written: Int
  /// Those that are there no more.
  public var removed: Int
  /// Whether the site was as it would be: nothing was touched.
  public var isUnchanged: Bool { written == 0 && removed == 0 }
}

/// Writes the whole warehouse as pages that need no server: a start page, a page for each article,
/// indicator, place, speaker and source, and a search.
///
/// The same warehouse gives the same bytes.
public final class SiteBuilder {
  let site: Site
  let frame: SiteFrame
  let cells: SiteCells
  private let folder: SiteFolder
  private var index = SearchIndex()
  /// What the check found, by claim.
  private(set) var verdicts: [Int64: CheckedFigure.Verdict] = [:]
  var counts: [CheckedFigure.Verdict: Int] = [:]
  /// What does not tally, with the page on which it stands.
  private(set) var failing: [(figure: CheckedFigure, page: String)] = []

  /// The articles in the order in which they come, and how many of them are written.
  private let articles: [(id: Int64, locator: String)]
  private var next = 0
  private var current: [CheckedFigure] = []

  /// So many figures that do not tally are kept for their list.
  private static let mostFailing = 2000

  /// Makes the tables that the pages are read from: call it before the connection may only read.
  ///
  /// - Throws: a `Failure` where the warehouse cannot be read.
  public static func prepare(_ connection: borrowing Connection) throws(Failure) {
    try connection.execute("BEGIN")
    try SiteTables.make(connection)
  }

  /// Begins a site.
  ///
  /// - Parameter connection: one that was prepared.
  /// - Throws: a `Failure` of kind `cannotCreate` where the folder holds what is no site's.
  public init(_ site: Site, _ connection: borrowing Connection) throws(Failure) {
    self.site = site
    frame = SiteFrame(title: site.title)
    folder = try SiteFolder(site.folder)
    cells = try SiteCells(upTo: site.cells, connection)
    articles = try connection.rows(
      "SELECT source_id, locator FROM source WHERE kind = 'article' AND superseded_by IS NULL ORDER BY source_id"
    ).map { ($0[0].integer ?? 0, $0[1].text ?? "") }
  }

  /// Takes what the check found of a figure, article by article in the order of their numbers.
  ///
  /// - Throws: a `Failure` where a page cannot be written.
  public func add(_ figure: CheckedFigure, _ connection: borrowing Connection) throws(Failure) {
    if let last = current.last, last.source != figure.source {
      try finishArticles(through: last.source, connection)
    }
    current.append(figure)
    counts[figure.verdict, default: 0] += 1
    if figure.claim != 0 { verdicts[figure.claim] = figure.verdict }
  }

  /// Writes the articles up to one, the last with its figures.
  private func finishArticles(through source: Int64, _ connection: borrowing Connection)
    throws(Failure)
  {
    while next < articles.count, articles[next].id <= source {
      let figures = current.filter { $0.source == articles[next].id }
      try write(articles[next], figures, connection)
      next += 1
    }
    current = []
  }

  /// Writes everything else and puts the site in its place.
  ///
  /// - Throws: a `Failure`; what was published is then as it was.
  public func finish(_ connection: borrowing Connection) throws(Failure) -> SiteSummary {
    do throws(Failure) {
      try finishArticles(through: Int64.max, connection)
      try writeSubjects(.indicators, connection)
      try writeSubjects(.places, connection)
      try writeSpeakers(connection)
      try writeSources(connection)
      try writeLists(connection)
      try writeFailing()
      try writeStart(connection)
      try write(search: index)
      try folder.write("site.css", SiteStyle.sheet)
      try folder.write("site.js", SiteScript.text)
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
    let counts = folder.counts
    return SiteSummary(files: counts.files, written: counts.written, removed: counts.removed)
  }

  /// Removes what was written and not published.
  public func discard() { folder.discard() }

  // MARK: Pages

  /// Takes a page.
  func write(_ address: String, _ html: String) throws(Failure) {
    try folder.write(address, html)
  }

  /// Makes a page known to the search.
  func find(
    _ address: String, title: String, kind: String, about: String = "", names: [String] = [],
    text: String = ""
  ) {
    index.add(address, title: title, kind: kind, about: about, names: names, text: text)
  }

  private func write(
    _ article: (id: Int64, locator: String), _ figures: [CheckedFigure],
    _ connection: borrowing Connection
  ) throws(Failure) {
    let address = SiteAddress.source(article.locator, isArticle: true)
    let claims = try ClaimRows.html(.article(article.id), on: address, verdicts, connection)
    let table =
      claims.isEmpty
      ? "" : "<section><h2>How each figure was read</h2>\n\(claims)</section>\n"
    var html: [UInt8] = []
    let frame = CheckFrame(
      head: { [frame] in frame.head($0, at: address, style: "check") },
      foot: { _ in table + SiteFrame.foot },
      way: { [cells] cell in
        cell.isSuperseded
          ? nil : cells.way(from: address, cell.locator, cell.line, cell.column)
      }, isOfSite: true)
    let page = CheckPage(in: frame) { html += $0 }
    page.add(article: article.id)
    for figure in figures { page.add(figure, isShown: true) }
    try page.end(connection)
    try write(address, String(decoding: html, as: UTF8.self))
    for figure in figures
    where figure.verdict == .refuted || figure.verdict == .differs || figure.contradiction != nil {
      if failing.count < SiteBuilder.mostFailing { failing.append((figure, address)) }
    }
    let rows = try connection.rows(
      """
      SELECT s.title, s.publisher, s.published, a.text FROM source AS s
      JOIN article AS a ON a.source_id = s.source_id WHERE s.source_id = ?
      """, .integer(article.id))
    guard let row = rows.first else { return }
    find(
      address, title: SiteFrame.name(row[0].text, article.locator), kind: "Article",
      about: [row[1].text, row[2].text].compactMap(\.self).joined(separator: ", "),
      text: row[3].text ?? "")
  }

  private func write(search index: SearchIndex) throws(Failure) {
    let page = SiteAddress.search
    let html =
      frame.head("Search", at: page) + SiteFrame.heading("", "Search")
      + "<form role=\"search\"><input class=\"ask\" type=\"search\" name=\"q\" aria-label=\"Search for\" placeholder=\"An indicator, a place, a speaker, words of an article\"></form>\n"
      + "<p class=\"note\" id=\"found\" role=\"status\"></p>\n<ul class=\"hits\"></ul>\n"
      + "<noscript><p>The search needs a script; the lists above need none.</p></noscript>\n"
      + SiteFrame.foot
    try write(page, html)
    for file in index.files() { try write(file.path, file.text) }
  }
}

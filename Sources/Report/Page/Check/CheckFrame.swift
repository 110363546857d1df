/// What stands around the check of articles: a page of its own, or one of a site.
struct CheckFrame: Sendable {
  /// From the first line to where the content begins, by the title.
  var head: @Sendable (_ title: String) -> String
  /// From where the content ends, by the time of the warehouse.
  var foot: @Sendable (_ asOf: String?) -> String
  /// Where the cell of a statistic can be seen; `nil` where it cannot.
  var way: @Sendable (CheckedCell) -> String?
  /// It is the page of an article in a site: called as the article is, its figures by their place in
  /// the text, which stays when the text is read again.
  var isOfSite: Bool

  /// A page that needs nothing beside it.
  static let alone = CheckFrame(
    head: { title in
      PageHead.html(
        title, policy: "default-src 'none'; style-src 'unsafe-inline'",
        "<style>\(PageStyle.sheet)\n\(CheckPageStyle.sheet)</style>")
        + "<body><a class=\"skip\" href=\"#text\">Skip to the text</a><main class=\"check\">\n"
    },
    foot: { asOf in
      (asOf.map { "<footer>The warehouse as of \(HTML.escaped($0)).</footer>\n" } ?? "")
        + "</main></body></html>\n"
    }, way: { _ in nil }, isOfSite: false)
}

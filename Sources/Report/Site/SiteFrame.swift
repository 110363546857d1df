/// What stands around the content of every page of a site: the head, the ways to its lists, the
/// search.
struct SiteFrame {
  /// What the site is called.
  let title: String

  /// From the first line of a page to where its content begins.
  ///
  /// - Parameters:
  ///   - address: of the page, from the root.
  ///   - style: the class of the content.
  func head(_ page: String, at address: String, style: String = "") -> String {
    func way(_ other: String) -> String { SiteAddress.way(from: address, to: other) }
    let links = SiteAddress.Folder.allCases.map { folder in
      let isHere = address == folder.list
      let name = folder.rawValue.prefix(1).uppercased() + folder.rawValue.dropFirst()
      return
        "<a href=\"\(way(folder.list))\"\(isHere ? " aria-current=\"page\"" : "")>\(name)</a>"
    }
    let full = page == title ? title : "\(page) · \(title)"
    // A page that was opened from a disk has no origin: "file:" stands for its neighbours.
    let policy =
      "default-src 'none'; style-src 'self' file:; script-src 'self' file:; form-action 'self' file:; base-uri 'none'"
    let files =
      "<link rel=\"stylesheet\" href=\"\(way("site.css"))\"><script src=\"\(way("site.js"))\" defer></script>"
    return PageHead.html(full, policy: policy, files) + """
      <body data-root="\(way(""))"><a class="skip" href="#content">Skip to the content</a>
      <div class="site"><a class="home" href="\(way(SiteAddress.start))">\(HTML.escaped(title))</a>
      <nav aria-label="Site">\(links.joined())</nav>
      <form role="search" action="\(way(SiteAddress.search))"><input type="search" name="q" placeholder="Search" aria-label="Search"></form></div>
      <main id="content"\(style.isEmpty ? "" : " class=\"\(style)\"")>

      """
  }

  /// What a page ends with.
  static let foot = "</main>\n</body></html>\n"

  /// The heading of a page, with what it is and a line below it.
  static func heading(_ kind: String, _ title: String, below: String = "") -> String {
    "<header>\(kind.isEmpty ? "" : "<p class=\"kind\">\(HTML.escaped(kind))</p>")"
      + "<h1>\(HTML.escaped(title))</h1>\(below)</header>\n"
  }

  /// A link within the site.
  static func link(_ text: String, from page: String, to other: String) -> String {
    "<a href=\"\(SiteAddress.way(from: page, to: other))\">\(HTML.escaped(text))</a>"
  }

  /// What a source is called: by its title, else by its file.
  static func name(_ title: String?, _ locator: String) -> String {
    if let title, !title.isEmpty { return title }
    return locator.split(separator: "/").last.map(String.init) ?? locator
  }

  /// A path or URL that may be broken at its slashes.
  static func path(_ locator: String) -> String {
    HTML.escaped(locator).replacing("/", with: "/<wbr>")
  }
}

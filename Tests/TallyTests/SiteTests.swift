import Foundation
import Testing

/// The warehouse as a static site.
@Suite struct SiteTests {
  /// Every link of a site that leads to no file, or to no element of the page that it names; and
  /// every name that two elements of one page have.
  private func faults(_ folder: URL) throws -> [String] {
    let pages =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "html" } ?? []
    func values(_ name: String, _ text: String) -> [String] {
      text.components(separatedBy: " \(name)=\"").dropFirst().map {
        String($0.prefix { $0 != "\"" }).replacingOccurrences(of: "&amp;", with: "&")
      }
    }
    let texts = try Dictionary(
      uniqueKeysWithValues: pages.map {
        ($0.standardizedFileURL.path, try String(contentsOf: $0, encoding: .utf8))
      })
    let names = texts.mapValues { values("id", $0) }
    var faults: [String] = []
    for (path, text) in texts {
      if Set(names[path] ?? []).count != names[path]?.count {
        faults.append("\(path): a name twice")
      }
      for link in values("href", text) + values("src", text) + values("action", text) {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let target =
          parts[0].isEmpty
          ? path : folder.appendingPathComponent(String(parts[0])).standardizedFileURL.path
        let isThere = FileManager.default.fileExists(atPath: target)
        let hasName = parts.count < 2 || names[target]?.contains(String(parts[1])) == true
        if !isThere || !hasName { faults.append("\(path): \(link)") }
      }
    }
    return faults
  }

  /// A table of many lines: its cells stand on several pages.
  private static let long =
    "country,year,population\n"
    + (1...40).flatMap { place in
      (1900...2023).map { "Place \(place),\($0),\(place * 1000 + $0)\n" }
    }.joined()

  @Test func `every figure leads to its sentence or its cell`() throws {
    let shell = try Shell()
    try shell.write(SiteTests.long, to: "long.csv")
    _ = try shell.run("tally ingest Fixtures/articles Fixtures/tables Fixtures/sheets long.csv")
    let made = try shell.run("tally site -o public --title 'Regions & more' -v")
    #expect(made.status == 0)
    #expect(made.errors.hasSuffix("0 as they were, 0 removed\n"))
    let site = shell.folder.appendingPathComponent("public")
    #expect(try faults(site) == [])
    // A place: what the tables say, with the way to the cell, and what articles say.
    let beijing = try shell.run("cat public/places/CN-BJ.html").output
    #expect(beijing.contains("<title>Beijing · Regions &amp; more</title>"))
    let cell = try #require(
      beijing.components(separatedBy: "href=\"").first { $0.contains(">4.97 trillion</a>") }
    ).prefix { $0 != "\"" }
    #expect(cell.hasPrefix("../sources/nbs-province-gdp-") && cell.hasSuffix(".html#L5C2"))
    let table = try shell.run("cat public/places/\(cell.prefix { $0 != "#" })").output
    #expect(table.contains(" id=\"L5C2\" data-v=\"4967020000000\""))
    #expect(table.contains(">49670.2</td>"))
    #expect(beijing.contains("../articles/regional-economy-"))
    // An article: the verdict leads to the cell, the record to place and indicator.
    let article = try shell.run("cat public/articles/regional-economy-*").output
    #expect(
      article.contains("<h1>Beijing-Tianjin-Hebei area closes in on twelve trillion yuan</h1>"))
    #expect(article.contains(".html#L5C2\">line 5, column 2</a>: <code>49670.2</code>"))
    #expect(article.contains("href=\"../indicators/GDP.html\""))
    // A long table: the last line is on its last page.
    let parts = try shell.run("ls public/sources | grep -c '^long-'").output
    #expect(parts == "3\n")
    let last = try shell.run("cat public/sources/long-*-3.html").output
    #expect(last.contains(" id=\"L4961C3\"") && !last.contains(" id=\"L2C3\""))
    // Without its cells its figures still have a page.
    _ = try shell.run("tally site -o public --cells 1000")
    #expect(try shell.run("ls public/sources | grep -c '^long-'").output == "1\n")
    #expect(try faults(site) == [])
  }

  @Test func `only what changed is written, and addresses stay`() throws {
    let shell = try Shell()
    _ = try shell.run("tally ingest Fixtures/articles Fixtures/tables/nbs-province-gdp.csv")
    _ = try shell.run("tally site -o public")
    let before = try shell.run("cd public && ls -i index.html site.css places/CN-BJ.html").output
    let names = try shell.run("cd public && find . -type f | sort").output
    let again = try shell.run("tally check >/dev/null; tally site -o public -v")
    #expect(again.errors.hasPrefix("nothing is new"))
    #expect(
      try shell.run("cd public && ls -i index.html site.css places/CN-BJ.html").output == before)
    // Another version of the table, and one more article.
    _ = try shell.run(
      """
      sed -i 's/49670.2/49843.1/' Fixtures/tables/nbs-province-gdp.csv
      printf 'Tianjin\\n\\nThe GDP of Tianjin was 1.79 trillion yuan in 2024, the mayor said.\\n' > more.txt
      tally ingest Fixtures/tables/nbs-province-gdp.csv more.txt
      """)
    let next = try shell.run("tally site -o public -v")
    #expect(next.errors.contains(" written, ") && !next.errors.contains(" 0 as they were"))
    let start = try shell.run("cat public/index.html").output
    #expect(start.contains("<h2>Revised</h2>") && start.contains("4.98 trillion"))
    let after = try shell.run("cd public && ls -i index.html site.css places/CN-BJ.html").output
    let (old, new) = (before.split(separator: "\n"), after.split(separator: "\n"))
    #expect(old[2] == new[2], "the style sheet is the same file")
    #expect(old[0] != new[0] && old[1] != new[1])
    let pages = try shell.run("cd public && find . -type f | sort").output.split(separator: "\n")
    for name in names.split(separator: "\n") where name.hasSuffix(".html") {
      #expect(pages.contains(name))
    }
    #expect(try faults(shell.folder.appendingPathComponent("public")) == [])
    // What was forgotten is gone from the site.
    _ = try shell.run("tally forget more.txt; tally site -o public")
    #expect(try shell.run("ls public/articles | grep -c more").output == "0\n")
    #expect(try shell.run("ls -A | grep -c '^[.]tally'").output == "0\n")
  }

  @Test func `a folder that is not the site's own stays as it is`() throws {
    let shell = try Shell()
    _ = try shell.run("tally ingest Fixtures/tables; mkdir mine; echo note > mine/note.txt")
    let refused = try shell.run("tally site -o mine")
    #expect(refused.status == 73 && refused.errors.contains("(note.txt)"))
    #expect(try shell.run("ls -A mine").output == "note.txt\n")
    _ = try shell.run("tally site -o public; echo x > public/mine.html")
    #expect(try shell.run("tally site -o public").status == 73)
    #expect(try shell.run("cat public/mine.html").output == "x\n")
    let none = try shell.run("tally site")
    #expect(none.status == 78 || none.status == 64)
    #expect(try shell.run("tally site -o tally.db").status == 64)
    #expect(try shell.run("tally site -o x --cells -1").status == 64)
    #expect(try shell.run("tally site --db none.db -o x").status == 66)
    #expect(try shell.run("ls -A | grep -c -e '^[.]tally' -e '^x$'").output == "0\n")
  }

  @Test func `a job writes the site of tally yml`() throws {
    let shell = try Shell()
    try shell.write(
      """
      warehouse: figures.db
      sources: {all: {paths: [Fixtures/tables, Fixtures/articles]}}
      site:
        to: public
        title: Regions
        description: What is said and what is so.
        then: [sh, -c, 'ls "$1" | wc -l > count', x, "{output}"]
      jobs:
        nightly: {ingest: all, site: true}
      """, to: "tally.yml")
    let dry = try shell.run("tally run nightly --dry-run")
    #expect(dry.output.contains("site: would write public\n"))
    #expect(try shell.run("tally run nightly --log log.ndjson").status == 0)
    #expect(try shell.run("cat public/index.html").output.contains("What is said and what is so."))
    #expect(try shell.run("cat count; ls public | wc -l").output == "12\n12\n")
    #expect(try shell.run("grep -c '\"event\":\"site\"' log.ndjson").output == "1\n")
    #expect(try shell.run("tally run").output == "nightly: ingest all; site\n")
    #expect(try shell.run("tally site -v").errors.hasPrefix("nothing is new"))
    try shell.write("site: {title: x, tittle: y}\njobs: {a: {site: true}}\n", to: "tally.yml")
    let wrong = try shell.run("tally site")
    #expect(wrong.status == 78)
    #expect(
      wrong.errors.contains("did you mean title")
        && wrong.errors.contains("site: expected the key to"))
    try shell.write("jobs: {a: {site: true}}\n", to: "tally.yml")
    #expect(try shell.run("tally run a").errors.contains("the file has no site:"))
  }

  private static let browser = ["chromium", "chromium-browser", "google-chrome"].lazy
    .map { "/usr/bin/" + $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test func `the search works from a disk, and no page is wider than the screen`() throws {
    guard let browser = SiteTests.browser else { return }
    let shell = try Shell()
    _ = try shell.run(
      "tally ingest Fixtures/articles Fixtures/tables; tally site -o public")
    func rendered(_ page: String, _ options: String = "") throws -> String {
      try shell.run(
        """
        timeout 60 \(browser) --headless --no-sandbox --disable-gpu --user-data-dir=profile \(options) \
          --enable-logging=stderr --virtual-time-budget=4000 --dump-dom "file://$PWD/\(page)" 2>log
        """
      ).output
    }
    // By a part of a word, by an accent left out, by a Chinese name.
    for (question, hit) in [
      ("tianj+gdp", "places/CN-TJ.html"), ("populacao", "sources/sidra-populacao-"),
      ("%E5%A4%A9%E6%B4%A5", "places/CN-TJ.html"), ("laboratories", "articles/regional-economy-"),
    ] {
      let page = try rendered("public/search.html?q=\(question)")
      #expect(page.contains("<li><a href=\"\(hit)"), "\(question)")
      #expect(try shell.run("grep -c CONSOLE log").output == "0\n")
    }
    let shown = try rendered("public/indicators/GDP.html")
    #expect(shown.contains("Download SVG</button>") && shown.contains("Download CSV</button>"))
    #expect(try shell.run("grep -c CONSOLE log").output == "0\n")
    var frames = ""
    for page in [
      "index.html", "indicators/GDP.html", "places/CN-BJ.html", "places/index.html", "search.html",
      "$(cd public; ls articles/r*)", "$(cd public; ls sources/nbs*)",
    ] {
      let path = try shell.run("echo \(page)").output.trimmingCharacters(in: .newlines)
      for width in [400, 1200] {
        frames += "<iframe width=\"\(width)\" height=\"900\" src=\"public/\(path)\"></iframe>"
      }
    }
    try shell.write(
      """
      <body>\(frames)<script>addEventListener("load",()=>{document.title=[...document.querySelectorAll("iframe")].map(frame=>
      frame.contentDocument.documentElement.scrollWidth<=frame.contentWindow.innerWidth?"fits":frame.src).join(" ")})</script>
      """, to: "frames.html")
    let result = try rendered("frames.html", "--allow-file-access-from-files")
    let fits = Array(repeating: "fits", count: 14).joined(separator: " ")
    #expect(result.contains("<title>\(fits)</title>"), "\(result.suffix(300))")
  }
}

internal import Digest

/// Where the pages of a site are: paths from its root that stay the same as long as what they are
/// about has its code or name, whatever is loaded before or after it.
enum SiteAddress {
  /// The start page.
  static let start = "index.html"
  /// Every figure that does not tally.
  static let failing = "failing.html"
  /// The search.
  static let search = "search.html"

  /// The kinds of pages that have a folder and a list.
  enum Folder: String, CaseIterable {
    case articles, indicators, places, speakers, sources

    /// The list of its pages.
    var list: String { rawValue + "/index.html" }
    /// What one page of it is about.
    var word: String { String(rawValue.dropLast()) }
  }

  /// The page of an article or of another source, by its locator.
  static func source(_ locator: String, isArticle: Bool) -> String {
    let file = locator.split(separator: "/").last.map(String.init) ?? locator
    let name = file.split(separator: ".").first.map(String.init) ?? file
    return named(isArticle ? .articles : .sources, name, by: locator)
  }

  /// A further page of a source: `part` counts from 1, which is the page itself.
  static func source(_ locator: String, part: Int) -> String {
    let first = source(locator, isArticle: false)
    return part == 1 ? first : first.dropLast(5) + "-\(part).html"
  }

  /// The page of a place or an indicator: by its code, or by its name as printed where it has none.
  static func subject(_ folder: Folder, code: String?, name: String) -> String {
    guard let code else { return named(folder, name, by: name) }
    return isPlain(code) ? "\(folder.rawValue)/\(code).html" : named(folder, code, by: code)
  }

  /// The page of a speaker.
  static func speaker(_ name: String) -> String { named(.speakers, name, by: name) }

  /// By what the elements of a figure in a text are named: by its place, which stays when the text
  /// is read again.
  static func key(_ start: Int, _ end: Int) -> String { "\(start)-\(end)" }

  /// The mark of a figure in the page of its article.
  static func figure(_ start: Int, _ end: Int) -> String { "figure-" + key(start, end) }

  /// What a cell is called in the page of its table.
  static func cell(_ line: Int64, _ column: Int64) -> String { "L\(line)C\(column)" }

  /// The way from a page to another one, both from the root.
  static func way(from page: String, to other: String) -> String {
    page.contains("/") ? "../" + other : other
  }

  /// Readable as far as the name is of ASCII letters; the digits after it tell apart what looks the
  /// same.
  private static func named(_ folder: Folder, _ name: String, by key: String) -> String {
    var slug = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        slug.unicodeScalars.append(scalar)
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug += "-"
      }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    var digest = SHA256()
    digest.update(key.utf8)
    return "\(folder.rawValue)/\(slug.isEmpty ? "" : slug.prefix(48) + "-")"
      + digest.hexadecimal().prefix(10) + ".html"
  }

  /// Whether a code can stand in a path as it is, also where letters of both cases are the same.
  private static func isPlain(_ code: String) -> Bool {
    !code.isEmpty && code.utf8.count <= 60 && code != "index"
      && code.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D || $0 == 0x5F
      }
  }
}

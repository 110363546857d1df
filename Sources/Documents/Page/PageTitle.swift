internal import Text

/// The title of a page, which holds a headline and mostly the name of the site, with a mark between
/// them.
struct PageTitle {
  /// The whole title.
  let text: String

  init(_ text: String) { self.text = text.trimmed }

  private static let marks: Set<Character> = ["|", "-", "–", "—", ":", "»", "·", "_", "•"]

  /// Headline and site, the headline being one of those given.
  ///
  /// Where none of them stands in the title, the part that is more than twice as long as the other
  /// is the headline.
  func split(_ headlines: [String]) -> (headline: String?, site: String?) {
    if headlines.contains(text) { return (text, nil) }
    for headline in headlines where text.count > headline.count + 2 {
      if text.hasPrefix(headline) {
        let rest = text.dropFirst(headline.count).drop { $0.isWhitespace }
        guard let mark = rest.first, PageTitle.marks.contains(mark) else { continue }
        return (headline, site(in: rest))
      }
      if text.hasSuffix(headline) {
        var rest = text.dropLast(headline.count)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        guard let mark = rest.last, PageTitle.marks.contains(mark) else { continue }
        return (headline, site(in: rest))
      }
    }
    for mark in [" | ", " - ", " – ", " — ", " · ", " • ", " » ", "_"] {
      let parts = text.split(separator: mark)
      guard parts.count == 2, parts[0].count > 2 * parts[1].count else { continue }
      return (String(parts[0]).trimmed, String(parts[1]).trimmed)
    }
    return (nil, nil)
  }

  /// The last part of what stands beside a headline.
  private func site(in rest: Substring) -> String? {
    let parts = rest.split { "|–—»·_•".contains($0) || $0 == ":" }
    let site = parts.last.map { part -> String in
      var part = part
      while let first = part.first, first.isWhitespace || first == "-" { part.removeFirst() }
      while let last = part.last, last.isWhitespace || last == "-" { part.removeLast() }
      return String(part)
    }
    return site.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether a text is what stands after the mark: the site, which is shorter than the headline.
  func ends(withSite site: String) -> Bool {
    guard !site.isEmpty, text.count > 2 * site.count, text.hasSuffix(site) else { return false }
    return text.dropLast(site.count).last { !$0.isWhitespace }.map { PageTitle.marks.contains($0) }
      ?? false
  }

  /// The headline without the site's name at its end.
  func without(site: String?) -> String {
    guard let site, ends(withSite: site) else { return text }
    var rest = text.dropLast(site.count)
    while let last = rest.last, last.isWhitespace || PageTitle.marks.contains(last) {
      rest.removeLast()
    }
    return String(rest)
  }
}

internal import Text

/// What a page says about its article outside of its text: JSON-LD, `meta`, `time`, `title`, the
/// address.
package struct PageMetadata {
  package var title: String?
  package var publisher: String?
  /// The name of the site according to the page's title or address: a substitute for the publisher.
  package var site: String?
  /// ISO 8601.
  package var published: String?
  /// BCP 47.
  package var language: String?
  /// The text of the article according to JSON-LD.
  package var body: String?
  /// Every wording of the headline, to find it in the text.
  package var headlines: [String] = []

  /// Reads a page; what it says in several places is taken from the one that `words` names first.
  init(_ tree: PageTree, words: PageWords, dates: PageDate) {
    let linked = LinkedData(tree)
    var named: [String: String] = [:]
    var times: [String] = []
    var pageTitle: String?
    var headings: [String] = []
    var firstHeading: String?
    var address: String?
    for (index, node) in tree.nodes.enumerated() {
      switch node.tag {
      case .meta:
        guard let content = tree.attribute(.content, of: index)?.trimmed, !content.isEmpty else {
          continue
        }
        for attribute in [PageAttribute.property, .name, .itemprop, .httpEquiv] {
          guard let name = tree.attribute(attribute, of: index)?.lowercased() else { continue }
          if named[name] == nil { named[name] = content }
        }
      case .title: if pageTitle == nil { pageTitle = tree.string(below: index) }
      case .h1, .h2, .h3:
        guard headings.count < 40 else { continue }
        let text = tree.string(below: index)
        if node.tag == .h1, !text.isEmpty { firstHeading = firstHeading ?? text }
        if text.utf8.count >= (node.tag == .h1 ? 2 : 8) { headings.append(text) }
      case .html: language = tree.attribute(.lang, of: index) ?? tree.attribute(.xmlLang, of: index)
      case .link:
        if tree.attribute(.rel, of: index)?.lowercased() == "canonical" {
          address = address ?? tree.attribute(.href, of: index)
        }
      case .time where times.count < 20:
        let isPublication =
          tree.attribute(.pubdate, of: index) != nil
          || tree.attribute(.itemprop, of: index)?.lowercased() == "datepublished"
        let value = tree.attribute(.datetime, of: index) ?? tree.string(below: index)
        if isPublication { times.insert(value, at: 0) } else { times.append(value) }
      case .text, .script, .time: break
      default:
        guard let property = tree.attribute(.itemprop, of: index)?.lowercased(),
          named[property] == nil
        else {
          continue
        }
        let value = tree.attribute(.content, of: index) ?? tree.attribute(.datetime, of: index)
        if property == "datepublished" || property == "headline" {
          named[property] = value ?? tree.string(below: index)
        }
      }
    }
    address = address ?? named["og:url"]
    func first(_ names: [String]) -> String? { names.lazy.compactMap { named[$0] }.first }
    let site = first(words.publishers).flatMap { $0.hasPrefix("@") ? nil : $0 }
    let whole = PageTitle(pageTitle ?? "")
    // The site's name is given as the headline by some.
    let wordings = [linked.headline, first(words.titles)].compactMap(\.self).filter {
      !whole.ends(withSite: $0)
    }
    let split = whole.split(wordings + headings)
    title = wordings.first.map { PageTitle($0).without(site: site ?? split.site) }
    title = title ?? split.headline ?? firstHeading ?? (whole.text.isEmpty ? nil : whole.text)
    publisher = [linked.publisher, site].lazy.compactMap(\.self).first { $0 != title }
    self.site = [split.site, address.flatMap(PageMetadata.host)].lazy.compactMap(\.self).first {
      $0 != title
    }
    published =
      ([linked.published] + words.publicationDates.map { named[$0] }).lazy.compactMap(\.self)
      .compactMap(dates.iso)
      .first ?? address.flatMap { PageDate.iso(path: $0) } ?? times.lazy.compactMap(dates.iso).first
    language = language ?? first(words.languages) ?? linked.language
    language = language.flatMap(PageMetadata.language)
    body = linked.body
    headlines = wordings + [title, split.headline, whole.text].compactMap(\.self)
  }

  /// `www.example.org` of an address is example.org.
  private static func host(_ address: String) -> String? {
    guard let range = address.firstRange(of: "://") else { return nil }
    var host = address[range.upperBound...].prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    if host.hasPrefix("www.") { host = host.dropFirst(4) }
    return host.contains(".") ? String(host) : nil
  }

  /// A language tag: `en_US` is en-US.
  private static func language(_ tag: String) -> String? {
    let tag = tag.trimmed.replacing("_", with: "-")
    let isTag = tag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return isTag && (2...12).contains(tag.utf8.count) ? tag : nil
  }
}

package import Records
package import Text

/// Text that is no prose: XML, settings, lists of locked versions, program code.
///
/// It is told by the lines: each looks like prose, like code, like a pair of a name and a value, or
/// like neither. Prose that shows some code is prose; what is mostly code is no article.
package struct ForeignText {
  private let words: Set<String>

  package init(_ vocabulary: Vocabulary) {
    words = Set(vocabulary.rows("code_words").map { String($0["name"]).lowercased() })
  }

  /// Refuses a text that is no prose.
  ///
  /// - Throws: a `Failure` of kind `badData` that names what it is.
  package func refuse(_ text: [UInt8], locator: String) throws(Failure) {
    if let kind = kind(text) { throw ForeignText.failure(kind, locator: locator) }
  }

  /// A failure that names what a text is, and what would be read.
  static func failure(_ kind: String, locator: String) -> Failure {
    Failure(
      .badData,
      "this is \(kind): expected an article, a page, a table, JSON-stat, SDMX or PX; --as article reads it as prose all the same",
      at: Place(locator))
  }

  /// What a text is in a person's words; `nil` for prose.
  func kind(_ text: [UInt8]) -> String? {
    if let root = XMLRoot(text) {
      if isXML(root, text) { return "XML of a kind that is not read (<\(root.name)>)" }
      // A piece of a page.
      if PageTag(rawValue: root.name.lowercased()) != nil { return nil }
    }
    var counts = Counts()
    var comment: CodeLine.Comment?
    for line in text.drop(while: { $0 <= 0x20 }).prefix(1 << 16).split(separator: 0x0A) {
      guard let line = CodeLine(line, words, within: &comment) else { continue }
      counts.add(line)
      // A text that begins with nothing but prose is prose.
      if counts.prose == 12, counts.prose == counts.total { return nil }
    }
    return counts.kind
  }

  /// Whether a root element is that of XML, and not of a fragment of a page.
  private func isXML(_ root: XMLRoot, _ text: [UInt8]) -> Bool {
    if root.isDeclared || root.hasPrefix || root.hasNamespace { return true }
    guard PageTag(rawValue: root.name.lowercased()) == nil else { return false }
    let end = text.suffix(64).filter { $0 > 0x20 }
    return end.elementsEqual("</\(root.name)>".utf8)
      || String(decoding: end, as: UTF8.self).hasSuffix("</\(root.name)>")
  }

  /// How many lines look like what.
  private struct Counts {
    var (code, pairs, items, prose, other, hashes, sections) = (0, 0, 0, 0, 0, 0, 0)
    var (symbols, bytes) = (0, 0)
    /// A name alone, and deeper lines below it.
    var nests = false
    var hasMarkedNames = false
    private var last: CodeLine?

    var total: Int { code + pairs + items + prose + other }

    mutating func add(_ line: CodeLine) {
      switch line.kind {
      case .comment: return
      case .code: code += 1
      case .pair: pairs += 1
      case .item: items += 1
      case .prose: prose += 1
      case .other: other += 1
      }
      symbols += line.symbols
      bytes += line.length
      if line.hasHash { hashes += 1 }
      if line.isSection { sections += 1 }
      if line.hasMarkedName { hasMarkedNames = true }
      if let last, last.kind == .pair, last.isOpen, line.kind == .pair || line.kind == .item,
        line.indent > last.indent || line.kind == .item
      {
        nests = true
      }
      last = line
    }

    var kind: String? {
      let structured = code + pairs + items
      // A program may stand on one long line.
      guard total > 0, total >= 2 || symbols * 8 >= bytes, structured * 10 >= total * 4,
        structured * 10 >= prose * 12
      else {
        return nil
      }
      if hashes * 4 >= total, total >= 4 { return "a list of locked versions" }
      if sections > 0, pairs + code == structured, sections * 40 >= total, prose == 0 {
        return "a file of settings"
      }
      if pairs + items > code {
        guard nests || hasMarkedNames && pairs + items == total, structured * 10 >= total * 7 else {
          return nil
        }
        return "YAML"
      }
      return code >= 3 || code == total ? "program code" : nil
    }
  }
}

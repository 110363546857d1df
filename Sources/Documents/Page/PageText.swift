internal import Text

/// The text of an article's blocks, as it is stored: paragraphs apart, headings, lists, tables and
/// code marked as in Markdown.
enum PageText {
  /// The text as UTF-8.
  static func render(_ blocks: [PageBlock]) -> [UInt8] {
    var text: [UInt8] = []
    var before: PageBlock.Kind?
    for block in blocks {
      if let before {
        let isRun = before == block.kind && (block.kind == .row || block.kind == .item)
        text += (isRun ? "\n" : "\n\n").utf8
      }
      switch block.kind {
      case .heading(let level): text += (String(repeating: "#", count: max(2, level)) + " ").utf8
      case .item: text += "- ".utf8
      case .code: text += "```\n".utf8
      case .paragraph, .row, .preformatted: break
      }
      text += block.kind == .heading(level: 1) || block.isHeading ? oneLine(block.text) : block.text
      if block.kind == .code { text += "\n```".utf8 }
      before = block.kind
    }
    if !text.isEmpty { text.append(0x0A) }
    return text
  }

  /// A text whose paragraphs are its lines.
  static func render(paragraphs text: String) -> [UInt8] {
    let lines = text.split { $0.isNewline }.map { String($0).trimmed }.filter { !$0.isEmpty }
    return Array((lines.joined(separator: "\n\n") + "\n").utf8)
  }

  /// A text with the entities that some pages put into JSON resolved: `&amp;`, `&#39;`, `&nbsp;`.
  static func unescaped(_ text: String) -> String {
    guard text.contains("&"), text.contains(";") || text.contains("<") else { return text }
    // The page that the text comes from was parsed, so the parser is there.
    return (try? HTMLParser.parse(Array(text.utf8)))?.string(below: 0) ?? text
  }

  private static func oneLine(_ text: [UInt8]) -> [UInt8] { text.map { $0 == 0x0A ? 0x20 : $0 } }
}

/// The text of an article's blocks, as it is stored: paragraphs apart, headings, lists, tables and code marked as in Markdown.
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

  private static func oneLine(_ text: [UInt8]) -> [UInt8] { text.map { $0 == 0x0A ? 0x20 : $0 } }
}

/// Cuts a page into blocks in document order.
struct PageSegmenter {
  private let tree: PageTree
  private let unseen: [Bool]
  private var blocks: [PageBlock] = []
  private var text: [UInt8] = []
  private var linkBytes = 0
  /// White space is due before the next character; 2 for a line break.
  private var gap = 0
  /// The open block elements, each with the innermost element that says what kind of block stands
  /// in it.
  private var open: [(node: Int, marker: Int)] = [(0, 0)]
  private var linkEnd = 0
  private var codeEnd = 0
  private var holdsCode = false
  private var itemOpened = -1

  private init(_ tree: PageTree, unseen: [Bool]) {
    self.tree = tree
    self.unseen = unseen
  }

  /// The blocks of a page without the elements that a reader does not see.
  static func blocks(of tree: PageTree, unseen: [Bool]) -> [PageBlock] {
    var segmenter = PageSegmenter(tree, unseen: unseen)
    segmenter.run()
    return segmenter.blocks
  }

  private mutating func run() {
    var index = 1
    while index < tree.nodes.count {
      let node = tree.nodes[index]
      while let last = open.last, Int(tree.nodes[last.node].end) <= index, open.count > 1 {
        flush()
        open.removeLast()
      }
      if unseen[index] {
        if node.tag.isBlock { flush() }
        index = Int(node.end)
        continue
      }
      switch node.tag {
      case .text:
        append(index)
      case .br: lineBreak()
      case .code: codeEnd = max(codeEnd, Int(node.end))
      case .a where tree.attribute(.href, of: index) != nil: linkEnd = max(linkEnd, Int(node.end))
      case .sup:
        superscript(index)
        index = Int(node.end)
        continue
      case .table where DataTable.isData(index, in: tree, unseen: unseen):
        flush()
        for row in DataTable.rows(of: index, in: tree, unseen: unseen) { blocks.append(row) }
        index = Int(node.end)
        continue
      default: break
      }
      if node.tag.isBlock {
        flush()
        let isMarker =
          switch node.tag {
          case .pre, .li, .dt, .dd, .td, .th, .h1, .h2, .h3, .h4, .h5, .h6: true
          default: false
          }
        open.append((index, isMarker ? index : open[open.count - 1].marker))
      }
      index += 1
    }
    flush()
  }

  // MARK: Text

  private var isPreformatted: Bool { tree.nodes[open[open.count - 1].marker].tag == .pre }

  private mutating func append(_ index: Int) {
    let range = tree.nodes[index].range
    let isLink = index < linkEnd
    let before = text.count
    let keepsLines = isPreformatted
    if keepsLines, index < codeEnd { holdsCode = true }
    var at = Int(range.lowerBound)
    while at < Int(range.upperBound) {
      let byte = tree.text[at]
      if byte <= 0x20 {
        if keepsLines {
          text.append(byte == 0x0D ? 0x20 : byte)
        } else if gap == 0 {
          gap = 1
        }
        at += 1
      } else if let blank = PageSegmenter.blank(tree.text, at) {
        gap = max(gap, blank.isSpace ? 1 : 0)
        at += blank.length
      } else {
        fillGap()
        text.append(byte)
        at += 1
      }
    }
    if isLink { linkBytes += text.count - before }
  }

  /// A no-break or ideographic space, or a mark of no width, at a byte.
  private static func blank(_ text: [UInt8], _ at: Int) -> (length: Int, isSpace: Bool)? {
    switch text[at] {
    case 0xC2 where at + 1 < text.count && text[at + 1] == 0xA0: (2, true)
    case 0xC2 where at + 1 < text.count && text[at + 1] == 0xAD: (2, false)
    case 0xE3 where at + 2 < text.count && text[at + 1] == 0x80 && text[at + 2] == 0x80: (3, true)
    case 0xE2
    where at + 2 < text.count && text[at + 1] == 0x80 && (0x8B...0x8F).contains(text[at + 2]):
      (3, false)
    case 0xEF where at + 2 < text.count && text[at + 1] == 0xBB && text[at + 2] == 0xBF: (3, false)
    default: nil
    }
  }

  private mutating func fillGap() {
    if gap > 0, !text.isEmpty { text.append(gap >= 2 ? 0x0A : 0x20) }
    gap = 0
  }

  /// One break starts a line, two start a paragraph.
  private mutating func lineBreak() {
    if gap >= 2 {
      flush()
    } else if !text.isEmpty {
      gap = 2
    }
  }

  /// `km<sup>2</sup>` is km², `word<sup>3</sup>` word³, so that no digit is glued to a word; `[3]`
  /// with a link is a reference and no text.
  private mutating func superscript(_ index: Int) {
    let raw = tree.string(below: index)
    let hasLink = tree.descendants(of: index).contains { tree.nodes[$0].tag == .a }
    if hasLink, raw.hasPrefix("["), raw.hasSuffix("]") { return }
    for character in raw.unicodeScalars {
      if character.properties.isWhitespace {
        gap = max(gap, 1)
        continue
      }
      fillGap()
      let raised = PageSegmenter.superscripts[character] ?? character
      text += String(Character(raised)).utf8
    }
  }

  private static let superscripts: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    uniqueKeysWithValues: zip("0123456789-+".unicodeScalars, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺".unicodeScalars))

  // MARK: Blocks

  private mutating func flush() {
    defer {
      text = []
      linkBytes = 0
      gap = 0
      holdsCode = false
    }
    while let last = text.last, last == 0x20 || last == 0x0A { text.removeLast() }
    guard text.contains(where: { $0 > 0x20 }), let node = open.last else { return }
    blocks.append(
      PageBlock(
        kind: kind(of: node.marker), node: node.node, text: text,
        linkBytes: min(linkBytes, text.count)))
  }

  private mutating func kind(of marker: Int) -> PageBlock.Kind {
    let tag = tree.nodes[marker].tag
    if let level = tag.headingLevel { return .heading(level: level) }
    switch tag {
    case .pre: return holdsCode ? .code : .preformatted
    case .li, .dt, .dd:
      // Only the first paragraph of an item carries its mark.
      guard itemOpened != marker else { return .paragraph }
      itemOpened = marker
      return .item
    default: return .paragraph
    }
  }
}

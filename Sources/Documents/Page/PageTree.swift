/// A page as a flat list of nodes in document order: a node's descendants are the nodes up to its
/// `end`.
///
/// Every walk is a loop over the list, so that the depth of a page costs nothing.
struct PageTree {
  /// An element or a run of text.
  struct Node {
    /// The element; `text` for text.
    var tag: PageTag
    /// The index of the element around it; -1 for the first.
    var parent: Int32
    /// After the last descendant.
    var end: Int32
    /// An element's attributes, or a text's bytes in `text`.
    var range: Range<Int32>
  }

  /// The nodes; the first is the document.
  fileprivate(set) var nodes: [Node] = [Node(tag: .document, parent: -1, end: 1, range: 0..<0)]
  /// All text, scripts included.
  fileprivate(set) var text: [UInt8] = []
  fileprivate var attributes: [(name: PageAttribute, value: String)] = []

  /// An attribute of an element.
  func attribute(_ name: PageAttribute, of node: Int) -> String? {
    guard nodes[node].tag != .text else { return nil }
    for index in nodes[node].range where attributes[Int(index)].name == name {
      return attributes[Int(index)].value
    }
    return nil
  }

  /// The descendants of a node.
  func descendants(of node: Int) -> Range<Int> { node + 1..<Int(nodes[node].end) }

  /// All text below a node, white space folded, but for the elements marked in `unseen`.
  func string(below node: Int, without unseen: [Bool] = []) -> String {
    var bytes: [UInt8] = []
    var index = node + 1
    while index < Int(nodes[node].end) {
      if index < unseen.count, unseen[index] {
        index = Int(nodes[index].end)
        continue
      }
      if nodes[index].tag == .text {
        bytes += text[Int(nodes[index].range.lowerBound)..<Int(nodes[index].range.upperBound)]
      } else if nodes[index].tag.isBlock || nodes[index].tag == .br {
        bytes.append(0x20)
      }
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
  }

  /// The text below a node as it stands: the content of a script.
  func bytes(below node: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in descendants(of: node) where nodes[index].tag == .text {
      bytes += text[Int(nodes[index].range.lowerBound)..<Int(nodes[index].range.upperBound)]
    }
    return bytes
  }
}

/// Builds a tree from what a parser reports.
final class PageTreeBuilder {
  private(set) var tree = PageTree()
  private var open: [(node: Int32, name: String)] = [(0, "")]

  /// An element starts.
  func open(_ name: String, _ attributes: [(name: String, value: String)]) {
    let start = Int32(tree.attributes.count)
    for pair in attributes {
      guard let name = PageAttribute(rawValue: pair.name) else { continue }
      tree.attributes.append((name, pair.value))
    }
    let node = Int32(tree.nodes.count)
    tree.nodes.append(
      PageTree.Node(
        tag: PageTag(rawValue: name) ?? .other, parent: open[open.count - 1].node, end: node + 1,
        range: start..<Int32(tree.attributes.count)))
    open.append((node, name))
  }

  /// An element ends, and with it what is open inside; the end of one that is not open is passed
  /// over.
  func close(_ name: String) {
    guard let index = open.lastIndex(where: { $0.name == name }), index > 0 else { return }
    while open.count > index { end() }
  }

  /// Text goes on or starts.
  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    let last = tree.nodes.count - 1
    let start = Int32(tree.text.count)
    // The parser's own storage, copied while it is valid.
    unsafe tree.text.append(contentsOf: bytes)
    let parent = open[open.count - 1].node
    if tree.nodes[last].tag == .text, tree.nodes[last].parent == parent {
      tree.nodes[last].range = tree.nodes[last].range.lowerBound..<Int32(tree.text.count)
    } else {
      tree.nodes.append(
        PageTree.Node(
          tag: .text, parent: parent, end: Int32(last) + 2, range: start..<Int32(tree.text.count)))
    }
  }

  /// The page ends.
  func finish() {
    while !open.isEmpty { end() }
  }

  private func end() {
    let last = open.removeLast()
    tree.nodes[Int(last.node)].end = Int32(tree.nodes.count)
  }
}

/// The attributes that are looked at.
enum PageAttribute: String {
  case `class`, id, role, itemprop, property, name, content, href, datetime, pubdate, lang, rel,
    style, hidden, type,
    charset, itemtype, colspan, rowspan
  case ariaHidden = "aria-hidden"
  case ariaLabel = "aria-label"
  case httpEquiv = "http-equiv"
  case xmlLang = "xml:lang"
}

/// Finds the blocks of a page that are its article.
///
/// Every block gets a weight: prose its length, links and leftovers less than nothing. The article is the element with
/// the greatest sum, less the elements inside that are named as something else, less what stands around its first and
/// last paragraph.
struct MainText {
  private let tree: PageTree
  private let words: PageWords
  private let evidence: PageEvidence
  private let blocks: [PageBlock]
  /// Bytes of prose in each element.
  private var prose: [Int]
  /// What each element is, those around it taken into account.
  private var dropped: [Bool]

  /// The article's blocks, in order; empty where the page has none.
  static func blocks(of tree: PageTree, words: PageWords) -> [PageBlock] {
    var main = MainText(tree, words)
    return main.find()
  }

  private init(_ tree: PageTree, _ words: PageWords) {
    self.tree = tree
    self.words = words
    evidence = PageEvidence(tree, words: words)
    blocks = PageSegmenter.blocks(of: tree, unseen: evidence.unseen)
    prose = [Int](repeating: 0, count: tree.nodes.count)
    dropped = [Bool](repeating: false, count: tree.nodes.count)
  }

  private mutating func find() -> [PageBlock] {
    prose = sums { $0.isProse ? $0.text.count - $0.linkBytes : 0 }
    judge()
    guard let container = container() else { return [] }
    var found = blocks.filter { container.contains($0.node) && !dropped[$0.node] }
    trim(&found)
    return found
  }

  // MARK: Elements

  /// The sums over the blocks of every element.
  private func sums(_ weight: (PageBlock) -> Int) -> [Int] {
    var sums = [Int](repeating: 0, count: tree.nodes.count)
    for block in blocks { sums[block.node] += weight(block) }
    for index in tree.nodes.indices.reversed() where index > 0 { sums[Int(tree.nodes[index].parent)] += sums[index] }
    return sums
  }

  /// Decides which elements are no part of an article.
  ///
  /// A name is believed unless the element holds most of the page's prose: `has-sidebar` may stand on the whole page.
  private mutating func judge() {
    var holdsHeadline = [Bool](repeating: false, count: tree.nodes.count)
    for index in tree.nodes.indices.reversed() where index > 0 {
      if tree.nodes[index].tag == .h1 { holdsHeadline[index] = true }
      if holdsHeadline[index] { holdsHeadline[Int(tree.nodes[index].parent)] = true }
    }
    let total = prose[0]
    for index in tree.nodes.indices where index > 0 {
      let parent = Int(tree.nodes[index].parent)
      if dropped[parent] {
        dropped[index] = true
        continue
      }
      let kinds = evidence.kinds[index]
      let tag = tree.nodes[index].tag
      guard tag != .html, tag != .body else { continue }
      if kinds.contains(.comments), !(holdsHeadline[index] && prose[index] * 4 > total) {
        dropped[index] = true
      } else if !kinds.isDisjoint(with: [.boilerplate, .caption]), prose[index] * 2 <= total {
        dropped[index] = true
      }
    }
  }

  /// The element that holds the article.
  private func container() -> Range<Int>? {
    let weights = sums { dropped[$0.node] ? 0 : weight($0) }
    var best = 0
    for index in tree.nodes.indices where weights[index] > 0 && weights[index] >= weights[best] { best = index }
    guard weights[best] > 0 else { return nil }
    return best..<Int(tree.nodes[best].end)
  }

  private func weight(_ block: PageBlock) -> Int {
    if block.isHeading { return 0 }
    if block.isProse { return block.text.count - 2 * block.linkBytes }
    if block.kind == .row { return 0 }
    return -min(block.text.count, 30) - block.linkBytes
  }

  // MARK: Blocks

  /// Cuts off what stands before the first and after the last paragraph, and lines of links between.
  private func trim(_ found: inout [PageBlock]) {
    guard let first = found.firstIndex(where: \.isProse), let last = found.lastIndex(where: \.isProse) else { return }
    found = Array(found[first...last])
    found.removeAll { !$0.isProse && !$0.isHeading && $0.linkDensity > 0.5 }
  }
}

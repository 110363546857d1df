/// Finds the blocks of a page that are its article.
///
/// Every block gets a weight: prose its length, links and leftovers less than nothing. The article
/// is the element with the greatest sum, less the elements inside that are named as something else,
/// less what stands around its first and last paragraph.
struct MainText {
  private let tree: PageTree
  private let words: PageWords
  private let dates: PageDate
  private let evidence: PageEvidence
  private let headlines: [String]
  /// Every block that a reader sees.
  private let all: [PageBlock]
  /// The block of the headline in `all`.
  private var headline: Int?
  /// Elements that are no part of the article, and what stands in them.
  private var dropped: [Bool]
  /// How many pictures, and how many bytes of text, stand before each node.
  private var pictures: [Int32] = []
  private var bytes: [Int32] = []

  /// Looks at a page.
  init(_ tree: PageTree, _ metadata: PageMetadata, words: PageWords, dates: PageDate) {
    self.tree = tree
    self.words = words
    self.dates = dates
    evidence = PageEvidence(tree, words: words)
    headlines = metadata.headlines.map(MainText.letters)
    all = PageSegmenter.blocks(of: tree, unseen: evidence.unseen)
    dropped = evidence.unseen
    for node in tree.nodes {
      pictures.append((pictures.last ?? 0) + (node.tag == .img ? 1 : 0))
      bytes.append((bytes.last ?? 0) + (node.tag == .text ? Int32(node.range.count) : 0))
    }
    headline = all.firstIndex { isHeadline($0) } ?? all.firstIndex { $0.kind == .heading(level: 1) }
  }

  /// The article's blocks, in order; empty where the page holds no text.
  mutating func find() -> [PageBlock] {
    judge()
    let blocks = PageSegmenter.blocks(of: tree, unseen: dropped)
    guard let container = container(blocks) else {
      // No prose: a page of a few short lines, or of a table.
      let rest = blocks.filter { !isLeftover($0) && !isHeadline($0) }
      return rest.isEmpty ? all : rest
    }
    var found = blocks.filter { container.contains($0.node) && !isLeftover($0) }
    startAfterHeadline(&found)
    keepCore(&found)
    trim(&found)
    return found
  }

  /// The short lines beside the headline: who wrote it, when, for whom.
  func byline() -> [String] {
    guard let headline else { return [] }
    return (all[(headline + 1)...].prefix(10) + all[..<headline].suffix(3))
      .filter { $0.text.count < 160 && $0.kind != .row }
      .map { String(decoding: $0.text, as: UTF8.self) }
  }

  // MARK: Headline

  private static func letters(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// Whether a block says what the metadata give as the headline.
  private func isHeadline(_ block: PageBlock) -> Bool {
    guard block.text.count <= 400 else { return false }
    let text = MainText.letters(String(decoding: block.text, as: UTF8.self))
    guard text.utf8.count >= 8 else { return false }
    return headlines.contains {
      $0 == text || block.isHeading && $0.hasPrefix(text) && text.count * 2 > $0.count
    }
  }

  // MARK: Elements

  /// The sums over the blocks of every element.
  private func sums(_ blocks: [PageBlock], _ weight: (PageBlock) -> Int) -> [Int] {
    var sums = [Int](repeating: 0, count: tree.nodes.count)
    for block in blocks { sums[block.node] += weight(block) }
    for index in tree.nodes.indices.reversed() where index > 0 {
      sums[Int(tree.nodes[index].parent)] += sums[index]
    }
    return sums
  }

  /// Decides which elements are no part of an article: first the readers' comments, then everything
  /// else.
  ///
  /// A name is believed unless the element holds the headline or nearly all prose: `has-sidebar`
  /// may stand on the whole page.
  private mutating func judge() {
    drop { kinds, _, holdsHeadline, _ in kinds.contains(.comments) && !holdsHeadline }
    drop { kinds, share, holdsHeadline, _ in
      !kinds.isDisjoint(with: [.boilerplate, .caption]) && !(holdsHeadline && share > 0.2)
        && share < 0.8
    }
  }

  private mutating func drop(_ isDropped: (PageWords.Kinds, Double, Bool, PageTag) -> Bool) {
    let prose = sums(all) { $0.isProse && !dropped[$0.node] ? $0.text.count - $0.linkBytes : 0 }
    let total = Double(max(1, prose[0]))
    let title = headline.map { all[$0].node }
    for index in tree.nodes.indices where index > 0 {
      let node = tree.nodes[index]
      if dropped[Int(node.parent)] {
        dropped[index] = true
      } else if !dropped[index], node.tag != .text, node.tag != .html, node.tag != .body {
        let holdsHeadline = title.map { $0 >= index && $0 < Int(node.end) } ?? false
        dropped[index] = isDropped(
          evidence.kinds[index], Double(prose[index]) / total, holdsHeadline, node.tag)
      }
    }
  }

  /// The element that holds the article.
  private func container(_ blocks: [PageBlock]) -> Range<Int>? {
    let weights = sums(blocks, weight)
    var best = 0
    for index in tree.nodes.indices where weights[index] > 0 && weights[index] >= weights[best] {
      best = index
    }
    guard weights[best] > 0 else { return nil }
    let range = best..<Int(tree.nodes[best].end)
    return firstArticle(in: range, weights) ?? range
  }

  /// Of several long articles one after the other, the one with the headline, or else the first.
  private func firstArticle(in container: Range<Int>, _ weights: [Int]) -> Range<Int>? {
    var articles: [Range<Int>] = []
    for index in container.dropFirst() where tree.nodes[index].tag == .article && !dropped[index] {
      guard weights[index] * 5 >= weights[container.lowerBound],
        articles.last.map({ $0.upperBound <= index }) ?? true
      else { continue }
      articles.append(index..<Int(tree.nodes[index].end))
    }
    guard articles.count >= 2 else { return nil }
    return articles.first { range in headline.map { range.contains(all[$0].node) } ?? false }
      ?? articles.first
  }

  private func weight(_ block: PageBlock) -> Int {
    if block.isHeading || block.kind == .row || block.kind == .code { return 0 }
    if block.isProse { return block.text.count - 2 * block.linkBytes }
    return -min(block.text.count, 30) - block.linkBytes
  }

  // MARK: Blocks

  /// Whether a block inside the article is no part of it: a line of links, a caption, words that
  /// lead elsewhere.
  private func isLeftover(_ block: PageBlock) -> Bool {
    if !block.isHeading, block.kind != .row, block.linkDensity > 0.5, !block.isTerminated {
      return true
    }
    if words.leadsElsewhere(block.text) { return true }
    return isCaption(block)
  }

  /// Whether a block is the only text beside a picture.
  private func isCaption(_ block: PageBlock) -> Bool {
    guard block.text.count < 250, !block.isHeading, block.kind != .row,
      tree.nodes[block.node].tag != .p
    else {
      return false
    }
    let last = Int(tree.nodes[block.node].end) - 1
    return pictures[last] > pictures[block.node] && bytes[last] - bytes[block.node] < 400
  }

  /// Cuts off the headline and what stands before it.
  private func startAfterHeadline(_ found: inout [PageBlock]) {
    let total = found.reduce(0) { $0 + ($1.isProse ? $1.text.count : 0) }
    var seen = 0
    var start = 0
    for (index, block) in found.enumerated() where seen * 3 <= total {
      if isHeadline(block) || block.kind == .heading(level: 1) { start = index + 1 }
      if block.isProse { seen += block.text.count }
    }
    found.removeFirst(start)
  }

  /// Drops paragraphs at the end that stand outside of the element which holds nearly all of them.
  private func keepCore(_ found: inout [PageBlock]) {
    let prose = sums(found) { $0.isProse ? $0.text.count : 0 }
    let total = prose[0]
    var core = 0
    for index in tree.nodes.indices where prose[index] * 10 >= total * 9 { core = index }
    let end = Int(tree.nodes[core].end)
    while let last = found.last, last.node >= end { found.removeLast() }
    // A standfirst: what stands between the headline and the byline.
    var start = 0
    while start < found.count, found[start].node < core,
      !found[start].isProse || isBeforeByline(found[start], core)
    {
      start += 1
    }
    found.removeFirst(start)
  }

  private func isBeforeByline(_ block: PageBlock, _ core: Int) -> Bool {
    // Blocks stand in the order of their elements, but for those that go on after an element
    // inside.
    guard let start = all.firstIndex(where: { $0.node == block.node }) else { return false }
    return all[(start + 1)...].prefix(8).contains { other in
      other.node < core && other.text.count < 100
        && dates.iso(String(decoding: other.text, as: UTF8.self)) != nil
    }
  }

  /// Cuts off what stands before the first and after the last paragraph.
  private func trim(_ found: inout [PageBlock]) {
    guard let first = found.firstIndex(where: \.isProse),
      var last = found.lastIndex(where: \.isProse)
    else { return }
    let parent = tree.nodes[found[last].node].parent
    while last + 1 < found.count, found[last + 1].isTerminated, found[last + 1].text.count >= 20,
      tree.nodes[found[last + 1].node].parent == parent
    { last += 1 }
    found = Array(found[first...last])
  }
}

/// What each element of a page is, as far as its tag, its role and its names tell.
struct PageEvidence {
  /// Elements, and what stands in them, that a reader does not see.
  let unseen: [Bool]
  /// What each element is, the elements around it left out of account.
  let kinds: [PageWords.Kinds]

  /// Looks at every element once.
  init(_ tree: PageTree, words: PageWords) {
    var unseen = [Bool](repeating: false, count: tree.nodes.count)
    var kinds = [PageWords.Kinds](repeating: [], count: tree.nodes.count)
    var known: [String: PageWords.Kinds] = [:]
    for (index, node) in tree.nodes.enumerated() where node.tag != .text {
      if node.tag.isUnseen || PageEvidence.isHidden(index, in: tree) { unseen[index] = true }
      switch node.tag {
      case .nav, .footer, .aside, .menu: kinds[index] = .boilerplate
      case .figcaption, .caption: kinds[index] = .caption
      case .article, .main: kinds[index] = .content
      default: break
      }
      for name in [PageAttribute.class, .id, .role] {
        guard let value = tree.attribute(name, of: index), !value.isEmpty else { continue }
        let found = known[value] ?? words.kinds(of: value)
        known[value] = found
        kinds[index].formUnion(found)
      }
      if let property = tree.attribute(.itemprop, of: index)?.lowercased() {
        if property == "articlebody" || property == "text" { kinds[index] = .content }
        if property == "author" || property == "publisher" { kinds[index].insert(.boilerplate) }
      }
    }
    self.unseen = unseen
    self.kinds = kinds
  }

  private static func isHidden(_ node: Int, in tree: PageTree) -> Bool {
    if tree.attribute(.hidden, of: node) != nil { return true }
    if tree.attribute(.ariaHidden, of: node)?.lowercased() == "true" { return true }
    guard let style = tree.attribute(.style, of: node)?.lowercased().filter({ !$0.isWhitespace })
    else { return false }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }
}

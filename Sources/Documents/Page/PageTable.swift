package import Records
internal import Synchronization
package import Text

/// A table of data inside a page, which is a source of its own: `page.html#table-1`.
public struct PageTable: Hashable, Sendable {
  /// The page.
  let page: Source
  /// Its number among the tables of data of the page, from 1.
  let number: Int

  /// The tables of data of a source, where it is a page that can be read.
  static func all(of source: Source) -> [PageTable] {
    guard mayBePage(source), let page = try? tables(of: source) else { return [] }
    return page.tables.indices.map { PageTable(page: source, number: $0 + 1) }
  }

  /// The cells as text, and what is known of the table beside them.
  ///
  /// - Throws: a `Failure` where the page has no such table any more.
  func text(locator: String) throws(Failure) -> (bytes: [UInt8], facts: SheetFacts?) {
    guard let found = try PageTable.tables(of: page)?.text(of: number) else {
      throw Failure(.noInput, "there is no such table in the page", at: Place(locator))
    }
    return found
  }

  /// What the page says of itself: who published it, and when.
  package func metadata(_ vocabulary: Vocabulary) throws(Failure) -> PageMetadata {
    guard let tables = try PageTable.tables(of: page) else {
      throw Failure(.noInput, "there is no table in the page", at: Place(page.locator))
    }
    return PageReader(vocabulary).read(tables.tree).metadata
  }

  /// The page that was parsed last: its tables are read one after the other.
  private static let last =
    Mutex<(page: Source, identity: SourceContent.Identity, tables: PageTables)?>(nil)

  /// The tables of a page, which is parsed once for all of them; `nil` where it holds none.
  private static func tables(of page: Source) throws(Failure) -> PageTables? {
    let content = try SourceContent(page)
    // Members of one archive have the identity of the archive.
    if let known = last.withLock({ $0 }), known.identity == content.identity, known.page == page {
      return known.tables
    }
    guard let tables = try PageTables(content) else { return nil }
    last.withLock { $0 = (page, content.identity, tables) }
    return tables
  }

  /// Whether it is worth a look: pages are seldom called tables or plain text.
  private static func mayBePage(_ source: Source) -> Bool {
    switch source.origin {
    case .file, .pipe:
      return !SourceText.tableExtensions.contains(source.fileExtension)
        && !["md", "markdown", "json", "xml"].contains(source.fileExtension)
    case .member: return SourceText.pageExtensions.contains(source.fileExtension)
    default: return false
    }
  }
}

/// The tables of data of a page, and what the page says of itself.
struct PageTables {
  let tree: PageTree
  private let unseen: [Bool]
  /// The elements of the tables.
  let tables: [Int]

  /// A page of more bytes is not looked through.
  private static let longest = 16 << 20

  /// Parses a page; `nil` where the source is none, or holds no table.
  ///
  /// - Throws: a `Failure` where it cannot be read.
  init?(_ content: SourceContent) throws(Failure) {
    guard SourceText.isPage(content.source, try content.start(4096)) else { return nil }
    let survey = try Survey(content)
    guard survey.bytes <= PageTables.longest else { return nil }
    let encoding = try SourceText.encoding(content, survey, ReadingOptions())
    let text = try SourceText.document(
      content, encoding, survey.bytes, longest: PageTables.longest)
    guard PageTables.holdsTag(text) else { return nil }
    self.init(try HTMLParser.parse(text))
  }

  init(_ tree: PageTree) {
    self.tree = tree
    var unseen = PageEvidence(tree, words: PageWords([])).unseen
    // References to notes are no part of a cell.
    for (index, node) in tree.nodes.enumerated()
    where node.tag == .sup
      && tree.descendants(of: index).contains(where: { tree.nodes[$0].tag == .a })
    {
      unseen[index] = true
    }
    self.unseen = unseen
    var tables: [Int] = []
    var index = 1
    while index < tree.nodes.count {
      let node = tree.nodes[index]
      if unseen[index] || PageTables.isAside(node.tag) {
        index = Int(node.end)
        continue
      }
      if node.tag == .table, DataTable.isData(index, in: tree, unseen: unseen),
        PageTableCells(index, in: tree, unseen: unseen).holdFigures
      {
        tables.append(index)
        index = Int(node.end)
        continue
      }
      index += 1
    }
    self.tables = tables
  }

  private static func isAside(_ tag: PageTag) -> Bool {
    switch tag {
    case .nav, .footer, .aside, .menu: true
    default: false
    }
  }

  /// Whether a text holds `<table` in letters of any case.
  private static func holdsTag(_ text: [UInt8]) -> Bool {
    let tag = Array("table".utf8)
    var at = 0
    while at + tag.count < text.count {
      if text[at] == UInt8(ascii: "<"),
        text[(at + 1)...(at + tag.count)].elementsEqual(tag, by: { $0 | 0x20 == $1 })
      {
        return true
      }
      at += 1
    }
    return false
  }

  /// A table as text of one line a row, its caption above it, with what is known of it beside its
  /// cells.
  func text(of number: Int) -> (bytes: [UInt8], facts: SheetFacts)? {
    guard tables.indices.contains(number - 1) else { return nil }
    let cells = PageTableCells(tables[number - 1], in: tree, unseen: unseen)
    let rows = (cells.caption.map { [[$0]] } ?? []) + cells.rows
    var bytes: [UInt8] = []
    for row in rows {
      for column in 0..<cells.width {
        if column > 0 { bytes.append(SheetFacts.separator) }
        guard column < row.count else { continue }
        for byte in row[column].utf8 { bytes.append(byte < 0x20 ? 0x20 : byte) }
      }
      bytes.append(0x0A)
    }
    let title = tree.nodes.firstIndex { $0.tag == .title }.map { tree.string(below: $0) }
    var facts = SheetFacts(name: cells.caption ?? title ?? "", mediaType: "text/html")
    facts.rows = rows.count
    facts.columns = cells.width
    return (bytes, facts)
  }
}

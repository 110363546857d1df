/// What the words in an element's class, id and role say about it, from the vocabulary's `page_words`.
struct PageWords: Sendable {
  /// What an element is by its names.
  struct Kinds: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// Navigation, adverts, links to other pages, anything around the article.
    static let boilerplate = Kinds(rawValue: 1)
    /// What readers wrote.
    static let comments = Kinds(rawValue: 2)
    /// What stands below a picture.
    static let caption = Kinds(rawValue: 4)
    /// The article itself.
    static let content = Kinds(rawValue: 8)
  }

  private var names: [String: Kinds] = [:]
  private var longest = 1
  private var openings: [(words: [String], isWhole: Bool)] = []

  /// Compiles rows of kind and name.
  init(_ rows: some Sequence<(kind: String, name: String)>) {
    for row in rows {
      switch row.kind {
      case "boilerplate": add(row.name, .boilerplate)
      case "comments": add(row.name, .comments)
      case "caption": add(row.name, .caption)
      case "content": add(row.name, .content)
      default: break
      }
    }
  }

  private mutating func add(_ name: String, _ kind: Kinds) {
    let words = PageWords.words(of: name)
    longest = max(longest, words.count)
    names[words.joined(separator: " "), default: []].formUnion(kind)
    // Written as one: `readmore`.
    if words.count > 1 { names[words.joined(), default: []].formUnion(kind) }
  }

  /// What the class, id or role of an element says.
  func kinds(of name: String) -> Kinds {
    let words = PageWords.words(of: name)
    var kinds: Kinds = []
    for start in words.indices {
      var joined = ""
      for end in start..<min(words.count, start + longest) {
        joined += (joined.isEmpty ? "" : " ") + words[end]
        if let found = names[joined] { kinds.formUnion(found) }
      }
    }
    return kinds
  }

  /// `articleBody related-links_v2` is article, body, related, links, v2.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var before: UInt8 = 0
    func isSmall(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
    for byte in name.utf8 {
      let isCapital = (65...90).contains(byte)
      let isName = isCapital || isSmall(byte) || (48...57).contains(byte) || byte >= 0x80
      if !isName || isCapital && isSmall(before) {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
      }
      if isName { word.append(isCapital ? byte + 32 : byte) }
      before = byte
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}

internal import Text

/// What the words in an element's class, id and role say about it, from the vocabulary's
/// `page_words`.
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
  /// The beginnings of lines that are no part of an article, in small letters.
  private var openings: [String] = []
  /// Words before a colon and the name of the publisher, in small letters.
  private var sources: [String] = []
  /// Names in `meta` elements under which pages give the headline, the preferred first.
  private(set) var titles: [String] = []
  /// The same for who published it.
  private(set) var publishers: [String] = []
  /// The same for when.
  private(set) var publicationDates: [String] = []
  /// The same for the language.
  private(set) var languages: [String] = []

  /// Compiles rows of kind and name.
  init(_ rows: some Sequence<(kind: String, name: String)>) {
    for row in rows {
      switch row.kind {
      case "boilerplate": add(row.name, .boilerplate)
      case "comments": add(row.name, .comments)
      case "caption": add(row.name, .caption)
      case "content": add(row.name, .content)
      case "line": openings.append(row.name.lowercased())
      case "source": sources.append(row.name.lowercased())
      case "title": titles.append(row.name.lowercased())
      case "publisher": publishers.append(row.name.lowercased())
      case "published": publicationDates.append(row.name.lowercased())
      case "language": languages.append(row.name.lowercased())
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

  /// Whether a line starts with words that lead elsewhere: “Read more”, “Photo by”.
  ///
  /// A single word must be nearly all of the line: “Advertisement”, but not “Advertisement costs
  /// fell by a tenth.”
  func leadsElsewhere(_ line: [UInt8]) -> Bool {
    guard line.count <= 240 else { return false }
    let start = String(decoding: line.prefix(64), as: UTF8.self).lowercased()
    return openings.contains { opening in
      guard start.hasPrefix(opening) else { return false }
      let isPhrase = opening.contains { $0 == " " || $0 == ":" || !$0.isASCII }
      guard isPhrase || line.count <= opening.utf8.count + 12 else { return false }
      guard let next = start.dropFirst(opening.count).first, opening.last?.isASCII == true else {
        return true
      }
      return !next.isLetter
    }
  }

  /// The publisher in a line such as “Source: Xinhua  Editor: …”.
  func publisher(in line: String) -> String? {
    for source in sources {
      guard let label = line.lowercased().firstRange(of: source) else { continue }
      let rest = line[label.upperBound...].drop { $0.isWhitespace }
      guard let colon = rest.first, colon == ":" || colon == "：" else { continue }
      let name = rest.dropFirst().drop { $0.isWhitespace }
      // Up to a wide gap, a bar, or the next label.
      var end = name.startIndex
      while end < name.endIndex, !"|｜;；/".contains(name[end]), !name[end].isNewline {
        if name[end].isWhitespace, name.unicodeScalars.first.map({ $0.value > 0x2E7F }) ?? false {
          break
        }
        end = name.index(after: end)
      }
      let text = String(name[..<end]).trimmed
      if !text.isEmpty, text.count <= 60 { return text }
    }
    return nil
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

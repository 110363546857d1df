internal import Digest
internal import Records

/// What the search of a site looks up, without a server: a file of all pages, and files of words
/// with the pages in which they stand, of which a question loads one or two.
///
/// A page is called by a number that follows from its path alone, so that a new page changes the
/// files of its own words and no others.
struct SearchIndex {
  /// A page as a hit shows it.
  private struct Page {
    let path: String
    let title: String
    let kind: String
    let about: String
  }

  private var pages: [String: Page] = [:]
  /// By shard and word, the pages; those whose title has the word are marked by a star.
  private var shards: [String: [String: [String]]] = [:]

  /// Adds a page.
  ///
  /// - Parameters:
  ///   - names: by what it is found first: its title, and other names of what it is about.
  ///   - text: what else stands in it.
  mutating func add(
    _ path: String, title: String, kind: String, about: String = "", names: [String] = [],
    text: String = ""
  ) {
    var digest = SHA256()
    digest.update(path.utf8)
    let id = String(digest.hexadecimal().prefix(8))
    pages[id] = Page(path: path, title: title, kind: kind, about: about)
    var first: Set<String> = []
    for name in [title] + names { first.formUnion(SearchWords.words(of: name)) }
    let others = SearchWords.words(of: text).subtracting(first)
    for word in first {
      shards[SearchWords.shard(word), default: [:]][word, default: []].append("*" + id)
    }
    for word in others {
      shards[SearchWords.shard(word), default: [:]][word, default: []].append(id)
    }
  }

  /// The files, by their paths: scripts, as a page that was opened from a disk may load nothing else.
  func files() -> [(path: String, text: String)] {
    let rows = pages.sorted { $0.key < $1.key }.map { id, page in
      "\(JSONText.quoted(id)):["
        + [page.path, page.title, page.kind, page.about].map(JSONText.quoted).joined(separator: ",")
        + "]"
    }
    var files = [
      (path: "search/pages.js", text: "tally.pages({\n" + rows.joined(separator: ",\n") + "\n})\n")
    ]
    for (shard, words) in shards.sorted(by: { $0.key < $1.key }) {
      let rows = words.sorted { $0.key < $1.key }.map { word, ids in
        JSONText.quoted(word) + ":" + JSONText.quoted(ids.sorted().joined(separator: " "))
      }
      files.append(
        (
          "search/\(shard).js",
          "tally.words(\(JSONText.quoted(shard)),{\n" + rows.joined(separator: ",\n") + "\n})\n"
        ))
    }
    return files
  }
}

/// The words of a text as the search compares them; the script of a site cuts a question in the
/// same way.
enum SearchWords {
  /// Runs of letters and digits in small letters without accents, of two at least; of Chinese and
  /// Japanese, which set no spaces, each pair of neighbours.
  static func words(of text: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var last: Unicode.Scalar?
    func end() {
      if word.unicodeScalars.count > 1 { words.insert(word) }
      word = ""
    }
    for character in text {
      if let letter = folded(character) {
        last = nil
        word += letter
        continue
      }
      end()
      if let scalar = character.unicodeScalars.first, isIdeograph(scalar) {
        if let last { words.insert(String(last) + String(scalar)) }
        last = scalar
      } else {
        last = nil
      }
    }
    end()
    return words
  }

  /// The file in which a word stands.
  static func shard(_ word: String) -> String {
    let letters = word.unicodeScalars
    guard let first = letters.first else { return "_" }
    guard first.isASCII else { return "u" + String(first.value >> 6, radix: 16) }
    let second = letters.dropFirst().first.flatMap { $0.isASCII ? $0 : nil }
    return String(first) + (second.map { String($0) } ?? "_")
  }

  /// A letter or digit in small letters and without an accent; `nil` for anything else.
  private static func folded(_ character: Character) -> String? {
    if let byte = character.asciiValue {
      return byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
        ? character.lowercased() : nil
    }
    guard let scalar = character.unicodeScalars.first, !isIdeograph(scalar),
      scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    else { return nil }
    let small = character.lowercased()
    return small.first.flatMap { plain[$0] } ?? small
  }

  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFD: true
    default: false
    }
  }

  /// Accented letters to those without.
  ///
  /// A character is equal to its letter with the accents that follow it (Unicode Standard Annex 15),
  /// so that the table makes itself.
  private static let plain: [Character: String] = {
    var table: [Character: String] = [:]
    // Latin, Greek, Cyrillic.
    for letter in [Array(UInt32(0x61)...0x7A), Array(0x3B1...0x3C9), Array(0x430...0x44F)].joined()
    {
      guard let base = Unicode.Scalar(letter).map(String.init) else { continue }
      for mark in UInt32(0x300)...0x331 {
        guard let first = Unicode.Scalar(mark) else { continue }
        table[Character(base + String(first))] = base
        // Two accents on one letter: Vietnamese.
        guard [0x302, 0x306, 0x31B].contains(mark) else { continue }
        for other in [0x300, 0x301, 0x303, 0x309, 0x323] as [UInt32] {
          if let second = Unicode.Scalar(other) {
            table[Character(base + String(first) + String(second))] = base
          }
        }
      }
    }
    return table
  }()
}

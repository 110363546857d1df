/// One line of a text, and whether it looks like code or like prose.
struct CodeLine {
  /// What a line looks like.
  enum Kind { case comment, code, pair, item, prose, other }

  /// A comment that goes on over several lines, by how it ends.
  enum Comment { case block, docstring(UInt8) }

  private(set) var kind = Kind.other
  let indent: Int
  /// A pair whose value stands on the lines below.
  private(set) var isOpen = false
  /// Holds a long run of letters and digits: a checksum.
  private(set) var hasHash = false
  /// `[name]`, `[[name]]`.
  private(set) var isSection = false
  /// The name of a pair is one that no prose has: `some_name`, `some-name`, `some.name`.
  private(set) var hasMarkedName = false

  private let line: [UInt8]
  /// Words of two letters at least, and characters that code has and prose seldom.
  private var (letters, wide, dotted) = (0, 0, 0)
  private(set) var symbols = 0
  var length: Int { line.count }

  /// Looks at a line; `nil` for a blank one.
  init?(_ raw: ArraySlice<UInt8>, _ words: Set<String>, within comment: inout Comment?) {
    var start = raw.startIndex
    while start < raw.endIndex, raw[start] <= 0x20 { start += 1 }
    var end = raw.endIndex
    while end > start, raw[end - 1] <= 0x20 { end -= 1 }
    guard start < end else { return nil }
    indent = start - raw.startIndex
    line = Array(raw[start..<end])
    if isDirective(words) {
      kind = .code
      return
    }
    if passes(&comment) {
      kind = .comment
      return
    }
    count()
    kind = look(words)
  }

  private func starts(_ text: String) -> Bool { line.starts(with: text.utf8) }

  private func ends(_ text: String) -> Bool {
    line.count >= text.utf8.count && line.suffix(text.utf8.count).elementsEqual(text.utf8)
  }

  private var last: UInt8 { line[line.count - 1] }

  private func isLast(in characters: String) -> Bool { characters.utf8.contains(last) }

  /// `#include <x>`, `#define X`: a heading has a blank after its mark.
  private func isDirective(_ words: Set<String>) -> Bool {
    guard line[0] == UInt8(ascii: "#") else { return false }
    let word = line.dropFirst().prefix { $0 >= 0x61 && $0 <= 0x7A }
    return word.count >= 2 && words.contains(String(decoding: word, as: UTF8.self))
  }

  /// Whether the line is a comment, or part of one.
  private func passes(_ comment: inout Comment?) -> Bool {
    switch comment {
    case .block?:
      if ends("*/") || ends("-->") { comment = nil }
      return true
    case .docstring(let quote)?:
      if line.count >= 3, line.suffix(3).allSatisfy({ $0 == quote }) { comment = nil }
      return true
    case nil: break
    }
    if starts("/*") || starts("<!--") {
      if !ends("*/"), !ends("-->") { comment = .block }
      return true
    }
    if let quote = line.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      line.count >= 3, line.prefix(3).allSatisfy({ $0 == quote })
    {
      if line.count < 6 || !line.suffix(3).allSatisfy({ $0 == quote }) {
        comment = .docstring(quote)
      }
      return true
    }
    return starts("//") || starts("#") || starts("--") || starts(";") || starts("%")
  }

  private static let symbols = Set("{}()[];=<>_\\|&@#$*+/^~`\"".utf8)

  private mutating func count() {
    var run = 0
    for (index, byte) in line.enumerated() {
      if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A || byte >= 0x80 {
        run += 1
        if run == 2 { letters += 1 }
        if byte >= 0xE3 { wide += 1 }
      } else {
        run = 0
        // `table.column`: a sentence has a blank after its point.
        if byte == UInt8(ascii: "."), index > 0, index + 1 < line.count,
          CodeLine.isName(line[index - 1]), line[index + 1] | 0x20 >= 0x61,
          line[index + 1] | 0x20 <= 0x7A
        {
          dotted += 1
        }
        if CodeLine.symbols.contains(byte) { symbols += 1 }
      }
    }
    hasHash = holdsHash()
  }

  private mutating func look(_ words: Set<String>) -> Kind {
    // A text without blanks between its words.
    if wide >= 8, symbols * 6 < line.count { return .prose }
    if letters == 0 { return isLast(in: "{}()[];,:") ? .code : .other }
    if isLast(in: "{}") || last == UInt8(ascii: ";") && isStatement() { return .code }
    if hasHash || dotted >= 2 && letters < 12 { return .code }
    if isLast(in: "([\\") || ["=>", "->", "&&", "||"].contains(where: ends) { return .code }
    if opensWithWord(words) { return .code }
    if isSectionName() {
      isSection = true
      return .code
    }
    if isAssignment() || isCall() || isTag() { return .code }
    if let pair = pair() { return pair }
    if isLast(in: ","), symbols + dotted >= 1, letters <= 6 { return .code }
    if ")}]".utf8.contains(line[0]), letters <= 6, symbols >= 1 { return .code }
    if letters >= 5, symbols * 8 < line.count { return .prose }
    return symbols * 5 >= line.count ? .code : .other
  }

  /// Whether a line that ends in a semicolon is code: a list in prose has such lines too.
  private func isStatement() -> Bool {
    if letters <= 2 || line.contains(where: { "={}_".utf8.contains($0) }) { return true }
    return line.indices.dropFirst().contains { index in
      line[index] == UInt8(ascii: "(") && CodeLine.isName(line[index - 1])
    }
  }

  /// `import os`, `return x + 1`, `def name(…):`, `else:`.
  private func opensWithWord(_ words: Set<String>) -> Bool {
    let first = line.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == UInt8(ascii: "_") }
    guard (2...12).contains(first.count),
      words.contains(String(decoding: first, as: UTF8.self).lowercased())
    else { return false }
    return last == UInt8(ascii: ":") || (letters <= 3 || symbols >= 2) && !isLast(in: ".!?")
  }

  private func isSectionName() -> Bool {
    line[0] == UInt8(ascii: "[") && last == UInt8(ascii: "]")
      && !line.contains { $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
      || "_$.@-".utf8.contains(byte)
  }

  /// How far a name reaches from the start.
  private var name: Int { line.firstIndex { !CodeLine.isName($0) } ?? line.count }

  /// `x = 1`, `a.b[c] += d`, `let x: Int = 1`, `x := 1`, `x <- 1`.
  private func isAssignment() -> Bool {
    guard name > 0, let sign = line.firstIndex(of: UInt8(ascii: "=")) ?? arrow, sign > 0,
      sign + 1 < line.count
    else { return false }
    // Before the sign a name, a word before it, and nothing of a sentence.
    let before = line[..<sign]
    return before.split(separator: 0x20).count <= 3 && !before.contains(UInt8(ascii: ","))
  }

  private var arrow: Int? {
    line.indices.dropLast().first {
      line[$0] == UInt8(ascii: "<") && line[$0 + 1] == UInt8(ascii: "-")
    }
  }

  /// `print(x)`, `a.b(c).d(`, but not `word(s) …`.
  private func isCall() -> Bool {
    guard name >= 2, name + 2 < line.count, line[name] == UInt8(ascii: "("),
      line[name + 2] != UInt8(ascii: ")")
    else { return false }
    return isLast(in: "),:;.{")
  }

  /// A line that is a tag, or opens with one.
  private func isTag() -> Bool {
    guard line[0] == UInt8(ascii: "<"), line.count > 2, line.contains(UInt8(ascii: ">")) else {
      return false
    }
    let next = line[1] == UInt8(ascii: "/") ? line[2] : line[1]
    return next | 0x20 >= 0x61 && next | 0x20 <= 0x7A
  }

  /// `name: value`, `- name: value`, `- value`.
  private mutating func pair() -> Kind? {
    var at = 0
    let isItem = starts("- ")
    if isItem { at = 2 }
    while at < line.count, line[at] == 0x20 || "\"'".utf8.contains(line[at]) { at += 1 }
    let start = at
    while at < line.count, CodeLine.isName(line[at]) || line[at] == UInt8(ascii: "/") { at += 1 }
    let end = at
    while at < line.count, "\"'".utf8.contains(line[at]) { at += 1 }
    if end > start, at < line.count, line[at] == UInt8(ascii: ":"),
      at + 1 == line.count || line[at + 1] == 0x20
    {
      isOpen = at + 1 == line.count
      hasMarkedName = line[start..<end].contains { "_.-".utf8.contains($0) }
      return .pair
    }
    return isItem && !line[2...].contains(0x20) ? .item : nil
  }

  /// A run of 24 letters and digits or more, digits among them, as checksums are; no address.
  private func holdsHash() -> Bool {
    var (run, digits) = (0, 0)
    for byte in line {
      if byte == UInt8(ascii: ":"), run >= 4, run <= 5 { return false }
      if byte >= 0x30, byte <= 0x39 {
        (run, digits) = (run + 1, digits + 1)
      } else if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
        run += 1
      } else if "+/=".utf8.contains(byte) {
        run += 1
      } else {
        if run >= 24, digits >= 4 { return true }
        (run, digits) = (0, 0)
      }
    }
    return run >= 24 && digits >= 4
  }
}

/// The marks inside a line of Markdown (CommonMark 6, with the footnotes that many dialects have).
extension Markup {
  /// Blanks out what is no word of a line.
  mutating func inline(_ line: Range<Int>, _ content: Range<Int>) {
    var index = content.lowerBound
    while index < content.upperBound, bytes[index] == UInt8(ascii: ">") || bytes[index] == 32 {
      bytes[index] = 32
      index += 1
    }
    // `[name]: address` defines a link and says nothing.
    if byte(index, in: content) == UInt8(ascii: "["),
      byte(index + 1, in: content) != UInt8(ascii: "^"),
      let close = closing(UInt8(ascii: "]"), from: index, in: content),
      byte(close + 1, in: content) == UInt8(ascii: ":")
    {
      for at in content { bytes[at] = 32 }
      return
    }
    while index < content.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        bytes[index] = 32
        index += 2
      case UInt8(ascii: "`"): index = code(index, content)
      case UInt8(ascii: "!") where byte(index + 1, in: content) == UInt8(ascii: "["):
        index = image(index, content)
      case UInt8(ascii: "["): index = link(index, content)
      case UInt8(ascii: "<"): index = tag(index, content)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): index = emphasis(index, content)
      default: index += 1
      }
    }
  }

  /// Whether a line is a link and nothing else: a way to another page.
  func isLinkAlone(_ content: Range<Int>) -> Bool {
    guard byte(content.lowerBound, in: content) == UInt8(ascii: "["),
      let close = closing(UInt8(ascii: "]"), from: content.lowerBound, in: content),
      byte(close + 1, in: content) == UInt8(ascii: "("),
      let end = target(after: close, content)
    else { return false }
    return bytes[end..<content.upperBound].allSatisfy { $0 <= 32 }
  }

  private func byte(_ index: Int, in range: Range<Int>) -> UInt8? {
    range.contains(index) ? bytes[index] : nil
  }

  private mutating func blank(from start: Int, to end: Int) -> Int {
    for at in start..<end { bytes[at] = 32 }
    return end
  }

  /// The next such byte, at most a paragraph away.
  private func closing(_ mark: UInt8, from index: Int, in range: Range<Int>) -> Int? {
    let limit = min(range.upperBound, index + 2000)
    guard index + 1 < limit else { return nil }
    return bytes[(index + 1)..<limit].firstIndex(of: mark)
  }

  /// Code in a line, between grave accents.
  private mutating func code(_ index: Int, _ range: Range<Int>) -> Int {
    guard let close = closing(UInt8(ascii: "`"), from: index, in: range) else { return index + 1 }
    return blank(from: index, to: close + 1)
  }

  /// A picture, `![a chart](chart-12.png)`.
  private mutating func image(_ index: Int, _ range: Range<Int>) -> Int {
    guard let close = closing(UInt8(ascii: "]"), from: index + 1, in: range) else {
      return index + 1
    }
    return blank(from: index, to: target(after: close, range) ?? close + 1)
  }

  /// Keeps the text of `[text](address)` and `[text][name]`.
  ///
  /// A footnote's mark, `[^3]`, goes as a whole.
  private mutating func link(_ index: Int, _ range: Range<Int>) -> Int {
    guard let close = closing(UInt8(ascii: "]"), from: index, in: range) else { return index + 1 }
    if byte(index + 1, in: range) == UInt8(ascii: "^") {
      let colon = byte(close + 1, in: range) == UInt8(ascii: ":") ? 1 : 0
      return blank(from: index, to: close + 1 + colon)
    }
    guard let end = target(after: close, range) else { return index + 1 }
    bytes[index] = 32
    _ = blank(from: close, to: end)
    return index + 1
  }

  /// After `(address)` or `[name]` that follows a closing bracket.
  private func target(after close: Int, _ range: Range<Int>) -> Int? {
    switch byte(close + 1, in: range) {
    case UInt8(ascii: "("):
      return closing(UInt8(ascii: ")"), from: close + 1, in: range).map { $0 + 1 }
    case UInt8(ascii: "["):
      return closing(UInt8(ascii: "]"), from: close + 1, in: range).map { $0 + 1 }
    default: return nil
    }
  }

  /// `<br>`, `<!-- a note -->`, but not “a < b”.
  private mutating func tag(_ index: Int, _ range: Range<Int>) -> Int {
    guard let next = byte(index + 1, in: range),
      (97...122).contains(next | 32) || "/!".utf8.contains(next),
      let close = closing(UInt8(ascii: ">"), from: index, in: range)
    else { return index + 1 }
    return blank(from: index, to: close + 1)
  }

  /// A run of `*`, `_` or `~` at the edge of a word; a bullet and a product of two numbers stay.
  private mutating func emphasis(_ index: Int, _ range: Range<Int>) -> Int {
    let mark = bytes[index]
    var end = index
    while byte(end, in: range) == mark { end += 1 }
    let before = index > range.lowerBound ? bytes[index - 1] : 32
    let after = byte(end, in: range) ?? 32
    let isOpening = !isWord(before) && after > 32
    let isClosing = before > 32 && !isWord(after)
    guard isOpening || isClosing, mark != UInt8(ascii: "~") || end - index == 2 else { return end }
    return blank(from: index, to: end)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 32) || (48...57).contains(byte) || byte >= 0x80
  }
}

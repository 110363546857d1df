internal import Text

/// A line, or lines that run on: a heading, a paragraph, a list item.
struct Block {
  /// What stands in it.
  enum Kind {
    case title, heading, paragraph, item
    /// Who published it and when: no figures in there.
    case byline
  }

  /// What stands in it.
  var kind: Kind
  /// Its tokens without bullet or heading marks.
  var tokens: Range<Int>
}

/// Cuts a text into blocks.
///
/// Every decision rests on the block's own lines and those before it, so that appending text
/// changes nothing earlier.
struct BlockReader {
  private let text: ArticleText
  private var blocks: [Block] = []
  /// The front matter of a Markdown document, by key in lower case.
  private var matter: [String: String] = [:]
  private var hasTitle = false

  private init(_ text: ArticleText) { self.text = text }

  /// The blocks of a text, and its front matter by key in lower case.
  ///
  /// - Parameters:
  ///   - isHead: whether the text starts there, with its title.
  ///   - within: the kind of the block that goes on at the start, if one does.
  static func read(
    _ text: ArticleText, isHead: Bool = true, within: Block.Kind? = nil
  ) -> (blocks: [Block], matter: [String: String]) {
    var reader = BlockReader(text)
    reader.hasTitle = !isHead
    reader.run(isHead, within)
    return (reader.blocks, reader.matter)
  }

  private mutating func run(_ isHead: Bool, _ within: Block.Kind?) {
    let tokens = text.tokens
    var index = isHead ? frontMatter() : 0
    if let within, !tokens.isEmpty {
      index = lineEnd(from: 0)
      blocks.append(Block(kind: within, tokens: 0..<index))
    }
    while index < tokens.count {
      let end = lineEnd(from: index)
      line(index..<end)
      index = end
    }
    // A single line is what the text says, not its headline.
    if blocks.count == 1, blocks[0].kind == .title { blocks[0].kind = .paragraph }
  }

  private func lineEnd(from index: Int) -> Int {
    var end = index + 1
    while end < text.tokens.count, !text.tokens[end].traits.contains(.lineBefore) { end += 1 }
    return end
  }

  // MARK: Lines

  private mutating func line(_ range: Range<Int>) {
    // A typesetting request (“.START”) is no text: a line of one word after a full stop.
    if range.count == 2, text.tokens[range.lowerBound].isMark("."),
      text.tokens[range.lowerBound + 1].traits.contains(.allCapitals)
    {
      return
    }
    guard text.tokens[range].contains(where: { $0.kind != .punctuation && $0.kind != .symbol })
    else { return }
    if let level = markdownHeading(range) {
      append(.heading, range.lowerBound + level..<range.upperBound)
      return
    }
    if let bullet = bullet(range) {
      append(.item, range.lowerBound + bullet..<range.upperBound)
      return
    }
    if runsOn(range) {
      blocks[blocks.count - 1].tokens =
        blocks[blocks.count - 1].tokens.lowerBound..<range.upperBound
      let kind = blocks[blocks.count - 1].kind
      if kind == .heading || kind == .title, !isHeading(blocks[blocks.count - 1].tokens) {
        if kind == .title { hasTitle = false }
        blocks[blocks.count - 1].kind = .paragraph
      }
      return
    }
    append(isHeading(range) ? .heading : .paragraph, range)
  }

  private mutating func append(_ kind: Block.Kind, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var kind = kind
    if kind == .heading, blocks.isEmpty, !hasTitle {
      kind = .title
      hasTitle = true
    }
    blocks.append(Block(kind: kind, tokens: range))
  }

  /// `#` to `######` and a space.
  private func markdownHeading(_ range: Range<Int>) -> Int? {
    var level = 0
    while level < range.count, text.tokens[range.lowerBound + level].isMark("#") { level += 1 }
    guard (1...6).contains(level), level < range.count,
      text.tokens[range.lowerBound + level].traits.contains(.spaceBefore)
    else { return nil }
    return level
  }

  /// The tokens of a bullet: `-`, `--`, `*`, `•`, `1.`, `(2)`, `3)`, `一、`, each with something
  /// after it.
  private func bullet(_ range: Range<Int>) -> Int? {
    let tokens = text.tokens
    let first = tokens[range.lowerBound]
    func token(_ offset: Int) -> Token? {
      offset < range.count ? tokens[range.lowerBound + offset] : nil
    }
    switch first.kind {
    case .punctuation, .symbol:
      var marks = 1
      while let next = token(marks), next.detail == first.detail,
        !next.traits.contains(.spaceBefore), marks < 3
      {
        marks += 1
      }
      let isBullet =
        first.traits.contains(.hyphen) || first.isMark("*") || first.isMark("+") && marks == 1
        || [0x2022, 0x25CF, 0x25AA, 0x25A0, 0xB7, 0x2043, 0x25E6].contains(first.detail)
      if isBullet, let next = token(marks),
        next.traits.contains(.spaceBefore) || !first.traits.contains(.hyphen) && !first.isMark("+")
      {
        return marks
      }
      if first.isMark("("), let number = token(1), number.kind == .number,
        number.end - number.start <= 2,
        token(2)?.isMark(")") == true, token(3) != nil
      {
        return 3
      }
      return nil
    case .number:
      guard first.end - first.start <= 2, let mark = token(1), !mark.traits.contains(.spaceBefore),
        mark.isMark(".") || mark.isMark(")") || mark.detail == 0x3001, let next = token(2),
        next.traits.contains(.spaceBefore) || mark.detail == 0x3001
      else { return nil }
      return 2
    case .ideograph:
      // 一、 to 十、
      guard let mark = token(1), mark.detail == 0x3001,
        BlockReader.chineseDigits.contains(first.detail),
        range.count > 2
      else { return nil }
      return 2
    default: return nil
    }
  }

  private static let chineseDigits: Set<UInt16> = [
    0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341,
  ]

  // MARK: Judging a line

  /// Whether a line ends like a sentence, closing quotes and brackets aside.
  static func isTerminated(_ text: ArticleText, _ range: Range<Int>) -> Bool {
    var last = range.upperBound - 1
    while last > range.lowerBound, SentenceReader.isCloser(text.tokens[last]) { last -= 1 }
    return SentenceReader.isTerminal(text.tokens[last]) || text.tokens[last].isMark(":")
      || text.tokens[last].isMark(";") || text.tokens[last].isMark(",")
  }

  /// A heading is short and does not end like a sentence.
  private func isHeading(_ range: Range<Int>) -> Bool {
    let last = text.tokens[range.upperBound - 1]
    if BlockReader.isTerminated(text, range), !last.isMark(":") || range.count > 8 { return false }
    let bytes = text.byteRange(range).count
    return bytes <= 160 && range.count <= 40
  }

  /// Whether a line goes on where the block before it ends: hard-wrapped text.
  ///
  /// It does when that block's last line is as long as a wrapped line, does not end like a
  /// sentence, and this line starts with a small letter, or with anything where the line before is
  /// no heading in title case.
  private func runsOn(_ range: Range<Int>) -> Bool {
    guard let last = blocks.last, last.kind != .byline, last.tokens.upperBound == range.lowerBound
    else { return false }
    let first = text.tokens[range.lowerBound]
    guard !first.traits.contains(.blankLineBefore), first.kind != .ideograph,
      !BlockReader.isTerminated(text, last.tokens)
        || text.tokens[last.tokens.upperBound - 1].isMark(",")
    else { return false }
    if first.kind == .word, !first.traits.contains(.capitalised) { return true }
    let line = lastLine(of: last.tokens)
    let length = text.byteRange(line).count
    return (50...100).contains(length) && text.byteRange(range).count <= 100 && !isTitleCase(line)
  }

  private func lastLine(of range: Range<Int>) -> Range<Int> {
    var start = range.upperBound - 1
    while start > range.lowerBound, !text.tokens[start].traits.contains(.lineBefore) { start -= 1 }
    return start..<range.upperBound
  }

  /// Whether most of the longer words start with a capital.
  private func isTitleCase(_ range: Range<Int>) -> Bool {
    var words = 0
    var capitals = 0
    for token in text.tokens[range] where token.kind == .word && token.end - token.start > 3 {
      words += 1
      if token.traits.contains(.capitalised) { capitals += 1 }
    }
    return capitals * 3 >= words * 2
  }

  // MARK: Front matter

  /// `---`, lines of `key: value`, `---`: the index of the first token after it.
  private mutating func frontMatter() -> Int {
    let bytes = text.bytes
    guard bytes.starts(with: [45, 45, 45, 10]) else { return 0 }
    var position = 4
    var found: [String: String] = [:]
    let limit = min(bytes.count, 1 << 16)
    while position < limit {
      let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
      let line = bytes[position..<end]
      position = end + 1
      if line.elementsEqual([45, 45, 45]) {
        matter = found
        hasTitle = found["title"] != nil
        return text.tokens.firstIndex { Int($0.start) >= position } ?? text.tokens.count
      }
      guard let colon = line.firstIndex(of: 58) else { continue }
      let key = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      found[key.trimmed] = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmed.unquoted
    }
    return 0
  }
}

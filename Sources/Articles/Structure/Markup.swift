internal import Text

/// The marks of a text that are not its words: Markdown, tables, code, addresses.
///
/// They are blanked out for the readers, byte for byte, so that every offset stays an offset of the
/// stored text.
struct Markup {
  /// How much of it a text has.
  enum Kind: Sendable {
    /// Only addresses: `https://…`.
    case plain
    /// Tables and code besides, as pages are stored.
    case page
    /// All of Markdown.
    case markdown

    init(mediaType: String?) {
      switch mediaType {
      case "text/markdown": self = .markdown
      case "text/html": self = .page
      default: self = .plain
      }
    }
  }

  /// The text with blanks in place of the marks.
  var bytes: [UInt8]
  /// Lines that are passed over, by the name of the rule.
  private(set) var passed: [String: Int] = [:]
  private let isMarkdown: Bool

  private init(_ text: [UInt8], isMarkdown: Bool) {
    bytes = text
    self.isMarkdown = isMarkdown
  }

  /// Blanks out the marks of a text.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func blank(_ text: [UInt8], _ kind: Kind) -> Markup {
    var markup = Markup(text, isMarkdown: kind == .markdown)
    if kind != .plain { markup.lines() }
    markup.addresses()
    return markup
  }

  private mutating func blank(_ range: Range<Int>) {
    for index in range where bytes[index] != 10 { bytes[index] = 32 }
  }

  // MARK: Addresses

  /// `https://example.org/2024/report-12.html`: no figure stands in an address.
  private mutating func addresses() {
    var index = 0
    while let colon = bytes[index...].firstIndex(of: UInt8(ascii: ":")) {
      index = colon + 1
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "/"),
        bytes[index + 1] == UInt8(ascii: "/")
      else {
        continue
      }
      var start = colon
      while start > 0, colon - start < 8, Markup.isLetter(bytes[start - 1]) { start -= 1 }
      guard start < colon else { continue }
      var end = index + 2
      while end < bytes.count, bytes[end] > 32, bytes[end] < 0x80,
        !"<>\"()[]{}|".utf8.contains(bytes[end])
      { end += 1 }
      // A full stop or comma at the end belongs to the sentence.
      while end > index, ".,;:!?'".utf8.contains(bytes[end - 1]) { end -= 1 }
      blank(start..<end)
      index = end
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }

  // MARK: Lines

  private mutating func lines() {
    var position = frontMatterEnd()
    var fence: UInt8?
    var before: Range<Int>?
    var isInTable = false
    var isIndented = false
    var isInList = false
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
      let line = position..<end
      position = end + 1
      let content = trimmed(line)
      if let mark = fenceMark(content), fence == nil || fence == mark {
        fence = fence == nil ? mark : nil
        blank(line)
        isInTable = false
      } else if fence != nil {
        pass(line, "code")
      } else if isMarkdown, isCode(line, content),
        isIndented || !isInList && before.map({ trimmed($0).isEmpty }) ?? false
      {
        isIndented = true
        pass(line, "code")
      } else if isRow(content, isInTable: isInTable) {
        // The heading of a table without bars at its ends is known by the rule below it.
        if isMarkdown, !isInTable, isRule(content), let before,
          bytes[before].contains(UInt8(ascii: "|"))
        {
          pass(before, "table_row")
        }
        isInTable = true
        pass(line, "table_row")
      } else {
        isInTable = false
        if !content.isEmpty {
          isIndented = false
          // What is indented below an item goes on with it.
          if content.lowerBound == line.lowerBound { isInList = isItem(content) }
        }
        if isMarkdown, isLinkAlone(content) {
          pass(line, "link")
        } else if isMarkdown {
          inline(line, content)
        }
      }
      before = line
    }
  }

  private mutating func pass(_ line: Range<Int>, _ rule: String) {
    if !trimmed(line).isEmpty { passed[rule, default: 0] += 1 }
    blank(line)
  }

  /// `---`, lines, `---`: read by others.
  private func frontMatterEnd() -> Int {
    guard bytes.starts(with: "---\n".utf8) else { return 0 }
    var position = 4
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
      if bytes[position..<end].elementsEqual("---".utf8) { return end }
      position = end + 1
    }
    return 0
  }

  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    var (start, end) = (line.lowerBound, line.upperBound)
    while start < end, bytes[start] <= 32 { start += 1 }
    while end > start, bytes[end - 1] <= 32 { end -= 1 }
    return start..<end
  }

  /// Four spaces or a tab before the first word.
  private func isCode(_ line: Range<Int>, _ content: Range<Int>) -> Bool {
    !content.isEmpty && (content.lowerBound - line.lowerBound >= 4 || bytes[line.lowerBound] == 9)
  }

  /// Whether a line starts with the mark of a list, such as `- ` or `3. `.
  private func isItem(_ line: Range<Int>) -> Bool {
    var index = line.lowerBound
    if "-*+".utf8.contains(bytes[index]) {
      index += 1
    } else {
      while index < line.upperBound, (48...57).contains(bytes[index]) { index += 1 }
      guard index > line.lowerBound, index < line.upperBound, ".)".utf8.contains(bytes[index])
      else { return false }
      index += 1
    }
    return index < line.upperBound && bytes[index] == 32
  }

  private func fenceMark(_ line: Range<Int>) -> UInt8? {
    guard line.count >= 3, let first = bytes[line].first,
      first == UInt8(ascii: "`") || first == UInt8(ascii: "~"),
      bytes[line].prefix(3).allSatisfy({ $0 == first })
    else { return nil }
    return first
  }

  /// A row between bars, or any line with a bar after such a row.
  private func isRow(_ line: Range<Int>, isInTable: Bool) -> Bool {
    guard line.count >= 3, bytes[line].contains(UInt8(ascii: "|")) else { return false }
    if bytes[line.lowerBound] == UInt8(ascii: "|"), bytes[line.upperBound - 1] == UInt8(ascii: "|")
    {
      return true
    }
    return isMarkdown && (isInTable || isRule(line))
  }

  /// The rule below the heading of a table, `--- | :---:`.
  private func isRule(_ line: Range<Int>) -> Bool {
    bytes[line].contains(UInt8(ascii: "-")) && bytes[line].allSatisfy { "|-: \t".utf8.contains($0) }
  }
}

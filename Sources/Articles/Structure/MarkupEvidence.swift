/// Signs by which a text shows that it is Markdown, whatever its file is called.
///
/// Publishers keep releases as Markdown and hand them on as plain text: links, rules below the
/// headings of tables, and headings with `#` say so. One sign alone may be chance.
struct MarkupEvidence {
  /// `[words](address)`.
  private(set) var links = 0
  /// `# Heading` to `###### Heading`.
  private(set) var headings = 0
  /// The rule below the heading of a table, `| --- | ---: |`.
  private(set) var rules = 0
  /// `**bold**` at the start of a word.
  private(set) var emphases = 0

  /// How much of a text is looked at.
  private static let head = 1 << 16

  /// Counts the signs in the beginning of a text.
  ///
  /// - Complexity: O(1), as only the beginning is looked at.
  init(_ text: [UInt8]) {
    let bytes = text.prefix(MarkupEvidence.head)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let end = bytes[index...].firstIndex(of: 10) ?? bytes.endIndex
      line(bytes[index..<end])
      index = end + 1
    }
  }

  /// Whether the signs are those of Markdown.
  var isMarkdown: Bool {
    rules > 0 || links > 1 || headings > 1 || [links, headings, emphases].count { $0 > 0 } > 1
  }

  private mutating func line(_ line: ArraySlice<UInt8>) {
    let level = line.prefix { $0 == UInt8(ascii: "#") }.count
    if (1...6).contains(level), line.dropFirst(level).first == 32 { headings += 1 }
    if line.contains(UInt8(ascii: "|")), line.contains(UInt8(ascii: "-")),
      line.allSatisfy({ "|-: \t".utf8.contains($0) })
    {
      rules += 1
    }
    var index = line.startIndex
    while index + 2 < line.endIndex {
      let (first, second, third) = (line[index], line[index + 1], line[index + 2])
      if first == UInt8(ascii: "]"), second == UInt8(ascii: "("), third > 32 { links += 1 }
      if first == UInt8(ascii: "*"), second == first, third > 32, third != first,
        index == line.startIndex || line[index - 1] == 32
      {
        emphases += 1
      }
      index += 1
    }
  }
}

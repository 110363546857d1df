internal import Text

/// A document's text as stored: UTF-8 with `\n` line ends, the whole or a section of it cut into
/// tokens.
struct ArticleText {
  /// The text.
  let bytes: [UInt8]
  /// The text with blanks for what is no word: marks of Markdown, tables, addresses.
  private let markup: Markup
  /// The tokens of the section.
  private(set) var tokens: [Token]
  private let codePoints: CodePoints
  private let lexicon: Lexicon?

  /// Normalises the line ends (`\r\n` and `\r` become `\n`), drops a byte order mark and cuts the
  /// text into tokens.
  ///
  /// Nothing else is changed, so that a span of the stored text is a span of what was read.
  ///
  /// - Parameters:
  ///   - section: what is cut into tokens; everything where it is `nil`.
  ///   - lexicon: where the tokens are looked up, once for all that ask later.
  ///   - kind: which marks the text has.
  init(
    _ raw: [UInt8], cut section: Range<Int>? = nil, lexicon: Lexicon? = nil,
    markup kind: Markup.Kind = .plain
  ) {
    self.lexicon = lexicon
    bytes = ArticleText.normalised(raw)
    markup = Markup.blank(bytes, kind)
    tokens = []
    codePoints = CodePoints(bytes)
    cut(section ?? 0..<bytes.count)
  }

  /// Goes on to another section; token numbers count from its start.
  mutating func cut(_ section: Range<Int>) {
    tokens = Tokenizer.tokens(of: markup.bytes, in: section)
    lexicon?.find(&tokens)
  }

  /// Lines that are not read, by the name of the rule.
  var passed: [String: Int] { markup.passed }

  /// The text as a string.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// A part of the text.
  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The text of some tokens, blanks in place of marks between them.
  func string(tokens range: Range<Int>) -> String {
    range.isEmpty ? "" : String(decoding: markup.bytes[byteRange(range)], as: UTF8.self)
  }

  /// The bytes from the first to the last of some tokens.
  func byteRange(_ range: Range<Int>) -> Range<Int> {
    range.isEmpty
      ? 0..<0 : Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
  }

  /// The digits of a number with its marks, full-width ones as ASCII.
  func digits(_ token: Token) -> ArraySlice<UInt8> {
    let part = bytes[token.range]
    guard part.contains(0xEF) else { return part }
    var digits: [UInt8] = []
    var index = part.startIndex
    while index < part.endIndex {
      let isWide = part[index] == 0xEF && index + 2 < part.endIndex
      digits.append(isWide ? part[index + 2] - 0x60 : part[index])
      index += isWide ? 3 : 1
    }
    return digits[...]
  }

  /// A byte range in code points.
  func codePoints(_ range: Range<Int>) -> Range<Int> {
    codePoints.count(
      before: range.lowerBound, in: bytes)..<codePoints.count(before: range.upperBound, in: bytes)
  }

  private static func normalised(_ raw: [UInt8]) -> [UInt8] {
    let start = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard start > 0 || raw.contains(13) else { return raw }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var index = start
    while index < raw.count {
      let byte = raw[index]
      index += 1
      if byte == 13 {
        if index < raw.count, raw[index] == 10 { continue }
        bytes.append(10)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

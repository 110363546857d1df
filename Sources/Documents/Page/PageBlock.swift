/// A paragraph, heading, list item or table row of a page.
struct PageBlock {
  /// What it is.
  enum Kind: Equatable {
    case paragraph
    case heading(level: Int)
    case item
    /// A row of a table of data, cells between bars.
    case row
    /// Text in which line ends count.
    case preformatted
    /// Code.
    case code
  }

  /// What it is.
  var kind: Kind
  /// The innermost block element around it.
  var node: Int
  /// Its text, white space folded; `\n` where a line is broken on purpose.
  var text: [UInt8]
  /// How many of the bytes are links.
  var linkBytes: Int

  /// The share of the text that is links.
  var linkDensity: Double { text.isEmpty ? 0 : Double(linkBytes) / Double(text.count) }

  /// Whether it is a heading.
  var isHeading: Bool { if case .heading = kind { true } else { false } }

  /// Whether it ends like a sentence.
  var isTerminated: Bool { PageBlock.endsSentence(text) }

  /// Whether it is long enough, and enough of it is no link, to be what an article says.
  ///
  /// Bytes are counted rather than characters: an ideograph is three of them and says about as
  /// much.
  var isProse: Bool {
    guard !isHeading, kind != .code, linkDensity < 0.5, text.count >= 40, hasWords else {
      return false
    }
    return text.count >= 80 || text.count >= 40 && isTerminated
  }

  /// Whether there are several words, or a script without spaces; an address is neither.
  private var hasWords: Bool {
    var (spaces, high) = (0, 0)
    for byte in text { if byte == 0x20 { spaces += 1 } else if byte >= 0x80 { high += 1 } }
    return spaces >= 4 || high * 2 > text.count
  }

  /// A full stop, question or exclamation mark at the end, closing quotes and brackets aside.
  static func endsSentence(_ text: [UInt8]) -> Bool {
    var scalars = String(decoding: text.suffix(24), as: UTF8.self).unicodeScalars[...]
    while let last = scalars.last, "\"')]»”’」』）".unicodeScalars.contains(last) {
      scalars.removeLast()
    }
    return scalars.last.map { ".!?…。！？；:：".unicodeScalars.contains($0) } ?? false
  }
}

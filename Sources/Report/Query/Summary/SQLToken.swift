/// One token of a statement, with the place where it stands.
struct SQLToken: Equatable {
  enum Kind: Equatable {
    /// A name or keyword without quotes.
    case word
    /// A name in quotes.
    case name
    /// A text, a number, or a parameter: what has a value of its own.
    case literal
    /// A whole number without a sign.
    case integer
    case symbol
  }

  var kind: Kind
  /// A word in lower case; a name without its quotes, in lower case; anything else as it stands.
  var text: String
  /// Where it stands, in bytes.
  var range: Range<Int>

  /// Whether it is this keyword.
  func isWord(_ word: String) -> Bool { kind == .word && text == word }
  /// Whether it is this symbol.
  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  /// The tokens of a statement, comments left out; `nil` where there is anything that is not known
  /// here: whoever asks then lets SQLite read the statement as it is.
  static func all(_ bytes: [UInt8]) -> [SQLToken]? {
    var reader = SQLTokenReader(bytes: bytes)
    return reader.read() ? reader.tokens : nil
  }
}

/// Cuts a statement into tokens, as SQLite does (https://www.sqlite.org/src/file/src/tokenize.c).
private struct SQLTokenReader {
  let bytes: [UInt8]
  var tokens: [SQLToken] = []
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Symbols of two characters, before those of one.
  private static let pairs: Set<String> = ["==", "<=", ">=", "<>", "!=", "||"]
  private static let singles = Set("(),.;*+-/%=<>".utf8)

  private func byte(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<index], as: UTF8.self)
  }

  mutating func read() -> Bool {
    while index < bytes.count {
      let start = index
      guard let kind = next() else { return false }
      if let kind {
        let text =
          switch kind {
          case .word: folded(text(from: start))
          case .name: folded(unquoted(start))
          default: text(from: start)
          }
        tokens.append(SQLToken(kind: kind, text: text, range: start..<index))
      }
    }
    return true
  }

  /// Goes beyond the next token, blank or comment (which has no kind); `nil` for what is not known.
  private mutating func next() -> SQLToken.Kind?? {
    let first = byte(0)
    switch first {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20:
      index += 1
      return .some(nil)
    case UInt8(ascii: "-") where byte(1) == first:
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      return .some(nil)
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
      index += 2
      while index < bytes.count,
        !(bytes[index] == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/"))
      { index += 1 }
      index = min(index + 2, bytes.count)
      return .some(nil)
    case UInt8(ascii: "'"): return quoted(first) ? .literal : nil
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return quoted(first) ? .name : nil
    case UInt8(ascii: "["): return bracketed() ? .name : nil
    case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"):
      return parameter() ? .literal : nil
    case 0x30...0x39: return number()
    case UInt8(ascii: ".") where (0x30...0x39).contains(byte(1)): return number()
    case _ where SQLTokenReader.isLetter(first): return word() ? .word : nil
    default: return symbol() ? .symbol : nil
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte)
  }

  private mutating func skipPart() {
    while index < bytes.count, SQLTokenReader.isPart(bytes[index]) { index += 1 }
  }

  /// What follows a word or number must not belong to it in any reading.
  private var isApart: Bool { byte(0) < 0x80 && byte(0) != UInt8(ascii: "$") }

  private mutating func word() -> Bool {
    skipPart()
    // x'00' is a blob.
    return isApart && byte(0) != UInt8(ascii: "'")
  }

  private mutating func parameter() -> Bool {
    index += 1
    guard SQLTokenReader.isLetter(byte(0)) else { return false }
    skipPart()
    return isApart && byte(0) != UInt8(ascii: ":")
  }

  private mutating func number() -> SQLToken.Kind? {
    let start = index
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    while isDigit(byte(0)) { index += 1 }
    var kind = SQLToken.Kind.integer
    if byte(0) == UInt8(ascii: ".") {
      kind = .literal
      index += 1
      while isDigit(byte(0)) { index += 1 }
    }
    if byte(0) & 0xDF == UInt8(ascii: "E"),
      isDigit(byte(1)) || [0x2B, 0x2D].contains(byte(1)) && isDigit(byte(2))
    {
      kind = .literal
      index += 2
      while isDigit(byte(0)) { index += 1 }
    }
    guard isApart, !SQLTokenReader.isPart(byte(0)), index - start < 18 else { return nil }
    return kind
  }

  private mutating func quoted(_ quote: UInt8) -> Bool {
    index += 1
    while index < bytes.count {
      if bytes[index] == quote {
        if byte(1) != quote {
          index += 1
          return true
        }
        index += 1
      }
      index += 1
    }
    return false
  }

  private mutating func bracketed() -> Bool {
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") { index += 1 }
    guard index < bytes.count else { return false }
    index += 1
    return true
  }

  private mutating func symbol() -> Bool {
    let two = String(decoding: [byte(0), byte(1)], as: UTF8.self)
    if SQLTokenReader.pairs.contains(two) {
      index += 2
      return true
    }
    // <<, >>, ->, ->> are not known here.
    guard SQLTokenReader.singles.contains(byte(0)), two != "<<", two != ">>", two != "->" else {
      return false
    }
    index += 1
    return true
  }

  /// Letters of ASCII in lower case, as SQLite compares names.
  private func folded(_ text: String) -> String {
    String(
      decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// A name without its quotes.
  private func unquoted(_ start: Int) -> String {
    let inner = String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
    let quote = bytes[start]
    guard quote != UInt8(ascii: "[") else { return inner }
    let one = String(decoding: [quote], as: UTF8.self)
    return inner.replacing(one + one, with: one)
  }
}

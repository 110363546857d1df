internal import Documents
internal import Records

/// Cuts a PX file into its keywords: `NAME[language]("key","key")=value,value;`.
struct PXKeywords {
  private let bytes: [UInt8]
  private var at = 0

  /// One keyword.
  struct Keyword {
    var name = ""
    var language: String?
    var keys: [String] = []
    var values: [String] = []
    /// Where its values start.
    var valueStart = 0
    /// It ends with its semicolon.
    var isComplete = false
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func space() {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    space()
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// The next keyword, of `DATA` the name only; `nil` at the end, or where none stands.
  mutating func next() -> Keyword? {
    space()
    var keyword = Keyword()
    let start = at
    while at < bytes.count, bytes[at] > 0x20, !"[(=;\"".utf8.contains(bytes[at]) { at += 1 }
    keyword.name = String(decoding: bytes[start..<at], as: UTF8.self)
    guard !keyword.name.isEmpty, keyword.name.utf8.count <= 32 else { return nil }
    if take("[") {
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: "]") { at += 1 }
      keyword.language = String(decoding: bytes[start..<at], as: UTF8.self)
      at += 1
    }
    if take("(") {
      repeat {
        guard let key = text() else { return nil }
        keyword.keys.append(key)
      } while take(",")
      guard take(")") else { return nil }
    }
    guard take("=") else { return nil }
    space()
    keyword.valueStart = at
    if keyword.name == "DATA" {
      keyword.isComplete = true
      return keyword
    }
    var needsComma = false
    while at < bytes.count {
      space()
      guard at < bytes.count else { break }
      switch bytes[at] {
      case UInt8(ascii: ";"):
        at += 1
        keyword.isComplete = true
        return keyword
      case UInt8(ascii: ","):
        at += 1
        needsComma = false
      case UInt8(ascii: "\""):
        guard let value = text() else { return nil }
        // Of “"1990"-"1995"” the ends are kept.
        if needsComma, let last = keyword.values.popLast() {
          keyword.values.append(last + value)
        } else {
          keyword.values.append(value)
        }
        needsComma = true
      default:
        keyword.values.append(word())
        needsComma = false
      }
    }
    return keyword
  }

  /// A text in quotes, which may be cut into pieces over several lines.
  private mutating func text() -> String? {
    space()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
    guard at < bytes.count else { return nil }
    at += 1
    return String(decoding: bytes[start..<at - 1], as: UTF8.self)
  }

  /// A word without quotes, brackets and what stands in them taken along: `TLIST(A1)`.
  private mutating func word() -> String {
    let start = at
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0, byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte <= 0x20 {
        break
      }
      at += 1
    }
    if at == start { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }
}

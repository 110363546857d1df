/// One flat JSON object (RFC 8259): texts and numbers as text, anything nested is passed over.
package struct FlatJSON {
  /// The members in order; `nil` for null and for what is nested.
  package let members: [(name: String, value: String?)]

  /// Reads a line; `nil` where it is no object.
  package init?(_ line: ArraySlice<UInt8>) {
    var reader = FlatJSONReader(bytes: line, at: line.startIndex)
    guard let members = reader.members() else { return nil }
    self.members = members
  }

  /// The code point, from 1, at which a line ceases to be an object.
  package static func column(ofErrorIn line: ArraySlice<UInt8>) -> Int {
    var reader = FlatJSONReader(bytes: line, at: line.startIndex)
    _ = reader.members()
    return line[..<reader.at].count { $0 & 0xC0 != 0x80 } + 1
  }
}

/// Goes through the bytes of an object.
private struct FlatJSONReader {
  let bytes: ArraySlice<UInt8>
  var at: Int

  mutating func members() -> [(name: String, value: String?)]? {
    space()
    guard take(UInt8(ascii: "{")) else { return nil }
    var members: [(name: String, value: String?)] = []
    space()
    if take(UInt8(ascii: "}")) { return atEnd() ? members : nil }
    while true {
      space()
      guard let name = string() else { return nil }
      space()
      guard take(UInt8(ascii: ":")) else { return nil }
      space()
      guard let value = value() else { return nil }
      members.append((name, value.text))
      space()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { return nil }
      return atEnd() ? members : nil
    }
  }

  private struct Scalar {
    var text: String?
  }

  private mutating func atEnd() -> Bool {
    space()
    return at == bytes.endIndex
  }

  private mutating func space() {
    while at < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.endIndex, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func value() -> Scalar? {
    guard at < bytes.endIndex else { return nil }
    switch bytes[at] {
    case UInt8(ascii: "\""): return string().map { Scalar(text: $0) }
    case UInt8(ascii: "{"), UInt8(ascii: "["): return nested() ? Scalar() : nil
    default:
      let start = at
      while at < bytes.endIndex,
        ![UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09].contains(
          bytes[at])
      { at += 1 }
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      if word == "null" { return Scalar() }
      return word == "true" || word == "false" || Double(word) != nil ? Scalar(text: word) : nil
    }
  }

  /// Passes over an object or array.
  private mutating func nested() -> Bool {
    var depth = 0
    while at < bytes.endIndex {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        guard string() != nil else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      at += 1
      if depth == 0 { return true }
    }
    return false
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var content: [UInt8] = []
    while true {
      let start = at
      while at < bytes.endIndex, bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\""),
        bytes[at] != UInt8(ascii: "\\")
      {
        at += 1
      }
      content += bytes[start..<at]
      if take(UInt8(ascii: "\"")) { return String(decoding: content, as: UTF8.self) }
      guard take(UInt8(ascii: "\\")), escape(&content) else { return nil }
    }
  }

  private mutating func escape(_ content: inout [UInt8]) -> Bool {
    guard at < bytes.endIndex else { return false }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "u"):
      guard var value = hex() else { return false }
      if (0xD800..<0xDC00).contains(value) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = hex(),
          (0xDC00..<0xE000).contains(low)
        else {
          return false
        }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      content += String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8
    default: return false
    }
    return true
  }

  private mutating func hex() -> UInt32? {
    guard at + 4 <= bytes.endIndex,
      let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { return nil }
    at += 4
    return value
  }
}

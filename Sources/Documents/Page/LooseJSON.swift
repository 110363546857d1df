/// A JSON text (RFC 8259) as a value; numbers stay as written.
///
/// It forgives what pages get wrong: line ends inside strings, a comma before a closing bracket.
package enum LooseJSON: Sendable {
  case null
  case string(String)
  /// A number, `true` or `false`, as written.
  case literal(String)
  case array([LooseJSON])
  case object([(name: String, value: LooseJSON)])

  /// The value of a text; `nil` where it is not JSON or nested more deeply than anyone writes.
  package init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(depth: 0) else { return nil }
    self = value
  }

  /// The first member of an object with a name.
  package subscript(_ name: String) -> LooseJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string; of an array, that of its first string.
  package var string: String? {
    switch self {
    case .string(let text): text
    case .array(let values): values.lazy.compactMap(\.string).first
    default: nil
    }
  }

  private struct Reader {
    private static let deepest = 64
    let bytes: [UInt8]
    var at = 0

    private mutating func space() {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      space()
      guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }

    mutating func value(depth: Int) -> LooseJSON? {
      guard depth < Reader.deepest else { return nil }
      space()
      guard at < bytes.count else { return nil }
      switch bytes[at] {
      case UInt8(ascii: "{"): return object(depth)
      case UInt8(ascii: "["): return array(depth)
      case UInt8(ascii: "\""): return string().map { .string($0) }
      default:
        let start = at
        while at < bytes.count, !",]} \n\r\t".utf8.contains(bytes[at]) { at += 1 }
        guard at > start else { return nil }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        return word == "null" ? .null : .literal(word)
      }
    }

    private mutating func object(_ depth: Int) -> LooseJSON? {
      at += 1
      var members: [(name: String, value: LooseJSON)] = []
      while true {
        if take("}") { return .object(members) }
        space()
        guard let name = string(), take(":"), let value = value(depth: depth + 1) else {
          return nil
        }
        members.append((name, value))
        if take(",") { continue }
        return take("}") ? .object(members) : nil
      }
    }

    private mutating func array(_ depth: Int) -> LooseJSON? {
      at += 1
      var values: [LooseJSON] = []
      while true {
        if take("]") { return .array(values) }
        guard let value = value(depth: depth + 1) else { return nil }
        values.append(value)
        if take(",") { continue }
        return take("]") ? .array(values) : nil
      }
    }

    private mutating func string() -> String? {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
      at += 1
      var text: [UInt8] = []
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
        case UInt8(ascii: "\\"): escape(&text)
        default: text.append(byte)
        }
      }
      return nil
    }

    private mutating func escape(_ text: inout [UInt8]) {
      guard at < bytes.count else { return }
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
      case UInt8(ascii: "u"):
        var value = hex()
        if (0xD800..<0xDC00).contains(value), at + 6 <= bytes.count,
          bytes[at] == UInt8(ascii: "\\"),
          bytes[at + 1] == UInt8(ascii: "u")
        {
          at += 2
          value = 0x10000 + (value - 0xD800) << 10 + ((hex() &- 0xDC00) & 0x3FF)
        }
        text += String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8
      default: text.append(byte)
      }
    }

    private mutating func hex() -> UInt32 {
      let end = min(at + 4, bytes.count)
      defer { at = end }
      return UInt32(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16) ?? 0xFFFD
    }
  }
}

/// JSON (RFC 8259) as text: strings, and small objects.
public enum JSONText {
  /// A text in quotes.
  public static func quoted(_ text: String) -> String {
    String(decoding: quoted(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// A text in quotes, from UTF-8 to UTF-8.
  public static func quoted(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 8)
    bytes.append(UInt8(ascii: "\""))
    escape(utf8, into: &bytes)
    bytes.append(UInt8(ascii: "\""))
    return bytes
  }

  /// An object on one line: names, and values that are JSON already.
  public static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  /// Whether a byte of UTF-8 cannot stand for itself.
  @inlinable
  public static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Copies runs of UTF-8 that stand for themselves, and writes the other bytes as escapes.
  public static func escape(_ utf8: ArraySlice<UInt8>, into bytes: inout [UInt8]) {
    var start = utf8.startIndex
    for index in utf8.indices where isEscaped(utf8[index]) {
      bytes += utf8[start..<index]
      start = index + 1
      switch utf8[index] {
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case let byte where byte < 0x20:
        bytes += (byte < 0x10 ? "\\u000" : "\\u00").utf8
        bytes += String(byte, radix: 16).utf8
      case let byte:
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      }
    }
    bytes += utf8[start...]
  }
}

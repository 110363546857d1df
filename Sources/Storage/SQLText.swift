/// The outlines of SQL: what is a comment, a text, a semicolon.
public enum SQLText {
  /// The statement without blanks, comments and semicolons at its end, so that it can stand in
  /// brackets.
  public static func bare(_ sql: String) -> String {
    let bytes = Array(sql.utf8)
    return String(decoding: bytes[..<end(bytes)], as: UTF8.self)
  }

  /// Whether there is nothing but blanks, comments and semicolons.
  static func isBlank(_ bytes: some Collection<UInt8>) -> Bool { end(Array(bytes)) == 0 }

  /// After the last byte that means something.
  private static func end(_ bytes: [UInt8]) -> Int {
    var end = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        index += 2
        while index < bytes.count, !closesComment(bytes, index) { index += 1 }
        index = min(bytes.count, index + 2)
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["):
        // A doubled quote closes one text and opens the next: the outlines are the same.
        let close = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : byte
        index += 1
        while index < bytes.count, bytes[index] != close { index += 1 }
        index = min(bytes.count, index + 1)
        end = index
      case UInt8(ascii: ";"), 0...0x20: index += 1
      default:
        index += 1
        end = index
      }
    }
    return end
  }

  private static func closesComment(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "*") && index + 1 < bytes.count
      && bytes[index + 1] == UInt8(ascii: "/")
  }
}

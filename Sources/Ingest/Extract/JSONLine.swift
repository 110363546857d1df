/// Writes JSON objects (RFC 8259), one a line, into a buffer that is used again and again.
///
/// The names of members are given as they stand in the line: `,"value":`.
struct JSONLine {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// Forgets what was written and keeps the memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Starts an object with what kind of record it is and the document, which is JSON already.
  mutating func begin(_ record: String, document: [UInt8]) {
    bytes += "{\"record\":\"".utf8
    bytes += record.utf8
    bytes += "\",\"document\":".utf8
    bytes += document
  }

  /// Adds a text; null where there is none.
  mutating func add(_ name: String, _ text: String?) {
    bytes += name.utf8
    if let text { append(text) } else { null() }
  }

  /// Adds a number; null where there is none.
  mutating func add(_ name: String, _ number: Double?) {
    bytes += name.utf8
    guard let number, number.isFinite else { return null() }
    if number == number.rounded(), abs(number) < 1e18 { append(Int(number)) } else { bytes += "\(number)".utf8 }
  }

  /// Adds a whole number; null where there is none.
  mutating func add(_ name: String, _ number: Int?) {
    bytes += name.utf8
    if let number { append(number) } else { null() }
  }

  /// Adds a value that is JSON already.
  mutating func add(_ name: String, json: [UInt8]) {
    bytes += name.utf8
    bytes += json
  }

  /// Starts a text that comes in pieces of UTF-8.
  mutating func beginText(_ name: String) {
    bytes += name.utf8
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a piece of the text that was started.
  mutating func addToText(_ utf8: ArraySlice<UInt8>) { escape(utf8) }

  /// Ends the text that was started.
  mutating func endText() { bytes.append(UInt8(ascii: "\"")) }

  /// Ends the object and its line.
  mutating func end() { bytes += "}\n".utf8 }

  /// A text as JSON, quotation marks included.
  static func text(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
    var line = JSONLine()
    line.bytes.reserveCapacity(utf8.count + 8)
    line.bytes.append(UInt8(ascii: "\""))
    line.escape(utf8)
    line.bytes.append(UInt8(ascii: "\""))
    return line.bytes
  }

  private mutating func null() { bytes += "null".utf8 }

  private mutating func append(_ number: Int) {
    guard number < 0 || number > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    bytes += String(number).utf8
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    // Few texts hold a character that must be escaped; those that do not are copied as a whole.
    let span = text.utf8Span.span
    if span.indices.contains(where: { JSONLine.isEscaped(span[$0]) }) {
      escape(Array(text.utf8)[...])
    } else {
      bytes += text.utf8
    }
    bytes.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Copies runs of bytes that stand for themselves, and writes the others as escapes.
  private mutating func escape(_ utf8: ArraySlice<UInt8>) {
    var start = utf8.startIndex
    for index in utf8.indices where JSONLine.isEscaped(utf8[index]) {
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

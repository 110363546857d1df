internal import Documents
internal import Records
internal import Text

/// Writes JSON objects (RFC 8259), one a line, into a buffer that is used again and again.
///
/// The names of members are given as they stand in the line: `,"value":`.
struct JSONLine {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// Forgets what was written and keeps the memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Starts an object with what kind of record it is and the document, which is JSON already.
  mutating func begin(_ record: StaticString, document: [UInt8]) {
    put("{\"record\":\"")
    put(record)
    put("\",\"document\":")
    bytes += document
  }

  /// Adds a text; null where there is none.
  mutating func add(_ name: StaticString, _ text: String?) {
    put(name)
    if let text { append(text) } else { null() }
  }

  /// Adds a number; null where there is none.
  mutating func add(_ name: StaticString, _ number: Double?) {
    put(name)
    guard let number, number.isFinite else { return null() }
    if number == number.rounded(), abs(number) < 1e18 {
      append(Int(number))
    } else {
      bytes += "\(number)".utf8
    }
  }

  /// Adds a whole number; null where there is none.
  mutating func add(_ name: StaticString, _ number: Int?) {
    put(name)
    if let number { append(number) } else { null() }
  }

  /// Adds a value that is JSON already.
  mutating func add(_ name: StaticString, json: [UInt8]) {
    put(name)
    bytes += json
  }

  /// Starts a text that comes in pieces of UTF-8.
  mutating func beginText(_ name: StaticString) {
    put(name)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a piece of the text that was started.
  mutating func addToText(_ utf8: ArraySlice<UInt8>) { JSONText.escape(utf8, into: &bytes) }

  /// Ends the text that was started.
  mutating func endText() { bytes.append(UInt8(ascii: "\"")) }

  /// Ends the object and its line.
  mutating func end() { put("}\n") }

  /// Copies a text of the program at once.
  @inline(__always)
  private mutating func put(_ text: StaticString) {
    // A static text lives as long as the program.
    text.withUTF8Buffer { unsafe bytes += $0 }
  }

  private mutating func null() { put("null") }

  private mutating func append(_ number: Int) {
    guard number < 0 || number > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    // Few texts hold a character that must be escaped; those that do not are copied as a whole.
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard unsafe !utf8.contains(where: JSONText.isEscaped) else { return false }
      unsafe bytes += utf8
      return true
    }
    if !isPlain { JSONText.escape(Array(text.utf8)[...], into: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }
}

internal import Documents
internal import Records

/// Walks through a JSON text (RFC 8259) without building a tree of it: who walks opens what it
/// wants and skips the rest.
struct JSONCursor {
  let bytes: [UInt8]
  /// Where it stands.
  var at: Int
  /// Where the text ends for whoever walks here.
  var end: Int
  /// What errors name.
  let locator: String
  /// What was before the bytes in the document: whole lines, and characters of the line they start
  /// in.
  var origin = (line: 1, column: 1)

  init(_ bytes: [UInt8], at: Int = 0, locator: String) {
    self.bytes = bytes
    self.at = at
    end = bytes.count
    self.locator = locator
  }

  /// A value, told by its first byte.
  enum Kind { case object, array, string, literal }

  private static let quote = UInt8(ascii: "\"")

  /// The next byte that is no white space; `nil` at the end.
  mutating func peek() -> UInt8? {
    while at < end, bytes[at] <= 0x20 { at += 1 }
    return at < end ? bytes[at] : nil
  }

  /// What the next value is; `nil` where none starts here.
  mutating func kind() -> Kind? {
    switch peek() {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case JSONCursor.quote: .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "-"): .literal
    case let byte?: (0x30...0x39).contains(byte) ? .literal : nil
    case nil: nil
    }
  }

  /// Goes into an object or array.
  mutating func open() { at += 1 }

  /// The name of the next member, with the cursor before its value; `nil` at the end of the object,
  /// with the cursor after it.
  mutating func member() throws(Failure) -> Range<Int>? {
    if peek() == UInt8(ascii: ",") { at += 1 }
    guard let byte = peek() else { throw fault("expected the name of a member or }") }
    if byte == UInt8(ascii: "}") {
      at += 1
      return nil
    }
    let name = try string()
    guard peek() == UInt8(ascii: ":") else { throw fault("expected a colon") }
    at += 1
    return name
  }

  /// Whether there is a next item, with the cursor before it; at the end of the array the cursor
  /// stands after it.
  mutating func item() throws(Failure) -> Bool {
    if peek() == UInt8(ascii: ",") { at += 1 }
    guard let byte = peek() else { throw fault("expected a value or ]") }
    if byte != UInt8(ascii: "]") { return true }
    at += 1
    return false
  }

  /// Passes an object and gives where the values of its members start; of what is none, which stays
  /// where it is, there are no members.
  mutating func members() throws(Failure) -> [String: Int] {
    var members: [String: Int] = [:]
    guard kind() == .object else { return members }
    open()
    while let name = try member() {
      _ = peek()
      members[text(name)] = at
      try skip()
    }
    return members
  }

  /// Passes a string and gives what stands between its quotes, escapes and all.
  mutating func string() throws(Failure) -> Range<Int> {
    guard peek() == JSONCursor.quote else { throw fault("expected a string in double quotes") }
    at += 1
    let start = at
    while at < end {
      let byte = bytes[at]
      if byte == JSONCursor.quote {
        at += 1
        return start..<at - 1
      }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    at = start - 1
    throw fault("a string is opened here and not closed")
  }

  /// Passes a number or a word.
  mutating func literal() throws(Failure) -> Range<Int> {
    _ = peek()
    let start = at
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39, 0x41...0x5A,
        0x61...0x7A:
        at += 1
        continue
      default: break
      }
      break
    }
    guard at > start, isValue(start..<at) else {
      at = start
      throw fault("expected a value")
    }
    return start..<at
  }

  /// Whether a word is one that JSON has.
  private func isValue(_ range: Range<Int>) -> Bool {
    guard bytes[range.lowerBound] >= 0x41 else { return true }
    return holds(range, "null") || holds(range, "true") || holds(range, "false")
  }

  /// Passes a value of any kind and gives where it stands.
  @discardableResult
  mutating func skip() throws(Failure) -> Range<Int> {
    guard let kind = kind() else { throw fault("expected a value") }
    let start = at
    switch kind {
    case .string: _ = try string()
    case .literal: _ = try literal()
    case .object, .array:
      // Brackets are counted, so that no depth of a document exhausts the stack.
      var open: [UInt8] = []
      repeat {
        guard let byte = peek() else {
          at = start
          throw fault("a bracket is opened here and not closed")
        }
        switch byte {
        case JSONCursor.quote: _ = try string()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          open.append(byte + 2)
          at += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard open.popLast() == byte else { throw fault("expected another closing bracket") }
          at += 1
        case UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
        default: _ = try literal()
        }
      } while !open.isEmpty
    }
    return start..<at
  }

  /// Passes a value and gives it as a cell: a string without quotes and escapes, nothing for `null`,
  /// JSON for what has parts.
  mutating func cell() throws(Failure) -> (text: ArraySlice<UInt8>, isString: Bool) {
    if kind() == .string { return (JSONCursor.unescaped(bytes[try string()]), true) }
    let range = try skip()
    return (holds(range, "null") ? [] : bytes[range], false)
  }

  /// Passes a value and gives it as a tree: for the small parts of a document.
  mutating func tree() throws(Failure) -> LooseJSON {
    let range = try skip()
    guard let tree = LooseJSON(Array(bytes[range])) else {
      at = range.lowerBound
      throw fault("expected well-formed JSON of up to 64 levels")
    }
    return tree
  }

  /// Whether bytes are those of a name.
  func holds(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    // A static string is valid for ever and as long as it says.
    let expected = unsafe UnsafeBufferPointer(
      start: name.utf8Start, count: name.utf8CodeUnitCount)
    return unsafe bytes[range].elementsEqual(expected)
  }

  /// The text of what stands between quotes.
  func text(_ range: Range<Int>) -> String {
    String(decoding: JSONCursor.unescaped(bytes[range]), as: UTF8.self)
  }

  /// Without escapes.
  static func unescaped(_ raw: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard raw.contains(UInt8(ascii: "\\")) else { return raw }
    let quoted = [quote] + raw + [quote]
    guard case .string(let text)? = LooseJSON(quoted) else { return raw }
    return Array(text.utf8)[...]
  }

  /// Something else was expected here.
  func fault(_ message: String) -> Failure {
    let place = place(at)
    return Failure(
      .badData, "this is not JSON: " + message,
      at: Place(locator, line: place.line, column: place.column))
  }

  /// Line and column of a byte in the document.
  func place(_ offset: Int) -> (line: Int, column: Int) {
    let place = GridPlace.at(offset, in: bytes)
    return (
      origin.line + place.line - 1,
      place.line == 1 ? origin.column + place.column - 1 : place.column
    )
  }
}

extension RowBlock {
  /// Appends the value at a cursor as a cell and passes it.
  mutating func append(value cursor: inout JSONCursor) throws(Failure) {
    let cell = try cursor.cell()
    append(cell: cell.text, isQuoted: cell.isString)
  }
}

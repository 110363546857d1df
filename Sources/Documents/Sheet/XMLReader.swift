internal import Records

/// Reads the XML of an office document element by element, from a stream of any length.
///
/// It knows what these formats use: elements, attributes, text, CDATA, comments, the entities of
/// XML itself and numbers of characters. A document type is refused, so there are no entities that
/// grow and nothing is ever fetched. It pulls and does not call back: a cell of a sheet has three
/// elements, and a call for each of them with its attributes as strings would cost more than
/// reading them.
struct XMLReader {
  enum Event {
    case start(XMLName)
    case end(XMLName)
    case done
  }

  private let stream: ByteStream
  private let locator: String
  private var bytes: [UInt8]
  private var position = 0
  private var filled = 0
  private var isAtEnd = false
  private var depth = 0
  /// The element that opened and closed in one tag.
  private var closed: XMLName?
  private var attributes: [(name: XMLName, value: Range<Int>)] = []
  /// Text is kept in `text`, which whoever asked for it empties.
  var isCollecting = false
  var text: [UInt8] = []

  /// A tag or a name of an entity longer than this is none.
  private static let longestTag = 1 << 22

  init(_ stream: ByteStream, locator: String) {
    self.stream = stream
    self.locator = locator
    bytes = [UInt8](repeating: 0, count: 1 << 16)
  }

  /// The next start or end of an element; its attributes can be asked for until the next call.
  ///
  /// - Throws: a `Failure` of kind `badData` where this is no XML or is cut short.
  mutating func next() throws(Failure) -> Event {
    if let name = closed {
      closed = nil
      depth -= 1
      return .end(name)
    }
    while true {
      try passText()
      guard position < filled else {
        guard depth == 0 else { throw broken("it ends within an element") }
        return .done
      }
      if let event = try tag() { return event }
    }
  }

  /// Passes over an element that has just started, with all that is in it.
  mutating func skip() throws(Failure) {
    let outside = depth - 1
    while depth > outside {
      if case .done = try next() { return }
    }
  }

  // MARK: Attributes

  /// The bytes of an attribute's value, entities not decoded.
  @inline(__always)
  func bytes(of name: XMLName) -> ArraySlice<UInt8>? {
    for attribute in attributes where attribute.name == name { return bytes[attribute.value] }
    return nil
  }

  /// The value of an attribute.
  func value(_ name: XMLName) -> String? {
    guard let raw = bytes(of: name) else { return nil }
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    var decoded: [UInt8] = []
    var index = raw.startIndex
    while index < raw.endIndex {
      guard raw[index] == UInt8(ascii: "&"),
        let end = raw[index...].firstIndex(of: UInt8(ascii: ";"))
      else {
        decoded.append(raw[index])
        index += 1
        continue
      }
      XMLReader.append(raw[index + 1..<end], to: &decoded)
      index = end + 1
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The value of an attribute that is a whole number from 0.
  func number(_ name: XMLName) -> Int? {
    guard let raw = bytes(of: name), !raw.isEmpty, raw.count < 10 else { return nil }
    var number = 0
    for byte in raw {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  /// Whether an attribute says yes.
  func isTrue(_ name: XMLName) -> Bool {
    guard let raw = bytes(of: name) else { return false }
    return raw.elementsEqual("1".utf8) || raw.elementsEqual("true".utf8)
  }

  // MARK: Text

  /// Moves to the next tag or to the end.
  private mutating func passText() throws(Failure) {
    while true {
      var index = position
      while index < filled, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "&") {
        index += 1
      }
      if isCollecting, index > position { text += bytes[position..<index] }
      position = index
      if position == filled {
        guard try refill() else { return }
      } else if bytes[position] == UInt8(ascii: "<") {
        return
      } else {
        try entity()
      }
    }
  }

  private mutating func entity() throws(Failure) {
    var end = position
    while true {
      if end == filled {
        let length = end - position
        guard length < 64, try refill() else { throw broken("an entity is not closed") }
        end = position + length
        continue
      }
      if bytes[end] == UInt8(ascii: ";") { break }
      end += 1
    }
    if isCollecting { XMLReader.append(bytes[position + 1..<end], to: &text) }
    position = end + 1
  }

  private static func append(_ name: ArraySlice<UInt8>, to text: inout [UInt8]) {
    if name.first == UInt8(ascii: "#") {
      let digits = String(decoding: name.dropFirst(), as: UTF8.self)
      let number =
        digits.hasPrefix("x") || digits.hasPrefix("X")
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      if let number, let scalar = Unicode.Scalar(number) {
        text += Array(String(Character(scalar)).utf8)
      }
      return
    }
    switch String(decoding: name, as: UTF8.self) {
    case "amp": text.append(UInt8(ascii: "&"))
    case "lt": text.append(UInt8(ascii: "<"))
    case "gt": text.append(UInt8(ascii: ">"))
    case "quot": text.append(UInt8(ascii: "\""))
    case "apos": text.append(UInt8(ascii: "'"))
    default: break
    }
  }

  // MARK: Tags

  /// Reads the tag at the position, with more of the stream where it is needed; `nil` for what is
  /// neither start nor end.
  private mutating func tag() throws(Failure) -> Event? {
    while true {
      let start = position
      switch try scanTag() {
      case .event(let event): return event
      case .passed: return nil
      case .incomplete: position = start
      }
      guard filled - position < XMLReader.longestTag, try refill() else {
        throw broken("a tag is not closed")
      }
    }
  }

  private enum Tag {
    case event(Event)
    /// A comment, an instruction, a text.
    case passed
    /// The bytes at hand do not hold its end.
    case incomplete
  }

  /// Reads the tag that starts at the position and moves after it.
  private mutating func scanTag() throws(Failure) -> Tag {
    var index = position + 1
    guard index < filled else { return .incomplete }
    switch bytes[index] {
    case UInt8(ascii: "/"):
      var name = XMLName()
      index += 1
      while index < filled, bytes[index] != UInt8(ascii: ">") {
        if bytes[index] == UInt8(ascii: ":") {
          name = XMLName()
        } else if bytes[index] > 0x20 {
          name.add(bytes[index])
        }
        index += 1
      }
      guard index < filled else { return .incomplete }
      position = index + 1
      depth -= 1
      guard depth >= 0 else { throw broken("an element ends that did not start") }
      return .event(.end(name))
    case UInt8(ascii: "?"):
      guard let end = find("?>", from: index) else { return .incomplete }
      position = end
      return .passed
    case UInt8(ascii: "!"): return try scanDeclaration(index)
    default: return try scanStart(index)
    }
  }

  private mutating func scanDeclaration(_ start: Int) throws(Failure) -> Tag {
    guard start + 8 < filled else { return .incomplete }
    if bytes[start + 1] == UInt8(ascii: "-") {
      guard let end = find("-->", from: start + 3) else { return .incomplete }
      position = end
    } else if bytes[start + 1] == UInt8(ascii: "[") {
      guard let end = find("]]>", from: start + 8) else { return .incomplete }
      if isCollecting { text += bytes[start + 8..<end - 3] }
      position = end
    } else {
      throw broken("it declares a document type, which no office document does")
    }
    return .passed
  }

  private mutating func scanStart(_ start: Int) throws(Failure) -> Tag {
    attributes.removeAll(keepingCapacity: true)
    var index = start
    var name = XMLName()
    while index < filled, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ">"),
      bytes[index] != UInt8(ascii: "/")
    {
      if bytes[index] == UInt8(ascii: ":") { name = XMLName() } else { name.add(bytes[index]) }
      index += 1
    }
    while true {
      while index < filled, bytes[index] <= 0x20 { index += 1 }
      guard index < filled else { return .incomplete }
      if bytes[index] == UInt8(ascii: ">") {
        position = index + 1
        depth += 1
        return .event(.start(name))
      }
      if bytes[index] == UInt8(ascii: "/") {
        guard index + 1 < filled else { return .incomplete }
        guard bytes[index + 1] == UInt8(ascii: ">") else { throw broken("a tag is malformed") }
        position = index + 2
        depth += 1
        closed = name
        return .event(.start(name))
      }
      var attribute = XMLName()
      while index < filled, bytes[index] != UInt8(ascii: "="), bytes[index] > 0x20,
        bytes[index] != UInt8(ascii: ">")
      {
        if bytes[index] == UInt8(ascii: ":") {
          attribute = XMLName()
        } else {
          attribute.add(bytes[index])
        }
        index += 1
      }
      while index < filled, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "=") {
        index += 1
      }
      guard index < filled else { return .incomplete }
      let quote = bytes[index]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        throw broken("a value is not quoted")
      }
      index += 1
      let first = index
      while index < filled, bytes[index] != quote { index += 1 }
      guard index < filled else { return .incomplete }
      attributes.append((attribute, first..<index))
      index += 1
    }
  }

  /// After the end of a text that closes something.
  private func find(_ end: StaticString, from start: Int) -> Int? {
    let count = end.utf8CodeUnitCount
    guard filled - start >= count else { return nil }
    var index = start
    while index + count <= filled {
      // A literal's own bytes.
      if (0..<count).allSatisfy({ unsafe bytes[index + $0] == end.utf8Start[$0] }) {
        return index + count
      }
      index += 1
    }
    return nil
  }

  /// Moves what is left to the front and reads more; `false` at the end of the stream.
  private mutating func refill() throws(Failure) -> Bool {
    guard !isAtEnd else { return false }
    let isFirst = filled == 0
    if position > 0 {
      let rest = filled - position
      bytes.replaceSubrange(0..<rest, with: bytes[position..<filled])
      position = 0
      filled = rest
    }
    if filled * 2 > bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    let count = try stream.read(into: &bytes, from: filled, count: bytes.count - filled)
    filled += count
    if count == 0 { isAtEnd = true }
    if isFirst, bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw broken("it is not written in UTF-8")
    }
    return count > 0
  }

  private func broken(_ what: String) -> Failure {
    Failure(
      .badData,
      "the workbook is damaged: \(what); open it in a spreadsheet program and save it anew",
      at: Place(locator))
  }
}

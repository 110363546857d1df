/// Goes once through the bytes of a JSON object and notes where its members stand.
struct JSONWalk {
  let bytes: ArraySlice<UInt8>
  var at: Int
  /// Some bytes are no ASCII.
  private(set) var hasHighBytes = false

  init(bytes: ArraySlice<UInt8>, at: Int) {
    self.bytes = bytes
    self.at = at
  }

  mutating func object(into members: inout [JSONMembers.Member]) throws(JSONMembers.Fault) {
    guard take(UInt8(ascii: "{")) else { throw fault("expected {") }
    if !take(UInt8(ascii: "}")) {
      repeat {
        space()
        let (name, _) = try text()
        guard take(UInt8(ascii: ":")) else { throw fault("expected a colon") }
        space()
        let (value, kind) = try value()
        members.append(JSONMembers.Member(name: name, value: value, kind: kind))
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw fault("expected a comma or }") }
    }
    space()
    guard at == bytes.endIndex else { throw fault("expected the line's end") }
  }

  private func fault(_ message: String) -> JSONMembers.Fault {
    JSONMembers.Fault(
      at: at, "this is no JSON: \(at == bytes.endIndex ? "it ends early; " : "")\(message)")
  }

  private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

  private mutating func space() {
    while at < bytes.endIndex, bytes[at] <= 0x20, JSONWalk.blanks.contains(bytes[at]) {
      at += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    space()
    guard at < bytes.endIndex, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func value() throws(JSONMembers.Fault) -> (Range<Int>, JSONMembers.Kind) {
    guard at < bytes.endIndex else { throw fault("expected a value") }
    switch bytes[at] {
    case UInt8(ascii: "\""):
      let (range, isEscaped) = try text()
      return (range, isEscaped ? .escapedText : .text)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return (try nested(), .nested)
    case UInt8(ascii: "-"), 0x30...0x39: return (try number(), .number)
    default:
      for (word, kind) in JSONWalk.words where bytes[at...].starts(with: word) {
        let start = at
        at += word.count
        return (start..<at, kind)
      }
      throw fault("expected a value")
    }
  }

  private static let words: [([UInt8], JSONMembers.Kind)] = [
    (Array("null".utf8), .null), (Array("true".utf8), .word), (Array("false".utf8), .word),
  ]

  private mutating func number() throws(JSONMembers.Fault) -> Range<Int> {
    let start = at
    while at < bytes.endIndex {
      switch bytes[at] {
      case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        at += 1
        continue
      default: break
      }
      break
    }
    // Digits alone are a number.
    let isPlain = bytes[start..<at].allSatisfy { $0 <= 0x39 && $0 >= 0x30 }
    guard isPlain || Double(String(decoding: bytes[start..<at], as: UTF8.self)) != nil else {
      at = start
      throw fault("expected a number")
    }
    return start..<at
  }

  /// Passes over an object or array; brackets are counted, so that no depth exhausts the stack.
  private mutating func nested() throws(JSONMembers.Fault) -> Range<Int> {
    let start = at
    var open: [UInt8] = []
    repeat {
      space()
      guard at < bytes.endIndex else { throw fault("expected a closing bracket") }
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(bytes[at] + 2)
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() == bytes[at] else { throw fault("expected another bracket") }
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
      default: _ = try value()
      }
    } while !open.isEmpty
    return start..<at
  }

  /// Passes a text and gives what stands between its quotes, and whether there are escapes in it.
  private mutating func text() throws(JSONMembers.Fault) -> (Range<Int>, Bool) {
    guard at < bytes.endIndex, bytes[at] == UInt8(ascii: "\"") else {
      throw fault("expected a text in double quotes")
    }
    at += 1
    let start = at
    var isEscaped = false
    while at < bytes.endIndex {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return (start..<at - 1, isEscaped)
      }
      guard byte >= 0x20 else { throw fault("expected an escape in place of a control character") }
      if byte >= 0x80 { hasHighBytes = true }
      at += 1
      guard byte == UInt8(ascii: "\\") else { continue }
      isEscaped = true
      try escape()
    }
    throw fault("expected a closing quote")
  }

  private mutating func escape() throws(JSONMembers.Fault) {
    guard at < bytes.endIndex else { throw fault("expected an escape") }
    switch bytes[at] {
    case UInt8(ascii: "u"):
      guard let first = JSONWalk.hexadecimal(bytes, at + 1) else {
        throw fault("expected four hexadecimal digits")
      }
      at += 5
      guard (0xD800..<0xE000).contains(first) else { return }
      guard first < 0xDC00, at + 1 < bytes.endIndex, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u"), let second = JSONWalk.hexadecimal(bytes, at + 2),
        (0xDC00..<0xE000).contains(second)
      else { throw fault("expected the other half of a surrogate pair") }
      at += 6
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      at += 1
    default: throw fault("there is no such escape")
    }
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>, _ at: Int) -> UInt32? {
    guard at + 4 <= bytes.endIndex else { return nil }
    var value: UInt32 = 0
    for byte in bytes[at..<at + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// What stands between quotes, without the escapes, which were looked at before.
  static func unescape(_ raw: ArraySlice<UInt8>, into text: inout [UInt8]) {
    var at = raw.startIndex
    var start = at
    while at < raw.endIndex {
      guard raw[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      text += raw[start..<at]
      let letter = raw[at + 1]
      at += 2
      switch letter {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        var value = hexadecimal(raw, at) ?? 0xFFFD
        at += 4
        if (0xD800..<0xDC00).contains(value), let low = hexadecimal(raw, at + 2) {
          value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
          at += 6
        }
        text += String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8
      default: text.append(letter)
      }
      start = at
    }
    text += raw[start...]
  }
}

extension ArraySlice<UInt8> {
  /// The first byte that is no part of well-formed UTF-8 (Unicode 16, table 3-7).
  var firstInvalidUTF8: Int? {
    var at = startIndex
    while at < endIndex {
      let byte = self[at]
      if byte < 0x80 {
        at += 1
        continue
      }
      let (count, second): (Int, ClosedRange<UInt8>)
      switch byte {
      case 0xC2...0xDF: (count, second) = (1, 0x80...0xBF)
      case 0xE0: (count, second) = (2, 0xA0...0xBF)
      case 0xED: (count, second) = (2, 0x80...0x9F)
      case 0xE1...0xEF: (count, second) = (2, 0x80...0xBF)
      case 0xF0: (count, second) = (3, 0x90...0xBF)
      case 0xF1...0xF3: (count, second) = (3, 0x80...0xBF)
      case 0xF4: (count, second) = (3, 0x80...0x8F)
      default: return at
      }
      guard at + count < endIndex, second.contains(self[at + 1]),
        self[(at + 1)...(at + count)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else { return at }
      at += count + 1
    }
    return nil
  }
}

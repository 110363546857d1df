/// Cuts UTF-8 text into tokens.
///
/// One pass over the bytes; nothing is allocated but the array of tokens. The vocabulary's names go
/// through the same code, so that a name and its occurrence in a text are the same sequence of
/// keys.
package struct Tokenizer {
  private let bytes: [UInt8]
  private var position: Int
  private let limit: Int
  private var tokens: [Token] = []
  private var traits: Token.Traits = []

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    limit = range.upperBound
    tokens.reserveCapacity(range.count / 5 + 4)
  }

  /// The tokens of a text, or of a part of it; offsets count in the whole.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package static func tokens(of bytes: [UInt8], in range: Range<Int>? = nil) -> [Token] {
    var tokenizer = Tokenizer(bytes, range ?? 0..<bytes.count)
    tokenizer.run()
    return tokenizer.tokens
  }

  private mutating func run() {
    while position < limit {
      let byte = bytes[position]
      switch ASCII.classes[Int(byte)] {
      case .space:
        traits.insert(.spaceBefore)
        position += 1
      case .newline:
        if traits.contains(.lineBefore) { traits.insert(.blankLineBefore) }
        traits.formUnion([.spaceBefore, .lineBefore])
        position += 1
      case .letter: word()
      case .digit: number()
      case .symbol: mark(.symbol, UInt32(byte), length: 1)
      case .punctuation: mark(.punctuation, UInt32(byte), length: 1)
      case .other: beyondASCII()
      }
    }
  }

  private mutating func append(
    _ kind: Token.Kind, from start: Int, traits extra: Token.Traits = [], detail: UInt16 = 0,
    key: UInt64,
    exact: UInt64
  ) {
    tokens.append(
      Token(
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: position),
        kind: kind,
        traits: traits.union(extra), detail: detail, key: key, exact: exact))
    traits = []
  }

  // MARK: Words

  private mutating func word() {
    let start = position
    if abbreviation() { return }
    var key = TokenHash()
    var exact = TokenHash()
    var capitals = 0
    var letters = 0
    var firstIsCapital = false
    while position < limit {
      let byte = bytes[position]
      if byte < 0x80 {
        guard ASCII.classes[Int(byte)] == .letter else { break }
        let capital = byte & 32 == 0
        if capital {
          capitals += 1
          if letters == 0 { firstIsCapital = true }
        }
        exact.add(byte)
        key.add(byte | 32)
        position += 1
      } else {
        let (scalar, length) = decode(at: position)
        guard Script(scalar) == .alphabet else { break }
        let (folded, capital) = Fold.letter(scalar)
        if capital {
          capitals += 1
          if letters == 0 { firstIsCapital = true }
        }
        exact.add(scalar: scalar)
        key.add(scalar: folded)
        position += length
      }
      letters += 1
    }
    var extra: Token.Traits = []
    if firstIsCapital { extra.insert(.capitalised) }
    if capitals == letters { extra.insert(.allCapitals) }
    append(.word, from: start, traits: extra, key: key.value, exact: exact.value)
    clitic()
  }

  /// `U.S.`, `e.g.`, `a.m.`: single letters, each followed by a full stop, at least two of them.
  private mutating func abbreviation() -> Bool {
    var end = position
    var letters = 0
    while end + 1 < limit, ASCII.classes[Int(bytes[end])] == .letter,
      bytes[end + 1] == UInt8(ascii: ".")
    {
      letters += 1
      end += 2
    }
    // “U.S” without its last full stop.
    if letters >= 1, end < limit, ASCII.classes[Int(bytes[end])] == .letter,
      end + 1 == limit || ASCII.classes[Int(bytes[end + 1])] != .letter
    {
      letters += 1
      end += 1
    }
    guard letters >= 2 else { return false }
    let start = position
    var key = TokenHash()
    var exact = TokenHash()
    var capitals = 0
    for byte in bytes[start..<end] where byte != UInt8(ascii: ".") {
      if byte & 32 == 0 { capitals += 1 }
      key.add(byte | 32)
      exact.add(byte)
    }
    position = end
    var extra: Token.Traits = .dotted
    if bytes[start] & 32 == 0 { extra.insert(.capitalised) }
    if capitals == letters { extra.insert(.allCapitals) }
    append(.word, from: start, traits: extra, key: key.value, exact: exact.value)
    clitic()
    return true
  }

  /// An apostrophe and the letters after it, right behind a word.
  private mutating func clitic() {
    let start = position
    var after = start
    if after < limit, bytes[after] == UInt8(ascii: "'") {
      after += 1
    } else if after + 2 < limit, bytes[after] == 0xE2, bytes[after + 1] == 0x80,
      bytes[after + 2] == 0x99
    {
      after += 3
    } else {
      return
    }
    var end = after
    while end < limit, ASCII.classes[Int(bytes[end])] == .letter { end += 1 }
    guard end > after, end - after <= 2 else { return }
    var hash = TokenHash()
    hash.add(UInt8(ascii: "'"))
    for byte in bytes[after..<end] { hash.add(byte | 32) }
    position = end
    append(.clitic, from: start, key: hash.value, exact: hash.value)
  }

  // MARK: Numbers

  private mutating func number() {
    let start = position
    var hash = TokenHash()
    var decimals: UInt16 = 0
    var afterPoint = false
    while position < limit {
      let byte = bytes[position]
      if ASCII.classes[Int(byte)] == .digit {
        hash.add(byte)
        if afterPoint { decimals &+= 1 }
        position += 1
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), position + 1 < limit,
        ASCII.classes[Int(bytes[position + 1])] == .digit
          || fullWidth(at: position + 1, 0x90...0x99)
      {
        hash.add(byte)
        afterPoint = byte == UInt8(ascii: ".")
        decimals = 0
        position += 1
      } else if fullWidth(at: position, 0x90...0x99) {
        hash.add(bytes[position + 2] - 0x60)
        if afterPoint { decimals &+= 1 }
        position += 3
      } else if fullWidth(at: position, 0x8E...0x8E), fullWidth(at: position + 3, 0x90...0x99) {
        hash.add(UInt8(ascii: "."))
        afterPoint = true
        decimals = 0
        position += 3
      } else if isFullWidthGroup {
        hash.add(UInt8(ascii: ","))
        position += 3
      } else {
        break
      }
    }
    append(.number, from: start, detail: decimals, key: hash.value, exact: hash.value)
  }

  /// `０` to `９` are EF BC 90 to 99, the full-width full stop is EF BC 8E.
  @inline(__always)
  private func fullWidth(at offset: Int, _ last: ClosedRange<UInt8>) -> Bool {
    offset + 2 < limit && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBC
      && last.contains(bytes[offset + 2])
  }

  /// `，` between full-width digits, three of which follow: in a sentence it is a comma as well.
  private var isFullWidthGroup: Bool {
    fullWidth(at: position, 0x8C...0x8C) && position >= 3
      && fullWidth(at: position - 3, 0x90...0x99)
      && fullWidth(at: position + 3, 0x90...0x99) && fullWidth(at: position + 6, 0x90...0x99)
      && fullWidth(at: position + 9, 0x90...0x99) && !fullWidth(at: position + 12, 0x90...0x99)
  }

  // MARK: Everything else

  private mutating func mark(
    _ kind: Token.Kind, _ scalar: UInt32, length: Int, traits extra: Token.Traits = []
  ) {
    let start = position
    position += length
    var hash = TokenHash()
    hash.add(scalar: scalar)
    let extra = scalar == 0x2D ? extra.union(.hyphen) : extra
    // “&” is a way of writing “and”.
    let key = scalar == 0x26 ? Token.key("and") : hash.value
    append(
      kind, from: start, traits: extra, detail: UInt16(clamping: scalar), key: key,
      exact: hash.value)
  }

  private mutating func beyondASCII() {
    let (scalar, length) = decode(at: position)
    switch Script(scalar) {
    case .space:
      traits.insert(.spaceBefore)
      position += length
    case .ignored:
      position += length
    case .alphabet: word()
    case .digit: number()
    case .ideograph:
      let start = position
      var hash = TokenHash()
      hash.add(scalar: scalar)
      position += length
      append(
        .ideograph, from: start, detail: UInt16(clamping: scalar), key: hash.value,
        exact: hash.value)
    case .symbol: mark(.symbol, scalar, length: length)
    case .hyphen: mark(.punctuation, scalar, length: length, traits: .hyphen)
    case .punctuation: mark(.punctuation, scalar, length: length)
    }
  }

  /// The code point at an offset and its length in bytes; the text was validated when it was read.
  private func decode(at offset: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(bytes[offset])
    func trail(_ index: Int) -> UInt32 {
      offset + index < limit ? UInt32(bytes[offset + index] & 0x3F) : 0
    }
    switch lead {
    case 0xF0...:
      return (
        (lead & 0x07) << 18 | trail(1) << 12 | trail(2) << 6 | trail(3), min(4, limit - offset)
      )
    case 0xE0...: return ((lead & 0x0F) << 12 | trail(1) << 6 | trail(2), min(3, limit - offset))
    default: return ((lead & 0x1F) << 6 | trail(1), min(2, limit - offset))
    }
  }
}

/// What the bytes below 128 are.
package enum ASCII {
  package enum Class: UInt8 {
    case space, newline, letter, digit, symbol, punctuation, other
  }

  /// The class of each byte.
  package static var classes: Classes { Classes() }

  /// A table that the compiler makes of a switch, so that no look-up asks whether it was made.
  package struct Classes {
    package subscript(_ byte: Int) -> Class {
      switch UInt8(truncatingIfNeeded: byte) {
      case 10: .newline
      case 0...32, 127: .space
      case 48...57: .digit
      case 65...90, 97...122: .letter
      case UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "<"),
        UInt8(ascii: "="),
        UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "#"):
        .symbol
      case 128...255: .other
      default: .punctuation
      }
    }
  }
}

/// One word, number, mark or ideograph of a text, as a range of its UTF-8 bytes.
///
/// Tokens are plain values without strings: two hashes stand for the letters, `key` for any way of
/// writing them (case, accents and the full stops of `U.S.` do not count) and `exact` for the
/// letters as they are.
package struct Token: Sendable {
  /// What a token is made of.
  package enum Kind: UInt8, Sendable {
    /// Letters of an alphabet; `U.S.` and `e.g.` are one word.
    case word
    /// `'s`, `'t`, `'re` … after a word.
    case clitic
    /// Digits, with the commas and points between them: `11.5`, `1,234`.
    case number
    /// One Han character, kana or Hangul syllable.
    case ideograph
    /// A currency or other symbol: `$`, `%`, `+`, `~`.
    case symbol
    /// Any other mark.
    case punctuation
  }

  /// What the text looks like at a token.
  package struct Traits: OptionSet, Sendable {
    package let rawValue: UInt8

    /// Some of the traits, as bits.
    @inlinable
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// White space stands before it.
    @inlinable
    package static var spaceBefore: Traits { Traits(rawValue: 1) }
    /// A line break stands before it.
    @inlinable
    package static var lineBefore: Traits { Traits(rawValue: 2) }
    /// A blank line stands before it.
    @inlinable
    package static var blankLineBefore: Traits { Traits(rawValue: 4) }
    /// The first letter is a capital.
    @inlinable
    package static var capitalised: Traits { Traits(rawValue: 8) }
    /// Every letter is a capital.
    @inlinable
    package static var allCapitals: Traits { Traits(rawValue: 16) }
    /// A hyphen or dash of any length.
    @inlinable
    package static var hyphen: Traits { Traits(rawValue: 32) }
    /// Letters with inner full stops: `U.S.`.
    @inlinable
    package static var dotted: Traits { Traits(rawValue: 64) }
  }

  /// The first byte.
  package var start: Int32
  /// After the last byte.
  package var end: Int32
  /// What it is made of.
  package var kind: Kind
  /// What it looks like.
  package var traits: Traits
  /// For a number, digits after the last point; for a mark, its code point, saturated.
  package var detail: UInt16
  /// What names of the vocabulary may start with it, where it was looked up.
  package var starts: Matcher.Kinds = .unknown
  /// Equal for tokens that are the same but for case, accents and full stops.
  package var key: UInt64
  /// Equal for tokens of the same letters.
  package var exact: UInt64
  /// What it can be in a sentence, where it was looked up.
  package var classes: WordClass = []

  /// The bytes as a range.
  @inlinable
  package var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether it is this ASCII mark.
  @inlinable
  package func isMark(_ character: Unicode.Scalar) -> Bool {
    (kind == .punctuation || kind == .symbol) && UInt32(detail) == character.value
  }
}

extension Token {
  /// The key that a word written in any case has, for comparing with `key`.
  package static func key(_ word: StaticString) -> UInt64 {
    var hash = TokenHash()
    for index in 0..<word.utf8CodeUnitCount {
      // A static string of ASCII letters lives as long as the program.
      let byte = unsafe word.utf8Start[index]
      hash.add(byte | (byte >= 65 && byte <= 90 ? 32 : 0))
    }
    return hash.value
  }

  /// The key of a word that comes from data.
  package static func key(of word: String) -> UInt64 {
    // Nearly every word of the vocabulary is ASCII letters alone, which are one token.
    var hash = TokenHash()
    var isPlain = !word.isEmpty
    for byte in word.utf8 {
      guard byte < 0x80, ASCII.classes[Int(byte)] == .letter else {
        isPlain = false
        break
      }
      hash.add(byte | 32)
    }
    if isPlain { return hash.value }
    let tokens = Tokenizer.tokens(of: Array(word.utf8))
    return tokens.first?.key ?? 0
  }
}

/// FNV-1a over bytes, finished by a multiplication so that all bits count.
package struct TokenHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds one byte.
  @inline(__always)
  package mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// Adds a code point beyond ASCII as its UTF-8 bytes would be added.
  @inline(__always)
  package mutating func add(scalar: UInt32) {
    if scalar < 0x80 {
      add(UInt8(truncatingIfNeeded: scalar))
    } else {
      add(UInt8(truncatingIfNeeded: scalar >> 16) | 0x80)
      add(UInt8(truncatingIfNeeded: scalar >> 8))
      add(UInt8(truncatingIfNeeded: scalar))
    }
  }

  /// The hash of all that was added.
  package var value: UInt64 {
    let mixed = (state ^ (state >> 32)) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ (mixed >> 29)
  }
}

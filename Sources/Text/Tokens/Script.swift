/// What a code point beyond ASCII is for the tokenizer.
package enum Script {
  case alphabet, digit, ideograph, symbol, hyphen, punctuation, space, ignored

  package init(_ scalar: UInt32) {
    switch scalar {
    case 0xC0...0x24F where scalar != 0xD7 && scalar != 0xF7, 0x250...0x2AF, 0x370...0x52F,
      0x531...0x58F,
      0x5D0...0x5EA, 0x620...0x64A, 0x900...0xDFF, 0xE01...0xE30, 0x1E00...0x1FFF, 0xFF21...0xFF3A,
      0xFF41...0xFF5A, 0xAA, 0xBA:
      self = .alphabet
    case 0x300...0x36F: self = .alphabet  // combining marks belong to the letter before them
    case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3041...0x30FF, 0xAC00...0xD7AF,
      0x3005...0x3007:
      self = .ideograph
    case 0xFF10...0xFF19: self = .digit  // full-width digits are digits
    case 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: self = .space
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF, 0xFE0F: self = .ignored
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: self = .hyphen
    case 0xA2...0xA5, 0xA7, 0xB0, 0xB1, 0xB2, 0xB3, 0xB5, 0xB9, 0xBC...0xBE, 0xD7, 0xF7, 0x2030,
      0x2031,
      0x20A0...0x20CF, 0x2070...0x209F, 0x2100...0x22FF, 0xFF04, 0xFF05, 0xFF0B, 0xFFE0...0xFFE6,
      0xFF5E,
      0x3300...0x33FF:
      self = .symbol
    default: self = .punctuation
    }
  }
}

/// How letters beyond ASCII are compared.
package enum Fold {
  /// Base letters of U+00C0 to U+017F in lower case; a space where there is none.
  private static let latin: [UInt8] = Array(
    """
    aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk llllll \
     llnnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
    """.utf8)

  /// The code point that stands for a letter in any case and with any accent, and whether it is a
  /// capital.
  package static func letter(_ scalar: UInt32) -> (folded: UInt32, capital: Bool) {
    switch scalar {
    case 0xC0...0x17F:
      let base = latin[Int(scalar - 0xC0)]
      let capital =
        scalar < 0xDF || (scalar >= 0x100 && Unicode.Scalar(scalar)?.properties.isUppercase == true)
      return (base == 32 ? lower(scalar) : UInt32(base), capital)
    case 0xFF21...0xFF3A: return (scalar - 0xFF21 + 97, true)
    case 0xFF41...0xFF5A: return (scalar - 0xFF41 + 97, false)
    default:
      let small = lower(scalar)
      return (small, small != scalar)
    }
  }

  private static func lower(_ scalar: UInt32) -> UInt32 {
    Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
  }
}

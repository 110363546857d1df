/// Makes what would steer a terminal visible: `\e` for an escape.
///
/// Control characters other than line feed and tab, the marks that turn the direction of writing
/// (Unicode Standard Annex 9), and bytes that are no UTF-8.
public enum VisibleText {
  /// Whether a scalar would steer a terminal or turn what stands beside it.
  public static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    // Marks and overrides of direction, separators of lines and paragraphs, isolates.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: SystemPath.isEscape(scalar)
    }
  }

  /// A text in which nothing steers.
  public static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSteering) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isSteering(scalar) { result += name(scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// Bytes of UTF-8 in which nothing steers; what is no UTF-8 is shown byte by byte.
  public static func bytes(_ bytes: [UInt8]) -> [UInt8] {
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }
    return isPlain ? bytes : Array(text(SystemPath.text(bytes)).utf8)
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    switch scalar.value {
    case 0x1B: return "\\e"
    case 0x0D: return "\\r"
    case 0..<0xA0: return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
    case _ where SystemPath.isEscape(scalar):
      return "\\x" + String(scalar.value & 0xFF, radix: 16)
    default: return "\\u{" + digits + "}"
    }
  }
}

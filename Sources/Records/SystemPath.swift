/// Paths as the system has them: bytes, which need not be UTF-8.
///
/// A text stands for such bytes without losing any: a byte that is no part of well-formed UTF-8 is
/// the scalar U+10FF00 plus its value, from a private plane that nobody writes; what stands there
/// by itself is taken byte by byte as well, so that every name comes back as it was.
public enum SystemPath {
  private static let base: UInt32 = 0x10FF00

  /// The text of a path.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self), !holdsEscape(text) { return text }
    var scalars = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      let length = length(bytes[index])
      let end = index + length
      if length > 0, end <= bytes.count,
        let text = String(validating: bytes[index..<end], as: UTF8.self),
        text.unicodeScalars.count == 1, !holdsEscape(text)
      {
        scalars.append(contentsOf: text.unicodeScalars)
        index = end
      } else {
        scalars.append(Unicode.Scalar(base + UInt32(bytes[index])) ?? "\u{FFFD}")
        index += 1
      }
    }
    return String(scalars)
  }

  /// The text of a path that ends with a NUL.
  public static func text(_ pointer: UnsafePointer<CChar>) -> String {
    var bytes: [UInt8] = []
    var index = 0
    // The string ends with a NUL, which is not passed.
    while unsafe pointer[index] != 0 {
      bytes.append(unsafe UInt8(bitPattern: pointer[index]))
      index += 1
    }
    return text(bytes)
  }

  /// The bytes of a path without a NUL at the end.
  public static func bytes(_ path: String) -> [UInt8] {
    guard holdsEscape(path) else { return Array(path.utf8) }
    var bytes: [UInt8] = []
    for scalar in path.unicodeScalars {
      if isEscape(scalar) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += String(scalar).utf8
      }
    }
    return bytes
  }

  /// How many bytes a sequence has that starts with a byte; 0 where none does.
  private static func length(_ byte: UInt8) -> Int {
    switch byte {
    case 0..<0x80: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// Whether a scalar stands for a byte.
  static func isEscape(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= base + 0x80 }

  private static func holdsEscape(_ text: String) -> Bool {
    // U+10FF80 and above begin with these bytes.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains(where: isEscape)
  }
}

extension String {
  /// The path as the system's calls take it, ended by a NUL.
  public var systemPath: [CChar] {
    SystemPath.bytes(self).map { CChar(bitPattern: $0) } + [0]
  }
}

extension StringProtocol {
  /// Trimmed, with runs of blanks and line ends made one space.
  package var folded: String {
    // Most texts have single blanks already: nothing is to be done for them. Blanks beyond ASCII
    // start with C2 85, C2 A0, E1 9A, E2 80 (as quotes and dashes do), E2 81 or E3 80
    // (https://www.unicode.org/reports/tr44/#White_Space).
    var isBlank = true
    var (last, beforeLast): (UInt8, UInt8) = (0, 0)
    for byte in utf8 {
      if byte == 0x20 && isBlank || (0x09...0x0D).contains(byte) { return split() }
      if byte >= 0x80 {
        if last == 0xC2, byte == 0xA0 || byte == 0x85 { return split() }
        if last == 0xE1, byte == 0x9A { return split() }
        if last == 0xE2, byte == 0x81 { return split() }
        if beforeLast == 0xE3, last == 0x80, byte == 0x80 { return split() }
        if beforeLast == 0xE2, last == 0x80,
          byte <= 0x8B || byte == 0xA8 || byte == 0xA9 || byte == 0xAF
        {
          return split()
        }
      }
      isBlank = byte == 0x20
      (beforeLast, last) = (last, byte)
    }
    return isBlank ? split() : String(self)

    func split() -> String { self.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }

  /// The parts between separators.
  package func pieces(by separator: String) -> [SubSequence] {
    var pieces: [SubSequence] = []
    var start = startIndex
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(separator) {
        pieces.append(self[start..<index])
        index = self.index(index, offsetBy: separator.count)
        start = index
      } else {
        index = self.index(after: index)
      }
    }
    pieces.append(self[start...])
    return pieces
  }
}

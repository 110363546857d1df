internal import Documents
internal import Records
internal import Text

/// Blanks, digits and signs in the bytes of a cell.
extension CellReader {
  static func isPunctuation(_ byte: UInt8) -> Bool {
    byte < 0x80 && !isDigit(byte) && !(0x61...0x7A).contains(byte | 0x20)
  }

  /// The width of a blank at a position; `nil` where there is none.
  static func blank(_ bytes: borrowing Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
    switch bytes[at] {
    case 0x20, 0x09, 0x0A, 0x0D: 1
    case 0xC2 where at + 1 < end && bytes[at + 1] == 0xA0: 2
    case 0xE3 where at + 2 < end && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80: 3
    case 0xE2
    where at + 2 < end && bytes[at + 1] == 0x80 && (bytes[at + 2] <= 0x8B || bytes[at + 2] == 0xAF):
      3
    default: nil
    }
  }

  /// The width of a blank that ends at a position.
  static func blankBefore(_ bytes: borrowing Span<UInt8>, _ end: Int, _ start: Int) -> Int? {
    switch bytes[end - 1] {
    case 0x20, 0x09, 0x0A, 0x0D: 1
    case 0xA0 where end - 2 >= start && bytes[end - 2] == 0xC2: 2
    case 0x80...0x8B, 0xAF:
      end - 3 >= start && blank(bytes, end - 3, end) == 3 ? 3 : nil
    default: nil
    }
  }

  static func areDigits(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end {
      if !isDigit(bytes[at]) { return false }
      at += 1
    }
    return true
  }

  static func firstDigit(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var at = start
    while at < end {
      if isDigit(bytes[at]) { return at }
      at += 1
    }
    return nil
  }
}

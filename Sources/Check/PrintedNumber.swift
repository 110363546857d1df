/// The digits of a number as an article or a table prints it, from which its precision follows.
struct PrintedNumber: Equatable {
  /// What the digits say, scale words left out.
  var number: Double
  /// Digits after the decimal mark.
  var decimals: Int
  /// Zeros at the end of a whole number, which may be digits or rounding.
  var trailingZeros: Int

  /// The first number in digits of a text; `nil` where it has none.
  init?(in text: String) {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(where: PrintedNumber.isDigit) else { return nil }
    var end = start
    while end < bytes.count {
      if PrintedNumber.isDigit(bytes[end]) {
        end += 1
      } else if let next = PrintedNumber.afterBlank(bytes, end, from: start) {
        end = next
      } else if PrintedNumber.isMark(bytes[end]), end + 1 < bytes.count,
        PrintedNumber.isDigit(bytes[end + 1])
      {
        end += 2
      } else {
        break
      }
    }
    let digits = bytes[start..<end].filter {
      PrintedNumber.isDigit($0) || PrintedNumber.isMark($0)
    }[...]
    let mark = PrintedNumber.decimalMark(digits)
    let whole = mark.map { digits[..<$0] } ?? digits
    let fraction = mark.map { digits[($0 + 1)...] } ?? []
    let text = String(decoding: whole.filter(PrintedNumber.isDigit), as: UTF8.self)
    guard
      let number = Double(
        fraction.isEmpty ? text : text + "." + String(decoding: fraction, as: UTF8.self))
    else {
      return nil
    }
    self.number = number
    decimals = fraction.count
    trailingZeros = fraction.isEmpty ? text.reversed().prefix { $0 == "0" }.count : 0
  }

  /// Where the decimal mark stands: the last mark, unless it groups digits by three as all others
  /// do.
  private static func decimalMark(_ digits: ArraySlice<UInt8>) -> Int? {
    guard let last = digits.lastIndex(where: isMark) else { return nil }
    let marks = digits.filter(isMark)
    let after = digits.endIndex - last - 1
    if Set(marks).count > 1 { return last }
    if marks.count > 1 { return nil }
    // A single mark before three digits groups them, except a point, which English writes for
    // decimals, after a zero.
    if after == 3, digits[last] == UInt8(ascii: ",") || last - digits.startIndex > 3 { return nil }
    return last
  }

  /// Where a group of three digits ends that a blank joins to those before: 2 064, 1 234 567.
  private static func afterBlank(_ bytes: [UInt8], _ index: Int, from start: Int) -> Int? {
    // A blank, U+00A0 and U+202F.
    let widths = [[0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF]] as [[UInt8]]
    guard let blank = widths.first(where: { bytes[index...].starts(with: $0) }) else { return nil }
    let group = bytes[(index + blank.count)...].prefix { isDigit($0) }
    let lead = bytes[start..<index].reversed().prefix { isDigit($0) }.count
    return group.count == 3 && lead <= 3 ? group.endIndex : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }
}

internal import Glibc

/// Numbers from the bytes that print them; the reader has already told that they are numbers.
enum DecimalText {
  /// A whole number with an optional sign.
  @inline(__always)
  static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64 {
    var index = 0
    var negative = false
    if text.count > 0, unsafe text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      negative = unsafe text[0] == UInt8(ascii: "-")
      index = 1
    }
    // Negative all the way, so that the smallest number fits.
    var value: Int64 = 0
    while index < text.count {
      value = value &* 10 &- Int64(unsafe text[index] &- 48)
      index += 1
    }
    return negative ? value : 0 &- value
  }

  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = (0...22).map { pow(10, Double($0)) }

  /// A number with an optional sign, point and exponent.
  ///
  /// Up to 15 digits and a power of ten up to 22 are exact in double arithmetic (Clinger 1990, the fast path); anything
  /// else goes to the C library, which rounds correctly.
  @inline(__always)
  static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    var index = 0
    var negative = false
    if text.count > 0, unsafe text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      negative = unsafe text[0] == UInt8(ascii: "-")
      index = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var afterPoint = false
    while index < text.count {
      let byte = unsafe text[index]
      if byte >= 48 && byte <= 57 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
        if mantissa != 0 { digits += 1 }
        if afterPoint { scale += 1 }
      } else if byte == UInt8(ascii: "."), !afterPoint {
        afterPoint = true
      } else {
        return unsafe slow(text)
      }
      index += 1
    }
    guard digits <= 15, scale <= 22 else { return unsafe slow(text) }
    let value = scale == 0 ? Double(mantissa) : Double(mantissa) / powers[scale]
    return negative ? -value : value
  }

  private static func slow(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    var copy = unsafe text.map { CChar(bitPattern: $0) }
    copy.append(0)
    return unsafe strtod(copy, nil)
  }
}

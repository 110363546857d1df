internal import Glibc
internal import Records

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
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// A number with an optional sign, point and exponent.
  ///
  /// Up to 15 digits and a power of ten up to 22 are exact in double arithmetic (Clinger 1990, the
  /// fast path); anything else goes to the C library, which rounds correctly.
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

  // MARK: Eight bytes at once

  /// A whole number of up to eight bytes: the digits and anything else are told apart in one word.
  ///
  /// - Parameters:
  ///   - start: where the number begins in `text`, which may go on after it.
  ///   - length: of the number in bytes.
  @inline(__always)
  static func integer(_ text: UnsafeBufferPointer<UInt8>, from start: Int, length: Int) -> Int64 {
    if length > 0, length <= 8, start + 8 <= text.count {
      let word = unsafe word(text, from: start)
      if DigitWord.others(in: word, first: length) == 0 {
        return Int64(number(word, digits: length))
      }
    }
    return unsafe integer(UnsafeBufferPointer(rebasing: text[start..<start + length]))
  }

  /// A number of up to eight bytes with one point or none.
  @inline(__always)
  static func double(_ text: UnsafeBufferPointer<UInt8>, from start: Int, length: Int) -> Double {
    if length > 0, length <= 8, start + 8 <= text.count {
      let word = unsafe word(text, from: start)
      let others = DigitWord.others(in: word, first: length)
      if others == 0 { return Double(number(word, digits: length)) }
      let point = others.trailingZeroBitCount >> 3
      if others & (others - 1) == 0, word &>> UInt64(8 * point) & 0xFF == UInt64(UInt8(ascii: ".")),
        length > 1
      {
        // The digits after the point move up to those before it.
        let before = word & (1 &<< UInt64(8 * point) &- 1)
        let after = ((word &>> UInt64(8 * point)) >> 8) &<< UInt64(8 * point)
        return Double(number(before | after, digits: length - 1)) / powers[length - 1 - point]
      }
    }
    return unsafe double(UnsafeBufferPointer(rebasing: text[start..<start + length]))
  }

  @inline(__always)
  private static func word(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    // The caller has seen that eight bytes are there; the first is the lowest, whatever the
    // machine's order.
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped + start).loadUnaligned(
        as: UInt64.self))
  }

  /// The number that the lowest bytes print: pairs of digits are joined, then pairs of pairs, and
  /// again.
  @inline(__always)
  private static func number(_ word: UInt64, digits: Int) -> UInt64 {
    // Zeros come before the first digit.
    let zeros = UInt64(64 - 8 * digits)
    var value = (word ^ 0x3030_3030_3030_3030) &<< zeros
    value = value &* 10 &+ (value >> 8)
    let pairs = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let others = (value >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (pairs &+ others) >> 32
  }

  private static func slow(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    var copy = unsafe text.map { CChar(bitPattern: $0) }
    copy.append(0)
    return unsafe strtod(copy, nil)
  }
}

/// How a column writes its numbers.
package struct NumberStyle: Equatable, Sendable {
  /// The decimal mark: a point or a comma; the other one groups thousands.
  package var decimal: UInt8 = UInt8(ascii: ".")
  /// A minus sign after the number is its sign, not a bound.
  package var trailsMinus = false

  /// A style with this decimal mark.
  package init(decimal: UInt8 = UInt8(ascii: ".")) { self.decimal = decimal }

  package static let point = NumberStyle(decimal: UInt8(ascii: "."))
  package static let comma = NumberStyle(decimal: UInt8(ascii: ","))

  /// The mark that can only group thousands.
  package var grouping: UInt8 {
    decimal == UInt8(ascii: ".") ? UInt8(ascii: ",") : UInt8(ascii: ".")
  }
}

/// A number read from the start of a cell.
package struct NumberText {
  /// As printed, without any scale.
  package var value: Double
  /// Digits after the decimal mark.
  package var decimals: Int
  /// After its last byte.
  package var end: Int
  /// It has a point or comma that could as well be read the other way.
  package var isAmbiguous = false
  /// It has digits before the mark that no grouping allows, or other than three after it: the mark
  /// is a decimal one.
  package var showsDecimal: UInt8 = 0
  /// It has two or more groups of thousands, or groups and a decimal mark: the mark is a grouping
  /// one.
  package var showsGrouping: UInt8 = 0

  /// Reads a number that starts at a position: sign, digits with grouping marks, decimals,
  /// exponent.
  ///
  /// Groups are of three digits, or of two before the last one (Indian); marks are a comma or
  /// point, spaces of any width, apostrophes. `nil` where there is none.
  package init?(_ bytes: borrowing Span<UInt8>, from start: Int, style: NumberStyle) {
    var at = start
    let count = bytes.count
    var negative = false
    if at < count {
      switch bytes[at] {
      case UInt8(ascii: "-"):
        negative = true
        at += 1
      case UInt8(ascii: "+"): at += 1
      case 0xE2:
        // MINUS SIGN, and dashes that stand for it.
        if at + 2 < count, bytes[at + 1] == 0x88, bytes[at + 2] == 0x92 {
          (negative, at) = (true, at + 3)
        } else if at + 3 < count, bytes[at + 1] == 0x80,
          bytes[at + 2] == 0x93 || bytes[at + 2] == 0x94,
          isDigit(bytes[at + 3])
        {
          (negative, at) = (true, at + 3)
        }
      default: break
      }
    }
    var mantissa: UInt64 = 0
    var dropped = 0
    var digits = 0
    func take(_ byte: UInt8) {
      digits += 1
      // Nineteen digits fit in 64 bits; more are beyond what a Double holds.
      if mantissa < 1_000_000_000_000_000_000 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
      } else {
        dropped += 1
      }
    }
    while at < count, isDigit(bytes[at]) {
      take(bytes[at])
      at += 1
    }
    let leading = digits
    let firstDigit = at - leading
    var groups = 0
    var mark: UInt8 = 0
    // No number of thousands starts with a zero: “0,512” has a decimal comma.
    let isZero = leading == 1 && bytes[firstDigit] == 0x30
    if leading > 0, !isZero {
      while let (next, byte) = NumberText.group(
        bytes, at, style, leading: leading, first: groups == 0)
      {
        if mark != 0, mark != byte { break }
        (mark, groups) = (byte, groups + 1)
        at = next
        while at < count, isDigit(bytes[at]) {
          take(bytes[at])
          at += 1
        }
      }
    }
    decimals = 0
    if at < count, bytes[at] == style.decimal,
      leading > 0 || at + 1 < count && isDigit(bytes[at + 1])
    {
      let before = digits
      let point = at
      at += 1
      while at < count, isDigit(bytes[at]) {
        take(bytes[at])
        at += 1
      }
      decimals = digits - before
      if decimals == 3, groups == 0, (1...3).contains(leading), bytes[firstDigit] != 0x30 {
        isAmbiguous = true
      } else if decimals > 0 {
        showsDecimal = style.decimal
      }
      if groups > 0 { showsGrouping = mark }
      if decimals == 0, leading == 0 { at = point }
    } else if groups == 1, mark == style.grouping {
      isAmbiguous = bytes[firstDigit] != 0x30
    } else if groups > 1 {
      showsGrouping = mark
    }
    guard digits > 0 else { return nil }
    var exponent = dropped - decimals
    if at + 1 < count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      var next = at + 1
      var minus = false
      if bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") {
        minus = bytes[next] == UInt8(ascii: "-")
        next += 1
      }
      if next < count, isDigit(bytes[next]) {
        var power = 0
        while next < count, isDigit(bytes[next]) {
          power = min(9999, power * 10 + Int(bytes[next] - 0x30))
          next += 1
        }
        exponent += minus ? -power : power
        at = next
      }
    }
    end = at
    value = NumberText.double(mantissa, exponent, negative)
    // Beyond what a Double holds there is no number that could be worked with.
    guard value.isFinite else { return nil }
  }

  /// Whether a group of thousands starts with a mark at a position; where its digits start, and the
  /// mark.
  private static func group(
    _ bytes: borrowing Span<UInt8>, _ at: Int, _ style: NumberStyle, leading: Int, first: Bool
  ) -> (next: Int, mark: UInt8)? {
    let count = bytes.count
    guard at < count, leading <= 3 || !first else { return nil }
    var next = at + 1
    let mark = bytes[at]
    switch mark {
    case style.grouping, UInt8(ascii: " "), UInt8(ascii: "'"): break
    case 0xC2 where next < count && bytes[next] == 0xA0: next += 1
    case 0xE2 where next + 1 < count && bytes[next] == 0x80:
      // Thin, figure, punctuation and narrow no-break spaces; right quotation mark.
      guard [0x87, 0x88, 0x89, 0x99, 0xAF].contains(bytes[next + 1]) else { return nil }
      next += 2
    default: return nil
    }
    var digits = 0
    while next + digits < count, digits < 4, isDigit(bytes[next + digits]) { digits += 1 }
    if digits == 3 { return (next, mark) }
    // Lakh and crore: two digits, and a group of two or three after them.
    if digits == 2, mark == UInt8(ascii: ","), next + 2 < count, bytes[next + 2] == mark {
      return (next, mark)
    }
    return nil
  }

  /// Exact where the digits and the power of ten are (Clinger's fast path), else by the standard
  /// library.
  package static func double(_ mantissa: UInt64, _ exponent: Int, _ negative: Bool) -> Double {
    let magnitude: Double
    if mantissa < 1 << 53, (-22...22).contains(exponent) {
      magnitude =
        exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
    } else {
      magnitude = Double("\(mantissa)e\(exponent)") ?? .infinity
    }
    return negative ? -magnitude : magnitude
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}

/// Whether a byte is an ASCII digit.
@inline(__always)
@inlinable
package func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

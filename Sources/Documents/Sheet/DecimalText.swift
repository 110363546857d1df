/// A decimal number digit by digit: as it is stored in a sheet, and as it is to be printed.
///
/// Spreadsheet programs compute with binary fractions and show 15 digits at most: 0.1 + 0.2 is
/// stored as 0.30000000000000004 and means 0.3.
struct DecimalText: Equatable {
  private var isNegative = false
  /// From the first that is not 0.
  private var digits: [UInt8] = []
  /// How many digits stand before the point; may be negative.
  private var point = 0

  /// Parses a number as XML Schema writes a double; `nil` where it is none.
  init?(_ text: some Collection<UInt8>) {
    var index = text.startIndex
    if index < text.endIndex, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index = text.index(after: index)
    }
    var (hasPoint, hasDigits) = (false, false)
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if byte >= 0x30, byte <= 0x39 {
        hasDigits = true
        if !digits.isEmpty || byte != 0x30 {
          digits.append(byte)
          if !hasPoint { point += 1 }
        } else if hasPoint {
          point -= 1
        }
      } else {
        break
      }
      index = text.index(after: index)
    }
    guard hasDigits else { return nil }
    if index < text.endIndex {
      guard text[index] | 0x20 == UInt8(ascii: "e"),
        let exponent = Int(String(decoding: text[text.index(after: index)...], as: UTF8.self)),
        abs(exponent) < 400
      else { return nil }
      point += exponent
    }
    round()
  }

  /// A number that is not stored in decimals.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init(Array(value.description.utf8))
  }

  /// Keeps 15 digits.
  private mutating func round() {
    if digits.count > 15 {
      let isUp = digits[15] >= UInt8(ascii: "5")
      digits.removeLast(digits.count - 15)
      if isUp {
        var index = 14
        while index >= 0, digits[index] == UInt8(ascii: "9") {
          digits[index] = UInt8(ascii: "0")
          index -= 1
        }
        if index >= 0 {
          digits[index] += 1
        } else {
          digits.insert(UInt8(ascii: "1"), at: 0)
          point += 1
        }
      }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }

  /// Times a power of ten.
  mutating func shift(_ places: Int) { if !digits.isEmpty { point += places } }

  /// The value; of a number with many digits the nearest.
  var value: Double { Double(String(decoding: text, as: UTF8.self)) ?? .nan }

  /// Digits with a point, and an exponent only where it would be long.
  var text: [UInt8] {
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    let zero = UInt8(ascii: "0")
    if digits.isEmpty { return [zero] }
    if point > 21 || point < -9 {
      text.append(digits[0])
      if digits.count > 1 { text += [UInt8(ascii: ".")] + digits[1...] }
      return text + Array("E\(point - 1)".utf8)
    }
    if point <= 0 {
      text += [zero, UInt8(ascii: ".")] + [UInt8](repeating: zero, count: -point) + digits
    } else if digits.count <= point {
      text += digits + [UInt8](repeating: zero, count: point - digits.count)
    } else {
      text += digits[..<point] + [UInt8(ascii: ".")] + digits[point...]
    }
    return text
  }
}

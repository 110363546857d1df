internal import Records

extension NumberFormat {
  /// A stored number as it is shown, in plain decimals; dates as ISO 8601 writes them.
  func text(_ number: DecimalText, dates: DateSystem) -> [UInt8] {
    switch kind {
    case .number:
      var number = number
      number.shift(-3 * thousands)
      var text = number.text
      if text.count < leastDigits, text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
        text = [UInt8](repeating: UInt8(ascii: "0"), count: leastDigits - text.count) + text
      }
      return prefix.isEmpty && suffix.isEmpty ? text : prefix + text + suffix
    case .percent:
      var number = number
      number.shift(2)
      return number.text + [UInt8(ascii: "%")]
    case .date(let part):
      return dates.text(number.value, part).map { Array($0.utf8) } ?? number.text
    case .time:
      return dates.time(number.value).map { Array($0.utf8) } ?? number.text
    }
  }
}

/// From which day a workbook counts.
enum DateSystem: Sendable {
  case from1900
  case from1904

  /// The last day that spreadsheets know: 9999-12-31.
  private static let last = 2_958_466.0

  /// A serial number as a date; `nil` where it is none.
  func text(_ serial: Double, _ part: NumberFormat.DatePart) -> String? {
    guard serial >= 0, serial < DateSystem.last else { return nil }
    // To the second: a fraction of a day is stored as a binary fraction.
    let seconds = Int((serial * 86_400).rounded())
    var days = seconds / 86_400
    switch self {
    // 1900-02-29, which never was, is number 60.
    case .from1900: days += days < 60 ? -25_568 : -25_569
    case .from1904: days += -24_107
    }
    let date = Day(number: Int32(days)).description
    switch part {
    case .year: return String(date.prefix(4))
    case .month: return String(date.prefix(7))
    case .day: return date
    case .second:
      return seconds % 86_400 == 0 ? date : date + "T" + DateSystem.clock(seconds % 86_400)
    }
  }

  /// A part of a day, or more days, as hours, minutes and seconds.
  func time(_ serial: Double) -> String? {
    guard serial >= 0, serial < DateSystem.last else { return nil }
    return DateSystem.clock(Int((serial * 86_400).rounded()))
  }

  private static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}

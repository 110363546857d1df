/// Figures as a person reads them.
enum Figures {
  /// With a scale word where it is large: `11.5 trillion`, `49,843.1`, `0.62`.
  static func text(_ value: Double) -> String {
    for (size, word) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")]
    where abs(value) >= size {
      return plain(value / size, digits: 5) + " " + word
    }
    return plain(value, digits: 6)
  }

  /// With commas between thousands and at most so many significant digits, never cutting whole
  /// ones.
  static func plain(_ value: Double, digits: Int = 8) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var magnitude = 0
    var rest = abs(value)
    while rest >= 10, magnitude < 16 {
      rest /= 10
      magnitude += 1
    }
    var small = 0
    while rest > 0, rest < 1, small < 9 {
      rest *= 10
      small += 1
    }
    return fixed(value, decimals: min(9, max(0, digits - 1 - magnitude + small)))
  }

  /// With commas between thousands and so many decimals, zeros at the end left out.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    let scaled = (abs(value) * factor).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let units = UInt64(scaled)
    let divisor = UInt64(factor)
    var fraction = divisor > 1 ? String(units % divisor) : ""
    if divisor > 1 {
      fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
    }
    while fraction.last == "0" { fraction.removeLast() }
    let whole = Array(String(units / divisor))
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    let sign = value < 0 && units > 0 ? "-" : ""
    return sign + grouped + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// A part in percent of a whole: `5 %`, `0.43 %`.
  static func percent(_ part: Double, of whole: Double) -> String {
    guard whole != 0 else { return text(part) }
    return plain(abs(part / whole) * 100, digits: 2) + " %"
  }
}

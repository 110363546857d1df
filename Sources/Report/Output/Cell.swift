internal import Records
internal import Storage

/// A value as text, and how wide it is on a screen.
enum Cell {
  /// As text that reads back to the same value; `nil` for NULL.
  static func text(_ value: Value) -> String? {
    switch value {
    case .null: nil
    case .integer(let number): String(number)
    case .real(let number): Cell.text(number)
    case .text(let text): text
    case .blob(let bytes): bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  /// The shortest digits that read back to the number, without an exponent where it is of usual
  /// size: `11500000000000`.
  static func text(_ number: Double) -> String {
    guard number.isFinite else {
      return number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity"
    }
    if number == number.rounded(), abs(number) < 1e18 { return String(Int64(number)) }
    let text = "\(number)"
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")),
      let exponent = Int(text[text.index(after: mark)...]),
      exponent < 0,
      exponent > -8
    else { return text }
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text[..<mark].filter { $0 != "." && $0 != "-" }
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }

  /// How many columns a text takes: two for wide East Asian letters and emoji, none for marks that
  /// combine (Unicode Standard Annex 11, “East Asian Width”).
  static func width(_ text: String) -> Int {
    var width = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20..<0x7F: width += 1
      case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F, 0x20D0...0x20FF: break
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F,
        0x1F900...0x1F9FF, 0x20000...0x3FFFD:
        width += 2
      default:
        width += scalar.value < 0x20 || scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
      }
    }
    return width
  }

  /// A text cut to a width, with an ellipsis where something is missing.
  static func cut(_ text: String, to width: Int) -> String {
    guard Cell.width(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = Cell.width(String(character))
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }

  /// As one line: breaks and tabs are spaces, NULL is empty.
  ///
  /// - Parameter isShown: it goes to a terminal, where nothing may steer it.
  static func line(_ value: Value, isShown: Bool = false) -> String {
    let text = Cell.text(value) ?? ""
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return isShown ? VisibleText.text(line) : line
  }

  /// In lines of a width, broken at spaces where there are any.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let next = Cell.width(String(word))
      if !line.isEmpty, used + 1 + next > width {
        lines.append(line)
        line = ""
        used = 0
      }
      if !line.isEmpty {
        line += " "
        used += 1
      }
      for character in word {
        let wide = Cell.width(String(character))
        if used + wide > width {
          lines.append(line)
          line = ""
          used = 0
        }
        line.append(character)
        used += wide
      }
    }
    return lines + [line]
  }
}

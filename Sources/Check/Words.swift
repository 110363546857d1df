/// A word of a sentence: a run of letters and digits, or one Chinese character.
struct Word: Equatable {
  /// In lower case.
  var text: String
  /// Unicode code points of the article's text, end exclusive.
  var start: Int
  var end: Int
  /// Whether it consists of digits alone.
  var isNumber: Bool
  /// Whether a comma, semicolon, bracket or the like stands between it and the word before.
  var followsMark: Bool

  /// Whether it is a Chinese character.
  var isHan: Bool { text.unicodeScalars.first.map(Words.isHan) ?? false }
}

/// Cuts text into words.
enum Words {
  /// The words of a text whose first code point is the article's `offset`-th.
  static func of(_ text: String, offset: Int = 0) -> [Word] {
    var words: [Word] = []
    var current = ""
    var start = 0
    var isNumber = true
    var mark = false
    var place = offset
    func close() {
      guard !current.isEmpty else { return }
      words.append(
        Word(
          text: current, start: start, end: place, isNumber: isNumber, followsMark: mark))
      (current, isNumber, mark) = ("", true, false)
    }
    for scalar in text.unicodeScalars {
      if isHan(scalar) {
        close()
        words.append(
          Word(
            text: String(scalar), start: place, end: place + 1, isNumber: false, followsMark: mark))
        mark = false
      } else if isLetter(scalar) {
        if current.isEmpty { start = place }
        let isDigit = (0x30...0x39).contains(scalar.value)
        isNumber = isNumber && isDigit
        if (0x41...0x5A).contains(scalar.value) {
          current.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
        } else if scalar.isASCII {
          current.unicodeScalars.append(scalar)
        } else {
          current += scalar.properties.lowercaseMapping
        }
      } else {
        close()
        mark = mark || isMark(scalar)
      }
      place += 1
    }
    close()
    return words
  }

  /// Chinese characters: CJK Unified Ideographs and their first extension.
  static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case ..<0x80: false
    default: scalar.properties.isAlphabetic
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ";", ":", "(", ")", "[", "]", "“", "”", "\"", "–", "—", "，", "；", "：", "。", "（", "）",
      "、":
      true
    default: false
    }
  }
}

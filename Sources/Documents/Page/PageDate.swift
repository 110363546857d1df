internal import Records
internal import Text

/// Reads dates as pages write them, in metadata and beside the headline.
struct PageDate: Sendable {
  private let months: [String: Int]

  /// A reader that knows names of months, in any case.
  init(months: [String: Int]) {
    self.months = Dictionary(months.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
  }

  /// The date as ISO 8601; `nil` where there is none, or where day and month may be mistaken for
  /// each other.
  func iso(_ text: String) -> String? {
    let parts = PageDate.parts(of: text)
    for index in parts.indices {
      if let day = day(parts, at: index), (1990...2100).contains(day.year) {
        return day.description
      }
    }
    return nil
  }

  /// The date in a path such as `/2019/11/18/`.
  static func iso(path: String) -> String? {
    let steps = path.split { $0 == "/" || $0 == "-" || $0 == "_" || $0 == "." }
    for index in steps.indices.dropLast(2) where steps[index].utf8.count == 4 {
      guard let year = Int(steps[index]), (1990...2100).contains(year),
        steps[index + 1].utf8.count == 2,
        let month = Int(steps[index + 1]), steps[index + 2].utf8.count == 2,
        let day = Int(steps[index + 2])
      else { continue }
      return Day(year: year, month: month, day: day)?.description
    }
    return nil
  }

  /// A run of digits or of letters, and the character after it.
  private struct Part {
    var number: Int?
    var digits = 0
    var word = ""
    var after: Unicode.Scalar = " "
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var isOpen = false
    for scalar in text.unicodeScalars.prefix(200) {
      let isDigit = ("0"..."9").contains(scalar)
      let isLetter = scalar.properties.isAlphabetic
      let isHan = scalar.value >= 0x3000
      guard isDigit || isLetter, !isHan else {
        if isOpen { parts[parts.count - 1].after = scalar }
        isOpen = false
        continue
      }
      if !isOpen || isDigit != (parts[parts.count - 1].number != nil) {
        parts.append(Part(number: isDigit ? 0 : nil))
        isOpen = true
      }
      let last = parts.count - 1
      if isDigit {
        parts[last].digits += 1
        if parts[last].digits <= 14 {
          parts[last].number = (parts[last].number ?? 0) * 10 + Int(scalar.value - 48)
        }
      } else {
        parts[last].word += scalar.properties.lowercaseMapping
      }
    }
    return parts
  }

  private func day(_ parts: [Part], at index: Int) -> Day? {
    func number(_ offset: Int) -> Int? {
      parts.indices.contains(index + offset) ? parts[index + offset].number : nil
    }
    func digits(_ offset: Int) -> Int {
      parts.indices.contains(index + offset) ? parts[index + offset].digits : 0
    }
    let part = parts[index]
    if let month = months[part.word], part.number == nil {
      // November 18, 2019; Nov 18th 2019; 18 November 2019
      let skip =
        parts.indices.contains(index + 2)
          && ["st", "nd", "rd", "th"].contains(parts[index + 2].word) ? 1 : 0
      if let day = number(1), digits(1) <= 2, let year = number(2 + skip), digits(2 + skip) == 4 {
        return Day(year: year, month: month, day: day)
      }
      if let year = number(1), digits(1) == 4 {
        let back =
          index > 1 && ["st", "nd", "rd", "th", "de"].contains(parts[index - 1].word) ? -2 : -1
        if let day = number(back), digits(back) <= 2 {
          return Day(year: year, month: month, day: day)
        }
      }
      return nil
    }
    guard let first = part.number else { return nil }
    switch part.digits {
    case 4:
      // 2019-11-18, 2019/11/18, 2019.11.18, 2019年11月18日
      guard "-/.年".unicodeScalars.contains(part.after), let month = number(1), digits(1) <= 2,
        let day = number(2),
        digits(2) <= 2
      else { return nil }
      return Day(year: first, month: month, day: day)
    case 8: return Day(year: first / 10000, month: first / 100 % 100, day: first % 100)
    case 14:
      return Day(
        year: first / 10_000_000_000, month: first / 100_000_000 % 100, day: first / 1_000_000 % 100
      )
    case 10 where parts.count == 1: return Day(number: Int32(first / 86400))
    case 13 where parts.count == 1: return Day(number: Int32(first / 86_400_000))
    case 1, 2:
      guard let second = number(1), digits(1) <= 2, let year = number(2), digits(2) == 4 else {
        return nil
      }
      // 18.11.2019 is day first everywhere; 11/18/2019 and 18/11/2019 tell by themselves.
      if part.after == ".", parts[index + 1].after == "." {
        return Day(year: year, month: second, day: first)
      }
      guard part.after == "/" || part.after == "-" else { return nil }
      if first > 12 { return Day(year: year, month: second, day: first) }
      return second > 12 || first == second ? Day(year: year, month: first, day: second) : nil
    default: return nil
    }
  }
}

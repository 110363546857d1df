import Records

/// What a label of a time axis can mean beyond its own letters: decided over a whole column or header.
struct PeriodStyle: Equatable, Sendable {
  /// `03/04/2024` is the third of April.
  var dayFirst = true
  /// `T1` to `T4` are quarters (trimestres), not four-month periods.
  var trimestersAreQuarters = true
  /// Two-digit years from this one on belong to the century before the pivot's.
  var pivot = 50
}

/// What a label showed about the style of its axis.
struct PeriodEvidence: Equatable, Sendable {
  /// Days beyond 12 stood first or second.
  var dayFirst = 0
  var monthFirst = 0
  /// Years of two digits.
  var shortYears = 0
}

/// A period read from a label of a table: `2024`, `2024年`, `Q3 2024`, `Jan-24`, `31.12.2024`, `2024 [YR2024]`.
struct PeriodLabel {
  /// The period; `nil` where the label says when, but not which days those are (`2024/25`, `FY2024`).
  var period: TimePeriod?
  /// The label is a bare year and could as well be a number.
  var isBareYear = false
  /// A letter or sign after the period (`2024p`, `2024*`).
  var flag: String?
  /// The value is an average or total over the parts of the period (`M13`).
  var isAverage = false
}

/// Reads labels of time axes.
struct PeriodLabelReader {
  private var words: [String: Word] = [:]
  var style = PeriodStyle()
  private(set) var evidence = PeriodEvidence()

  private enum Word {
    case month(Int)
    case unit(Character)
    case part(Character, Int)
    case noise
  }

  /// A piece of a label.
  private enum Piece {
    case number(Int, digits: Int)
    case word(Word, text: String)
    case unknown(String)
    case mark(Character)
  }

  init(vocabulary: Vocabulary) {
    for cells in vocabulary.rows("period_words") {
      let value = cells["value"]
      let name = cells["name"].lowercased()
      switch cells["kind"] {
      case "month": words[name] = Int(value).map { .month($0) }
      case "unit": words[name] = value.first.map { .unit($0) }
      case "part": words[name] = value.first.flatMap { unit in Int(value.dropFirst()).map { .part(unit, $0) } }
      default: words[name] = .noise
      }
    }
  }

  /// Reads a label; `nil` where it names no period.
  mutating func read(_ label: some StringProtocol) -> PeriodLabel? {
    var text = label.trimmed
    guard !text.isEmpty, text.utf8.count <= 60, text.utf8.contains(where: isDigit) else { return nil }
    if let bracket = text.firstIndex(of: "["), bracket > text.startIndex { text = text[..<bracket].trimmed }
    if text.utf8.count == 4, text.utf8.allSatisfy(isDigit), let year = Int(text), PeriodLabelReader.years.contains(year)
    {
      return PeriodLabel(period: .year(year), isBareYear: true)
    }
    if text.utf8.first.map(isDigit) ?? false, !text.contains("T") || text.contains(":"),
      !text.contains("/") || text.contains("/P"),
      let period = TimePeriod(sdmx: text), PeriodLabelReader.years.contains(period.first.year)
    {
      return PeriodLabel(period: period)
    }
    guard let pieces = pieces(of: text) else { return nil }
    return read(pieces)
  }

  /// The years that a label can name.
  static let years = 1000...2199

  // MARK: Pieces

  private func pieces(of text: some StringProtocol) -> [Piece]? {
    var pieces: [Piece] = []
    var rest = Substring(text.lowercased())
    while let character = rest.first {
      if character.isASCII, character.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 8, let number = Int(digits) else { return nil }
        pieces.append(.number(number, digits: digits.count))
        rest = rest[digits.endIndex...]
      } else if character.isLetter {
        let run = rest.prefix { $0.isLetter || $0 == "." && false }
        if let (word, length) = longestWord(run) {
          pieces.append(.word(word, text: String(run.prefix(length))))
          rest = rest.dropFirst(length)
        } else {
          pieces.append(.unknown(String(run)))
          rest = rest[run.endIndex...]
        }
      } else {
        rest = rest.dropFirst()
        if !character.isWhitespace { pieces.append(.mark(character)) }
      }
      guard pieces.count <= 12 else { return nil }
    }
    return pieces
  }

  /// The whole run where it is a word; for scripts without spaces, the longest word at its start.
  private func longestWord(_ run: Substring) -> (Word, Int)? {
    if let word = words[String(run)] { return (word, run.count) }
    guard let first = run.unicodeScalars.first, first.value >= 0x2E80 else { return nil }
    for length in stride(from: min(6, run.count - 1), through: 1, by: -1) {
      if let word = words[String(run.prefix(length))] { return (word, length) }
    }
    return nil
  }

  // MARK: Patterns

  private mutating func read(_ pieces: [Piece]) -> PeriodLabel? {
    var numbers: [(value: Int, digits: Int)] = []
    var month: Int?
    var part: (unit: Character, number: Int)?
    var units: [(unit: Character, after: Int)] = []
    var marks: [Character] = []
    var flag: String?
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .number(let value, let digits): numbers.append((value, digits))
      case .word(.month(let value), _):
        guard month == nil else { return range(pieces) }
        month = value
      case .word(.part(let unit, let number), _): part = (unit, number)
      case .word(.unit(let unit), let text):
        // A single letter right after a year at the end is a flag, not a unit (“2024d”).
        if text.utf8.count == 1, text.utf8.first ?? 0 < 0x80, index == pieces.count - 1, numbers.count == 1, unit != "T"
        {
          flag = text
        } else {
          units.append((unit, numbers.count))
        }
      case .word(.noise, _): break
      case .unknown(let text):
        guard index == pieces.count - 1, text.utf8.count <= 2, !numbers.isEmpty else { return nil }
        flag = text
      case .mark(let mark):
        if mark == "*" || mark == "†", index == pieces.count - 1 { flag = String(mark) } else { marks.append(mark) }
      }
    }
    guard numbers.count <= 4, !numbers.isEmpty else { return nil }
    if marks.contains(where: { "~～–—至".contains($0) }) { return range(pieces) }
    guard marks.allSatisfy({ "-/.,'’:：()（）".contains($0) }) else { return nil }
    if units.contains(where: { $0.unit == "F" }) {
      // A fiscal year named by one number is the reporting year of that number.
      if numbers.count == 1, let year = fullYear(numbers[0]) { return PeriodLabel(period: .year(year), flag: flag) }
      return numbers.count <= 2 && numbers.allSatisfy { isYear($0) || $0.digits == 2 }
        ? PeriodLabel(period: nil, flag: flag) : nil
    }
    guard var label = period(numbers, month, part, units, marks) else { return nil }
    if label.flag == nil { label.flag = flag }
    return label
  }

  private func isYear(_ number: (value: Int, digits: Int)) -> Bool {
    number.digits == 4 && PeriodLabelReader.years.contains(number.value)
  }

  private mutating func period(
    _ numbers: [(value: Int, digits: Int)], _ month: Int?, _ part: (unit: Character, number: Int)?,
    _ units: [(unit: Character, after: Int)], _ marks: [Character]
  ) -> PeriodLabel? {
    if let part {
      guard numbers.count == 1, let year = fullYear(numbers[0]) else { return nil }
      return label(year, part.unit, part.number)
    }
    if let month { return named(month, numbers) }
    let kinds = units.map(\.unit).filter { $0 != "Y" }
    switch numbers.count {
    case 1:
      guard let only = numbers.first, kinds.isEmpty else { return nil }
      if isYear(only) { return PeriodLabel(period: .year(only.value), isBareYear: units.isEmpty && marks.isEmpty) }
      if only.digits == 6, units.isEmpty, marks.isEmpty { return yearMonth(only.value) }
      if only.digits == 8, units.isEmpty, marks.isEmpty { return yearMonthDay(only.value) }
      return nil
    case 2: return pair(numbers[0], numbers[1], units, marks)
    case 3:
      guard kinds.allSatisfy({ "MD".contains($0) }) else { return nil }
      return date(numbers)
    default: return range(numbers, units)
    }
  }

  /// “Jan 2024”, “Jan-24”, “5 January 2024”, “January 5, 2024”.
  private mutating func named(_ month: Int, _ numbers: [(value: Int, digits: Int)]) -> PeriodLabel? {
    switch numbers.count {
    case 1:
      guard let year = fullYear(numbers[0]) else { return nil }
      return TimePeriod.month(year, month).map { PeriodLabel(period: $0) }
    case 2:
      let yearIsLast = isYear(numbers[1]) || !isYear(numbers[0])
      guard let year = fullYear(yearIsLast ? numbers[1] : numbers[0]) else { return nil }
      let day = yearIsLast ? numbers[0] : numbers[1]
      return Day(year: year, month: month, day: day.value).map { PeriodLabel(period: .day($0)) }
    default: return nil
    }
  }

  /// “2024 Q1”, “1/2024”, “2024-01”, “2024/25”, “2010-2014”.
  private mutating func pair(
    _ first: (value: Int, digits: Int), _ second: (value: Int, digits: Int), _ units: [(unit: Character, after: Int)],
    _ marks: [Character]
  ) -> PeriodLabel? {
    let (year, other) = isYear(first) ? (first, second) : (second, first)
    let kinds = units.map(\.unit).filter { $0 != "Y" }
    if let kind = kinds.first {
      guard kinds.count == 1, let year = isYear(year) ? year.value : fullYear(year) else { return nil }
      return label(year, kind, other.value)
    }
    guard isYear(year) else { return nil }
    if isYear(first), isYear(second) {
      guard second.value > first.value, units.isEmpty || units.count == 2 else { return nil }
      // “2023/2024” is a year that starts in the one and ends in the other.
      if marks.contains("/"), second.value == first.value + 1 { return PeriodLabel(period: nil) }
      return TimePeriod.months(from: first.value, 1, count: (second.value - first.value + 1) * 12).map {
        PeriodLabel(period: $0)
      }
    }
    if isYear(first), second.digits == 2, units.isEmpty, marks.count == 1, second.value == (first.value + 1) % 100,
      marks[0] == "/" || second.value > 12
    {
      return PeriodLabel(period: nil)
    }
    guard other.digits <= 2, (1...12).contains(other.value), units.isEmpty, marks.count <= 1 else { return nil }
    return TimePeriod.month(year.value, other.value).map { PeriodLabel(period: $0) }
  }

  /// `2024-03-05`, `05.03.2024`, `3/5/2024`.
  private mutating func date(_ numbers: [(value: Int, digits: Int)]) -> PeriodLabel? {
    if isYear(numbers[0]) {
      return Day(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value).map {
        PeriodLabel(period: .day($0))
      }
    }
    guard let year = fullYear(numbers[2]), numbers[0].digits <= 2, numbers[1].digits <= 2 else { return nil }
    let (first, second) = (numbers[0].value, numbers[1].value)
    if first > 12 { evidence.dayFirst += 1 }
    if second > 12 { evidence.monthFirst += 1 }
    let dayFirst = first > 12 || second <= 12 && style.dayFirst
    return Day(year: year, month: dayFirst ? second : first, day: dayFirst ? first : second).map {
      PeriodLabel(period: .day($0))
    }
  }

  /// Four numbers: two months with their years (“1995年10月～1996年9月”).
  private func range(_ numbers: [(value: Int, digits: Int)], _ units: [(unit: Character, after: Int)]) -> PeriodLabel? {
    guard numbers.count == 4, isYear(numbers[0]), isYear(numbers[2]) else { return nil }
    let count = (numbers[2].value - numbers[0].value) * 12 + numbers[3].value - numbers[1].value + 1
    return TimePeriod.months(from: numbers[0].value, numbers[1].value, count: count).map { PeriodLabel(period: $0) }
  }

  private func range(_ pieces: [Piece]) -> PeriodLabel? {
    var numbers: [(value: Int, digits: Int)] = []
    for piece in pieces {
      if case .number(let value, let digits) = piece { numbers.append((value, digits)) }
      if case .unknown = piece { return nil }
    }
    if numbers.count == 2, isYear(numbers[0]), isYear(numbers[1]), numbers[1].value > numbers[0].value {
      return TimePeriod.months(from: numbers[0].value, 1, count: (numbers[1].value - numbers[0].value + 1) * 12).map {
        PeriodLabel(period: $0)
      }
    }
    return range(numbers, [])
  }

  private func label(_ year: Int, _ unit: Character, _ number: Int) -> PeriodLabel? {
    let period: TimePeriod? =
      switch unit {
      case "Q": .quarter(year, number)
      case "T": style.trimestersAreQuarters ? .quarter(year, number) : .months(from: year, number * 4 - 3, count: 4)
      case "S": .half(year, number)
      case "M": .month(year, number)
      case "W": .week(year, number)
      default: nil
      }
    if let period { return PeriodLabel(period: period) }
    // The part after the last is the average of the year: Q05, M13, S03.
    let last: [Character: Int] = ["Q": 5, "M": 13, "S": 3]
    return last[unit] == number ? PeriodLabel(period: .year(year), isAverage: true) : nil
  }

  private func yearMonth(_ number: Int) -> PeriodLabel? {
    guard PeriodLabelReader.years.contains(number / 100) else { return nil }
    return TimePeriod.month(number / 100, number % 100).map { PeriodLabel(period: $0) }
  }

  private func yearMonthDay(_ number: Int) -> PeriodLabel? {
    guard PeriodLabelReader.years.contains(number / 10000) else { return nil }
    return Day(year: number / 10000, month: number / 100 % 100, day: number % 100).map { PeriodLabel(period: .day($0)) }
  }

  private mutating func fullYear(_ number: (value: Int, digits: Int)) -> Int? {
    if isYear(number) { return number.value }
    guard number.digits == 2 else { return nil }
    evidence.shortYears += 1
    return number.value >= style.pivot ? 1900 + number.value : 2000 + number.value
  }
}

extension StringProtocol {
  /// Without blanks of any script and quotation marks on either side.
  var trimmed: SubSequence {
    var slice = self[...]
    while let first = slice.first, first.isWhitespace || first == "\u{FEFF}" { slice = slice.dropFirst() }
    while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
    return slice
  }
}

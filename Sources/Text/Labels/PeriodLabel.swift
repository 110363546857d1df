package import Records

/// What a label of a time axis can mean beyond its own letters: decided over a whole column or
/// header.
package struct PeriodStyle: Equatable, Sendable {
  /// `03/04/2024` is the third of April.
  package var dayFirst = true
  /// `T1` to `T4` are quarters (trimestres), not four-month periods.
  package var trimestersAreQuarters = true
  /// Two-digit years from this one on belong to the twentieth century.
  package var pivot = 36
  /// `2010-11` is the year from 2010 to 2011, not a month.
  package var pairsAreYears = false
  /// `2022KW01` is a quarter (kwartaal), not a week (Kalenderwoche).
  package var weeksAreQuarters = false
  /// `2003/04` is a part of a year, as `2003/05` or `2003/01` beside it must be.
  package var slashesAreParts = false
  /// `2022/04` is a quarter, not a month.
  package var partsAreQuarters = false
  /// `99年` counts from 1911, as `110年` beside it must.
  package var countsFrom1911 = false
  /// `1950-1955` ends where `1955-1960` beside it starts: five years, not six.
  package var spansShareYears = false
  /// `2000.5` is the middle of a year, as in every label beside it.
  package var halvesAreYears = false
  /// Times of day tell the periods of one day apart.
  package var hasTimes = false
  /// `2024-25` begins in this month of 2024.
  package var fiscalMonth: Int?

  /// What labels mean where nothing else shows.
  package init() {}
}

/// What the labels of one axis showed about its style, gathered while they were read.
package struct PeriodEvidence: Sendable {
  /// Days beyond 12 stood first or second.
  package var dayFirst = 0
  package var monthFirst = 0
  /// Dates in which either of the first two numbers could be the day: how many, and how often each
  /// was 1.
  package var eitherFirst = 0
  package var oneFirst = 0
  package var oneSecond = 0
  /// Years of two digits, in the order in which they were read.
  package var shortYears: [Int] = []
  /// Pairs such as `2010-11` that can be two years, those that cannot be a month, and those that
  /// can only be a month.
  package var yearPairs = 0
  package var onlyYearPairs = 0
  package var monthPairs = 0
  /// Numbers after `KW`, the years beside them, and whether `JJ` and `MM` stand for years and
  /// months.
  package var highestWeek = 0
  package var weekYears: Set<Int> = []
  package var hasDutchCodes = false
  /// `110年`.
  package var countsFrom1911 = 0
  /// Of labels such as `2022/04`: the highest second number, the label before, and how often 01 of
  /// a year stood beside 04 of the year before.
  package var highestPart = 0
  package var lastPart: (year: Int, part: Int)?
  package var quarterSteps = 0

  /// Labels such as `2022/04` that cannot be two years, and such as `2022/23` that can be nothing
  /// else.
  package var slashParts = 0
  package var slashYears = 0
  /// The first and the last years of spans such as `1950-1955`.
  package var spanStarts: Set<Int> = []
  package var spanEnds: Set<Int> = []
  /// Labels such as `2000.5`, and such as `2000.4` or `2000.10`.
  package var midYears = 0
  package var pointPairs = 0
  /// Times of day other than midnight.
  package var times = 0

  /// Nothing seen yet.
  package init() {}

  /// Takes note of `2022/04`.
  package mutating func notePart(_ year: Int, _ part: Int) {
    guard (1...12).contains(part) else {
      slashYears += part == (year + 1) % 100 ? 1 : 0
      return
    }
    if part != (year + 1) % 100 { slashParts += 1 }
    highestPart = max(highestPart, part)
    if let last = lastPart {
      let rises = last.year == year - 1 && last.part == 4 && part == 1
      let falls = last.year == year + 1 && last.part == 1 && part == 4
      if rises || falls { quarterSteps += 1 }
    }
    lastPart = (year, part)
  }
}

extension PeriodEvidence {
  /// Adds what another axis showed; years of two digits are those of the first axis that has any.
  package mutating func add(_ other: PeriodEvidence) {
    dayFirst += other.dayFirst
    monthFirst += other.monthFirst
    eitherFirst += other.eitherFirst
    oneFirst += other.oneFirst
    oneSecond += other.oneSecond
    if shortYears.isEmpty { shortYears = other.shortYears }
    yearPairs += other.yearPairs
    onlyYearPairs += other.onlyYearPairs
    monthPairs += other.monthPairs
    highestWeek = max(highestWeek, other.highestWeek)
    weekYears.formUnion(other.weekYears)
    hasDutchCodes = hasDutchCodes || other.hasDutchCodes
    countsFrom1911 += other.countsFrom1911
    highestPart = max(highestPart, other.highestPart)
    slashParts += other.slashParts
    slashYears += other.slashYears
    quarterSteps += other.quarterSteps
    spanStarts.formUnion(other.spanStarts)
    spanEnds.formUnion(other.spanEnds)
    times += other.times
    midYears += other.midYears
    pointPairs += other.pointPairs
  }

  /// The style that fits what was seen.
  package var style: PeriodStyle {
    var style = PeriodStyle()
    if dayFirst != monthFirst {
      style.dayFirst = dayFirst > monthFirst
    } else if oneSecond >= 3, oneSecond == eitherFirst, oneFirst * 2 < oneSecond {
      // The number that never changes is the day of monthly figures.
      style.dayFirst = false
    }
    style.pairsAreYears = monthPairs == 0 && (onlyYearPairs > 0 || yearPairs > 1)
    style.weeksAreQuarters =
      hasDutchCodes || highestWeek > 0 && highestWeek <= 4 && weekYears.count > 2
    style.countsFrom1911 = countsFrom1911 > 0
    style.slashesAreParts = slashParts > 0 && slashYears == 0
    style.partsAreQuarters = highestPart == 4 && quarterSteps > 0
    style.spansShareYears = !spanStarts.isDisjoint(with: spanEnds)
    style.hasTimes = times > 0
    style.halvesAreYears = midYears > 1 && pointPairs == 0
    // Years that run over a century's end show where it lies.
    let steps = zip(shortYears, shortYears.dropFirst())
    if let first = shortYears.first, let last = shortYears.last {
      let rises = steps.count { $0 < $1 }
      let falls = steps.count { $0 > $1 }
      if falls == 1, rises > 1, last < first { style.pivot = first }
      // Rows that go back in time go on so: what is later than the first is of the century before.
      if rises == 1, falls > 1, first < last { style.pivot = first + 1 }
    }
    return style
  }

  /// What cannot be told from the labels.
  package var doubts: [String] {
    var doubts: [String] = []
    if eitherFirst > 0, dayFirst == 0, monthFirst == 0,
      !(oneSecond == eitherFirst || oneFirst == eitherFirst)
    {
      doubts.append("dates such as 03/04/2024 are read day first; no date shows which comes first")
    }
    if !shortYears.isEmpty {
      doubts.append(
        "years of two digits: \(style.pivot) and later are read as 19\(style.pivot) and later")
    }
    if style.partsAreQuarters {
      doubts.append(
        "labels such as 2022/04 are read as quarters: 01 follows 04, and no number is higher")
    } else if highestPart == 4, quarterSteps == 0 {
      doubts.append("labels such as 2022/04 are read as months; they could be quarters")
    }
    if yearPairs == 1, onlyYearPairs == 0, monthPairs == 0 {
      doubts.append(
        "a label such as 2010-11 is read as a month; it could be the year from 2010 to 2011")
    }
    return doubts
  }
}

/// A period read from a label of a table: `2024`, `2024年`, `Q3 2024`, `Jan-24`, `31.12.2024`, `2024
/// [YR2024]`.
package struct PeriodLabel {
  /// The period; `nil` where the label says when, but not which days those are (`2024/25`,
  /// `FY2024`).
  package var period: TimePeriod?
  /// The label is a bare year and could as well be a number.
  package var isBareYear = false
  /// A letter or sign after the period (`2024p`, `2024*`, `2024 (p)`).
  package var flag: String?
  /// The value is an average or total over the parts of the period (`M13`).
  package var isAverage = false
}

/// Reads labels of time axes.
package struct PeriodLabelReader {
  private let words: [String: Word]
  package var style = PeriodStyle()
  package var evidence = PeriodEvidence()

  package enum Word: Sendable {
    case month(Int)
    case unit(Character)
    case part(Character, Int)
    /// A Roman numeral, which numbers a quarter.
    case roman(Int)
    /// A reign or republic, and the year before its first.
    case era(Int)
    case noise
  }

  /// A piece of a label.
  package enum Piece {
    case number(Int, digits: Int)
    /// `isGlued`: it follows digits without anything between.
    case word(Word, text: String, isGlued: Bool)
    case unknown(String)
    case mark(Character)
  }

  package init(vocabulary: Vocabulary) { words = vocabulary.periodWords }

  /// The words of a vocabulary, in lower case.
  package static func words(of vocabulary: Vocabulary) -> [String: Word] {
    var words: [String: Word] = [:]
    for cells in vocabulary.rows("period_words") {
      let value = cells["value"]
      let name = cells["name"].lowercased()
      switch cells["kind"] {
      case "month": words[name] = Int(value).map { .month($0) }
      case "unit": words[name] = value.first.map { .unit($0) }
      case "part":
        words[name] = value.first.flatMap { unit in Int(value.dropFirst()).map { .part(unit, $0) } }
      case "roman": words[name] = Int(value).map { .roman($0) }
      case "era": words[name] = Int(value).map { .era($0) }
      default: words[name] = .noise
      }
    }
    return words
  }

  /// Reads a label; `nil` where it names no period.
  package mutating func read(_ label: some StringProtocol) -> PeriodLabel? {
    guard var found = readLabel(label) else { return nil }
    if found.period == nil, let month = style.fiscalMonth,
      let year = PeriodLabelReader.fiscalYear(label)
    {
      found.period = TimePeriod.months(from: year, month, count: 12)
    }
    return found
  }

  /// The first year of a label such as `2024-25`, `2024/2025` or `FY 2024–25`.
  package static func fiscalYear(_ label: some StringProtocol) -> Int? {
    let stem = bracketed(label)?.stem ?? Substring(label)
    let numbers = stem.split { !($0.isASCII && $0.isNumber) }
    guard numbers.count == 2, numbers[0].count == 4, let first = Int(numbers[0]),
      let second = Int(numbers[1]),
      second == first + 1 || numbers[1].count == 2 && second == (first + 1) % 100
    else { return nil }
    return first
  }

  private mutating func readLabel(_ label: some StringProtocol) -> PeriodLabel? {
    let text = label.trimmed
    guard !text.isEmpty, text.utf8.count <= 60,
      text.utf8.contains(where: isDigit) || text.contains("元")
    else {
      return nil
    }
    if isOtherNumber(text) || opensStrangely(text) { return nil }
    if let (stem, inner) = PeriodLabelReader.bracketed(text), let found = readBare(stem) {
      var label = found
      // “2024 [YR2024]” says it twice; “2024 (p)” flags it.
      // “2020-21 (3rd RE)”: an edition of the figure.
      let digits = inner.utf8.count(where: isDigit)
      if label.flag == nil,
        digits == 0 || inner.utf8.count <= 2 || digits == 1 && inner.contains(where: \.isLetter)
      {
        label.flag = String(inner)
      }
      return label
    }
    // “2022 1)”: the number of a footnote is no month.
    let isNoted =
      text.last == ")" && !text.contains("(") && text.contains(where: \.isWhitespace)
    if !isNoted, let label = readBare(text) { return label }
    // “2022/04 /p1”, “2022 p/”, “2023 3/”: a short mark after a blank is a flag, or the number of a
    // footnote.
    guard let blank = text.lastIndex(where: \.isWhitespace), blank > text.startIndex else {
      return nil
    }
    let mark = text[text.index(after: blank)...]
    let letters = String(mark.filter { $0.isLetter })
    guard mark.count <= 4, letters.count <= 2, letters.allSatisfy({ $0.isASCII }),
      mark.contains(where: { "/<>*)".contains($0) }),
      var label = readBare(text[..<blank].trimmed)
    else { return nil }
    if label.flag == nil, !letters.isEmpty { label.flag = letters.lowercased() }
    return label
  }

  /// Whether a label is a number that is no year and has neither the digits of a month nor of a day:
  /// most cells of most tables.
  private func isOtherNumber(_ text: some StringProtocol) -> Bool {
    let count = text.utf8.count
    return count != 4 && count != 6 && count != 8 && text.utf8.allSatisfy(isDigit)
  }

  /// Whether a label opens with a word that names no part of a period: then it names none, and most
  /// headings need not be taken to pieces.
  private func opensStrangely(_ text: some StringProtocol) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
    let run = text.utf8.prefix { isLetter($0) }
    // What goes on in another script is one word with it.
    guard !run.isEmpty, run.endIndex == text.endIndex || text.utf8[run.endIndex] < 0x80 else {
      return false
    }
    return words[text[run.startIndex..<run.endIndex].lowercased()] == nil
  }

  /// A label that ends in brackets: what stands before them and in them.
  package static func bracketed(_ text: some StringProtocol) -> (stem: Substring, inner: Substring)?
  {
    guard let last = text.last, let open = [")": "(", "]": "[", "）": "（"][last],
      let start = text.lastIndex(of: Character(open)), start > text.startIndex
    else { return nil }
    let inner = Substring(text[text.index(after: start)..<text.index(before: text.endIndex)])
      .trimmed
    return (Substring(text[..<start]).trimmed, inner)
  }

  private mutating func readBare(_ given: some StringProtocol) -> PeriodLabel? {
    if let (day, second) = PeriodLabelReader.timeOfDay(Substring(given)) {
      guard let found = readBare(day), let period = found.period, period.frequency == .daily else {
        return nil
      }
      evidence.times += second == 0 ? 0 : 1
      if style.hasTimes, let instant = TimePeriod.instant(period.first, second: second) {
        return PeriodLabel(period: instant)
      }
      return found
    }
    let text = PeriodLabelReader.withoutMidnight(Substring(given))
    if text.utf8.count == 4, text.utf8.allSatisfy(isDigit), let year = Int(text),
      PeriodLabelReader.years.contains(year)
    {
      return PeriodLabel(period: .year(year), isBareYear: true)
    }
    if notePair(text) { return PeriodLabel(period: nil) }
    if text.utf8.first.map(isDigit) ?? false, !text.contains("T") || text.contains(":"),
      !text.contains("/") || text.contains("/P"),
      let period = TimePeriod(sdmx: text), PeriodLabelReader.years.contains(period.first.year)
    {
      return PeriodLabel(period: period)
    }
    guard let pieces = pieces(of: text) else { return nil }
    return read(pieces)
  }

  /// Whether `2010-11` is two years here; what speaks for either is noted.
  private mutating func notePair(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8.prefix(8))
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"),
      (bytes[..<4] + bytes[5...]).allSatisfy(isDigit),
      let year = Int(text.prefix(4)), let second = Int(text.suffix(2)),
      PeriodLabelReader.years.contains(year)
    else { return false }
    guard second == (year + 1) % 100 else {
      evidence.monthPairs += 1
      return false
    }
    evidence.yearPairs += 1
    if second > 12 || second == 0 { evidence.onlyYearPairs += 1 }
    return second > 12 || second == 0 || style.pairsAreYears
  }

  /// A day and the second of it that a time behind it names: `2024-03-05T06:00:00Z`, `5.3.2024
  /// 06:00`.
  private static func timeOfDay(_ text: Substring) -> (day: Substring, second: Int)? {
    guard let colon = text.firstIndex(of: ":"),
      let blank = text[..<colon].lastIndex(where: { $0 == " " || $0 == "T" }),
      text[..<blank].utf8.count >= 6
    else { return nil }
    var clock = text[blank...].dropFirst()
    if clock.last == "Z" { clock = clock.dropLast() }
    if clock.hasSuffix("+00:00") { clock = clock.dropLast(6) }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0..<24).contains(hour), (0..<60).contains(minute), parts[0].count <= 2, parts[1].count == 2
    else { return nil }
    var second = 0
    if parts.count == 3 {
      guard let value = Double(parts[2]), value >= 0, value < 60 else { return nil }
      second = Int(value)
    }
    return (text[..<blank], hour * 3600 + minute * 60 + second)
  }

  /// A day without its time where that is midnight.
  private static func withoutMidnight(_ text: Substring) -> Substring {
    guard let colon = text.firstIndex(of: ":"),
      let blank = text[..<colon].lastIndex(where: { $0 == " " || $0 == "T" }),
      text[blank...].dropFirst().allSatisfy({ "0:.Z".contains($0) })
    else { return text }
    return text[..<blank]
  }

  /// The years that a label can name.
  package static let years = 1000...2199

  // MARK: Pieces

  private func pieces(of text: some StringProtocol) -> [Piece]? {
    var pieces: [Piece] = []
    var rest = Substring(text.lowercased())
    var isGlued = false
    while let character = rest.first {
      if character.isASCII, character.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 8, let number = Int(digits) else { return nil }
        pieces.append(.number(number, digits: digits.count))
        rest = rest[digits.endIndex...]
        isGlued = true
        continue
      }
      if character.isLetter {
        let run = rest.prefix { $0.isLetter }
        if let (word, length) = longestWord(run) {
          pieces.append(.word(word, text: String(run.prefix(length)), isGlued: isGlued))
          rest = rest.dropFirst(length)
          // 元年: the first year.
          if case .era = word, rest.first == "元" {
            pieces.append(.number(1, digits: 1))
            rest = rest.dropFirst()
          }
        } else {
          pieces.append(.unknown(String(run)))
          rest = rest[run.endIndex...]
        }
      } else {
        rest = rest.dropFirst()
        if !character.isWhitespace { pieces.append(.mark(character)) }
      }
      isGlued = false
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
}

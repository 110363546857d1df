internal import Records

/// The patterns that the pieces of a label make.
extension PeriodLabelReader {
  package typealias Number = (value: Int, digits: Int)

  /// What the pieces of a label are, sorted by kind.
  private struct Parts {
    var numbers: [Number] = []
    var months: [(month: Int, after: Int)] = []
    var part: (unit: Character, number: Int)?
    var units: [(unit: Character, after: Int)] = []
    var marks: [Character] = []
    var flag: String?
  }

  package mutating func read(_ pieces: [Piece]) -> PeriodLabel? {
    guard let parts = parts(of: pieces) else { return nil }
    let (numbers, units, marks) = (parts.numbers, parts.units, parts.marks)
    guard numbers.count <= 4, !numbers.isEmpty else { return nil }
    if parts.months.count == 2 { return monthRange(parts.months, numbers) }
    guard parts.months.count <= 1 else { return nil }
    if marks.contains(where: { "~～–—至".contains($0) }) { return range(numbers, pieces) }
    guard marks.allSatisfy({ "-/.,'’:：()（）_".contains($0) }) else { return nil }
    if units.contains(where: { $0.unit == "F" }) {
      // A fiscal year named by one number is the reporting year of that number.
      if numbers.count == 1, let year = fullYear(numbers[0]) {
        return PeriodLabel(period: .year(year), flag: parts.flag)
      }
      return numbers.count <= 2 && numbers.allSatisfy { isYear($0) || $0.digits == 2 }
        ? PeriodLabel(period: nil, flag: parts.flag) : nil
    }
    guard var label = period(numbers, parts.months.first?.month, parts.part, units, marks) else {
      return nil
    }
    if label.flag == nil { label.flag = parts.flag }
    return label
  }

  private mutating func parts(of pieces: [Piece]) -> Parts? {
    var parts = Parts()
    var era: Int?
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      switch piece {
      case .number(let value, let digits):
        if let base = era {
          parts.numbers.append((base + value, 4))
          era = nil
        } else {
          parts.numbers.append((value, digits))
        }
      case .word(.month(let value), _, _): parts.months.append((value, parts.numbers.count))
      case .word(.part(let unit, let number), _, _): parts.part = (unit, number)
      case .word(.era(let base), _, _): era = base
      case .word(.roman(let number), let text, let isGlued):
        if isGlued, isLast { parts.flag = text } else { parts.part = ("Q", number) }
      case .word(.unit(let unit), let text, let isGlued):
        // A single letter right after a year at the end is a flag, not a unit (“2024d”).
        if text.utf8.count == 1, text.utf8.first ?? 0 < 0x80, isLast, isGlued,
          parts.numbers.count == 1, unit != "T"
        {
          parts.flag = text
        } else {
          parts.units.append((note(unit, text, &parts.numbers), parts.numbers.count))
        }
      case .word(.noise, _, _): break
      case .unknown(let text):
        guard isLast, text.utf8.count <= 2, !parts.numbers.isEmpty else { return nil }
        parts.flag = text
      case .mark(let mark):
        // “2022+”: revised; “2000+” is a class of figures that ends nowhere.
        let isOpen = mark == "+" && parts.numbers.last.map { $0.value % 100 == 0 } ?? true
        if "*†‡+#".contains(mark), !isOpen, isLast {
          parts.flag = String(mark)
        } else {
          parts.marks.append(mark)
        }
      }
    }
    // “IV. Quartal 2023”: the numeral and the word say the same.
    if parts.part?.unit == "Q" { parts.units.removeAll { $0.unit == "Q" } }
    return parts
  }

  /// What a unit word means on this axis; a year before it that counts from 1911 is put right.
  private mutating func note(_ unit: Character, _ text: String, _ numbers: inout [Number])
    -> Character
  {
    if unit == "Y", text.utf8.first ?? 0 >= 0x80, let last = numbers.last {
      let isRepublican = last.digits == 3 && (80...199).contains(last.value)
      if isRepublican { evidence.countsFrom1911 += 1 }
      if isRepublican || last.digits == 2 && style.countsFrom1911 {
        numbers[numbers.count - 1] = (last.value + 1911, 4)
      }
    }
    if text == "jj" { evidence.hasDutchCodes = true }
    guard text == "kw" else { return unit }
    if let year = numbers.first, isYear(year) { evidence.weekYears.insert(year.value) }
    return style.weeksAreQuarters ? "Q" : unit
  }

  private func isYear(_ number: Number) -> Bool {
    number.digits == 4 && PeriodLabelReader.years.contains(number.value)
  }

  private mutating func period(
    _ numbers: [Number], _ month: Int?, _ part: (unit: Character, number: Int)?,
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
      guard let only = numbers.first else { return nil }
      // “MO012022”, “Q012022”: the part and its year in one number.
      if only.digits == 6, kinds.count == 1, marks.isEmpty,
        PeriodLabelReader.years.contains(only.value % 10_000)
      {
        return label(only.value % 10_000, kinds[0], only.value / 10_000)
      }
      // “KALW-202001”: the year and its part in one number.
      if only.digits == 6, kinds.count == 1, units.first?.after == 0,
        PeriodLabelReader.years.contains(only.value / 100)
      {
        return label(only.value / 100, kinds[0], only.value % 100)
      }
      guard kinds.isEmpty else { return nil }
      if isYear(only) {
        return PeriodLabel(period: .year(only.value), isBareYear: units.isEmpty && marks.isEmpty)
      }
      if only.digits == 6, units.isEmpty, marks.isEmpty { return yearMonth(only.value) }
      if only.digits == 8, units.isEmpty, marks.isEmpty { return yearMonthDay(only.value) }
      return nil
    case 2: return pair(numbers[0], numbers[1], units, marks)
    case 3:
      guard kinds.allSatisfy({ "MD".contains($0) }) else { return nil }
      return date(numbers)
    default: return range(numbers)
    }
  }

  /// “Jan 2024”, “Jan-24”, “5 January 2024”, “January 5, 2024”.
  private mutating func named(_ month: Int, _ numbers: [Number]) -> PeriodLabel? {
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

  /// “Jan-Mar 2024”, “Nov 2023-Jan 2024”.
  private mutating func monthRange(_ months: [(month: Int, after: Int)], _ numbers: [Number])
    -> PeriodLabel?
  {
    let from = months[0].month
    let to = months[1].month
    // “1 April 2021 to 31 March 2022”.
    if numbers.count == 4, let year = fullYear(numbers[1]), let end = fullYear(numbers[3]),
      let first = Day(year: year, month: from, day: numbers[0].value),
      let last = Day(year: end, month: to, day: numbers[2].value), first < last
    {
      if numbers[0].value == 1, numbers[2].value == Day.length(ofMonth: to, year: end) {
        return TimePeriod.months(from: year, from, count: (end - year) * 12 + to - from + 1).map {
          PeriodLabel(period: $0)
        }
      }
      return TimePeriod.days(from: first, through: last).map { PeriodLabel(period: $0) }
    }
    guard numbers.count <= 2, let last = numbers.last.flatMap({ fullYear($0) }) else { return nil }
    var first = last
    if numbers.count == 2 {
      guard let year = fullYear(numbers[0]) else { return nil }
      first = year
    } else if from > to {
      // A range over the end of a year carries the year in which it ends.
      first -= 1
    }
    return TimePeriod.months(from: first, from, count: (last - first) * 12 + to - from + 1).map {
      PeriodLabel(period: $0)
    }
  }

  /// “2024 Q1”, “1/2024”, “2024-01”, “2024/25”, “2010-2014”.
  private mutating func pair(
    _ first: Number, _ second: Number, _ units: [(unit: Character, after: Int)],
    _ marks: [Character]
  ) -> PeriodLabel? {
    let yearIsFirst = isYear(first) || !isYear(second) && first.digits == 2 && second.digits == 1
    let (year, other) = yearIsFirst ? (first, second) : (second, first)
    let kinds = units.map(\.unit).filter { $0 != "Y" }
    if let kind = kinds.first {
      guard kinds.count == 1, let year = fullYear(year) else { return nil }
      if kind == "W" { evidence.highestWeek = max(evidence.highestWeek, other.value) }
      return label(year, kind, other.value)
    }
    guard isYear(year) else { return nil }
    if isYear(first), isYear(second) {
      guard second.value > first.value, units.isEmpty || units.count == 2 else { return nil }
      // “2023/2024” is a year that starts in the one and ends in the other.
      if marks.contains("/"), second.value == first.value + 1 { return PeriodLabel(period: nil) }
      return span(first.value, second.value)
    }
    if isYear(first), second.digits == 2, units.isEmpty, marks == ["/"] {
      evidence.notePart(first.value, second.value)
    }
    if isYear(first), second.digits == 2, units.isEmpty, marks.count == 1,
      second.value == (first.value + 1) % 100,
      marks[0] == "/" && !style.slashesAreParts || second.value > 12
    {
      return PeriodLabel(period: nil)
    }
    // “2007-17”: years from one to another, which no month could be.
    if isYear(first), second.digits == 2, units.isEmpty, marks.count == 1, "-–/".contains(marks[0]),
      second.value > 12, second.value > first.value % 100
    {
      return span(first.value, first.value / 100 * 100 + second.value)
    }
    if isYear(first), units.isEmpty, marks == ["."] {
      if second.value == 5, second.digits == 1 {
        evidence.midYears += 1
      } else {
        evidence.pointPairs += 1
      }
      if style.halvesAreYears, second.value == 5 { return PeriodLabel(period: .year(first.value)) }
    }
    // “2021JJ00”: the whole year.
    if isYear(first), other.value == 0, units.count == 1 {
      return PeriodLabel(period: .year(year.value))
    }
    guard other.digits <= 2, (1...12).contains(other.value), units.isEmpty, marks.count <= 1 else {
      return nil
    }
    if yearIsFirst, other.digits == 2, marks == ["/"], style.partsAreQuarters, other.value <= 4 {
      return TimePeriod.quarter(year.value, other.value).map { PeriodLabel(period: $0) }
    }
    return TimePeriod.month(year.value, other.value).map { PeriodLabel(period: $0) }
  }

  /// Years from one to another, the last one included unless the next span starts with it.
  private mutating func span(_ first: Int, _ last: Int) -> PeriodLabel? {
    // “1000-2000” is a class of amounts.
    guard last - first <= 400 else { return nil }
    if evidence.spanStarts.count < 4096 {
      evidence.spanStarts.insert(first)
      evidence.spanEnds.insert(last)
    }
    return TimePeriod.months(
      from: first, 1, count: (last - first + (style.spansShareYears ? 0 : 1)) * 12
    ).map { PeriodLabel(period: $0) }
  }

  /// `2024-03-05`, `05.03.2024`, `3/5/2024`.
  private mutating func date(_ numbers: [Number]) -> PeriodLabel? {
    if isYear(numbers[0]) {
      return Day(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value).map {
        PeriodLabel(period: .day($0))
      }
    }
    guard let year = fullYear(numbers[2]), numbers[0].digits <= 2, numbers[1].digits <= 2 else {
      return nil
    }
    let (first, second) = (numbers[0].value, numbers[1].value)
    if first > 12 { evidence.dayFirst += 1 }
    if second > 12 { evidence.monthFirst += 1 }
    if first <= 12, second <= 12, first != second {
      evidence.eitherFirst += 1
      if first == 1 { evidence.oneFirst += 1 }
      if second == 1 { evidence.oneSecond += 1 }
    }
    let dayFirst = first > 12 || second <= 12 && style.dayFirst
    return Day(year: year, month: dayFirst ? second : first, day: dayFirst ? first : second).map {
      PeriodLabel(period: .day($0))
    }
  }

  /// Two years, or two months with their years (“1995年10月～1996年9月”).
  private mutating func range(_ numbers: [Number], _ pieces: [Piece] = []) -> PeriodLabel? {
    for case .unknown in pieces { return nil }
    if numbers.count == 2, isYear(numbers[0]), isYear(numbers[1]),
      numbers[1].value > numbers[0].value
    {
      return span(numbers[0].value, numbers[1].value)
    }
    // “10/2022 - 12/2022”: the month comes first.
    if numbers.count == 4, !isYear(numbers[0]), isYear(numbers[1]), isYear(numbers[3]) {
      return range([numbers[1], numbers[0], numbers[3], numbers[2]], pieces)
    }
    guard numbers.count == 4, isYear(numbers[0]), isYear(numbers[2]),
      (1...12).contains(numbers[1].value), (1...12).contains(numbers[3].value)
    else { return nil }
    let count = (numbers[2].value - numbers[0].value) * 12 + numbers[3].value - numbers[1].value + 1
    return TimePeriod.months(from: numbers[0].value, numbers[1].value, count: count).map {
      PeriodLabel(period: $0)
    }
  }

  private func label(_ year: Int, _ unit: Character, _ number: Int) -> PeriodLabel? {
    let period: TimePeriod? =
      switch unit {
      case "Q": .quarter(year, number)
      case "T":
        style.trimestersAreQuarters
          ? .quarter(year, number) : .months(from: year, number * 4 - 3, count: 4)
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
    // The month after the last is the average or total of the year.
    if number % 100 == 13 {
      return PeriodLabel(period: .year(number / 100), isAverage: true)
    }
    return TimePeriod.month(number / 100, number % 100).map { PeriodLabel(period: $0) }
  }

  private func yearMonthDay(_ number: Int) -> PeriodLabel? {
    guard PeriodLabelReader.years.contains(number / 10000) else { return nil }
    return Day(year: number / 10000, month: number / 100 % 100, day: number % 100).map {
      PeriodLabel(period: .day($0))
    }
  }

  private mutating func fullYear(_ number: Number) -> Int? {
    if isYear(number) { return number.value }
    guard number.digits == 2 else { return nil }
    if evidence.shortYears.last != number.value, evidence.shortYears.count < 4096 {
      evidence.shortYears.append(number.value)
    }
    return number.value >= style.pivot ? 1900 + number.value : 2000 + number.value
  }
}

internal import Records
internal import Text

/// Chinese expressions: `2024年前三季度`, `去年`, `1-9月`, `同比`.
extension PeriodReader {
  /// A fixed expression that starts with an ideograph.
  func chinese(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    guard let found = chinesePhrase(index, range) else { return nil }
    let word = calendar.phrases[found.row]
    let span = index..<found.end
    switch word.kind {
    case .comparison: return PeriodMention(tokens: span, meaning: .comparison, role: .base)
    case .year: return inYear(.relative(Int(word.value)), from: index, after: found.end, range)
    case .part:
      guard let part = Calendar.part(calendar.values[found.row]) else { return nil }
      return PeriodMention(tokens: span, meaning: .part(part, .unsaid))
    case .todate: return PeriodMention(tokens: span, meaning: .part(.year, .relative(0)))
    case .same: return PeriodMention(tokens: span, meaning: .same(0))
    case .plan:
      return TimePeriod(sdmx: calendar.values[found.row]).map {
        PeriodMention(tokens: span, meaning: .fixed($0))
      }
    default: return nil
    }
  }

  /// `2024年`, `2024年9月`, `2010—2016年`, `1-9月`, `9月5日`.
  func chineseDate(_ index: Int, _ range: Range<Int>) -> PeriodMention? {
    if let year = year(index, range) {
      if isIdeograph(index + 1, range, 0x5E74) {  // 年
        return inYear(.absolute(year), from: index, after: index + 2, range)
      }
      // 2010-2016年, 2010年至2016年
      if isRangeMark(index + 1, range), let last = self.year(index + 2, range),
        isIdeograph(index + 3, range, 0x5E74),
        last > year
      {
        return PeriodMention(tokens: index..<index + 4, meaning: .years(year, last))
      }
      return nil
    }
    guard let (part, end) = chineseMonth(index, range) else { return nil }
    return PeriodMention(tokens: index..<end, meaning: .part(part, .unsaid))
  }

  /// What follows a year: a quarter, a half, months, a day, its end.
  private func inYear(
    _ year: PeriodMeaning.Year, from start: Int, after end: Int, _ range: Range<Int>
  ) -> PeriodMention {
    if case .absolute(let first) = year, isRangeMark(end, range),
      let last = self.year(end + 1, range), last > first,
      isIdeograph(end + 2, range, 0x5E74)
    {
      return PeriodMention(tokens: start..<end + 3, meaning: .years(first, last))
    }
    if let (part, last) = chineseMonth(end, range) {
      return PeriodMention(tokens: start..<last, meaning: .part(part, year))
    }
    if let found = chinesePhrase(end, range) {
      switch calendar.phrases[found.row].kind {
      case .part:
        if let part = Calendar.part(calendar.values[found.row]) {
          return PeriodMention(tokens: start..<found.end, meaning: .part(part, year))
        }
      case .whole: return PeriodMention(tokens: start..<found.end, meaning: .part(.year, year))
      case .same: return PeriodMention(tokens: start..<found.end, meaning: .sameIn(year))
      default: break
      }
    }
    if isIdeograph(end, range, 0x4EE5), isIdeograph(end + 1, range, 0x6765) {  // 以来
      return PeriodMention(tokens: start..<end + 2, meaning: .part(.year, year), role: .since)
    }
    return PeriodMention(tokens: start..<end, meaning: .part(.year, year))
  }

  /// `9月`, `1-9月`, `1至9月`, `9月5日`.
  private func chineseMonth(_ index: Int, _ range: Range<Int>) -> (PeriodMeaning.Part, Int)? {
    guard let first = integer(index, range), (1...12).contains(first) else { return nil }
    if isRangeMark(index + 1, range), let last = integer(index + 2, range), last > first,
      last <= 12,
      isIdeograph(index + 3, range, 0x6708)
    {
      let end = isIdeograph(index + 4, range, 0x4EFD) ? index + 5 : index + 4  // 份
      return (.months(first, last - first + 1), end)
    }
    guard isIdeograph(index + 1, range, 0x6708) else { return nil }  // 月
    if let day = integer(index + 2, range), (1...31).contains(day),
      isIdeograph(index + 3, range, 0x65E5) || isIdeograph(index + 3, range, 0x53F7)  // 日, 号
    {
      return (.day(first, day), index + 4)
    }
    let end = isIdeograph(index + 2, range, 0x4EFD) ? index + 3 : index + 2
    return (.months(first, 1), end)
  }

  private func chinesePhrase(_ index: Int, _ range: Range<Int>) -> (end: Int, row: Int)? {
    guard let token = token(index, range), token.kind == .ideograph || token.kind == .punctuation
    else { return nil }
    var best: (end: Int, row: Int)?
    matcher.walk(.calendar, text.tokens, at: index, limit: range.upperBound) { match, _ in
      for entry in matcher.entries[match.entries] where entry.kind == .calendar {
        best = (match.end, Int(entry.target))
      }
    }
    return best
  }

  func isIdeograph(_ index: Int, _ range: Range<Int>, _ scalar: UInt16) -> Bool {
    token(index, range).map { $0.kind == .ideograph && $0.detail == scalar } ?? false
  }

  /// A hyphen, a dash, 至 or 到.
  private func isRangeMark(_ index: Int, _ range: Range<Int>) -> Bool {
    guard let token = token(index, range) else { return false }
    return token.traits.contains(.hyphen) || token.detail == 0x81F3 || token.detail == 0x5230
      || token.isMark("~")
      || token.detail == 0xFF5E
  }
}

extension Calendar {
  /// A part of a year as `calendar.csv` writes it: `Q1`, `S2`, `M1-9`.
  static func part(_ value: String) -> PeriodMeaning.Part? {
    let number = value.dropFirst()
    switch value.first {
    case "Q": return Int(number).map { .quarter($0) }
    case "S": return Int(number).map { .half($0) }
    case "M":
      let ends = number.split(separator: "-").compactMap { Int($0) }
      guard ends.count == 2 else { return nil }
      return .months(ends[0], ends[1] - ends[0] + 1)
    default: return nil
    }
  }
}

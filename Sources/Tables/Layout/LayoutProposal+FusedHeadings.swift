internal import Documents
internal import Records
internal import Text

/// Periods joined to what is measured in one heading, and numbers that are no periods.
extension LayoutProposal {
  /// “Share (2018)” beside columns for 2016, 2017 and 2018: a year in brackets that heads a column of
  /// its own is when the measure is of.
  mutating func ownYear(_ heading: String) -> (PeriodLabel, rest: String)? {
    var text = heading[...]
    while let last = text.last, "+*†‡¹²³#".contains(last) { text.removeLast() }
    guard let (stem, inner) = PeriodLabelReader.bracketed(text), stem.contains(where: \.isLetter),
      let label = periods.read(inner), label.isBareYear,
      head.rows[head.headings].contains(where: { $0.cells.contains(String(inner)) })
    else { return nil }
    return (label, String(stem))
  }

  /// “POPESTIMATE2019”, “2025년09월_총인구수”, “GDP (2024)”: a period joined to what is measured.
  mutating func fused(_ heading: String) -> (PeriodLabel, rest: String)? {
    if isNumbered(heading) { return nil }
    // “GDP 2022 (USD bn)”: the unit in brackets stands aside.
    if let (stem, inner) = PeriodLabelReader.bracketed(heading),
      !inner.utf8.contains(where: isDigit),
      !vocabulary.unitLabel(inner).isEmpty, let (label, rest) = fused(String(stem))
    {
      return (label, rest + " (" + inner + ")")
    }
    for separator in ["_", " ", ", ", ":", ";"] {
      let pieces = heading.pieces(by: separator)
      guard pieces.count > 1 else { continue }
      for (index, piece) in pieces.enumerated() {
        let text = piece.trimmed.filter { $0 != ")" }
        guard let label = periods.read(String(text)), text.count >= 4 else { continue }
        var rest = pieces.map(String.init)
        rest.remove(at: index)
        let remainder = rest.joined(separator: separator).folded
        guard remainder.contains(where: \.isLetter) else { continue }
        // A year inside brackets is often a base year or an edition.
        if piece.contains(")") || piece.contains("(")
          || separator == " " && index != 0 && index != pieces.count - 1
        {
          continue
        }
        if label.isBareYear,
          separator == ";" ? !isList(heading) : !isRepeated(remainder) && !haveYears()
        {
          continue
        }
        // A day with a time of day dates the file, not its figures.
        if label.period?.frequency == .daily, remainder.contains(":") { continue }
        return (label, remainder)
      }
    }
    if let found = dated(heading) { return found }
    let digits = heading.reversed().prefix { $0.isNumber }.count
    guard digits == 4, heading.count > 4 else { return infixed(heading) }
    let stem = String(heading.dropLast(4))
    guard stem.last?.isLetter ?? false, let label = periods.read(heading.suffix(4)),
      isRepeated(stem) || stem.count >= 4
    else { return nil }
    return (label, stem)
  }

  /// “April 1, 2020 Estimates Base”, “Population on 1 January 2019”: a date of several words at
  /// either end.
  mutating func dated(_ heading: String) -> (PeriodLabel, rest: String)? {
    let words = heading.split(separator: " ")
    guard words.count > 2 else { return nil }
    for length in [4, 3, 2] where length < words.count {
      for isLast in [true, false] {
        let text = (isLast ? words.suffix(length) : words.prefix(length)).joined(separator: " ")
        guard text.contains(where: { $0.isLetter }), let label = periods.read(text),
          let frequency = label.period?.frequency, frequency != .annual, frequency != .other
        else { continue }
        let rest = isLast ? words.dropLast(length) : words.dropFirst(length)
        return (label, rest.joined(separator: " "))
      }
    }
    return nil
  }

  /// “CENSUS2010POP”: a year within one word.
  mutating func infixed(_ heading: String) -> (PeriodLabel, rest: String)? {
    let parts = heading.split(omittingEmptySubsequences: true) { !$0.isNumber }
    guard parts.count == 1, parts[0].count == 4, parts[0].startIndex > heading.startIndex,
      parts[0].endIndex < heading.endIndex,
      heading[parts[0].endIndex].isLetter,
      heading[heading.index(before: parts[0].startIndex)].isLetter,
      let label = periods.read(parts[0])
    else { return nil }
    return (label, heading)
  }

  /// Whether every column of numbers, two at least, has a year of our time among the words of its
  /// heading.
  func haveYears() -> Bool {
    if let known = memory.haveYears { return known }
    var found = false
    if let row = head.rows[head.headings].last, head.numeric.count > 1 {
      found = head.numeric.allSatisfy { column in
        row.cell(column).split(whereSeparator: { !$0.isNumber }).contains {
          $0.count == 4 && Int($0).map { (1900...2100).contains($0) } ?? false
        }
      }
    }
    memory.haveYears = found
    return found
  }

  /// Whether other headings have as many parts between semicolons.
  func isList(_ heading: String) -> Bool {
    func length(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: ";") } }
    let lengths =
      memory.listLengths
      ?? head.rows[head.headings].reduce(into: Set<Int>()) { found, row in
        var counts: [Int: Int] = [:]
        for cell in row.cells { counts[length(cell), default: 0] += 1 }
        found.formUnion(counts.lazy.filter { $0.value > 1 }.map(\.key))
      }
    memory.listLengths = lengths
    return lengths.contains(length(heading))
  }

  /// Whether other headings have the same words beside another period.
  func isRepeated(_ stem: String) -> Bool {
    guard let row = head.rows[head.headings].last else { return false }
    guard row.cells.count > 3 else { return true }
    if let known = memory.repeatedStems[stem] { return known }
    let headings = memory.foldedHeadings ?? row.cells.map { Array($0.folded.utf8) }
    memory.foldedHeadings = headings
    let bytes = Array(stem.utf8)
    var count = 0
    for heading in headings where contains(heading, bytes) {
      count += 1
      if count > 1 { break }
    }
    memory.repeatedStems[stem] = count > 1
    return count > 1
  }

  /// Whether a heading is one of many that are numbered one after another, beyond what could be years:
  /// `c0` … `c15999` has no year `c2019`.
  func isNumbered(_ heading: String) -> Bool {
    guard let row = head.rows[head.headings].last, row.cells.count > LayoutProposal.years else {
      return false
    }
    if memory.numberedStems == nil {
      var numbers: [[UInt8]: Set<Int>] = [:]
      for cell in row.cells {
        guard let (stem, number) = LayoutProposal.numbered(cell) else { continue }
        numbers[stem, default: []].insert(number)
      }
      memory.numberedStems = Set(
        numbers.lazy.filter { $0.value.count > LayoutProposal.years && $0.value.contains(1) }
          .map(\.key))
    }
    guard let stems = memory.numberedStems, !stems.isEmpty,
      let (stem, _) = LayoutProposal.numbered(heading)
    else { return false }
    return stems.contains(stem)
  }

  /// More columns of one name than tables have years.
  static let years = 1000

  /// A heading that ends in a number: what stands before it, and the number.
  static func numbered(_ heading: String) -> (stem: [UInt8], number: Int)? {
    let bytes = Array(heading.utf8)
    let digits = bytes.reversed().prefix { (48...57).contains($0) }.count
    guard digits > 0, digits < 10, digits < bytes.count,
      let number = Int(heading.utf8.suffix(digits).map { String(UnicodeScalar($0)) }.joined())
    else { return nil }
    return (Array(bytes.dropLast(digits)), number)
  }

  func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count)
    where text[start] == first && text[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }
}

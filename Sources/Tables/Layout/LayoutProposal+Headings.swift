internal import Documents
internal import Records
internal import Text

/// What headings say of the values below them: their period, and what stands beside it.
extension LayoutProposal {
  // MARK: Headings that name periods

  mutating func periodHeading(_ cells: [String]) -> TableLayout.Value? {
    // “2024” over “Q1”: the year and its part.
    for (index, cell) in cells.enumerated()
    where !cell.isEmpty && periods.read(cell)?.period?.frequency == .annual {
      for (other, part) in cells.enumerated() where other != index && isPartOfYear(part) {
        guard
          let label = periods.read(
            "\(PeriodLabelReader.bracketed(cell)?.stem ?? Substring(cell)) \(part)"),
          label.period != nil
        else { continue }
        var value = TableLayout.Value()
        (value.period, value.flag) = (label.period, label.flag)
        describe(
          &value,
          cells.enumerated().filter { ![index, other].contains($0.offset) && !$0.element.isEmpty }
            .map(\.element))
        return value
      }
    }
    for (index, cell) in cells.enumerated().reversed() where !cell.isEmpty {
      let others = cells.enumerated().filter {
        $0.offset != index && !$0.element.isEmpty && $0.element != cell
      }.map(
        \.element)
      // “(1000)” is a scale.
      if cell.first != "(", let label = periods.read(cell) {
        var value = TableLayout.Value()
        value.period = label.period
        value.flag = label.flag
        if label.period == nil { value.periodText = cell }
        describe(&value, others)
        // “2021 (‰)”, “2023 (total)”: what stands in brackets is a flag, a unit, or a note on the
        // figures.
        if let flag = label.flag, flag.utf8.count > 1, value.unit.isEmpty,
          !vocabulary.unitLabel(flag).isEmpty
        {
          (value.unit, value.unitText, value.flag) = (vocabulary.unitLabel(flag), flag, nil)
        }
        return value
      }
    }
    if let value = monthOfTitle(cells) { return value }
    guard let last = cells.last(where: { !$0.isEmpty }) else { return nil }
    // “Y2022”: a letter that says no more than that a year follows.
    if last.utf8.count <= 8, last.count == 5, last.first?.isLetter ?? false, !isNumbered(last),
      let label = periods.read(last.dropFirst()),
      label.isBareYear,
      isRepeated(String(last.prefix(1)))
    {
      var value = TableLayout.Value()
      value.period = label.period
      describe(&value, cells.filter { !$0.isEmpty && $0 != last })
      return value
    }
    guard let (label, rest) = ownYear(last) ?? fused(last) else { return nil }
    var value = TableLayout.Value()
    value.period = label.period
    if label.period == nil { value.periodText = last }
    describe(&value, [rest] + cells.filter { !$0.isEmpty && $0 != last })
    return value
  }

  /// “January” where the title names the year, and no column does.
  private mutating func monthOfTitle(_ cells: [String]) -> TableLayout.Value? {
    guard let year = titleYear, let part = cells.last(where: { !$0.isEmpty }), isPartOfYear(part),
      head.rows[head.headings].contains(where: { row in
        row.cells.count(where: { isPartOfYear($0) }) > 1
      }),
      (0..<min(3, head.width)).allSatisfy({ periodShare($0) < 0.6 }),
      let label = periods.read("\(year) \(part)"), label.period != nil
    else { return nil }
    var value = TableLayout.Value()
    (value.period, value.flag) = (label.period, label.flag)
    describe(&value, cells.filter { !$0.isEmpty && $0 != part })
    return value
  }

  /// The year of the title, or the only one that stands among the headings.
  private var titleYear: Int? {
    if let year = layout.preamble.period {
      return year.frequency == .annual ? year.first.year : nil
    }
    var years: Set<Int> = []
    for cell in head.rows[head.headings].lazy.flatMap(\.cells) where cell.utf8.count == 4 {
      if let year = Int(cell), (1900...2100).contains(year) { years.insert(year) }
    }
    return years.count == 1 ? years.first : nil
  }

  /// “Share (2018)” beside columns for 2016, 2017 and 2018: a year in brackets that heads a column of
  /// its own is when the measure is of.
  private mutating func ownYear(_ heading: String) -> (PeriodLabel, rest: String)? {
    var text = heading[...]
    while let last = text.last, "+*†‡¹²³#".contains(last) { text.removeLast() }
    guard let (stem, inner) = PeriodLabelReader.bracketed(text), stem.contains(where: \.isLetter),
      let label = periods.read(inner), label.isBareYear,
      head.rows[head.headings].contains(where: { $0.cells.contains(String(inner)) })
    else { return nil }
    return (label, String(stem))
  }

  /// “POPESTIMATE2019”, “2025년09월_총인구수”, “GDP (2024)”: a period joined to what is measured.
  private mutating func fused(_ heading: String) -> (PeriodLabel, rest: String)? {
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
  private mutating func dated(_ heading: String) -> (PeriodLabel, rest: String)? {
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
  private mutating func infixed(_ heading: String) -> (PeriodLabel, rest: String)? {
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
  private func haveYears() -> Bool {
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
  private func isList(_ heading: String) -> Bool {
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
  private func isRepeated(_ stem: String) -> Bool {
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
  private func isNumbered(_ heading: String) -> Bool {
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
  private static let years = 1000

  /// A heading that ends in a number: what stands before it, and the number.
  private static func numbered(_ heading: String) -> (stem: [UInt8], number: Int)? {
    let bytes = Array(heading.utf8)
    let digits = bytes.reversed().prefix { (48...57).contains($0) }.count
    guard digits > 0, digits < 10, digits < bytes.count,
      let number = Int(heading.utf8.suffix(digits).map { String(UnicodeScalar($0)) }.joined())
    else { return nil }
    return (Array(bytes.dropLast(digits)), number)
  }

  private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count)
    where text[start] == first && text[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }

  /// What the other heading rows of a column say: unit, place, indicator, or a dimension named at
  /// the left.
  private mutating func describe(_ value: inout TableLayout.Value, _ others: [String]) {
    var statuses = CellReader(vocabulary: vocabulary)
    var others = others
    // “Thousand” over “million” over “barrels” is one unit.
    for length in stride(from: others.count, through: 2, by: -1) {
      guard
        let start = (0...(others.count - length)).first(where: { start in
          isUnitText(others[start..<start + length].joined(separator: " "))
        })
      else { continue }
      let text = others[start..<start + length].joined(separator: " ")
      (value.unit, value.unitText) = (vocabulary.unitLabel(text), text)
      others.removeSubrange(start..<start + length)
      break
    }
    for other in others {
      // The number of a week over its date says nothing more.
      if Int(other) != nil, other.count < 4 { continue }
      // “Forecast” over the years to come.
      if other.utf8.count > 3, other.contains(where: \.isLetter), value.flag == nil,
        statuses.knownStatus(other) != nil
      {
        value.flag = other
        continue
      }
      let unit = vocabulary.unitLabel(other)
      if !unit.isEmpty,
        isUnitText(other) || unit.unit != nil && other.count <= 20 && !isBracketed(other)
          || unit.unit != nil && unit.multiplier != 1 && opensWithScale(other)
      {
        value.unit = unit
        value.unitText = other
      } else if !vocabulary.places(labelled: other).candidates.isEmpty {
        value.place = other
      } else if roles(of: other).isEmpty, !isAxisName(other) || isMeasure(other) {
        if value.indicator == nil, !hasAxisName(of: other) {
          let label = headingLabel(other)
          value.indicator = label
          if value.unit.isEmpty, !label.unit.isEmpty {
            (value.unit, value.unitText) = (label.unit, label.unitText)
          }
        } else {
          value.dimensions.append(.init(name: axisName(of: other), value: other))
        }
      }
    }
  }

  /// “Thousands of chained (2012) dollars”: a scale word comes first.
  private func opensWithScale(_ text: String) -> Bool {
    guard let word = text.split(separator: " ").first else { return false }
    return vocabulary.unitLabel(word).multiplier != 1
  }

  /// A unit in brackets after the name of what it measures.
  private func isBracketed(_ text: String) -> Bool {
    headingLabel(text).unitText.map { $0.count + 2 < text.count } ?? false
  }

  /// The same text over every column names the axis (“Stichtag”, “Ano”), not a column.
  private func isAxisName(_ text: String) -> Bool {
    head.rows[head.headings].contains { row in
      let over = head.numeric.filter { $0 > 0 && !row.cell($0).isEmpty }
      return over.count > 1 && over.allSatisfy { row.cell($0) == text }
    }
  }

  /// A text that the vocabulary knows as an indicator, or that has a unit in brackets.
  private func isMeasure(_ text: String) -> Bool {
    let label = headingLabel(text)
    return !label.unit.isEmpty || vocabulary.indicators(labelled: label.text).target != nil
  }

  /// The label at the left of the heading row in which a text stands.
  private func axisName(of text: String) -> String {
    for row in head.rows[head.headings] where row.cells.dropFirst().contains(text) && isAxis(row) {
      return row.cell(0)
    }
    return ""
  }

  private func hasAxisName(of text: String) -> Bool {
    let rows = head.rows[head.headings]
    return rows.count > 1
      && rows.dropLast().contains { $0.cells.dropFirst().contains(text) && isAxis($0) }
  }

  /// Whether the first cell of a heading row names what the others are; a cell that is merged over
  /// all rows does not.
  private func isAxis(_ row: TableHead.Row) -> Bool {
    !row.cell(0).isEmpty
      && head.rows[head.headings].contains { $0.line > row.line && !$0.cell(0).isEmpty }
      && head.rows[head.headings].count { $0.cell(0) == row.cell(0) } == 1
  }
}

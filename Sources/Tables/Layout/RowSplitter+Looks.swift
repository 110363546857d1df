internal import Documents
internal import Records
internal import Text

/// What a row looks like beside the body: a heading, data, a note.
extension RowSplitter {
  func look(_ index: Int, _ periods: inout PeriodLabelReader) -> Look {
    let row = head.rows[index]
    var look = Look()
    // A lone cell over the figures is a unit or a period, at the left a section or a note.
    let lone = row.filled == 1 ? row.cells.firstIndex { !$0.isEmpty } : nil
    // “(1000)”: figures are thousands, and no figure of its own.
    // A long text is no heading of one column.
    let isTitle = lone.map { row.kind($0) == .text && row.cell($0).count > 40 } ?? false
    let isScale = lone.map { $0 > 0 && row.cell($0).first == "(" && head.width > 2 } ?? false
    look.isLone =
      head.width > 1 && !isScale
      && lone.map {
        !head.numeric.contains($0) || $0 == 0 || row.kind($0) == .number || isTitle
      } ?? false
    // A title that is printed again over every page of a wide table.
    if row.filled > 1, let first = row.cells.first(where: { !$0.isEmpty }), first.count > 40,
      row.cells.allSatisfy({ $0.isEmpty || $0 == first })
    {
      look.isLone = true
      return look
    }
    if isPair(index) || isPairAbove(row) {
      look.isPair = true
      return look
    }
    if index > 0, index < 24, head.numbersColumns(row) {
      look.isHeading = true
      look.isFull = true
      return look
    }
    // A title with commas that nobody quoted: few cells, none of them a figure, a blank line below.
    if isBrokenTitle(index) {
      look.isLone = true
      return look
    }
    // Headings that are printed again say nothing new of the rows above them.
    if row.filled > 1, head.rows[..<index].contains(where: { $0.cells.starts(with: row.cells) }),
      !head.numeric.isEmpty,
      head.numeric.allSatisfy({ row.kind($0) == .text || row.kind($0) == .year })
    {
      return look
    }
    look.isMetadata = head.isMetadata(row)
    look.isFull = row.cells.count >= head.width - 1 && row.filled * 4 >= head.width * 3
    var (numbers, years, texts, missing) = (0, 0, 0, 0)
    var labels: Set<String> = []
    for column in head.numeric {
      switch row.kind(column) {
      case .number: numbers += 1
      case .year: years += 1
      case .text: texts += 1
      case .missing: missing += 1
      case .empty, .flag: break
      }
      if !row.cell(column).isEmpty { labels.insert(row.cell(column)) }
    }
    if head.numeric.isEmpty {
      // Nothing but text: the first row of several cells heads the others.
      look.isHeading = index == 0 && row.filled > 1
      look.namesAll = look.isHeading
      look.isData = !look.isHeading && row.filled * 2 > head.width
      return look
    }
    look.isPeriods = isPeriods(index, &periods) || isSequence(index)
    let values = numbers + years
    look.isHeading =
      look.isPeriods
      || texts > 0 && texts >= values && texts + missing > values
        && !look.isLone
    look.namesAll =
      texts == head.numeric.count && labels.count == head.numeric.count || look.isPeriods
    look.isData = values > 0 && texts * 5 <= values && !look.isPeriods && !isScale
    if isScale { look.isHeading = true }
    look.isMissing = values + texts == 0 && missing > 0 && row.filled > 1
    return look
  }

  /// “Unit | US Dollar, Millions” at the left of a wide table: a name that says so, and its value.
  private func isPairAbove(_ row: TableHead.Row) -> Bool {
    guard head.width > 3, row.filled == 2, row.kind(0) == .text, !row.cell(1).isEmpty,
      row.kind(1) != .number
    else { return false }
    return row.cell(0).last == ":" || head.metadataNames.contains(row.cell(0))
  }

  /// Whether a row above the table is a title that its commas cut into cells.
  private func isBrokenTitle(_ index: Int) -> Bool {
    let row = head.rows[index]
    return row.cells.count > 1 && row.cells.count * 4 <= head.width * 3 && index < 12
      && index + 1 < head.rows.count && head.rows[index + 1].followsBlank
      && head.rows[index + 1].cells.count * 2 > head.width
      && row.kinds.allSatisfy { $0 == .text }
  }

  /// Whether a row holds periods where the body has other numbers: the years of a table, months as
  /// numbers, one year over a single column of numbers.
  func isPeriods(_ index: Int, _ periods: inout PeriodLabelReader) -> Bool {
    let row = head.rows[index]
    let columns = head.numeric.sorted().filter { !row.cell($0).isEmpty }
    guard !columns.isEmpty, columns.count * 2 >= head.numeric.count else { return false }
    let below = head.rows[(index + 1)...].prefix(24)
    // Columns that hold periods in the body too are time columns, and no sign of headings.
    let open = columns.filter { !timeColumns.contains($0) }
    guard !open.isEmpty, open.count * 2 >= columns.count else { return false }
    let found = open.map { periods.read(row.cell($0)) }
    guard found.allSatisfy({ $0 != nil }) else {
      // Labels beside them are those of other figures: “2021, 2022, change”.
      let texts = open.count { row.kind($0) == .text }
      let read = found.count { $0 != nil }
      return read > 1 && read + texts == open.count
        && zip(open, found).allSatisfy { row.kind($0) == .text || $1 != nil }
        && isRun(open.filter { row.kind($0) != .text }.map { row.cell($0) })
    }
    let cells = open.map { row.cell($0) }
    if cells.count == 1 {
      guard index < 12, let year = TableHead.year(cells[0]), (1900...2100).contains(year) else {
        return row.kind(open[0]) == .text
      }
      // One year over one column of numbers: the first row of labels, or what stands alone.
      let standsAlone =
        index == 0 || row.cell(0).isEmpty || row.followsBlank || head.rows[index - 1].filled <= 1
      return !isUnderLabels(index) && standsAlone
        && !below.allSatisfy { $0.kind(open[0]) == .year || $0.cell(open[0]).isEmpty }
    }
    if isUnderLabels(index) { return false }
    return isRun(cells)
  }

  /// Whether a row counts up by one over the figures, as ages and weeks do, and no row below it
  /// goes on with that.
  func isSequence(_ index: Int) -> Bool {
    let row = head.rows[index]
    let columns = head.numeric.sorted()
    guard columns.count >= 5, index < 24 else { return false }
    let numbers = columns.compactMap { Int(row.cell($0)) }
    guard numbers.count * 10 >= columns.count * 8, numbers.count >= 5, numbers[0] < 1000,
      zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 })
    else { return false }
    return index + 1 < head.rows.count
      && !head.rows[(index + 1)...].prefix(3).contains { below in
        let next = columns.compactMap { Int(below.cell($0)) }
        return next.count >= 5 && zip(next, next.dropFirst()).allSatisfy { $1 == $0 + 1 }
      }
  }

  /// Whether a row belongs to a block of names and values above a narrow table: four at least, the
  /// names all text and different, no figures among the values that the body could go on with.
  func isPair(_ index: Int) -> Bool {
    index < pairs
  }

  /// How many rows at the top are pairs of a name and a value.
  static func pairs(_ head: TableHead) -> Int {
    guard head.width == 2 || head.width == 3, head.rows.count > 4 else { return 0 }
    var count = 0
    var values = 0
    var names: Set<String> = []
    for row in head.rows.prefix(RowSplitter.deepest) {
      guard row.filled <= 2, row.kind(0) == .text, row.kind(1) != .number,
        row.cells.count < 3 || row.cell(2).isEmpty, names.insert(row.cell(0)).inserted
      else { break }
      count += 1
      values += row.kind(1) == .text ? 1 : 0
    }
    // The last one may be the headings.
    let known = head.rows.prefix(count).count { head.metadataNames.contains($0.cell(0)) }
    return values >= 4 && known >= 2 ? count : 0
  }

  /// Whether a column of the body holds periods itself.
  func isTime(
    _ column: Int, _ below: ArraySlice<TableHead.Row>, _ periods: inout PeriodLabelReader
  ) -> Bool {
    var (read, other) = (0, 0)
    var labels: [String] = []
    for row in below.prefix(24) where !row.cell(column).isEmpty {
      if row.kind(column) == .missing { continue }
      if periods.read(row.cell(column)) != nil {
        read += 1
        labels.append(row.cell(column))
      } else {
        other += 1
      }
    }
    guard read > 0, other * 10 <= read else { return false }
    // Figures that look like years do not follow one another.
    return labels.count < 2 || column == head.numeric.min() && isRun(labels)
      || Set(labels).count * 2 <= labels.count
  }

  /// Whether the row above names every column, each by another word: then years below them are
  /// figures like any other.
  func isUnderLabels(_ index: Int) -> Bool {
    guard index > 0, !head.rows[index].cell(0).isEmpty else { return false }
    let above = head.rows[index - 1]
    let row = head.rows[index]
    let labels = head.numeric.map { above.cell($0) }
    return labels.allSatisfy { !$0.isEmpty } && Set(labels).count == labels.count
      && head.numeric.allSatisfy { above.kind($0) == .text }
      && row.filled >= above.filled && above.cell(0) != row.cell(0)
  }

  /// Whether a label is digits, a mark and one or two digits: “1905.2” is a figure, or a month.
  private static func isDecimal(_ label: String) -> Bool {
    let parts = label.split(omittingEmptySubsequences: false) { ".,".contains($0) }
    return parts.count == 2 && (1...2).contains(parts[1].count)
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
  }

  /// Whether months follow one another by one and the same number of months; figures do not.
  private func isEven(_ days: [Int32]) -> Bool {
    let steps = zip(days, days.dropFirst()).map { (Double($1 - $0) / 30.4375).rounded() }
    return steps.allSatisfy { $0 == steps[0] && $0 != 0 && abs($0) <= 12 }
  }

  /// Whether labels follow one another in one direction by equal steps or nearly so, once or again
  /// and again (2022, 2023, 2022, 2023; 2022, 2022, 2023, 2023).
  func isRun(_ labels: [String]) -> Bool {
    var reader = reader
    var days: [Int32] = []
    var isYears = true
    // “2017, 2018, 2007-17”: a span beside the years is none of them.
    let spans = labels.filter { label in
      label.count > 4 && reader.read(label)?.period?.frequency == .other
    }
    let labels = spans.count * 5 < labels.count ? labels.filter { !spans.contains($0) } : labels
    for label in labels {
      guard let found = reader.read(label) else { return false }
      let day = found.period?.first.number ?? TableHead.year(label).map { Int32($0) * 365 }
      guard let day else { return false }
      if found.period?.frequency != .annual { isYears = false }
      if day != days.last { days.append(day) }
    }
    guard days.count > 1 else { return labels.count > 1 && !isYears }
    if labels.allSatisfy(RowSplitter.isDecimal) { return isEven(days) }
    // Years beside others of the same years: “2016, 2017, 2018, 2018, 2017, 2018”.
    if isYears, days.count > 2 {
      let steps = zip(days, days.dropFirst()).map { abs($1 - $0) }
      let years = labels.compactMap { TableHead.year($0) }
      if years.allSatisfy({ (1850...2150).contains($0) }),
        steps.count(where: { $0 < 400 }) * 10 >= steps.count * 6
      {
        return true
      }
    }
    for length in 2...days.count where days.count % length == 0 {
      let cycle = days[..<length]
      guard days.indices.allSatisfy({ days[$0] == cycle[$0 % length] }) else { continue }
      let steps = zip(cycle, cycle.dropFirst()).map { $1 - $0 }
      guard steps.allSatisfy({ $0 > 0 }) || steps.allSatisfy({ $0 < 0 }) else { continue }
      // Years of our time in steps of up to thirty years.
      if isYears {
        let years = labels.compactMap { TableHead.year($0) }
        return years.allSatisfy { (1000...2199).contains($0) }
          && steps.allSatisfy { abs($0) <= 30 * 366 }
          && (years.allSatisfy { (1700...2150).contains($0) } || steps.allSatisfy { abs($0) < 400 })
      }
      return true
    }
    return false
  }
}

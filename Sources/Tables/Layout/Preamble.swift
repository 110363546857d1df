internal import Documents
internal import Records
internal import Text

/// What stands above a table: its title, and what its lines say about every figure below.
struct Preamble: Equatable, Sendable {
  /// The first line that is a title.
  var title: String?
  /// The place that holds for the whole table.
  var place: String?
  /// What the whole table measures.
  var indicator: HeadingLabel?
  /// The part of the indicator that the vocabulary knows, where another says more of it.
  var knownIndicator: String?
  /// The unit that holds for the whole table, as printed.
  var unitText: String?
  /// What its label says.
  var unit = UnitLabel()
  /// The period that holds for the whole table.
  var period: TimePeriod?
  /// A place at the end of a piece of the title: that of the figures where nothing else names one.
  var likelyPlace: String?
  /// The words of a title that name the period among others.
  var periodText: String?
  /// Who published it, and when.
  var publisher: String?
  var published: String?

  init() {}

  /// Reads the rows above the headings.
  ///
  /// - Parameter sheet: the name of the sheet, which may say what no title does.
  init(
    _ rows: ArraySlice<TableHead.Row>, _ vocabulary: Vocabulary,
    _ periods: inout PeriodLabelReader, sheet: String? = nil
  ) {
    var titles: [String] = []
    var lines: [String] = []
    for row in rows {
      let texts = row.cells.filter { !$0.isEmpty }
      // “Data extracted on 05 Mar 2024 11:02 UTC” dates the file.
      if let first = texts.first, texts.count == 1, Preamble.isStamp(first, &periods) { continue }
      guard let (name, value) = Preamble.pair(texts) else {
        // A name without a value is no title.
        let isBroken = texts.count > 2 && texts.count == row.cells.count
        if let text = isBroken ? texts.joined(separator: ", ") : texts.first, text.count > 2,
          vocabulary.roles(ofHeading: text).isEmpty
        {
          titles.append(text.folded)
          lines.append(text.folded)
        }
        continue
      }
      take(name, value, vocabulary, &periods, &titles, &lines)
    }
    // “Table 22” and remarks are no titles where another line is one.
    let telling = lines.filter { !Preamble.isNumber($0) && !Preamble.isRemark($0) }
    title = telling.first ?? titles.first
    readTitle(vocabulary, &periods)
    readLines(telling + (sheet.map { [$0] } ?? []), vocabulary, &periods)
    if telling.count > 0 { titles.removeAll { Preamble.isRemark($0) || Preamble.isNumber($0) } }
    // “EUR million” below the title: the unit of the whole table, and no name of what it holds.
    let line = titles.indices.dropFirst().lazy.compactMap { index in
      vocabulary.unitLine(titles[index]).map { (index, $0) }
    }.first
    if let (index, found) = line {
      if unit.isEmpty { (unitText, unit) = found }
      titles.remove(at: index)
    }
    var labels = titles.map { vocabulary.headingLabel($0) }
    // “(in millions of euro)” alone is the unit of the line before it.
    if labels.count > 1, let last = labels.last, let text = last.unitText,
      last.text.dropFirst().dropLast().folded == text.folded
    {
      labels.removeLast()
      labels[labels.count - 1].unit = last.unit
      labels[labels.count - 1].unitText = text
    }
    let isStated = indicator != nil
    if unit.isEmpty { takeUnit(ofLines: lines, vocabulary) }
    if let bracketed = labels.last(where: { !$0.unit.isEmpty }) {
      if indicator == nil { indicator = bracketed }
      if unit.isEmpty {
        unit = bracketed.unit
        unitText = bracketed.unitText
      }
    }
    // “Measure: Current prices” below “Gross domestic product (GDP)”: the title says of what.
    if let own = indicator, isStated, Preamble.known(own.text, vocabulary) == nil,
      let known = labels.lazy.compactMap({ Preamble.known($0.text, vocabulary) }).first
    {
      knownIndicator = known
      indicator?.text = "\(known), \(own.text)"
    }
    if indicator == nil {
      // The line nearest to the table says what it holds, the first one where it belongs; above
      // several lines stands a title.
      let isTitled = lines.count > 2 && title.map { $0.count <= 160 } ?? false
      indicator =
        labels.first { !vocabulary.indicators(labelled: $0.text).candidates.isEmpty }
        ?? (isTitled ? labels.first { $0.text == title } : nil)
        ?? labels.last { $0.text.count <= 120 && !$0.text.contains(": ") } ?? labels.first
    }
  }

  /// Places and periods that any line above the table names, where only one is named.
  private mutating func readLines(
    _ lines: [String], _ vocabulary: Vocabulary, _ periods: inout PeriodLabelReader
  ) {
    let lines = lines.prefix(6)
    if place == nil, lines.count > 1 {
      let pieces = lines.flatMap { $0.split { ",:;–—|，：；".contains($0) } }.map(\.trimmed)
      let named = Set(pieces.filter { vocabulary.places(labelled: $0).target != nil })
      if named.count == 1 { place = named.first.map(String.init) }
    }
    likelyPlace = lines.first.flatMap { Preamble.place(endsPieceOf: $0, vocabulary) }
    guard period == nil else { return }
    for line in lines {
      guard let found = Preamble.period(in: line, &periods) else { continue }
      (period, periodText) = (found.period, found.text)
      return
    }
  }

  /// “Deaths registered in England and Wales, 2020”: the one place that ends a piece of a title.
  private static func place(endsPieceOf line: String, _ vocabulary: Vocabulary) -> String? {
    var found: Set<String> = []
    for piece in line.split(whereSeparator: { ",:;–—(|，：；".contains($0) }) {
      let words = piece.split(separator: " ").map { String($0.trimmedMarks) }.filter { !$0.isEmpty }
      for length in stride(from: min(4, words.count - 1), through: 1, by: -1) {
        let text = words.suffix(length).joined(separator: " ")
        guard text.first?.isUppercase ?? false, text.count > 1,
          vocabulary.places(labelled: text).target != nil
        else { continue }
        found.insert(text)
        break
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// The one period that some words of a line name: “in March 2021”, “year ending June 2020”; or
  /// its only year, which is no base of an index or prices, no edition and no end of a span.
  private static func period(in line: String, _ periods: inout PeriodLabelReader) -> (
    period: TimePeriod, text: String
  )? {
    let words = line.split(separator: " ").map { String($0.trimmedMarks) }
    guard words.count <= 40, words.contains(where: { $0.contains(where: \.isNumber) }) else {
      return nil
    }
    for length in stride(from: min(8, words.count), through: 2, by: -1) {
      var found: [(period: TimePeriod, text: String)] = []
      for start in 0...(words.count - length) {
        let text = words[start..<start + length].joined(separator: " ")
        guard text.contains(where: \.isNumber), let label = periods.read(text),
          let period = label.period, label.flag == nil
        else { continue }
        found.append((period, text))
      }
      if let first = found.first {
        return found.allSatisfy { $0.period == first.period } ? first : nil
      }
    }
    // Years that are parts of other numbers or stand in brackets are those of something else.
    var years: Set<String> = []
    var depth = 0
    var digits = ""
    var before: Character = " "
    for character in line + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if digits.count == 4, depth == 0, let year = Int(digits), (1900...2100).contains(year) {
        if "-–/—=".contains(before) || "-–/—=%".contains(character) { return nil }
        years.insert(digits)
      }
      if !digits.isEmpty { digits = "" }
      if "([（".contains(character) { depth += 1 }
      if ")]）".contains(character) { depth -= 1 }
      before = character
    }
    guard years.count == 1, let year = years.first, let number = Int(year) else { return nil }
    return TimePeriod.year(number).map { ($0, year) }
  }

  /// “Spain: Population by age, 2023”: the place and the period that a piece of the title is.
  private mutating func readTitle(_ vocabulary: Vocabulary, _ periods: inout PeriodLabelReader) {
    guard let title else { return }
    let pieces = title.split { ",:;–—|，：；".contains($0) }.flatMap { String($0).pieces(by: " - ") }
      .map(\.trimmed)
    guard pieces.count > 1 else { return }
    if place == nil {
      let named = pieces.filter { vocabulary.places(labelled: $0).target != nil }
      if named.count == 1 { place = named.first.map(String.init) }
    }
    if period == nil {
      let found = pieces.compactMap { periods.read($0)?.period }
      if found.count == 1 { period = found.first }
    }
  }

  /// “Figures are in US$ m., at constant prices”: a unit with its scale that ends a piece of a
  /// line.
  private mutating func takeUnit(ofLines lines: [String], _ vocabulary: Vocabulary) {
    for line in lines.prefix(8) {
      for piece in line.split(whereSeparator: { ",;(".contains($0) }) {
        let words = piece.split(separator: " ")
        for length in stride(from: min(4, words.count - 1), through: 1, by: -1) {
          let text = words.suffix(length).joined(separator: " ")
          let label = vocabulary.unitLabel(text)
          // “Per cent”, “5 euros per thousand”: what a figure is divided by is not its unit.
          if vocabulary.isDivider(words[words.count - length - 1]) { continue }
          guard label.unit != nil, label.multiplier != 1,
            vocabulary.isUnitOnly(text) || vocabulary.units(labelled: text).target != nil
          else { continue }
          (unit, unitText) = (label, text)
          return
        }
      }
    }
  }

  /// “（単位：円）”, “(Unit: million)”: takes a text that is nothing but the unit of the whole table.
  mutating func takeUnit(_ text: String, _ vocabulary: Vocabulary) -> Bool {
    guard let (name, value) = Preamble.pair([text]),
      vocabulary.roles(ofHeading: name).contains("UNIT_MEASURE")
    else {
      return false
    }
    let label = vocabulary.unitLabel(value)
    if unit.isEmpty { (unit, unitText) = (label, value) }
    return true
  }

  private mutating func take(
    _ name: String, _ value: String, _ vocabulary: Vocabulary, _ periods: inout PeriodLabelReader,
    _ titles: inout [String], _ lines: inout [String]
  ) {
    // “Transaction” heads payments in a journal, and above statistics what they are of. “Dataset” is
    // a code in a column, and a title above a table.
    let roles = vocabulary.roles(ofHeading: name).filter { $0 != "RECORD" }
    let isTitle = roles.contains("TITLE") && value.contains(" ")
    switch isTitle ? "TITLE" : roles.first {
    case "INDICATOR" where !value.isEmpty:
      // “Transaction” and “Measure”: what the vocabulary knows is measured.
      let label = vocabulary.headingLabel(value)
      if indicator.map({ Preamble.known($0.text, vocabulary) == nil }) ?? true
        || Preamble.known(value, vocabulary) != nil
      {
        indicator = label
      }
    case "TITLE": titles.insert(value, at: 0)
    case "REF_AREA" where !value.isEmpty:
      // “Region: 31 provinces” names no place.
      if value.count <= 60 { place = value }
    case "UNIT_MEASURE":
      unitText = value
      unit = vocabulary.unitLabel(value)
    case "TIME_PERIOD", "YEAR": period = periods.read(value)?.period ?? period
    case "PUBLISHER": publisher = value
    case "PUBLISHED": published = value
    // “Oil:” opens what the next line says.
    case nil where value.isEmpty: break
    case nil:
      titles.append("\(name): \(value)")
      if periods.read(value) == nil, name.contains(where: \.isLetter) {
        lines.append("\(name): \(value)")
      }
    default: break
    }
    if let label = indicator, unit.isEmpty, !label.unit.isEmpty {
      unit = label.unit
      unitText = label.unitText
    }
  }

  /// “Unit: million”, or two cells of which the first is a name.
  private static func pair(_ texts: [String]) -> (name: String, value: String)? {
    guard var first = texts.first else { return nil }
    if let last = first.last,
      ["(": ")", "（": "）", "[": "]"][String(first.prefix(1))] == String(last)
    {
      first = String(first.dropFirst().dropLast())
    }
    if texts.count == 2, first.count <= 40 {
      return (
        first.hasSuffix(":") || first.hasSuffix("：") ? String(first.dropLast()) : first, texts[1]
      )
    }
    guard texts.count == 1, let colon = first.firstIndex(where: { $0 == ":" || $0 == "：" }),
      colon > first.startIndex,
      first.distance(from: first.startIndex, to: colon) <= 30
    else { return nil }
    let value = first[first.index(after: colon)...].trimmed
    return value.isEmpty
      ? (String(first[..<colon]), "") : (String(first[..<colon].trimmed), String(value))
  }
}

extension Substring {
  /// Without commas, points and brackets on either side, and without the raised numbers of
  /// footnotes.
  var trimmedMarks: Substring {
    func isMark(_ character: Character) -> Bool { ",.;:()[]¹²³⁴⁵⁶⁷⁸⁹⁰".contains(character) }
    var text = self.drop(while: isMark)
    while let last = text.last, isMark(last) { text.removeLast() }
    return text
  }
}

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
  /// The unit that holds for the whole table, as printed.
  var unitText: String?
  /// What its label says.
  var unit = UnitLabel()
  /// The period that holds for the whole table.
  var period: TimePeriod?
  /// Who published it, and when.
  var publisher: String?
  var published: String?

  init() {}

  /// Reads the rows above the headings.
  init(
    _ rows: ArraySlice<TableHead.Row>, _ vocabulary: Vocabulary, _ periods: inout PeriodLabelReader
  ) {
    var titles: [String] = []
    for row in rows {
      let texts = row.cells.filter { !$0.isEmpty }
      guard let (name, value) = Preamble.pair(texts) else {
        // A name without a value is no title.
        if let text = texts.first, text.count > 2, vocabulary.roles(ofHeading: text).isEmpty {
          titles.append(text.folded)
        }
        continue
      }
      take(name, value, vocabulary, &periods, &titles)
    }
    title = titles.first
    readTitle(vocabulary, &periods)
    var labels = titles.map { vocabulary.headingLabel($0) }
    // “(in millions of euro)” alone is the unit of the line before it.
    if labels.count > 1, let last = labels.last, let text = last.unitText,
      last.text.dropFirst().dropLast().folded == text.folded
    {
      labels.removeLast()
      labels[labels.count - 1].unit = last.unit
      labels[labels.count - 1].unitText = text
    }
    if let bracketed = labels.last(where: { !$0.unit.isEmpty }) {
      if indicator == nil { indicator = bracketed }
      if unit.isEmpty {
        unit = bracketed.unit
        unitText = bracketed.unitText
      }
    }
    if indicator == nil {
      // The line nearest to the table says what it holds, the first one where it belongs.
      indicator =
        labels.first { !vocabulary.indicators(labelled: $0.text).candidates.isEmpty }
        ?? labels.last { $0.text.count <= 120 && !$0.text.contains(": ") } ?? labels.first
    }
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
    _ titles: inout [String]
  ) {
    let roles = vocabulary.roles(ofHeading: name)
    switch roles.first {
    case "INDICATOR" where !value.isEmpty: indicator = vocabulary.headingLabel(value)
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
    case nil: titles.append("\(name): \(value)")
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

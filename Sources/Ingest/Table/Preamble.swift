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
  /// Who published it, and when.
  var publisher: String?
  var published: String?

  init() {}

  /// Reads the rows above the headings.
  init(_ rows: ArraySlice<TableHead.Row>, _ vocabulary: Vocabulary, _ periods: inout PeriodLabelReader) {
    var titles: [String] = []
    for row in rows {
      let texts = row.cells.filter { !$0.isEmpty }
      guard let (name, value) = Preamble.pair(texts) else {
        if let text = texts.first, text.count > 2 { titles.append(text.folded) }
        continue
      }
      take(name, value, vocabulary, &titles)
    }
    title = titles.first
    let labels = titles.map { vocabulary.headingLabel($0) }
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

  private mutating func take(_ name: String, _ value: String, _ vocabulary: Vocabulary, _ titles: inout [String]) {
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
    guard let first = texts.first else { return nil }
    if texts.count == 2, first.count <= 40 {
      return (first.hasSuffix(":") || first.hasSuffix("：") ? String(first.dropLast()) : first, texts[1])
    }
    guard texts.count == 1, let colon = first.firstIndex(where: { $0 == ":" || $0 == "：" }), colon > first.startIndex,
      first.distance(from: first.startIndex, to: colon) <= 30
    else { return nil }
    let value = first[first.index(after: colon)...].trimmed
    return value.isEmpty ? (String(first[..<colon]), "") : (String(first[..<colon].trimmed), String(value))
  }
}

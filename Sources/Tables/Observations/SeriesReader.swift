internal import Documents
internal import Records
internal import Text

/// Turns the key cells of a row into the description of a series: once for each distinct row of
/// keys.
///
/// A class: it is asked for every series, and a copy of all that it holds each time costs more than
/// the answer.
final class SeriesReader {
  private let vocabulary: Vocabulary
  private let layout: TableLayout
  /// Columns of place, label before code; those that tell where it lies; and of indicator.
  private let places: [Int]
  private let context: [Int]
  private let indicators: [Int]
  private let units: [Int]
  private let multipliers: [Int]
  /// Columns that hold further dimensions, or several keys in one cell.
  private let others: [Int]

  init(vocabulary: Vocabulary, layout: TableLayout) {
    self.vocabulary = vocabulary
    self.layout = layout
    let stated = layout.columns(.place)
    places =
      layout.places.filter { stated.contains($0) } + stated.filter { !layout.places.contains($0) }
    context = layout.placeContext
    indicators = layout.columns(.indicator)
    units = layout.columns(.unit)
    multipliers = layout.columns(.multiplier)
    others = layout.columns.indices.filter {
      switch layout.columns[$0].role {
      case .dimension, .packed: true
      default: false
      }
    }
  }

  /// What labels mean, looked up once.
  ///
  /// Many series share them. One reader belongs to one thread.
  private final class Memory {
    var headings: [String: HeadingLabel] = [:]
    var units: [String: UnitLabel] = [:]
    var indicators: [String: String?] = [:]
    var places: [[String]: String?] = [:]
    var measures: [String: Measured] = [:]
    var currencies: [String: String?] = [:]
  }

  /// Of more labels than this none is likely to come back.
  private static let mostMeasures = 1 << 14

  /// What labels of indicators and units say by themselves.
  private struct Measured {
    var indicatorText: String?
    var indicatorCode: String?
    var unit = UnitLabel()
    var unitText: String?
  }
  private let memory = Memory()

  private func heading(_ text: String) -> HeadingLabel {
    if let known = memory.headings[text] { return known }
    let label = vocabulary.headingLabel(text)
    memory.headings[text] = label
    return label
  }

  private func unitLabel(_ text: String) -> UnitLabel {
    if let known = memory.units[text] { return known }
    let label = vocabulary.unitLabel(text)
    memory.units[text] = label
    return label
  }

  private func knownIndicatorCode(_ text: String) -> String? {
    if let known = memory.indicators[text] { return known }
    let code = indicatorCode(text)
    memory.indicators[text] = .some(code)
    return code
  }

  /// Whether a section's heading names the place of the rows below it.
  func isPlaceOfRows(_ section: String) -> Bool {
    places.isEmpty && layout.compound == nil
      && vocabulary.places(labelled: PlaceLabel(section).text).target != nil
  }

  /// The series of a row and a column of values; `extra` holds dimensions that do not stand in
  /// cells, `section` the place that a heading within the body names.
  func series(
    cells: (Int) -> String, value: TableLayout.Value, isPercent: Bool,
    currency: (unit: UnitLabel, sign: String)? = nil, extra: [SeriesDescription.Dimension],
    section: String? = nil
  ) -> SeriesDescription {
    var series = SeriesDescription()
    var placeLabels = places.map { cells($0).folded }.filter { !$0.isEmpty }
    var indicatorLabels = indicatorTexts(cells)
    var unitLabels = units.map { cells($0).folded }.filter { !$0.isEmpty }
    for index in others {
      let column = layout.columns[index]
      switch column.role {
      case .dimension:
        let text = cells(index).folded
        if !text.isEmpty { series.dimensions.append(.init(name: column.name(index), value: text)) }
      case .packed(let parts):
        let pieces = cells(index).split(separator: ",", omittingEmptySubsequences: false).map {
          String($0.trimmed)
        }
        for (part, piece) in zip(parts, pieces) where !piece.isEmpty {
          switch part.role {
          case .place: placeLabels.append(piece)
          case .indicator: indicatorLabels.append(piece)
          case .unit: unitLabels.append(piece)
          case .period, .year: break
          default: series.dimensions.append(.init(name: part.name, value: piece))
          }
        }
      case .code where column.codeOf != nil:
        let text = cells(index).folded
        if !text.isEmpty { series.dimensions.append(.init(name: column.name(index), value: text)) }
      default: break
      }
    }
    series.dimensions += value.dimensions + extra
    if placeLabels.isEmpty, let compound = layout.compound {
      let parts = cells(compound.column).pieces(by: compound.separator)
      if compound.position < parts.count { placeLabels = [parts[compound.position].folded] }
    }
    name(
      &series, places: placeLabels, value, section,
      within: context.map { cells($0).folded }.filter { !$0.isEmpty })
    measure(&series, indicators: indicatorLabels, units: unitLabels, value, cells)
    // A cell that says it is a percentage is none of the table's thousands of tonnes.
    if isPercent, series.unit == nil || series.multiplier != 1 {
      (series.unit, series.unitText, series.multiplier) = ("%", "%", 1)
    }
    // “£4.10”: the currency of cells where nothing else says one.
    if let currency, series.unit == nil, let code = currency.unit.unit {
      series.unit =
        vocabulary.ownCurrency(currency.sign, read: code, place: series.placeCode) ?? code
      series.unitText = currency.sign
    }
    return series
  }

  /// The labels of what is measured: codes beside a label are left out of the text.
  private func indicatorTexts(_ cells: (Int) -> String) -> [String] {
    let texts = indicators.map { ($0, cells($0).folded) }.filter { !$0.1.isEmpty }
    return texts.sorted { (isCodeLike($0.1) ? 1 : 0, $0.0) < (isCodeLike($1.1) ? 1 : 0, $1.0) }.map(
      \.1)
  }

  /// Without blanks and small letters, or with digits: a code rather than a label.
  private func isCodeLike(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 } && !text.contains(" ")
      && (text.contains { $0.isNumber } || !text.contains { $0.isLowercase })
  }

  // MARK: Place

  private func name(
    _ series: inout SeriesDescription, places labels: [String], _ value: TableLayout.Value,
    _ section: String?, within context: [String]
  ) {
    var labels = labels
    if labels.isEmpty, let place = value.place { labels = [place] }
    if labels.isEmpty, let section { labels = [section] }
    if labels.isEmpty, let place = layout.preamble.place ?? layout.preamble.likelyPlace {
      labels = [place]
    }
    series.placeText = labels.first
    let key = labels + ["\u{1F}"] + context
    if let known = memory.places[key] {
      series.placeCode = known
      return
    }
    defer { memory.places[key] = .some(series.placeCode) }
    let around = context.flatMap { label in
      vocabulary.places(labelled: PlaceLabel(label).text).candidates.map { Int($0.target) }
    }
    for label in labels {
      let bare = PlaceLabel(label).text
      let texts = [label, bare, SeriesReader.labelAfterCode(label)]
      let readings =
        texts.map { vocabulary.places(labelled: $0) }
        + [vocabulary.places(withKind: bare)].compactMap(\.self)
      for reading in readings {
        if let target = vocabulary.place(among: reading.candidates, within: around)
          ?? layout.siblings.flatMap({ vocabulary.sibling(among: reading.candidates, of: $0) })
          ?? reading.target
        {
          series.placeCode = vocabulary.places[target].code
          return
        }
      }
      if let siblings = layout.siblings,
        let target = vocabulary.sibling(
          among: vocabulary.places(alone: bare).candidates, of: siblings)
      {
        series.placeCode = vocabulary.places[target].code
        return
      }
    }
  }

  /// “AUS: Australia” (SDMX-CSV with both code and label).
  private static func labelAfterCode(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":"),
      text.distance(from: text.startIndex, to: colon) <= 12
    else {
      return text
    }
    return String(text[text.index(after: colon)...].trimmed)
  }

  // MARK: Indicator and unit

  private func measure(
    _ series: inout SeriesDescription, indicators labels: [String], units: [String],
    _ value: TableLayout.Value,
    _ cells: (Int) -> String
  ) {
    let measured = measured(indicators: labels, units: units, value)
    (series.indicatorText, series.indicatorCode) = (measured.indicatorText, measured.indicatorCode)
    series.unitText = measured.unitText
    var unit = measured.unit
    // “at current prices (billion euros)” in a further dimension.
    if unit.isEmpty, series.unitText == nil {
      for dimension in series.dimensions {
        let heading = self.heading(dimension.value)
        if !heading.unit.isEmpty, heading.unitText != heading.text {
          (unit, series.unitText) = (heading.unit, heading.unitText)
          break
        }
      }
    }
    if unit.isEmpty, series.unitText == nil {
      (unit, series.unitText) = (layout.preamble.unit, layout.preamble.unitText)
    }
    if let code = unit.unit, let text = series.unitText,
      let own = ownCurrency(text, code, series.placeCode)
    {
      unit.unit = own
    }
    series.unit = unit.unit
    series.multiplier = unit.multiplier
    // “(x 1,000,000)” in the title and the unit by itself in a heading.
    if unit.multiplier == 1, unit.unit != nil, layout.preamble.unit.unit == nil {
      series.multiplier = layout.preamble.unit.multiplier
    }
    if let multiplier = statedMultiplier(cells) { series.multiplier = multiplier }
    // A rate is a rate whatever it counts by: “per 1,000”.
    if let code = unit.unit, let index = vocabulary.unit(code: code),
      vocabulary.units[index].dimension == "ratio"
    {
      series.multiplier = 1
    }
  }

  /// The currency of a place that a unit's label means: “dollars” in a table of countries.
  private func ownCurrency(_ text: String, _ code: String, _ place: String?) -> String? {
    guard let place else { return nil }
    let key = [text, code, place].joined(separator: "\u{1E}")
    if let known = memory.currencies[key] { return known }
    let own = vocabulary.ownCurrency(text, read: code, place: place)
    memory.currencies[key] = .some(own)
    return own
  }

  /// What labels say by themselves, looked up once where no heading says something besides.
  private func measured(
    indicators labels: [String], units: [String], _ value: TableLayout.Value
  ) -> Measured {
    guard value.indicator == nil, value.unit.isEmpty else {
      return readMeasure(indicators: labels, units: units, value)
    }
    let key = (labels + ["\u{1F}"] + units).joined(separator: "\u{1E}")
    if let known = memory.measures[key] { return known }
    let measured = readMeasure(indicators: labels, units: units, value)
    if memory.measures.count >= SeriesReader.mostMeasures { memory.measures.removeAll() }
    memory.measures[key] = measured
    return measured
  }

  private func readMeasure(
    indicators labels: [String], units: [String], _ value: TableLayout.Value
  ) -> Measured {
    var series = Measured()
    let texts = labels.filter { !isCodeLike($0) }
    var parts = texts.isEmpty ? labels : texts
    if let heading = value.indicator { parts.append(heading.text) }
    if parts.isEmpty, let heading = layout.preamble.indicator { parts = [heading.text] }
    series.indicatorText = parts.isEmpty ? nil : parts.joined(separator: ", ")
    let headings = (parts.isEmpty ? [] : [parts.joined(separator: ", ")]) + parts + labels
    for heading in headings {
      if let code = knownIndicatorCode(heading) {
        series.indicatorCode = code
        break
      }
    }
    var unit = UnitLabel()
    for label in units {
      let read = unitLabel(label)
      if series.unitText == nil || unit.isEmpty && !read.isEmpty {
        series.unitText = label
        unit = read
      }
    }
    // “Percentage change in receipts” among rows of money.
    if unit.isEmpty, let own = labels.lazy.compactMap({ self.ratio(opening: $0) }).first {
      (unit, series.unitText) = own
    }
    if unit.isEmpty, !value.unit.isEmpty { (unit, series.unitText) = (value.unit, value.unitText) }
    if unit.isEmpty {
      for part in parts.reversed() {
        let heading = self.heading(part)
        if !heading.unit.isEmpty {
          (unit, series.unitText) = (heading.unit, heading.unitText)
          break
        }
      }
    }
    series.unit = unit
    return series
  }

  /// The unit of a label that opens with it, where that is a ratio.
  private func ratio(opening label: String) -> (UnitLabel, String)? {
    guard let first = label.split(separator: " ").first, first.count < label.count,
      let target = vocabulary.units(labelled: first).target,
      vocabulary.units[target].dimension == "ratio"
    else { return nil }
    return (UnitLabel(unit: vocabulary.units[target].code), String(first))
  }

  private func indicatorCode(_ label: String) -> String? {
    if let target = vocabulary.indicators(labelled: label).target {
      return vocabulary.indicators[target].code
    }
    // Without what stands in brackets, which is a unit, a price basis or a note.
    let heading = self.heading(label)
    var bare = ""
    var inner = ""
    var depth = 0
    for character in heading.text {
      if "(（[【".contains(character) {
        depth += 1
        inner = ""
      } else if ")）]】".contains(character) {
        depth -= 1
        // Those who were asked in a survey are not those whom it is about.
        if vocabulary.isSample(inner) { return nil }
      } else if depth == 0 {
        bare.append(character)
      } else {
        inner.append(character)
      }
    }
    let text = bare.folded
    if text != label, !text.isEmpty, let target = vocabulary.indicators(labelled: text).target {
      return vocabulary.indicators[target].code
    }
    // “Variable - Resident population”: the name of the axis before a dash or colon.
    for separator in [" - ", ": ", "："] {
      let parts = text.pieces(by: separator)
      if parts.count > 1, let last = parts.last,
        let target = vocabulary.indicators(labelled: last.trimmed).target
      {
        return vocabulary.indicators[target].code
      }
    }
    return nil
  }

  /// UNIT_MULT as a power of ten, or a scale word (`Billions`, `thousands`, `units`).
  private func statedMultiplier(_ cells: (Int) -> String) -> Double? {
    var stated: Double?
    for column in multipliers {
      let text = cells(column).folded
      if text.isEmpty { continue }
      let code = text.firstIndex(of: ":").map { text[..<$0] } ?? text[...]
      if let power = Int(code), (-12...15).contains(power) {
        stated = stated ?? NumberText.double(1, power, false)
      } else if let word = vocabulary.numerals(labelled: text).candidates.first {
        return vocabulary.numerals[Int(word.target)].value
      } else {
        let unit = unitLabel(text)
        if unit.multiplier != 1 { return unit.multiplier }
      }
    }
    return stated
  }
}

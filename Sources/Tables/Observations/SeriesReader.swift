internal import Documents
internal import Records
internal import Text

/// Turns the key cells of a row into the description of a series: once for each distinct row of
/// keys.
///
/// A class: it is asked for every series, and a copy of all that it holds each time costs more than
/// the answer.
final class SeriesReader {
  let vocabulary: Vocabulary
  let layout: TableLayout
  /// Columns of place, label before code; those that tell where it lies; and of indicator.
  let places: [Int]
  let context: [Int]
  let indicators: [Int]
  let units: [Int]
  let multipliers: [Int]
  /// Columns that hold further dimensions, or several keys in one cell.
  let others: [Int]
  /// What became of what a person told.
  var told: ToldFigures

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
    told = ToldFigures(layout)
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
  final class Memory {
    var headings: [String: HeadingLabel] = [:]
    var units: [String: UnitLabel] = [:]
    var indicators: [String: String?] = [:]
    var places: [[String]: String?] = [:]
    var measures: [String: Measured] = [:]
    var currencies: [String: String?] = [:]
  }

  /// Of more labels than this none is likely to come back.
  static let mostMeasures = 1 << 14

  /// What labels of indicators and units say by themselves.
  struct Measured {
    var indicatorText: String?
    var indicatorCode: String?
    var unit = UnitLabel()
    var unitText: String?
  }
  let memory = Memory()

  func heading(_ text: String) -> HeadingLabel {
    if let known = memory.headings[text] { return known }
    let label = vocabulary.headingLabel(text)
    memory.headings[text] = label
    return label
  }

  func unitLabel(_ text: String) -> UnitLabel {
    if let known = memory.units[text] { return known }
    let label = vocabulary.unitLabel(text)
    memory.units[text] = label
    return label
  }

  func knownIndicatorCode(_ text: String) -> String? {
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
    var around = context.map { cells($0).folded }.filter { !$0.isEmpty }
    // A country among provinces of others: where the finer column is blank, the coarser one is meant.
    if placeLabels.isEmpty, !places.isEmpty, let whole = around.popLast() { placeLabels = [whole] }
    name(&series, places: placeLabels, value, section, within: around)
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
    told.fill(&series, vocabulary)
    return series
  }

  /// The labels of what is measured: codes beside a label are left out of the text.
  private func indicatorTexts(_ cells: (Int) -> String) -> [String] {
    let texts = indicators.map { ($0, cells($0).folded) }.filter { !$0.1.isEmpty }
    return texts.sorted { (isCodeLike($0.1) ? 1 : 0, $0.0) < (isCodeLike($1.1) ? 1 : 0, $1.0) }.map(
      \.1)
  }

  /// Without blanks and small letters, or with digits: a code rather than a label.
  func isCodeLike(_ text: String) -> Bool {
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
    // A place that the title may be about is not asked where a person told one.
    let likely = layout.told.place == nil ? layout.preamble.likelyPlace : nil
    if labels.isEmpty, let place = layout.preamble.place ?? likely { labels = [place] }
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

}

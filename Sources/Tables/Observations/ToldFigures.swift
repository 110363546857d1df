internal import Documents
internal import Records
internal import Text

/// Fills what a table leaves open with what a person told, and notes where the table itself says
/// another.
struct ToldFigures {
  /// One thing that was told.
  private struct Part {
    var name: String
    var value: String
    /// It was needed somewhere.
    var isUsed = false
    /// What the table does in its place, as a verb with its object.
    var other: String?

    mutating func note(_ text: String?) { other = other ?? text.map { "says \($0)" } }
  }

  private let told: Told
  private var place: Part?
  private var indicator: Part?
  private var unit: Part?
  private var period: Part?
  /// One label for all figures, if any: else labels tell figures apart, and one indicator or unit
  /// for all of them would mix them up.
  private let hasOneIndicator: Bool
  private let hasOneUnit: Bool
  private let hasPeriods: Bool

  init(_ layout: TableLayout) {
    told = layout.told
    place = told.place.map { Part(name: "place", value: $0) }
    indicator = told.indicator.map { Part(name: "indicator", value: $0) }
    unit = told.unit.map { Part(name: "unit", value: $0.text) }
    period = told.period.map { Part(name: "period", value: $0.description) }
    let values = layout.columns(.value).map { layout.columns[$0].value }
    hasOneIndicator =
      layout.columns(.indicator).isEmpty && Set(values.map { $0.indicator?.text }).count <= 1
    hasOneUnit = layout.columns(.unit).isEmpty && Set(values.map(\.unitText)).count <= 1
    let times = layout.columns(.period) + layout.columns(.year)
    hasPeriods = !times.isEmpty || values.contains(where: \.hasPeriod)
    // What tells the periods is no cell of a series: it is known from the start.
    if let first = times.first {
      period?.other = "names its periods in the column “\(layout.columns[first].name(first))”"
    } else if hasPeriods {
      period?.other = "names its periods in the headings"
    } else if let stated = layout.preamble.period, stated != told.period {
      period?.other = "says \(stated)"
    }
  }

  /// The period of figures of which the table names none.
  func period(stated: TimePeriod?) -> TimePeriod? { stated ?? (hasPeriods ? nil : told.period) }

  /// Fills in what a series leaves open.
  mutating func fill(_ series: inout SeriesDescription, _ vocabulary: Vocabulary) {
    if place != nil { fillPlace(&series, vocabulary) }
    if indicator != nil { fillIndicator(&series) }
    if let told = told.unit { fillUnit(&series, told, vocabulary) }
  }

  private mutating func fillPlace(_ series: inout SeriesDescription, _ vocabulary: Vocabulary) {
    guard let text = series.placeText else {
      series.placeCode = told.place
      place?.isUsed = true
      return
    }
    // A region of the country that was told is no contradiction.
    if let code = series.placeCode, let told = told.place, let own = vocabulary.place(code: code),
      let whole = vocabulary.place(code: told), vocabulary.lies(own, in: whole)
    {
      place?.isUsed = true
    } else {
      place?.note(text)
    }
  }

  private mutating func fillIndicator(_ series: inout SeriesDescription) {
    if series.indicatorCode == nil, hasOneIndicator {
      series.indicatorCode = told.indicator
      indicator?.isUsed = true
    } else if series.indicatorCode == told.indicator {
      indicator?.isUsed = true
    } else {
      indicator?.note(series.indicatorText)
    }
  }

  private mutating func fillUnit(
    _ series: inout SeriesDescription, _ told: UnitLabel, _ vocabulary: Vocabulary
  ) {
    let isRatio =
      series.unit.flatMap { vocabulary.unit(code: $0) }.map {
        vocabulary.units[$0].dimension == "ratio"
      } ?? false
    let isOpen = series.unit == nil && (series.unitText == nil || hasOneUnit)
    guard isOpen || series.unit == told.unit || told.unit == nil && !isRatio else {
      unit?.note(series.unitText ?? series.unit)
      return
    }
    if isOpen, let code = told.unit { series.unit = code }
    if series.multiplier == 1 || series.multiplier == told.multiplier || told.multiplier == 1 {
      if series.multiplier == 1 { series.multiplier = told.multiplier }
      unit?.isUsed = true
    } else {
      unit?.note(series.unitText ?? "times \(series.multiplier)")
    }
  }

  /// What was told and is of no use, as the table says another of everything.
  func rejects(hasFigures: Bool) -> [Reject] {
    guard hasFigures else { return [] }
    var period = period
    if told.period != nil, period?.other == nil { period?.isUsed = true }
    return [place, indicator, unit, period].compactMap { part in
      guard let part, !part.isUsed, let other = part.other else { return nil }
      return Reject(
        code: "told_otherwise",
        message:
          "\(part.name) \(part.value) was told, the table \(other): the table's own is kept; "
          + "to correct it, see `tally inspect --write-metadata`")
    }
  }
}

extension Vocabulary {
  /// Whether a place is another, or lies in it.
  func lies(_ place: Int, in whole: Int) -> Bool {
    var next: Int? = place
    // No place lies in more areas than this, unless two are said to contain each other.
    for _ in 0..<16 {
      guard let at = next else { return false }
      if at == whole || places[whole].parts.contains(at) { return true }
      next = places[at].parent
    }
    return false
  }
}

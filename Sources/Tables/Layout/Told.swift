package import Documents
package import Records
package import Text

/// What a person told of a table's figures.
///
/// It holds where the table itself says nothing.
struct Told: Equatable, Sendable {
  /// The codes of place and indicator.
  var place: String?
  var indicator: String?
  var unit: UnitLabel?
  var period: TimePeriod?

  /// Nothing told.
  init() {}

  /// What options tell, as far as it can be read.
  init(_ options: ReadingOptions, _ vocabulary: Vocabulary, _ periods: PeriodLabelReader) {
    var periods = periods
    place = options.place.flatMap { try? vocabulary.told(place: $0) }
    indicator = options.indicator.flatMap { try? vocabulary.told(indicator: $0) }
    unit = options.unit.flatMap { try? vocabulary.told(unit: $0) }
    period = options.period.flatMap { periods.read($0)?.period }
  }
}

extension ReadingOptions {
  /// The same with codes in place of names.
  ///
  /// - Throws: a `Failure` of kind `usage` where what was told means nothing, or several things.
  package func resolved(by vocabulary: Vocabulary) throws(Failure) -> ReadingOptions {
    var options = self
    if let place, !place.isEmpty { options.place = try vocabulary.told(place: place) }
    if let indicator, !indicator.isEmpty {
      options.indicator = try vocabulary.told(indicator: indicator)
    }
    if let unit, !unit.isEmpty { _ = try vocabulary.told(unit: unit) }
    if let period, !period.isEmpty {
      var periods = PeriodLabelReader(vocabulary: vocabulary)
      guard let read = periods.read(period)?.period else {
        throw Failure(
          .usage,
          "--period: expected a period such as 2024, 2024-Q3 or 2024-03, found \(period)")
      }
      options.period = read.description
    }
    return options
  }
}

extension Vocabulary {
  /// The code of a place by its code or a name of it.
  func told(place text: String) throws(Failure) -> String {
    if place(code: text) != nil { return text }
    let reading = places(labelled: text)
    if let target = reading.target { return places[target].code }
    throw unknown(
      "place", text, among: reading.candidates.map { places[Int($0.target)] }.map(\.code),
      places.lazy.map(\.code), places.lazy.map(\.name))
  }

  /// The code of an indicator by its code or a name of it.
  func told(indicator text: String) throws(Failure) -> String {
    if indicator(code: text) != nil { return text }
    let reading = indicators(labelled: text)
    if let target = reading.target { return indicators[target].code }
    throw unknown(
      "indicator", text, among: reading.candidates.map { indicators[Int($0.target)] }.map(\.code),
      indicators.lazy.map(\.code), indicators.lazy.map(\.name))
  }

  /// A unit by its code or its label, with a scale before it or not: `EUR`, `million euros`.
  func told(unit text: String) throws(Failure) -> UnitLabel {
    if unit(code: text) != nil { return UnitLabel(unit: text) }
    let label = unitLabel(text)
    // Of several words without a scale all must be known: “millon EUR” is a million times too small.
    let isKnown =
      !text.contains(" ") || label.multiplier != 1 || units(labelled: text).target != nil
    // A scale alone is one of plain numbers; with a word that is no unit the word is a mistake.
    let isScale = text.split(separator: " ").allSatisfy {
      Double($0) != nil || unitLabel(String($0)).multiplier != 1
    }
    if !label.isEmpty, isKnown, label.unit != nil || isScale { return label }
    let readings = units(labelled: text).candidates.map { units[Int($0.target)].code }
    throw unknown("unit", text, among: readings, units.lazy.map(\.code), units.lazy.map(\.name))
  }

  private func unknown(
    _ what: String, _ text: String, among candidates: [String], _ codes: some Sequence<String>,
    _ names: some Sequence<String>
  ) -> Failure {
    let several = Set(candidates).sorted()
    if several.count > 1 {
      return Failure(
        .usage,
        "--\(what): \(text) is the name of several: give a code, \(several.joined(separator: ", "))"
      )
    }
    // A code is near another of its length; a name may be longer.
    let near = Suggestion.nearest(text, names) ?? Suggestion.nearest(text, codes)
    return Failure(
      .usage,
      "--\(what): there is no \(what) \(text)" + (near.map { ", did you mean \($0)" } ?? "")
        + ": `tally vocabulary find NAME` says what a name is read as")
  }
}

internal import Documents
internal import Records
internal import Text

/// What is measured, and its unit.
extension SeriesReader {
  func measure(
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
  func ownCurrency(_ text: String, _ code: String, _ place: String?) -> String? {
    guard let place else { return nil }
    let key = [text, code, place].joined(separator: "\u{1E}")
    if let known = memory.currencies[key] { return known }
    let own = vocabulary.ownCurrency(text, read: code, place: place)
    memory.currencies[key] = .some(own)
    return own
  }

  /// What labels say by themselves, looked up once where no heading says something besides.
  func measured(
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

  func readMeasure(
    indicators labels: [String], units: [String], _ value: TableLayout.Value
  ) -> Measured {
    var series = Measured()
    let texts = labels.filter { !isCodeLike($0) }
    var parts = texts.isEmpty ? labels : texts
    if let heading = value.indicator { parts.append(heading.text) }
    if parts.isEmpty, let heading = layout.preamble.indicator { parts = [heading.text] }
    series.indicatorText = parts.isEmpty ? nil : parts.joined(separator: ", ")
    let known =
      parts.first == layout.preamble.indicator?.text ? layout.preamble.knownIndicator : nil
    let headings =
      (parts.isEmpty ? [] : [parts.joined(separator: ", ")]) + parts + labels
      + [known, value.measure].compactMap(\.self)
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
    if unit.isEmpty, let own = labels.lazy.compactMap({ self.ratio(of: $0) }).first {
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

  /// The unit of a label that opens with it or ends in it in brackets, where that is a ratio.
  func ratio(of label: String) -> (UnitLabel, String)? {
    if label.last == ")", let own = heading(label).unit.unit, let text = heading(label).unitText,
      label.dropLast().hasSuffix(text), let target = vocabulary.unit(code: own),
      vocabulary.units[target].dimension == "ratio"
    {
      return (UnitLabel(unit: own), text)
    }
    guard let first = label.split(separator: " ").first, first.count < label.count,
      let target = vocabulary.units(labelled: first).target,
      vocabulary.units[target].dimension == "ratio"
    else { return nil }
    return (UnitLabel(unit: vocabulary.units[target].code), String(first))
  }

  func indicatorCode(_ label: String) -> String? {
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
  func statedMultiplier(_ cells: (Int) -> String) -> Double? {
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

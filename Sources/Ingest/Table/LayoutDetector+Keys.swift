import Records

/// Which columns are keys and which are values, seen together.
extension LayoutDetector {
  /// Whether a heading says that the column holds the observations.
  private func saysValue(_ column: Int) -> Bool {
    head.rows[head.headings].contains { vocabulary.roles(ofHeading: $0.cell(column)).first == "OBS_VALUE" }
  }

  /// Settles columns against each other: one time axis, one set of values, places and indicators by what they hold.
  mutating func assignKeys() {
    var columns = layout.columns
    let across = columns.indices.filter {
      columns[$0].role == .value && ($0 < head.width) && columns[$0].value.hasPeriod
    }
    var named = columns.indices.filter { columns[$0].role == .value && saysValue($0) }
    // One total beside many columns of numbers is one of them.
    if named.count == 1, named.first == columns.indices.last(where: { columns[$0].role == .value }),
      columns.count(where: { $0.role == .value }) > 4,
      !columns.contains(where: { $0.role == .period || $0.role == .year })
    {
      named = []
    }
    assignPeriods(&columns, across: across)
    if !across.isEmpty, across.count > 1 || named.isEmpty, let first = across.first {
      // Numbers beside a block of periods are attributes: keys before it, notes after it.
      for index in columns.indices where columns[index].role == .value && !columns[index].value.hasPeriod {
        columns[index].role = index < first ? .dimension : .ignored
      }
      for index in columns.indices where columns[index].role == .period || columns[index].role == .year {
        columns[index].role = .dimension
      }
    } else if !named.isEmpty {
      for index in columns.indices where columns[index].role == .value && !named.contains(index) {
        columns[index].role = index < named[0] && !isFraction(index) ? .dimension : .ignored
      }
      for index in named { columns[index].value = TableLayout.Value() }
    } else {
      describeMeasures(&columns)
    }
    assignPlaces(&columns)
    assignIndicators(&columns, isWide: !across.isEmpty)
    update { $0.columns = columns }
  }

  /// Numbers with decimals are measurements, never keys.
  private func isFraction(_ column: Int) -> Bool { profile(column).decimalPoint + profile(column).decimalComma > 0 }

  // MARK: Time

  private mutating func assignPeriods(_ columns: inout [TableLayout.Column], across: [Int]) {
    let stated = columns.indices.filter { columns[$0].role == .period || columns[$0].role == .year }
    if stated.isEmpty, across.count < 2, let found = columns.indices.first(where: { isTimeAxis($0, columns[$0]) }) {
      columns[found].role = .period
      columns[found].value = TableLayout.Value()
      return
    }
    var parts = columns.indices.filter { columns[$0].role == .part }
    // “1. Quartal” beside a column of years.
    if parts.isEmpty, stated.count == 1,
      let found = columns.indices.first(where: { index in
        columns[index].role == .dimension && !isNumeric(index) && share(index, { isPartLabel($0) }) >= 0.9
      })
    {
      columns[found].role = .part
      parts = [found]
    }
    if parts.isEmpty {
      // A code and its label say the same: the one that reads best stays, the first where both do.
      guard let best = stated.max(by: { periodFit($0) < periodFit($1) || periodFit($0) == periodFit($1) && $0 > $1 })
      else { return }
      for index in stated { columns[index].role = index == best ? .period : .ignored }
    } else if let year = stated.first {
      columns[year].role = .year
      for index in stated.dropFirst() { columns[index].role = .ignored }
    } else {
      for index in parts { columns[index].role = .dimension }
    }
  }

  private func periodFit(_ column: Int) -> Double {
    var reader = periods
    return share(column) { reader.read($0)?.period != nil }
  }

  /// A column of periods by what it holds: labels that are no numbers, or years left of the values.
  private func isTimeAxis(_ index: Int, _ column: TableLayout.Column) -> Bool {
    guard column.role == .value || column.role == .dimension, periodFit(index) >= 0.9 else { return false }
    let profile = profile(index)
    if profile.numbers * 2 < profile.filled { return true }
    guard profile.years * 10 >= profile.filled * 9 else { return false }
    return index == 0 || column.heading.isEmpty && index < 3
  }

  // MARK: Values

  /// Columns of values without a period in the heading: each is an indicator, or each a place.
  private func describeMeasures(_ columns: inout [TableLayout.Column]) {
    let values = columns.indices.filter { columns[$0].role == .value }
    let headings = values.map { headingCells($0) }
    let places = headings.count { cells in cells.contains { !vocabulary.places(labelled: $0).candidates.isEmpty } }
    let areParts = values.count > 2 && headings.count { isPartOfYear($0.last ?? "") } * 10 >= values.count * 8
    let arePlaces = values.count > 1 && places * 10 >= values.count * 6
    for (index, cells) in zip(values, headings) {
      let texts = cells.filter { !$0.isEmpty }
      guard let last = texts.last else { continue }
      var value = TableLayout.Value()
      if areParts {
        // Months without a year, pooled over several: a dimension of what the title names.
        value.dimensions.append(.init(name: "TIME_PERIOD", value: last))
      } else if arePlaces {
        value.place = last
        if texts.count > 1, let first = texts.first, first != last { value.indicator = vocabulary.headingLabel(first) }
      } else {
        var parts: [String] = []
        for text in texts where !parts.contains(text) {
          let unit = vocabulary.unitLabel(text)
          if texts.count > 1, vocabulary.units(labelled: text).target != nil {
            (value.unit, value.unitText) = (unit, text)
          } else {
            parts.append(text)
          }
        }
        let label = vocabulary.headingLabel(parts.last ?? last)
        value.indicator = label
        value.indicator?.text = parts.joined(separator: " / ").folded
        if value.unit.isEmpty { (value.unit, value.unitText) = (label.unit, label.unitText) }
      }
      columns[index].value = value
    }
  }

  /// `Jan`, `Fev`: a month without its year.
  private func isPartOfYear(_ heading: String) -> Bool {
    guard let first = heading.first, first.isLetter, heading.count <= 12 else { return false }
    var reader = periods
    return reader.read(heading + " 2000")?.period?.frequency == .monthly
  }

  // MARK: Places and indicators

  private func repeats(_ column: Int) -> Bool {
    let profile = profile(column)
    return !profile.hasManyValues && profile.distinct.count * 4 < profile.filled
  }

  private func isName(_ column: Int, _ described: TableLayout.Column) -> Bool {
    let words = described.heading.lowercased().split { !$0.isLetter }
    let profile = profile(column)
    return words.contains("name") && !profile.isNumeric
      && (profile.hasManyValues || profile.distinct.count * 2 > profile.filled)
  }

  private func assignPlaces(_ columns: inout [TableLayout.Column]) {
    let stated = columns.indices.filter { columns[$0].role == .place }
    // A column of names, each once, is what the rows are about; the places beside it repeat.
    if let area = stated.first, stated.count == 1, repeats(area),
      let name = columns.indices.first(where: { columns[$0].role == .dimension && isName($0, columns[$0]) })
    {
      columns[name].role = .place
      columns[area].role = .dimension
    }
    if stated.isEmpty {
      let found = columns.indices.filter {
        columns[$0].role == .dimension && !isNumeric($0) && placeShare($0) >= 0.5 && profile($0).filled > 0
      }
      for index in found.prefix(2) { columns[index].role = .place }
    }
  }

  /// Whether a label is a unit and not a measure that ends in one (総人口): its letters are the unit's alone.
  private func isUnit(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
      || label.contains(" ") && !label.utf8.contains { $0 >= 0x80 }
  }

  private func assignIndicators(_ columns: inout [TableLayout.Column], isWide: Bool) {
    for index in columns.indices where columns[index].role == .dimension && !isNumeric(index) {
      if share(index, { !vocabulary.unitLabel($0).isEmpty && $0.count <= 60 && isUnit($0) }) >= 0.8,
        profile(index).distinct.count <= 200,
        !columns.contains(where: { $0.role == .unit })
      {
        columns[index].role = .unit
      }
    }
    guard !columns.contains(where: { $0.role == .indicator || $0.role.packs(.indicator) }) else { return }
    let free = columns.indices.filter { columns[$0].role == .dimension && !isNumeric($0) && profile($0).filled > 0 }
    let hasPlace = columns.contains { $0.role == .place || $0.role.packs(.place) || $0.value.place != nil }
    if let only = free.first, free.count == 1, isWide || !hasPlace,
      layout.preamble.indicator == nil || !hasPlace || isWide && profile(only).distinct.count > 5,
      !columns.contains(where: { $0.role == .value && $0.value.indicator != nil })
    {
      columns[only].role = .indicator
    } else if let best = free.first(where: {
      share($0) { !vocabulary.indicators(labelled: $0).candidates.isEmpty } >= 0.3
    }) {
      columns[best].role = .indicator
    }
  }

  // MARK: Kind

  /// Statistics have values and say what for: a time axis or reference areas, and nothing that names single things.
  mutating func decideKind() {
    var layout = self.layout
    let values = layout.columns(.value)
    let across = values.filter { layout.columns[$0].value.hasPeriod }
    let hasTime = !across.isEmpty || !layout.columns(.period).isEmpty || !layout.columns(.year).isEmpty
    let packed = layout.columns.contains { if case .packed = $0.role { true } else { false } }
    let hasPlace =
      !layout.columns(.place).isEmpty || packed || values.contains { layout.columns[$0].value.place != nil }
    let named = values.filter { saysValue($0) }
    func decide(_ kind: SourceDescription.Kind, _ reason: String) {
      layout.kind = kind
      layout.reason = reason
    }
    let rows = sample.count
    let naming = layout.columns.indices.filter { index in
      layout.columns[index].role == .dimension && isNaming(index)
    }
    if values.isEmpty {
      decide(.record, "no column holds values")
    } else if across.count > 1 {
      decide(.observations, "periods stand across in the headings")
    } else if !named.isEmpty, hasTime || hasPlace || !layout.columns(.indicator).isEmpty {
      decide(.observations, "a column of observation values with the keys beside it")
    } else if naming.count > 1 || !naming.isEmpty && rows >= 5, !(hasPlace && across.count == 1) {
      decide(.record, "the column \(layout.columns[naming[0]].heading) names single things")
    } else if across.count == 1, hasPlace || layout.columns(.indicator).count > 0 {
      decide(.observations, "a period stands in a heading")
    } else if hasTime, hasKeys(layout) {
      decide(.observations, "a column of periods with values beside it")
    } else if hasPlace, hasKeys(layout) {
      decide(.observations, "reference areas with values beside them")
    } else {
      decide(.record, "neither periods nor reference areas were found")
    }
    update { $0 = layout }
  }

  /// Whether nearly every row has another value: names, identifiers, free text.
  private func isNaming(_ index: Int) -> Bool {
    let profile = profile(index)
    guard profile.filled >= 3 else { return false }
    if profile.hasManyValues { return true }
    return profile.distinct.count * 2 > profile.filled
  }

  /// Whether the rows are identified by place, period and dimensions of few values.
  private func hasKeys(_ layout: TableLayout) -> Bool {
    let keys = layout.columns.indices.filter { index in
      switch layout.columns[index].role {
      case .place, .period, .year, .packed: true
      default: false
      }
    }
    guard let first = keys.first, let firstValue = layout.columns(.value).first else { return false }
    // In statistics the keys stand before the values.
    return first < firstValue
  }

  // MARK: Decimal marks

  mutating func decideStyles() {
    var layout = self.layout
    let total = profiles.reduce(into: ColumnProfile()) { $0.merge($1.counts) }
    for index in layout.columns.indices {
      let own = profile(index)
      let comma = own.decimalComma + own.groupingPoint
      let point = own.decimalPoint + own.groupingComma
      if comma > 0, point == 0 || own.decimalComma > own.decimalPoint {
        layout.columns[index].style = .comma
        if point > 0 {
          layout.doubts.append("column \(index + 1) has decimal commas and decimal points: read as commas")
        }
      } else if comma > 0 {
        layout.doubts.append("column \(index + 1) has decimal points and decimal commas: read as points")
      } else if point == 0, own.ambiguousComma + own.ambiguousPoint > 0 {
        if total.decimalComma + total.groupingPoint > 0, total.decimalPoint + total.groupingComma == 0 {
          layout.columns[index].style = .comma
        } else if total.decimalPoint + total.groupingComma == 0, delimiter == UInt8(ascii: ";"), own.ambiguousComma > 0
        {
          layout.columns[index].style = .comma
          layout.doubts.append(
            "column \(index + 1): every comma could group thousands; read as decimal commas, as files with semicolons have them"
          )
        }
      }
    }
    update { $0 = layout }
  }
}

extension ColumnProfile {
  /// The counts alone, without the distinct values.
  fileprivate var counts: ColumnProfile {
    var copy = self
    copy.distinct = []
    return copy
  }
}

extension TableLayout.Value {
  /// A period stands in the heading.
  var hasPeriod: Bool { period != nil || periodText != nil }
}

extension TableLayout.Role {
  /// Whether a packed cell holds a role.
  func packs(_ role: TableLayout.Role) -> Bool {
    guard case .packed(let parts) = self else { return false }
    return parts.contains { $0.role == role }
  }
}

import Records

/// Which columns are keys and which are values, seen together.
extension LayoutDetector {
  /// Whether a heading says that the column holds the observations.
  private func saysValue(_ column: Int) -> Bool {
    head.rows[head.headings].contains { vocabulary.roles(ofHeading: $0.cell(column)).first == "OBS_VALUE" }
      || head.rows[head.headings].contains { vocabulary.roles(ofHeading: $0.cell(column)).first == "TOTAL" }
        && profiles.indices.count { $0 > 0 && isNumeric($0) && profile($0).years < profile($0).filled } == 1
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
        if columns[index].role == .ignored {
          let heading = columns[index].heading
          update {
            $0.doubts.append("column \(index + 1) (\(heading)) holds numbers and is taken for a note on the values")
          }
        }
      }
      for index in named { columns[index].value = TableLayout.Value() }
    } else {
      describeMeasures(&columns)
    }
    ignoreIdentifiers(&columns)
    assignStatuses(&columns)
    assignPlaces(&columns)
    assignIndicators(&columns, isWide: !across.isEmpty)
    let compound = compoundPlace(columns)
    let carried = carriedKeys(columns)
    update {
      $0.columns = columns
      $0.compound = compound
      $0.carried = carried
    }
  }

  /// Whole numbers left of every key, another one in each row, number the rows.
  private func ignoreIdentifiers(_ columns: inout [TableLayout.Column]) {
    guard let first = columns.first, first.role == .value, !first.value.hasPeriod, !isFraction(0),
      profile(0).hasManyValues || profile(0).distinct.count == profile(0).filled,
      profile(0).numbers == profile(0).filled,
      let key = columns.firstIndex(where: { [.place, .period, .year].contains($0.role) }),
      columns.indices.contains(where: { $0 > key && columns[$0].role == .value })
    else { return }
    columns[0].role = .ignored
    for index in 1..<key where columns[index].role == .value && !isFraction(index) && !columns[index].value.hasPeriod {
      columns[index].role = .dimension
    }
  }

  /// A column of marks right of a column of values holds the statuses of those values.
  private func assignStatuses(_ columns: inout [TableLayout.Column]) {
    let values = columns.indices.filter { columns[$0].role == .value }
    for index in values where index + 1 < columns.count {
      let next = index + 1
      guard columns[next].role != .value, columns[next].role != .place, columns[next].role != .period else { continue }
      let profile = profile(next)
      let pairs = zip(headingCells(index), headingCells(next)).filter {
        !$0.0.isEmpty && $0.1.hasPrefix($0.0) && $0.1 != $0.0
      }
      let heading = headingCells(next).last { !$0.isEmpty } ?? ""
      let rest = pairs.first.map { $0.1.dropFirst($0.0.count).trimmed.drop { "_-. (".contains($0) } } ?? ""
      let roles =
        vocabulary.roles(ofHeading: rest.filter { $0 != ")" })
        + (values.count > 1 ? vocabulary.roles(ofHeading: heading) : [])
      let isNamed = rest == "F" || roles.contains("OBS_STATUS")
      let areMarks = profile.filled > 0 && profile.flags == profile.texts && profile.numbers == 0
      guard isNamed && (!profile.isNumeric) || heading.isEmpty && areMarks && profile.flags > 0 && values.count > 1
      else { continue }
      columns[next].role = .status
      columns[next].statusOf = index
    }
  }

  /// Leading keys that are printed once for several rows: blank where a key right of them and a value are not.
  private func carriedKeys(_ columns: [TableLayout.Column]) -> [Int] {
    func isKey(_ role: TableLayout.Role) -> Bool {
      switch role {
      case .place, .indicator, .period, .year, .part, .dimension, .unit: true
      default: false
      }
    }
    let keys = columns.indices.filter { isKey(columns[$0].role) }
    guard let first = columns.firstIndex(where: { $0.role == .value }), keys.count > 1 else { return [] }
    var carried: [Int] = []
    for (position, key) in keys.enumerated() where key < first && position == carried.count {
      let repeats = sample.dropFirst().contains { row in
        keys[...position].allSatisfy { row.cell($0).isEmpty }
          && keys[(position + 1)...].contains { !row.cell($0).isEmpty }
          && columns.indices.contains { columns[$0].role == .value && row.kind($0).isValue }
      }
      guard repeats, sample.first.map({ !$0.cell(key).isEmpty }) ?? false else { break }
      carried.append(key)
    }
    return carried
  }

  /// Where compound labels name the place: the part at which the vocabulary knows most places, one in twenty at least.
  private func compoundPlace(_ columns: [TableLayout.Column]) -> TableLayout.Compound? {
    guard layout.preamble.place == nil,
      !columns.contains(where: { $0.role == .place || $0.role.packs(.place) || $0.value.place != nil })
    else { return nil }
    var best: (compound: TableLayout.Compound, known: Int)?
    for index in columns.indices where columns[index].role == .indicator || columns[index].role == .dimension {
      guard !isNumeric(index) else { continue }
      let labels = Set(head.rows[head.body...].map { $0.cell(index) }.filter { !$0.isEmpty })
      for separator in [" - ", "; ", " | ", ", ", ": "] {
        let split = labels.map { $0.pieces(by: separator).map { String($0.trimmed) } }.filter { $0.count > 1 }
        guard split.count > 1, split.count * 2 > labels.count else { continue }
        for position in 0..<min(6, split.map(\.count).max() ?? 0) {
          let parts = Set(split.filter { $0.count > position }.map { $0[position] })
          let known = parts.count { !vocabulary.places(labelled: PlaceLabel($0).text).candidates.isEmpty }
          if known > 1, known * 20 >= parts.count, known > best?.known ?? 1 {
            best = (.init(column: index, separator: separator, position: position), known)
          }
        }
        if best != nil { break }
      }
    }
    return best?.compound
  }

  /// Numbers with decimals are measurements, never keys.
  func isFraction(_ column: Int) -> Bool { profile(column).decimalPoint + profile(column).decimalComma > 0 }

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
    if index == 0 || column.heading.isEmpty && index < 3 { return true }
    // Nothing but years of our time, left of other numbers and the same for many rows.
    return profile.years == profile.filled && profile.filled >= 4 && !profile.hasManyValues
      && profile.distinct.count * 2 <= profile.filled
      && share(index) { Int($0).map { (1850...2100).contains($0) } ?? false } == 1
      && profiles.indices.contains { $0 > index && profiles[$0].isNumeric && profiles[$0].years < profiles[$0].filled }
  }

  // MARK: Values

  /// Columns of values without a period in the heading: each is an indicator, or each a place.
  private func describeMeasures(_ columns: inout [TableLayout.Column]) {
    let values = columns.indices.filter { columns[$0].role == .value }
    let headings = values.map { headingCells($0) }
    let places = headings.count { cells in cells.contains { !vocabulary.places(labelled: $0).candidates.isEmpty } }
    let areParts = values.count > 1 && headings.count { isPartOfYear($0.last ?? "") } * 4 >= values.count * 3
    let hasYear = columns.contains { $0.role == .year || $0.role == .period }
    let arePlaces = values.count > 1 && places * 10 >= values.count * 6
    for (index, cells) in zip(values, headings) {
      let texts = cells.filter { !$0.isEmpty }
      guard let last = texts.last else { continue }
      var value = TableLayout.Value()
      if areParts, hasYear, isPartOfYear(last) {
        value.part = last
      } else if areParts, hasYear {
        // “Annual” beside the months is the year itself.
        value.dimensions.append(.init(name: "TIME_PERIOD", value: last))
      } else if areParts {
        // Months without a year, pooled over several: a dimension of what the title names.
        value.dimensions.append(.init(name: "TIME_PERIOD", value: last))
      } else if arePlaces {
        let place = texts.last { !vocabulary.places(labelled: PlaceLabel($0).text).candidates.isEmpty } ?? last
        value.place = place
        if let other = texts.first(where: { $0 != place && !isUnitText($0) }) {
          value.indicator = vocabulary.headingLabel(other)
        }
        if let unit = texts.first(where: { $0 != place && isUnitText($0) }) {
          (value.unit, value.unitText) = (vocabulary.unitLabel(unit), unit)
        }
      } else {
        var parts: [String] = []
        for text in texts where !parts.contains(text) {
          let unit = vocabulary.unitLabel(text)
          if texts.count > 1, !unit.isEmpty, isUnitText(text) {
            (value.unit, value.unitText) = (unit, text)
          } else if texts.count > 1, let name = metadataName(of: text), isCode(text) {
            value.dimensions.append(.init(name: name, value: text))
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

  /// `Jan`, `Q3`, `II`, `1. Quartal`, `3月`: a part of a year without its year.
  func isPartOfYear(_ heading: String) -> Bool {
    guard heading.contains(where: \.isLetter), heading.count <= 16 else { return false }
    var reader = periods
    guard reader.read(heading) == nil, let frequency = reader.read("2000 " + heading)?.period?.frequency else {
      return false
    }
    return frequency == .monthly || frequency == .quarterly || frequency == .halfYearly
  }

  /// The first cell of a metadata row in which a text stands.
  private func metadataName(of text: String) -> String? {
    guard head.hasMetadata else { return nil }
    return head.rows[head.headings].first { !$0.cell(0).isEmpty && $0.cells.dropFirst().contains(text) }?.cell(0)
  }

  /// Without blanks and small letters: a code rather than a label.
  private func isCode(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 } && !text.contains { $0 == " " || $0.isLowercase }
      && text.contains { $0.isNumber }
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

  /// Whether a label is nothing but a unit, a scale word before it or not.
  func isUnitText(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
  }

  /// Whether a label is a unit and not a measure that ends in one (総人口): its letters are the unit's alone.
  func isUnit(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
      || label.contains(" ") && !label.utf8.contains { $0 >= 0x80 }
  }

  private func assignIndicators(_ columns: inout [TableLayout.Column], isWide: Bool) {
    for index in columns.indices where columns[index].role == .dimension && !isNumeric(index) {
      // A column of single letters holds codes: A is a frequency, a flow or a flag before it is an ampere.
      if share(index, { !vocabulary.unitLabel($0).isEmpty && (2...60).contains($0.utf8.count) && isUnit($0) }) >= 0.8,
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
      !layout.columns(.place).isEmpty || packed || layout.compound != nil
      || values.contains { layout.columns[$0].value.place != nil }
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
    } else if values.count > 1, values.allSatisfy({ layout.columns[$0].value.place != nil }),
      naming.isEmpty || rows < 60
    {
      decide(.observations, "reference areas stand across in the headings")
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

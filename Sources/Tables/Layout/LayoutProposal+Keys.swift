internal import Documents
internal import Records
internal import Text

/// Which columns are keys and which are values, seen together.
extension LayoutProposal {
  /// Whether a heading says that the column holds the observations.
  func saysValue(_ column: Int) -> Bool {
    head.rows[head.headings].contains {
      roles(of: $0.cell(column)).first == "OBS_VALUE"
    }
      || head.rows[head.headings].contains {
        roles(of: $0.cell(column)).first == "TOTAL"
      }
        && profiles.indices.count {
          $0 > 0 && isNumeric($0) && profile($0).years < profile($0).filled
        } == 1
  }

  /// Settles columns against each other: one time axis, one set of values, places and indicators by
  /// what they hold.
  mutating func assignKeys() {
    var columns = layout.columns
    var across = columns.indices.filter {
      columns[$0].role == .value && ($0 < head.width) && columns[$0].value.hasPeriod
    }
    let free = columns.indices.filter { columns[$0].role == .value && !across.contains($0) }
    // “popData2019” beside cases and deaths of every day: a measure, and no axis.
    if across.count * 2 <= free.count, across.allSatisfy({ columns[$0].value.indicator != nil }),
      columns.contains(where: { $0.role == .period || $0.role == .year })
    {
      for index in across { columns[index].value = TableLayout.Value() }
      across = []
    }
    var named = columns.indices.filter { columns[$0].role == .value && saysValue($0) }
    named = Array(Set(numbersOfPrinted(&columns, named))).sorted()
    // One total beside many columns of numbers is one of them.
    if named.count == 1, named.first == columns.indices.last(where: { columns[$0].role == .value }),
      columns.count(where: { $0.role == .value }) > 4,
      !columns.contains(where: { $0.role == .period || $0.role == .year })
    {
      named = []
    }
    assignPeriods(&columns, across: across)
    for index in choice.keys where columns[index].role == .value {
      columns[index].role = .dimension
      columns[index].value = TableLayout.Value()
    }
    named.removeAll { choice.keys.contains($0) }
    // “Estimate, Lower, Upper”: the column that says it holds the values is one of several.
    if choice.allValues { named = [] }
    if !across.isEmpty, across.count > 1 || named.isEmpty, let first = across.first {
      // Numbers beside a block of periods are attributes: keys before it, notes after it.
      for index in columns.indices
      where columns[index].role == .value && !columns[index].value.hasPeriod {
        if index > first, totals(index, of: across) {
          let heading = headingCells(index).last { !$0.isEmpty } ?? ""
          columns[index].value.dimensions = [.init(name: "TIME_PERIOD", value: heading)]
          continue
        }
        columns[index].role = index < first ? .dimension : .ignored
        if index > first {
          let heading = columns[index].heading
          update {
            $0.doubts.append(
              "column \(index + 1) (\(heading)) holds numbers and stands beside the periods: "
                + "not read"
            )
          }
        }
      }
      for index in columns.indices
      where columns[index].role == .period || columns[index].role == .year {
        columns[index].role = .dimension
      }
    } else if !named.isEmpty {
      for index in columns.indices where columns[index].role == .value && !named.contains(index) {
        columns[index].role = index < named[0] && !isFraction(index) ? .dimension : .ignored
        if columns[index].role == .ignored {
          let heading = columns[index].heading
          update {
            $0.doubts.append(
              "column \(index + 1) (\(heading)) holds numbers and is taken for a note on the values"
            )
          }
        }
      }
      for index in named {
        columns[index].value = TableLayout.Value()
        // “Total (millions of euro)”: the heading says no more than the unit.
        let label = headingLabel(headingCells(index).last ?? "")
        if !label.unit.isEmpty {
          (columns[index].value.unit, columns[index].value.unitText) = (label.unit, label.unitText)
        }
      }
    } else {
      describeMeasures(&columns)
    }
    ignoreIdentifiers(&columns)
    ignoreDecimalYears(&columns)
    ignoreOtherCalendars(&columns)
    assignStatuses(&columns)
    for index in columns.indices where columns[index].role == .status {
      columns[index].saysFinal = saysFinal(index)
    }
    assignPlaces(&columns)
    ignorePrintedValues(&columns)
    ignoreRemarks(&columns)
    assignCodes(&columns)
    assignIndicators(&columns, isWide: !across.isEmpty)
    let rowPart = partOfRows(&columns, across: across)
    let carried = carriedKeys(columns)
    update {
      $0.columns = columns
      $0.rowPart = rowPart
      $0.carried = carried
    }
  }

  /// Numbers with decimals are measurements, never keys.
  func isFraction(_ column: Int) -> Bool {
    profile(column).decimalPoint + profile(column).decimalComma > 0
  }

  // MARK: Values

  /// Columns of values without a period in the heading: each is an indicator, or each a place.
  private func describeMeasures(_ columns: inout [TableLayout.Column]) {
    let values = columns.indices.filter { columns[$0].role == .value }
    let headings = values.map { headingCells($0) }
    let places = headings.count { cells in
      cells.contains { isPlace(stem(of: $0)) }
    }
    let parts = Set(headings.lazy.compactMap(\.last).filter { isPartOfYear($0) }).count
    // All twelve months are an axis, whatever seasons and means stand beside them.
    let areParts =
      values.count > 1
      && (headings.count { isPartOfYear($0.last ?? "") } * 4 >= values.count * 3
        || parts == 12 && values.count <= 24)
    let hasYear = columns.contains { $0.role == .year || $0.role == .period }
    let arePlaces = values.count > 1 && places * 10 >= values.count * 6
    let areNumbers =
      values.count >= 5 && headings.count { Int($0.last ?? "") != nil } * 10 >= values.count * 8
    let corner = head.rows[head.headings].last?.cells.prefix(values.first ?? 0)
    let numbersName = corner?.last { !$0.isEmpty } ?? ""
    let placeRow = arePlaces ? placeRow(values) : nil
    // The one row of headings in which the places stand, and what stands below each of them.
    let onlyPlaceRow = arePlaces && placeRow == nil ? self.onlyPlaceRow(headings) : nil
    let repeated = onlyPlaceRow.map { labelsOfAll($0, headings) } ?? []
    if placeRow != nil {
      // “Country” in the corner is the heading of the places beside it.
      for index in columns.indices
      where columns[index].role == .place && placeShare(index) < 0.3 {
        columns[index].role = .dimension
      }
    }
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
        let place =
          placeRow.map { head.rows[$0].cell(index) }.flatMap { $0.isEmpty ? nil : $0 }
          ?? texts.last { isPlace(stem(of: $0)) }
          ?? onlyPlaceRow.flatMap { $0 < cells.count ? cells[$0] : nil }
          .flatMap { $0.isEmpty ? nil : $0 } ?? last
        value.place = stem(of: place)
        let label = headingLabel(place)
        if value.place != place, !label.unit.isEmpty {
          (value.unit, value.unitText) = (label.unit, label.unitText)
        }
        if placeRow == nil {
          if let other = texts.first(where: { $0 != place && !isUnitText($0) }) {
            if layout.preamble.indicator != nil, repeated.contains(other),
              vocabulary.indicators(labelled: headingLabel(other).text).candidates.isEmpty
            {
              value.dimensions.append(.init(name: numbersName, value: other))
            } else {
              value.indicator = headingLabel(other)
            }
          }
        } else {
          // Rows that name the place again or where it lies: the first cell says what they are.
          for row in head.rows[head.headings]
          where isNoPlace(row.cell(index), but: place) {
            if row.cell(0).isEmpty {
              value.indicator = value.indicator ?? headingLabel(row.cell(index))
            } else {
              value.dimensions.append(.init(name: row.cell(0), value: row.cell(index)))
            }
          }
        }
        if let unit = texts.first(where: { $0 != place && isUnitText($0) }) {
          (value.unit, value.unitText) = (vocabulary.unitLabel(unit), unit)
        }
      } else if areNumbers, Int(last) != nil || last.first?.isNumber ?? false {
        // Ages and ranks are no names of what is measured.
        value.dimensions.append(.init(name: numbersName, value: last))
      } else {
        var parts: [String] = []
        for text in texts where !parts.contains(text) {
          let unit = vocabulary.unitLabel(text)
          if texts.count > 1, !unit.isEmpty, isUnitText(text) || isInUnitRow(text) {
            (value.unit, value.unitText) = (unit, text)
          } else if texts.count > 1, let name = metadataName(of: text), isCode(text) {
            value.dimensions.append(.init(name: name, value: text))
          } else {
            parts.append(text)
          }
        }
        let label = headingLabel(parts.last ?? last)
        value.indicator = label
        value.indicator?.text = parts.joined(separator: " / ").folded
        if value.unit.isEmpty { (value.unit, value.unitText) = (label.unit, label.unitText) }
      }
      columns[index].value = value
    }
  }

  /// Whether a heading beside that of a place names no place, and is no unit.
  private func isNoPlace(_ text: String, but place: String) -> Bool {
    !text.isEmpty && text != place && !isPlace(stem(of: text)) && !isUnitText(text)
  }

  /// The one row of headings in which most cells are places.
  private func onlyPlaceRow(_ headings: [[String]]) -> Int? {
    let rows = (headings.first ?? []).indices.filter { row in
      headings.count { row < $0.count && isPlace(stem(of: $0[row])) } * 10 >= headings.count * 6
    }
    return rows.count == 1 ? rows[0] : nil
  }

  /// The labels that stand under every place of a row of headings: they classify, and measure
  /// nothing by themselves.
  private func labelsOfAll(_ row: Int, _ headings: [[String]]) -> Set<String> {
    var labels: [String: Set<String>] = [:]
    var places: Set<String> = []
    for cells in headings where row < cells.count && row + 1 < cells.count {
      places.insert(cells[row])
      labels[cells[row + 1], default: []].insert(cells[row])
    }
    return Set(labels.lazy.filter { places.count > 1 && $0.value.count == places.count }.map(\.key))
  }

  /// Of several rows of headings that name places the finest: the one with most different labels,
  /// words before codes.
  private func placeRow(_ values: [Int]) -> Int? {
    var rows: [(row: Int, labels: Int, length: Int)] = []
    for row in head.headings {
      let texts = values.map { head.rows[row].cell($0) }.filter { !$0.isEmpty }
      guard texts.count * 10 >= values.count * 6,
        texts.count(where: { isPlace(stem(of: $0)) }) * 10 >= texts.count * 6
      else { continue }
      rows.append((row, Set(texts).count, texts.reduce(0) { $0 + $1.count }))
    }
    guard rows.count > 1 else { return nil }
    return rows.max { ($0.labels, $0.length) < ($1.labels, $1.length) }?.row
  }

  /// `Jan`, `Q3`, `II`, `1. Quartal`, `3月`: a part of a year without its year.
  func isPartOfYear(_ heading: String) -> Bool {
    if memory.partsOfYear?.style != periods.style { memory.partsOfYear = (periods.style, [:]) }
    if let known = memory.partsOfYear?.known[heading] { return known }
    let found = readsAsPartOfYear(heading)
    memory.partsOfYear?.known[heading] = found
    return found
  }

  private func readsAsPartOfYear(_ heading: String) -> Bool {
    guard heading.contains(where: \.isLetter), heading.count <= 16 else { return false }
    var reader = periods
    guard reader.read(heading) == nil,
      let frequency = reader.read("2000 " + heading)?.period?.frequency
    else {
      return false
    }
    return frequency == .monthly || frequency == .quarterly || frequency == .halfYearly
  }

  /// A heading without the unit in brackets behind it.
  func stem(of heading: String) -> String {
    let label = headingLabel(heading)
    guard let unit = label.unitText, label.text.dropLast().hasSuffix(unit) else { return heading }
    return String(label.text.dropLast(unit.count + 2).trimmed)
  }

  /// Whether a text stands in the row of units.
  private func isInUnitRow(_ text: String) -> Bool {
    metadataName(of: text).map { roles(of: $0).contains("UNIT_MEASURE") } ?? false
  }

  /// The first cell of a metadata row in which a text stands.
  private func metadataName(of text: String) -> String? {
    guard head.hasMetadata else { return nil }
    return head.rows[head.headings].first {
      !$0.cell(0).isEmpty && $0.cells.dropFirst().contains(text)
    }?.cell(0)
  }

  /// Without blanks and small letters: a code rather than a label.
  private func isCode(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 } && !text.contains { $0 == " " || $0.isLowercase }
      && text.contains { $0.isNumber }
  }

  // MARK: Places and indicators

  /// Whether a label is nothing but a unit, a scale word before it or not.
  func isUnitText(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
  }

  /// Whether a label is a unit and not a measure that ends in one (総人口): its letters are the unit's
  /// alone.
  func isUnit(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
      || label.contains(" ") && !label.utf8.contains { $0 >= 0x80 }
  }

  private func assignIndicators(_ columns: inout [TableLayout.Column], isWide: Bool) {
    for index in columns.indices where columns[index].role == .dimension && !isNumeric(index) {
      // A column of single letters holds codes: A is a frequency, a flow or a flag before it is an
      // ampere.
      if share(
        index, as: "unit",
        { !vocabulary.unitLabel($0).isEmpty && (2...60).contains($0.utf8.count) && isUnit($0) })
        >= 0.8,
        profile(index).distinct.count <= 200,
        !columns.contains(where: { $0.role == .unit })
      {
        columns[index].role = .unit
      }
    }
    guard !columns.contains(where: { $0.role == .indicator || $0.role.packs(.indicator) }) else {
      return
    }
    // “TITLE” of a series says in words what it measures.
    if let title = columns.indices.first(where: {
      columns[$0].role == .dimension && !isNumeric($0) && profile($0).filled > 0
        && roles(of: columns[$0].heading).contains("TITLE")
    }) {
      columns[title].role = .indicator
      return
    }
    // Sex and age measure nothing.
    let free = columns.indices.filter {
      columns[$0].role == .dimension && !isNumeric($0) && profile($0).filled > 0
        && !layout.placeContext.contains($0)
        && !roles(of: columns[$0].heading).contains("GROUP")
    }
    let hasPlace = columns.contains {
      $0.role == .place || $0.role.packs(.place) || $0.value.place != nil
    }
    let isNamed =
      layout.preamble.indicator != nil
      || columns.contains(where: { $0.role == .value && $0.value.indicator != nil })
    // A few labels printed once for many rows group them, where a title says what is measured.
    let isGroup =
      layout.preamble.indicator != nil
      && free.first.map { only in
        relation.labels(only).count <= 3
          && sample.count { $0.filled > 2 && !$0.cell(only).isEmpty } * 3
            < sample.count { $0.filled > 2 }
      } ?? false
    if let only = free.first, free.count == 1, isWide || !hasPlace, !isGroup,
      layout.preamble.indicator == nil || !hasPlace || isWide && profile(only).distinct.count > 5,
      !columns.contains(where: { $0.role == .value && $0.value.indicator != nil })
    {
      columns[only].role = .indicator
    } else if let best = free.first(where: {
      share($0, as: "indicator", { !vocabulary.indicators(labelled: $0).candidates.isEmpty }) >= 0.3
    }) {
      columns[best].role = .indicator
    } else if !isNamed {
      // Nothing else says what is measured: the column with the longest words does.
      let words = free.map { index in (index, length(of: index)) }.filter { $0.1 >= 8 }
      if let best = words.max(by: { ($0.1, $1.0) < ($1.1, $0.0) }) {
        columns[best.0].role = .indicator
      }
    }
  }

  /// The average length of a column's labels.
  private func length(of column: Int) -> Double {
    let labels = relation.labels(column)
    guard !labels.isEmpty else { return 0 }
    return Double(labels.reduce(0) { $0 + $1.count }) / Double(labels.count)
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

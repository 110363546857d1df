internal import Documents
internal import Records
internal import Text

/// What each column of values measures where its heading names no period.
extension LayoutProposal {
  /// Columns of values without a period in the heading: each is an indicator, or each a place.
  func describeMeasures(_ columns: inout [TableLayout.Column]) {
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
      if let base = memory.rateBase, isCurrency(last) {
        (value.unit, value.unitText) = (UnitLabel(unit: last + "/" + base), last)
        (value.indicator, value.measure) = (HeadingLabel(text: last), vocabulary.rateNames.first)
      } else if areParts, hasYear, isPartOfYear(last) {
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
  func isNoPlace(_ text: String, but place: String) -> Bool {
    !text.isEmpty && text != place && !isPlace(stem(of: text)) && !isUnitText(text)
  }

  /// The one row of headings in which most cells are places.
  func onlyPlaceRow(_ headings: [[String]]) -> Int? {
    let rows = (headings.first ?? []).indices.filter { row in
      headings.count { row < $0.count && isPlace(stem(of: $0[row])) } * 10 >= headings.count * 6
    }
    return rows.count == 1 ? rows[0] : nil
  }

  /// The labels that stand under every place of a row of headings: they classify, and measure
  /// nothing by themselves.
  func labelsOfAll(_ row: Int, _ headings: [[String]]) -> Set<String> {
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
  func placeRow(_ values: [Int]) -> Int? {
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

  func readsAsPartOfYear(_ heading: String) -> Bool {
    guard heading.contains(where: \.isLetter), heading.count <= 16, !isNumbered(heading) else {
      return false
    }
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
  func isInUnitRow(_ text: String) -> Bool {
    metadataName(of: text).map { roles(of: $0).contains("UNIT_MEASURE") } ?? false
  }

  /// The first cell of a metadata row in which a text stands.
  func metadataName(of text: String) -> String? {
    guard head.hasMetadata else { return nil }
    return head.rows[head.headings].first {
      !$0.cell(0).isEmpty && $0.cells.dropFirst().contains(text)
    }?.cell(0)
  }

  /// Without blanks and small letters: a code rather than a label.
  func isCode(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 } && !text.contains { $0 == " " || $0.isLowercase }
      && text.contains { $0.isNumber }
  }

  /// Whether a label is nothing but a unit, a scale word before it or not.
  func isUnitText(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
  }

  /// Whether a label has an initial, a capital with a point: that is a name's, and no joule.
  private func hasInitial(_ label: String) -> Bool {
    label.split(separator: " ").contains { word in
      word.count == 2 && word.last == "." && word.first?.isUppercase ?? false
    }
  }

  /// Whether a label is a unit and not a measure that ends in one (総人口): its letters are the unit's
  /// alone.
  func isUnit(_ label: String) -> Bool {
    vocabulary.units(labelled: label).target != nil || vocabulary.isUnitOnly(label)
      || label.contains(" ") && !label.utf8.contains { $0 >= 0x80 } && !hasInitial(label)
  }
}

internal import Documents
internal import Records
internal import Text

/// Statistics or records, and how the numbers are written: decided once every column has its role.
extension LayoutProposal {
  // MARK: Kind

  /// Statistics have values and say what for: a time axis or reference areas, and nothing that
  /// names single things.
  mutating func decideKind() {
    var layout = self.layout
    let values = layout.columns(.value)
    let across = values.filter { layout.columns[$0].value.hasPeriod }
    let hasTime =
      !across.isEmpty || !layout.columns(.period).isEmpty || !layout.columns(.year).isEmpty
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
        && !layout.columns[index].isAttribute && index < values.first ?? Int.max
        && !layout.placeContext.contains(index)
        && !roles(of: layout.columns[index].heading).contains {
          $0 == "REF_AREA" || $0 == "GROUP" && !isNumeric(index)
        }
        // A code of each place names no single things where the figures have a time; parks and schools
        // have codes too.
        && !(hasTime && hasPlace && layout.places.contains { relation.correspond(index, $0) }
          && names(layout.columns[index].heading).isCode)
    }
    if values.isEmpty {
      decide(.record, "no column holds values")
    } else if let reason = eventReason(layout) {
      decide(.record, reason)
    } else if !hasPlace, areEvents(layout) {
      decide(.record, "the times of day keep no interval: events")
    } else if across.count > 1 {
      decide(.observations, "periods stand across in the headings")
    } else if !named.isEmpty, layout.columns.contains(where: { isStandard($0) }) {
      decide(.observations, "a column of observation values with the keys beside it")
    } else if isTitled(layout, values) {
      decide(.observations, "a title names the period of figures under labels")
    } else if naming.count > 1 || !naming.isEmpty && rows >= 4,
      !(across.count == 1 && (hasPlace || naming.count == 1))
    {
      decide(.record, "the column \(layout.columns[naming[0]].heading) names single things")
    } else if !hasTime, !hasPlace,
      layout.columns.indices.contains(where: {
        layout.columns[$0].role == .ignored && isNaming($0)
      })
    {
      decide(.record, "every row has an identifier of its own, and neither time nor place")
    } else if !named.isEmpty, hasTime || hasPlace || !layout.columns(.indicator).isEmpty {
      decide(.observations, "a column of observation values with the keys beside it")
    } else if across.count == 1,
      hasPlace || layout.columns(.indicator).count > 0 || naming.count == 1
    {
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
    // A heading over each of thousands of columns of figures says what they measure.
    if layout.kind == .record, values.count > LayoutProposal.mostRecordColumns {
      decide(.observations, "more columns of figures than a table of records has room for")
    }
    update { $0 = layout }
  }

  /// More columns than SQLite gives a table (https://www.sqlite.org/limits.html).
  static let mostRecordColumns = 1998

  /// Whether a title says for which period the figures are, columns of labels stand left of them,
  /// and all other columns hold nothing but figures: a published table and no register.
  private func isTitled(_ layout: TableLayout, _ values: [Int]) -> Bool {
    guard layout.preamble.period != nil, layout.preamble.title != nil, let first = values.first,
      first > 0, values.count > 1
    else { return false }
    let figures = layout.columns.indices.filter { $0 >= first && profile($0).filled > 0 }
    return figures.allSatisfy { index in
      let profile = profile(index)
      return (profile.numbers + profile.missing) * 10 >= profile.filled * 9
    }
  }

  /// Whether the rows are stamped with times that follow one another at no interval.
  private func areEvents(_ layout: TableLayout) -> Bool {
    guard layout.periodStyle.hasTimes, let axis = layout.columns(.period).first else {
      return false
    }
    var reader = periods
    var seconds: [Int64] = []
    for row in sample {
      guard let period = reader.read(row.cell(axis))?.period else { continue }
      let second = Int64(period.first.number) * 86_400 + Int64(period.second)
      if second != seconds.last { seconds.append(second) }
    }
    let steps = zip(seconds, seconds.dropFirst()).map { $1 - $0 }
    return steps.count >= 3 && Set(steps).count * 2 > steps.count
  }

  /// Whether a column has a heading that only statistics have: the names of SDMX.
  private func isStandard(_ column: TableLayout.Column) -> Bool {
    column.heading.uppercased().contains("OBS_VALUE")
      || [.unit, .multiplier, .status].contains(column.role) && !column.heading.isEmpty
  }

  /// Whether nearly every row has another value: names, identifiers, free text.
  private func isNaming(_ index: Int) -> Bool {
    let profile = profile(index)
    guard profile.filled >= 3 else { return false }
    if profile.hasManyValues { return true }
    if profile.filled < 8 { return profile.distinct.count == profile.filled }
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
    guard let first = keys.first, let firstValue = layout.columns(.value).first else {
      return false
    }
    // In statistics the keys stand before the values.
    return first < firstValue
  }

  // MARK: Decimal marks

  mutating func decideStyles() {
    var layout = self.layout
    let total = profiles.reduce(into: ColumnProfile()) { $0.merge($1.counts) }
    let values = layout.columns.indices.filter { layout.columns[$0].role == .value }
    let figures = values.map(profile).reduce(into: ColumnProfile()) { $0.merge($1.counts) }
    // Signs stand on one side of all numbers of a table; a bound is a round number.
    let trailsMinus =
      figures.unroundMinus > 0 && figures.leadingMinus + figures.trailingPlus == 0
    // “4.061” beside “812” and no “1.5”: points group thousands.
    let hasPointGroups =
      figures.ambiguousPoint > 0 && figures.shortIntegers > 0
      && figures.decimalPoint + figures.groupingComma + figures.longIntegers == 0
    if hasPointGroups {
      layout.doubts.append(
        "numbers such as 4.061 are read as thousands: whole numbers beside them have no more "
          + "than three digits, and no number has other decimals"
      )
    }
    for index in layout.columns.indices {
      let own = profile(index)
      defer {
        layout.columns[index].style.trailsMinus =
          trailsMinus || own.unroundMinus > 0 && own.leadingMinus + own.trailingPlus == 0
      }
      if hasPointGroups, values.contains(index) {
        layout.columns[index].style = .comma
        continue
      }
      let comma = own.decimalComma + own.groupingPoint
      let point = own.decimalPoint + own.groupingComma
      if comma > 0, point == 0 || own.decimalComma > own.decimalPoint {
        layout.columns[index].style = .comma
        if point > 0 {
          layout.doubts.append(
            "column \(index + 1) has decimal commas and decimal points: read as commas")
        }
      } else if comma > 0 {
        layout.doubts.append(
          "column \(index + 1) has decimal points and decimal commas: read as points")
      } else if point == 0, own.ambiguousComma + own.ambiguousPoint > 0 {
        if total.decimalComma + total.groupingPoint > 0,
          total.decimalPoint + total.groupingComma == 0
        {
          layout.columns[index].style = .comma
        } else if total.decimalPoint + total.groupingComma == 0, delimiter == UInt8(ascii: ";"),
          own.ambiguousComma > 0
        {
          layout.columns[index].style = .comma
          layout.doubts.append(
            "column \(index + 1): every comma could group thousands; read as decimal commas, "
              + "as files with semicolons have them"
          )
        } else if total.decimalPoint + total.groupingComma == 0, delimiter == UInt8(ascii: ";"),
          values.contains(index), own.ambiguousPoint == own.numbers, own.numbers > 2
        {
          layout.columns[index].style = .comma
          layout.doubts.append(
            "column \(index + 1): every point could be a decimal one; read as thousands, as files "
              + "with semicolons have decimal commas")
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

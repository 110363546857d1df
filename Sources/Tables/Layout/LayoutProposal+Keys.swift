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

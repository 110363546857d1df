internal import Documents
internal import Records
internal import Text

/// What a metadata file beside a table says about how it is to be read; whatever it does not say is
/// found as ever.
package struct TableMetadata: Equatable, Sendable {
  /// The metadata file.
  var locator: String
  var encoding: String?
  var delimiter: UInt8?
  var quote: UInt8?
  /// Rows before the headings, and rows of headings.
  var skipRows: Int?
  var headerRows: Int?
  /// Statistics or other records.
  var kind: SourceDescription.Kind?
  var title: String?
  var publisher: String?
  var published: String?
  /// What holds for every value of the table.
  var shared = Shared()
  /// Texts that stand for a missing value, besides those that Tally knows.
  var missing: [String] = []
  /// The columns in file order.
  var columns: [Column] = []

  /// What holds for every value of a table or of a column.
  struct Shared: Equatable, Sendable {
    var place: String?
    var indicator: String?
    var period: String?
    var unit: String?
    /// What printed numbers are multiplied with.
    var multiplier: Double?
    /// Further dimensions of every series.
    var dimensions: [SeriesDescription.Dimension] = []
  }

  /// One column.
  struct Column: Equatable, Sendable {
    /// Headings, of which one must be the column's; none where any will do.
    var titles: [String] = []
    /// What the column is; `nil` leaves the decision to Tally.
    var role: TableLayout.Role?
    /// The decimal mark, and whether it is text however numeric it looks.
    var decimal: UInt8?
    var isText = false
    /// What holds for every value of the column.
    var shared = Shared()
  }
}

extension TableMetadata {
  /// A role by the last part of an RDF Data Cube or SDMX property (`sdmx-dimension:refArea`, or its
  /// full address).
  static func role(ofProperty property: String) -> TableLayout.Role? {
    switch property.split(whereSeparator: { "#:/".contains($0) }).last.map(String.init) ?? "" {
    case "refArea": .place
    case "measureType", "indicator": .indicator
    case "timePeriod", "refPeriod": .period
    case "year": .year
    case "monthOfYear", "month": .part
    case "unitMeasure", "unit": .unit
    case "unitMult": .multiplier
    case "obsStatus": .status
    case "obsValue": .value
    case "dimension": .dimension
    default: nil
    }
  }

  /// The property that stands for a role in RDF Data Cube; `nil` where it has none.
  static func property(of role: TableLayout.Role) -> String? {
    switch role {
    case .place: "sdmx-dimension:refArea"
    case .indicator: "qb:measureType"
    case .period: "sdmx-dimension:timePeriod"
    case .year: "time:year"
    case .part: "time:monthOfYear"
    case .unit: "sdmx-attribute:unitMeasure"
    case .multiplier: "sdmx-attribute:unitMult"
    case .status: "sdmx-attribute:obsStatus"
    case .value: "sdmx-measure:obsValue"
    case .dimension: "qb:dimension"
    case .code, .estimates, .packed, .ignored, .action: nil
    }
  }
}

// MARK: - Obeying it

extension TableMetadata {
  /// Puts what the metadata says in the place of what was found.
  ///
  /// - Throws: a `Failure` of kind `badData` where it names other columns than the table has.
  func apply(to layout: inout TableLayout, _ vocabulary: Vocabulary, _ periods: PeriodLabelReader)
    throws(Failure)
  {
    var reader = periods
    if let title { layout.preamble.title = title }
    if let place = shared.place { layout.preamble.place = place }
    if let indicator = shared.indicator {
      layout.preamble.indicator = vocabulary.headingLabel(indicator)
    }
    if let period = shared.period { layout.preamble.period = reader.read(period)?.period }
    if shared.unit != nil || shared.multiplier != nil {
      let unit = unit(shared, of: layout.preamble.unit, layout.preamble.unitText, vocabulary)
      (layout.preamble.unit, layout.preamble.unitText) = unit
    }
    guard columns.count <= layout.columns.count else {
      throw Failure(
        .badData, "it describes \(columns.count) columns and the table has \(layout.columns.count)",
        at: Place(locator))
    }
    for (index, column) in columns.enumerated() {
      try check(column, index, layout)
      if let role = column.role { layout.columns[index].role = role }
      if column.isText { layout.columns[index].isText = true }
      if let decimal = column.decimal {
        layout.columns[index].style = NumberStyle(decimal: decimal)
      }
      guard layout.columns[index].role == .value else { continue }
      var value = layout.columns[index].value
      if let place = column.shared.place { value.place = place }
      if column.role == .value, columns.contains(where: { $0.role == .indicator }) {
        value.indicator = nil
      }
      if let indicator = column.shared.indicator { value.indicator = HeadingLabel(text: indicator) }
      if let period = column.shared.period {
        value.period = reader.read(period)?.period
        value.periodText = value.period == nil ? period : nil
      }
      if column.shared.unit != nil || column.shared.multiplier != nil {
        (value.unit, value.unitText) = unit(
          column.shared, of: value.unit, value.unitText, vocabulary)
      }
      layout.columns[index].value = value
    }
    for index in layout.columns(.value) {
      layout.columns[index].value.dimensions += shared.dimensions
    }
    let says = columns.contains { $0.role != nil }
    if says { layout.compound = nil }
    layout.kind = kind ?? (columns.contains { $0.role == .value } ? .observations : layout.kind)
    if says || kind != nil { layout.reason = "as \(locator) says" }
  }

  private func check(_ column: Column, _ index: Int, _ layout: TableLayout) throws(Failure) {
    let heading = layout.columns[index].heading
    let last = index < layout.heading.count ? layout.heading[index].folded : heading
    guard !column.titles.isEmpty, !heading.isEmpty else { return }
    guard !column.titles.contains(where: { [heading, last].contains($0.folded) }) else { return }
    throw Failure(
      .badData,
      "column \(index + 1) is “\(heading)” in the table and “\(column.titles[0])” here: correct either",
      at: Place(locator))
  }

  /// A unit by its code or its name; a multiplier alone changes the unit that is there.
  private func unit(
    _ shared: Shared, of old: UnitLabel, _ text: String?, _ vocabulary: Vocabulary
  ) -> (UnitLabel, String?) {
    var unit = old
    var label = text
    if let given = shared.unit {
      let read = vocabulary.unitLabel(given)
      unit = UnitLabel(
        unit: vocabulary.unit(code: given) != nil ? given : read.unit, multiplier: read.multiplier)
      label = given == old.unit ? text ?? given : given
    }
    if let multiplier = shared.multiplier { unit.multiplier = multiplier }
    return (unit, label)
  }
}

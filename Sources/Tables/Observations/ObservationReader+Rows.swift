internal import Documents
internal import Records
internal import Text

/// Rows that are no data, and what they say of the rows around them.
extension ObservationReader {
  func isBlank(_ fields: Range<Int>) -> Bool {
    for field in fields {
      for at in block.range(field) where block.bytes[at] > 0x20 { return false }
    }
    return true
  }

  func hasContent(_ fields: Range<Int>.SubSequence) -> Bool {
    fields.contains { block.length($0) > 0 && block.bytes[block.range($0)].contains { $0 > 0x20 } }
  }

  /// Whether a row's first cell is that of the headings.
  func opensLikeHeading(_ fields: Range<Int>) -> Bool {
    guard let first = firstHeading.first, block.length(fields.lowerBound) >= firstHeading.count
    else { return false }
    let range = block.range(fields.lowerBound)
    return block.bytes[range.lowerBound] == first
      && block.bytes[range].starts(with: firstHeading)
  }

  /// A lone label heads the rows below it: it names their place, or what they are parts of.
  mutating func noteSection(_ fields: Range<Int>) {
    guard layout.columns.count > 2, let field = fields.first(where: { block.length($0) > 0 }) else {
      return
    }
    let text = block.text(field).folded
    if timeColumns.isEmpty, !values.contains(where: { $0.value.hasPeriod }),
      let period = periods.read(text)?.period
    {
      (sectionPeriod, section) = (period, nil)
      return
    }
    guard text.count <= 60,
      layout.columns.first?.role != .place || layout.hasSections || series.isPlaceOfRows(text)
    else {
      section = nil
      return
    }
    if layout.hasSections, followsSection, let above = section, !above.isPlace {
      section = ("\(above.text) / \(text)", false)
    } else {
      section = (text, series.isPlaceOfRows(text))
    }
  }

  /// Keys that are printed once for several rows are put into the rows below.
  mutating func carryKeys(_ fields: Range<Int>) {
    var isBlank = true
    for column in layout.carried where column < fields.count {
      let field = fields.lowerBound + column
      if block.length(field) > 0 {
        isBlank = false
        carried[column] = Array(block.bytes[block.range(field)])
      } else if isBlank, let above = carried[column] {
        block.fields[field] = FieldBatch.Field(
          start: UInt32(block.bytes.count), length: UInt32(above.count))
        block.bytes += above
      } else {
        carried[column] = nil
      }
    }
  }

  /// Rows that are no data: repeated headings, notes and footers, section headings, statuses of the
  /// row above.
  mutating func ruleToPass(
    _ fields: Range<Int>, found isEmpty: Bool, _ texts: [Int], _ batch: inout ObservationBatch
  ) -> String? {
    let filled = fields.count { block.length($0) > 0 }
    let isHeading = fields.enumerated().allSatisfy { offset, field in
      offset >= layout.heading.count || block.text(field).trimmedText == layout.heading[offset]
    }
    if isHeading, filled > 1 { return "repeated_heading" }
    guard isEmpty else { return nil }
    if texts.isEmpty, filled == 1 {
      noteSection(fields)
      return "section_or_note"
    }
    if texts.isEmpty, filled <= 2, layout.columns.count > 2 { return "note" }
    // One long cell at the left, whatever lies under it.
    if fields.count <= 2, layout.columns.count > 3 { return "note" }
    if !texts.isEmpty, values.count > 2, !previousRow.isEmpty, applyStatuses(fields, texts, &batch)
    {
      return "statuses"
    }
    return nil
  }

  /// A row below another whose cells are all flags gives the statuses of that row.
  mutating func applyStatuses(_ fields: Range<Int>, _ texts: [Int], _ batch: inout ObservationBatch)
    -> Bool
  {
    var statuses: [UInt32: UInt8] = [:]
    for position in texts {
      let column = values[position].index
      let flag = block.text(fields.lowerBound + column).trimmedText
      guard flag.utf8.count <= 2, let letter = cells.status(flag) else { return false }
      statuses[UInt32(column + layout.firstColumn)] = letter
    }
    for index in previousRow {
      if let status = statuses[batch.rows[index].column] { batch.rows[index].status = status }
    }
    return true
  }
}

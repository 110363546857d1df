internal import Documents
internal import Records
internal import Text

/// The period of a value: its column's, its row's, or the part of a year.
extension ObservationReader {
  mutating func nameValuePeriods(_ batch: inout ObservationBatch) {
    guard !hasValuePeriods else { return }
    hasValuePeriods = true
    for index in values.indices {
      if let period = values[index].value.period {
        valuePeriods[index] = ordinal(of: period, &batch)
      }
    }
  }

  mutating func ordinal(of period: TimePeriod, _ batch: inout ObservationBatch) -> Int32 {
    if let known = periodOrdinals[period] { return known }
    let ordinal = Int32(periodOrdinals.count)
    periodOrdinals[period] = ordinal
    batch.newPeriods.append(period)
    repeats.add(period)
    return ordinal
  }

  /// The period of a value: its column's, its row's, or the part of the row's year that its column
  /// names.
  mutating func period(
    of position: Int, _ fields: Range<Int>, _ row: Int32, _ batch: inout ObservationBatch
  ) -> Int32 {
    if valuePeriods[position] >= 0 {
      guard let part = layout.rowPart else { return valuePeriods[position] }
      return self.part(part, of: position, fields, &batch)
    }
    guard hasParts, let part = values[position].value.part, let column = timeColumns.first else {
      return row
    }
    let key = Int(row) << 16 | position
    if let known = partPeriods[key] { return known }
    let text = column < fields.count ? block.text(fields.lowerBound + column).folded : ""
    let found = periods.read("\(text) \(part)")?.period.map { ordinal(of: $0, &batch) } ?? row
    partPeriods[key] = found
    return found
  }

  /// The part of the year in the heading that the row names; the year where it names none.
  private mutating func part(
    _ column: Int, of position: Int, _ fields: Range<Int>, _ batch: inout ObservationBatch
  ) -> Int32 {
    let range = column < fields.count ? block.range(fields.lowerBound + column) : 0..<0
    let hash = block.hash(range, ByteHash.first &+ UInt64(position)) | 1
    let known = periodCells[hash]
    if known >= 0 { return known }
    let text = String(decoding: block.bytes[range], as: UTF8.self).folded
    let year = values[position].value.period.map { "\($0.first.year)" } ?? ""
    let found =
      periods.read("\(year) \(text)")?.period.map { ordinal(of: $0, &batch) }
      ?? valuePeriods[position]
    periodCells[hash] = found
    return found
  }

  /// The period of a row from its time columns.
  mutating func rowPeriod(_ fields: Range<Int>, _ batch: inout ObservationBatch) -> PeriodCell {
    let columns = timeColumns
    if columns.isEmpty, let packed = packedTime, packed.column < fields.count {
      let cell = block.text(fields.lowerBound + packed.column)
      let pieces = cell.split(separator: ",", omittingEmptySubsequences: false)
      if packed.part < pieces.count, let period = periods.read(pieces[packed.part])?.period {
        return .ordinal(ordinal(of: period, &batch), nil)
      }
    }
    guard !columns.isEmpty else {
      let period = series.told.period(stated: sectionPeriod ?? layout.preamble.period)
      return .ordinal(period.map { ordinal(of: $0, &batch) } ?? -1, nil)
    }
    var hash = ByteHash.first
    for column in columns where column < fields.count {
      hash = block.hash(block.range(fields.lowerBound + column), hash)
    }
    hash |= 1
    let known = periodCells[hash]
    if known >= 0 { return .ordinal(known, nil) }
    // A year, a month and a day are a date as they stand.
    let hasDays = columns.contains { layout.columns[$0].partUnit == "D" }
    if let known = otherPeriodCells[hash] { return known }
    let text = columns.map { column -> String in
      let text = column < fields.count ? block.text(fields.lowerBound + column).trimmedText : ""
      // “3” under the heading “Quarter”.
      guard !hasDays, let unit = layout.columns[column].partUnit, text.utf8.count <= 2,
        text.utf8.allSatisfy(isDigit),
        !text.isEmpty
      else { return text }
      return unit + text
    }.filter { !$0.isEmpty }.joined(separator: " ")
    var cell = PeriodCell.none
    if let label = periods.read(text) {
      let status = label.flag.flatMap { cells.knownStatus($0) }
      cell = label.period.map { .ordinal(ordinal(of: $0, &batch), status) } ?? .label(text)
    } else if columns.count == 1, text.utf8.count <= 3, let year = Int(text),
      let period = TimePeriod.year(year)
    {
      // A column of years may reach back before the year 1000.
      cell = .ordinal(ordinal(of: period, &batch), nil)
    } else if text.isEmpty, !values.isEmpty, values[0].value.hasPeriod {
      cell = .ordinal(-1, nil)
    }
    if case .ordinal(let ordinal, nil) = cell, ordinal >= 0 {
      periodCells[hash] = ordinal
    } else {
      otherPeriodCells[hash] = cell
    }
    return cell
  }
}

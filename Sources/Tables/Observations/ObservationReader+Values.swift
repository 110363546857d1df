internal import Documents
internal import Records
internal import Text

/// The values of a row and the series that they belong to.
extension ObservationReader {
  mutating func emit(
    _ found: [(column: Int, cell: Cell)], _ fields: Range<Int>, _ row: Int, _ line: UInt32,
    _ batch: inout ObservationBatch
  ) -> Outcome {
    if !layout.carried.isEmpty { carryKeys(fields) }
    var period: Int32 = -1
    var periodStatus: UInt8?
    var extra: [SeriesDescription.Dimension] = []
    switch rowPeriod(fields, &batch) {
    case .ordinal(let ordinal, let status): (period, periodStatus) = (ordinal, status)
    case .label(let label): extra.append(.init(name: "TIME_PERIOD", value: label))
    case .none:
      if let column = layout.columns(.period).first ?? layout.columns(.year).first {
        let text = column < fields.count ? block.text(fields.lowerBound + column) : ""
        batch.rejects.append(
          Reject(
            line: Int(line), column: column + layout.firstColumn, code: "not_a_period",
            message: "expected a period such as 2024, 2024-Q3 or 2024-03-05", raw: text))
        return .rejected
      }
    }
    if let section, !section.isPlace, layout.hasSections || isPart(fields, of: section.text) {
      extra.append(.init(name: "SECTION", value: section.text))
    }
    let place = section.flatMap { $0.isPlace ? $0.text : nil }
    let (first, second) = keyHash(fields, extra, place)
    let rowStatus = statedStatus(fields, statusColumns)
    var lastActual: Int?
    if let column = estimatesColumn, column < fields.count {
      lastActual = Int(block.text(fields.lowerBound + column).trimmedText)
    }
    for index in found.indices {
      let position = found[index].column
      var own = OwnUnit()
      if case .number(let number) = found[index].cell {
        own = OwnUnit(isPercent: number.isPercent, currency: number.currency)
      }
      let group =
        UInt64(values[position].group) << 1 | (own.isPercent ? 1 : 0)
        | UInt64(own.currency) << 48
      let ordinal = ordinal(
        ofSeries: first ^ (group &* 0x9E37_79B9_7F4A_7C15), second &+ group, position, own,
        fields, extra, place,
        &batch)
      var status = rowStatus
      if let own = ownStatuses[position] { status = statedStatus(fields, [own]) ?? status }
      if status == nil, let periodStatus { status = (periodStatus, 0..<0) }
      if let last = lastActual, status == nil, let year = values[position].value.period?.first.year,
        year > last
      {
        status = (UInt8(ascii: "E"), 0..<0)
      }
      append(
        found[index].cell, ordinal, self.period(of: position, fields, period, &batch), status,
        fields, position, line,
        &batch)
    }
    return .read
  }

  /// The unit that stands in a cell beside its number.
  struct OwnUnit {
    var isPercent = false
    /// As `NumberCell` has it.
    var currency: UInt16 = 0
  }

  mutating func ordinal(
    ofSeries first: UInt64, _ second: UInt64, _ position: Int, _ own: OwnUnit,
    _ fields: Range<Int>,
    _ extra: [SeriesDescription.Dimension], _ place: String?, _ batch: inout ObservationBatch
  ) -> Int32 {
    // Rows come series by series, or every series once in turn: the next one is guessed.
    let next = lastSeries + 1 < seriesKeys.count ? lastSeries + 1 : 0
    if lastSeries < seriesKeys.count {
      if seriesKeys[lastSeries] == (first, second) { return Int32(lastSeries) }
      if seriesKeys[next] == (first, second) {
        lastSeries = next
        return Int32(next)
      }
    }
    var key = first | 1
    while true {
      let known = seriesOrdinals[key]
      if known.ordinal < 0 { break }
      if known.second == second {
        lastSeries = Int(known.ordinal)
        return known.ordinal
      }
      key &+= 2
    }
    let ordinal = Int32(counts.count)
    seriesOrdinals[key] = (second, ordinal)
    seriesKeys.append((first, second))
    lastSeries = Int(ordinal)
    counts.append(0)
    let value = values[position].value
    var more = extra
    if let text = value.periodText { more.append(.init(name: "TIME_PERIOD", value: text)) }
    let description = series.series(
      cells: { index in index < fields.count ? block.text(fields.lowerBound + index) : "" },
      value: value,
      isPercent: own.isPercent,
      currency: own.currency > 0
        ? (cells.currencies[Int(own.currency)], cells.currencySigns[Int(own.currency)]) : nil,
      extra: more, section: place)
    multipliers.append(description.multiplier)
    batch.newSeries.append(description)
    return ordinal
  }

  /// A row is part of what a section names where it is indented, or where the name ends in a colon.
  func isPart(_ fields: Range<Int>, of section: String) -> Bool {
    if section.last == ":" || section.last == "：" { return true }
    guard let first = block.bytes[block.range(fields.lowerBound)].first else { return false }
    return first == 0x20 || first == 0x09 || first == 0xC2 || first == 0xE3
  }
  mutating func append(
    _ cell: Cell, _ series: Int32, _ period: Int32, _ stated: (status: UInt8, flag: Range<Int>)?,
    _ fields: Range<Int>,
    _ position: Int, _ line: UInt32, _ batch: inout ObservationBatch
  ) {
    let column = values[position].index
    let range = block.range(fields.lowerBound + column)
    var row = ObservationBatch.Row(
      series: series, ordinal: counts[Int(series)], period: period, value: .nan,
      status: UInt8(ascii: "A"),
      decimals: 255, flagLength: 0, line: line, column: UInt32(column + layout.firstColumn),
      cellStart: UInt32(range.lowerBound),
      cellLength: UInt32(range.count))
    row.isLast = row.ordinal > 0 && Int(series) == counts.count - 1
    counts[Int(series)] += 1
    if let other = repeats.note(series: series, period: period, line: line) {
      batch.rejects.append(
        Reject(
          line: Int(line), column: column + layout.firstColumn, code: "same_key",
          message:
            "nothing that was read tells this figure from the one on line \(other): both are kept",
          raw: block.text(fields.lowerBound + column)))
    }
    switch cell {
    case .number(let number):
      row.value = scaled(number, multipliers[Int(series)])
      row.status = number.status
      if !row.value.isFinite {
        row.value = .nan
        row.status = UInt8(ascii: "M")
        batch.rejects.append(
          Reject(
            line: Int(line), column: column + layout.firstColumn, code: "number_too_large",
            message: "with its unit's multiplier the number is larger than any that can be stored",
            raw: block.text(fields.lowerBound + column)))
      }
      row.decimals = UInt8(clamping: number.decimals)
      if let flag = number.flag {
        row.flagStart = UInt32(range.lowerBound + flag.lowerBound)
        row.flagLength = UInt16(clamping: flag.count)
      }
    case .missing(let status): row.status = status
    case .empty, .text: row.status = UInt8(ascii: "M")
    }
    if let stated {
      if row.status == UInt8(ascii: "A")
        || row.status == UInt8(ascii: "M") && stated.status != UInt8(ascii: "A")
      {
        row.status = stated.status
      }
      if row.flagLength == 0, !stated.flag.isEmpty {
        row.flagStart = UInt32(stated.flag.lowerBound)
        row.flagLength = UInt16(clamping: stated.flag.count)
      }
    } else if let flag = values[position].value.flag, row.status == UInt8(ascii: "A"),
      let letter = cells.knownStatus(flag)
    {
      row.status = letter
    }
    batch.rows.append(row)
  }

  /// A printed number times a multiplier: by its decimal digits where that is exact, so that
  /// 43198.3 times 1e8 is 4319830000000.
  func scaled(_ number: NumberCell, _ multiplier: Double) -> Double {
    guard multiplier != 1, let power = ObservationReader.powers[multiplier], number.decimals <= 15
    else {
      return number.value * multiplier
    }
    let digits = (abs(number.value) * NumberText.double(1, number.decimals, false)).rounded()
    guard digits < 9e15 else { return number.value * multiplier }
    return NumberText.double(UInt64(digits), power - number.decimals, number.value < 0)
  }

  /// The exponents of the powers of ten.
  static let powers: [Double: Int] = Dictionary(
    uniqueKeysWithValues: (1...15).map { (NumberText.double(1, $0, false), $0) })

  /// An empty value whose status says why it is missing.
  mutating func emptyWithStatus(
    _ fields: Range<Int>, _ row: Int, _ line: UInt32, _ field: Int, _ batch: inout ObservationBatch
  ) -> Outcome {
    guard let stated = statedStatus(fields, statusColumns), !stated.flag.isEmpty,
      stated.status != UInt8(ascii: "A")
    else {
      return .read
    }
    return emit([(0, .empty)], fields, row, line, &batch)
  }

  /// Two independent hashes over the key cells: 128 bits, so that two series are never taken for
  /// one.
  func keyHash(
    _ fields: Range<Int>, _ extra: [SeriesDescription.Dimension], _ section: String?
  ) -> (UInt64, UInt64) {
    var first = ByteHash.first
    var second = ByteHash.second
    for key in keys {
      let range = key < fields.count ? block.range(fields.lowerBound + key) : 0..<0
      first = block.hash(range, first)
      second = block.hash(range, second)
    }
    for dimension in extra {
      for byte in dimension.value.utf8 {
        first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
        second = (second &+ UInt64(byte) &+ 1) &* 0xD6E8_FEB8_6659_FD93
      }
    }
    if let section {
      for byte in section.utf8 {
        first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
        second = (second &+ UInt64(byte) &+ 1) &* 0xD6E8_FEB8_6659_FD93
      }
    }
    return (first, second)
  }
}

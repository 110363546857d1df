internal import Records

/// Reads the cells of a sheet of an xls workbook; they need not come in order, so they are sorted.
struct XLSSheet {
  private enum Content {
    case number(Double, style: Int)
    case shared(Int)
    case text([UInt8])
  }

  private let workbook: XLSWorkbook
  private var cells: [(place: Int, content: Content)] = []
  private var facts: SheetFacts
  private var merged: [MergedArea] = []
  private var links: Set<CellPlace> = []
  /// The cell of a formula whose text comes in the next record.
  private var pending: Int?

  /// The cells of a sheet as text, and what else is known of it.
  static func read(
    _ sheet: Workbook.Sheet, of content: SourceContent, into text: SheetText
  ) throws(Failure) -> (Spool, SheetFacts) {
    let workbook = try XLSWorkbook.workbook(content)
    let facts = SheetFacts(
      name: sheet.name, mediaType: XLSWorkbook.mediaType, isHidden: sheet.isHidden)
    var reading = XLSSheet(workbook: workbook, facts: facts)
    try reading.read(from: workbook.start(of: sheet), locator: text.locator)
    return try reading.write(text)
  }

  private mutating func read(from start: Int, locator: String) throws(Failure) {
    var records = BIFFRecords(workbook.bytes, from: start)
    // A chart within the sheet has records of its own.
    var depth = 0
    while let record = records.next() {
      switch record.kind {
      case 0x0809: depth += 1
      case 0x000A:
        depth -= 1
        if depth == 0 { return }
      default: if depth == 1 { add(record, records) }
      }
    }
    throw Failure(
      .badData, "the workbook is cut short within this sheet: fetch the file again",
      at: Place(locator))
  }

  private mutating func add(_ record: BIFFRecords.Record, _ records: BIFFRecords) {
    func number(_ offset: Int, _ width: Int) -> Int { records.number(record, offset, width) }
    let place = number(0, 2) << 16 | number(2, 2)
    let style = number(4, 2)
    switch record.kind {
    case 0x0203: cells.append((place, .number(records.double(record, 6), style: style)))
    case 0x027E:
      cells.append((place, .number(BIFFRecords.packed(number(6, 4)), style: style)))
    case 0x00BD:
      for index in 0..<max(0, (record.data.count - 6) / 6) {
        let value = BIFFRecords.packed(number(6 + 6 * index, 4))
        cells.append((place + index, .number(value, style: number(4 + 6 * index, 2))))
      }
    case 0x00FD: cells.append((place, .shared(number(6, 4))))
    case 0x0204, 0x00D6:
      var text = BIFFText(record, from: 6, records, isOld: workbook.isOld)
      if let text = text.next(width: 2) { cells.append((place, .text(text))) }
    case 0x0205: cells.append((place, .text(XLSSheet.constant(number(6, 1), number(7, 1) == 1))))
    case 0x0006, 0x0206, 0x0406: addFormula(record, records, place, style)
    case 0x0207:
      var text = BIFFText(record, from: 0, records, isOld: workbook.isOld)
      if let place = pending, let text = text.next(width: 2) {
        cells.append((place, .text(text)))
      }
      pending = nil
    case 0x00E5:
      for index in 0..<number(0, 2) {
        let (rows, columns) = (
          number(2 + 8 * index, 2)...max(number(2 + 8 * index, 2), number(4 + 8 * index, 2)),
          number(6 + 8 * index, 2)...max(number(6 + 8 * index, 2), number(8 + 8 * index, 2))
        )
        merged.append(
          MergedArea(
            rows: rows.lowerBound + 1...rows.upperBound + 1,
            columns: columns.lowerBound + 1...columns.upperBound + 1))
      }
    case 0x01B8: links.insert(CellPlace(row: number(0, 2) + 1, column: number(4, 2) + 1))
    case 0x0208: if number(12, 2) & 0x20 != 0 { facts.hiddenRows.extend(with: number(0, 2) + 1) }
    case 0x007D:
      let (first, last) = (number(0, 2) + 1, number(2, 2) + 1)
      if number(8, 2) & 1 != 0, first <= last, first <= 256 {
        facts.hiddenColumns.append(first...min(last, 256))
      }
    default: break
    }
  }

  /// The value that was stored with a formula: a number, or what the last four bytes say it is.
  private mutating func addFormula(
    _ record: BIFFRecords.Record, _ records: BIFFRecords, _ place: Int, _ style: Int
  ) {
    guard records.number(record, 12, 2) == 0xFFFF else {
      cells.append((place, .number(records.double(record, 6), style: style)))
      return
    }
    switch records.number(record, 6, 1) {
    case 0: pending = place
    case 1: cells.append((place, .text(XLSSheet.constant(records.number(record, 8, 1), false))))
    case 2: cells.append((place, .text(XLSSheet.constant(records.number(record, 8, 1), true))))
    default: break
    }
  }

  /// Truth values and errors ([MS-XLS] 2.5.10).
  private static func constant(_ code: Int, _ isError: Bool) -> [UInt8] {
    guard isError else { return Array((code == 0 ? "FALSE" : "TRUE").utf8) }
    let name =
      switch code {
      case 0x00: "#NULL!"
      case 0x07: "#DIV/0!"
      case 0x0F: "#VALUE!"
      case 0x17: "#REF!"
      case 0x1D: "#NAME?"
      case 0x24: "#NUM!"
      default: "#N/A"
      }
    return Array(name.utf8)
  }

  private mutating func write(_ output: SheetText) throws(Failure) -> (Spool, SheetFacts) {
    var output = output
    cells.sort { $0.place < $1.place }
    output.merged = merged
    output.links = links
    var last = -1
    for (place, content) in cells where place != last {
      last = place
      let (row, column) = (place >> 16 + 1, place & 0xFFFF + 1)
      switch content {
      case .number(let value, let style):
        guard let number = DecimalText(value) else { continue }
        let format = workbook.format(style)
        try output.add(row: row, column: column, format.text(number, dates: workbook.dates))
      case .shared(let index):
        guard let text = workbook.strings.text(index) else {
          throw Failure(
            .badData,
            "the workbook is damaged: \(CellName.cell(row: row, column: column)) names a text that is not there",
            at: Place(output.locator))
        }
        try output.add(row: row, column: column, text)
      case .text(let text): try output.add(row: row, column: column, text)
      }
    }
    return try output.finish(facts)
  }
}

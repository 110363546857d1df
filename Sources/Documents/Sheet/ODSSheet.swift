internal import Records

/// Reads the cells of a sheet of an OpenDocument spreadsheet, one row after the other.
struct ODSSheet {
  private var reader: XMLReader
  private var text: SheetText
  private var facts: SheetFacts
  private var styles = ODSStyles()
  /// The row and column that come next.
  private var row = 1
  private var column = 1
  /// The style of the cells of each column that name none, with the last column that has it.
  private var columnStyles: [(last: Int, name: String)] = []
  /// The cell that was read last leads to another sheet or page.
  private var isLink = false
  /// The cells of a row that holds something, for when it is repeated.
  private var cells: [(column: Int, text: [UInt8])] = []

  // The names that come for every cell, hashed once.
  private static let cellName: XMLName = "table-cell"
  private static let coveredName: XMLName = "covered-table-cell"
  private static let repeated: XMLName = "number-columns-repeated"
  private static let valueType: XMLName = "value-type"
  private static let value: XMLName = "value"

  /// No sheet has more rows or columns; more repetitions are damage.
  private static let most = 1 << 24

  /// The cells of a sheet as text, and what else is known of it.
  static func read(
    _ sheet: Workbook.Sheet, of archive: OfficeArchive, into text: SheetText
  ) throws(Failure) -> (Spool, SheetFacts) {
    let facts = SheetFacts(
      name: sheet.name, mediaType: ODSWorkbook.mediaType, isHidden: sheet.isHidden)
    var styles = ODSStyles()
    if let stream = try archive.part("styles.xml") {
      var reader = XMLReader(stream, locator: text.locator)
      reading: while true {
        switch try reader.next() {
        case .start("styles"): try styles.read(&reader, within: "styles")
        case .done: break reading
        default: break
        }
      }
    }
    var reading = ODSSheet(
      reader: XMLReader(try archive.required("content.xml"), locator: text.locator), text: text,
      facts: facts, styles: styles)
    try reading.find(sheet.index)
    return try reading.text.finish(reading.facts)
  }

  private mutating func find(_ index: Int) throws(Failure) {
    var tables = 0
    while true {
      switch try reader.next() {
      case .start("automatic-styles"): try styles.read(&reader, within: "automatic-styles")
      case .start("tracked-changes"), .start("dde-links"): try reader.skip()
      case .start("table"):
        if tables == index { try table() } else { try reader.skip() }
        tables += 1
      case .done: return
      default: break
      }
    }
  }

  private mutating func table() throws(Failure) {
    var columns = 1
    while true {
      switch try reader.next() {
      case .start("table-column"):
        let count = min(reader.number(ODSSheet.repeated) ?? 1, ODSSheet.most)
        if let style = reader.value("default-cell-style-name") {
          columnStyles.append((columns + count - 1, style))
        }
        if isHidden, count > 0 { facts.hiddenColumns.append(columns...columns + count - 1) }
        columns += count
      case .start("table-row"): try tableRow()
      case .start("shapes"), .start("forms"): try reader.skip()
      case .end("table"), .done: return
      default: break
      }
    }
  }

  private var isHidden: Bool {
    reader.value("visibility").map { $0 == "collapse" || $0 == "filter" } ?? false
  }

  private mutating func tableRow() throws(Failure) {
    let count = min(reader.number("number-rows-repeated") ?? 1, ODSSheet.most)
    let isHidden = isHidden
    column = 1
    cells.removeAll(keepingCapacity: true)
    reading: while true {
      switch try reader.next() {
      case .start(ODSSheet.cellName), .start(ODSSheet.coveredName): try cell()
      case .end("table-row"), .done: break reading
      default: break
      }
    }
    if !cells.isEmpty {
      for offset in 0..<count {
        for cell in cells { try text.add(row: row + offset, column: cell.column, cell.text) }
        if isHidden { facts.hiddenRows.extend(with: row + offset) }
      }
    }
    row += count
  }

  private mutating func cell() throws(Failure) {
    let count = min(reader.number(ODSSheet.repeated) ?? 1, ODSSheet.most)
    defer { column += count }
    if let wide = reader.number("number-columns-spanned"), wide > 1, wide < ODSSheet.most {
      let high = max(1, min(reader.number("number-rows-spanned") ?? 1, ODSSheet.most))
      text.merged.append(
        MergedArea(rows: row...row + high - 1, columns: column...column + wide - 1))
    }
    let shown = stored()
    let content = try paragraphs()
    if isLink { text.links.insert(CellPlace(row: row, column: column)) }
    let cell = shown ?? content
    guard cell.contains(where: { $0 > 0x20 }) else { return }
    for offset in 0..<min(count, 1 << 14) { cells.append((column + offset, cell)) }
  }

  /// The value of the cell that has just started, as it is to be printed; `nil` where it is a text.
  private func stored() -> [UInt8]? {
    guard let type = reader.bytes(of: ODSSheet.valueType) else { return nil }
    switch type.first {
    case UInt8(ascii: "f"), UInt8(ascii: "c"), UInt8(ascii: "p"):
      guard let raw = reader.bytes(of: ODSSheet.value), let number = DecimalText(raw) else {
        return nil
      }
      var format = NumberFormat()
      if type.first == UInt8(ascii: "p") {
        format.kind = .percent
      } else {
        format.leastDigits = styles.leastDigits(style)
      }
      return format.text(number, dates: .from1900)
    case UInt8(ascii: "d"):
      guard let date = reader.bytes(of: "date-value") else { return nil }
      return shown(date, styles.datePart(style))
    case UInt8(ascii: "b"):
      return reader.isTrue("boolean-value") ? Array("TRUE".utf8) : Array("FALSE".utf8)
    case UInt8(ascii: "t"):
      return reader.value("time-value").flatMap(ODSSheet.clock).map { Array($0.utf8) }
    default: return nil
    }
  }

  /// A date as far as it is shown: `2024-03-01` or `2024-03-01T00:00:00`.
  private func shown(_ date: ArraySlice<UInt8>, _ part: NumberFormat.DatePart?) -> [UInt8] {
    switch part {
    case .year: return Array(date.prefix(4))
    case .month: return Array(date.prefix(7))
    case .day, nil: return Array(date.prefix(10))
    case .second:
      return Array(date.suffix(9)) == Array("T00:00:00".utf8)
        ? Array(date.prefix(10)) : Array(date.prefix(19))
    }
  }

  /// `PT07H30M00S` as 07:30:00.
  private static func clock(_ duration: String) -> String? {
    var (parts, digits) = ([Character: String](), "")
    for character in duration {
      if character.isNumber || character == "." {
        digits.append(character)
      } else {
        parts[character] = String(digits.prefix { $0 != "." })
        digits = ""
      }
    }
    func two(_ unit: Character) -> String {
      let number = parts[unit] ?? "0"
      return number.count < 2 ? "0" + number : number
    }
    return parts["H"] == nil ? nil : "\(two("H")):\(two("M")):\(two("S"))"
  }

  /// The style of the cell that has just started.
  private var style: String {
    reader.value("style-name") ?? columnStyles.first { column <= $0.last }?.name ?? ""
  }

  /// The text in the cell that has just started: its paragraphs, without comments and drawings.
  private mutating func paragraphs() throws(Failure) -> [UInt8] {
    isLink = false
    reader.text.removeAll(keepingCapacity: true)
    var paragraphs = 0
    /// Where the text of each open span started, where it is raised.
    var spans: [Int?] = []
    while true {
      switch try reader.next() {
      case .start("p"):
        if paragraphs > 0 { reader.text.append(0x20) }
        paragraphs += 1
        reader.isCollecting = true
      case .end("p"): reader.isCollecting = false
      case .start("span"):
        let isRaised = styles.raised.contains(reader.value("style-name") ?? "")
        spans.append(isRaised ? reader.text.count : nil)
      case .end("span"):
        if let start = spans.popLast() ?? nil { RichText.raise(&reader.text, from: start) }
      case .start("a"): isLink = true
      case .start("s"):
        reader.text += repeatElement(0x20, count: min(reader.number("c") ?? 1, 1000))
      case .start("tab"), .start("line-break"): reader.text.append(0x20)
      case .start("annotation"), .start("frame"), .start("custom-shape"), .start("table"),
        .start("g"), .start("control"), .start("ruby-text"):
        let isCollecting = reader.isCollecting
        reader.isCollecting = false
        try reader.skip()
        reader.isCollecting = isCollecting
      case .end(ODSSheet.cellName), .end(ODSSheet.coveredName), .done: return reader.text
      default: break
      }
    }
  }
}

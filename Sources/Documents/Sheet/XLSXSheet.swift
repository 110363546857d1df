internal import Records

/// Reads the cells of a worksheet (ECMA-376 Part 1, 18.3.1), one row after the other.
///
/// Of a formula the value is taken that was stored with it.
struct XLSXSheet {
  private var reader: XMLReader
  private let shared: XLSXWorkbook.Shared
  private var text: SheetText
  private var facts: SheetFacts
  /// Where the last cell stood.
  private var row = 0
  private var column = 0

  // The names that come for every cell, hashed once.
  private static let cellName: XMLName = "c"
  private static let rowName: XMLName = "row"
  private static let valueName: XMLName = "v"
  private static let reference: XMLName = "r"
  private static let style: XMLName = "s"
  private static let type: XMLName = "t"

  private init(
    _ stream: ByteStream, _ shared: XLSXWorkbook.Shared, _ facts: SheetFacts, _ text: SheetText
  ) {
    reader = XMLReader(stream, locator: text.locator)
    self.shared = shared
    self.facts = facts
    self.text = text
  }

  /// The cells of a sheet as text, and what else is known of it.
  static func read(
    _ sheet: Workbook.Sheet, of archive: OfficeArchive, into text: SheetText
  ) throws(Failure) -> (Spool, SheetFacts) {
    let facts = SheetFacts(
      name: sheet.name, mediaType: XLSXWorkbook.mediaType, isHidden: sheet.isHidden)
    var reading = XLSXSheet(
      try archive.required(sheet.part), try XLSXWorkbook.shared(archive), facts, text)
    try reading.read()
    return try reading.text.finish(reading.facts)
  }

  private mutating func read() throws(Failure) {
    while true {
      let event = try reader.next()
      guard case .start(let name) = event else {
        if case .done = event { return }
        continue
      }
      if name == XLSXSheet.cellName {
        try cell()
      } else if name == XLSXSheet.rowName {
        row = reader.number("r") ?? row + 1
        column = 0
        if reader.isTrue("hidden") { facts.hiddenRows.extend(with: row) }
      } else if name == "col" {
        if reader.isTrue("hidden"), let first = reader.number("min"),
          let last = reader.number("max"), first <= last
        {
          facts.hiddenColumns.append(first...last)
        }
      } else if name == "hyperlink" {
        if let area = reader.bytes(of: "ref").flatMap(CellName.area) {
          text.links.insert(CellPlace(row: area.rows.lowerBound, column: area.columns.lowerBound))
        }
      } else if name == "mergeCell" {
        if let area = reader.bytes(of: "ref").flatMap(CellName.area) { text.merged.append(area) }
      }
    }
  }

  private mutating func cell() throws(Failure) {
    let place = reader.bytes(of: XLSXSheet.reference).map(CellName.parse)
    column = place.map(\.column) ?? column + 1
    if let place { row = place.row }
    let style = reader.number(XLSXSheet.style) ?? 0
    let kind = reader.bytes(of: XLSXSheet.type)?.first ?? UInt8(ascii: "n")
    let isFormulaText = reader.bytes(of: XLSXSheet.type)?.elementsEqual("str".utf8) ?? false
    reader.text.removeAll(keepingCapacity: true)
    var hasValue = false
    while true {
      switch try reader.next() {
      case .start(XLSXSheet.valueName):
        reader.isCollecting = true
        hasValue = true
      case .end(XLSXSheet.valueName): reader.isCollecting = false
      case .start("is"):
        try RichText.read(&reader, within: "is")
        hasValue = true
      case .end(XLSXSheet.cellName):
        if hasValue { try add(kind, isFormulaText, style) }
        return
      case .done: return
      default: break
      }
    }
  }

  private mutating func add(_ kind: UInt8, _ isFormulaText: Bool, _ style: Int) throws(Failure) {
    let value = reader.text
    switch kind {
    case UInt8(ascii: "s") where !isFormulaText:
      guard let index = Int(String(decoding: value, as: UTF8.self)),
        let shared = shared.strings.text(index)
      else {
        throw Failure(
          .badData,
          "the workbook is damaged: \(CellName.cell(row: row, column: column)) names a text that is not there",
          at: Place(text.locator))
      }
      try text.add(row: row, column: column, shared)
    case UInt8(ascii: "n"):
      let format = shared.styles.format(style)
      // Most numbers stand in the file as they are to be printed.
      if format.isPlain, XLSXSheet.isPlain(value) {
        try text.add(row: row, column: column, value)
      } else if let number = DecimalText(value) {
        try text.add(row: row, column: column, format.text(number, dates: shared.dates))
      } else {
        try text.add(row: row, column: column, value)
      }
    case UInt8(ascii: "b"):
      try text.add(row: row, column: column, value == [0x31] ? "TRUE".utf8 : "FALSE".utf8)
    default: try text.add(row: row, column: column, value)
    }
  }

  /// Digits with a point, not so many that they show how fractions are stored.
  private static func isPlain(_ text: [UInt8]) -> Bool {
    text.count <= 15 && (text.last != UInt8(ascii: "0") || !text.contains(UInt8(ascii: ".")))
      && text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E || $0 == UInt8(ascii: "-") }
  }
}

internal import Records
internal import Storage

/// Writes rows to a sheet of a workbook: a heading that stays in view, numbers and dates as such,
/// and below the rows what they are and where they come from.
final class SheetWriter: ReportPresenter, LimitedWriter {
  /// Excel's limits (“Excel specifications and limits”).
  private static let mostRows = 1_048_576
  private static let mostColumns = 16_384
  private static let longestText = 32_767
  /// Rows that are looked at before the sheet begins.
  private static let sample = 500
  /// A sheet that is longer goes on in another: no program would open it.
  private static let longestSheet = 1 << 30
  /// Rows kept for the notes.
  private static let spare = 16

  private let workbook: Workbook
  /// Ends with the sheet, where the workbook is of this one.
  private let isWhole: Bool
  private let title: String
  private var heading: String
  private var description = ""
  private var asked: [(name: String, value: String)] = []

  private var names: [String] = []
  private var columns: [SheetColumn] = []
  private var held: [[Value]] = []
  private var isOpen = false
  private var parts = 0
  private var row = 0
  private var isCut = false
  private var sources = RowSources()
  private var notes: [String] = []

  init(_ workbook: Workbook, title: String, isWhole: Bool = false) {
    self.workbook = workbook
    self.title = title
    self.isWhole = isWhole
    heading = title
  }

  var failure: Failure? { workbook.failure }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    if !report.title.isEmpty { heading = report.title }
    description = report.description
    asked = parameters
  }

  func gather(_ columns: [String]) { sources.begin(columns) }
  func gather(_ row: [Value]) { sources.add(row) }

  func enclose(_ connection: borrowing Connection) throws(Failure) {
    notes = try sources.lines(connection)
    // The date of the warehouse and not of today: the same content gives the same file.
    if let asOf = try connection.value("SELECT max(coalesce(ended, started)) FROM run").text {
      notes.append("The warehouse as of \(asOf).")
    }
  }

  func begin(_ columns: [String]) {
    names = columns
    if columns.count > SheetWriter.mostColumns {
      workbook.fail("a sheet holds \(SheetWriter.mostColumns) columns at most: write csv")
    }
  }

  func row(_ values: [Value]) {
    if isOpen { return write(values) }
    held.append(values)
    if held.count >= SheetWriter.sample { open() }
  }

  func end() {
    if !isOpen { open() }
    close(isLast: true)
    if isWhole { workbook.finish() }
  }

  private func open() {
    isOpen = true
    columns = names.enumerated().map { index, name in
      SheetColumn(name, held.map { $0[index] })
    }
    begin()
    for row in held { write(row) }
    held = []
  }

  /// Begins the sheet, or the one in which it goes on.
  private func begin() {
    parts += 1
    row = 0
    workbook.begin(title, columns: names.count)
    workbook.write(
      WorkbookParts.sheetHead(widths: columns.map(\.width), isFirst: workbook.count == 1))
    write(names.map { (.text($0), CellStyle.heading) })
  }

  private func close(isLast: Bool) {
    let lastRow = row
    let filter =
      names.isEmpty ? nil : "A1:" + SheetColumn.letters(names.count) + String(lastRow)
    var lines = [heading + (description.isEmpty ? "" : ". " + description)]
    if !asked.isEmpty {
      lines.append(asked.map { "\($0.name): \($0.value)" }.joined(separator: ", "))
    }
    if !isLast { lines.append("The rows go on in the next sheet.") }
    if isCut {
      lines.append("Texts longer than \(SheetWriter.longestText) characters are cut.")
    }
    row += 1
    for line in (lines + (isLast ? notes : [])).prefix(SheetWriter.spare - 2) {
      write([(.text(line), CellStyle.note)])
    }
    workbook.write(WorkbookParts.sheetFoot(filter: filter))
    workbook.end(lastRow: lastRow)
  }

  private func write(_ values: [Value]) {
    if row >= SheetWriter.mostRows - SheetWriter.spare || workbook.size > SheetWriter.longestSheet {
      close(isLast: false)
      begin()
    }
    write(zip(columns, values).map { ($1, $0.style(of: $1)) })
  }

  private func write(_ cells: [(value: Value, style: Int)]) {
    row += 1
    var line = "<row r=\"\(row)\">"
    for (index, cell) in cells.enumerated() where cell.value != .null {
      let place = SheetColumn.letters(index + 1) + String(row)
      let style = cell.style == CellStyle.plain ? "" : " s=\"\(cell.style)\""
      if let number = SheetColumn.number(cell.value, cell.style) {
        line += "<c r=\"\(place)\"\(style)><v>\(number)</v></c>"
      } else {
        line +=
          "<c r=\"\(place)\"\(style) t=\"inlineStr\"><is><t xml:space=\"preserve\">"
          + text(cell.value) + "</t></is></c>"
      }
    }
    workbook.write(line + "</row>")
  }

  private func text(_ value: Value) -> String {
    var text = Cell.text(value) ?? ""
    if text.utf8.count > SheetWriter.longestText, text.utf16.count > SheetWriter.longestText {
      isCut = true
      var units = text.utf16.prefix(SheetWriter.longestText)
      // Not within a character that takes two.
      while let last = units.last, UTF16.isLeadSurrogate(last) { units = units.dropLast() }
      text = String(decoding: units, as: UTF16.self)
    }
    return SheetColumn.escaped(text)
  }
}

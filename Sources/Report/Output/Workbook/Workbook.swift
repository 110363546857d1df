public import Records
internal import Storage

/// An Excel workbook (ECMA-376, Office Open XML), written sheet by sheet as rows come: of a table of
/// any length only the first rows are held, to see how wide its columns are and what they hold.
public final class Workbook: JointWriter {
  private let zip: ZipWriter
  private var sheets: [Sheet] = []
  /// Rows are short: what they make is packed in blocks.
  private var buffer: [UInt8] = []

  struct Sheet {
    var name: String
    /// Columns; 0 where there is no heading to print on every page.
    var columns: Int
    /// The last row that the filter holds.
    var lastRow = 1
  }

  /// What Excel cannot hold; `nil` while all is well.
  public var failure: Failure? {
    zip.isTooLarge
      ? Failure(.usage, "a workbook holds 4 GB at most: write csv, or choose fewer rows") : problem
  }
  private var problem: Failure?

  /// - Parameter sink: takes the bytes as they come.
  public init(_ sink: @escaping ([UInt8]) -> Void) {
    zip = ZipWriter(sink)
    zip.add("[Content_Types].xml", WorkbookParts.types)
    zip.add("_rels/.rels", WorkbookParts.relations)
    zip.add("xl/styles.xml", WorkbookParts.styles)
  }

  /// A writer of rows to one sheet; it ends before the next one begins.
  public func part(_ title: String) -> any RowWriter { SheetWriter(self, title: title) }

  /// Writes what holds the sheets together.
  public func finish() {
    zip.add("xl/workbook.xml", WorkbookParts.workbook(sheets))
    zip.add("xl/_rels/workbook.xml.rels", WorkbookParts.sheetRelations(sheets.count))
    zip.finish()
  }

  // MARK: For the writer of a sheet

  /// Begins a sheet under a name that no other has.
  func begin(_ title: String, columns: Int) {
    let name = SheetName.name(title, taken: sheets.map(\.name))
    sheets.append(Sheet(name: name, columns: columns))
    zip.begin("xl/worksheets/sheet\(sheets.count).xml")
  }

  func write(_ text: String) {
    buffer += text.utf8
    if buffer.count > 1 << 16 { flush() }
  }

  private func flush() {
    zip.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// How many bytes the sheet has so far.
  var size: Int { zip.size + buffer.count }
  /// How many sheets there are.
  var count: Int { sheets.count }

  /// Ends a sheet.
  ///
  /// - Parameter lastRow: the last row that its filter holds.
  func end(lastRow: Int) {
    sheets[sheets.count - 1].lastRow = lastRow
    flush()
    zip.end()
  }

  /// The first failure is told.
  func fail(_ message: String) { problem = problem ?? Failure(.usage, message) }
}

/// Names of sheets as Excel takes them.
enum SheetName {
  private static let longest = 31

  /// A title as a name: 31 characters, none of those that stand in references, not taken.
  static func name(_ title: String, taken: [String]) -> String {
    var plain = String(title.map { "[]:*?/\\".contains($0) || $0.isNewline ? " " : $0 })
    while plain.first == "'" || plain.first == " " { plain.removeFirst() }
    plain = cut(plain, longest)
    while plain.last == "'" || plain.last == " " { plain.removeLast() }
    // Excel keeps this one for itself.
    if plain.isEmpty || plain.lowercased() == "history" { plain = "Sheet" }
    let known = Set(taken.map { $0.lowercased() })
    var name = plain
    var count = 1
    while known.contains(name.lowercased()) {
      count += 1
      let mark = " (\(count))"
      name = cut(plain, longest - mark.count) + mark
    }
    return name
  }

  /// Counted as Excel counts, in UTF-16.
  private static func cut(_ text: String, _ most: Int) -> String {
    var text = text
    while text.utf16.count > most { text.removeLast() }
    return text
  }
}

internal import Records
internal import Synchronization

/// A workbook in Office Open XML (ECMA-376 Part 1, SpreadsheetML).
enum XLSXWorkbook {
  static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  /// The path of the workbook's own part.
  private static func root(_ archive: OfficeArchive) throws(Failure) -> String {
    try archive.relations(of: "").first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
  }

  /// Whether a part is that of a workbook, by its first element.
  static func isWorkbook(_ archive: OfficeArchive, _ root: String) throws(Failure) -> Bool {
    guard let stream = try archive.part(root) else { return false }
    var reader = XMLReader(stream, locator: archive.content.source.locator)
    if case .start("workbook") = try reader.next() { return true }
    return false
  }

  /// The sheets in the order of their tabs.
  static func sheets(_ archive: OfficeArchive) throws(Failure) -> (
    sheets: [Workbook.Sheet], dates: DateSystem
  ) {
    let root = try root(archive)
    let relations = try archive.relations(of: root)
    var reader = XMLReader(try archive.required(root), locator: archive.content.source.locator)
    var sheets: [Workbook.Sheet] = []
    var dates = DateSystem.from1900
    while true {
      switch try reader.next() {
      case .start("workbookPr"): if reader.isTrue("date1904") { dates = .from1904 }
      case .start("sheet"):
        guard let name = reader.value("name"), let id = reader.value("id"),
          let relation = relations.first(where: { $0.id == id })
        else { continue }
        let state = reader.value("state") ?? "visible"
        sheets.append(
          Workbook.Sheet(
            name: name, part: relation.target, isHidden: state != "visible",
            hasCells: relation.kind == "worksheet"))
      case .done: return (sheets, dates)
      default: break
      }
    }
  }

  /// What all sheets of a workbook share.
  final class Shared: Sendable {
    let strings: SharedStrings
    let styles: WorkbookStyles
    let dates: DateSystem

    fileprivate init(_ archive: OfficeArchive) throws(Failure) {
      let root = try XLSXWorkbook.root(archive)
      let locator = archive.content.source.locator
      let relations = try archive.relations(of: root)
      dates = try XLSXWorkbook.sheets(archive).dates
      if let part = relations.first(where: { $0.kind == "styles" }),
        let stream = try archive.part(part.target)
      {
        styles = try WorkbookStyles(stream, locator: locator)
      } else {
        styles = WorkbookStyles()
      }
      var strings = SharedStrings()
      if let part = relations.first(where: { $0.kind == "sharedStrings" }),
        let stream = try archive.part(part.target)
      {
        var reader = XMLReader(stream, locator: locator)
        reading: while true {
          switch try reader.next() {
          case .start("si"):
            try RichText.read(&reader, within: "si")
            strings.append(reader.text)
          case .done: break reading
          default: break
          }
        }
      }
      self.strings = strings
    }
  }

  /// What was read last is kept: the sheets of a workbook are read one after the other.
  private static let last = Mutex<(identity: SourceContent.Identity, shared: Shared)?>(nil)

  /// What the sheets of a workbook share.
  static func shared(_ archive: OfficeArchive) throws(Failure) -> Shared {
    let identity = archive.content.identity
    if let known = last.withLock({ $0?.identity == identity ? $0?.shared : nil }) { return known }
    let shared = try Shared(archive)
    last.withLock { $0 = (identity, shared) }
    return shared
  }
}

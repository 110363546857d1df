internal import Records

/// A workbook in OpenDocument (OASIS OpenDocument 1.3 Part 3), whose sheets all stand in one part.
enum ODSWorkbook {
  static let mediaType = "application/vnd.oasis.opendocument.spreadsheet"

  /// The sheets in the order of their tabs.
  static func sheets(_ archive: OfficeArchive) throws(Failure) -> [Workbook.Sheet] {
    var reader = XMLReader(
      try archive.required("content.xml"), locator: archive.content.source.locator)
    var styles = ODSStyles()
    var sheets: [Workbook.Sheet] = []
    while true {
      switch try reader.next() {
      case .start("automatic-styles"): try styles.read(&reader, within: "automatic-styles")
      case .start("tracked-changes"), .start("dde-links"): try reader.skip()
      case .start("table"):
        sheets.append(
          Workbook.Sheet(
            name: reader.value("name") ?? "Sheet\(sheets.count + 1)", index: sheets.count,
            isHidden: styles.hidden.contains(reader.value("style-name") ?? "")))
        try reader.skip()
      case .done: return sheets
      default: break
      }
    }
  }
}

/// The parts of a workbook that are not sheets.
enum WorkbookParts {
  private static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml."

  /// Every part that is not named is a sheet: so this can be written before they are counted.
  static let types =
    head + #"<Types xmlns="\#(package)/content-types">"#
    + #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
    + #"<Default Extension="xml" ContentType="\#(type)worksheet+xml"/>"#
    + #"<Override PartName="/xl/workbook.xml" ContentType="\#(type)sheet.main+xml"/>"#
    + #"<Override PartName="/xl/styles.xml" ContentType="\#(type)styles+xml"/></Types>"#

  static let relations =
    head + #"<Relationships xmlns="\#(package)/relationships">"#
    + #"<Relationship Id="rId1" Type="\#(office)/officeDocument" Target="xl/workbook.xml"/>"#
    + "</Relationships>"

  static func sheetRelations(_ count: Int) -> String {
    let sheets = (0..<count).map {
      #"<Relationship Id="rId\#($0 + 1)" Type="\#(office)/worksheet" "#
        + #"Target="worksheets/sheet\#($0 + 1).xml"/>"#
    }
    return head + #"<Relationships xmlns="\#(package)/relationships">"# + sheets.joined()
      + #"<Relationship Id="rId\#(count + 1)" Type="\#(office)/styles" Target="styles.xml"/>"#
      + "</Relationships>"
  }

  static func workbook(_ sheets: [Workbook.Sheet]) -> String {
    let entries = sheets.enumerated().map { index, sheet in
      #"<sheet name="\#(HTML.escaped(sheet.name))" sheetId="\#(index + 1)" r:id="rId\#(index + 1)"/>"#
    }
    // The filter, which programs look up by this name, and the heading, printed on every page.
    let titles = sheets.enumerated().filter { $0.element.columns > 0 }.map { index, sheet in
      let name = "'" + HTML.escaped(sheet.name.replacing("'", with: "''")) + "'"
      let last = "$\(SheetColumn.letters(sheet.columns))$\(sheet.lastRow)"
      return #"<definedName name="_xlnm._FilterDatabase" localSheetId="\#(index)" hidden="1">"#
        + "\(name)!$A$1:\(last)</definedName>"
        + #"<definedName name="_xlnm.Print_Titles" localSheetId="\#(index)">"#
        + "\(name)!$1:$1</definedName>"
    }
    return head + #"<workbook xmlns="\#(main)" xmlns:r="\#(office)"><sheets>"# + entries.joined()
      + "</sheets>"
      + (titles.isEmpty ? "" : "<definedNames>" + titles.joined() + "</definedNames>")
      + "</workbook>"
  }

  /// The styles that cells name by their number: `CellStyle`.
  static let styles: String = {
    let formats = CellStyle.formats.enumerated().map { index, code in
      #"<numFmt numFmtId="\#(164 + index)" formatCode="\#(HTML.escaped(code))"/>"#
    }
    let numbers = CellStyle.formats.indices.map {
      #"<xf numFmtId="\#(164 + $0)" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#
    }
    let plain = #"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#
    let heading =
      #"<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>"#
    let note = #"<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>"#
    let font = #"<name val="Calibri"/><family val="2"/></font>"#
    let side = "<left/><right/><top/>"
    return head + #"<styleSheet xmlns="\#(main)">"#
      + #"<numFmts count="\#(formats.count)">"# + formats.joined() + "</numFmts>"
      + #"<fonts count="3"><font><sz val="11"/>"# + font + #"<font><b/><sz val="11"/>"# + font
      + #"<font><i/><sz val="10"/><color rgb="FF575E66"/>"# + font + "</fonts>"
      + #"<fills count="2"><fill><patternFill patternType="none"/></fill>"#
      + #"<fill><patternFill patternType="gray125"/></fill></fills>"#
      + #"<borders count="2"><border>"# + side + "<bottom/><diagonal/></border><border>" + side
      + #"<bottom style="thin"><color rgb="FF17191C"/></bottom><diagonal/></border></borders>"#
      + #"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#
      + #"<cellXfs count="\#(3 + numbers.count)">"# + plain + heading + note + numbers.joined()
      + #"</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#
      + "</styleSheet>"
  }()

  /// What comes before the rows of a sheet.
  static func sheetHead(widths: [Int], isFirst: Bool) -> String {
    let columns = widths.enumerated().map {
      #"<col min="\#($0 + 1)" max="\#($0 + 1)" width="\#($1)" customWidth="1"/>"#
    }
    return head + #"<worksheet xmlns="\#(main)">"#
      + #"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#
      + #"<sheetViews><sheetView\#(isFirst ? #" tabSelected="1""# : "") workbookViewId="0">"#
      + #"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#
      + "</sheetView></sheetViews>"
      + (columns.isEmpty ? "" : "<cols>" + columns.joined() + "</cols>") + "<sheetData>"
  }

  /// What comes after the rows: a filter over them, and paper on its side, as wide as the table.
  static func sheetFoot(filter: String?) -> String {
    "</sheetData>" + (filter.map { #"<autoFilter ref="\#($0)"/>"# } ?? "")
      + #"<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>"#
      + #"<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>"#
  }
}

/// The styles of cells, by their numbers in the style sheet.
enum CellStyle {
  static let plain = 0
  static let heading = 1
  static let note = 2
  private static let first = 3

  /// Number formats: a date, a number that only names something, then so many decimals.
  static let formats =
    ["yyyy\\-mm\\-dd", "0", "#,##0"]
    + (1...6).map { "#,##0." + String(repeating: "0", count: $0) }

  static let date = first
  static let name = first + 1

  /// With so many decimals, thousands grouped.
  static func decimals(_ count: Int) -> Int { first + 2 + min(max(count, 0), 6) }
}

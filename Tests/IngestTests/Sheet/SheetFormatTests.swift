import Records
import Testing

@testable import Documents

/// How stored numbers and format codes become what a sheet shows.
@Suite struct SheetFormatTests {
  private func text(_ value: String, _ code: String, _ dates: DateSystem = .from1900) -> String {
    guard let number = DecimalText(Array(value.utf8)) else { return "no number" }
    return String(
      decoding: NumberFormat(code: code).text(number, dates: dates), as: UTF8.self)
  }

  @Test func `numbers keep fifteen digits and lose what binary fractions add`() {
    #expect(text("0.30000000000000004", "General") == "0.3")
    #expect(text("28.999999999999996", "0.0") == "29")
    #expect(text("1.5E-5", "General") == "0.000015")
    #expect(text("9.9999999999999995E+22", "General") == "1E23")
    #expect(text("-1234567.25", "#,##0") == "-1234567.25")
    #expect(DecimalText(Array("12a".utf8)) == nil)
  }

  @Test func `percentages, thousands, codes, currencies and flags are as shown`() {
    #expect(text("0.097", "0.0%") == "9.7%")
    #expect(text("5.2", "0.0\"%\"") == "5.2%")
    #expect(text("1234567", "#,##0,") == "1234.567")
    #expect(text("7", "000") == "007")
    #expect(text("1250", "[$€-407]#,##0.00") == "€1250")
    #expect(text("12.5", "0.0\"p\"") == "12.5p")
    #expect(text("12.5", "0.0_);\\(0.0\\)") == "12.5")
    #expect(text("3", "@") == "3")
  }

  @Test func `dates are cut to what is shown, from 1900 or 1904`() {
    #expect(text("43831", "yyyy\\-mm\\-dd") == "2020-01-01")
    #expect(text("43831", "mmm\\-yy") == "2020-01")
    #expect(text("43831", "yyyy") == "2020")
    #expect(text("43831.5", "d/m/yy h:mm") == "2020-01-01T12:00:00")
    #expect(text("0.75", "h:mm") == "18:00:00")
    #expect(text("1.5", "[h]:mm:ss") == "36:00:00")
    #expect(text("42369", "d mmm yyyy", .from1904) == "2020-01-01")
    #expect(text("1", "d mmm yyyy") == "1900-01-01")
    #expect(text("61", "d mmm yyyy") == "1900-03-01")
    #expect(text("-3", "d mmm yyyy") == "-3")
    // Formats that have a number and no code.
    #expect(NumberFormat(builtIn: 17).kind == .date(.month))
    #expect(NumberFormat(builtIn: 10).kind == .percent)
    #expect(NumberFormat(builtIn: 49).isPlain)
  }

  @Test func `cells have the names of a spreadsheet`() {
    #expect(CellName.cell(row: 17, column: 6) == "F17")
    #expect(CellName.column(702) == "ZZ")
    #expect(CellName.column(703) == "AAA")
    #expect(CellName.parse(Array("XFD1048576".utf8)[...]) == (1_048_576, 16_384))
    #expect(CellName.area(Array("B2:D9".utf8)[...])?.columns == 2...4)
    #expect(CellName.area(Array("D9:B2".utf8)[...]) == nil)
  }

  private func events(_ xml: String) throws -> [String] {
    let content = try SourceContent(Source(.memory(Array(xml.utf8))))
    var reader = XMLReader(try content.stream(), locator: "-")
    var found: [String] = []
    reader.isCollecting = true
    while true {
      switch try reader.next() {
      case .start("c"): found.append("c " + (reader.value("r") ?? ""))
      case .end("c"):
        found.append(String(decoding: reader.text, as: UTF8.self))
        reader.text.removeAll()
      case .done: return found
      default: break
      }
    }
  }

  @Test func `XML is read with prefixes, entities, comments and texts of any kind`() throws {
    let xml = """
      <?xml version="1.0"?><!-- a > b --><x:row><x:c r='A&amp;1'>1 &lt; 2 &#x41;&#66;</x:c>
      <c r="B"/><c><![CDATA[<raw>]]></c></x:row>
      """
    #expect(try events(xml) == ["c A&1", "1 < 2 AB", "c B", "\n", "c ", "<raw>"])
  }

  @Test(arguments: [
    ("<row><c>", "ends within an element"), ("<row><c a=1></c></row>", "not quoted"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><row/>", "document type"), ("</row>", "did not start"),
    ("<row a='", "not closed"), ("\u{FEFF}", ""),
  ])
  func `XML that is none is refused`(xml: String, what: String) throws {
    do {
      _ = try events(xml)
      #expect(what.isEmpty)
    } catch let failure as Failure {
      #expect(failure.kind == .badData)
      #expect(failure.message.contains(what))
    }
  }
}

import Foundation
import Storage
import Testing

@testable import Report

@Suite struct WorkbookTests {
  /// The parts of a workbook as `unzip` gives them, which also tests the archive.
  private func parts(_ write: (Workbook) -> Void) throws -> (String) throws -> String {
    var bytes: [UInt8] = []
    let workbook = Workbook { bytes += $0 }
    write(workbook)
    workbook.finish()
    #expect(workbook.failure == nil)
    let path = "/tmp/tally-workbook-\(UInt64.random(in: 0 ... .max)).xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    func python(_ code: String) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-c", code, path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: data, as: UTF8.self)
    }
    let all = try python(
      "import zipfile,sys,json\nz=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None\n"
        + "print(json.dumps({n:z.read(n).decode() for n in z.namelist()}))")
    let found = try JSONDecoder().decode([String: String].self, from: Data(all.utf8))
    return { try #require(found[$0], "\($0)") }
  }

  private func sheet(_ columns: [String], _ rows: [[Value]]) throws -> String {
    try parts { workbook in
      let writer = workbook.part("One")
      writer.begin(columns)
      for row in rows { writer.row(row) }
      writer.end()
    }("xl/worksheets/sheet1.xml")
  }

  @Test func `cells are numbers, dates and texts, as the values are`() throws {
    let xml = try sheet(
      ["claim_id", "value", "day", "text", "big", "mixed"],
      [
        [7, 49670.25, "2024-03-05", "=1+1 <&>", 9_007_199_254_740_993, 1e300],
        [12345, 3, "1899-12-31", "a\u{7}b _x0041_", nil, 1e-9],
      ])
    #expect(
      xml.contains(
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"))
    #expect(xml.contains("<autoFilter ref=\"A1:F3\"/>"))
    // An identifier is not grouped; a column of numbers has the same decimals in every row.
    #expect(xml.contains("<c r=\"A3\" s=\"4\"><v>12345</v></c>"))
    #expect(xml.contains("<c r=\"B2\" s=\"7\"><v>49670.25</v></c>"))
    #expect(xml.contains("<c r=\"B3\" s=\"7\"><v>3</v></c>"))
    // Not every text of the column is a day that Excel knows: they are texts.
    #expect(xml.contains("<c r=\"C2\" t=\"inlineStr\">"))
    #expect(xml.contains("<t xml:space=\"preserve\">=1+1 &lt;&amp;&gt;</t>"))
    #expect(xml.contains("<t xml:space=\"preserve\">a_x0007_b _x005F_x0041_</t>"))
    // More digits than Excel shows are kept as a text.
    #expect(xml.contains("<t xml:space=\"preserve\">9007199254740993</t>"))
    #expect(xml.contains("<c r=\"F2\"><v>1e+300</v></c>"))
    #expect(!xml.contains("r=\"E3\""))
    let days = try sheet(["day"], [["2024-03-05"], [nil], ["1900-03-01"]])
    #expect(days.contains("<c r=\"A2\" s=\"3\"><v>45356</v></c>"))
    #expect(days.contains("<c r=\"A4\" s=\"3\"><v>61</v></c>"))
  }

  @Test func `a long text is cut, and the sheet says so`() throws {
    let long = String(repeating: "茶", count: 32_766) + "😀😀"
    let xml = try sheet(["text"], [[.text(long)]])
    #expect(xml.contains("茶</t>") && !xml.contains("😀"))
    #expect(xml.contains("Texts longer than 32767 characters are cut."))
  }

  @Test func `sheets have names that Excel takes`() throws {
    let titles = [
      "Do the figures tally?", "history", "a/b", "A:B", String(repeating: "x", count: 40), "''",
      "it's",
    ]
    let book = try parts { workbook in
      for title in titles {
        let writer = workbook.part(title)
        writer.begin(["n"])
        writer.row([1])
        writer.end()
      }
    }("xl/workbook.xml")
    let names = book.components(separatedBy: "<sheet name=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
    #expect(
      names == [
        "Do the figures tally", "Sheet", "a b", "A B (2)", String(repeating: "x", count: 31),
        "Sheet (2)", "it&#39;s",
      ])
    #expect(book.contains("hidden=\"1\">'a b'!$A$1:$A$2</definedName>"))
    #expect(book.contains("localSheetId=\"6\">'it&#39;&#39;s'!$1:$1</definedName>"))
  }

  @Test func `the same rows give the same bytes`() throws {
    func bytes() -> [UInt8] {
      var bytes: [UInt8] = []
      let writer = Format.xlsx.writer { bytes += $0 }
      writer.begin(["a"])
      for number in 0..<2000 { writer.row([.integer(Int64(number))]) }
      writer.end()
      return bytes
    }
    #expect(bytes() == bytes())
  }

  @Test func `columns have letters`() {
    let letters = [1, 26, 27, 52, 702, 703, 16_384].map(SheetColumn.letters)
    #expect(letters == ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"])
  }
}

import Storage
import Testing

@testable import Report

@Suite struct FormatTests {
  private func written(
    _ format: Format, _ layout: Layout = Layout(), columns: [String], _ rows: [[Value]]
  ) -> String {
    var output: [UInt8] = []
    let writer = format.writer(layout) { output += $0 }
    writer.begin(columns)
    for row in rows { writer.row(row) }
    writer.end()
    return String(decoding: output, as: UTF8.self)
  }

  @Test(arguments: [
    ("=1+1", true), ("@SUM(A1)", true), ("\tx", true), ("+1+cmd|' /C calc'!A0", true),
    ("-2+3", true), ("-(1)", true),
    ("＝1", true), ("-3.2", false), ("-3.2 %", false), ("+5 percent", false), ("-12 亿元", false),
    ("– 5", false),
    ("plain = text", false), ("", false), ("-€5", false),
  ])
  func `formulas are told from figures`(text: String, isFormula: Bool) {
    #expect(DelimitedWriter.isFormula(text) == isFormula)
  }

  @Test func `CSV is quoted, marked for Excel and safe to open`() {
    let rows: [[Value]] = [["a,b", "say \"x\"", nil, "", "=1", -1, "two\nlines"]]
    let columns = ["a", "b", "c", "d", "e", "f", "g"]
    #expect(
      written(.csv, columns: columns, rows)
        == "a,b,c,d,e,f,g\n\"a,b\",\"say \"\"x\"\"\",,\"\",'=1,-1,\"two\nlines\"\n")
    var layout = Layout()
    layout.addsByteOrderMark = true
    layout.escapesFormulas = false
    #expect(written(.csv, layout, columns: ["e"], [["=1"]]) == "\u{FEFF}e\n=1\n")
    #expect(written(.tsv, columns: ["a", "b"], [["x\ty", "a,b"]]) == "a\tb\n\"x\ty\"\ta,b\n")
  }

  @Test func `JSON keeps two columns of one name apart`() {
    #expect(
      written(.ndjson, columns: ["a", "a"], [[1, "\u{1}\""]])
        == "{\"a\":1,\"a_2\":\"\\u0001\\\"\"}\n")
    #expect(written(.json, columns: ["a"], []) == "[]\n")
  }

  @Test func `Markdown escapes what it would read`() {
    #expect(
      written(.markdown, columns: ["a", "n"], [["x|y *z* <b>", 1.5], [nil, nil]])
        == "| a | n |\n| --- | ---: |\n| x\\|y \\*z\\* &lt;b> | 1.5 |\n|  |  |\n")
  }

  @Test func `a table gives way to the width of the terminal`() {
    var layout = Layout()
    layout.width = 40
    let text = String(repeating: "long text ", count: 10)
    let table = written(.table, layout, columns: ["n", "a", "b"], [[12345.5, .text(text), "北京市"]])
    let lines = table.split(separator: "\n")
    #expect(lines.allSatisfy { Cell.width(String($0)) <= 40 }, "\(table)")
    #expect(table.contains("12,345.5") && table.contains("北京市") && table.contains("…"))
  }

  @Test func `what fits in no way becomes a block a row`() {
    var layout = Layout()
    layout.width = 40
    let columns = (1...8).map { "column_\($0)" }
    let row: [Value] = columns.map { .text($0 + " holds some words that go on") }
    let table = written(
      .table, layout, columns: columns, [row, [nil, "x", nil, nil, nil, nil, nil, nil]])
    #expect(table.split(separator: "\n").allSatisfy { Cell.width(String($0)) <= 40 }, "\(table)")
    #expect(table.hasPrefix("-- 1 ---"))
    for column in columns { #expect(table.contains(column)) }
    #expect(table.hasSuffix("-- 2 -----------------------------------\ncolumn_2  x\n"), "\(table)")
  }

  @Test func `nothing is cut where there is no terminal`() {
    let text = String(repeating: "x", count: 300)
    #expect(written(.table, columns: ["a"], [[.text(text)]]).contains(text))
  }

  @Test(arguments: [
    ([1.5e12, 2.25e12], "1.50 2.25 trillion"), ([3.2e6, 4.1e9], "3.2 4100.0 million"),
    ([0.5, 12.25], "0.50 12.25 "),
    ([2020, 2024], "2020 2024 "), ([-5, 3], "\u{2212}5 3 "),
    ([1.1, 3.74e10], "1.1 37,400,000,000 "),
  ])
  func `columns have one scale and even decimals`(numbers: [Double], text: String) {
    let style = NumberStyle.column(numbers)
    #expect(numbers.map(style.text).joined(separator: " ") + " " + style.word == text)
  }
}

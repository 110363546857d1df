import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

@Suite struct TableTests {
  private func rows(_ text: String, delimiter: Character = ",", block: Int = 1 << 20) throws -> (
    rows: [[String]], rejects: [String]
  ) {
    let content = try SourceContent(Source(.memory(Array(text.utf8))))
    let stream = try TextStream(content.stream(), encoding: .utf8, repair: false, locator: "-")
    var reader = RowReader(
      stream, dialect: Dialect(delimiter: delimiter.asciiValue ?? 44), blockSize: block)
    var block = RowBlock()
    var (rows, rejects): ([[String]], [String]) = ([], [])
    while try reader.next(into: &block) {
      for row in 0..<block.count {
        rows.append(["\(block.lines[row])"] + block.fields(of: row).map { block.text($0) })
      }
      rejects += block.rejects.map { "\($0.line ?? 0) \($0.code)" }
    }
    return (rows, rejects)
  }

  @Test(arguments: [16, 17, 23, 64, 1 << 20])
  func `rows are the same at every block size`(block: Int) throws {
    let text =
      "a,b\r\n\"x\ny\",\"say \"\"hi\"\"\"\r1,2\n\"q\" ,\"in \"side\" it\"\n\n,\"\"\nend,last"
    let found = try rows(text, block: block)
    #expect(
      found.rows == [
        ["1", "a", "b"], ["2", "x\ny", "say \"hi\""], ["4", "1", "2"],
        ["5", "q", "in \"side\" it"], ["6", ""],
        ["7", "", ""],
        ["8", "end", "last"],
      ])
    #expect(found.rejects.isEmpty)
  }

  @Test func `a quote that is not closed costs its line`() throws {
    let found = try rows("a,b\n1,\"x\n2,y\n3,z\n")
    #expect(found.rows.map { $0[0] } == ["1", "3", "4"])
    #expect(found.rejects == ["2 unterminated_quote"])
  }

  @Test func `a row that is longer than any block costs its line, and lines are counted on`() throws
  {
    let long = String(repeating: "x", count: 40 << 20)
    let found = try rows("a,b\n1,\(long)\n3,z\n", block: 1 << 20)
    #expect(found.rows.map { $0[0] } == ["1", "3"])
    #expect(found.rejects == ["2 row_too_long"])
  }

  @Test func `NUL bytes are left out of cells`() throws {
    let found = try rows("a,b\n1,x\u{0}\n2,\"y\"\"\u{0}z\"\n")
    #expect(found.rows == [["1", "a", "b"], ["2", "1", "x"], ["3", "2", "y\"z"]])
    #expect(found.rejects.isEmpty)
  }

  @Test(arguments: [
    ("1234.5", ".", 1234.5, 1), ("1,234,567", ".", 1_234_567, 0), ("1.234,5", ",", 1234.5, 1),
    ("-12", ".", -12, 0),
    ("−3.25", ".", -3.25, 2), ("354 065.9", ".", 354_065.9, 1), ("1'000", ".", 1000, 0),
    ("12,34,567", ".", 1_234_567, 0),
    ("1.5E3", ".", 1500, 1), (".5", ".", 0.5, 1), ("+7", ".", 7, 0), ("0,871", ",", 0.871, 3),
  ])
  func `numbers are read in their style`(text: String, mark: String, value: Double, decimals: Int)
    throws
  {
    let style: NumberStyle = mark == "," ? .comma : .point
    let bytes = Array(text.utf8)
    let found = NumberText(bytes.span, from: 0, style: style)
    let number = try #require(found)
    #expect(number.value == value)
    #expect(number.decimals == decimals)
    #expect(number.end == bytes.count)
  }

  @Test(arguments: [
    ("2024", "2024"), ("2024年", "2024"), ("2024 [YR2024]", "2024"), ("Q3 2024", "2024-Q3"),
    ("2024-Q3", "2024-Q3"),
    ("2024年第一季度", "2024-Q1"), ("2001-T4", "2001-Q4"), ("2024年3月", "2024-03"), ("Jan-24", "2024-01"),
    ("Jan-70", "1970-01"),
    ("March 2024", "2024-03"), ("31.12.2024", "2024-12-31"), ("27-10-2000", "2000-10-27"),
    ("2024-03-05", "2024-03-05"),
    ("2024M03", "2024-03"), ("202403", "2024-03"), ("20240305", "2024-03-05"),
    ("2024H1", "2024-S1"),
    ("M13 1995", "1995"),
    ("1995年10月～1996年9月", "1995-10-01/P1Y"), ("2010-2014", "2010-01-01/P5Y"), ("2024p", "2024"),
    ("FY2018", "2018"),
  ])
  func `labels of time axes are periods`(label: String, period: String) throws {
    var reader = PeriodLabelReader(vocabulary: try Vocabulary())
    #expect(reader.read(label)?.period?.description == period)
  }

  @Test(arguments: ["Beijing", "12", "1.5", "2024/25", "Total", "", "99999999", "13/13/2024"])
  func `other labels are no periods`(label: String) throws {
    var reader = PeriodLabelReader(vocabulary: try Vocabulary())
    #expect(reader.read(label)?.period == nil)
  }

  @Test(arguments: [
    ("亿元", "CNY", 1e8), ("万人", "1", 1e4), ("Millions of U.S. dollars", "USD", 1e6),
    ("£ million", "GBP", 1e6),
    ("km2", "km2", 1), ("%", "%", 1), ("CNY/USD", "CNY/USD", 1),
  ])
  func `labels of units say unit and multiplier`(label: String, unit: String, multiplier: Double)
    throws
  {
    let read = try Vocabulary().unitLabel(label)
    #expect(read.unit == unit)
    #expect(read.multiplier == multiplier)
  }

  @Test(arguments: [
    ("a;1,5;2\nb;2,5;3\nc;3,5;4\n", "semicolon"), ("a,1,2\nb,2,3\n", "comma"),
    ("a\t1,5\t2\nb\t2,5\t3\n", "tab"),
    ("a|b|c\nd|e|f\n", "pipe"), ("\"x, y\";1\n\"z, w\";2\n", "semicolon"),
  ])
  func `the delimiter is found`(text: String, name: String) {
    #expect(Dialect.decide(Array(text.utf8), isWhole: true).dialect.delimiterName == name)
  }
}

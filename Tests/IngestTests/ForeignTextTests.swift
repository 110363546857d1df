import Records
import Testing

@testable import Documents
@testable import Ingest
@testable import Tables

@Suite struct ForeignTextTests {
  static let foreign = ForeignText(ShapeTests.vocabulary)

  @Test(arguments: [
    (
      "def area(r):\n    \"\"\"The area of a circle.\"\"\"\n    "
        + "return 3.14 * r ** 2\n\nprint(area(2))\n",
      "program code"
    ),
    (
      "#include <stdio.h>\n\n/* Says hello,\n   and no more than that. */\nint main(void) {\n"
        + "  puts(\"hello\");\n}\n",
      "program code"
    ),
    (
      "SELECT place, sum(value)\nFROM observations\nWHERE period = '2020'\nGROUP BY place;\n",
      "program code"
    ),
    ("#!/bin/sh\nset -eu\nfor f in *.txt; do\n  echo \"$f\"\ndone\n", "program code"),
    ("!function(a){a.b=function(){return a.c(1,{d:2})}}(window);", "program code"),
    (
      "services:\n  web:\n    image: nginx\n    ports:\n      - 80:80\n  db:\n    image: pg\n",
      "YAML"
    ),
    ("app_name: riverland\nlog_level: debug\nport: 80\n", "YAML"),
    ("[main]\nname = x\nport=80\n\n[other]\nkey = value\n", "a file of settings"),
    (
      String(
        repeating: "example.org/a/b v1.2.3 h1:AbCdEfGh1234567890abcdEfGh1234567890ABCDEFG=\n",
        count: 5),
      "a list of locked versions"
    ),
    (
      "<?xml version=\"1.0\"?>\n<rss><channel><title>Prices rose 3 percent</title></channel></rss>",
      "XML of a kind that is not read (<rss>)"
    ),
    ("<k:kml xmlns:k=\"urn:k\"><k:Document/></k:kml>", "XML of a kind that is not read (<kml>)"),
    ("<prices>\n<price>3</price>\n</prices>\n", "XML of a kind that is not read (<prices>)"),
  ]) func `what is no prose is named`(text: String, kind: String) throws {
    #expect(ForeignTextTests.foreign.kind(Array(text.utf8)) == kind)
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.kind == .badData)
    #expect(failure?.message.contains(kind) ?? false, "\(failure?.message ?? "")")
  }

  @Test(arguments: [
    "Exports rose 5 percent in May, the office said.\n\nImports fell 2 percent to "
      + "3 billion euros.\n",
    "Highlights of the year:\n\nRevenue rose 4% to $3 million;\n\nGross margin "
      + "(GM) fell 2%;\n\nNet income was $1 million.\n",
    "Growth: 3 percent\nInflation: 2.1 percent\nPopulation: 5 million\n",
    "# How to load\n\nThe command reads a file of rows and keeps each of its figures in a "
      + "table.\n\n```\ntally ingest a.csv\ntally report\n```\n\n"
      + "What it could not read it names with its line, so that nothing is lost on the way.\n",
    "全省生产总值增长百分之五，达到三万亿元。\n进出口总额下降百分之二；\n",
    "Prices rose 3 percent <b>in May</b>.\nWages rose 2 percent.\n",
    "<p>Prices rose 3 percent in May.</p>\n<p>Wages rose 2 percent.</p>\n",
    "[Update] Prices rose 3 percent in May, and {more or less} as much in June.\n",
    "Prices rose 3 percent.\n",
  ]) func `prose is prose`(text: String) throws {
    #expect(ForeignTextTests.foreign.kind(Array(text.utf8)) == nil)
    guard case .article = try read(text) else {
      Issue.record("read as a table")
      return
    }
  }

  @Test(arguments: [
    (
      "{\"name\":\"x\",\"scripts\":{\"a\":\"b\"},\"dependencies\":{\"q\":\"^1\"}}", "holds no table"
    ),
    (
      "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"print(1)\"],\"outputs\":[]}],\"n\":4}",
      "holds no table"
    ),
    (
      "{\"packages\":[{\"name\":\"a\",\"require\":{\"b\":\"1\",\"c\":\"2\"}},{\"name\":\"d\",\"require\":"
        + "{\"e\":\"1\",\"f\":\"2\"}},{\"name\":\"g\",\"require\":{\"h\":\"1\",\"i\":\"3\"}},"
        + "{\"name\":\"j\",\"require\":{\"k\":\"1\",\"l\":\"3\"}}],\"hash\":\"x\"}",
      "holds no table"
    ),
    ("{\"a\": [1, 2, {\"b\": \"c\"}\n, \"d\": 3}", "expected another closing bracket"),
    ("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "a PDF document"),
    ("{\\rtf1\\ansi Prices rose 3 percent.}", "an RTF document"),
    ("SQLite format 3\u{0}\u{10}\u{0}", "an SQLite database"),
    ("PAR1\u{15}\u{4}\u{0}", "a Parquet file"),
  ]) func `what no reader takes is refused by its name`(text: String, fault: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.kind == .badData)
    #expect(failure?.message.contains(fault) ?? false, "\(failure?.message ?? "")")
  }

  @Test func `who says that it is an article gets one`() throws {
    var options = ReadingOptions()
    options.kind = .article
    for text in [
      "{\"a\": 1}", "def f():\n  return 1\nprint(f())\n", "<rss xmlns=\"x\">3 percent</rss>",
    ] {
      guard case .article = try read(text, options) else {
        Issue.record("read as a table: \(text)")
        return
      }
    }
  }

  private func read(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> Document
  {
    let content = try SourceContent(Source(.memory(Array(text.utf8)), locator: "-"))
    return try Document(
      content, Survey(content), vocabulary: ShapeTests.vocabulary, options: options)
  }
}

import Foundation
import Testing

/// Workbooks that commands write.
@Suite struct WorkbookCommandTests {
  private func warehouse() throws -> Shell {
    let shell = try Shell()
    #expect(try shell.run("tally ingest Fixtures/articles Fixtures/tables").status == 0)
    return shell
  }

  @Test func `a workbook reads back as what the same rows in CSV are read as`() throws {
    let shell = try warehouse()
    for result in ["report latest", "query 'SELECT * FROM observations'"] {
      #expect(try shell.run("tally \(result) -o r.csv && tally \(result) -o r.xlsx").status == 0)
      _ = try shell.run("tally ingest --db back.db r.csv r.xlsx")
      let sources = try shell.run(
        "tally query --db back.db 'SELECT kind, rows_stored, rows_rejected FROM source ORDER BY source_id' -f csv"
      ).output.split(separator: "\n")
      #expect(sources.count == 3 && sources[1] == sources[2], "\(result): \(sources)")
      let values = try shell.run(
        """
        tally query --db back.db "SELECT s.source_id, o.line, o.value FROM observation AS o JOIN series AS r
          ON r.series_id = o.observation_id / 16777216 JOIN source AS s USING (source_id) ORDER BY 1, 2, o.column" -f csv
        """
      ).output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").dropFirst() }
      #expect(values.count > 30 && values.count % 2 == 0)
      #expect(Array(values.prefix(values.count / 2)) == Array(values.suffix(values.count / 2)))
      _ = try shell.run("rm back.db* r.*")
    }
  }

  @Test func `several tables are the sheets of one workbook`() throws {
    let shell = try warehouse()
    let result = try shell.run("tally export claims place observations -o all.xlsx -v")
    #expect(result.status == 0)
    #expect(result.errors.contains("in 1 file: "))
    #expect(try shell.run("ls").output.contains("all.xlsx.manifest.json"))
    let manifest = try shell.run("cat all.xlsx.manifest.json").output
    for table in ["claims", "place", "observations"] {
      #expect(manifest.contains("\"table\": \"\(table)\""))
    }
    #expect(
      manifest.contains(
        try String(shell.run("sha256sum all.xlsx").output.prefix { $0 != " " })))
    #expect(try shell.run("tally export claims -f xlsx --gzip -o x.xlsx").status == 64)
  }

  @Test func `openpyxl reads types, formats and the frozen heading, where it is installed`() throws
  {
    let shell = try warehouse()
    #expect(
      try shell.run(
        "tally export source claims -o all.xlsx && tally report latest -p place Beijing -o latest.xlsx"
      ).status == 0)
    try shell.write(
      """
      import sys
      try:
          import openpyxl
      except ImportError:
          sys.exit(77)
      book = openpyxl.load_workbook("all.xlsx")
      assert book.sheetnames == ["source", "claims"], book.sheetnames
      for sheet in book:
          assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1"
          assert sheet["A1"].font.b
      names = {cell.value: cell.column for cell in book["source"][1]}
      assert book["source"].cell(2, names["bytes"]).data_type == "n"
      assert book["source"].cell(2, names["bytes"]).number_format == "#,##0"
      assert book["source"].cell(2, names["source_id"]).number_format == "0"
      published = [row[names["published"] - 1] for row in book["source"].iter_rows(min_row=2)]
      assert any(cell.is_date for cell in published)
      sheet = openpyxl.load_workbook("latest.xlsx").active
      assert sheet.title == "Latest values", sheet.title
      notes = [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
      assert any(note.startswith("Source: ") for note in notes), notes
      assert any(note == "place: Beijing" for note in notes), notes
      """, to: "check.py")
    let python = ProcessInfo.processInfo.environment["TALLY_TEST_PYTHON"] ?? "python3"
    let result = try shell.run(
      "command -v '\(python)' >/dev/null || exit 77; '\(python)' -W error check.py")
    if result.status != 77 { #expect(result.status == 0, "\(result.errors)") }
  }
}

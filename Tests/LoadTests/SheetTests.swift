import Foundation
import Records
import Storage
import Testing

@testable import Documents
@testable import Ingest
@testable import Load

/// Workbooks in three formats: each sheet a source, read like any other table.
@Suite struct SheetTests {
  private func path(_ kind: String) -> String {
    repository.appendingPathComponent("Fixtures/sheets/harbours.\(kind)").path
  }

  private func text(_ source: Source) throws -> [String] {
    let stream = try SourceContent(source).stream()
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    bytes.removeLast(bytes.count - (try stream.read(into: &bytes, from: 0, count: bytes.count)))
    return String(decoding: bytes, as: UTF8.self).replacing("\u{1F}", with: "|")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test(arguments: ["xlsx", "ods", "xls"])
  func `the cells of every sheet are as shown, in their rows and columns`(kind: String) throws {
    let found = SourceFinder.find([path(kind)])
    #expect(found.failures.isEmpty)
    #expect(
      found.sources.map { $0.locator.split(separator: "#").last.map(String.init) }
        == ["Contents", "Routes", "Depths", "Pairs", "Backup"])
    // Column A holds nothing; merged years stand over both of their columns.
    let routes = try text(found.sources[1])
    #expect(
      Array(routes[1...3]) == [
        "Ferry passengers on three routes in Norway||||", "", "Route|2020|2020|2021|2021",
      ])
    #expect(
      Array(routes[4...7]) == [
        "|Passengers (thousands)|Share|Passengers (thousands)|Share",
        "Northern route¹|12.5|25%|14|28%", "Southern route|37.5|75%|36|72%",
        "All routes|50|100%|50|100%",
      ])
    #expect(
      try text(found.sources[2]) == [
        "Month|Office|Depth", "2021-01|007|0.3", "2021-02|007|4.25", "2021-03|007|#N/A",
      ])
    let sheet = try SourceContent(found.sources[1]).sheet
    #expect(sheet?.columnOffset == 1)
    #expect(sheet?.hiddenRows == [7...7])
    #expect(sheet?.merged == 2)
    #expect(try SourceContent(found.sources[4]).sheet?.isHidden == true)
  }

  @Test func `links to other sheets and charts are no cells of a table`() throws {
    let found = SourceFinder.find([path("xlsx")])
    #expect(found.passedOver.map(\.reason) == ["a chart, which has no cells"])
    // “Back to contents” stands in the first row.
    #expect(try text(found.sources[1])[0].allSatisfy { $0 == "|" })
  }

  @Test(arguments: ["xlsx", "ods", "xls"])
  func `a workbook is loaded sheet by sheet, and no row is lost`(kind: String) throws {
    let scratch = try Scratch()
    let summary = try scratch.ingest(path(kind))
    #expect(summary.failures.isEmpty)
    #expect(summary.accounting.balances)
    #expect(summary.loaded == 5)
    #expect(
      try scratch.rows(
        """
        SELECT line, "column", value, unit, place_code, period, indicator_text FROM observations
        WHERE locator LIKE '%#Routes' ORDER BY line, "column" LIMIT 3
        """) == [
          ["6", "3", "12500.0", "", "NOR", "2020", "Passengers (thousands)"],
          ["6", "4", "25.0", "%", "NOR", "2020", "Share"],
          ["6", "5", "14000.0", "", "NOR", "2021", "Passengers (thousands)"],
        ])
    // Two tables side by side: years, and quarters of their own.
    #expect(
      try scratch.rows(
        """
        SELECT line, "column", value, period FROM observations WHERE locator LIKE '%#Pairs'
        AND line IN (4, 8) ORDER BY line, "column"
        """) == [
          ["4", "2", "100.5", "2016"], ["4", "5", "25.25", "2019-Q1"],
          ["8", "2", "104.5", "2020"], ["8", "5", "29.25", "2020-Q1"],
        ])
    #expect(
      try scratch.rows("SELECT rows_read, passed FROM source WHERE locator LIKE '%#Contents'")
        == [["3", #"{"notes_sheet":3}"#]])
    #expect(
      try scratch.rows(
        "SELECT reading LIKE '%hidden in its workbook%' FROM source WHERE locator LIKE '%#Backup'")
        == [["1"]])
    // The same bytes again.
    #expect(try scratch.ingest(path(kind)).skipped == 5)
  }

  @Test func `tables below one another have headings of their own`() throws {
    var blocks = SheetBlocks()
    func row(_ cells: [String]) {
      for (index, cell) in cells.enumerated() where !cell.isEmpty {
        if let number = Int(cell) {
          blocks.addNumber(isYear: (1900...2100).contains(number))
        } else {
          blocks.addText(Array(cell.utf8)[...], isFirst: index == 0)
        }
      }
      blocks.endRow(isBlank: cells.allSatisfy(\.isEmpty))
    }
    row(["Boats"])
    row(["Town", "Sail", "Motor"])
    row(["A", "1", "2"])
    row(["B", "3", "4"])
    row([])
    row(["C", "5", "6"])
    row(["D", "7", "8"])
    row([])
    row(["Crews"])
    row([])
    row(["Town", "Men", "Women"])
    row(["A", "1", "2"])
    row(["B", "3", "4"])
    #expect(blocks.starts == [1, 9])
  }

  @Test func `a workbook in an archive and from a pipe is read as well`() throws {
    let scratch = try Scratch()
    let archive = try scratch.write("", to: "a.zip")
    try shell("rm \(archive); zip -qj \(archive) \(path("ods"))")
    let found = SourceFinder.find([archive])
    #expect(found.sources.count == 5)
    #expect(found.sources[2].locator == "\(archive)#harbours.ods#Depths")
    #expect(try text(found.sources[2])[1] == "2021-01|007|0.3")
  }

  // MARK: Bad workbooks

  private func altered(
    _ kind: String, _ scratch: Scratch, _ change: (inout [UInt8]) -> Void
  ) throws -> String {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(kind))))
    change(&bytes)
    let target = try scratch.write("", to: "bad.\(kind)")
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    return target
  }

  private func failure(_ path: String, longest: Int = 1 << 30) throws -> Failure? {
    var options = FindingOptions()
    options.longestExpanded = longest
    let found = SourceFinder.find([path], options)
    if let failure = found.failures.first { return failure }
    for source in found.sources {
      do { _ = try SourceContent(source) } catch let failure as Failure { return failure }
    }
    return nil
  }

  @Test(arguments: ["xlsx", "ods", "xls"])
  func `a workbook that is cut short is refused`(kind: String) throws {
    let scratch = try Scratch()
    let cut = try altered(kind, scratch) { $0.removeLast($0.count / 2) }
    let found = try #require(try failure(cut))
    #expect(found.kind == .badData)
    #expect(found.message.contains("cut short"))
  }

  @Test func `a workbook with a password is refused and says so`() throws {
    let scratch = try Scratch()
    let encrypted = try altered("xls", scratch) { bytes in
      // The stream that an encrypted xlsx has in place of its own.
      let name = Array("Workbook".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      let other = Array("EncryptedPackage".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      let start = bytes.indices.first { bytes[$0...].starts(with: name) } ?? 0
      bytes.replaceSubrange(start..<start + other.count, with: other)
      bytes[start + 64] = UInt8(other.count + 2)
    }
    #expect(try failure(encrypted)?.message.contains("password") == true)
    let protected = try altered("xls", scratch) { bytes in
      // A record that says how the others are encrypted, in place of the one of dates.
      let dates: [UInt8] = [0x22, 0, 2, 0]
      let start = bytes.indices.first { bytes[$0...].starts(with: dates) } ?? 0
      bytes[start] = 0x2F
    }
    #expect(try failure(protected)?.message.contains("password") == true)
  }

  @Test func `a workbook that unpacks to more than is allowed is refused`() throws {
    let found = try #require(try failure(path("xlsx"), longest: 500))
    #expect(found.kind == .badData)
    #expect(found.message.contains("--max-expanded"))
  }

  @Test func `another office document is refused by its kind`() throws {
    let scratch = try Scratch()
    let folder = scratch.folder.appendingPathComponent("doc").path
    try shell(
      "mkdir \(folder) && cd \(folder) && echo '<Types/>' > '[Content_Types].xml' && zip -q ../a.docx *"
    )
    #expect(
      try failure(scratch.folder.appendingPathComponent("a.docx").path)?.message.contains(
        "without sheets") == true)
  }

  private func shell(_ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

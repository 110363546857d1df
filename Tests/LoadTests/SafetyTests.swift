import Foundation
import Records
import Storage
import Testing

/// What is found in folders and archives, and what is too large.
@Suite struct SafetyTests {
  private let table = "Region,2022,2023\nBeijing,1,2\nTianjin,3,4\nHebei,5,6\n"

  private func python(_ code: String, in folder: URL) throws {
    try code.write(
      to: folder.appendingPathComponent(".code.py"), atomically: true, encoding: .utf8)
    try shell("cd '\(folder.path)' && python3 -W ignore .code.py")
  }

  @Test(.enabled(if: hasPython)) func `two entries of one name and overlapping ones are rejected`()
    throws
  {
    let scratch = try Scratch()
    try python(
      """
      import zipfile, struct
      table = "Region,2022,2023\\nBeijing,%d,2\\nTianjin,3,4\\n"
      with zipfile.ZipFile("double.zip", "w") as z:
        for n in (1, 2): z.writestr("a.csv", table % n)
        z.writestr("b.csv", table % 3)
      with zipfile.ZipFile("overlap.zip", "w") as z:
        for n in (1, 2, 3): z.writestr("%d.csv" % n, table % (n + 5))
      data = bytearray(open("overlap.zip", "rb").read())
      last = data.rfind(b"PK\\x01\\x02")
      # The third entry starts inside the second.
      second = data.find(b"PK\\x03\\x04", 4)
      data[last + 42 : last + 46] = struct.pack("<I", second + 8)
      open("overlap.zip", "wb").write(data)
      """, in: scratch.folder)
    let double = try scratch.ingest(scratch.folder.appendingPathComponent("double.zip").path)
    #expect((double.loaded, double.skipped, double.failures.count) == (2, 0, 1))
    #expect(double.found == 3)
    #expect(double.failures.first?.place?.locator.hasSuffix("double.zip#a.csv") ?? false)
    #expect(double.failures.first?.message.contains("the same name") ?? false)
    #expect(
      try scratch.rows(
        "SELECT value FROM observations WHERE locator LIKE '%#a.csv' ORDER BY 1 LIMIT 1")
        == [["1.0"]])
    let overlap = try scratch.ingest(scratch.folder.appendingPathComponent("overlap.zip").path)
    #expect((overlap.loaded, overlap.failures.count) == (2, 1))
    #expect(overlap.failures.first?.message.contains("bytes of another entry") ?? false)
    #expect(
      try scratch.rows("SELECT count(*) FROM reject WHERE code = 'source_refused'") == [["2"]])
  }

  @Test(.enabled(if: hasPython)) func `what an archive unpacks to is bounded`() throws {
    let scratch = try Scratch()
    try python(
      """
      import zipfile, gzip
      table = "Region,2022,2023\\n" + "Beijing,%d,2\\nTianjin,3,4\\n" * 2000
      with zipfile.ZipFile("many.zip", "w", zipfile.ZIP_DEFLATED) as z:
        for n in range(5): z.writestr("%d.csv" % n, table.replace("%d", str(n)))
      gzip.open("one.csv.gz", "wt").write("id,x\\n" + "1,2\\n" * 40000)
      """, in: scratch.folder)
    let path = scratch.folder.appendingPathComponent("many.zip").path
    let summary = try scratch.ingest(path) { $0.finding.longestExpanded = 150_000 }
    #expect((summary.loaded, summary.failures.count) == (3, 2))
    #expect(summary.failures.first?.message.contains("--max-expanded") ?? false)
    #expect(try scratch.ingest(path).loaded == 2)
    let packed = scratch.folder.appendingPathComponent("one.csv.gz").path
    let refused = try scratch.ingest(packed) { $0.finding.longestExpanded = 100_000 }
    #expect(refused.failures.first?.message.contains("--max-expanded") ?? false)
    #expect(try scratch.ingest(packed).loaded == 1)
  }

  @Test func `of a folder only regular files are read`() throws {
    let scratch = try Scratch()
    let folder = scratch.folder.appendingPathComponent("data").path
    let other = try scratch.write(table, to: "private.csv")
    try shell(
      """
      mkdir '\(folder)' && cd '\(folder)' && mkfifo pipe.csv && mkfifo a.csv-metadata.json
      ln -s '\(other)' link.csv; ln -s /dev/zero zero.csv; ln -s .. up; ln -s nowhere dangling.csv
      """)
    _ = try scratch.write(table.replacingOccurrences(of: "Hebei", with: "Henan"), to: "data/a.csv")
    let summary = try scratch.ingest(folder)
    #expect((summary.found, summary.loaded, summary.failures.count) == (1, 1, 0))
    #expect(
      summary.passedOver.map { ($0.path as NSString).lastPathComponent }
        == [
          "a.csv-metadata.json", "dangling.csv", "link.csv", "pipe.csv", "up", "zero.csv",
        ].filter { $0 != "a.csv-metadata.json" })
    #expect(summary.passedOver.contains { $0.reason.contains("--follow-links") })
    try shell("cd '\(folder)' && rm up zero.csv dangling.csv")
    let followed = try scratch.ingest(folder) { $0.finding.followsLinks = true }
    #expect((followed.found, followed.loaded) == (2, 1))
    // Named, a link is what it leads to.
    #expect(try scratch.ingest(folder + "/link.csv").skipped == 1)
  }

  @Test func `a pipe that is named is read like standard input`() throws {
    let scratch = try Scratch()
    let path = scratch.folder.appendingPathComponent("pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    // Not a job of the shell: `Process` waits for all who hold what it gave its child, and this one
    // waits for the reader.
    Thread.detachNewThread {
      try? Data("Region,2022\nBeijing,1\nTianjin,3\n".utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(try scratch.ingest(path).loaded == 1)
  }

  @Test(arguments: [
    #"{"url":"a.csv","dialect":{"skipRows":9223372036854775807}}"#,
    #"{"url":"a.csv","dialect":{"headerRowCount":1e308}}"#,
    #"{"url":"a.csv","dialect":{"headerRowCount":-1}}"#,
    #"{"url":"a.csv","dialect":{"headerRowCount":1.5}}"#,
    #"{"url":"a.csv","dialect":{"skipRows":-9.3e18,"headerRowCount":9.3e18}}"#,
    #"{"resources":[{"path":"a.csv","dialect":{"headerRows":[1e300,2]}}]}"#,
    #"{"resources":[{"path":"a.csv","dialect":{"headerRows":[1,-1e300]}}]}"#,
  ])
  func `a number in metadata that makes no sense is that file's failure`(metadata: String) throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("d"), withIntermediateDirectories: true)
    _ = try scratch.write(table, to: "d/a.csv")
    _ = try scratch.write(table.replacingOccurrences(of: "5", with: "7"), to: "d/b.csv")
    _ = try scratch.write(
      metadata, to: metadata.contains("resources") ? "d/datapackage.json" : "d/csv-metadata.json")
    let summary = try scratch.ingest(scratch.folder.appendingPathComponent("d").path)
    #expect((summary.loaded, summary.failures.count) == (1, 1))
    let message = summary.failures.first?.message ?? ""
    #expect(message.contains("expected a whole number"), "\(message)")
  }

  @Test func `a number that no double holds is none`() throws {
    let scratch = try Scratch()
    let rows = "Beijing,1,2\nTianjin,3,4\nHebei,5,6\nHenan,7,2e400\n"
    let path = try scratch.write("Region,2022,2023\n" + rows, to: "a.csv")
    let summary = try scratch.ingest(path)
    #expect(summary.rejects == 1)
    #expect(try scratch.rows("SELECT raw FROM reject") == [["2e400"]])
    let scaled = try scratch.write(
      "Region (trillion),2022,2023\nUnit: trillion yuan,,\n"
        + rows.replacingOccurrences(of: "2e400", with: "2e305"),
      to: "b.csv")
    _ = try scratch.ingest(scaled)
    let article = try scratch.write(
      "Exports of Hebei rose by 5 percent to 1\(String(repeating: "0", count: 400)) yuan in 2023.\n",
      to: "a.txt")
    _ = try scratch.ingest(article)
    for table in ["observation", "claim"] {
      #expect(
        try scratch.rows("SELECT count(*) FROM \(table) WHERE abs(value) > 1.8e308") == [["0"]])
    }
  }

  @Test func `what begins late or is very wide is read`() throws {
    let scratch = try Scratch()
    let blank = String(repeating: "\n", count: 300_000)
    let late = try scratch.write(blank + table, to: "late.csv")
    #expect(try scratch.ingest(late).accounting.stored == 3)
    let article = try scratch.write(
      blank + "Exports of Hebei rose by 5 percent in 2023.\n", to: "late.txt")
    #expect(try scratch.ingest(article).loaded == 1)
    #expect(try scratch.rows("SELECT count(*) FROM claims") == [["1"]])
    let names = (0..<27_000).map { "column number \($0)" }.joined(separator: ",")
    let values = (0..<27_000).map { "\($0)" }.joined(separator: ",")
    let wide = try scratch.write(names + "\n" + values + "\n" + values + "\n", to: "wide.csv")
    let message = try scratch.ingest(wide) { $0.reading.kind = .record }.failures.first?.message
    #expect(message?.contains("27000 columns") ?? false, "\(message ?? "")")
  }

  static let hasPython =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
    || (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
}

/// Runs a command line of the shell.
private func shell(_ command: String) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = ["-c", command]
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0, "\(command)")
}

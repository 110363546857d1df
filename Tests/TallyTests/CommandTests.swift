import Foundation
import Testing

/// The built binary in a folder of its own, which holds a copy of the fixtures.
final class Shell: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tally-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A copy: a file in a linked folder is called by where it really is.
    try FileManager.default.copyItem(
      at: Shell.repository.appendingPathComponent("Fixtures"),
      to: folder.appendingPathComponent("Fixtures"))
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("tally"), withDestinationURL: Shell.binary)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The product beside the test bundle.
  static let binary: URL = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4
    where !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("tally").path)
    {
      folder.deleteLastPathComponent()
    }
    let beside = folder.appendingPathComponent("tally")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : repository.appendingPathComponent(".build/debug/tally")
  }()

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  /// Runs a command line of the shell: output, errors and exit status.
  func run(_ command: String, input: String = "") throws -> (
    output: String, errors: String, status: Int32
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = folder.path + ":" + (environment["PATH"] ?? "")
    environment["TALLY_DB"] = nil
    process.environment = environment
    // Tests that share a shell run at the same time.
    let name = UUID().uuidString
    let (out, err) = (
      folder.appendingPathComponent(".out-" + name), folder.appendingPathComponent(".err-" + name)
    )
    defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    pipe.fileHandleForWriting.write(Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return (
      try String(contentsOf: out, encoding: .utf8), try String(contentsOf: err, encoding: .utf8),
      process.terminationStatus
    )
  }
}

@Suite struct CommandTests {
  @Test(arguments: [
    ("tally ingest missing.csv", 66, "missing.csv: there is no such file"),
    ("tally ingest empty.csv", 65, "the file is empty"),
    ("tally ingest binary.csv", 65, "binary file"),
    ("tally report nothing", 64, "there is no report nothing"),
    ("tally report clams", 64, "did you mean claims"),
    ("tally report overview --db nowhere.db", 66, "there is no warehouse here"),
    ("tally report overview --db text.csv", 65, "not a Tally warehouse"),
    ("tally ingest good.csv && tally query 'DELETE FROM claim'", 77, "queries only read"),
    ("tally ingest good.csv && tally query 'SELECT nonsense FROM claim'", 64, "nonsense"),
    ("tally ingest good.csv && tally query 'SELECT :x'", 64, "-p x VALUE"),
    ("tally ingest good.csv && tally report compare", 64, "-p indicator VALUE"),
    ("tally ingest good.csv && tally report latest -p colour red", 64, "no parameter colour"),
    ("tally ingest good.csv && tally trace 99", 66, "no claim or observation 99"),
    ("tally ingest good.csv -o x", 64, "Unknown option"),
    ("tally ingest good.csv --published yesterday", 64, "expected a date"),
    ("tally ingest good.csv --encoding klingon", 64, "there is no encoding klingon"),
    (
      "tally ingest good.csv && tally query 'SELECT 1' -o no/where.csv", 73,
      "cannot create the file"
    ),
  ])
  func `bad input has one clear line and its exit status`(
    command: String, status: Int32, message: String
  ) throws {
    let shell = try Shell()
    try shell.write("", to: "empty.csv")
    try Data((0..<2000).map { UInt8($0 * 7 % 256 < 40 ? 0 : $0 % 32) }).write(
      to: shell.folder.appendingPathComponent("binary.csv"))
    try shell.write("Region,2022,2023\nBeijing,1,2\nTianjin,3,4\n", to: "good.csv")
    try shell.write("a,b\n1,2\n", to: "text.csv")
    let result = try shell.run(command)
    #expect(result.status == status, "\(command): \(result.errors)")
    #expect(result.errors.contains(message), "\(command): \(result.errors)")
  }

  @Test func `a good run is silent and a run with rejects says so and ends with 1`() throws {
    let shell = try Shell()
    try shell.write(
      "Region,2022,2023\nBeijing,1,2\nHebei,5,6\nShanghai,7,8\nTianjin,3,oops\n", to: "a.csv")
    try shell.write("Region,2022,2023\nBeijing,1,2\nTianjin,3,4\n", to: "b.csv")
    let good = try shell.run("tally ingest b.csv")
    #expect(good == ("", "", 0))
    let bad = try shell.run("tally ingest a.csv")
    #expect(bad.status == 1)
    #expect(bad.errors.contains("1 rejected"))
    let rejects = try shell.run("tally rejects -f csv")
    #expect(
      rejects.output
        == "run,locator,line,column,code,message,raw\n2,a.csv,5,3,not_a_number,expected a number or a mark for a missing value,oops\n"
    )
  }

  @Test func `the sources that a run names add up`() throws {
    let shell = try Shell()
    _ = try shell.run("mkdir d")
    for (name, number) in [("a", 1), ("b", 2)] {
      try shell.write("Region,2022,2023\nBeijing,\(number),2\nTianjin,3,4\n", to: "d/\(name).csv")
    }
    try shell.write("", to: "d/empty.csv")
    #expect(try shell.run("tally ingest d/a.csv").status == 0)
    let result = try shell.run("tally ingest -v d missing.csv")
    #expect(result.status == 1)
    #expect(
      result.errors.contains("loaded 1 of 4 sources, skipped 1, refused 2;"), "\(result.errors)")
  }

  @Test func `documents on standard input become NDJSON`() throws {
    let shell = try Shell()
    let lines = """
      {"id":"a","text":"Exports rose 5 percent to 3 million tonnes in 2023.","published":"2024-01-05"}
      not json
      {"id":"c","text":"The plant cost $1.5bn."}

      """
    let result = try shell.run("tally extract --documents ndjson", input: lines)
    #expect(result.status == 1)
    let records = try result.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let claims = records.filter { $0["record"] as? String == "claim" }
    #expect(claims.compactMap { $0["value"] as? Double } == [5, 3_000_000, 1_500_000_000])
    #expect(claims.compactMap { $0["unit"] as? String } == ["%", "t", "USD"])
    #expect(claims.compactMap { $0["document"] as? String } == ["a", "a", "c"])
    #expect(records.filter { $0["record"] as? String == "reject" }.count == 1)
  }

  @Test(arguments: ["csv", "tsv", "json", "ndjson", "markdown", "html", "table"])
  func `a result is written whole in each format`(format: String) throws {
    let shell = try Shell()
    try shell.write("Region,2022\nBeijing,1.5\n北京市,2\n上海市,3\n", to: "a.csv")
    let expected = [
      "csv": "x,y\n1.5,\"a,b\"\n", "tsv": "x\ty\n1.5\ta,b\n",
      "json": "[\n{\"x\":1.5,\"y\":\"a,b\"}\n]\n",
      "ndjson": "{\"x\":1.5,\"y\":\"a,b\"}\n",
      "markdown": "| x | y |\n| ---: | --- |\n| 1.5 | a,b |\n",
      "table": "  x  y\n---  ---\n1.5  a,b\n",
    ]
    let result = try shell.run(
      "tally ingest a.csv && tally query \"SELECT 1.5 AS x, 'a,b' AS y\" -f \(format)")
    if let text = expected[format] {
      #expect(result.output == text)
    } else {
      #expect(result.output.contains("<td class=\"n\">1.5</td><td class=\"s\">a,b</td>"))
    }
  }

  @Test func `tables align wide characters`() throws {
    let shell = try Shell()
    let result = try shell.run(
      "tally ingest Fixtures/tables/fred-dexchus.csv && tally query \"SELECT '北京' AS a, 1 AS b UNION ALL SELECT 'abcd', 22\""
    )
    #expect(result.output == "a      b\n----  --\n北京   1\nabcd  22\n")
  }
}

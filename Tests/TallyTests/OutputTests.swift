import Foundation
import Testing

/// What an output may not overwrite, what is left of one that was cut off, and what reaches a
/// terminal.
@Suite struct OutputTests {
  private func warehouse() throws -> Shell {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.csv a.txt").status == 0)
    return shell
  }

  @Test(arguments: [
    "tally export claims -o tally.db", "tally export claims -f csv -o ./tally.db",
    "tally report overview -o tally.db", "tally query 'SELECT 1' -o tally.db",
    "tally query 'SELECT 1' -f csv --max-rows 1 -o $PWD/tally.db",
    "tally sources -o tally.db", "tally runs -o tally.db", "tally rejects -o tally.db",
    "tally schema -o tally.db", "tally check -o tally.db", "tally check -f claimreview -o tally.db",
    "tally export claims -f csv -o tally.db-wal", "tally sources -o tally.db-shm",
    "tally sources -o tally.db-journal", "tally sources -o tally.db.lock",
    "ln -s tally.db link.csv && tally sources -o link.csv",
    "ln tally.db hard.csv && tally sources -o hard.csv",
    "ln -s . here && tally sources -o here/tally.db",
    "ln -s tally.db-wal link.csv && tally sources -o link.csv",
    "tally export --datasette-metadata -o tally.db", "tally backup tally.db",
    "tally backup ./tally.db-wal", "tally sources -o a.csv", "tally export claims -o ./a.csv",
    "tally query @q.sql -o q.sql", "tally backup a.csv",
  ])
  func `no output takes the place of the warehouse or of an input`(command: String) throws {
    let shell = try warehouse()
    try shell.write("SELECT 1 AS x\n", to: "q.sql")
    let sums = "sha256sum tally.db a.csv a.txt q.sql"
    let before = try shell.run(sums).output
    let result = try shell.run(command)
    #expect(result.status == 64, "\(command): \(result.errors)")
    #expect(result.errors.contains("would take the place of"), "\(command): \(result.errors)")
    #expect(try shell.run(sums).output == before, "\(command)")
    #expect(try shell.run("tally doctor").status == 0, "\(command)")
  }

  @Test(arguments: ["w.db", "./w.db", "w.db-wal", "w.db.lock", "tally.yml", "a.csv", "sub/../w.db"])
  func `no output of a job takes the place of the warehouse or of an input`(target: String) throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    for section in [
      "exports: {x: {view: claims, to: \(target), format: csv}}",
      "reports: {x: {report: overview, to: \(target), format: csv}}",
    ] {
      let step = section.hasPrefix("exports") ? "export" : "report"
      try shell.write(
        """
        warehouse: w.db
        sources: {t: a.csv}
        \(section)
        jobs: {j: {ingest: all, \(step): all}, k: {ingest: all}}
        """, to: "tally.yml")
      #expect(try shell.run("mkdir -p sub; tally run k").status == 0)
      let before = try shell.run("sha256sum w.db a.csv tally.yml").output
      let result = try shell.run("tally run j")
      #expect(result.status == 64, "\(result.errors)")
      #expect(result.errors.contains("would take the place of"))
      #expect(try shell.run("sha256sum w.db a.csv tally.yml").output == before)
      #expect(try shell.run("tally run k --log w.db").status == 64)
    }
  }

  @Test func `an output may take the place of an earlier one, and of nothing`() throws {
    let shell = try warehouse()
    for _ in 0..<2 {
      #expect(try shell.run("tally sources -o out.csv && tally export claims -o x.csv").status == 0)
      #expect(try shell.run("tally export claims places -o folder/ -f csv").status == 64)
      #expect(try shell.run("tally export claims -o folder/ -f csv").status == 0)
    }
  }

  @Test func `signals end a run with one line, their status and nothing left`() throws {
    let shell = try warehouse()
    let slow =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000) SELECT i FROM n"
    for (name, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
      // A shell starts what runs in the background with SIGINT ignored: python does not.
      let result = try shell.run(
        """
        setsid -w env -i PATH="$PATH" timeout -k 20 -s \(name) --foreground 0.7 tally query "\(slow)" -o out-\(name).csv; echo $?
        ls -A | grep -c part
        """)
      // `timeout` ends with 124 for a program that ends by itself: ask it for the program's own.
      #expect(["124\n0\n", "\(status)\n0\n"].contains(result.output), "\(name): \(result)")
      #expect(
        result.errors
          == "tally: ended by SIG\(name): what was finished is kept, nothing else is left\n")
    }
    let status = try shell.run(
      "tally query \"\(slow)\" -o out.csv & p=$!; sleep 0.5; kill -TERM $p; wait $p; echo $?")
    #expect(status.output == "143\n")
  }

  @Test func `what a killed program left is swept by the next one and by the doctor`() throws {
    let shell = try warehouse()
    let slow =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000) SELECT i FROM n"
    for day in 1...2 {
      _ = try shell.run(
        "tally query \"\(slow)\" -o out-2024-01-0\(day).csv & p=$!; sleep 0.4; kill -9 $p; wait $p 2>/dev/null"
      )
      #expect(try shell.run("ls -A | grep -c '^.tally.*part$'").output == "1\n")
    }
    let doctor = try shell.run("tally doctor")
    #expect(doctor.output.contains("temporary files of killed runs, removed: 1"), "\(doctor)")
    #expect(try shell.run("ls -A | grep -c part").output == "0\n")
    // A file that only looks like one stays.
    try shell.write("x", to: ".a.csv.12.part")
    #expect(try shell.run("tally sources -o out.csv; ls -A | grep -c part").output == "1\n")
  }

  @Test func `a file that grows beyond the limit of the shell is an error with a line`() throws {
    let shell = try warehouse()
    let many =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT i FROM n"
    let result = try shell.run("ulimit -f 100; tally query \"\(many)\" -o out.csv")
    #expect(result.status == 74)
    #expect(result.errors.contains("ulimit -f"), "\(result.errors)")
    #expect(try shell.run("ls -A | grep -c part; ls out.csv").output == "0\n")
  }

  static let hasScript = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

  @Test(
    .enabled(if: hasScript),
    arguments: [
      "tally ingest -v --again \"$NAME\"", "tally inspect \"$NAME\"", "tally sources",
      "tally sources -f csv", "tally query \"SELECT title FROM source\"", "tally trace 1",
      "tally runs",
      "tally report claims", "tally query \"SELECT title FROM source\" -f ndjson",
      "tally ingest \"$NAME-missing\"", "tally report \"$NAME\"", "tally query --\"$NAME\"",
      "tally sources -f markdown", "tally check", "tally extract \"$NAME\"",
    ])
  func `nothing that is read steers the terminal`(command: String) throws {
    let shell = try Shell()
    let bad = "\u{1B}]0;owned\u{07}\u{1B}]52;c;eA==\u{07}\u{9B}31m\u{202E}"
    let rest = String(repeating: "The economy of Hebei grew by 3 percent in 2022. ", count: 20)
    try shell.write(
      "Exports of \(bad) Hebei rose by 5 percent in 2023. \(rest)\n", to: "a\(bad).txt")
    let name = "NAME='a\(bad).txt'; export NAME; "
    #expect(try shell.run(name + "tally ingest \"$NAME\" --title 'x\(bad)y'").status == 0)
    let shown = try shell.run(
      name + "script -qec '\(command.replacingOccurrences(of: "'", with: "'\\''"))' /dev/null")
    for steering in ["\u{1B}]", "\u{9B}", "\u{202E}", "\u{07}"] {
      #expect(!shown.output.contains(steering), "\(command): \(shown.output)")
    }
    // Through a pipe the bytes are what they are.
    let raw = try shell.run(
      "tally query \"SELECT title FROM source ORDER BY source_id LIMIT 1\" -f csv"
    ).output
    #expect(raw == "title\nx\(bad)y\n")
  }

  private static let marked = " 357 273 277   t   i   t   l   e  \\n   =   1   +   1  \\n\n"

  @Test func `exports and checks take the same options as other results`() throws {
    let shell = try Shell()
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.txt --title '=1+1'").status == 0)
    let query = "--query 'SELECT title FROM source'"
    #expect(
      try shell.run("tally export \(query) -o a.csv --no-manifest; cat a.csv").output
        == "title\n'=1+1\n")
    #expect(
      try shell.run(
        "tally export \(query) -o a.csv --keep-formulas --add-bom --no-manifest; od -An -c a.csv"
      )
      .output == Self.marked)
    #expect(
      try shell.run("tally check -f csv --add-bom | head -c 3 | od -An -tx1").output
        == " ef bb bf\n")
    try shell.write(
      """
      exports:
        x: {query: SELECT title FROM source, to: b.csv, keep_formulas: true, add_bom: true, manifest: false}
      jobs: {j: {export: x}}
      """, to: "tally.yml")
    #expect(try shell.run("tally run j; od -An -c b.csv").output == Self.marked)
  }
}

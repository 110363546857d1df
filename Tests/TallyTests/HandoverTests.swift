import Foundation
import Testing

/// `then` and `on_failure` of `tally.yml`: commands that get what a job has finished.
@Suite struct HandoverTests {
  private func folder(_ then: String, job: String = "") throws -> Shell {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a b.csv")
    try shell.write(
      """
      warehouse: w.db
      sources: {all: a b.csv}
      reports:
        page:
          report: sources
          to: out/the page.csv
          then: \(then)
      jobs: {nightly: {ingest: all, report: page, log: log.ndjson\(job)}}
      """, to: "tally.yml")
    return shell
  }

  /// The last entry of an event in the log.
  private func entry(_ event: String, _ shell: Shell) throws -> [String: Any] {
    let lines = try shell.run("cat log.ndjson").output.split(separator: "\n")
    let entries = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    return try #require(entries.last { $0["event"] as? String == event })
  }

  @Test func `a list of words is a program without a shell`() throws {
    let shell = try folder("[./send, \"$HOME; x\", \"<{output}>\", \"{date}\", '']")
    try shell.write(
      "#!/bin/sh\nprintf '%s|' \"$#\" \"$@\" \"$TALLY_NAME\" \"$TALLY_ROWS\" \"$TALLY_JOB\" > sent\nhead -c 6 >> sent\ntally query -f tsv 'SELECT count(*) FROM source' --db \"$TALLY_DB\"\n",
      to: "send")
    let here = try shell.run("chmod +x send && pwd -P").output.dropLast()
    // Silent when all is well; what the command prints stands in the log.
    #expect(
      try shell.run("cd / && '\(here)/tally' run nightly --config '\(here)/tally.yml'") == (
        "", "", 0
      ))
    let sent = try shell.run("cat sent").output.split(separator: "|").map(String.init)
    #expect(sent[0] == "4")
    #expect(sent[1] == "$HOME; x")
    #expect(sent[2].hasSuffix("/out/the page.csv>") && sent[2].hasPrefix("</"))
    #expect(sent[3].count == 10)
    #expect(Array(sent[4...]) == ["page", "1", "nightly", "source"])
    let log = try entry("then", shell)
    #expect(log["output"] as? String == "count(*)\n1\n")
    #expect(log["command"] as? String == "./send '$HOME; x' '<{output}>' '{date}' ''")
    #expect(log["level"] as? String == "info")
    #expect(
      try shell.run("rm sent && tally run nightly --dry-run && test ! -e sent").output.contains(
        "as csv to out/the page.csv, then run ./send"))
  }

  @Test func `one text is a line of the shell`() throws {
    let shell = try folder("cat \"$TALLY_OUTPUT\" - | wc -l > lines; echo $TALLY_JOB {output}")
    #expect(try shell.run("tally run nightly") == ("", "", 0))
    #expect(
      try shell.run("cat lines").output.trimmingCharacters(in: .whitespacesAndNewlines) == "4")
    #expect(try entry("then", shell)["output"] as? String == "nightly {output}\n")
  }

  @Test(arguments: [
    ("echo no such host >&2; exit 3", "ended with status 3: no such host"),
    ("[nowhere-to-be-found, x]", "cannot be run: nowhere-to-be-found: no such file or directory"),
    ("kill -9 $$", "was ended by signal 9"), ("exit 1", "ended with status 1"),
  ])
  func `a command that fails is told, the file stays and the status is 1`(
    then: String, message: String
  ) throws {
    let shell = try folder(
      then, job: ", on_failure: 'echo \"$TALLY_STATUS $TALLY_MESSAGE\" > told'")
    let result = try shell.run("tally run nightly")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("tally: nightly: page: then: `"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("` " + message), "\(result.errors)")
    #expect(try entry("then", shell)["level"] as? String == "error")
    #expect(try shell.run("wc -l < 'out/the page.csv'").output.contains("2"))
    let told = try shell.run("cat told").output
    #expect(told.hasPrefix("1 page: then: `") && told.contains(message))
  }

  @Test func `what a job could not do is told to on_failure, and its own failure too`() throws {
    let shell = try folder("'true'", job: ", on_failure: [./tell]")
    try shell.write("#!/bin/sh\necho \"$TALLY_JOB:$TALLY_STATUS\" >> told\nexit 7\n", to: "tell")
    #expect(try shell.run("chmod +x tell && tally run nightly && test ! -e told").status == 0)
    let refused = try shell.run("rm 'a b.csv' && tally run nightly")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("on_failure: `./tell` ended with status 7"))
    let locked = try shell.run("flock w.db.lock -c 'sleep 1' & sleep 0.3; tally run nightly")
    #expect(locked.status == 75)
    #expect(try shell.run("cat told").output == "nightly:1\nnightly:75\n")
  }

  @Test func `a job does not wait for what its command leaves running, nor hand on its signals`()
    throws
  {
    let shell = try folder("(sleep 5 > /dev/null) & (sleep 0.1; kill -TERM $$); exit 0")
    let result = try shell.run(
      "start=$(date +%s); tally run nightly; echo $(($(date +%s) - start < 4))")
    #expect(result.errors.contains("was ended by signal 15"))
    #expect(result.output == "1\n")
  }

  @Test func `only what is new is handed on`() throws {
    let shell = try folder("'true'")
    try shell.write(
      """
      warehouse: w.db
      sources: {all: "*.csv"}
      exports:
        new: {view: observations, to: out/, format: csv, since: last, then: 'echo "${TALLY_OUTPUT##*/} $TALLY_ROWS" >> sent'}
        parts: {view: observations, to: parts/, format: csv, partition_by: period, then: 'ls "$TALLY_OUTPUT" >> sent'}
      jobs: {nightly: {ingest: all, export: new}, parts: {export: parts}}
      """, to: "tally.yml")
    for _ in 0..<2 { #expect(try shell.run("tally run nightly") == ("", "", 0)) }
    #expect(try shell.run("cat sent").output == "new-0-1.csv 4\n")
    #expect(
      try shell.run("tally run parts && tail -3 sent").output
        == "manifest.json\nperiod=2022\nperiod=2023\n")
  }

  @Test(arguments: ["[]", "{a: b}", "''", "[[a]]", "[~]", "~"])
  func `what is no command is told where`(then: String) throws {
    let shell = try folder(then)
    let result = try shell.run("tally run nightly")
    #expect(result.status == 78)
    #expect(result.errors.contains("expected a command: a list of its words"), "\(result.errors)")
    #expect(result.errors.hasPrefix("tally: tally.yml:7:"))
  }
}

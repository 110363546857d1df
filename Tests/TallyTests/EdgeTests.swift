import Foundation
import Testing

/// Names, numbers, locks and limits at their edges.
@Suite struct EdgeTests {
  private func warehouse() throws -> Shell {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    try shell.write("Exports of Hebei rose by 5 percent in 2023.\n", to: "a.txt")
    #expect(try shell.run("tally ingest a.csv a.txt").status == 0)
    return shell
  }

  // MARK: Names of warehouses and files

  @Test(arguments: ["file:x.db", "FILE:x.db?mode=ro", ":memory:", "''"])
  func `a warehouse is a file, for every command alike`(name: String) throws {
    let shell = try warehouse()
    for command in [
      "ingest a.csv", "query 'SELECT 1'", "report overview", "sources", "check", "doctor",
      "forget a.csv", "backup x.db", "export claims -o x.csv", "trace 1", "run j", "rejects",
    ] {
      try shell.write("jobs: {j: {ingest: all}}\nsources: {a: a.csv}\n", to: "tally.yml")
      let result = try shell.run("tally \(command) --db \(name)")
      #expect(result.status == 64, "\(command): \(result.errors)")
      #expect(result.errors.contains("--db: "), "\(command): \(result.errors)")
      #expect(try shell.run("ls | grep -c '[:?]\\|x.db'").output == "0\n", "\(command)")
    }
    #expect(
      try shell.run("tally ingest a.csv --db ./file:x.db && tally sources --db ./file:x.db").status
        == 0)
  }

  @Test func `a warehouse is no pipe, device or folder, and an empty file is not yet one`() throws {
    let shell = try warehouse()
    _ = try shell.run("mkfifo pipe; touch empty; mkdir folder")
    for (name, status, message) in [
      ("pipe", 65, "a pipe or a device"), ("/dev/zero", 65, "a pipe or a device"),
      ("empty", 66, "the file is empty"), ("folder", 66, "this is a folder"),
    ] {
      let result = try shell.run("timeout 10 tally sources --db \(name)")
      #expect(result.status == status, "\(name): \(result.errors)")
      #expect(result.errors.contains(message), "\(name): \(result.errors)")
    }
    #expect(try shell.run("timeout 10 tally ingest a.csv --db pipe").status == 65)
    #expect(try shell.run("timeout 10 tally query @/dev/zero").status == 65)
    _ = try shell.run("mkdir reports; mkfifo reports/x.sql; ln -s /dev/zero reports/y.sql")
    #expect(try shell.run("timeout 10 tally report --list").status == 0)
    #expect(try shell.run("timeout 10 tally report x").status == 64)
    #expect(try shell.run("timeout 10 tally run x --config /dev/zero").status == 66)
  }

  @Test func `names that are not UTF-8 are read, shown and found again`() throws {
    let shell = try Shell()
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "a.csv")
    _ = try shell.run("mkdir \"$(printf 'f\\344')\"; mv a.csv \"$(printf 'f\\344/caf\\351.csv')\"")
    let name = "\"$(printf 'f\\344/caf\\351.csv')\""
    #expect(try shell.run("tally ingest \(name)") == ("", "", 0))
    #expect(
      try shell.run(
        "tally ingest f* 2> /dev/null; tally query 'SELECT count(*) AS n FROM source' -f csv"
      ).output == "n\n1\n")
    #expect(try shell.run("tally trace 16777216 | LC_ALL=C grep -c 2022: ").output == "1\n")
    #expect(
      try shell.run("tally trace 16777216 | head -1 | od -An -c | tr -d ' '").output.hasPrefix(
        "f344/caf351.csv:2:2"))
    #expect(
      try shell.run("tally query 'SELECT 1 AS x' -o \"$(printf 'o\\377.csv')\"; cat o*").output
        == "x\n1\n")
    #expect(try shell.run("tally sources --db \"$(printf 'w\\377.db')\" 2> /dev/null").status == 66)
    #expect(
      try shell.run(
        "tally ingest \(name) --db \"$(printf 'w\\377.db')\" && tally doctor --db \"$(printf 'w\\377.db')\""
      ).status == 0)
    #expect(try shell.run("tally forget \(name)") == ("", "", 0))
  }

  @Test func `one file is one source, however it is named`() throws {
    let shell = try Shell()
    _ = try shell.run("mkdir -p sub/deep elsewhere; ln -s sub link")
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "sub/a.csv")
    for (version, command) in [
      "tally ingest sub/a.csv", "tally ingest ./sub//a.csv", "tally ingest $PWD/sub/a.csv",
      "tally ingest sub/deep/../a.csv", "cd sub && tally ingest a.csv --db ../tally.db",
      "tally ingest link/a.csv", "tally ingest sub",
      "cd elsewhere && tally ingest ../sub --db ../tally.db",
      "tally ingest sub/a.csv link/../sub/a.csv",
    ].enumerated() {
      try shell.write("Region,2022,2023\nBeijing,1.5,\(version)\nTianjin,3,4\n", to: "sub/a.csv")
      #expect(try shell.run(command).status == 0, "\(command)")
      #expect(
        try shell.run(
          "tally query -f csv 'SELECT locator, count(*) AS n, sum(superseded_by IS NULL) AS c FROM source GROUP BY 1'"
        ).output == "locator,n,c\nsub/a.csv,\(version + 1),1\n", "\(command)")
    }
    #expect(try shell.run("cd elsewhere && tally ingest ../sub/a.csv").status == 0)
    let locators = try shell.run(
      "cd elsewhere && tally query -f csv 'SELECT locator FROM source' | tail -1"
    ).output
    #expect(
      locators.hasPrefix("/") && locators.hasSuffix("/sub/a.csv\n") && !locators.contains(".."))
    #expect(
      try shell.run(
        "cd sub && tally trace $(tally query -f tsv 'SELECT min(observation_id) FROM observations' --db ../tally.db | tail -1) --db ../tally.db"
      ).output.contains(">>> 2022: 1.5 <<<"))
  }

  @Test func `a warehouse reads nothing that is its own or that it wrote`() throws {
    let shell = try Shell()
    _ = try shell.run("rm -r Fixtures; mkdir bin data reports; mv tally bin/")
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: "data/a.csv")
    try shell.write("-- title: Mine\nSELECT count(*) AS n FROM source\n", to: "reports/mine.sql")
    try shell.write(
      """
      sources: {all: {paths: [data, out]}}
      exports:
        one: {view: observations, to: out/one.csv}
        parts: {view: observations, to: out/parts, format: csv, partition_by: place_code}
        package: {view: [claims, observations], to: out/package, format: datapackage}
        news: {view: observations, to: out/news/, format: csv, since: last}
        bare: {view: observations, to: data/bare.csv, manifest: false}
      reports:
        page: {report: overview, to: data/page.html}
        rows: {report: overview, to: data/rows.csv}
      jobs: {j: {ingest: all, export: all, report: all}}
      """, to: "tally.yml")
    let path = "PATH=$PWD/bin:$PATH; "
    let first = try shell.run(path + "mkdir out; tally run j")
    #expect(first == ("", "", 0))
    #expect(try shell.run(path + "tally report overview -f html -o data/other.html").status == 0)
    for command in [
      "tally run j", "tally ingest data out reports reports/../data",
      "rm -r bin/../bin2 2>/dev/null; tally ingest data out",
    ] {
      let result = try shell.run(path + command)
      #expect(result.status == 0, "\(command): \(result.errors)")
      #expect(
        try shell.run(path + "tally query -f csv 'SELECT locator FROM source'").output
          == "locator\ndata/a.csv\n", "\(command)")
    }
    let verbose = try shell.run(
      path + "mv bin ..bin; PATH=$PWD/..bin:$PATH; tally ingest -v data out; mv ..bin bin")
    #expect(verbose.errors.contains("out/one.csv: passed over, an export of this warehouse"))
    #expect(verbose.errors.contains("data/page.html: passed over"))
    for own in ["tally.db", "tally.db.lock", "tally.yml", "out/one.csv", "reports/mine.sql"] {
      let named = try shell.run(path + "tally ingest \(own)")
      #expect(named.status == 65, "\(own): \(named)")
      #expect(named.errors.contains("this is no source"), "\(own): \(named.errors)")
    }
    // Another warehouse may read what this one wrote.
    #expect(try shell.run(path + "tally ingest out/one.csv --db other.db").status == 0)
  }

  @Test func `the lock is not held while a pipe says nothing`() throws {
    let shell = try warehouse()
    try shell.write("Region,2022,2023\nHebei,1.5,2.5\nHenan,3,4\n", to: "b.csv")
    let result = try shell.run(
      """
      mkfifo pipe
      tally ingest pipe & p=$!
      sleep 0.7
      tally ingest b.csv --wait 0; echo $?
      printf 'Region,2022\\nHunan,1\\nHubei,2\\n' > pipe
      wait $p; echo $?
      sleep 0.5 | tally ingest - & p=$!
      tally forget b.csv --wait 0; echo $?
      wait $p; echo $?
      """)
    // Nothing on standard input is bad data, after all.
    #expect(result.output == "0\n0\n0\n65\n", "\(result)")
  }

  // MARK: Numbers

  @Test(arguments: [
    "ingest a.csv --wait nan", "ingest a.csv --wait inf", "ingest a.csv --wait -1",
    "ingest a.csv --wait 1e308", "ingest a.csv --jobs -1",
    "ingest a.csv --jobs 9223372036854775807",
    "inspect a.csv --rows -1", "query 'SELECT 1' --timeout nan", "query 'SELECT 1' --timeout 1e308",
    "query 'SELECT 1' --timeout 0", "query 'SELECT 1' --max-rows -1",
    "query 'SELECT 1' --max-rows 9223372036854775808", "check --tolerance nan",
    "check --tolerance inf",
    "check --claim 9223372036854775808", "trace 9223372036854775808", "run j --wait nan",
    "run j --wait 1e300", "sources --as-of 99999999999999999999-01-01",
    "report overview --as-of 99999999999999999999-01-01", "report latest -p limit 1e400",
    "report freshness -p days 99999999999999999999", "ingest a.csv --published 99999999999-01-01",
    "ingest a.csv --max-expanded -1", "ingest a.csv --max-expanded 99999999999999999999G",
    "schedule j --at 99999999999999999999:00", "schedule j --at 02:30 --on 99999999999999999999",
    "rejects --run 9223372036854775808",
  ])
  func `a number that makes no sense is a usage error`(command: String) throws {
    let shell = try warehouse()
    try shell.write("jobs: {j: {ingest: all}}\nsources: {a: a.csv}\n", to: "tally.yml")
    let result = try shell.run("tally " + command)
    #expect(result.status == 64, "\(command): \(result)")
  }

  @Test(arguments: ["nan", "inf", "1e308", "-1", "99999999999999999999999999"])
  func `a number in tally.yml that makes no sense is told with its place`(number: String) throws {
    let shell = try warehouse()
    for text in [
      "jobs: {j: {ingest: all, wait: \(number)}}\nsources: {a: a.csv}\n",
      "checks: {c: {table: claims, freshness: {column: published, warn_after: \(number) days}}}\n",
    ] {
      try shell.write(text, to: "tally.yml")
      let result = try shell.run("tally run")
      #expect(result.status == 78, "\(text): \(result)")
      #expect(result.errors.contains("tally.yml:1:"))
    }
  }

  // MARK: Locks and limits

  @Test func `a lock that another program holds is waited for as long as is said`() throws {
    let shell = try warehouse()
    _ = try shell.run("cp tally.db b.db; echo 'Region,2022,2023\nHebei,1,2\nHenan,3,4' > b.csv")
    let held =
      "python3 -c \"import sqlite3,time; c=sqlite3.connect('tally.db',isolation_level=None); c.execute('BEGIN IMMEDIATE'); open('held','w'); time.sleep(12)\" & while [ ! -e held ]; do sleep 0.1; done; "
    for command in ["ingest b.csv --wait 1", "forget a.csv --wait 1"] {
      let result = try shell.run(
        "rm -f held; \(held) s=$(date +%s%N); tally \(command); echo $?; echo $((($(date +%s%N) - s) / 1000000)); kill $! 2>/dev/null; wait"
      )
      let lines = result.output.split(separator: "\n")
      #expect(lines.first == "75", "\(result)")
      let time = lines.last.flatMap { Int($0) } ?? 0
      #expect(time >= 900 && time < 8000, "\(command): \(time) ms")
    }
  }

  @Test(arguments: [
    "SELECT 1 AS x; -- end", "SELECT 1 AS x;; /* a ; comment */ ;\n-- another",
    "/* first */ SELECT 1 AS x -- last",
    "SELECT 1 AS x /* open",
  ])
  func `comments after a statement are no second one`(sql: String) throws {
    let shell = try warehouse()
    try shell.write(sql, to: "q.sql")
    #expect(try shell.run("tally query @q.sql -f csv").output == "x\n1\n")
    #expect(
      try shell.run("tally export --query \"$(cat q.sql)\" -o x.csv && cat x.csv").output
        == "x\n1\n")
    #expect(try shell.run("tally query 'SELECT 1; SELECT 2'").status == 64)
    #expect(try shell.run("tally query \"SELECT ';--' AS x; -- y'\" -f csv").output == "x\n;--\n")
    try shell.write(
      "checks:\n  c:\n    query: |\n      \(sql.split(separator: "\n").joined(separator: "\n      "))\n",
      to: "tally.yml")
    #expect(try shell.run("tally test").output.contains("error c query: 1 row: 1"))
  }

  @Test(arguments: [
    "SELECT length(zeroblob(1000000000)) AS n",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT length(group_concat(printf('%.*c', 10000, 'x'))) AS n FROM n",
    "SELECT replace(printf('%.*c', 100000000, 'x'), 'x', 'yyyyyyyyyy') AS n",
  ])
  func `what one query takes is bounded`(sql: String) throws {
    let shell = try warehouse()
    let result = try shell.run("ulimit -v 4000000; timeout 60 tally query \"\(sql)\"")
    #expect(result.status == 65, "\(result.errors)")
    #expect(result.errors.contains("longer than") || result.errors.contains("memory"))
  }

  @Test func `--timeout holds inside a function and while rows are written`() throws {
    let shell = try warehouse()
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000)"
    for (sql, sink) in [
      ("SELECT instr(printf('%.*c', 60000000, 'a'), printf('%.*c', 30000000, 'a') || 'b')", ""),
      ("\(many) SELECT printf('%.*c', 1000, 'x') FROM n", "| (sleep 8; true)"),
    ] {
      let result = try shell.run(
        "{ timeout 20 tally query \"\(sql)\" --timeout 1 -f csv; echo $? > status; } \(sink) > /dev/null; cat status"
      )
      #expect(result.output == "75\n", "\(sql): \(result)")
      #expect(result.errors.contains("took longer than allowed"), "\(result.errors)")
    }
  }

  @Test func `a date in the future is no freshness`() throws {
    let shell = try Shell()
    try shell.write("id,day\n1,2020-01-01\n2,2999-01-01\n3,2020-01-02\n", to: "r.csv")
    try shell.write(
      "checks: {c: {table: record_r, freshness: {column: day, error_after: 10 days}}}\n",
      to: "tally.yml")
    #expect(try shell.run("tally ingest r.csv --as record").status == 0)
    let result = try shell.run("tally test")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("warn  record_r.day freshness: the latest is 2999-01-01"))
    #expect(result.output.contains("in the future"))
  }

  @Test func `a file whose name looks like a pattern can be named`() throws {
    let shell = try Shell()
    _ = try shell.run("mkdir 'data [2024]' data")
    for name in ["a[1].csv", "data [2024]/b*.csv", "data/c.csv"] {
      try shell.write("Region,2022,2023\nBeijing,1.5,\(name.count)\nTianjin,3,4\n", to: name)
    }
    try shell.write(
      "sources: {a: {paths: ['a[1].csv', 'data [2024]/*.csv', 'dat[a]/*.csv']}}\njobs: {j: {ingest: all}}\n",
      to: "tally.yml")
    #expect(try shell.run("tally run j") == ("", "", 0))
    #expect(
      try shell.run("tally query -f csv 'SELECT locator FROM source ORDER BY 1'").output
        == "locator\na[1].csv\ndata [2024]/b*.csv\ndata/c.csv\n")
  }

  // MARK: Other users

  static let canBeOther =
    getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

  @Test(.enabled(if: canBeOther), arguments: ["644", "664", "666", "600"])
  func `a reader of another user never locks the owner out`(mode: String) throws {
    let shell = try warehouse()
    // The folder may be written by everyone, the warehouse as the mode says; 65533 is the reader.
    _ = try shell.run(
      "rm tally; cp \(Shell.binary.path) tally; chmod 755 tally; chown -R 65534:65534 .; chmod 777 .; chmod \(mode) tally.db"
    )
    let owner = "setpriv --reuid 65534 --regid 65534 --clear-groups "
    for group in ["--regid 65533 --clear-groups", "--regid 65533 --groups 65534"] {
      let reader = "setpriv --reuid 65533 \(group) "
      let read = try shell.run(reader + "tally query 'SELECT count(*) AS n FROM source' -f csv")
      #expect(read.status == (mode == "600" ? 77 : 0), "\(read)")
      #expect(try shell.run(owner + "tally ingest a.csv --again").status == 0, "\(mode) \(group)")
      let again = try shell.run(
        reader + "tally query 'SELECT count(*) > 2 AS n FROM source' -f csv")
      #expect(mode == "600" || again.output == "n\n1\n")
      #expect(try shell.run(owner + "tally doctor").status == 0)
    }
  }

  // MARK: Long articles

  @Test func `what is asked of an article grows with its length, not with the square`() throws {
    func text(_ sentences: Int) -> String {
      (0..<sentences).map {
        "Exports of Hebei rose by \($0 % 97 + 1) percent in \(1990 + $0 % 30), and output reached \($0) million yuan.\n"
      }.joined()
    }
    let shell = try Shell()
    try shell.write(text(3000), to: "long.txt")
    try shell.write(String(text(12000).dropFirst(10)), to: "longer.txt")
    #expect(
      try shell.run("tally ingest long.txt --db long.db && tally ingest longer.txt --db longer.db")
        .status == 0)
    let command =
      "{ tally query 'SELECT count(*), sum(length(sentence)) FROM claims' && tally check && tally doctor && tally export claims -o c.csv; } > /dev/null"
    func seconds(_ database: String) throws -> Double {
      let times = try shell.run(
        "export TALLY_DB=\(database); s=$(date +%s%N); \(command); echo $((($(date +%s%N) - s) / 1000))"
      )
      return (Double(times.output.split(separator: "\n").last ?? "") ?? 0) / 1e6
    }
    let (short, long) = (try seconds("long.db"), try seconds("longer.db"))
    // Four times as long: sixteen times as much work where it grows with the square.
    #expect(long < short * 9, "\(short) s and \(long) s")
    #expect(
      try shell.run(
        "tally query --db long.db -f csv \"SELECT count(*) AS n FROM claims WHERE instr(sentence, quote) = 0\""
      ).output
        == "n\n0\n")
  }
}

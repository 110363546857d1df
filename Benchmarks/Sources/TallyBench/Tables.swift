import Foundation

extension Bench {
  /// One large table into records and into observations, beside the sqlite3 shell and DuckDB.
  func tables(rows: Int, rounds: Int) throws {
    let bars = path("bars-\(rows).csv")
    let observations = path("observations-\(rows).csv")
    var generator = Generator()
    if size(bars) == 0 { try generator.bars(rows: rows, to: bars) }
    if size(observations) == 0 { try generator.observations(rows: rows, to: observations) }
    print(
      "\(rows) rows of 7 columns: bars \(size(bars) / 1_000_000) MB, observations \(size(observations) / 1_000_000) MB"
    )
    print(Comparison.heading)
    let record = {
      [tally, "ingest", "--db", fresh("ours.db"), "--as", "record", "--name", "bars", bars]
    }
    if has(["sqlite3", "--version"]) {
      compare("records", "sqlite3 .import", rounds: rounds, bar: 3.5, ours: record) {
        try run(["sqlite3", fresh("theirs.db"), ".mode csv", ".import \(bars) bars"])
      }
    }
    if has(["python3", "-c", "import duckdb"]) {
      compare("records", "DuckDB, whole process", rounds: rounds, ours: record) {
        try duckdb(bars).process
      }
      compare("records", "DuckDB, statement alone", rounds: rounds, bar: 1, ours: record) {
        try duckdb(bars).statement
      }
    } else {
      print("records: DuckDB is not installed (pip install duckdb)")
    }
    if has(["sqlite3", "--version"]) {
      compare("observations", "sqlite3 .import", rounds: rounds, bar: 2) {
        [tally, "ingest", "--db", fresh("ours.db"), "--as", "observations", observations]
      } theirs: {
        try run([
          "sqlite3", fresh("theirs.db"), ".mode csv", ".import \(observations) observations",
        ])
      }
      try manySeries(rows: rows, rounds: rounds)
      compare("select 1", "sqlite3 shell", rounds: rounds) {
        [tally, "query", "--db", path("ours.db"), "select 1"]
      } theirs: {
        try run(["sqlite3", path("theirs.db"), "select 1"])
      }
    }
  }

  /// 136,000 series of 15 years, where 2 million rows are asked for, in both orders.
  private func manySeries(rows: Int, rounds: Int) throws {
    for isByPeriod in [false, true] {
      let order = isByPeriod ? "by period" : "by series"
      let csv = path("series-\(rows)-\(isByPeriod ? "period" : "series").csv")
      var generator = Generator()
      if size(csv) == 0 {
        try generator.manySeries(rows: rows, isByPeriod: isByPeriod, to: csv)
      }
      compare("many series \(order)", "sqlite3 .import", rounds: rounds, bar: 2) {
        [tally, "ingest", "--db", fresh("ours.db"), "--as", "observations", csv]
      } theirs: {
        try run([
          "sqlite3", fresh("theirs.db"), ".mode csv", ".import \(csv) observations",
        ])
      }
    }
  }

  /// DuckDB on two threads, in Python: the whole process, which starts an interpreter, and the
  /// statement with opening and closing the database alone, as the process itself measures it.
  private func duckdb(_ csv: String) throws -> (process: Cost, statement: Cost) {
    let seconds = path("duckdb.seconds")
    var cost = try run([
      "python3", "-c",
      """
      import duckdb, time
      t = time.monotonic()
      c = duckdb.connect('\(fresh("theirs.duckdb"))')
      c.execute('set threads to 2')
      c.execute("create table bars as from read_csv('\(csv)')")
      c.close()
      open('\(seconds)', 'w').write(str(time.monotonic() - t))
      """,
    ])
    let process = cost
    let text = try String(contentsOfFile: seconds, encoding: .utf8)
    cost.wall = Double(text) ?? .nan
    return (process, cost)
  }

  /// The same load at several sizes: seconds a million rows, and memory.
  func linear() throws {
    print("      rows      MB   records               observations")
    for millions in [1, 2, 5, 10, 20] {
      let (bars, observations) = (path("linear-bars.csv"), path("linear-observations.csv"))
      defer { for path in [bars, observations, fresh("ours.db")] { unlink(path) } }
      var generator = Generator()
      try generator.bars(rows: millions * 1_000_000, to: bars)
      try generator.observations(rows: millions * 1_000_000, to: observations)
      let record = try run([
        tally, "ingest", "--db", fresh("ours.db"), "--as", "record", "--name", "bars", bars,
      ])
      sync()
      let series = try run([
        tally, "ingest", "--db", fresh("ours.db"), "--as", "observations", observations,
      ])
      func figures(_ cost: Cost) -> String {
        String(
          format: "%6.2f s, %5.2f s/M, %5.2f s CPU/M, %3.0f MB", cost.wall,
          cost.wall / Double(millions),
          cost.cpu / Double(millions), cost.megabytes)
      }
      print(
        String(format: "%10d %7d   ", millions * 1_000_000, size(bars) / 1_000_000)
          + figures(record) + "   "
          + figures(series))
      fflush(nil)
    }
  }
}

// tally-bench TALLY [FOLDER]: Tally beside the peers that are installed, as ratios in one run.
//
// Each line runs the two commands in turn, so that a machine whose speed drifts does not favour one of them.
import Foundation

guard CommandLine.arguments.count > 1 else {
  print("usage: tally-bench TALLY [FOLDER]")
  exit(64)
}
let tally = CommandLine.arguments[1]
let folder = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : NSTemporaryDirectory() + "tally-bench"
let environment = ProcessInfo.processInfo.environment
let rows = environment["ROWS"].flatMap(Int.init) ?? 2_000_000
let rounds = environment["ROUNDS"].flatMap(Int.init) ?? 3
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

let bars = folder + "/bars.csv"
let observations = folder + "/observations.csv"
var generator = Generator()
if !FileManager.default.fileExists(atPath: bars) { try generator.bars(rows: rows, to: bars) }
if !FileManager.default.fileExists(atPath: observations) { try generator.observations(rows: rows, to: observations) }

func fresh(_ name: String) -> String {
  for suffix in ["", "-wal", "-shm"] { unlink(folder + "/" + name + suffix) }
  return folder + "/" + name
}

func compare(_ what: String, _ peer: String, ours: () -> [String], theirs: () -> [String]) {
  var comparison = Comparison()
  do {
    for _ in 0..<rounds {
      let first = try run(ours())
      let second = try run(theirs())
      comparison.add(ours: first, theirs: second)
    }
    print(comparison.line(what, peer))
  } catch {
    print("\(what): \(peer): \(error)")
  }
  fflush(nil)
}

func has(_ command: [String]) -> Bool { (try? run(command)) != nil }

func size(_ path: String) -> Int {
  (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
}

print("\(rows) rows of 7 columns: bars \(size(bars) / 1_000_000) MB, observations \(size(observations) / 1_000_000) MB")
print("                                                          Tally       peer    ratio     memory")

let shell = has(["sqlite3", "--version"])
let duckdb = has(["python3", "-c", "import duckdb"])

if shell {
  compare("records, \(rows) rows", "sqlite3 .import") {
    [tally, "ingest", "--db", fresh("ours.db"), "--as", "record", bars]
  } theirs: {
    ["sqlite3", fresh("theirs.db"), ".mode csv", ".import \(bars) bars"]
  }
}
if duckdb {
  compare("records, \(rows) rows", "DuckDB read_csv") {
    [tally, "ingest", "--db", fresh("ours.db"), "--as", "record", bars]
  } theirs: {
    [
      "python3", "-c",
      "import duckdb; c = duckdb.connect('\(fresh("theirs.duckdb"))'); c.execute('set threads to 2'); "
        + "c.execute(\"create table bars as from read_csv('\(bars)')\"); c.close()",
    ]
  }
}
if shell {
  compare("observations, \(rows) rows", "sqlite3 .import") {
    [tally, "ingest", "--db", fresh("ours.db"), "--as", "observations", observations]
  } theirs: {
    ["sqlite3", fresh("theirs.db"), ".mode csv", ".import \(observations) observations"]
  }
  compare("select 1", "sqlite3 shell") {
    [tally, "query", "--db", folder + "/ours.db", "select 1"]
  } theirs: {
    ["sqlite3", folder + "/theirs.db", "select 1"]
  }
}

try ArticleBench(
  tally: tally, folder: folder, megabytes: environment["ARTICLE_MB"].flatMap(Int.init) ?? 20
).run(&generator)

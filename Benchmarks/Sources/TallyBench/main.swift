// tally-bench TALLY [FOLDER]: Tally beside the peers that are installed, as ratios in one run.
//
// Each line runs the two commands in turn, whole process against whole process, so that a machine
// whose speed drifts does not favour one of them. The environment changes what runs: ROWS
// (2,000,000), ROUNDS (3), FILES (10,000), ARTICLE_MB (20), PARTS (“tables files articles”),
// LINEAR=1 for the same load at several sizes.
import Foundation

guard CommandLine.arguments.count > 1 else {
  print("usage: tally-bench TALLY [FOLDER]")
  exit(64)
}

let bench = Bench(
  tally: CommandLine.arguments[1],
  folder: CommandLine.arguments.count > 2
    ? CommandLine.arguments[2] : NSTemporaryDirectory() + "tally-bench")
try FileManager.default.createDirectory(atPath: bench.folder, withIntermediateDirectories: true)
let environment = ProcessInfo.processInfo.environment
let rows = environment["ROWS"].flatMap(Int.init) ?? 2_000_000
let rounds = environment["ROUNDS"].flatMap(Int.init) ?? 3
let files = environment["FILES"].flatMap(Int.init) ?? 10_000
let parts = (environment["PARTS"] ?? "tables files articles").split(separator: " ").map(String.init)

if environment["LINEAR"] != nil {
  try bench.linear()
} else {
  if parts.contains("tables") { try bench.tables(rows: rows, rounds: rounds) }
  if parts.contains("files") { try bench.manyFiles(count: files) }
  if parts.contains("articles") {
    var generator = Generator()
    let megabytes = environment["ARTICLE_MB"].flatMap(Int.init) ?? 20
    try ArticleBench(tally: bench.tally, folder: bench.folder, megabytes: megabytes).run(&generator)
  }
}

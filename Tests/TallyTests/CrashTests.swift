import Foundation
import Testing

@Suite struct CrashTests {
  /// `kill -9` at any instant leaves the old version or the new one, whole, and the next run goes
  /// on from there.
  @Test func `a run that is killed leaves the old or the new`() throws {
    let shell = try Shell()
    func table(_ value: Int) -> String {
      var text = "REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
      for series in 0..<400 {
        for year in 1900..<2000 { text += "R\(series),OUTPUT,\(year),\(value).5\n" }
      }
      return text
    }
    try shell.write(table(1), to: "a.csv")
    let count =
      "tally query -f csv \"SELECT count(*), min(value), max(value) FROM observations\" | tail -1"
    var (old, next) = (0, 1)
    for round in 0..<6 {
      let delay = 0.05 + 0.15 * Double(round)
      let killed = try shell.run(
        "tally ingest a.csv & p=$!; sleep \(delay); kill -9 $p 2>/dev/null; wait $p; true")
      #expect(killed.errors.isEmpty || killed.errors.contains("Killed"), "\(killed.errors)")
      let found = try shell.run(count)
      let whole = ["40000,\(next).5,\(next).5", "40000,\(next).5,\(next).5\n"]
      let before = old == 0 ? ["0,,\n", ""] : ["40000,\(old).5,\(old).5\n"]
      #expect((whole + before).contains(found.output), "round \(round): \(found.output)")
      #expect(try shell.run("tally ingest a.csv").status == 0)
      #expect(try shell.run(count).output == "40000,\(next).5,\(next).5\n")
      #expect(try shell.run("tally doctor").status == 0)
      (old, next) = (next, next + 1)
      try shell.write(table(next), to: "a.csv")
    }
  }
}

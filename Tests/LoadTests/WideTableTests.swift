import Foundation
import Storage
import Testing

/// Tables with thousands of headings.
@Suite struct WideTableTests {
  @Test(arguments: ["c", "item ", "v"])
  func `no cell of thousands of numbered columns is lost or taken for a year`(stem: String) throws {
    let scratch = try Scratch()
    let width = 2500
    var text = (0..<width).map { "\(stem)\($0)" }.joined(separator: ",") + "\n"
    for row in 0..<3 {
      text += (0..<width).map { String(row * width + $0) + ".5" }.joined(separator: ",") + "\n"
    }
    let path = try scratch.write(text, to: "wide.csv")
    #expect(try scratch.ingest(path).failures.isEmpty)
    #expect(
      try scratch.rows("SELECT count(*), count(DISTINCT value), count(period_id) FROM observation")
        == [["\(width * 3)", "\(width * 3)", "0"]])
  }

  @Test func `years across many columns are years`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "Region," + (1950...2020).map { "Y\($0)" }.joined(separator: ",") + "\nHebei,"
        + (1950...2020).map { String($0 * 3) }.joined(separator: ",") + "\nHenan,"
        + (1950...2020).map { String($0 * 5) }.joined(separator: ",") + "\n", to: "years.csv")
    try scratch.ingest(path)
    #expect(
      try scratch.rows("SELECT count(*), min(period), max(period) FROM observations") == [
        ["142", "1950", "2020"]
      ])
  }
}

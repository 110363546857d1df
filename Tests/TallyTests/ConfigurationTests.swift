import Foundation
import Testing

@Suite struct ConfigurationTests {
  @Test func `every example of the documentation is valid`() throws {
    let page = try String(
      contentsOf: Shell.repository.appendingPathComponent("Documentation/configuration.md"),
      encoding: .utf8)
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(blocks.count >= 5)
    let shell = try Shell()
    for block in blocks {
      try shell.write(block, to: "tally.yml")
      let result = try shell.run("tally run")
      #expect(result.status == 0, "\(block): \(result.errors)")
    }
  }

  @Test func `every key is documented`() throws {
    let page = try String(
      contentsOf: Shell.repository.appendingPathComponent("Documentation/configuration.md"),
      encoding: .utf8)
    let shell = try Shell()
    try shell.write(
      "nonsense: 1\nsources: {a: {x: 1}}\nreports: {a: {x: 1}}\nexports: {a: {x: 1}}\nchecks: {a: {x: 1}}\njobs: {a: {x: 1}}\n",
      to: "tally.yml")
    let errors = try shell.run("tally run").errors
    let lists = errors.split(separator: "\n").filter { $0.contains("there is no key") }
    #expect(lists.count == 6)
    for list in lists {
      for key in list.components(separatedBy: ": expected ")[1].components(separatedBy: ", ") {
        #expect(page.contains("`\(key)`") || page.contains("## \(key)\n"), "\(key)")
      }
    }
  }

  @Test func `all errors are told at once with line, column and the nearest name`() throws {
    let shell = try Shell()
    try shell.write(
      """
      sources:
        a: {path: x, as: table}
      exports:
        x: {view: clams, to: a}
        y:
          query: |
            SELECT 1,
              nonsense FROM claims
          to: y.csv
        z: {query: "SELECT foo FROM claims", to: z.csv}
        w: {view: claims, where: "valu > 1", to: w.csv}
        v: {report: latst, to: v.csv}
        u: {report: latest, parameters: {plaice: x}, to: u.csv}
        t: {view: claims, to: t/, partition_by: plaice}
      checks:
        c:
          table: claims
          columns: {claimid: unique, unit: [accepted_value, {relationships: {to: unit}}]}
      jobs:
        n: {ingest: [b], exports: all}
        n: {}
      """, to: "tally.yml")
    let result = try shell.run("tally run n")
    #expect(result.status == 78)
    #expect(result.output.isEmpty)
    // Below an error in SQL stands its line with a mark under the place.
    let lines = result.errors.split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("tally: ")
    }
    let expected = [
      ("2:6", "expected the key paths"), ("2:7", "did you mean paths"),
      ("2:20", "expected article, observations, record"),
      ("4:13", "did you mean claims"), ("8:9", "no such column: nonsense"),
      ("10:22", "no such column: foo"),
      ("11:29", "no such column: valu"), ("12:15", "did you mean latest"),
      ("13:36", "did you mean place"),
      ("14:43", "did you mean place"), ("18:15", "did you mean claim_id"),
      ("18:39", "did you mean accepted_values"),
      ("18:71", "expected the key field"), ("20:16", "there is no b among the sources"),
      ("20:20", "did you mean export"),
      ("21:3", "the name n stands here twice"),
    ]
    #expect(lines.count == expected.count, "\(result.errors)")
    for (line, (place, message)) in zip(lines, expected) {
      #expect(line.hasPrefix("tally: tally.yml:\(place): ") && line.contains(message), "\(line)")
    }
  }

  @Test(arguments: [
    ("a: [1\nb: 2", "tally.yml:2:2: not YAML"), ("", "the file is empty"),
    ("- a", "tally.yml:1:1: tally.yml: expected names"),
    ("jobs: {a: {}}", "expected at least one of ingest"),
    ("jobs: {../x: {ingest: all}}", "expected a name of letters"),
    ("jobs: {a: {ingest: all, wait: soon}}", "wait: expected a number"),
    ("warehouse: &a [*b]", "there is no anchor"),
    ("exports: {a: {view: claims, to: x}}", "does not name a format"),
    (
      "exports: {a: {view: claims, to: x.csv, format: sdmx-csv}}",
      "sdmx-csv is for the view observations"
    ),
    (
      "checks: {a: {table: source, freshness: {column: loaded, warn_after: soon}}}",
      "expected a length of time"
    ),
  ])
  func `what is not a configuration is told where`(text: String, message: String) throws {
    let shell = try Shell()
    try shell.write(text, to: "tally.yml")
    let result = try shell.run("tally run x")
    #expect(result.status == 78)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a job that is not there names the nearest`() throws {
    let shell = try Shell()
    #expect(try shell.run("tally run x").status == 78)
    #expect(try shell.run("tally run x --config no.yml").status == 66)
    try shell.write("sources: {a: x}\njobs: {nightly: {ingest: a}}\n", to: "tally.yml")
    let result = try shell.run("tally run nightli")
    #expect(result.status == 64)
    #expect(result.errors.contains("did you mean nightly"))
  }

  @Test
  func
    `reports of one's own are known, beside the warehouse and in a folder, and become pages with their chart`()
    throws
  {
    let shell = try Shell()
    try shell.write("Region,2021,2022\nBeijing,1,3\nHebei,2,5\n", to: "a.csv")
    _ = try shell.run("mkdir -p house/reports more && tally ingest a.csv --db house/w.db")
    let sql =
      "-- title: Mine\n-- chart: bars | label: place | value: value\nSELECT place, value FROM observations;\n"
    try shell.write(sql, to: "house/reports/mine.sql")
    try shell.write(sql.replacingOccurrences(of: "Mine", with: "Other"), to: "more/other.sql")
    try shell.write(
      """
      warehouse: house/w.db
      reports: {page: {report: mine, to: mine.html}}
      exports: {page: {report: mine, to: export.html, manifest: false}}
      jobs: {nightly: {report: page, export: page}}
      """, to: "tally.yml")
    let done = try shell.run("tally run nightly")
    #expect(done.errors == "" && done.status == 0)
    _ = try shell.run("tally report mine --db house/w.db -o direct.html")
    // The run ends after its page is written, so the two may tell another second; both tell one.
    let stamped = try shell.run(
      "grep -cE 'as of [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z[.]<' direct.html mine.html"
    ).output
    #expect(stamped == "direct.html:1\nmine.html:1\n")
    let pages = try shell.run(
      "for f in direct mine export; do sed -E 's/as of [0-9TZ:-]+//' $f.html; echo ----; done"
    ).output
      .components(separatedBy: "----\n")
    #expect(pages[0].contains("<svg ") && pages[0].contains("<h1>Mine</h1>"))
    #expect(pages[0] == pages[1])
    #expect(pages[0].hasPrefix(pages[2].trimmingCharacters(in: .newlines)))

    try shell.write(
      "warehouse: house/w.db\nreports: {page: {report: other, to: other.html}}\njobs: {n: {report: page}}\n",
      to: "tally.yml")
    #expect(try shell.run("tally run n").errors.contains("there is no report other"))
    #expect(
      try shell.run("tally run n --reports more && cat other.html").output.contains(
        "<h1>Other</h1>"))
    #expect(
      try shell.run("tally run n --reports nowhere").errors.contains("there is no such folder"))
    #expect(
      try shell.run("tally schedule n --at 02:30 --reports more").output.contains("--reports"))
    #expect(
      try shell.run("tally export --datasette-metadata --db house/w.db").output.contains(
        "report_mine"))
  }
}

import Foundation
import Testing

/// Every fixture yields the records that were written beside it by hand.
@Suite struct FixtureTests {
  static let tables = names("tables")
  static let articles = names("articles")

  private static func names(_ kind: String) -> [String] {
    let folder = repository.appendingPathComponent("Fixtures/expected/\(kind)")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test func `there are fixtures`() {
    #expect(FixtureTests.tables.count >= 8)
    #expect(FixtureTests.articles.count >= 4)
  }

  private func fixture(_ kind: String, _ expected: String) throws -> String {
    let stem = (expected as NSString).deletingPathExtension
    let folder = repository.appendingPathComponent("Fixtures/\(kind)")
    let name = try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
      ($0 as NSString).deletingPathExtension == stem
    }
    return folder.appendingPathComponent(try #require(name)).path
  }

  @Test(arguments: tables)
  func `a table yields its observations`(expected: String) throws {
    let scratch = try Scratch()
    let summary = try scratch.ingest(try fixture("tables", expected))
    #expect(summary.failures.isEmpty)
    #expect(summary.accounting.balances)
    let (columns, rows) = try csv(
      repository.appendingPathComponent("Fixtures/expected/tables/\(expected)"))
    let list = columns.map { "\"\($0)\"" }.joined(separator: ",")
    let found = try scratch.rows("SELECT \(list) FROM observations ORDER BY line, \"column\"")
    #expect(found.count == rows.count)
    for (row, want) in zip(found, rows) {
      for (index, column) in columns.enumerated() {
        #expect(same(row[index], want[index]), "line \(want[0]) column \(want[1]): \(column)")
      }
    }
  }

  @Test(arguments: articles)
  func `an article yields its claims`(expected: String) throws {
    let scratch = try Scratch()
    let summary = try scratch.ingest(try fixture("articles", expected))
    #expect(summary.failures.isEmpty)
    let (columns, rows) = try csv(
      repository.appendingPathComponent("Fixtures/expected/articles/\(expected)"))
    let list = columns.map {
      $0 == "restates" ? "restates - (SELECT min(claim_id) FROM claims) AS restates" : $0
    }
    let found = try scratch.rows(
      "SELECT \(list.joined(separator: ",")) FROM claims ORDER BY claim_id")
    #expect(found.map { $0[0] } == rows.map { $0[0] })
    // What a figure is about is ranked, not ruled: the share of right answers may not fall.
    let ranked = [
      "indicator_code", "indicator", "indicator_text", "place_code", "place", "place_text",
      "period",
    ]
    var answers = (right: 0, total: 0)
    defer {
      #expect(answers.right * 10 >= answers.total * 9, "\(answers)")
    }
    for (row, want) in zip(found, rows) {
      for (index, column) in columns.enumerated()
      where !want[index].isEmpty || ["value", "low", "high", "restates"].contains(column) {
        if ranked.contains(column) {
          answers.total += 1
          if same(row[index], want[index]) { answers.right += 1 }
          continue
        }
        #expect(
          same(row[index], want[index]),
          "\(want[0]): \(column) is \(row[index]), expected \(want[index])")
      }
    }
  }
}

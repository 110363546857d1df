import Foundation
import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// Every page of `Fixtures/pages` yields the text, the metadata and the claims written in
/// `Fixtures/expected/pages`.
@Suite struct PageFixtureTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  static let pages: [String] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: fixtures.appendingPathComponent("pages").path))
    return (names ?? []).filter { $0.hasSuffix(".html") }.sorted()
  }()

  @Test func `there are pages`() { #expect(PageFixtureTests.pages.count >= 4) }

  private func document(_ name: String, _ vocabulary: Vocabulary) throws -> (
    text: [UInt8], SourceDescription
  ) {
    let path = PageFixtureTests.fixtures.appendingPathComponent("pages/\(name)").path
    let content = try SourceContent(Source(.file(path: path)))
    let document = try Document(content, try Survey(content), vocabulary: vocabulary)
    guard case .article(let text, let description) = document else {
      throw Failure(.badData, "\(name) was not taken for an article")
    }
    return (text, description)
  }

  @Test(arguments: pages)
  func `a page yields its article`(page: String) throws {
    let stem = (page as NSString).deletingPathExtension
    let expected = try String(
      contentsOf: PageFixtureTests.fixtures.appendingPathComponent("expected/pages/\(stem).txt"),
      encoding: .utf8)
    let vocabulary = try Vocabulary()
    let (text, description) = try document(page, vocabulary)
    let article = ArticleReader(vocabulary: vocabulary).read(text, source: description)
    let head = [
      "title": article.source.title, "publisher": article.source.publisher,
      "published": article.source.published,
      "language": article.source.language, "encoding": article.source.encoding,
    ]
    // Fields up to the first blank line, then the text, then `=====` and the claims: quote, value,
    // unit, place, period.
    let lines = expected.components(separatedBy: "\n")
    let blank = try #require(lines.firstIndex(of: ""))
    for line in lines[..<blank] {
      let parts = line.components(separatedBy: ": ")
      #expect(head[parts[0]] == parts.dropFirst().joined(separator: ": "), "\(parts[0])")
    }
    let rule = try #require(lines.firstIndex(of: "====="))
    #expect(article.text == lines[(blank + 1)..<rule].joined(separator: "\n") + "\n")
    let claims = lines[(rule + 1)...].filter { !$0.isEmpty }.map { line in
      line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(article.claims.map(\.quote) == claims.map { $0[0] })
    var answers = (right: 0, total: 0)
    for (claim, want) in zip(article.claims, claims) {
      let found = [
        claim.quote, "\(claim.value ?? .nan)", claim.unit, claim.placeCode ?? "",
        claim.period?.description ?? "",
      ]
      // What is empty is not compared.
      for (cell, wanted) in zip(found, want).prefix(3) where !wanted.isEmpty {
        #expect(cell == wanted, "\(claim.quote)")
      }
      // Place and period are ranked, not ruled: the share of right answers may not fall.
      for (cell, wanted) in zip(found, want).dropFirst(3) where !wanted.isEmpty {
        answers.total += 1
        if cell == wanted { answers.right += 1 }
      }
    }
    #expect(answers.right * 10 >= answers.total * 7, "\(answers)")
    let scalars = Array(article.text.unicodeScalars)
    for claim in article.claims {
      #expect(
        String(String.UnicodeScalarView(scalars[claim.span.start..<claim.span.end])) == claim.quote)
    }
  }
}

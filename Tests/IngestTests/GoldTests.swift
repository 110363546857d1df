import Foundation
import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// Every sentence of `Fixtures/gold` yields the figures written beside it, and no others.
@Suite struct GoldTests {
  /// One sentence with its figures.
  struct Sentence: CustomTestStringConvertible, Sendable {
    var file: String
    var text: String
    /// Quote, value or `low..high`, unit, qualifier, direction.
    var figures: [[String]]
    /// Where given: indicator, place, period, status, speaker.
    var claims: [[String]] = []
    var testDescription: String { "\(file): \(text)" }
  }

  static let sentences: [Sentence] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/gold")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted().flatMap { file in
      let text =
        (try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)) ?? ""
      return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let parts = line.split(separator: "\t").map(String.init)
        let figures = parts.dropFirst().map { figure in
          var cells = figure.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
          }
          if cells.count > 1, let value = Double(cells[1]), value != value.rounded() {
            cells[1] = String(format: "%.9g", value)
          }
          return (0..<5).map {
            cells.count > $0 && !cells[$0].isEmpty ? cells[$0] : ["", "", "", "exact", "none"][$0]
          }
        }
        let claims = parts.dropFirst().map { figure in
          let cells = figure.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
          }
          return (5..<10).map {
            cells.count > $0 && !cells[$0].isEmpty ? cells[$0] : ["", "", "", "actual", ""][$0 - 5]
          }
        }
        return Sentence(file: file, text: parts[0], figures: figures, claims: claims)
      }
    }
  }()

  private static let vocabulary = try? Vocabulary()
  private static let reader = vocabulary.map { ArticleReader(vocabulary: $0) }

  private func claims(_ text: String) throws -> [Claim] {
    try #require(GoldTests.reader).read(
      Array(text.utf8), source: SourceDescription(kind: .article, locator: "-")
    )
    .claims
  }

  private func number(_ value: Double?) -> String {
    guard let value else { return "" }
    return value == value.rounded() && abs(value) < 1e15
      ? String(Int64(value)) : String(format: "%.9g", value)
  }

  @Test func `there are at least 670 sentences`() { #expect(GoldTests.sentences.count >= 670) }

  @Test(arguments: sentences)
  func `a sentence yields its figures`(sentence: Sentence) throws {
    let found = try claims(sentence.text).map { claim in
      let value = claim.value.map { number($0) } ?? "\(number(claim.low))..\(number(claim.high))"
      return [claim.quote, value, claim.unit, claim.qualifier.rawValue, claim.direction.rawValue]
    }
    #expect(found == sentence.figures)
  }

  @Test(arguments: sentences)
  func `a span quotes the text`(sentence: Sentence) throws {
    let scalars = Array(sentence.text.unicodeScalars)
    for claim in try claims(sentence.text) {
      var quoted = String.UnicodeScalarView()
      quoted.append(contentsOf: scalars[claim.span.start..<claim.span.end])
      #expect(String(quoted) == claim.quote)
    }
  }

  @Test func `text that is appended leaves earlier claims as they were`() throws {
    var text = "Notes on the year\n\n"
    var before: [Claim] = []
    for sentence in GoldTests.sentences.prefix(60) {
      text += sentence.text + " "
      let now = try claims(text)
      #expect(Array(now.prefix(before.count)).map(\.quote) == before.map(\.quote))
      #expect(Array(now.prefix(before.count)).map(\.value) == before.map(\.value))
      before = now
    }
  }

  @Test(arguments: [1, 7, 12, 19, 42, 100, 305, 1_000, 12_345, 250_000, 1_234_567, 999_999_999])
  func `a number reads back in every form`(number: Int) throws {
    let grouped = NumberFormatter()
    grouped.numberStyle = .decimal
    grouped.locale = Locale(identifier: "en_US")
    let words = NumberFormatter()
    words.numberStyle = .spellOut
    words.locale = Locale(identifier: "en_US")
    let value = NSNumber(value: number)
    for form in [String(number), grouped.string(from: value), words.string(from: value)].compactMap(
      \.self)
    {
      let found = try claims("Officials counted \(form) percent of it then.")
      #expect(found.map(\.value) == [Double(number)], "\(form)")
    }
  }
}

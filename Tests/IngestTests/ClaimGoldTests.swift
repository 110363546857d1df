import Foundation
import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// What the sentences of `Fixtures/gold/claims.txt` say of each figure: what, where, when, in which
/// sense, by whom.
@Suite struct ClaimGoldTests {
  /// The date that every one of these sentences is read with.
  static let published = "2024-11-18"

  static let sentences = GoldTests.sentences.filter { $0.file == "claims.txt" }

  private static let reader = (try? Vocabulary()).map { ArticleReader(vocabulary: $0) }

  private func claims(_ text: String) throws -> [Claim] {
    var source = SourceDescription(kind: .article, locator: "-")
    source.published = ClaimGoldTests.published
    return try #require(ClaimGoldTests.reader).read(Array(text.utf8), source: source).claims
  }

  private func said(_ claim: Claim) -> [String] {
    [
      claim.indicatorText ?? "", claim.place ?? claim.placeText ?? "",
      claim.period?.description ?? "",
      claim.status.rawValue, claim.speaker ?? "",
    ]
  }

  @Test func `there are sentences of every kind`() { #expect(ClaimGoldTests.sentences.count >= 55) }

  @Test(arguments: sentences)
  func `a sentence says what its figures are about`(sentence: GoldTests.Sentence) throws {
    #expect(try claims(sentence.text).map(said) == sentence.claims)
  }

  @Test func `what a sentence says does not hang on what follows`() throws {
    for (sentence, next) in zip(ClaimGoldTests.sentences, ClaimGoldTests.sentences.dropFirst()) {
      let alone = try claims(sentence.text).map(said)
      let before = try claims(sentence.text + "\n\n" + next.text).map(said)
      #expect(Array(before.prefix(alone.count)) == alone)
    }
  }

  @Test(arguments: [
    ("Sales were 40 crowns.", 0.9...1.0),
    ("He paid 40.", 0.0...0.75),
    ("Up to 5 million.", 0.0...0.6),
  ])
  func `doubt lowers the confidence, and is told`(text: String, range: ClosedRange<Double>) throws {
    for claim in try claims(text) {
      #expect(range.contains(claim.confidence), "\(text)")
      #expect((claim.doubt == nil) == (claim.confidence >= 0.9), "\(text)")
    }
  }
}

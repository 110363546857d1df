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

  /// What a figure is about is ranked, not ruled: of short sentences without a text around them not
  /// every answer can be right, and the share of those that are may not fall.
  @Test func `sentences say what their figures are about`() throws {
    var right = [0, 0, 0, 0, 0]
    var total = 0
    for sentence in ClaimGoldTests.sentences {
      let found = try claims(sentence.text).map(said)
      #expect(found.count == sentence.claims.count, "\(sentence.text)")
      for (claim, wanted) in zip(found, sentence.claims) {
        total += 1
        for column in right.indices where claim[column] == wanted[column] { right[column] += 1 }
      }
    }
    let shares = right.map { Double($0) / Double(total) }
    for (share, least) in zip(shares, [0.62, 0.93, 0.92, 1, 1]) {
      #expect(share >= least, "what, where, when, status, speaker: \(shares)")
    }
  }

  @Test func `which figures a sentence has does not hang on what follows`() throws {
    for (sentence, next) in zip(ClaimGoldTests.sentences, ClaimGoldTests.sentences.dropFirst()) {
      let alone = try claims(sentence.text).map(\.quote)
      let before = try claims(sentence.text + "\n\n" + next.text).map(\.quote)
      #expect(Array(before.prefix(alone.count)) == alone)
    }
  }

  @Test(arguments: [
    ("Exports of Kenya were 40 million shillings in 2023.", 0.5...1.0),
    ("He paid 40.", 0.0...0.5),
    ("Up to 5 million.", 0.0...0.6),
  ])
  func `doubt lowers the confidence, and is told`(text: String, range: ClosedRange<Double>) throws {
    for claim in try claims(text) {
      #expect(range.contains(claim.confidence), "\(text)")
      #expect((claim.doubt == nil) == (claim.confidence >= 0.9), "\(text)")
    }
  }
}

import Learning
import Records
import Schema
import Testing

@testable import Articles
@testable import Text

/// The fitted weights, and what they must hold to.
@Suite struct ArticleModelsTests {
  private func claims(_ text: String) throws -> [Claim] {
    let source = SourceDescription(kind: .article, locator: "-")
    return try #require(ArticleReadingTests.reader).read(Array(text.utf8), source: source).claims
  }

  @Test(arguments: ["claim", "place", "period", "indicator", "holder", "whole"])
  func `every embedded weight is of a feature that is known`(slot: String) throws {
    let text = try #require(Schema.file("models/\(slot).csv")?.text)
    #expect(text.split(separator: "\n").count > 10)
    _ = try ArticleModels(files: ["\(slot).csv": text], folder: "models")
    let failure = #expect(throws: Failure.self) {
      try ArticleModels(files: ["\(slot).csv": text + "nothing@here,1,\n"], folder: "models")
    }
    #expect("\(try #require(failure))".contains("nothing@here"))
  }

  @Test func `a feature weighs by itself, in a circumstance and by the standing`() throws {
    let space = FeatureSpace(names: ["near"], circumstances: ["money"], standings: ["here"])
    let ranker = try Ranker(
      space: space, csv: "feature,weight,example\nnear,1,\nnear&money,2,\nnear@here,4,\n")
    var features = Features()
    features.set(0)
    #expect(ranker.score(features, in: []) == 1)
    #expect(ranker.score(features, in: [0]) == 3)
    features.standing = 0
    #expect(ranker.score(features, in: [0]) == 7)
  }

  @Test(arguments: [
    (
      "MUMBAI, India\n\nRevenue was Rs 220 crore in Q2FY23, the lender said. It had 40 branches in Mumbai.",
      "2022-11-14", "2022-Q3", "fiscalPartSaid"
    ),
    (
      "Ports\n\nCargo grew by 4 percent in the first quarter of 2018 after 9 percent in the previous quarter.",
      "2018-05-24", "2017-Q4", "beforeOther"
    ),
  ])
  func `a quarter may be of the country's fiscal year, or before the one spoken of`(
    text: String, published: String, period: String, feature: String
  ) throws {
    var source = SourceDescription(kind: .article, locator: "-")
    source.published = published
    let reader = ArticleReader(vocabulary: try Vocabulary(), explains: true)
    let slot = try #require(
      reader.read(Array(text.utf8), source: source).claims.lazy.compactMap { claim in
        claim.slots.first { slot in
          slot.slot == "period" && slot.candidates.contains { $0.answer == period }
        }
      }.first)
    let features = slot.candidates.first { $0.answer == period }?.features.map(\.name) ?? []
    #expect(features.contains(feature))
  }

  @Test func `a paragraph's label dates its figures`() throws {
    let text = """
      Rain at the pass

      June 2017: A dry month. Rainfall was 39 mm, which is 14 mm below the mean.

      October 2017: A wet one. Rainfall was 131 mm.
      """
    #expect(
      try claims(text).map { $0.period?.description } == ["2017-06", "2017-06", "2017-10"])
  }

  @Test(arguments: [
    ("Output was 3 million tonnes in 2019 and is now 4 million tonnes.", "2019"),
    ("Sales stood at $5 million in 2018 and currently stand at $9 million.", "2018"),
  ])
  func `the year of a figure before now is not that of the one behind it`(
    text: String, year: String
  ) throws {
    let periods = try claims(text).map { $0.period?.description }
    #expect(periods.count == 2 && periods.first == year && periods.last != year)
  }

  @Test(arguments: [
    ("In the six years to 2022 the yard's orders rose from 20 to 45 ships.", ["2016", "2022"]),
    ("Orders reached 20 ships in the six years to 2022.", ["2017-01-01/P6Y"]),
  ])
  func `a movement over years goes from the year before them to the last`(
    text: String, periods: [String]
  ) throws {
    #expect(try claims(text).map { $0.period?.description } == periods)
  }

  @Test func `a year by a figure is no part of itself`() throws {
    let text = """
      Results for the fourth quarter of 2021.

      Profit in the fourth quarter of 2021 was $2 million. We paid $147 million to shareholders in 2021.
      """
    #expect(try claims(text).last?.period?.description == "2021")
  }

  @Test func `what only points back is not what is spoken of next`() throws {
    let text = """
      In the fourth quarter of 2021 revenue was $2 million. For the full year, profit was $5 million. \
      Costs for the quarter were $3 million.
      """
    let reader = ArticleReader(vocabulary: try Vocabulary(), explains: true)
    let source = SourceDescription(kind: .article, locator: "-")
    let claims = reader.read(Array(text.utf8), source: source).claims
    let told = claims.map { claim in
      claim.slots.first { $0.slot == "period" }?.candidates.first { candidate in
        candidate.features.contains { $0.name == "byContext" }
      }?.answer
    }
    #expect(told == [nil, "2021", "2021-Q4"])
  }

  @Test func `a paragraph on a region is not about the country of the headline`() throws {
    let text = """
      China's plan for growth by innovation

      The Yangtze River Delta has become a hub of industry. In 2023 its exports reached 5 trillion yuan.

      The Greater Bay Area has seen growth. A total of 31 laboratories were set up in this region in 2023.
      """
    let places = try claims(text).map(\.place)
    #expect(
      places == [
        "Yangtze River Delta", "Guangdong-Hong Kong-Macao Greater Bay Area",
      ])
  }
}

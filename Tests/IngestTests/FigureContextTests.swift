import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Text

/// Units that a figure leaves out, and what is no figure, over more than one sentence.
@Suite struct FigureContextTests {
  private static let reader = (try? Vocabulary()).map { ArticleReader(vocabulary: $0) }

  private func article(_ text: String, published: String? = nil) throws -> Article {
    var source = SourceDescription(kind: .article, locator: "-")
    source.published = published
    return try #require(FigureContextTests.reader).read(Array(text.utf8), source: source)
  }

  private func units(_ text: String, published: String? = nil) throws -> [String] {
    try article(text, published: published).claims.map(\.unit)
  }

  @Test func `a bare dlrs is of the country that the text is about`() throws {
    let text = """
      WELLINGTON, May 4 - New Zealand sold butter for 61 mln dlrs in April. Cheese brought in 18 mln dlrs.
      """
    #expect(try units(text, published: "1987-05-04") == ["NZD", "NZD"])
    #expect(try units("Oil firms earned 61 mln dlrs.", published: "1987-05-04") == ["USD"])
    let named = "Exports came to 3.1 billion Taiwan dlrs. Imports were 2.2 billion dlrs."
    #expect(try units(named) == ["TWD", "TWD"])
  }

  @Test func `francs are those of their time and country`() throws {
    #expect(
      try units("The line in France cost 14 billion francs.", published: "1988-02-01") == ["FRF"])
    #expect(
      try units("The bank in Zurich holds 14 billion francs.", published: "2024-02-01") == ["CHF"])
    #expect(try units("Sales of Fiat in Italy rose to 29 billion lire.") == ["ITL"])
  }

  @Test func `a mark is money only in its time`() throws {
    #expect(try units("Profit rose to 867 mln marks.", published: "1987-04-02") == ["DEM"])
    #expect(try units("It passed the 5 million mark.", published: "2024-04-02") == ["1"])
  }

  @Test(arguments: [
    "All figures in tonnes.\n\nThe north grew 3,400 and the south 2,100.",
    "Harvest (in tonnes)\n\nThe north grew 3,400 and the south 2,100.",
  ])
  func `a unit announced once holds for all that follows`(text: String) throws {
    let claims = try article(text).claims
    #expect(claims.map(\.unit) == ["t", "t"])
    #expect(claims.map(\.value) == [3400, 2100])
  }

  @Test func `an announced scale multiplies`() throws {
    let claims = try article("Figures are in billions of yen.\n\nSales were 41.5 in the quarter.")
      .claims
    #expect(claims.first?.unit == "JPY")
    #expect(claims.first?.value == 41.5e9)
  }

  @Test func `all large figures in one unit leave it out, and the reading says so`() throws {
    let text = """
      Output came to 3.2 billion euros, exports to 1.4 billion euros. A year later it was put at 3.5 billion.
      """
    let claims = try article(text).claims
    #expect(claims.map(\.unit) == ["EUR", "EUR", "EUR"])
    #expect(claims.last?.doubt != nil)
  }

  @Test func `people are no money`() throws {
    let text = """
      The state has 3.2 million people and 1.4 million homes. Its budget is 3.2 billion euros. Some 2.5 million can vote.
      """
    #expect(try units(text).last == "1")
  }

  @Test(arguments: ["1e999", "$1e999", String(repeating: "7", count: 100_000)])
  func `a number that nothing can hold is refused`(number: String) throws {
    let article = try article("A first line.\n\nThe sum was \(number) in all, and 3 percent more.")
    #expect(article.claims.map(\.value) == [3])
    #expect(article.rejects.map(\.code) == ["number_out_of_range"])
    #expect(article.rejects.first?.line == 3)
  }

  @Test func `a time over which money is spent is no more than that time`() throws {
    let claims = try article("The city spends $9 million over four years.").claims
    #expect(claims.first?.value == 9e6)
    #expect(claims.allSatisfy { $0.qualifier == .exact })
  }

  @Test func `a headline tells its figure`() throws {
    let text = "Freight traffic up 6 per cent in May\n\nThe port told of a good month in a note."
    #expect(try article(text).claims.map(\.value) == [6])
  }

  @Test func `Markdown is known by its signs`() throws {
    let text = """
      ## Budget

      Revenue grows by [3.2 percent](https://example.org/a-12.html) next year.

      | Year | Revenue |
      | ---- | ------: |
      | 2024 | 23.3 |
      | 2025 | 28.4 |
      """
    let article = try article(text)
    #expect(article.claims.map(\.value) == [3.2])
    #expect(article.passed["table_row"] == 4)
    #expect(!MarkupEvidence(Array("# One line\nIt rose 2 percent - or 3.".utf8)).isMarkdown)
    #expect(MarkupEvidence(Array("# One\n## Two\nText.".utf8)).isMarkdown)
  }

  @Test func `features have names of their own`() {
    #expect(Set(ClaimFeature.names).count == ClaimFeature.allCases.count)
    #expect(Set(PeriodFeature.names).count == PeriodFeature.allCases.count)
  }

  @Test func `a number that the text repeats behind the same word is part of a name`() throws {
    let tokens = Tokenizer.tokens(
      of: Array("The Orla 730 is out. An Orla 730 costs 730 euros.".utf8))
    let names = NumberedNames(tokens)
    let numbers = tokens.indices.filter { tokens[$0].kind == .number }
    #expect(numbers.map { names.isRepeated($0) } == [true, true, false])
  }

  @Test func `money of a year's worth, ages of a group and indices are no claims`() throws {
    let text = """
      Output came to $364 billion in 2007 dollars. Women from 18 to 45 years old had 30 percent of the jobs. The FTSE 100 rose 2 percent.
      """
    #expect(try article(text).claims.map(\.value) == [364e9, 30, 2])
  }

  @Test func `a letter before a number is money where the text is at home`() throws {
    let home =
      "PRETORIA - South Africa set aside R11 billion for schools. Cooks earn R960 per month."
    #expect(try units(home) == ["ZAR", "ZAR/mo"])
    #expect(try units("In Norway the road R11 was closed for 3 days.") == ["d"])
    let lagos = "Nigeria lost N14 billion to thieves last year."
    #expect(try units(lagos, published: "2019-03-04") == ["NGN"])
  }

  @Test func `m stands for what it stood for before`() throws {
    let text = "Some 34.3m trips were made, up from 29.1m in 2006. The wall is 4.5m high."
    #expect(try article(text).claims.map(\.value) == [34.3e6, 29.1e6, 4.5])
  }

  @Test func `a people in the plural names its country`() throws {
    let text = "Over 19 million Americans hold such a card. Some 2 million Canadians do."
    #expect(try article(text).claims.map(\.placeCode) == ["USA", "CAN"])
  }
}

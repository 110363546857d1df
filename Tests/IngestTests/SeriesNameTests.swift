import Records
import Testing

@testable import Articles

/// Names of series in prose: brackets with units, “per head”, shares that have a name of their own.
@Suite struct SeriesNameTests {
  private func claims(_ text: String, published: String? = nil) throws -> [Claim] {
    var source = SourceDescription(kind: .article, locator: "-")
    source.published = published
    return try #require(ArticleReadingTests.reader).read(Array(text.utf8), source: source).claims
  }

  @Test(arguments: [
    ("Public debt, gross (% of GDP) in Chad was 41.3 as of 2015.", 41.3, "%"),
    ("Peru exports of goods (constant US$) 2011: 46.2 billion.", 46.2e9, "USD"),
    ("Steel output (million tonnes) in Vietnam was 17.3 in 2019.", 17.3e6, "t"),
    ("Chile GNI per head 2012: 14,310, U.S. dollars", 14310, "USD"),
    // A bracket that tells no unit, and one behind the number, tell nothing.
    ("Members (mostly women) in Chad were 41.3 as of 2015.", 41.3, "1"),
    ("The club had 41.3 members (% of seats).", 41.3, "1"),
  ])
  func `a bracket with a unit tells that of the bare number behind it`(
    text: String, value: Double, unit: String
  ) throws {
    let claims = try claims(text)
    #expect(claims.map(\.value) == [value])
    #expect(claims.first?.unit == unit)
  }

  @Test(arguments: [
    ("Norway Consumer price index (2015 = 100) 2019: 110.5", [110.5]),
    ("The index (1990=100, seasonally adjusted) rose to 143.2.", [143.2]),
    ("Costs rose to 143.2 points and 12 workers left.", [143.2, 12]),
  ])
  func `the base of an index is no figure`(text: String, values: [Double]) throws {
    #expect(try claims(text).map(\.value) == values)
  }

  @Test(arguments: [
    ("5年期国债收益率升至2.4%。", [2.4]),
    ("该行3年期存款利率为2.6%。", [2.6]),
    ("工期为5年，投资3亿元。", [5, 3e8]),
  ])
  func `the term of a loan is part of its name, other lengths of time are figures`(
    text: String, values: [Double]
  ) throws {
    #expect(try claims(text).map(\.value) == values)
  }

  @Test(arguments: [
    ("Ireland's per capita GDP was $104,000 in 2022.", "GDP_PER_CAPITA"),
    ("In 2022 the per capita GDP of Malta reached 33,700 dollars.", "GDP_PER_CAPITA"),
    ("Ireland's GDP was $533 billion in 2022.", "GDP"),
    ("The country had a gross domestic product of $1.6 trillion in 2013.", "GDP"),
  ])
  func `per capita belongs to the name, an article and gross make no number`(
    text: String, indicator: String
  ) throws {
    let claims = try claims(text)
    #expect(claims.map(\.indicatorCode) == [indicator])
  }

  @Test(arguments: [
    ("Israel spent 5.6 percent of its GDP on research and development in 2021.", "RD_INTENSITY"),
    ("In 2020 Belgium spent 3.4% of GDP on R&D.", "RD_INTENSITY"),
    ("In 2020 Belgium spent 3.4% of GDP on roads.", nil),
  ])
  func `what a share of a whole is spent on can have a name`(
    text: String, indicator: String?
  ) throws {
    #expect(try claims(text).map(\.indicatorCode) == [indicator])
  }
}

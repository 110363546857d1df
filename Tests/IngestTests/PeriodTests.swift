import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// A sentence, the date of its article and the periods that it names.
struct PeriodCase: Sendable, CustomTestStringConvertible {
  let text: String
  let published: String?
  let periods: [String]

  init(_ text: String, on published: String? = "2024-11-18", _ periods: String...) {
    self.text = text
    self.published = published
    self.periods = periods
  }

  var testDescription: String { text }
}

struct PeriodTests {
  static let shared = ReadingTools()

  func read(_ item: PeriodCase) -> [String] {
    let text = ArticleText(Array(item.text.utf8))
    let reader = PeriodTests.shared.periods(text)
    let resolver = PeriodResolver(
      published: item.published.flatMap { PublicationDate($0) },
      context: TimePeriod(sdmx: "2024-Q3"))
    return reader.mentions(in: 0..<text.tokens.count).map { mention in
      let period = resolver.resolve(mention)?.description ?? "-"
      switch mention.role {
      case .plain: return period
      case .base: return "base " + period
      case .since: return "since " + period
      case .by: return "by " + period
      case .possessive: return "of " + period
      }
    }
  }

  @Test(arguments: [
    PeriodCase("Output rose in 2024.", "2024"),
    PeriodCase("In the first three quarters of 2024 output rose.", "2024-01-01/P9M"),
    PeriodCase("GDP grew 5 percent in Q1.", "2024-Q1"),
    PeriodCase("In the fourth quarter (Q4) of 2023, the economy grew.", "2023-Q4"),
    PeriodCase("The first half was weak.", "2024-S1"),
    PeriodCase("The first half of last year was weak.", "2023-S1"),
    PeriodCase("Sales in September 2015 fell.", "2015-09"),
    PeriodCase("It opened on March 5, 2024.", "2024-03-05"),
    PeriodCase("It opened on 5 March 2024.", "2024-03-05"),
    PeriodCase("He spoke on Jan. 23.", "2024-01-23"),
    PeriodCase("The first nine months of 2024 were dry.", "2024-01-01/P9M"),
    PeriodCase("During the January-March period, output rose.", "2024-Q1"),
    PeriodCase("From January to September 2023, output rose.", "2023-01-01/P9M"),
    PeriodCase("The ledger of 2024-05-17 shows it.", "2024-05-17"),
    PeriodCase("The season of 1994-95 was long.", "1994-01-01/P2Y"),
    PeriodCase("In the 1980s it was small.", "1980-01-01/P10Y"),
    PeriodCase("In fiscal 2023 it lost money.", "2023"),
    PeriodCase("In the 2023-24 fiscal year it lost money.", "2023-01-01/P2Y"),
    PeriodCase("The 14th Five-Year Plan period was busy.", "2021-01-01/P5Y"),
    PeriodCase("The first quarter of 2024's harvest was poor.", "2024-Q1"),
    PeriodCase("The year 2019/20 was dry.", "2019-01-01/P2Y"),
    PeriodCase("It opened on 15/03/2024.", "2024-03-15"),
    PeriodCase("It opened on March 5th, 2024, at noon.", "2024-03-05"),
    PeriodCase("Mid-2022 was hot.", "2022"),
    PeriodCase("The quarter ended June 30, 2024, was weak.", "2024-Q2"),
  ]) func `absolute periods`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("Output rose last year.", "2023"),
    PeriodCase("Output will rise this year.", "2024"),
    PeriodCase("Output will rise next year.", "2025"),
    PeriodCase("Output rose last month.", "2024-10"),
    PeriodCase("Output rose this quarter.", "2024-Q4"),
    PeriodCase("Over the past year it rose.", "2023"),
    PeriodCase("Over the past nine years it rose.", "2015-01-01/P9Y"),
    PeriodCase("He spoke on Monday.", "2024-11-18"),
    PeriodCase("He spoke on Friday.", "2024-11-15"),
    PeriodCase("Shares fell yesterday.", "2024-11-17"),
    PeriodCase("In the third quarter profit fell.", "2024-Q3"),
    PeriodCase("In December profit fell.", "2023-12"),
    PeriodCase("In the fourth quarter profit fell.", on: "2024-01-20", "2023-Q4"),
    PeriodCase(
      "Revenue in the three months to the end of September rose.", on: "2017-10-27", "2017-Q3"),
    PeriodCase("For the year ended Sept. 30, sales rose.", on: "1989", "1988-10-01/P1Y"),
    PeriodCase("Output rose last year.", on: nil, "-"),
    PeriodCase("So far this year it has taken losses.", "2024"),
    PeriodCase("Enterprises numbered 10 by the end of last year.", "by 2023"),
    PeriodCase("Last week it rained.", "2024-11-11/P7D"),
    PeriodCase("Early 2014 was cold.", "2014"),
    PeriodCase("Two years ago it rained.", "2022"),
    PeriodCase("Three months ago it rained.", "2024-08"),
    PeriodCase("Two decades ago it rained.", "2004"),
    PeriodCase("Over the last decade it rained.", "2014-01-01/P10Y"),
    PeriodCase("By the end of last year it had rained.", "by 2023"),
    PeriodCase("The year to March was dry.", "2023-04-01/P1Y"),
  ]) func `relative periods count from the article's date`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("Since 2014 firms have settled here.", "since 2014-01-01/P11Y"),
    PeriodCase("Output will double by 2030.", "by 2030"),
    PeriodCase("Output rose from 2020 to 2024.", "2020-01-01/P5Y"),
    PeriodCase("Between 2013 and 2022 output rose.", "2013-01-01/P10Y"),
    PeriodCase("Output rose 5 percent year on year.", "base -"),
    PeriodCase("It rose 5% year-on-year in 2023.", "base -", "2023"),
    PeriodCase("It rose 5 percent from a year earlier.", "base 2023-Q3"),
    PeriodCase("It rose 5 percent from 2022.", "base 2022"),
    PeriodCase("It was 1.8 times that of 2013.", "base 2013"),
    PeriodCase("It was 80% of the level in 2019.", "base 2019"),
    PeriodCase("It returned to the 2019 level.", "base 2019"),
    PeriodCase("It rose 5 percent over the previous year.", "base 2023-Q3"),
    PeriodCase("It rose compared with the same period of 2023.", "base 2023-Q3"),
    PeriodCase("It rose from 2.1 million in 2020 to 2.4 million in 2024.", "2020", "2024"),
    PeriodCase("It beat last year's record.", "of 2023"),
    PeriodCase("It was well above 2003's level.", "base 2003"),
    PeriodCase("It earned $85 million a year earlier.", "2023-Q3"),
    PeriodCase("During the same period, it rose.", "2024-Q3"),
    PeriodCase("It sold more in the quarter.", "2024-Q3"),
    PeriodCase("Since its launch in 2020 it has grown.", "since 2020-01-01/P5Y"),
    PeriodCase("The index, with 2014 as the base year, rose.", "base 2014"),
    PeriodCase("It was founded in 1985.", "1985"),
  ]) func `how a period stands in the sentence`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("Police arrested 2000 people."),
    PeriodCase("The motor turns at 2000 rpm."),
    PeriodCase("It cost $2000."),
    PeriodCase("It grew by 2010 percent."),
    PeriodCase("It may march on."),
    PeriodCase("The flat has 1995 square feet."),
    PeriodCase("It fell to an average of 1900."),
    PeriodCase("A total of 2000 trees fell."),
    PeriodCase("The 50 previous years were good."),
    PeriodCase("The session began at 10:30 a.m.", "-"),
    PeriodCase("Trading ends at 3 p.m.", "-"),
  ]) func `numbers that are no years`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("2024年全省地区生产总值为90131亿元。", "2024"),
    PeriodCase("2024年前三季度增长5%。", "2024-01-01/P9M"),
    PeriodCase("去年增长5%。", "2023"),
    PeriodCase("今年上半年增长5%。", "2024-S1"),
    PeriodCase("一季度同比增长5%。", "2024-Q1", "base -"),
    PeriodCase("截至2024年底，共有企业。", "2024"),
    PeriodCase("2024年9月5日发布。", "2024-09-05"),
    PeriodCase("1-9月，出口增长。", "2024-01-01/P9M"),
    PeriodCase("比上年增长5%。", "base -"),
    PeriodCase("2010—2016年增长。", "2010-01-01/P7Y"),
    PeriodCase("2014年以来增长。", "since 2014-01-01/P11Y"),
    PeriodCase("“十四五”时期增长。", "2021-01-01/P5Y"),
    PeriodCase("2010年至2016年增长。", "2010-01-01/P7Y"),
    PeriodCase("9月5日发布。", "2024-09-05"),
    PeriodCase("2024年1至9月增长。", "2024-01-01/P9M"),
  ]) func `Chinese periods`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }
}

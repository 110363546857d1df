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
    PeriodCase("As of 30-Sep-2021 it held a tenth.", "2021-09-30"),
    PeriodCase("Sales in the quarter ended 30-Sep-2021 fell.", "2021-Q3"),
    PeriodCase("It shipped ore in the June quarter - a record.", "2024-Q2"),
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
    PeriodCase("For the full year, profit fell.", "2024"),
    PeriodCase("Over the whole year it lost 5 million.", "2024"),
    PeriodCase("It rose 5 percent over a year earlier.", "base 2023-Q3"),
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
    PeriodCase("The mill has a staff of 1950."),
    PeriodCase("It has a permanent workforce of 2010."),
    PeriodCase("The crisis of 1929 was long.", "1929"),
    PeriodCase("It hid a crisis of 1929.", "1929"),
    PeriodCase("The 50 previous years were good."),
    PeriodCase("The session began at 10:30 a.m.", "-"),
    PeriodCase("Trading ends at 3 p.m.", "-"),
  ]) func `numbers that are no years`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("Sales were $5 million in 4Q22.", "2022-Q4"),
    PeriodCase("Profit doubled in 4Q 2022.", "2022-Q4"),
    PeriodCase("Orders fell in 1H24.", "2024-S1"),
    PeriodCase("Orders fell in 1H 2024.", "2024-S1"),
    PeriodCase("Orders fell in 2Q FY23.", "2023-Q2"),
    PeriodCase("FY2023 was weak.", "2023"),
    PeriodCase("Sales fell in FY23.", "2023"),
    PeriodCase("Sales fell in FY 22.", "2022"),
    PeriodCase("Sales fell in FY '23.", "2023"),
    PeriodCase("Sales fell in Q4 FY23.", "2023-Q4"),
    PeriodCase("Sales fell in Q1 FY2024.", "2024-Q1"),
    PeriodCase("Sales fell in FY24 Q2.", "2024-Q2"),
    PeriodCase("Sales fell in FY2022/23.", "2022-01-01/P2Y"),
    PeriodCase("Sales fell in FY22-23.", "2022-01-01/P2Y"),
    PeriodCase("Sales fell in Q4 '22.", "2022-Q4"),
    PeriodCase("Sales fell in ’22.", "2022"),
    PeriodCase("Sales fell in 2022's fourth quarter.", "2022-Q4"),
    PeriodCase("It beat last year's third quarter.", "2023-Q3"),
    PeriodCase("It missed this year’s first half.", "2024-S1"),
  ]) func `codes of quarters and fiscal years`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("The October-to-December period was dry.", on: "2024-08-15", "2023-Q4"),
    PeriodCase("Prices rose in October to December 2022.", "2022-Q4"),
    PeriodCase("Prices rose from January through March 2023.", "2023-Q1"),
    PeriodCase("Prices rose between May and June 2014.", "2014-05-01/P2M"),
    PeriodCase("Prices rose from October 2021 to March 2022.", "2021-10-01/P6M"),
    PeriodCase("Prices rose in October to March 2022.", "2021-10-01/P6M"),
    PeriodCase("Prices rose in Oct.-Dec. 2021.", "2021-Q4"),
    PeriodCase("Prices rose in the July-September quarter of 2023.", "2023-Q3"),
    PeriodCase("Prices rose in the last three months of 2022.", "2022-Q4"),
    PeriodCase("Prices rose in the final quarter of 2022.", "2022-Q4"),
    PeriodCase("Prices rose in the last quarter of last year.", "2023-Q4"),
    PeriodCase("Prices rose in the first three months of this year.", "2024-Q1"),
    PeriodCase("Prices rose in the September quarter.", "2024-Q3"),
    PeriodCase("Prices rose in the December 2022 quarter.", "2022-Q4"),
    PeriodCase("Prices rose in the June quarter of 2023.", "2023-Q2"),
    PeriodCase("Prices rose in the January 2023 quarter.", "2022-11-01/P3M"),
    PeriodCase("Prices rose in the June half.", "2024-S1"),
  ]) func `spans of months`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("Sales rose in the 12 months ending 31 March 2023.", "2022-04-01/P1Y"),
    PeriodCase("Sales rose in the week ended May 5.", "2024-04-29/P7D"),
    PeriodCase("Sales rose in the 4 weeks to 28 April 2024.", "2024-04-01/P28D"),
    PeriodCase("Sales rose in the half-year to June.", "2024-S1"),
    PeriodCase("Sales rose in the nine-month period ended Sept. 30, 2024.", "2024-01-01/P9M"),
    PeriodCase("Sales rose in the five years to 2023.", "2019-01-01/P5Y"),
    PeriodCase("Sales rose in the decade to 2020.", "2011-01-01/P10Y"),
    PeriodCase("Sales rose in the year to 2023.", "2023"),
  ]) func `periods told by their end`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("It sold less in the previous quarter.", "2024-Q2"),
    PeriodCase("It sold less in the preceding quarter.", "2024-Q2"),
    PeriodCase("It sold less in the prior year.", "2023-Q3"),
    PeriodCase("It sold less in the previous month.", "2024-10"),
    PeriodCase("It sold less in the prior-year quarter.", "2023-Q3"),
    PeriodCase("It sold less in the year-ago period.", "2023-Q3"),
    PeriodCase("It sold less in the year-earlier quarter.", "2023-Q3"),
    PeriodCase("It sold less in the same quarter last year.", "2023-Q3"),
    PeriodCase("It sold less in the same quarter a year earlier.", "2023-Q3"),
    PeriodCase("It sold less in the corresponding period.", "2024-Q3"),
    PeriodCase("It sold less this time last year.", "2023-Q3"),
    PeriodCase("It sold less in the previous year's third quarter.", "2023-Q3"),
  ]) func `periods that count from what the text speaks of`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("It opened last May.", "2024-05"),
    PeriodCase("It opened last May.", on: "2024-05-20", "2023-05"),
    PeriodCase("It opened last December.", "2023-12"),
    PeriodCase("It opens next May.", "2025-05"),
    PeriodCase("It opens this December.", "2024-12"),
  ]) func `last and next months`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("Use an H1 heading."),
    PeriodCase("They drove along the Q4 road."),
    PeriodCase("The H1N1 virus spread."),
    PeriodCase("The 1H spectrum was clear."),
    PeriodCase("FY Industries sold mills."),
    PeriodCase("A quarter of voters stayed at home."),
    PeriodCase("He said '22 people came' to him."),
    PeriodCase("It may to some march on."),
    PeriodCase("The previous owner sold it."),
  ]) func `codes and words that are no periods`(_ item: PeriodCase) {
    #expect(read(item) == item.periods)
  }

  @Test(arguments: [
    PeriodCase("2022年前5个月增长。", "2022-01-01/P5M"),
    PeriodCase("前5个月增长。", "2024-01-01/P5M"),
    PeriodCase("1—5月增长。", "2024-01-01/P5M"),
    PeriodCase("本月增长。", "2024-11"),
    PeriodCase("上月增长。", "2024-10"),
    PeriodCase("上季度增长。", "2024-Q3"),
    PeriodCase("本季度增长。", "2024-Q4"),
    PeriodCase("第3季度增长。", "2024-Q3"),
    PeriodCase("去年同期增长。", "2023-Q3"),
    PeriodCase("近五年增长。", "2019-01-01/P5Y"),
    PeriodCase("过去10年增长。", "2014-01-01/P10Y"),
    PeriodCase("最近三个月增长。", "2024-08-01/P3M"),
    PeriodCase("最近两个月增长。", "-"),
    PeriodCase("靠近5号楼。"),
    PeriodCase("2005年初至2020年5月增长。", "2005-01-01/P185M"),
    PeriodCase("2022年10月至12月增长。", "2022-Q4"),
    PeriodCase("截至5月末增长。", "2024-05"),
    PeriodCase("附近五金店增长。"),
    PeriodCase("同比增长5个百分点。", "base -"),
  ]) func `more Chinese periods`(_ item: PeriodCase) {
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

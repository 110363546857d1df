import Testing

@testable import Records

@Suite struct TimePeriodTests {
  @Test(arguments: [
    ("2024", "2024-01-01", "2024-12-31"), ("2024-S2", "2024-07-01", "2024-12-31"),
    ("2024-Q1", "2024-01-01", "2024-03-31"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2020-W53", "2020-12-28", "2021-01-03"), ("2024-03-05", "2024-03-05", "2024-03-05"),
    ("2024-01-01/P9M", "2024-01-01", "2024-09-30"), ("2020-04-01/P1Y", "2020-04-01", "2021-03-31"),
  ])
  func `an SDMX period reads back as itself`(text: String, first: String, last: String) throws {
    let period = try #require(TimePeriod(sdmx: text))
    #expect(period.description == text)
    #expect(period.first.description == first)
    #expect(period.last.description == last)
  }

  @Test(arguments: [
    ("2024-A1", "2024"), ("2024-M03", "2024-03"), ("2024-H1", "2024-S1"),
    ("2024-01-01/P1Y", "2024"),
    ("2024-01-01/2024-06-30", "2024-S1"), ("2024-D032", "2024-02-01"),
    ("2024-T2", "2024-05-01/P4M"),
  ])
  func `another spelling of a period is the same period`(text: String, canonical: String) {
    #expect(TimePeriod(sdmx: text)?.description == canonical)
  }

  @Test(arguments: [
    "", "24", "2024-13", "2024-02-30", "2023-W53", "2024-Q5", "2024-", "x", "2024-1",
  ])
  func `anything else is refused`(text: String) {
    #expect(TimePeriod(sdmx: text) == nil)
  }
}

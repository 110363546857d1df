import Records
import Testing

@testable import Check

@Suite struct ToleranceTests {
  static func claim(
    _ quote: String, _ value: Double?, _ qualifier: Claim.Qualifier = .exact,
    _ direction: Claim.Direction = .none, low: Double? = nil, high: Double? = nil
  ) -> CheckedClaim {
    CheckedClaim(
      id: 1, sourceID: 1, sentenceID: 1, quote: quote, value: value, low: low, high: high,
      unit: "1",
      qualifier: qualifier, direction: direction, status: .actual, confidence: 1, sentence: quote,
      locator: "a.txt")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var quote: String
    var value: Double?
    var qualifier = Claim.Qualifier.exact
    var direction = Claim.Direction.none
    var low: Double?
    var high: Double?
    var yes: [Double]
    var no: [Double]
    var testDescription: String { quote }
  }

  static let cases = [
    Case(
      quote: "11.5 trillion yuan", value: 1.15e13, yes: [1.145e13, 1.155e13],
      no: [1.144e13, 1.156e13]),
    Case(quote: "518,364", value: 518_364, yes: [518_364, 518_364.4], no: [518_365, 518_363]),
    Case(quote: "seven clusters", value: 7, yes: [7, 7.4], no: [6, 8]),
    Case(quote: "100 billion yuan", value: 1e11, yes: [1.004e11], no: [1.01e11, 0.99e11]),
    Case(
      quote: "approximately 11.5 trillion", value: 1.15e13, qualifier: .approximately,
      yes: [1.2e13, 1.1e13],
      no: [1.22e13, 1.08e13]),
    Case(
      quote: "over 30 %", value: 30, qualifier: .moreThan, yes: [31.2, 30.05, 80], no: [29, 29.5]),
    Case(
      quote: "less than 0.6%", value: 0.6, qualifier: .lessThan, yes: [0.58, 0.6], no: [0.65, 0.7]),
    Case(
      quote: "nearly 600", value: 600, qualifier: .nearly, yes: [580, 599, 600], no: [560, 620]),
    Case(
      quote: "at least 4.5 percent", value: 4.5, qualifier: .atLeast, yes: [4.46, 5], no: [4.4]),
    Case(
      quote: "5 to 10 million", value: nil, qualifier: .between, low: 5e6, high: 1e7,
      yes: [5e6, 7e6, 1e7],
      no: [4e6, 1.1e7]),
    // A fall is a negative change.
    Case(
      quote: "0.6 percent", value: 0.6, direction: .decrease, yes: [-0.6, -0.64], no: [0.6, -0.7]),
    Case(
      quote: "more than 3 percent", value: 3, qualifier: .moreThan, direction: .decrease,
      yes: [-3.2, -8], no: [-2, 3]),
  ]

  @Test(arguments: cases) func `a claim allows what its words and digits allow`(_ example: Case)
    throws
  {
    let claim = ToleranceTests.claim(
      example.quote, example.value, example.qualifier, example.direction, low: example.low,
      high: example.high)
    let tolerance = try #require(Tolerance(claim))
    for value in example.yes { #expect(tolerance.allows(value), "\(value)") }
    for value in example.no { #expect(!tolerance.allows(value), "\(value)") }
  }

  @Test func `an allowance widens an exact figure`() throws {
    let claim = ToleranceTests.claim("4.98 trillion yuan", 4.98e12)
    #expect(try #require(Tolerance(claim)).allows(4.967e12) == false)
    #expect(try #require(Tolerance(claim, allowance: 0.01)).allows(4.967e12))
  }

  @Test(arguments: [
    ("11.5 trillion", 11.5, 1, 0), ("1,234.50", 1234.5, 2, 0), ("12,34,567", 1_234_567, 0, 0),
    ("1.234,5", 1234.5, 1, 0),
    ("3,500", 3500, 0, 2), ("0.625", 0.625, 3, 0), ("$1.5bn", 1.5, 1, 0),
  ])
  func `digits are read as printed`(text: String, number: Double, decimals: Int, zeros: Int) throws
  {
    let printed = try #require(PrintedNumber(in: text))
    #expect(printed.number == number)
    #expect(printed.decimals == decimals)
    #expect(printed.trailingZeros == zeros)
  }

  @Test(arguments: [
    (1.15e13, "11.5 trillion"), (49843.1, "49,843.1"), (0.6, "0.6"), (-2.5e6, "-2.5 million"),
    (0, "0"),
    (1_000_000, "1 million"), (999_999, "999,999"),
  ])
  func `figures are written for people`(value: Double, text: String) {
    #expect(Figures.text(value) == text)
  }

  @Test func `a period is cut where the calendar has pieces`() throws {
    let year = try #require(TimePeriod(sdmx: "2024"))
    #expect(
      Examiner.division(of: year, months: 3).map(\.description) == [
        "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4",
      ])
    let nine = try #require(TimePeriod(sdmx: "2024-01-01/P9M"))
    #expect(Examiner.division(of: nine, months: 3).count == 3)
    #expect(Examiner.division(of: nine, months: 6).isEmpty)
    #expect(Examiner.yearBefore(nine)?.description == "2023-01-01/P9M")
    #expect(
      Examiner.yearBefore(try #require(TimePeriod(sdmx: "2024-02")))?.description == "2023-02")
  }
}

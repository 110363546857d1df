import Testing

@testable import Tables

@Suite struct CurrencyTests {
  @Test(
    arguments: [
      ("Dollars", "CAN", "CAD"), ("Million dollars", "CA-ON", "CAD"),
      ("Millions of dollars", "AUS", "AUD"),
      ("U.S. dollars", "CAN", nil), ("US dollars", "SGP", nil), ("Dollars", "FRA", nil),
      ("Dollars", nil, nil),
      ("Dollars", "USA", "USD"),
    ] as [(String, String?, String?)])
  func `dollars are those of the country`(label: String, place: String?, code: String?) {
    #expect(ShapeTests.vocabulary.ownCurrency(label, read: "USD", place: place) == code)
  }

  @Test(
    arguments: [
      ("USD bn", "USD", 1e9), ("$000", "USD", 1000), ("£000,000", "GBP", 1e6),
      ("EUR mn", "EUR", 1e6), ("N.º", "1", 1),
      ("Mrd. EUR", "EUR", 1e9), ("ICP.M.U2.N.000000.4.ANR", nil, 1),
    ] as [(String, String?, Double)])
  func `scales stand beside units`(label: String, unit: String?, multiplier: Double) {
    #expect(ShapeTests.vocabulary.unitLabel(label) == UnitLabel(unit: unit, multiplier: multiplier))
  }

  /// The indicator and unit of the first figure of a table of currencies.
  @Test(
    arguments: [
      // Priced in the one that is missing; what is no more has a column too.
      ("USD,JPY,CYP,GBP,CZK,HUF\n2024-01-03,1.09,155.7,N/A,0.86,24.7,381\n", "USD/EUR"),
      ("EUR,JPY,CHF,GBP,CZK,HUF\n2024-01-03,0.92,142.7,0.85,0.79,22.6,349\n", "EUR/USD"),
      // Amounts: nothing is missing for a reason, or as much of each would be no price.
      ("USD,EUR,JPY,GBP,CHF,CNY\n2024-01-03,10,12,16,9,4,3\n", nil),
      ("EUR,JPY,GBP,CHF,CNY\n2024-01-03,10.5,3.5,20,4,2\n", nil),
      ("USD,JPY,GBP,CHF,HUF\n2024-01-03,0.92,0.006,1.17,1.06,0.0026\n", nil),
      ("USD,JPY,GBP,CZK,total\n2024-01-03,1.09,155.7,0.86,24.7,3\n", nil),
    ] as [(String, String?)])
  func `a table of exchange rates is one by its currencies`(rows: String, unit: String?) throws {
    let text =
      "Date," + rows + rows.split(separator: "\n")[1].replacing("-03,", with: "-02,") + "\n"
    let read = try ShapeTests.read(Array(text.utf8)).figures.compactMap(\.unit)
    #expect(read.first { $0.contains("/") } == unit, "\(read)")
  }
}

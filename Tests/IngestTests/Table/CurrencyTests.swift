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
}

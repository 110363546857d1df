internal import Text

/// The place of each currency: money says where its figure belongs unless the text says otherwise.
struct CurrencyPlaces: Sendable {
  private var places: [String: Int] = [:]

  /// From `currency_places.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("currency_places") {
      places[cells["currency"]] = vocabulary.place(code: cells["place"])
    }
  }

  /// The place whose money a unit is, rates included: `USD/[bbl_us]` is money of the United States.
  func place(of unit: String) -> Int? { places[String(unit.prefix(3))] }
}

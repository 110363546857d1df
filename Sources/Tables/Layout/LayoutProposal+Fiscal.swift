internal import Documents
internal import Records
internal import Text

/// Which month a year from one calendar year to the next begins in: the country's, where the table
/// names one.
extension LayoutProposal {
  /// Decides what labels such as `2024-25` mean, where there are any.
  mutating func decideFiscalYears() {
    guard hasFiscalLabels() else { return }
    let countries = Set(fiscalCountries())
    guard countries.count == 1, let country = countries.first,
      let month = vocabulary.fiscalMonth(of: country), month > 1
    else { return }
    periods.style.fiscalMonth = month
    update {
      $0.periodStyle.fiscalMonth = month
      $0.doubts.append(
        "years such as 2024-25 are taken to begin in month \(month), as in \(country)")
    }
  }

  private func hasFiscalLabels() -> Bool {
    var reader = periods
    func isFiscal(_ text: String) -> Bool {
      text.count >= 7 && PeriodLabelReader.fiscalYear(text) != nil
        && reader.read(text).map { $0.period == nil } ?? false
    }
    return head.rows[head.headings].contains { $0.cells.contains(where: isFiscal) }
      || sample.prefix(4).contains { row in
        row.cells.prefix(6).indices.contains { isFiscal(row.cells[$0]) && headsPeriods($0) }
      }
  }

  /// Whether a heading says that periods stand below it, or nothing; a season is no fiscal year.
  private func headsPeriods(_ column: Int) -> Bool {
    guard let heading = head.rows[head.headings].last?.cell(column), !heading.isEmpty else {
      return true
    }
    let roles = self.roles(of: heading)
    return roles.contains("TIME_PERIOD") || roles.contains("YEAR")
  }

  /// The countries that the table speaks of: in its titles and labels, or else by their currency.
  private func fiscalCountries() -> [String] {
    var texts: [String] = []
    if let place = layout.preamble.place ?? layout.preamble.likelyPlace { texts.append(place) }
    for row in sample.prefix(40) { texts += row.cells.prefix(3) }
    let named = texts.compactMap { text -> Int? in
      guard text.contains(where: \.isLetter) else { return nil }
      return vocabulary.places(labelled: PlaceLabel(text).text).target
    }
    if !named.isEmpty { return named.compactMap { vocabulary.country(of: $0) } }
    var units = [layout.preamble.unit.unit]
    for row in head.rows[head.headings] {
      units += row.cells.filter { !$0.isEmpty }.map { vocabulary.unitLabel($0).unit }
    }
    return units.compactMap { $0 }.compactMap { vocabulary.onlyCountry(ofCurrency: $0) }
  }
}

extension Vocabulary {
  /// The month in which a country's fiscal year begins.
  fileprivate func fiscalMonth(of country: String) -> Int? {
    rows("fiscal_years").first { $0["place"] == country }.flatMap { Int($0["month"]) }
  }

  /// The country that a place is or lies in.
  fileprivate func country(of place: Int) -> String? {
    var place = place
    while places[place].kind != "country" {
      guard let parent = places[place].parent else { return nil }
      place = parent
    }
    return places[place].code
  }

  /// The country of a currency that no other country has.
  fileprivate func onlyCountry(ofCurrency code: String) -> String? {
    let found = rows("currency_places").filter { $0["currency"] == code }
    return found.count == 1 ? found.first?["place"] : nil
  }
}

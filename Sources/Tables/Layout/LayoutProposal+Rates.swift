internal import Documents
internal import Text

/// Tables of exchange rates, which say so nowhere: a column a currency, by its code, and one of the
/// currencies in which others are priced is missing among them.
extension LayoutProposal {
  /// Fewer columns of currencies may be anything.
  private static let fewestRates = 5

  /// A unit of a currency in which others are priced buys about one of another such.
  private static let about = 0.4...2.5

  /// Finds the currency in which all others are priced.
  ///
  /// Amounts in several currencies have none that is missing for a reason, and hardly as much of one
  /// strong currency as of another; of a unit of such a currency most others need more than one.
  mutating func readRates(_ columns: inout [TableLayout.Column]) {
    guard head.headings.count == 1, let row = head.rows[head.headings].first,
      layout.preamble.unit.isEmpty, layout.preamble.indicator == nil
    else { return }
    let named = columns.indices.dropFirst().filter { !row.cell($0).isEmpty }
    guard named.count >= LayoutProposal.fewestRates,
      named.allSatisfy({ isCurrency(row.cell($0)) }), periodShare(0) >= 0.9
    else { return }
    let codes = named.map { row.cell($0) }
    let missing = vocabulary.rateBases.filter { !codes.contains($0) }
    guard missing.count == 1, let base = missing.first else { return }
    let rates = named.compactMap { column in
      sample.lazy.compactMap { Double($0.cell(column)) }.first.map { (row.cell(column), $0) }
    }
    guard rates.count * 2 >= named.count, rates.count(where: { $0.1 > 1 }) * 2 >= rates.count,
      rates.allSatisfy({ code, rate in
        vocabulary.rateBases.contains(code) ? LayoutProposal.about.contains(rate) : rate > 0
      })
    else { return }
    memory.rateBase = base
    // A currency that is no more has a column without a figure in the first rows.
    for column in named { columns[column].role = .value }
  }

  /// Whether a heading is the code of a currency.
  func isCurrency(_ heading: String) -> Bool {
    heading.utf8.count == 3
      && vocabulary.unit(code: heading).map { vocabulary.units[$0].dimension == "currency" }
        ?? false
  }
}

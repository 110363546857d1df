/// Whole labels, as tables print them.
extension Vocabulary {
  /// What a label can be.
  struct LabelReading {
    /// The index of the default reading; `nil` where two readings are equally good.
    var target: Int?
    /// Every reading, the best first.
    var candidates: [Matcher.Entry]
  }

  /// The places that a label names.
  func places(labelled label: some StringProtocol) -> LabelReading { labels(.place, label) }
  /// The indicators that a label names.
  func indicators(labelled label: some StringProtocol) -> LabelReading { labels(.indicator, label) }
  /// The units and currencies that a label names.
  func units(labelled label: some StringProtocol) -> LabelReading { labels(.unit, label) }
  /// The numerals and scale words that a label names.
  func numerals(labelled label: some StringProtocol) -> LabelReading { labels(.numeral, label) }

  /// The roles of a column heading, the default first.
  func roles(ofHeading heading: some StringProtocol) -> [String] {
    cells("headers", .heading, heading).map { $0["role"] }
  }

  /// The marks that a cell or the text beside a number is: kind and OBS_STATUS.
  func marks(_ text: some StringProtocol) -> [(kind: String, status: String)] {
    cells("marks", .mark, text).map { ($0["kind"], $0["status"]) }
  }

  private func cells(_ name: String, _ kind: Matcher.Kind, _ label: some StringProtocol) -> [Cells] {
    guard let table = tables[name] else { return [] }
    return matcher.whole(Array(label.utf8)) { $0.kind == kind }.map {
      Cells(table: table, row: table.rows[Int($0.target)])
    }
  }

  private func labels(_ kind: Matcher.Kind, _ label: some StringProtocol) -> LabelReading {
    let found = matcher.whole(Array(label.utf8)) { $0.kind == kind }
    guard let best = found.first else { return LabelReading(target: nil, candidates: []) }
    let rivals = found.contains { $0.rank == best.rank && $0.target != best.target }
    return LabelReading(target: rivals ? nil : Int(best.target), candidates: found)
  }
}

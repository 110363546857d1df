internal import Records
internal import Storage

/// Reads the claims of current articles in order.
struct ClaimReader: ~Copyable {
  private let statement: Statement

  init(_ connection: borrowing Connection, _ selection: Check.Selection) throws(Failure) {
    var conditions = ""
    var values: [Value] = []
    func add(_ condition: String, _ text: String, times: Int = 1) {
      conditions += " AND " + condition
      values += Array(repeating: .text(text), count: times)
    }
    if let place = selection.place {
      add(
        "c.place_id IN (SELECT place_id FROM place WHERE code = ? OR name = ? UNION SELECT place_id FROM place_name WHERE name = ?)",
        place, times: 3)
    }
    if let indicator = selection.indicator {
      add(
        "c.indicator_id IN (SELECT indicator_id FROM indicator WHERE code = ? OR name = ? UNION SELECT indicator_id FROM indicator_name WHERE name = ?)",
        indicator, times: 3)
    }
    let statement = try connection.prepare(
      """
      SELECT c.claim_id, c.source_id, c.sentence_id, c.quote,
        c.value * coalesce(u.factor, 1), c.low * coalesce(u.factor, 1), c.high * coalesce(u.factor, 1),
        CASE WHEN u.unit_id IS NULL THEN c.unit ELSE substr(c.unit, 2) END, c.qualifier, c.direction,
        c.status, c.indicator_id, c.indicator_text, c.place_id, c.place_text, t.period, c.restates_id, c.speaker,
        c.confidence, c.doubt, c.place_confidence, c.period_confidence, c.indicator_confidence, c.holder,
        c.reader <> 'tally', c.start, c."end", s.locator, s.title, s.publisher, s.published
      FROM source AS s JOIN claim AS c ON c.source_id = s.source_id
      LEFT JOIN period AS t ON t.period_id = c.period_id
      LEFT JOIN unit AS u ON u.unit_id = c.unit_id AND u.dimension = 'subunit' -- cents are checked as dollars
      WHERE s.source_id = ?\(conditions)
      ORDER BY c.ordinal
      """)
    for (index, value) in values.enumerated() { try statement.bind(value, at: index + 2) }
    self.statement = statement
  }

  /// The claims of an article in their order.
  func claims(of source: Int64) throws(Failure) -> [CheckedClaim] {
    try statement.bind(.integer(source), at: 1)
    defer { statement.reset() }
    var found: [CheckedClaim] = []
    while let claim = try next() { found.append(claim) }
    return found
  }

  private func next() throws(Failure) -> CheckedClaim? {
    guard try statement.step() else { return nil }
    func number(_ column: Int) -> Double? {
      statement.isNull(column) ? nil : statement.real(column)
    }
    func whole(_ column: Int) -> Int64? {
      statement.isNull(column) ? nil : statement.integer(column)
    }
    return CheckedClaim(
      id: statement.integer(0), sourceID: statement.integer(1), sentenceID: statement.integer(2),
      quote: statement.text(3) ?? "", value: number(4), low: number(5), high: number(6),
      unit: statement.text(7) ?? "1",
      qualifier: Claim.Qualifier(rawValue: statement.text(8) ?? "") ?? .exact,
      direction: Claim.Direction(rawValue: statement.text(9) ?? "") ?? .none,
      status: Claim.Status(rawValue: statement.text(10) ?? "") ?? .actual, indicatorID: whole(11),
      indicatorText: statement.text(12), placeID: whole(13), placeText: statement.text(14),
      period: statement.text(15).flatMap { TimePeriod(sdmx: $0) }, restates: whole(16),
      speaker: statement.text(17),
      confidence: statement.real(18), doubt: statement.text(19),
      placeConfidence: number(20) ?? 1, periodConfidence: number(21) ?? 1,
      indicatorConfidence: number(22) ?? 1, holder: statement.text(23),
      isGiven: statement.integer(24) != 0, start: Int(statement.integer(25)),
      end: Int(statement.integer(26)), sentence: "",
      locator: statement.text(27) ?? "", title: statement.text(28), publisher: statement.text(29),
      published: statement.text(30))
  }
}

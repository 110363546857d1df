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
    if !selection.locators.isEmpty {
      conditions +=
        " AND s.locator IN (\(selection.locators.map { _ in "?" }.joined(separator: ", ")))"
      values += selection.locators.map(Value.text)
    }
    if let claim = selection.claim {
      // The whole article is read, since its claims are also set against one another.
      conditions += " AND c.source_id = (SELECT source_id FROM claim WHERE claim_id = ?)"
      values.append(.integer(claim))
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
        c.confidence, c.doubt, coalesce(n.text, substr(a.text, n.start + 1, n."end" - n.start)), s.locator, s.title, s.publisher, s.published
      FROM source AS s JOIN claim AS c ON c.source_id = s.source_id
      JOIN sentence AS n ON n.sentence_id = c.sentence_id JOIN article AS a ON a.source_id = c.source_id
      LEFT JOIN period AS t ON t.period_id = c.period_id
      LEFT JOIN unit AS u ON u.unit_id = c.unit_id AND u.dimension = 'subunit' -- cents are checked as dollars
      WHERE s.superseded_by IS NULL AND s.kind = 'article'\(conditions)
      ORDER BY s.source_id, c.ordinal
      """)
    for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
    self.statement = statement
  }

  /// The next claim; `nil` after the last.
  func next() throws(Failure) -> CheckedClaim? {
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
      confidence: statement.real(18), doubt: statement.text(19), sentence: statement.text(20) ?? "",
      locator: statement.text(21) ?? "", title: statement.text(22), publisher: statement.text(23),
      published: statement.text(24))
  }
}

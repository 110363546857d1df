internal import Records
internal import Storage

/// What the pages of a site read again and again, once, in temporary tables with the indexes that
/// pages need and a warehouse does not.
enum SiteTables {
  /// Makes them; what they hold is of the state of the warehouse in which the connection is.
  static func make(_ connection: borrowing Connection) throws(Failure) {
    try connection.execute(
      """
      CREATE TEMP TABLE site_series AS
      SELECT r.series_id, r.source_id, s.locator, s.title,
        p.code AS place_code, coalesce(p.name, r.place_text) AS place,
        CASE coalesce(p.kind, '') WHEN 'country' THEN 0 WHEN '' THEN 1
          WHEN 'world' THEN 3 WHEN 'region' THEN 3 WHEN 'group' THEN 3 ELSE 2 END AS rank,
        i.code AS indicator_code, coalesce(i.name, r.indicator_text) AS indicator,
        coalesce(u.code, r.unit_text) AS unit, r.unit_text, u.dimension AS unit_dimension, r.dimensions,
        (SELECT group_concat(d.key || ': ' || d.value, '; ') FROM json_each(r.dimensions) AS d)
          AS breakdown,
        f.period AS first_period, l.period AS last_period, r.last_period_id,
        r.last_value, r.previous_value, r.observations
      FROM series AS r
      JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
      LEFT JOIN place AS p ON p.place_id = r.place_id
      LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
      LEFT JOIN unit AS u ON u.unit_id = r.unit_id
      LEFT JOIN period AS f ON f.period_id = r.first_period_id
      LEFT JOIN period AS l ON l.period_id = r.last_period_id;
      CREATE INDEX temp.site_series_of_place ON site_series (place, place_code);
      CREATE INDEX temp.site_series_of_indicator ON site_series (indicator, indicator_code);
      CREATE INDEX temp.site_series_of_source ON site_series (source_id);
      CREATE TEMP TABLE site_claim AS
      SELECT c.claim_id, c.source_id, c.ordinal, s.published, p.code AS place_code,
        p.name AS place, i.code AS indicator_code, i.name AS indicator, nullif(c.speaker, '') AS speaker
      FROM claim AS c
      JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
      LEFT JOIN place AS p ON p.place_id = c.place_id
      LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id;
      CREATE INDEX temp.site_claim_of_place ON site_claim (place_code, published);
      CREATE INDEX temp.site_claim_of_indicator ON site_claim (indicator_code, published);
      CREATE INDEX temp.site_claim_of_speaker ON site_claim (speaker, published);
      CREATE INDEX temp.site_claim_of_source ON site_claim (source_id, ordinal);
      """)
  }
}

/// On which pages the cells of tables are shown.
struct SiteCells {
  /// How many lines of a table are on one page, by its locator; all of them where one is enough.
  private var lines: [String: Int64] = [:]
  /// So many cells are on a page, about.
  private static let most = 3000.0

  /// - Parameter most: of a table with more cells than these none is shown.
  init(upTo most: Int, _ connection: borrowing Connection) throws(Failure) {
    let sources = try connection.rows(
      "SELECT source_id, locator FROM site_series GROUP BY source_id HAVING sum(observations) <= ?",
      .integer(Int64(most)))
    let count = try connection.prepare(
      """
      SELECT count(*), max(o.line) FROM site_series AS r CROSS JOIN observation AS o
      WHERE r.source_id = ? AND o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
      """)
    for source in sources {
      try count.bind(source[0], at: 1)
      defer { count.reset() }
      guard try count.step(), let locator = source[1].text, count.integer(0) > 0 else { continue }
      let (cells, last) = (Double(count.integer(0)), Double(count.integer(1)))
      // A power of two: where a table grows a little, its cells stay on their pages.
      var many = 16.0
      while many * 2 * cells <= SiteCells.most * last { many *= 2 }
      lines[locator] = cells <= SiteCells.most ? Int64.max : Int64(many)
    }
  }

  /// Whether the cells of a table are shown.
  func shows(_ locator: String) -> Bool { lines[locator] != nil }

  /// Which page of its table a line is on, from 1.
  func part(_ locator: String, _ line: Int64) -> Int {
    guard let many = lines[locator], many != Int64.max else { return 1 }
    return Int((line - 1) / many) + 1
  }

  /// The way from a page to a cell, or to the page of its table where cells are not shown.
  func way(from page: String, _ locator: String, _ line: Int64, _ column: Int64) -> String {
    let address = SiteAddress.source(locator, part: part(locator, line))
    return SiteAddress.way(from: page, to: address)
      + (shows(locator) ? "#" + SiteAddress.cell(line, column) : "")
  }
}

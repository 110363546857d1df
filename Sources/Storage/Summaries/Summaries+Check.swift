/// Whether summaries say what the observations say, as statements that list what differs.
extension Summaries {
  /// The observations `o` of a series `r`, as a condition.
  package static let range =
    "o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215"

  /// Series whose summary is not that of their observations; sums may differ by their rounding.
  public static let differingSeries = """
    SELECT series_id FROM (
      SELECT r.series_id, r.observations, r.figures, r.total, coalesce(r.lowest, r.total) AS lowest,
        coalesce(r.highest, r.total) AS highest, count(o.observation_id) AS n, count(o.value) AS f,
        sum(o.value) AS t, min(o.value) AS l, max(o.value) AS h, total(abs(o.value)) AS size
      FROM series AS r LEFT JOIN observation AS o ON \(range)
      GROUP BY r.series_id)
    WHERE observations <> n OR figures IS NOT NULL AND (figures <> f
      OR total IS NULL <> (t IS NULL) OR abs(total - t) > size * 1e-9 OR lowest IS NOT l
      OR highest IS NOT h)
    LIMIT 5
    """

  /// Sources whose summaries of periods are not those of their observations, sources that have some
  /// and do not say so, and sources with another number of observations than they say.
  ///
  /// The tables of one source may have kinds in common, which have summaries in each of them: they
  /// are put together before they are compared.
  public static let differingPeriods = """
    WITH kind AS (
      SELECT r.series_id, r.source_id, min(r.series_id) OVER (
        PARTITION BY r.source_id, r.indicator_id, r.indicator_text, r.unit_id, r.unit_text) AS kind
      FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.summarised = 1
    ), both AS (
      SELECT r.source_id, r.kind, coalesce(o.period_id, 0) AS period_id, count(*) AS n,
        count(o.value) AS f, total(o.value) AS t, min(o.value) AS l, max(o.value) AS h,
        total(abs(o.value)) AS size
      FROM kind AS r CROSS JOIN observation AS o
      WHERE \(range)
      GROUP BY r.kind, 3
      UNION ALL
      SELECT r.source_id, r.kind, m.period_id, -sum(m.observations), -sum(m.figures),
        -total(m.total), min(m.lowest), max(m.highest), 0
      FROM period_summary AS m JOIN kind AS r ON r.series_id = m.series_id
      GROUP BY r.kind, 3
    )
    SELECT DISTINCT source_id FROM (
      SELECT source_id FROM both GROUP BY source_id, kind, period_id
      HAVING sum(n) <> 0 OR sum(f) <> 0 OR abs(sum(t)) > sum(size) * 1e-9 OR min(l) <> max(l)
        OR min(h) <> max(h)
      UNION ALL
      SELECT r.source_id FROM period_summary AS m LEFT JOIN series AS r ON r.series_id = m.series_id
      LEFT JOIN source AS s ON s.source_id = r.source_id
      WHERE s.summarised IS NOT 1
      UNION ALL
      SELECT source_id FROM source AS s WHERE observed <> coalesce(
        (SELECT sum(r.observations) FROM series AS r WHERE r.source_id = s.source_id), 0))
    LIMIT 5
    """
}

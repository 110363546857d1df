-- What a warehouse says, without the numbers and the times that it gave: one statement a table. Two warehouses that give the same
-- rows to all of them hold the same. Tables of records have names of their own: their rows are compared by the tests.

SELECT s.kind, s.locator, s.title, s.publisher, s.published, s.language, s.media_type, s.encoding, s.sha256, s.bytes,
  n.sha256 AS superseded_by, s.superseded IS NULL AS is_current, s.rows_read, s.rows_stored, s.rows_rejected, s.rows_passed, s.passed,
  s.reading, s.told, s.vocabulary, s.reread IS NULL AS is_read_once
FROM source AS s LEFT JOIN source AS n ON n.source_id = s.superseded_by
ORDER BY s.locator, s.source_id;

SELECT s.locator, s.sha256, a.text FROM article AS a JOIN source AS s USING (source_id) ORDER BY s.locator, a.source_id;

SELECT s.locator, s.sha256, n.ordinal, n.kind, n.start, n."end", n.text
FROM sentence AS n JOIN source AS s USING (source_id) ORDER BY s.locator, n.source_id, n.ordinal;

SELECT s.locator, s.sha256, n.ordinal AS sentence, c.ordinal, c.start, c."end", c.quote, c.value, c.low, c.high, u.code AS unit_code, c.unit, c.unit_name,
  c.qualifier, c.direction, c.status, i.code AS indicator, c.indicator_text, p.code AS place, c.place_text, t.period, c.speaker,
  r.ordinal AS restates, c.confidence, c.doubt, c.holder, c.holder_kind, c.place_confidence, c.period_confidence,
  c.indicator_confidence, c.holder_confidence, c.reader
FROM claim AS c
JOIN source AS s USING (source_id)
JOIN sentence AS n USING (sentence_id)
LEFT JOIN unit AS u ON u.unit_id = c.unit_id
LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
LEFT JOIN place AS p ON p.place_id = c.place_id
LEFT JOIN period AS t ON t.period_id = c.period_id
LEFT JOIN claim AS r ON r.claim_id = c.restates_id
ORDER BY s.locator, c.source_id, c.ordinal;

SELECT s.locator, s.sha256, n.ordinal AS sentence, m.start, m."end", m.quote, m.kind, p.code AS place
FROM mention AS m
JOIN source AS s USING (source_id)
JOIN sentence AS n USING (sentence_id)
LEFT JOIN place AS p ON p.place_id = m.place_id
ORDER BY s.locator, m.source_id, m.mention_id;

SELECT s.locator, s.sha256, e.series_id - (SELECT min(f.series_id) FROM series AS f WHERE f.source_id = e.source_id) AS number,
  i.code AS indicator, e.indicator_text, p.code AS place, e.place_text, u.code AS unit, u.dimension, e.unit_text, e.multiplier,
  e.dimensions, e.frequency, e.observations, a.period AS first_period, z.period AS last_period, e.last_value, e.previous_value
FROM series AS e
JOIN source AS s USING (source_id)
LEFT JOIN indicator AS i ON i.indicator_id = e.indicator_id
LEFT JOIN place AS p ON p.place_id = e.place_id
LEFT JOIN unit AS u ON u.unit_id = e.unit_id
LEFT JOIN period AS a ON a.period_id = e.first_period_id
LEFT JOIN period AS z ON z.period_id = e.last_period_id
ORDER BY s.locator, e.source_id, e.series_id;

SELECT s.locator, s.sha256, e.series_id - (SELECT min(f.series_id) FROM series AS f WHERE f.source_id = e.source_id) AS number,
  o.observation_id & 16777215 AS ordinal, t.period, o.value, o.status, o.flag, o.decimals, o.line, o."column", o.cell
FROM series AS e
JOIN source AS s USING (source_id)
JOIN observation AS o ON o.observation_id BETWEEN e.series_id << 24 AND e.series_id << 24 | 16777215
LEFT JOIN period AS t USING (period_id)
ORDER BY s.locator, e.source_id, o.observation_id;

SELECT s.locator, s.sha256, t.period, v.before, v.after, o.line AS line_before, a.line AS line_after
FROM revision AS v
JOIN series AS e USING (series_id)
JOIN source AS s USING (source_id)
JOIN observation AS o ON o.observation_id = v.before_id
LEFT JOIN observation AS a ON a.observation_id = v.after_id
LEFT JOIN period AS t ON t.period_id = v.period_id
ORDER BY s.locator, v.series_id, v.revision_id;

SELECT j.locator, s.sha256, j.line, j."column", j.code, j.message, j.raw
FROM reject AS j LEFT JOIN source AS s USING (source_id)
ORDER BY j.locator, j.source_id IS NULL, j.source_id, j.line, j."column", j.reject_id;

SELECT r.name, r.locator, s.sha256, r.columns FROM record_set AS r JOIN source AS s USING (source_id) ORDER BY r.name;

SELECT period, frequency, first_day, last_day FROM period ORDER BY period;

SELECT code, name, dimension, factor, "offset" FROM unit ORDER BY code;

SELECT s.locator, s.sha256 FROM article_search AS a JOIN source AS s ON s.source_id = a.rowid
WHERE article_search MATCH 'percent OR yuan' ORDER BY s.locator, s.source_id;

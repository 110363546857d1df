-- title: Figures
-- description: What articles state and what tables give, found by words, place, indicator and period; current versions, the latest period first.
-- engine: SQLite (lower knows ASCII alone there; the words are cut apart by a recursion)
-- parameter: words | text | any | Words that all occur in the label, the place, the title or the sentence
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: period | period | any | A period; a year finds its quarters, months and days as well
-- parameter: kind | one of claim, observation | any | Only claims, or only observations
-- parameter: limit | integer | 50 | How many at most
WITH RECURSIVE cut(word, rest) AS (
  SELECT '', trim(:words) || ' '
  UNION ALL
  SELECT substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ')))
  FROM cut WHERE length(trim(rest)) > 0
), wanted AS (
  SELECT DISTINCT word FROM cut WHERE word <> ''
), day AS (
  SELECT period_id, period, last_day FROM period
  WHERE :period IS NULL OR period = :period OR substr(period, 1, length(:period) + 1) = :period || '-'
), stated AS (
  SELECT 'claim' AS kind, c.claim_id AS id, c.quote AS printed, c.value, c.low, c.high, c.unit, c.status,
         coalesce(i.name, c.indicator_text) AS indicator, coalesce(p.name, c.place_text) AS place, t.period, t.last_day,
         coalesce(n.text, substr(a.text, n.start + 1, n."end" - n.start)) AS context, s.title, s.publisher, s.published, s.locator,
         NULL AS line, NULL AS "column"
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  JOIN sentence AS n ON n.sentence_id = c.sentence_id
  JOIN article AS a ON a.source_id = c.source_id
  LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
  LEFT JOIN place AS p ON p.place_id = c.place_id
  LEFT JOIN day AS t ON t.period_id = c.period_id
  WHERE coalesce(:kind, 'claim') = 'claim'
    AND (:place IS NULL OR p.code = :place OR c.place_text = :place)
    AND (:indicator IS NULL OR i.code = :indicator OR c.indicator_text = :indicator)
    AND (:period IS NULL OR t.period IS NOT NULL)
    AND NOT EXISTS (
      SELECT 1 FROM wanted AS w
      WHERE instr(lower(coalesce(c.indicator_text, '') || ' ' || coalesce(i.name, '') || ' ' || coalesce(i.code, '') || ' ' || coalesce(c.place_text, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' ' || coalesce(s.title, '') || ' ' ||
        coalesce(n.text, substr(a.text, n.start + 1, n."end" - n.start))), lower(w.word)) = 0)
), chosen AS (
  SELECT r.series_id, coalesce(i.name, r.indicator_text) AS indicator, coalesce(p.name, r.place_text) AS place,
         coalesce(u.code, r.unit_text) AS unit, r.dimensions, s.title, s.publisher, s.published, s.locator
  FROM series AS r
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
  LEFT JOIN place AS p ON p.place_id = r.place_id
  LEFT JOIN unit AS u ON u.unit_id = r.unit_id
  WHERE coalesce(:kind, 'observation') = 'observation'
    AND (:place IS NULL OR p.code = :place OR r.place_text = :place)
    AND (:indicator IS NULL OR i.code = :indicator OR r.indicator_text = :indicator)
    AND NOT EXISTS (
      SELECT 1 FROM wanted AS w
      WHERE instr(lower(coalesce(r.indicator_text, '') || ' ' || coalesce(i.name, '') || ' ' || coalesce(i.code, '') || ' ' || coalesce(r.place_text, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(p.code, '') || ' ' || coalesce(r.dimensions, '') || ' ' || coalesce(s.title, '')), lower(w.word)) = 0)
), given AS (
  SELECT 'observation' AS kind, o.observation_id AS id, o.cell AS printed, o.value, NULL AS low, NULL AS high, r.unit, o.status,
         r.indicator, r.place, t.period, t.last_day, r.dimensions AS context, r.title, r.publisher, r.published, r.locator,
         o.line, o."column"
  FROM chosen AS r
  CROSS JOIN observation AS o
  LEFT JOIN day AS t ON t.period_id = o.period_id
  WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
    AND (:period IS NULL OR t.period IS NOT NULL)
)
SELECT kind, id, printed, value, low, high, unit, status, indicator, place, period, context, title, publisher, published, locator, line, "column"
FROM (SELECT * FROM stated UNION ALL SELECT * FROM given)
ORDER BY coalesce(period = :period, 0) DESC, last_day DESC, kind, indicator, place, id
LIMIT :limit;

-- title: Overview
-- description: What the warehouse holds now, and which days it speaks of or was made on.
WITH claimed AS (
  SELECT COUNT(*) AS number, MIN(t.first_day) AS first_day, MAX(t.last_day) AS last_day,
         COUNT(CASE WHEN c.indicator_id IS NOT NULL AND c.place_id IS NOT NULL THEN t.period_id END) AS known,
         MIN(CASE WHEN c.indicator_id IS NOT NULL AND c.place_id IS NOT NULL THEN t.first_day END) AS known_first_day,
         MAX(CASE WHEN c.indicator_id IS NOT NULL AND c.place_id IS NOT NULL THEN t.last_day END) AS known_last_day,
         COUNT(DISTINCT c.speaker) AS speakers
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  LEFT JOIN period AS t ON t.period_id = c.period_id
), held AS (
  SELECT COUNT(*) AS number, MIN(f.first_day) AS first_day, MAX(l.last_day) AS last_day, COALESCE(SUM(r.observations), 0) AS observations,
         COUNT(CASE WHEN r.indicator_id IS NOT NULL AND r.place_id IS NOT NULL THEN 1 END) AS known,
         MIN(CASE WHEN r.indicator_id IS NOT NULL AND r.place_id IS NOT NULL THEN f.first_day END) AS known_first_day,
         MAX(CASE WHEN r.indicator_id IS NOT NULL AND r.place_id IS NOT NULL THEN l.last_day END) AS known_last_day
  FROM series AS r
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  LEFT JOIN period AS f ON f.period_id = r.first_period_id
  LEFT JOIN period AS l ON l.period_id = r.last_period_id
)
SELECT 'articles' AS what, COUNT(*) AS number, MIN(published) AS first_day, MAX(published) AS last_day
FROM source WHERE kind = 'article' AND superseded_by IS NULL
UNION ALL
SELECT 'claims', number, first_day, last_day FROM claimed
UNION ALL
SELECT 'claims with indicator, place and period', known, known_first_day, known_last_day FROM claimed
UNION ALL
SELECT 'tables of statistics', COUNT(*), MIN(published), MAX(published) FROM source WHERE kind = 'observations' AND superseded_by IS NULL
UNION ALL
SELECT 'series', number, first_day, last_day FROM held
UNION ALL
SELECT 'series with indicator and place', known, known_first_day, known_last_day FROM held
UNION ALL
SELECT 'observations', observations, NULL, NULL FROM held
UNION ALL
SELECT 'places with figures', COUNT(*), NULL, NULL
FROM place AS p
WHERE EXISTS (SELECT 1 FROM series AS r JOIN source AS s ON s.source_id = r.source_id WHERE r.place_id = p.place_id AND s.superseded_by IS NULL)
   OR EXISTS (SELECT 1 FROM claim AS c JOIN source AS s ON s.source_id = c.source_id WHERE c.place_id = p.place_id AND s.superseded_by IS NULL)
UNION ALL
SELECT 'indicators with figures', COUNT(*), NULL, NULL
FROM indicator AS i
WHERE EXISTS (SELECT 1 FROM series AS r JOIN source AS s ON s.source_id = r.source_id WHERE r.indicator_id = i.indicator_id AND s.superseded_by IS NULL)
   OR EXISTS (SELECT 1 FROM claim AS c JOIN source AS s ON s.source_id = c.source_id WHERE c.indicator_id = i.indicator_id AND s.superseded_by IS NULL)
UNION ALL
SELECT 'speakers', speakers, NULL, NULL FROM claimed
UNION ALL
SELECT 'record tables', COUNT(*), NULL, NULL FROM record_set
UNION ALL
SELECT 'replaced versions', COUNT(*), NULL, NULL FROM source WHERE superseded_by IS NOT NULL
UNION ALL
SELECT 'rejects', COUNT(*), NULL, NULL
FROM reject AS r LEFT JOIN source AS s ON s.source_id = r.source_id WHERE s.superseded_by IS NULL
UNION ALL
SELECT 'runs', COUNT(*), MIN(substr(started, 1, 10)), MAX(substr(ended, 1, 10)) FROM run;

-- title: Overview
-- description: What the warehouse holds now, and which days it speaks of or was made on.
SELECT 'articles' AS what, COUNT(*) AS number, MIN(published) AS first_day, MAX(published) AS last_day
FROM source WHERE kind = 'article' AND superseded_by IS NULL
UNION ALL
SELECT 'claims', COUNT(*), MIN(t.first_day), MAX(t.last_day)
FROM claim AS c JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL LEFT JOIN period AS t ON t.period_id = c.period_id
UNION ALL
SELECT 'claims with indicator, place and period', COUNT(*), MIN(t.first_day), MAX(t.last_day)
FROM claim AS c JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL JOIN period AS t ON t.period_id = c.period_id
WHERE c.indicator_id IS NOT NULL AND c.place_id IS NOT NULL
UNION ALL
SELECT 'tables of statistics', COUNT(*), MIN(published), MAX(published) FROM source WHERE kind = 'observations' AND superseded_by IS NULL
UNION ALL
SELECT 'series', COUNT(*), MIN(f.first_day), MAX(l.last_day)
FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN period AS f ON f.period_id = r.first_period_id LEFT JOIN period AS l ON l.period_id = r.last_period_id
UNION ALL
SELECT 'series with indicator and place', COUNT(*), MIN(f.first_day), MAX(l.last_day)
FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN period AS f ON f.period_id = r.first_period_id LEFT JOIN period AS l ON l.period_id = r.last_period_id
WHERE r.indicator_id IS NOT NULL AND r.place_id IS NOT NULL
UNION ALL
SELECT 'observations', COALESCE(SUM(r.observations), 0), NULL, NULL
FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
UNION ALL
SELECT 'places with figures', COUNT(DISTINCT f.place_id), NULL, NULL
FROM (SELECT r.place_id, r.source_id FROM series AS r UNION ALL SELECT c.place_id, c.source_id FROM claim AS c) AS f
JOIN source AS s ON s.source_id = f.source_id AND s.superseded_by IS NULL
UNION ALL
SELECT 'indicators with figures', COUNT(DISTINCT f.indicator_id), NULL, NULL
FROM (SELECT r.indicator_id, r.source_id FROM series AS r UNION ALL SELECT c.indicator_id, c.source_id FROM claim AS c) AS f
JOIN source AS s ON s.source_id = f.source_id AND s.superseded_by IS NULL
UNION ALL
SELECT 'speakers', COUNT(DISTINCT c.speaker), NULL, NULL
FROM claim AS c JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
UNION ALL
SELECT 'record tables', COUNT(*), NULL, NULL FROM record_set
UNION ALL
SELECT 'replaced versions', COUNT(*), NULL, NULL FROM source WHERE superseded_by IS NOT NULL
UNION ALL
SELECT 'rejects', COUNT(*), NULL, NULL
FROM reject AS r LEFT JOIN source AS s ON s.source_id = r.source_id WHERE s.superseded_by IS NULL
UNION ALL
SELECT 'runs', COUNT(*), MIN(substr(started, 1, 10)), MAX(substr(ended, 1, 10)) FROM run;

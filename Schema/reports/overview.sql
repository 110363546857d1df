-- title: Overview
-- description: What the warehouse holds.
SELECT 'articles' AS what, count(*) AS count, min(published) AS "from", max(published) AS "to" FROM source WHERE kind = 'article' AND superseded_by IS NULL
UNION ALL
SELECT 'claims', count(*), min(t.first_day), max(t.last_day)
FROM claim AS c JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL LEFT JOIN period AS t ON t.period_id = c.period_id
UNION ALL
SELECT 'tables of statistics', count(*), min(published), max(published) FROM source WHERE kind = 'observations' AND superseded_by IS NULL
UNION ALL
SELECT 'series', count(*), min(f.first_day), max(l.last_day)
FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN period AS f ON f.period_id = r.first_period_id LEFT JOIN period AS l ON l.period_id = r.last_period_id
UNION ALL
SELECT 'observations', coalesce(sum(r.observations), 0), NULL, NULL
FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
UNION ALL
SELECT 'places with figures', count(DISTINCT place_id), NULL, NULL
FROM (SELECT place_id FROM series UNION SELECT place_id FROM claim)
UNION ALL
SELECT 'indicators with figures', count(DISTINCT indicator_id), NULL, NULL
FROM (SELECT indicator_id FROM series UNION SELECT indicator_id FROM claim)
UNION ALL
SELECT 'record tables', count(*), NULL, NULL FROM record_set
UNION ALL
SELECT 'rejects', count(*), NULL, NULL FROM reject
UNION ALL
SELECT 'runs', count(*), min(started), max(ended) FROM run;

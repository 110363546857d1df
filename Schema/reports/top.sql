-- title: Ranking
-- description: Places by the latest value of an indicator.
-- parameter: indicator | required | Code or name of an indicator, in any language
-- parameter: limit | 20 | How many
SELECT coalesce(p.name, r.place_text) AS place, t.period, r.last_value AS value, coalesce(u.code, r.unit_text) AS unit, s.locator
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN period AS t ON t.period_id = r.last_period_id
WHERE r.last_value IS NOT NULL
  AND (i.code = :indicator OR i.name = :indicator OR r.indicator_text = :indicator
       OR r.indicator_id IN (SELECT indicator_id FROM indicator_name WHERE name = :indicator))
ORDER BY r.last_value DESC, 1
LIMIT CAST(:limit AS INTEGER);

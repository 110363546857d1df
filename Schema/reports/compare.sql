-- title: Places by periods
-- description: One indicator, a row a place, a column a period.
-- parameter: indicator | required | Code or name of an indicator, in any language
-- parameter: from | 0000 | The first period
-- parameter: to | 9999 | The last period
-- pivot: place, unit, locator | period | value
SELECT coalesce(p.name, r.place_text) AS place, coalesce(u.code, r.unit_text) AS unit, s.locator, t.period, o.value
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
JOIN period AS t ON t.period_id = o.period_id
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
WHERE o.value IS NOT NULL
  AND t.period >= :from AND t.period <= :to || '~'
  AND (i.code = :indicator OR i.name = :indicator OR r.indicator_text = :indicator
       OR r.indicator_id IN (SELECT indicator_id FROM indicator_name WHERE name = :indicator))
ORDER BY 1, 3, r.series_id, t.first_day;

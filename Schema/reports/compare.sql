-- title: Places by periods
-- description: One indicator, a row a place and table, a column a period.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- parameter: locator | text | any | The path of a table
-- pivot: place, unit, dimensions, locator | period | value
-- chart: lines | x: period | value: value | series: place, dimensions | panel: locator | unit: unit
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM indicator AS i JOIN series AS r ON r.indicator_id = i.indicator_id WHERE i.code = :indicator
  UNION ALL
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM series AS r WHERE r.indicator_id IS NULL AND r.indicator_text = :indicator
)
SELECT COALESCE(p.name, c.place_text) AS place, COALESCE(u.code, c.unit_text) AS unit, c.dimensions, s.locator, t.period, o.value
FROM chosen AS c
JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
LEFT JOIN place AS p ON p.place_id = c.place_id
LEFT JOIN unit AS u ON u.unit_id = c.unit_id
CROSS JOIN observation AS o ON o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215
JOIN period AS t ON t.period_id = o.period_id
WHERE o.value IS NOT NULL
  AND t.period >= :from AND t.period <= :to || '~'
  AND (:place IS NULL OR COALESCE(p.code, c.place_text) = :place)
  AND (:locator IS NULL OR s.locator = :locator)
ORDER BY 1, 4, c.series_id, t.first_day;

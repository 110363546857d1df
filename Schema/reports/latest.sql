-- title: Latest values
-- description: The latest value of each series of statistics, with the change from the value before it in percent.
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- chart: bars | label: place, period | value: value | panel: indicator, locator | unit: unit
SELECT COALESCE(i.name, r.indicator_text) AS indicator, COALESCE(p.name, r.place_text) AS place, t.period,
       r.last_value AS value, COALESCE(u.code, r.unit_text) AS unit,
       CASE WHEN COALESCE(u.dimension, '') <> 'ratio'
            THEN ROUND(100e0 * (r.last_value - r.previous_value) / NULLIF(abs(r.previous_value), 0), 2) END AS change_percent,
       r.dimensions, s.locator
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN period AS t ON t.period_id = r.last_period_id
WHERE r.last_value IS NOT NULL
  AND (:place IS NULL OR COALESCE(p.code, r.place_text) = :place)
  AND (:indicator IS NULL OR COALESCE(i.code, r.indicator_text) = :indicator)
ORDER BY 1, 2, 3, r.series_id;

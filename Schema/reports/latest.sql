-- title: Latest values
-- description: The latest value of each series of statistics, with the change from the period before in percent.
-- parameter: place | any | Code or name of a place, in any language
-- parameter: indicator | any | Code or name of an indicator, in any language
SELECT coalesce(i.name, r.indicator_text) AS indicator, coalesce(p.name, r.place_text) AS place, t.period,
       r.last_value AS value, coalesce(u.code, r.unit_text) AS unit,
       round(100.0 * (r.last_value - r.previous_value) / abs(nullif(r.previous_value, 0)), 2) AS change_percent,
       r.dimensions, s.locator
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN period AS t ON t.period_id = r.last_period_id
WHERE r.last_value IS NOT NULL
  AND (:place IS NULL OR p.code = :place OR p.name = :place OR r.place_text = :place
       OR r.place_id IN (SELECT place_id FROM place_name WHERE name = :place))
  AND (:indicator IS NULL OR i.code = :indicator OR i.name = :indicator OR r.indicator_text = :indicator
       OR r.indicator_id IN (SELECT indicator_id FROM indicator_name WHERE name = :indicator))
ORDER BY 1, 2, 3, r.series_id;

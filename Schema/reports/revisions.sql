-- title: Revisions
-- description: Figures that a new version of a source changed, gave for the first time or withdrew, between each version and the next; a period that only the new version reaches is not a revision.
-- parameter: locator | text | any | The path of a source
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- chart: slope | label: place, period | from: before | to: after | panel: indicator, locator | unit: unit
SELECT s.locator, s.loaded, COALESCE(i.name, r.indicator_text) AS indicator, COALESCE(p.name, r.place_text) AS place, t.period,
       v.before, v.after, COALESCE(u.code, r.unit_text) AS unit,
       ROUND(100e0 * (v.after - v.before) / NULLIF(abs(v.before), 0), 2) AS change_percent,
       CASE WHEN v.before IS NULL THEN 'new' WHEN v.after IS NULL THEN 'withdrawn' ELSE 'revised' END AS kind
FROM revision AS v
JOIN series AS r ON r.series_id = v.series_id
JOIN source AS s ON s.source_id = r.source_id
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN period AS t ON t.period_id = v.period_id
WHERE (:locator IS NULL OR s.locator = :locator)
  AND (:indicator IS NULL OR COALESCE(i.code, r.indicator_text) = :indicator)
  AND (:place IS NULL OR COALESCE(p.code, r.place_text) = :place)
ORDER BY s.loaded, s.locator, v.series_id, t.first_day;

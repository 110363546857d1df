-- title: Revisions
-- description: Figures that a new version of a source changed, gave for the first time or withdrew, between each version and the next; a period that only the new version reaches is not a revision.
-- parameter: locator | text | any | The path of a source
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- chart: slope | label: place, period | from: before | to: after | panel: indicator, locator | unit: unit
WITH version AS (
  SELECT o.source_id AS old_id, n.source_id AS new_id, n.locator, n.loaded
  FROM source AS o JOIN source AS n ON n.source_id = o.superseded_by
  WHERE o.kind = 'observations' AND (:locator IS NULL OR n.locator = :locator)
), pair AS (
  SELECT v.locator, v.loaded, a.series_id AS old_series, b.series_id AS new_series, b.indicator_id, b.indicator_text, b.place_id, b.place_text, b.unit_id, b.unit_text
  FROM version AS v
  JOIN series AS a ON a.source_id = v.old_id
  JOIN series AS b ON b.source_id = v.new_id
    AND b.indicator_text IS NOT DISTINCT FROM a.indicator_text AND b.place_text IS NOT DISTINCT FROM a.place_text
    AND b.unit_text IS NOT DISTINCT FROM a.unit_text AND b.dimensions IS NOT DISTINCT FROM a.dimensions
), figure AS (
  SELECT p.new_series, x.period_id, x.value AS before, y.value AS after, CASE WHEN y.observation_id IS NULL THEN 1 ELSE 0 END AS gone
  FROM pair AS p
  CROSS JOIN observation AS x ON x.observation_id BETWEEN p.old_series * 16777216 AND p.old_series * 16777216 + 16777215
  LEFT JOIN observation AS y ON y.observation_id BETWEEN p.new_series * 16777216 AND p.new_series * 16777216 + 16777215
    AND y.period_id IS NOT DISTINCT FROM x.period_id
)
SELECT p.locator, p.loaded, COALESCE(i.name, p.indicator_text) AS indicator, COALESCE(q.name, p.place_text) AS place, t.period,
       f.before, f.after, COALESCE(u.code, p.unit_text) AS unit,
       ROUND(100e0 * (f.after - f.before) / NULLIF(abs(f.before), 0), 2) AS change_percent,
       CASE WHEN f.before IS NULL THEN 'new' WHEN f.after IS NULL THEN 'withdrawn' ELSE 'revised' END AS kind
FROM pair AS p
JOIN figure AS f ON f.new_series = p.new_series
LEFT JOIN indicator AS i ON i.indicator_id = p.indicator_id
LEFT JOIN place AS q ON q.place_id = p.place_id
LEFT JOIN unit AS u ON u.unit_id = p.unit_id
LEFT JOIN period AS t ON t.period_id = f.period_id
WHERE f.before IS DISTINCT FROM f.after
  AND (:indicator IS NULL OR COALESCE(i.code, p.indicator_text) = :indicator)
  AND (:place IS NULL OR COALESCE(q.code, p.place_text) = :place)
ORDER BY p.loaded, p.locator, p.new_series, t.first_day;

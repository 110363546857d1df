-- title: Revisions
-- description: Values that a new version of a source changed: before, after and the difference in percent.
-- parameter: locator | any | The path of a source
WITH version AS (
  SELECT old.source_id AS old_id, new.source_id AS new_id, new.locator, new.loaded
  FROM source AS old JOIN source AS new ON new.source_id = old.superseded_by
  WHERE old.kind = 'observations' AND (:locator IS NULL OR new.locator = :locator)
)
SELECT v.locator, v.loaded, coalesce(i.name, b.indicator_text) AS indicator, coalesce(p.name, b.place_text) AS place, t.period,
       x.value AS before, y.value AS after, round(100.0 * (y.value - x.value) / abs(nullif(x.value, 0)), 2) AS change_percent
FROM version AS v
JOIN series AS a ON a.source_id = v.old_id
JOIN series AS b ON b.source_id = v.new_id
  AND coalesce(b.indicator_text, '') = coalesce(a.indicator_text, '') AND coalesce(b.place_text, '') = coalesce(a.place_text, '')
  AND coalesce(b.unit_text, '') = coalesce(a.unit_text, '') AND coalesce(b.dimensions, '') = coalesce(a.dimensions, '')
JOIN observation AS x ON x.observation_id BETWEEN a.series_id * 16777216 AND a.series_id * 16777216 + 16777215
JOIN observation AS y ON y.observation_id BETWEEN b.series_id * 16777216 AND b.series_id * 16777216 + 16777215
  AND coalesce(y.period_id, 0) = coalesce(x.period_id, 0)
LEFT JOIN indicator AS i ON i.indicator_id = b.indicator_id
LEFT JOIN place AS p ON p.place_id = b.place_id
LEFT JOIN period AS t ON t.period_id = y.period_id
WHERE coalesce(x.value, 1e308) <> coalesce(y.value, 1e308)
ORDER BY v.loaded, b.series_id, t.first_day;

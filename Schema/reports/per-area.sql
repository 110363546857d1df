-- title: Per square kilometre
-- description: An indicator divided by the land area of the same place, the latest area up to that period, else the earliest: by the same table's area, else by that of the source read last.
-- parameter: indicator | indicator | required | Code or name of an indicator that adds up over places
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- chart: lines | x: period | value: value_per_km2 | series: place | panel: unit, locator | unit: unit
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.place_id, r.unit_id, r.unit_text
  FROM indicator AS i JOIN series AS r ON r.indicator_id = i.indicator_id WHERE i.code = :indicator AND i.aggregation = 'sum'
  UNION ALL
  SELECT r.series_id, r.source_id, r.place_id, r.unit_id, r.unit_text
  FROM series AS r WHERE r.indicator_id IS NULL AND r.indicator_text = :indicator
), figure AS (
  SELECT c.source_id, c.place_id, c.unit_id, c.unit_text, t.period_id, t.period, t.last_day, MAX(o.value) AS value
  FROM chosen AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  JOIN place AS p ON p.place_id = c.place_id
  CROSS JOIN observation AS o ON o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215
  JOIN period AS t ON t.period_id = o.period_id
  WHERE o.value IS NOT NULL AND t.period >= :from AND t.period <= :to || '~' AND (:place IS NULL OR p.code = :place)
  GROUP BY c.source_id, c.place_id, c.unit_id, c.unit_text, t.period_id, t.period, t.last_day
), base AS (
  SELECT r.source_id, r.place_id, t.period_id, t.period, t.last_day, MAX(o.value * k.factor / km.factor) AS value
  FROM indicator AS i
  JOIN series AS r ON r.indicator_id = i.indicator_id
  JOIN unit AS k ON k.unit_id = r.unit_id AND k.dimension = 'area'
  JOIN unit AS km ON km.code = 'km2'
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  CROSS JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
  JOIN period AS t ON t.period_id = o.period_id
  WHERE i.code = 'LAND_AREA' AND o.value > 0 AND r.place_id IN (SELECT place_id FROM figure)
  GROUP BY r.source_id, r.place_id, t.period_id, t.period, t.last_day
), matched AS (
  SELECT f.source_id, f.place_id, f.unit_id, f.unit_text, f.period, f.last_day, f.value, b.value AS base, b.source_id AS base_source, b.period AS base_period,
         ROW_NUMBER() OVER (PARTITION BY f.source_id, f.place_id, f.unit_id, f.unit_text, f.period
           ORDER BY CASE WHEN b.source_id = f.source_id THEN 0 ELSE 1 END, CASE WHEN b.last_day <= f.last_day THEN 0 ELSE 1 END,
             CASE WHEN b.last_day <= f.last_day THEN b.last_day END DESC NULLS LAST, b.last_day, b.source_id DESC) AS choice
  FROM figure AS f
  JOIN base AS b ON b.place_id = f.place_id
)
SELECT p.name AS place, m.period, m.value, COALESCE(u.code, m.unit_text) AS unit, m.base AS area_km2, m.base_period AS area_period,
       m.value / m.base AS value_per_km2, s.locator, q.locator AS area_source
FROM matched AS m
JOIN place AS p ON p.place_id = m.place_id
JOIN source AS s ON s.source_id = m.source_id
JOIN source AS q ON q.source_id = m.base_source
LEFT JOIN unit AS u ON u.unit_id = m.unit_id
WHERE m.choice = 1
ORDER BY 1, s.locator, unit, m.last_day;

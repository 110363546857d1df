-- title: Per square kilometre
-- description: An indicator divided by the land area of the same place, the latest area up to that period, else the earliest: by the same table's area, else by that of the source read last.
-- parameter: indicator | indicator | required | Code or name of an indicator that adds up over places
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- chart: lines | x: period | value: value_per_km2 | series: place | panel: unit, locator | unit: unit
WITH figure AS (
  SELECT r.source_id, r.unit, r.place_id, t.period_id, t.last_day, MAX(r.value) AS value
  FROM named_observations AS r
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = :indicator AND COALESCE(r.aggregation, 'sum') = 'sum' AND r.place_id IS NOT NULL AND (:place IS NULL OR r.place_code = :place)
    AND r.value IS NOT NULL AND t.period >= :from AND t.period <= :to || '~'
  GROUP BY r.source_id, r.unit, r.place_id, t.period_id, t.last_day
), base AS (
  SELECT r.source_id, r.place_id, r.period_id, t.last_day, MAX(r.value * k.factor / km.factor) AS value
  FROM named_observations AS r
  JOIN unit AS k ON k.code = r.unit AND k.dimension = 'area'
  JOIN unit AS km ON km.code = 'km2'
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = 'LAND_AREA' AND r.place_id IN (SELECT place_id FROM figure)
    AND r.value > 0
  GROUP BY r.source_id, r.place_id, r.period_id, t.last_day
), matched AS (
  SELECT f.source_id, f.unit, f.place_id, f.period_id, f.last_day, f.value, b.value AS area, b.period_id AS area_period_id, b.source_id AS area_id,
         ROW_NUMBER() OVER (PARTITION BY f.source_id, f.place_id, f.unit, f.period_id
           ORDER BY CASE WHEN b.source_id = f.source_id THEN 0 ELSE 1 END, CASE WHEN b.last_day <= f.last_day THEN 0 ELSE 1 END,
             CASE WHEN b.last_day <= f.last_day THEN b.last_day END DESC NULLS LAST, b.last_day, s.loaded DESC, s.locator DESC) AS choice
  FROM figure AS f
  JOIN base AS b ON b.place_id = f.place_id
  JOIN source AS s ON s.source_id = b.source_id
)
SELECT p.name AS place, t.period, m.value, m.unit, m.area AS area_km2, a.period AS area_period, m.value / m.area AS value_per_km2,
       s.locator, q.locator AS area_source
FROM matched AS m
JOIN place AS p ON p.place_id = m.place_id
JOIN period AS t ON t.period_id = m.period_id
JOIN period AS a ON a.period_id = m.area_period_id
JOIN source AS s ON s.source_id = m.source_id
JOIN source AS q ON q.source_id = m.area_id
WHERE m.choice = 1
ORDER BY 1, s.locator, m.unit, m.last_day;

-- title: Per square kilometre
-- description: An indicator divided by the land area of the same place, the latest area up to that period, else the earliest: by the same table's area, else by that of the source read last.
-- parameter: indicator | indicator | required | Code or name of an indicator that adds up over places
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- chart: lines | x: period | value: value_per_km2 | series: place | panel: unit, locator | unit: unit
-- halves: series.place_id | place
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.locator, r.unit, r.place_id, p.name AS place,
         MIN(r.series_id) OVER (PARTITION BY r.source_id, r.unit, r.place_id) AS first_id
  FROM named_series AS r
  JOIN place AS p ON p.place_id = r.place_id
  WHERE r.indicator_code = :indicator AND COALESCE(r.aggregation, 'sum') = 'sum' AND (:place IS NULL OR r.place_code = :place)
), figure AS (
  SELECT c.first_id, o.period_id, MAX(o.value) AS value
  FROM chosen AS c
  CROSS JOIN observation AS o
  WHERE o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215 AND o.value IS NOT NULL
  GROUP BY c.first_id, o.period_id
), base AS (
  SELECT r.source_id, r.locator, r.place_id, t.period, t.last_day, MAX(r.value * k.factor / km.factor) AS value
  FROM named_observations AS r
  JOIN unit AS k ON k.code = r.unit AND k.dimension = 'area'
  JOIN unit AS km ON km.code = 'km2'
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = 'LAND_AREA' AND r.place_id IN (SELECT place_id FROM chosen)
    AND r.value > 0
  GROUP BY r.source_id, r.locator, r.place_id, t.period, t.last_day
), own AS (
  SELECT DISTINCT source_id, place_id FROM base
), candidate AS (
  SELECT c.first_id, c.place, c.unit, c.locator, b.last_day, b.period, b.value, b.locator AS area_source,
         ROW_NUMBER() OVER (PARTITION BY c.first_id, b.last_day ORDER BY s.loaded DESC, b.locator DESC, b.period) AS choice
  FROM chosen AS c
  JOIN base AS b ON b.place_id = c.place_id
  JOIN source AS s ON s.source_id = b.source_id
  LEFT JOIN own AS w ON w.source_id = c.source_id AND w.place_id = c.place_id
  WHERE c.series_id = c.first_id AND (w.place_id IS NULL OR b.source_id = c.source_id)
), listed AS (
  SELECT first_id, place, unit, locator, last_day, period, value, area_source, ROW_NUMBER() OVER w AS ordinal, LEAD(last_day) OVER w AS until
  FROM candidate
  WHERE choice = 1
  WINDOW w AS (PARTITION BY first_id ORDER BY last_day)
), area AS (
  -- An area holds from its last day to that of the next one, the earliest one also before.
  SELECT first_id, place, unit, locator, period, value, area_source, last_day AS since, COALESCE(until, '9999-99') AS until FROM listed
  UNION ALL
  SELECT first_id, place, unit, locator, period, value, area_source, '', last_day FROM listed WHERE ordinal = 1
)
SELECT a.place, t.period, f.value, a.unit, a.value AS area_km2, a.period AS area_period, f.value / a.value AS value_per_km2, a.locator, a.area_source
FROM figure AS f
JOIN period AS t ON t.period_id = f.period_id
JOIN area AS a ON a.first_id = f.first_id
WHERE t.last_day >= a.since AND t.last_day < a.until AND t.period >= :from AND t.period <= :to || '~'
ORDER BY 1, a.locator, a.unit, t.last_day, t.period_id;

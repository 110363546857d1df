-- title: Per person
-- description: An indicator divided by the population of the same place and period: by the same table's population, else by that of the source read last. Where a table gives several populations, by sex or age, it is the largest, the total.
-- parameter: indicator | indicator | required | Code or name of an indicator that adds up over places
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- chart: lines | x: period | value: value_per_person | series: place | panel: unit, locator | unit: unit
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
), counted AS (
  -- The table that was loaded last ranks highest.
  SELECT r.series_id, r.source_id, r.place_id, DENSE_RANK() OVER (PARTITION BY r.place_id ORDER BY s.loaded, s.locator) AS standing
  FROM named_series AS r
  JOIN source AS s ON s.source_id = r.source_id
  WHERE r.indicator_code = 'POPULATION' AND r.place_id IN (SELECT place_id FROM chosen)
), base AS (
  SELECT c.place_id, c.source_id, o.period_id, MAX(c.standing) AS standing, MAX(o.value) AS value
  FROM counted AS c
  CROSS JOIN observation AS o
  WHERE o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215 AND o.value > 0
  GROUP BY c.place_id, c.source_id, o.period_id
), rival AS (
  SELECT place_id, period_id, source_id, standing FROM base WHERE standing > 1
  UNION ALL
  SELECT place_id, period_id, source_id, standing FROM base WHERE standing = 1 AND source_id IN (SELECT source_id FROM chosen)
)
SELECT c.place, t.period, f.value, c.unit, b.value AS population, f.value / b.value AS value_per_person, c.locator, q.locator AS population_source
FROM figure AS f
JOIN chosen AS c ON c.series_id = f.first_id
JOIN period AS t ON t.period_id = f.period_id
CROSS JOIN base AS b
LEFT JOIN rival AS x ON x.place_id = c.place_id AND x.period_id = f.period_id AND b.source_id <> c.source_id
  AND (x.standing > b.standing OR x.source_id = c.source_id)
JOIN source AS q ON q.source_id = b.source_id
WHERE b.place_id = c.place_id AND b.period_id = f.period_id AND x.place_id IS NULL
  AND t.period >= :from AND t.period <= :to || '~'
ORDER BY 1, c.locator, c.unit, t.last_day;

-- title: Growth
-- description: The figures of an indicator with their change from the period before, where periods are shorter than a year, and from a year before. Rates and shares change in points, not in percent; where the period before has no figure, there is no change.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- parameter: locator | text | any | The path of a table
-- optional: change, change_percent
-- chart: lines | x: period | value: year_change_percent | series: place, dimensions | panel: locator | unit: '%'
-- halves: series.place_id | place
WITH chosen AS (
  SELECT r.series_id, r.locator, r.place, r.unit, r.dimensions, CASE WHEN COALESCE(r.unit_dimension, '') <> 'ratio' THEN 100e0 END AS percent
  FROM named_series AS r
  WHERE r.indicator_code = :indicator AND (:place IS NULL OR r.place_code = :place) AND (:locator IS NULL OR r.locator = :locator)
), dated AS (
  SELECT t.period_id, t.period, t.frequency, CAST(substr(t.first_day, 1, 4) AS BIGINT) * 12 + CAST(substr(t.first_day, 6, 2) AS BIGINT) AS month,
         CASE t.frequency WHEN 'S' THEN 6 WHEN 'Q' THEN 3 WHEN 'M' THEN 1 END AS step
  FROM period AS t
), earlier AS (
  SELECT t.period_id, b.period_id AS before_id, y.period_id AS year_before_id
  FROM dated AS t
  LEFT JOIN dated AS b ON b.frequency = t.frequency AND b.month = t.month - t.step
  LEFT JOIN period AS y ON y.period = CAST(CAST(substr(t.period, 1, 4) AS BIGINT) - 1 AS VARCHAR(4)) || substr(t.period, 5)
), figure AS (
  -- A period with two figures in one series is none to compare with.
  SELECT c.series_id, o.period_id, MAX(o.value) AS value
  FROM chosen AS c
  CROSS JOIN observation AS o
  WHERE o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215 AND o.value IS NOT NULL
  GROUP BY c.series_id, o.period_id
  HAVING COUNT(*) = 1
), daily AS (
  -- Days and weeks may lack holidays: the period before is the one that stands before.
  SELECT c.series_id, o.observation_id, LAG(o.value) OVER (PARTITION BY c.series_id, t.frequency ORDER BY t.first_day) AS value
  FROM chosen AS c
  CROSS JOIN observation AS o
  JOIN period AS t ON t.period_id = o.period_id
  WHERE EXISTS (SELECT 1 FROM period WHERE frequency IN ('D', 'W')) AND t.frequency IN ('D', 'W')
    AND o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215 AND o.value IS NOT NULL
)
SELECT c.place, t.period, o.value, c.unit,
       ROUND(o.value - COALESCE(b.value, d.value), 6) AS change,
       ROUND(c.percent * (o.value - COALESCE(b.value, d.value)) / NULLIF(abs(COALESCE(b.value, d.value)), 0), 2) AS change_percent,
       ROUND(o.value - y.value, 6) AS year_change,
       ROUND(c.percent * (o.value - y.value) / NULLIF(abs(y.value), 0), 2) AS year_change_percent,
       c.dimensions, c.locator
FROM chosen AS c
CROSS JOIN observation AS o
JOIN period AS t ON t.period_id = o.period_id
LEFT JOIN earlier AS e ON e.period_id = o.period_id
LEFT JOIN figure AS b ON b.series_id = c.series_id AND b.period_id = e.before_id
LEFT JOIN figure AS y ON y.series_id = c.series_id AND y.period_id = e.year_before_id
LEFT JOIN daily AS d ON d.observation_id = o.observation_id
WHERE o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215 AND o.value IS NOT NULL
  AND t.period >= :from AND t.period <= :to || '~'
ORDER BY 1, c.locator, c.series_id, t.first_day, t.frequency;

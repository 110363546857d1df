-- title: Growth
-- description: The figures of an indicator with their change from the period before and from a year before. Rates and shares change in points, not in percent; where the period before has no figure, there is no change.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- parameter: locator | text | any | The path of a table
-- chart: lines | x: period | value: year_change_percent | series: place, dimensions | panel: locator | unit: '%'
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM indicator AS i JOIN series AS r ON r.indicator_id = i.indicator_id WHERE i.code = :indicator
  UNION ALL
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM series AS r WHERE r.indicator_id IS NULL AND r.indicator_text = :indicator
), figure AS (
  SELECT c.series_id, COALESCE(p.name, c.place_text) AS place, COALESCE(u.code, c.unit_text) AS unit, COALESCE(u.dimension, '') AS dimension,
         c.dimensions, s.locator, t.period, t.frequency, t.first_day, o.value,
         CAST(substr(t.first_day, 1, 4) AS BIGINT) AS year,
         CAST(substr(t.first_day, 1, 4) AS BIGINT) * 12 + CAST(substr(t.first_day, 6, 2) AS BIGINT) AS month,
         CASE t.frequency WHEN 'A' THEN 12 WHEN 'S' THEN 6 WHEN 'Q' THEN 3 WHEN 'M' THEN 1 END AS step
  FROM chosen AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  LEFT JOIN place AS p ON p.place_id = c.place_id
  LEFT JOIN unit AS u ON u.unit_id = c.unit_id
  CROSS JOIN observation AS o ON o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215
  JOIN period AS t ON t.period_id = o.period_id
  WHERE o.value IS NOT NULL
    AND (:place IS NULL OR COALESCE(p.code, c.place_text) = :place)
    AND (:locator IS NULL OR s.locator = :locator)
), ordered AS (
  SELECT f.*, LAG(f.value) OVER w AS before, LAG(f.month) OVER w AS before_month
  FROM figure AS f
  WINDOW w AS (PARTITION BY f.series_id, f.frequency ORDER BY f.first_day)
), compared AS (
  SELECT f.place, f.period, f.first_day, f.value, f.unit, f.dimension, f.dimensions, f.locator, f.series_id,
         CASE WHEN f.frequency IN ('D', 'W') OR f.month - f.before_month = f.step THEN f.before END AS before,
         y.value AS year_before
  FROM ordered AS f
  LEFT JOIN figure AS y ON y.series_id = f.series_id AND y.frequency = f.frequency AND y.year = f.year - 1
    AND substr(y.period, 5) = substr(f.period, 5)
  WHERE f.period >= :from AND f.period <= :to || '~'
)
SELECT place, period, value, unit,
       ROUND(value - before, 6) AS change,
       CASE WHEN dimension <> 'ratio' THEN ROUND(100e0 * (value - before) / NULLIF(abs(before), 0), 2) END AS change_percent,
       ROUND(value - year_before, 6) AS year_change,
       CASE WHEN dimension <> 'ratio' THEN ROUND(100e0 * (value - year_before) / NULLIF(abs(year_before), 0), 2) END AS year_change_percent,
       dimensions, locator
FROM compared
ORDER BY place, locator, series_id, first_day;

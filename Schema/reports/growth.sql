-- title: Growth
-- description: The figures of an indicator with their change from the period before, where periods are shorter than a year, and from a year before. Rates and shares change in points, not in percent; where the period before has no figure, there is no change.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- parameter: locator | text | any | The path of a table
-- optional: change, change_percent
-- chart: lines | x: period | value: year_change_percent | series: place, dimensions | panel: locator | unit: '%'
WITH figure AS (
  SELECT r.series_id, r.period_id, t.period, t.frequency, t.first_day, r.value,
         CAST(substr(t.first_day, 1, 4) AS BIGINT) * 12 + CAST(substr(t.first_day, 6, 2) AS BIGINT) AS month,
         CASE t.frequency WHEN 'A' THEN 12 WHEN 'S' THEN 6 WHEN 'Q' THEN 3 WHEN 'M' THEN 1 END AS step
  FROM named_observations AS r
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = :indicator AND (:place IS NULL OR r.place_code = :place)
    AND (:locator IS NULL OR r.locator = :locator)
    AND r.value IS NOT NULL
), earlier AS (
  SELECT t.period_id, y.period_id AS year_before_id
  FROM period AS t
  JOIN period AS y ON y.period = CAST(CAST(substr(t.period, 1, 4) AS BIGINT) - 1 AS VARCHAR(4)) || substr(t.period, 5)
), ordered AS (
  SELECT series_id, period_id, period, frequency, first_day, value, month, step, LAG(value) OVER w AS before, LAG(month) OVER w AS before_month
  FROM figure
  WINDOW w AS (PARTITION BY series_id, frequency ORDER BY first_day)
), compared AS (
  SELECT f.series_id, f.period, f.first_day, f.value, y.value AS year_before,
         CASE WHEN f.frequency IN ('D', 'W') OR f.frequency <> 'A' AND f.month - f.before_month = f.step THEN f.before END AS before
  FROM ordered AS f
  LEFT JOIN earlier AS e ON e.period_id = f.period_id
  LEFT JOIN figure AS y ON y.series_id = f.series_id AND y.period_id = e.year_before_id
  WHERE f.period >= :from AND f.period <= :to || '~'
)
SELECT COALESCE(p.name, r.place_text) AS place, c.period, c.value, COALESCE(u.code, r.unit_text) AS unit,
       ROUND(c.value - c.before, 6) AS change,
       CASE WHEN COALESCE(u.dimension, '') <> 'ratio' THEN ROUND(100e0 * (c.value - c.before) / NULLIF(abs(c.before), 0), 2) END AS change_percent,
       ROUND(c.value - c.year_before, 6) AS year_change,
       CASE WHEN COALESCE(u.dimension, '') <> 'ratio' THEN ROUND(100e0 * (c.value - c.year_before) / NULLIF(abs(c.year_before), 0), 2) END AS year_change_percent,
       r.dimensions, s.locator
FROM compared AS c
JOIN series AS r ON r.series_id = c.series_id
JOIN source AS s ON s.source_id = r.source_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
ORDER BY 1, s.locator, c.series_id, c.first_day;

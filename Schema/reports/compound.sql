-- title: Compound growth
-- description: How much an indicator grew between two periods, in all and at a compound rate a year. Without periods, from the first to the last figure of each series.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The earliest period to start from
-- parameter: to | period | 9999 | The latest period to end with
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: annual_rate_percent | panel: unit, from_period, to_period, locator | unit: '% a year'
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM indicator AS i JOIN series AS r ON r.indicator_id = i.indicator_id WHERE i.code = :indicator
  UNION ALL
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM series AS r WHERE r.indicator_id IS NULL AND r.indicator_text = :indicator
), figure AS (
  SELECT c.series_id, COALESCE(p.name, c.place_text) AS place, COALESCE(u.code, c.unit_text) AS unit, c.dimensions, s.locator, t.period, t.first_day, o.value,
         CAST(substr(t.first_day, 1, 4) AS BIGINT) * 12 + CAST(substr(t.first_day, 6, 2) AS BIGINT) AS month,
         ROW_NUMBER() OVER (PARTITION BY c.series_id, t.frequency ORDER BY t.first_day) AS ordinal,
         ROW_NUMBER() OVER (PARTITION BY c.series_id, t.frequency ORDER BY t.first_day DESC) AS remaining,
         t.frequency
  FROM chosen AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  LEFT JOIN place AS p ON p.place_id = c.place_id
  LEFT JOIN unit AS u ON u.unit_id = c.unit_id
  CROSS JOIN observation AS o ON o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215
  JOIN period AS t ON t.period_id = o.period_id
  WHERE o.value IS NOT NULL AND t.frequency <> 'O'
    AND t.period >= :from AND t.period <= :to || '~'
    AND (:place IS NULL OR COALESCE(p.code, c.place_text) = :place)
    AND (:locator IS NULL OR s.locator = :locator)
)
SELECT a.place, a.period AS from_period, a.value AS from_value, b.period AS to_period, b.value AS to_value, a.unit,
       ROUND((b.month - a.month) / 12e0, 2) AS years,
       ROUND(100e0 * (b.value - a.value) / NULLIF(abs(a.value), 0), 2) AS change_percent,
       CASE WHEN a.value > 0 AND b.value > 0
            THEN ROUND(100e0 * (power(b.value / a.value, 12e0 / (b.month - a.month)) - 1), 2) END AS annual_rate_percent,
       a.dimensions, a.locator
FROM figure AS a
JOIN figure AS b ON b.series_id = a.series_id AND b.frequency = a.frequency AND b.remaining = 1 AND b.month > a.month
WHERE a.ordinal = 1
ORDER BY a.locator, a.unit, annual_rate_percent DESC NULLS LAST, a.place, a.series_id;

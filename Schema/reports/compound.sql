-- title: Compound growth
-- description: How much an indicator grew between two periods, in all and at a compound rate a year. Without periods, from the first to the last figure of each series.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The earliest period to start from
-- parameter: to | period | 9999 | The latest period to end with
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: annual_rate_percent | panel: unit, from_period, to_period, locator | unit: '% a year'
WITH bound AS (
  -- A day with the number of its observation behind it: the first and the last are found in one pass.
  SELECT r.series_id, t.frequency,
         MIN(t.first_day || r.observation_id) AS from_key, MAX(t.first_day || r.observation_id) AS to_key
  FROM named_observations AS r
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = :indicator AND (:place IS NULL OR r.place_code = :place)
    AND (:locator IS NULL OR r.locator = :locator)
    AND r.value IS NOT NULL AND t.frequency <> 'O' AND t.period >= :from AND t.period <= :to || '~'
  GROUP BY r.series_id, t.frequency
), span AS (
  SELECT d.series_id, f.period AS from_period, a.value AS from_value, l.period AS to_period, b.value AS to_value,
         CAST(substr(l.first_day, 1, 4) AS BIGINT) * 12 + CAST(substr(l.first_day, 6, 2) AS BIGINT)
           - CAST(substr(f.first_day, 1, 4) AS BIGINT) * 12 - CAST(substr(f.first_day, 6, 2) AS BIGINT) AS months
  FROM bound AS d
  JOIN observation AS a ON a.observation_id = CAST(substr(d.from_key, 11) AS BIGINT)
  JOIN observation AS b ON b.observation_id = CAST(substr(d.to_key, 11) AS BIGINT)
  JOIN period AS f ON f.period_id = a.period_id
  JOIN period AS l ON l.period_id = b.period_id
)
SELECT r.place, n.from_period, n.from_value, n.to_period, n.to_value, r.unit,
       ROUND(n.months / 12e0, 2) AS years,
       ROUND(100e0 * (n.to_value - n.from_value) / NULLIF(abs(n.from_value), 0), 2) AS change_percent,
       CASE WHEN n.from_value > 0 AND n.to_value > 0
            THEN ROUND(100e0 * (power(n.to_value / n.from_value, 12e0 / n.months) - 1), 2) END AS annual_rate_percent,
       r.dimensions, r.locator
FROM span AS n
JOIN named_series AS r ON r.series_id = n.series_id
WHERE r.indicator_code = :indicator AND n.months > 0
ORDER BY r.locator, r.unit, annual_rate_percent DESC NULLS LAST, r.place, n.series_id;

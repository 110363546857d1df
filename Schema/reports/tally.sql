-- title: Do the figures tally?
-- description: Each claim beside the statistics for the same place, indicator and period; where the whole has no figure of its own, the sum of its parts. Converted to the claim's unit, with the difference in percent.
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: tolerance | number | 5 | The difference in percent up to which an exact or approximate figure is supported
-- chart: dots | label: place, indicator, period | value: statistic | low: stated | high: statistic | panel: unit | unit: unit
WITH stated AS (
  SELECT c.claim_id, c.quote, c.value, c.qualifier, c.unit, c.indicator_id, c.place_id, c.period_id, c.source_id
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  WHERE c.value IS NOT NULL AND c.direction = 'none' AND c.status = 'actual'
    AND c.indicator_id IS NOT NULL AND c.place_id IS NOT NULL AND c.period_id IS NOT NULL
), statistic AS (
  SELECT r.indicator_id, r.place_id, o.period_id, r.unit_id, o.value, r.source_id, o.observation_id
  FROM (SELECT DISTINCT indicator_id FROM stated) AS w
  JOIN series AS r ON r.indicator_id = w.indicator_id
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  CROSS JOIN observation AS o
  CROSS JOIN (SELECT DISTINCT indicator_id, period_id FROM stated) AS wanted
  WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
    AND wanted.indicator_id = r.indicator_id AND wanted.period_id = o.period_id AND o.value IS NOT NULL
), member AS (
  SELECT whole_id, COUNT(*) AS parts FROM place_part GROUP BY whole_id
), found AS (
  SELECT c.claim_id, 'own figure' AS basis, n.value, n.unit_id, n.source_id, 1 AS parts, n.observation_id
  FROM stated AS c
  JOIN statistic AS n ON n.indicator_id = c.indicator_id AND n.place_id = c.place_id AND n.period_id = c.period_id
  UNION ALL
  SELECT c.claim_id, 'sum of its parts', SUM(n.value), n.unit_id, n.source_id, COUNT(*), MIN(n.observation_id)
  FROM stated AS c
  JOIN indicator AS i ON i.indicator_id = c.indicator_id AND i.aggregation = 'sum'
  JOIN place_part AS m ON m.whole_id = c.place_id
  JOIN member AS k ON k.whole_id = c.place_id
  JOIN statistic AS n ON n.indicator_id = c.indicator_id AND n.place_id = m.part_id AND n.period_id = c.period_id
  WHERE NOT EXISTS (SELECT 1 FROM statistic AS own WHERE own.indicator_id = c.indicator_id AND own.place_id = c.place_id AND own.period_id = c.period_id)
  GROUP BY c.claim_id, n.unit_id, n.source_id, k.parts
  HAVING COUNT(*) = k.parts
), priced AS (
  SELECT f.claim_id, f.basis, f.parts, f.source_id, f.observation_id, f.value, c.unit, v.code AS found_unit, v.dimension AS found_dimension,
         v.factor AS found_factor, w.factor, w.dimension, t.first_day, t.last_day
  FROM found AS f
  JOIN stated AS c ON c.claim_id = f.claim_id
  JOIN period AS t ON t.period_id = c.period_id
  LEFT JOIN unit AS v ON v.unit_id = f.unit_id
  LEFT JOIN unit AS w ON w.code = c.unit
), quoted AS (
  SELECT currency, per, first_day, last_day, value FROM exchange_rates
  UNION ALL
  SELECT per, currency, first_day, last_day, 1e0 / value FROM exchange_rates
), rate AS (
  SELECT n.claim_id, n.found_unit, AVG(q.value) AS units
  FROM (SELECT DISTINCT claim_id, unit, found_unit, first_day, last_day FROM priced WHERE found_dimension = 'currency' AND dimension = 'currency' AND found_unit <> unit) AS n
  JOIN quoted AS q ON q.currency = n.found_unit AND q.per = n.unit AND q.first_day >= n.first_day AND q.last_day <= n.last_day
  GROUP BY n.claim_id, n.found_unit
), converted AS (
  SELECT n.claim_id, n.basis, n.parts, n.source_id, n.observation_id,
         CASE
           WHEN n.found_unit = n.unit THEN n.value
           WHEN n.found_factor IS NOT NULL AND n.factor IS NOT NULL AND n.found_dimension = n.dimension AND n.dimension <> 'currency'
             THEN n.value * n.found_factor / n.factor
           WHEN r.units IS NOT NULL THEN n.value / r.units
           WHEN n.found_unit IS NULL THEN n.value
         END AS value,
         CASE WHEN n.found_unit IS NULL THEN 'unit of the statistic is unknown' END AS doubt
  FROM priced AS n
  LEFT JOIN rate AS r ON r.claim_id = n.claim_id AND r.found_unit = n.found_unit
)
SELECT c.claim_id, i.name AS indicator, p.name AS place, t.period, c.quote, c.value AS stated, k.value AS statistic, c.unit,
       ROUND(100e0 * (c.value - k.value) / NULLIF(abs(k.value), 0), 2) AS difference_percent,
       CASE
         WHEN k.value IS NULL THEN 'not enough information'
         WHEN c.qualifier IN ('more_than', 'at_least') AND k.value >= c.value THEN 'supported'
         WHEN c.qualifier IN ('less_than', 'at_most', 'nearly') AND k.value <= c.value THEN 'supported'
         WHEN abs(c.value - k.value) <= abs(k.value) * :tolerance / 100 THEN 'supported'
         ELSE 'differs'
       END AS verdict,
       k.basis, k.parts, k.doubt, q.locator AS claim_source, s.locator AS statistic_source, k.observation_id
FROM stated AS c
JOIN converted AS k ON k.claim_id = c.claim_id
JOIN indicator AS i ON i.indicator_id = c.indicator_id
JOIN place AS p ON p.place_id = c.place_id
JOIN period AS t ON t.period_id = c.period_id
JOIN source AS q ON q.source_id = c.source_id
JOIN source AS s ON s.source_id = k.source_id
WHERE (:place IS NULL OR p.code = :place)
  AND (:indicator IS NULL OR i.code = :indicator)
ORDER BY c.claim_id, k.basis, s.locator;

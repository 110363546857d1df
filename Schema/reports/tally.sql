-- title: Do the figures tally?
-- description: Each claim beside the statistics for the same place, indicator and period; where the whole has no figure of its own, the sum of its parts. Converted to the claim's unit, with the difference in percent.
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: tolerance | number | 5 | The difference in percent up to which an exact or approximate figure is supported
-- chart: dots | label: place, indicator, period | value: statistic | low: stated | high: statistic | panel: unit | unit: unit
-- halves: claim.indicator_id | claim_id
WITH stated AS (
  SELECT c.claim_id, c.unit, c.indicator_id, c.place_id, c.period_id
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  JOIN indicator AS i ON i.indicator_id = c.indicator_id
  JOIN place AS p ON p.place_id = c.place_id
  WHERE c.value IS NOT NULL AND c.direction = 'none' AND c.status = 'actual' AND c.period_id IS NOT NULL
    AND (:place IS NULL OR p.code = :place) AND (:indicator IS NULL OR i.code = :indicator)
), about AS (
  SELECT r.series_id, r.indicator_id, r.place_id, r.unit_id, r.source_id
  FROM (SELECT DISTINCT indicator_id FROM stated) AS w
  CROSS JOIN series AS r
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  WHERE r.indicator_id = w.indicator_id AND r.place_id IN (SELECT place_id FROM stated UNION SELECT m.part_id FROM stated AS c JOIN place_part AS m ON m.whole_id = c.place_id)
), statistic AS (
  SELECT r.indicator_id, r.place_id, o.period_id, r.unit_id, o.value, r.source_id, o.observation_id
  FROM about AS r
  CROSS JOIN observation AS o
  CROSS JOIN (SELECT DISTINCT indicator_id, period_id FROM stated) AS wanted
  WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
    AND o.period_id IN (SELECT period_id FROM stated) AND o.value IS NOT NULL
    AND wanted.indicator_id = r.indicator_id AND wanted.period_id = o.period_id
), member AS (
  SELECT whole_id, COUNT(*) AS parts FROM place_part GROUP BY whole_id
), owned AS (
  SELECT DISTINCT indicator_id, place_id, period_id FROM statistic WHERE place_id IN (SELECT whole_id FROM place_part)
), found AS (
  SELECT c.claim_id, c.unit, c.period_id, 'own figure' AS basis, n.value, n.unit_id, n.source_id, 1 AS parts, n.observation_id
  FROM stated AS c
  JOIN statistic AS n ON n.indicator_id = c.indicator_id AND n.place_id = c.place_id AND n.period_id = c.period_id
  UNION ALL
  SELECT c.claim_id, c.unit, c.period_id, 'sum of its parts', SUM(n.value), n.unit_id, n.source_id, COUNT(*), MIN(n.observation_id)
  FROM stated AS c
  JOIN indicator AS i ON i.indicator_id = c.indicator_id AND i.aggregation = 'sum'
  JOIN place_part AS m ON m.whole_id = c.place_id
  JOIN member AS k ON k.whole_id = c.place_id
  JOIN statistic AS n ON n.indicator_id = c.indicator_id AND n.place_id = m.part_id AND n.period_id = c.period_id
  LEFT JOIN owned AS o ON o.indicator_id = c.indicator_id AND o.place_id = c.place_id AND o.period_id = c.period_id
  WHERE o.place_id IS NULL
  GROUP BY c.claim_id, c.unit, c.period_id, n.unit_id, n.source_id, k.parts
  HAVING COUNT(*) = k.parts
), quoted AS (
  SELECT currency, per, first_day, last_day, value FROM exchange_rates
  UNION ALL
  SELECT per, currency, first_day, last_day, 1e0 / value FROM exchange_rates
), pair AS (
  SELECT DISTINCT v.unit_id AS found_unit_id, v.code AS found_unit, v.dimension AS found_dimension, v.factor AS found_factor,
         c.unit, w.dimension, w.factor, c.period_id
  FROM (SELECT DISTINCT indicator_id, unit, period_id FROM stated) AS c
  JOIN (SELECT DISTINCT indicator_id, unit_id FROM about) AS r ON r.indicator_id = c.indicator_id
  JOIN unit AS v ON v.unit_id = r.unit_id
  LEFT JOIN unit AS w ON w.code = c.unit
), rate AS (
  SELECT n.found_unit, n.unit, n.period_id, AVG(q.value) AS units
  FROM pair AS n
  JOIN period AS t ON t.period_id = n.period_id
  JOIN quoted AS q ON q.currency = n.found_unit AND q.per = n.unit AND q.first_day >= t.first_day AND q.last_day <= t.last_day
  WHERE n.found_dimension = 'currency' AND n.dimension = 'currency' AND n.found_unit <> n.unit
  GROUP BY n.found_unit, n.unit, n.period_id
), scale AS (
  -- What a statistic in a unit is multiplied with and divided by for the unit of a claim.
  SELECT found_unit_id, unit, period_id, 1e0 AS numerator, 1e0 AS denominator
  FROM pair
  WHERE found_unit = unit
  UNION ALL
  SELECT found_unit_id, unit, period_id, found_factor, factor
  FROM pair
  WHERE found_unit <> unit AND found_factor IS NOT NULL AND factor IS NOT NULL AND found_dimension = dimension AND dimension <> 'currency'
  UNION ALL
  SELECT n.found_unit_id, n.unit, n.period_id, 1e0, r.units
  FROM rate AS r
  JOIN pair AS n ON n.found_unit = r.found_unit AND n.unit = r.unit AND n.period_id = r.period_id
), converted AS (
  SELECT f.claim_id, f.basis, f.parts, f.source_id, f.observation_id, CASE WHEN f.unit_id IS NULL THEN f.value ELSE f.value * x.numerator / x.denominator END AS value,
         CASE WHEN f.unit_id IS NULL THEN 'unit of the statistic is unknown' END AS doubt
  FROM found AS f
  LEFT JOIN scale AS x ON x.found_unit_id = f.unit_id AND x.unit = f.unit AND x.period_id = f.period_id
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
FROM claim AS c
CROSS JOIN converted AS k
JOIN indicator AS i ON i.indicator_id = c.indicator_id
JOIN place AS p ON p.place_id = c.place_id
JOIN period AS t ON t.period_id = c.period_id
JOIN source AS q ON q.source_id = c.source_id
JOIN source AS s ON s.source_id = k.source_id
WHERE c.claim_id = k.claim_id
ORDER BY c.claim_id, k.basis, s.locator, k.observation_id;

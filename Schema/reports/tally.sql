-- title: Do the figures tally?
-- description: Each claim beside the statistics for the same place, indicator and period; where the whole has no figure of its own, the sum of its parts. Converted to the claim's unit, with the difference in percent.
-- parameter: place | any | Code or name of a place, in any language
-- parameter: indicator | any | Code or name of an indicator, in any language
-- parameter: tolerance | 5 | The difference in percent up to which an exact or approximate figure agrees
WITH stated AS (
  SELECT c.claim_id, c.quote, c.value, c.qualifier, c.unit, c.indicator_id, c.place_id, c.period_id, c.source_id
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  WHERE c.value IS NOT NULL AND c.direction = 'none' AND c.status = 'actual'
    AND c.indicator_id IS NOT NULL AND c.place_id IS NOT NULL AND c.period_id IS NOT NULL
), statistic AS (
  SELECT r.indicator_id, r.place_id, o.period_id, r.unit_id, o.value, r.source_id, o.observation_id
  FROM (SELECT DISTINCT indicator_id, period_id FROM stated) AS wanted
  JOIN series AS r ON r.indicator_id = wanted.indicator_id
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
    AND o.period_id = wanted.period_id
  WHERE o.value IS NOT NULL
), found AS (
  SELECT c.claim_id, 'own figure' AS basis, n.value, n.unit_id, n.source_id, 1 AS parts, n.observation_id
  FROM stated AS c
  JOIN statistic AS n ON n.indicator_id = c.indicator_id AND n.place_id = c.place_id AND n.period_id = c.period_id
  UNION ALL
  SELECT c.claim_id, 'sum of its parts', sum(n.value), n.unit_id, n.source_id, count(*), min(n.observation_id)
  FROM stated AS c
  JOIN indicator AS i ON i.indicator_id = c.indicator_id AND i.aggregation = 'sum'
  JOIN place_part AS m ON m.whole_id = c.place_id
  JOIN statistic AS n ON n.indicator_id = c.indicator_id AND n.place_id = m.part_id AND n.period_id = c.period_id
  WHERE NOT EXISTS (SELECT 1 FROM statistic AS own WHERE own.indicator_id = c.indicator_id AND own.place_id = c.place_id AND own.period_id = c.period_id)
  GROUP BY c.claim_id, n.unit_id, n.source_id
  HAVING count(*) = (SELECT count(*) FROM place_part AS k WHERE k.whole_id = c.place_id)
), converted AS (
  SELECT f.claim_id, f.basis, f.parts, f.source_id, f.observation_id,
         CASE
           WHEN v.code = c.unit THEN f.value
           WHEN v.factor IS NOT NULL AND w.factor IS NOT NULL AND v.dimension = w.dimension AND w.dimension <> 'currency' THEN f.value * v.factor / w.factor
           WHEN v.dimension = 'currency' AND w.dimension = 'currency' THEN coalesce(
             (SELECT f.value / avg(x.value) FROM exchange_rates AS x JOIN period AS t ON t.period_id = c.period_id
              WHERE x.currency = v.code AND x.per = w.code AND x.first_day >= t.first_day AND x.last_day <= t.last_day),
             (SELECT f.value * avg(x.value) FROM exchange_rates AS x JOIN period AS t ON t.period_id = c.period_id
              WHERE x.currency = w.code AND x.per = v.code AND x.first_day >= t.first_day AND x.last_day <= t.last_day))
           WHEN v.code IS NULL THEN f.value
         END AS value,
         CASE WHEN v.code IS NULL THEN 'unit of the statistic is unknown' END AS doubt
  FROM found AS f
  JOIN stated AS c ON c.claim_id = f.claim_id
  LEFT JOIN unit AS v ON v.unit_id = f.unit_id
  LEFT JOIN unit AS w ON w.code = c.unit
)
SELECT c.claim_id, i.name AS indicator, p.name AS place, t.period, c.quote, c.value AS stated, k.value AS statistic, c.unit,
       round(100.0 * (c.value - k.value) / abs(nullif(k.value, 0)), 2) AS difference_percent,
       CASE
         WHEN k.value IS NULL THEN 'no rate to convert with'
         WHEN c.qualifier IN ('more_than', 'at_least') AND k.value >= c.value THEN 'agrees'
         WHEN c.qualifier IN ('less_than', 'at_most', 'nearly') AND k.value <= c.value THEN 'agrees'
         WHEN abs(c.value - k.value) <= abs(k.value) * CAST(:tolerance AS REAL) / 100 THEN 'agrees'
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
WHERE (:place IS NULL OR p.code = :place OR p.name = :place OR p.place_id IN (SELECT place_id FROM place_name WHERE name = :place))
  AND (:indicator IS NULL OR i.code = :indicator OR i.name = :indicator OR i.indicator_id IN (SELECT indicator_id FROM indicator_name WHERE name = :indicator))
ORDER BY c.claim_id, k.basis, s.locator;

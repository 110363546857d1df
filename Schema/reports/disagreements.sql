-- title: Disagreements
-- description: Figures that sources give differently: same indicator, place, period and unit, one row a figure, the widest difference first. A table that gives several figures for the same thing, by sex or price basis, is left out, since it is not known which one is meant; figures in articles are those stated as exact or approximate.
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: tolerance | number | 1 | The difference in percent from which sources disagree
-- chart: dots | label: place, period, indicator | value: lowest | low: lowest | high: highest | panel: unit | unit: unit
-- halves: series.place_id, claim.place_id | difference_percent desc, indicator, place
WITH stated AS (
  SELECT c.indicator_id, c.place_id, c.period_id, c.unit_id, c.source_id, MAX(c.value) AS value
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  JOIN indicator AS i ON i.indicator_id = c.indicator_id
  JOIN place AS p ON p.place_id = c.place_id
  WHERE c.unit_id IS NOT NULL AND c.period_id IS NOT NULL AND c.value IS NOT NULL AND c.direction = 'none' AND c.status = 'actual'
    AND c.restates_id IS NULL AND c.qualifier IN ('exact', 'approximately')
    AND (:indicator IS NULL OR i.code = :indicator) AND (:place IS NULL OR p.code = :place)
  GROUP BY c.indicator_id, c.place_id, c.period_id, c.unit_id, c.source_id
  HAVING COUNT(*) = 1
), about AS (
  SELECT r.series_id, r.indicator_id, r.place_id, r.unit_id, r.source_id,
         ROW_NUMBER() OVER (PARTITION BY r.indicator_id, r.place_id, r.unit_id ORDER BY r.observations DESC, r.series_id) AS ordinal
  FROM series AS r
  JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
  JOIN indicator AS i ON i.indicator_id = r.indicator_id
  JOIN place AS p ON p.place_id = r.place_id
  WHERE r.unit_id IS NOT NULL AND (:indicator IS NULL OR i.code = :indicator) AND (:place IS NULL OR p.code = :place)
), wanted AS (
  -- Of the longest series only the periods matter that another one or an article speaks of.
  SELECT r.indicator_id, r.place_id, r.unit_id, o.period_id
  FROM about AS r
  CROSS JOIN observation AS o
  WHERE r.ordinal > 1 AND o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
    AND o.period_id IS NOT NULL AND o.value IS NOT NULL
  UNION
  SELECT indicator_id, place_id, unit_id, period_id FROM stated
), one AS (
  SELECT r.indicator_id, r.place_id, o.period_id, r.unit_id, r.source_id, MAX(o.value) AS value
  FROM (SELECT DISTINCT indicator_id, place_id, unit_id FROM wanted) AS h
  JOIN about AS r ON r.indicator_id = h.indicator_id AND r.place_id = h.place_id AND r.unit_id = h.unit_id
  CROSS JOIN observation AS o
  CROSS JOIN wanted AS w
  WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
    AND o.period_id IN (SELECT period_id FROM wanted) AND o.value IS NOT NULL
    AND w.indicator_id = r.indicator_id AND w.place_id = r.place_id AND w.unit_id = r.unit_id AND w.period_id = o.period_id
  GROUP BY r.indicator_id, r.place_id, o.period_id, r.unit_id, r.source_id
  HAVING COUNT(*) = 1
  UNION ALL
  SELECT indicator_id, place_id, period_id, unit_id, source_id, value FROM stated
), ordered AS (
  SELECT o.indicator_id, o.place_id, o.period_id, o.unit_id, o.source_id, o.value AS lowest, COUNT(*) OVER w AS sources,
         FIRST_VALUE(o.source_id) OVER w AS lowest_id, LAST_VALUE(o.value) OVER w AS highest, LAST_VALUE(o.source_id) OVER w AS highest_id
  FROM one AS o
  JOIN source AS s ON s.source_id = o.source_id
  WINDOW w AS (PARTITION BY o.indicator_id, o.place_id, o.period_id, o.unit_id ORDER BY o.value, s.locator
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT i.name AS indicator, p.name AS place, t.period, a.lowest, a.highest, u.code AS unit,
       ROUND(100e0 * (a.highest - a.lowest) / abs(a.highest), 2) AS difference_percent, a.sources,
       s.locator AS lowest_source, q.locator AS highest_source
FROM ordered AS a
JOIN indicator AS i ON i.indicator_id = a.indicator_id
JOIN place AS p ON p.place_id = a.place_id
JOIN period AS t ON t.period_id = a.period_id
JOIN unit AS u ON u.unit_id = a.unit_id
JOIN source AS s ON s.source_id = a.lowest_id
JOIN source AS q ON q.source_id = a.highest_id
WHERE a.source_id = a.lowest_id AND a.sources > 1 AND a.highest <> 0 AND 100e0 * (a.highest - a.lowest) >= :tolerance * abs(a.highest)
ORDER BY difference_percent DESC, 1, 2, t.first_day;

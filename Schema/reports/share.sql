-- title: Shares
-- description: Each place's share of the area that contains it, where the same table has a figure for that area (territories are counted apart from their country), and of the total of the places in the table. A whole whose parts stand in the same table is not counted in the total. Only of what adds up over places.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: of | place | any | Only places in this area, by its own figure
-- parameter: period | period | any | The period; otherwise each table's latest that has nearly all of its figures
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: share_percent | panel: whole, period, locator | unit: '%'
WITH size AS (
  SELECT r.source_id, r.unit, r.period_id, COUNT(*) AS figures, MAX(COUNT(*)) OVER (PARTITION BY r.source_id, r.unit) AS most
  FROM named_observations AS r
  WHERE r.indicator_code = :indicator AND COALESCE(r.aggregation, 'sum') = 'sum' AND r.place IS NOT NULL
    AND (:locator IS NULL OR r.locator = :locator)
    AND r.value IS NOT NULL AND (:period IS NULL OR r.period_id IN (SELECT period_id FROM period WHERE period = :period))
  GROUP BY r.source_id, r.unit, r.period_id
), latest AS (
  SELECT z.source_id, z.unit, t.period_id, t.period, ROW_NUMBER() OVER (PARTITION BY z.source_id, z.unit ORDER BY t.first_day DESC, t.period) AS ordinal
  FROM size AS z
  JOIN period AS t ON t.period_id = z.period_id
  WHERE 10 * z.figures >= 9 * z.most
), listed AS (
  SELECT r.source_id, r.locator, r.unit, r.place_id, r.place, r.place_kind AS kind, l.period, MAX(r.value) AS value, COUNT(*) AS figures
  FROM latest AS l
  JOIN named_observations AS r ON r.source_id = l.source_id AND r.unit IS NOT DISTINCT FROM l.unit
  WHERE l.ordinal = 1 AND r.indicator_code = :indicator AND r.place IS NOT NULL
    AND r.period_id = l.period_id AND r.value IS NOT NULL
  GROUP BY r.source_id, r.locator, r.unit, r.place_id, r.place, r.place_kind, l.period
), whole AS (
  SELECT a.source_id, a.unit, w.whole_id
  FROM listed AS a
  JOIN place_within AS w ON w.place_id = a.place_id
  JOIN listed AS b ON b.source_id = a.source_id AND b.unit IS NOT DISTINCT FROM a.unit AND b.place_id = w.whole_id
  WHERE a.kind <> 'territory'
  GROUP BY a.source_id, a.unit, w.whole_id
  HAVING COUNT(*) > 1
), part AS (
  SELECT l.source_id, l.locator, l.unit, l.place, l.period, l.value, SUM(l.value) OVER (PARTITION BY l.source_id, l.unit) AS total
  FROM listed AS l
  WHERE NOT EXISTS (
    SELECT 1 FROM whole AS w WHERE w.source_id = l.source_id AND w.unit IS NOT DISTINCT FROM l.unit AND w.whole_id = l.place_id)
), contained AS (
  SELECT a.source_id, a.locator, a.unit, a.place, a.period, a.value, q.code AS whole_code, q.name AS whole, b.value AS whole_value,
         ROW_NUMBER() OVER (PARTITION BY a.source_id, a.unit, a.place ORDER BY b.value, q.code) AS nearest
  FROM listed AS a
  JOIN place_within AS w ON w.place_id = a.place_id
  JOIN listed AS b ON b.source_id = a.source_id AND b.unit IS NOT DISTINCT FROM a.unit AND b.place_id = w.whole_id
  JOIN place AS q ON q.place_id = w.whole_id
  WHERE a.kind <> 'territory' AND (:of IS NULL OR q.code = :of)
)
SELECT COALESCE(c.place, t.place) AS place, COALESCE(c.period, t.period) AS period, COALESCE(c.value, t.value) AS value, COALESCE(c.unit, t.unit) AS unit,
       c.whole, c.whole_value, ROUND(100e0 * c.value / NULLIF(c.whole_value, 0), 2) AS share_percent,
       ROUND(100e0 * t.value / NULLIF(t.total, 0), 2) AS share_of_total_percent, COALESCE(c.locator, t.locator) AS locator
FROM part AS t
FULL JOIN (
  SELECT source_id, locator, unit, place, period, value, whole_code, whole, whole_value FROM contained WHERE nearest = 1
) AS c ON c.source_id = t.source_id AND c.unit IS NOT DISTINCT FROM t.unit AND c.place = t.place
WHERE :of IS NULL OR c.whole_code IS NOT NULL
ORDER BY 9, 4, c.whole, 3 DESC, 1;

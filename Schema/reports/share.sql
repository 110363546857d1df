-- title: Shares
-- description: Each place's share of the area that contains it, where the same table has a figure for that area (territories are counted apart from their country), and of the total of the places in the table. A whole whose parts stand in the same table is not counted in the total. Only of what adds up over places.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: of | place | any | Only places in this area, by its own figure
-- parameter: period | period | any | The period; otherwise each table's latest that has nearly all of its places
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: share_percent | panel: whole, period, locator | unit: '%'
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM indicator AS i JOIN series AS r ON r.indicator_id = i.indicator_id WHERE i.code = :indicator AND i.aggregation = 'sum'
  UNION ALL
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM series AS r WHERE r.indicator_id IS NULL AND r.indicator_text = :indicator
), figure AS (
  SELECT c.source_id, c.unit_id, c.unit_text, c.place_id, COALESCE(p.name, c.place_text) AS place, p.kind, t.period, t.first_day,
         MAX(o.value) AS value, COUNT(*) AS figures
  FROM chosen AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  LEFT JOIN place AS p ON p.place_id = c.place_id
  CROSS JOIN observation AS o ON o.observation_id BETWEEN c.series_id * 16777216 AND c.series_id * 16777216 + 16777215
  JOIN period AS t ON t.period_id = o.period_id
  WHERE o.value IS NOT NULL AND (:period IS NULL OR t.period = :period) AND (:locator IS NULL OR s.locator = :locator)
    AND (c.place_id IS NOT NULL OR c.place_text IS NOT NULL)
  GROUP BY c.source_id, c.unit_id, c.unit_text, c.place_id, COALESCE(p.name, c.place_text), p.kind, t.period, t.first_day
), size AS (
  SELECT source_id, unit_id, unit_text, period, first_day, COUNT(*) AS places,
         MAX(COUNT(*)) OVER (PARTITION BY source_id, unit_id, unit_text) AS most
  FROM figure
  GROUP BY source_id, unit_id, unit_text, period, first_day
), latest AS (
  SELECT source_id, unit_id, unit_text, period,
         ROW_NUMBER() OVER (PARTITION BY source_id, unit_id, unit_text ORDER BY first_day DESC, period) AS ordinal
  FROM size
  WHERE 10 * places >= 9 * most
), listed AS (
  SELECT f.source_id, f.unit_id, f.unit_text, f.place_id, f.place, f.kind, f.period, f.value, f.figures
  FROM figure AS f
  JOIN latest AS l ON l.source_id = f.source_id AND l.unit_id IS NOT DISTINCT FROM f.unit_id
    AND l.unit_text IS NOT DISTINCT FROM f.unit_text AND l.period = f.period AND l.ordinal = 1
), whole AS (
  SELECT a.source_id, a.unit_id, a.unit_text, w.whole_id
  FROM listed AS a
  JOIN place_within AS w ON w.place_id = a.place_id
  JOIN listed AS b ON b.source_id = a.source_id AND b.unit_id IS NOT DISTINCT FROM a.unit_id
    AND b.unit_text IS NOT DISTINCT FROM a.unit_text AND b.place_id = w.whole_id
  WHERE a.kind <> 'territory'
  GROUP BY a.source_id, a.unit_id, a.unit_text, w.whole_id
  HAVING COUNT(*) > 1
), part AS (
  SELECT l.source_id, l.unit_id, l.unit_text, l.place_id, l.place, l.period, l.value,
         SUM(l.value) OVER (PARTITION BY l.source_id, l.unit_id, l.unit_text) AS total
  FROM listed AS l
  WHERE NOT EXISTS (
    SELECT 1 FROM whole AS w
    WHERE w.source_id = l.source_id AND w.unit_id IS NOT DISTINCT FROM l.unit_id AND w.unit_text IS NOT DISTINCT FROM l.unit_text
      AND w.whole_id = l.place_id)
), contained AS (
  SELECT a.source_id, a.unit_id, a.unit_text, a.place, a.period, a.value, q.code AS whole_code, q.name AS whole, b.value AS whole_value,
         ROW_NUMBER() OVER (PARTITION BY a.source_id, a.unit_id, a.unit_text, a.place ORDER BY b.value, q.code) AS nearest
  FROM listed AS a
  JOIN place_within AS w ON w.place_id = a.place_id
  JOIN listed AS b ON b.source_id = a.source_id AND b.unit_id IS NOT DISTINCT FROM a.unit_id
    AND b.unit_text IS NOT DISTINCT FROM a.unit_text AND b.place_id = w.whole_id
  JOIN place AS q ON q.place_id = w.whole_id
  WHERE a.kind <> 'territory' AND (:of IS NULL OR q.code = :of)
)
SELECT COALESCE(c.place, t.place) AS place, COALESCE(c.period, t.period) AS period, COALESCE(c.value, t.value) AS value, COALESCE(u.code, COALESCE(c.unit_text, t.unit_text)) AS unit,
       c.whole, c.whole_value, ROUND(100e0 * c.value / NULLIF(c.whole_value, 0), 2) AS share_percent,
       ROUND(100e0 * t.value / NULLIF(t.total, 0), 2) AS share_of_total_percent, s.locator
FROM part AS t
FULL JOIN (
  SELECT source_id, unit_id, unit_text, place, period, value, whole_code, whole, whole_value FROM contained WHERE nearest = 1
) AS c
  ON c.source_id = t.source_id AND c.unit_id IS NOT DISTINCT FROM t.unit_id AND c.unit_text IS NOT DISTINCT FROM t.unit_text AND c.place = t.place
JOIN source AS s ON s.source_id = COALESCE(c.source_id, t.source_id)
LEFT JOIN unit AS u ON u.unit_id = COALESCE(c.unit_id, t.unit_id)
WHERE :of IS NULL OR c.whole_code IS NOT NULL
ORDER BY s.locator, unit, c.whole, 3 DESC, 1;

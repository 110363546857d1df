-- title: Ranking
-- description: Places by an indicator, the largest first, each table for itself, in its latest period that has nearly all of its places. A whole whose parts stand in the same table is left out. Where a table gives a place several figures, by sex or age, it is the largest: the total where there is one.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: period | period | any | The period to rank by
-- parameter: order | one of largest, smallest | largest | Which place is the first
-- parameter: limit | integer | 20 | How many places of each table
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: value | panel: period, locator | unit: unit
WITH chosen AS (
  SELECT r.series_id, r.source_id, r.place_id, r.place_text, r.unit_id, r.unit_text, r.dimensions
  FROM indicator AS i JOIN series AS r ON r.indicator_id = i.indicator_id WHERE i.code = :indicator
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
), ranked AS (
  SELECT l.source_id, l.unit_id, l.unit_text, l.place, l.period, l.value, l.figures,
         RANK() OVER (PARTITION BY l.source_id, l.unit_id, l.unit_text ORDER BY CASE WHEN :order = 'smallest' THEN l.value ELSE 0e0 - l.value END) AS position,
         COUNT(*) OVER (PARTITION BY l.source_id, l.unit_id, l.unit_text) AS places
  FROM listed AS l
  WHERE NOT EXISTS (
    SELECT 1 FROM whole AS w
    WHERE w.source_id = l.source_id AND w.unit_id IS NOT DISTINCT FROM l.unit_id AND w.unit_text IS NOT DISTINCT FROM l.unit_text
      AND w.whole_id = l.place_id)
)
SELECT r.position, r.places AS of_places, r.place, r.period, r.value, COALESCE(u.code, r.unit_text) AS unit, r.figures, s.locator
FROM ranked AS r
JOIN source AS s ON s.source_id = r.source_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
WHERE r.position <= :limit
ORDER BY s.locator, unit, r.position, r.place;

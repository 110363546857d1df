-- title: Ranking
-- description: Places by an indicator, the largest first, each table for itself, in its latest period that has nearly all of its figures. Of a table that has countries and aggregates of them, the countries. A whole whose parts stand in the same table is left out. Where a table gives a place several figures, by sex or age, it is the largest: the total where there is one.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: period | period | any | The period to rank by
-- parameter: order | one of largest, smallest | largest | Which place is the first
-- parameter: limit | integer | 20 | How many places of each table
-- parameter: kinds | one of countries, aggregates, all | countries | What is shown of a table that has both: countries and places in them, or the world, regions and groups of countries
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: value | panel: period, locator | unit: unit
WITH mixed AS (
  SELECT r.source_id
  FROM named_series AS r
  WHERE r.indicator_code = :indicator AND r.place_kind IN ('country', 'world', 'region', 'group')
  GROUP BY r.source_id
  HAVING COUNT(DISTINCT CASE WHEN r.place_kind = 'country' THEN 1 ELSE 2 END) = 2
), chosen AS (
  SELECT r.series_id
  FROM named_series AS r
  LEFT JOIN mixed AS x ON x.source_id = r.source_id
  WHERE r.indicator_code = :indicator
    AND (:kinds = 'all' OR x.source_id IS NULL
      OR CASE WHEN r.place_kind IN ('world', 'region', 'group') THEN 'aggregates' ELSE 'countries' END = :kinds)
), size AS (
  SELECT r.source_id, r.unit, r.period_id, COUNT(*) AS figures, MAX(COUNT(*)) OVER (PARTITION BY r.source_id, r.unit) AS most
  FROM named_observations AS r
  WHERE r.indicator_code = :indicator AND r.place IS NOT NULL
    AND r.series_id IN (SELECT series_id FROM chosen) AND (:locator IS NULL OR r.locator = :locator)
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
  WHERE l.ordinal = 1 AND r.indicator_code = :indicator AND r.place IS NOT NULL AND r.series_id IN (SELECT series_id FROM chosen)
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
), ranked AS (
  SELECT l.source_id, l.locator, l.unit, l.place, l.period, l.value, l.figures,
         RANK() OVER (PARTITION BY l.source_id, l.unit ORDER BY CASE WHEN :order = 'smallest' THEN l.value ELSE 0e0 - l.value END) AS position,
         COUNT(*) OVER (PARTITION BY l.source_id, l.unit) AS places
  FROM listed AS l
  WHERE NOT EXISTS (
    SELECT 1 FROM whole AS w WHERE w.source_id = l.source_id AND w.unit IS NOT DISTINCT FROM l.unit AND w.whole_id = l.place_id)
)
SELECT position, places AS of_places, place, period, value, unit, figures, locator
FROM ranked
WHERE position <= :limit
ORDER BY locator, unit, position, place;

-- title: Places by periods
-- description: One indicator, a row a place and table, a column a period. Of a table that has countries and aggregates of them, the countries, unless a place is asked for.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- parameter: kinds | one of countries, aggregates, all | countries | What is shown of a table that has both: countries and places in them, or the world, regions and groups of countries
-- parameter: locator | text | any | The path of a table
-- pivot: place, unit, dimensions, locator | period | value
-- chart: lines | x: period | value: value | series: place, dimensions | panel: locator | unit: unit
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
    AND (:kinds = 'all' OR x.source_id IS NULL OR :place IS NOT NULL
      OR CASE WHEN r.place_kind IN ('world', 'region', 'group') THEN 'aggregates' ELSE 'countries' END = :kinds)
)
SELECT r.place, r.unit, r.dimensions, r.locator, t.period, r.value
FROM named_observations AS r
JOIN period AS t ON t.period_id = r.period_id
WHERE r.indicator_code = :indicator AND (:place IS NULL OR r.place_code = :place)
  AND r.series_id IN (SELECT series_id FROM chosen) AND (:locator IS NULL OR r.locator = :locator)
  AND r.value IS NOT NULL AND t.period >= :from AND t.period <= :to || '~'
ORDER BY r.place, r.locator, r.series_id, t.first_day;

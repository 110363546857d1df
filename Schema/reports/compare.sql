-- title: Places by periods
-- description: One indicator, a row a place and table, a column a period.
-- parameter: indicator | indicator | required | Code or name of an indicator, in any language
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- parameter: locator | text | any | The path of a table
-- pivot: place, unit, dimensions, locator | period | value
-- chart: lines | x: period | value: value | series: place, dimensions | panel: locator | unit: unit
SELECT r.place, r.unit, r.dimensions, r.locator, t.period, r.value
FROM named_observations AS r
JOIN period AS t ON t.period_id = r.period_id
WHERE r.indicator_code = :indicator AND (:place IS NULL OR r.place_code = :place)
  AND (:locator IS NULL OR r.locator = :locator)
  AND r.value IS NOT NULL AND t.period >= :from AND t.period <= :to || '~'
ORDER BY r.place, r.locator, r.series_id, t.first_day;

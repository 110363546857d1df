-- title: Per person
-- description: An indicator divided by the population of the same place and period: by the same table's population, else by that of the source read last. Where a table gives several populations, by sex or age, it is the largest, the total.
-- parameter: indicator | indicator | required | Code or name of an indicator that adds up over places
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: from | period | 0000 | The first period
-- parameter: to | period | 9999 | The last period
-- chart: lines | x: period | value: value_per_person | series: place | panel: unit, locator | unit: unit
WITH figure AS (
  SELECT r.source_id, r.unit, r.place_id, t.period_id, t.last_day, MAX(r.value) AS value
  FROM named_observations AS r
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = :indicator AND COALESCE(r.aggregation, 'sum') = 'sum' AND r.place_id IS NOT NULL AND (:place IS NULL OR r.place_code = :place)
    AND r.value IS NOT NULL AND t.period >= :from AND t.period <= :to || '~'
  GROUP BY r.source_id, r.unit, r.place_id, t.period_id, t.last_day
), base AS (
  SELECT r.source_id, r.place_id, r.period_id, MAX(r.value) AS value
  FROM named_observations AS r
  WHERE r.indicator_code = 'POPULATION' AND r.place_id IN (SELECT place_id FROM figure)
    AND r.value > 0
  GROUP BY r.source_id, r.place_id, r.period_id
), latest AS (
  SELECT b.place_id, b.period_id, b.source_id,
         ROW_NUMBER() OVER (PARTITION BY b.place_id, b.period_id ORDER BY s.loaded DESC, s.locator DESC) AS choice
  FROM base AS b
  JOIN source AS s ON s.source_id = b.source_id
), matched AS (
  SELECT f.source_id, f.unit, f.place_id, f.period_id, f.last_day, f.value, l.source_id AS base_id
  FROM figure AS f
  JOIN latest AS l ON l.place_id = f.place_id AND l.period_id = f.period_id AND l.choice = 1
)
SELECT p.name AS place, t.period, m.value, m.unit, COALESCE(b.value, l.value) AS population, m.value / COALESCE(b.value, l.value) AS value_per_person,
       s.locator, CASE WHEN b.value IS NULL THEN q.locator ELSE s.locator END AS population_source
FROM matched AS m
LEFT JOIN base AS b ON b.place_id = m.place_id AND b.period_id = m.period_id AND b.source_id = m.source_id
JOIN base AS l ON l.place_id = m.place_id AND l.period_id = m.period_id AND l.source_id = m.base_id
JOIN place AS p ON p.place_id = m.place_id
JOIN period AS t ON t.period_id = m.period_id
JOIN source AS s ON s.source_id = m.source_id
JOIN source AS q ON q.source_id = m.base_id
ORDER BY 1, s.locator, m.unit, m.last_day;

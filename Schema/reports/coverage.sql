-- title: Coverage
-- description: What there are figures about, one row an indicator, place, publisher, source, unit or year: from how many articles and tables, how many claims, series and observations, over which days.
-- parameter: by | one of indicator, place, publisher, source, unit, year | indicator | What a row is
-- parameter: indicator | indicator | any | Only this indicator
-- parameter: place | place | any | Only this place
-- parameter: publisher | text | any | Only this publisher
-- chart: bars | label: what | value: figures
WITH yearly AS (
  SELECT r.series_id, substr(t.first_day, 1, 4) AS year, COUNT(*) AS observations, MIN(t.first_day) AS first_day, MAX(t.last_day) AS last_day
  FROM source AS s
  JOIN series AS r ON r.source_id = s.source_id
  LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
  LEFT JOIN place AS p ON p.place_id = r.place_id
  CROSS JOIN observation AS o
  JOIN period AS t ON t.period_id = o.period_id
  WHERE :by = 'year' AND s.superseded_by IS NULL AND (:publisher IS NULL OR s.publisher = :publisher)
    AND (:indicator IS NULL OR COALESCE(i.code, r.indicator_text) = :indicator)
    AND (:place IS NULL OR COALESCE(p.code, r.place_text) = :place)
    AND o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215 AND o.value IS NOT NULL
  GROUP BY r.series_id, substr(t.first_day, 1, 4)
), figure AS (
  SELECT r.source_id, r.indicator_id, r.indicator_text, r.place_id, r.place_text, u.code AS unit, 0 AS claims, 1 AS series, r.observations,
         f.first_day, l.last_day, CASE WHEN 1 = 0 THEN '' END AS year
  FROM series AS r
  LEFT JOIN unit AS u ON u.unit_id = r.unit_id
  LEFT JOIN period AS f ON f.period_id = r.first_period_id
  LEFT JOIN period AS l ON l.period_id = r.last_period_id
  WHERE :by <> 'year'
  UNION ALL
  SELECT c.source_id, c.indicator_id, c.indicator_text, c.place_id, c.place_text, c.unit, 1, 0, 0, t.first_day, t.last_day, substr(t.first_day, 1, 4)
  FROM claim AS c
  LEFT JOIN period AS t ON t.period_id = c.period_id
  UNION ALL
  SELECT r.source_id, r.indicator_id, r.indicator_text, r.place_id, r.place_text, '', 0, 1, y.observations, y.first_day, y.last_day, y.year
  FROM yearly AS y
  JOIN series AS r ON r.series_id = y.series_id
), named AS (
  SELECT CASE :by
           WHEN 'indicator' THEN COALESCE(i.name, f.indicator_text)
           WHEN 'place' THEN COALESCE(p.name, f.place_text)
           WHEN 'publisher' THEN s.publisher
           WHEN 'source' THEN s.locator
           WHEN 'unit' THEN f.unit
           ELSE f.year
         END AS what,
         COALESCE(i.code, f.indicator_text) AS indicator, COALESCE(p.code, f.place_text) AS place,
         s.kind, f.source_id, f.claims, f.series, f.observations, f.first_day, f.last_day
  FROM figure AS f
  JOIN source AS s ON s.source_id = f.source_id AND s.superseded_by IS NULL
  LEFT JOIN indicator AS i ON i.indicator_id = f.indicator_id
  LEFT JOIN place AS p ON p.place_id = f.place_id
  WHERE (:indicator IS NULL OR COALESCE(i.code, f.indicator_text) = :indicator)
    AND (:place IS NULL OR COALESCE(p.code, f.place_text) = :place)
    AND (:publisher IS NULL OR s.publisher = :publisher)
)
SELECT COALESCE(what, '(not known)') AS what,
       SUM(claims + observations) AS figures,
       COUNT(DISTINCT CASE WHEN kind = 'article' THEN source_id END) AS articles, SUM(claims) AS claims,
       COUNT(DISTINCT CASE WHEN kind <> 'article' THEN source_id END) AS tables, SUM(series) AS series, SUM(observations) AS observations,
       COUNT(DISTINCT indicator) AS indicators, COUNT(DISTINCT place) AS places, MIN(first_day) AS first_day, MAX(last_day) AS last_day
FROM named
GROUP BY 1
ORDER BY figures DESC, 1;

-- title: Contributions to growth
-- description: How many percentage points each part of an area contributed to the area's growth between two periods: the part's change over the area's figure at the start. Without periods, the last two that every part has. The area's figure is its own in the same table, else the sum of its parts.
-- parameter: indicator | indicator | required | Code or name of an indicator that adds up over places
-- parameter: place | place | required | The area: code or name
-- parameter: from | period | any | The period to start from
-- parameter: to | period | any | The period to end with
-- parameter: locator | text | any | The path of a table
-- chart: bars | label: place | value: contribution_points | panel: from_period, to_period, locator | unit: 'percentage points'
WITH part AS (
  SELECT w.place_id AS whole_id, m.part_id AS place_id
  FROM place AS w
  JOIN place_part AS m ON m.whole_id = w.place_id
  WHERE w.code = :place
  UNION ALL
  SELECT w.place_id, p.place_id
  FROM place AS w
  JOIN place AS p ON p.parent_id = w.place_id AND p.kind NOT IN ('group', 'cluster', 'region', 'territory')
  WHERE w.code = :place AND NOT EXISTS (SELECT 1 FROM place_part AS m WHERE m.whole_id = w.place_id)
), figure AS (
  SELECT r.source_id, r.unit, r.place_id, t.period, t.frequency, t.first_day, MAX(r.value) AS value
  FROM named_observations AS r
  JOIN period AS t ON t.period_id = r.period_id
  WHERE r.indicator_code = :indicator AND r.aggregation = 'sum' AND (:locator IS NULL OR r.locator = :locator)
    AND (r.place_id IN (SELECT place_id FROM part) OR r.place_code = :place)
    AND r.value IS NOT NULL
  GROUP BY r.source_id, r.unit, r.place_id, t.period, t.frequency, t.first_day
), size AS (
  SELECT source_id, unit, frequency, period, first_day, COUNT(*) AS parts, SUM(value) AS total,
         MAX(COUNT(*)) OVER (PARTITION BY source_id, unit, frequency) AS most
  FROM figure
  WHERE place_id IN (SELECT place_id FROM part)
  GROUP BY source_id, unit, frequency, period, first_day
), ordered AS (
  SELECT source_id, unit, frequency, period, first_day, parts, total,
         ROW_NUMBER() OVER (PARTITION BY source_id, unit, frequency ORDER BY first_day DESC) AS ordinal
  FROM size
  WHERE parts = most AND (:to IS NULL OR period <= :to)
), span AS (
  SELECT b.source_id, b.unit, a.period AS from_period, b.period AS to_period, a.total AS from_total, b.total AS to_total, b.parts
  FROM ordered AS b
  JOIN ordered AS a ON a.source_id = b.source_id AND a.unit IS NOT DISTINCT FROM b.unit AND a.frequency = b.frequency
    AND ((:from IS NULL AND a.ordinal = b.ordinal + 1) OR a.period = :from)
  WHERE ((:to IS NULL AND b.ordinal = 1) OR b.period = :to) AND a.first_day < b.first_day AND b.parts > 1
), whole AS (
  SELECT n.source_id, n.unit, n.from_period, n.to_period, n.parts,
         COALESCE(a.value, n.from_total) AS from_value, COALESCE(b.value, n.to_total) AS to_value,
         CASE WHEN a.value IS NOT NULL AND b.value IS NOT NULL THEN 'own figure' ELSE 'sum of its parts' END AS basis
  FROM span AS n
  LEFT JOIN (SELECT f.source_id, f.unit, f.period, f.value FROM figure AS f JOIN place AS w ON w.place_id = f.place_id WHERE w.code = :place) AS a
    ON a.source_id = n.source_id AND a.unit IS NOT DISTINCT FROM n.unit AND a.period = n.from_period
  LEFT JOIN (SELECT f.source_id, f.unit, f.period, f.value FROM figure AS f JOIN place AS w ON w.place_id = f.place_id WHERE w.code = :place) AS b
    ON b.source_id = n.source_id AND b.unit IS NOT DISTINCT FROM n.unit AND b.period = n.to_period
)
SELECT p.name AS place, n.from_period, n.to_period, a.value AS from_value, b.value AS to_value, n.unit,
       ROUND(100e0 * (b.value - a.value) / NULLIF(abs(a.value), 0), 2) AS growth_percent,
       ROUND(100e0 * (b.value - a.value) / NULLIF(abs(n.from_value), 0), 3) AS contribution_points,
       ROUND(100e0 * (b.value - a.value) / NULLIF(n.to_value - n.from_value, 0), 1) AS share_of_growth_percent,
       ROUND(100e0 * (n.to_value - n.from_value) / NULLIF(abs(n.from_value), 0), 2) AS area_growth_percent,
       n.basis AS area_figure, s.locator
FROM whole AS n
JOIN figure AS a ON a.source_id = n.source_id AND a.unit IS NOT DISTINCT FROM n.unit AND a.period = n.from_period
JOIN figure AS b ON b.source_id = n.source_id AND b.unit IS NOT DISTINCT FROM n.unit AND b.period = n.to_period AND b.place_id = a.place_id
JOIN place AS p ON p.place_id = a.place_id AND p.place_id IN (SELECT place_id FROM part)
JOIN source AS s ON s.source_id = n.source_id
ORDER BY s.locator, n.unit, n.to_period, contribution_points DESC, 1;

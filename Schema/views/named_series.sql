-- One row a series of a current table with the names of what it is about: where reports on one indicator begin. The label as printed stands for a code or name that is not known.
CREATE VIEW named_series AS
SELECT i.code AS indicator_code, i.name AS indicator, i.aggregation,
       r.series_id, r.source_id, s.locator,
       r.place_id, COALESCE(p.code, r.place_text) AS place_code, COALESCE(p.name, r.place_text) AS place, p.kind AS place_kind,
       COALESCE(u.code, r.unit_text) AS unit, u.dimension AS unit_dimension, r.dimensions
FROM indicator AS i
JOIN series AS r ON r.indicator_id = i.indicator_id
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
UNION ALL
SELECT r.indicator_text, r.indicator_text, CASE WHEN 1 = 0 THEN '' END,
       r.series_id, r.source_id, s.locator,
       r.place_id, COALESCE(p.code, r.place_text), COALESCE(p.name, r.place_text), p.kind,
       COALESCE(u.code, r.unit_text), u.dimension, r.dimensions
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
WHERE r.indicator_id IS NULL;

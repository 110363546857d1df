-- One row a value of a statistical table, current versions only. Cells that hold a missing-value mark are in the view missing.
CREATE VIEW observations AS
SELECT o.observation_id,
       s.locator, s.title, s.publisher, s.published,
       o.line, o."column", o.cell,
       o.value, u.code AS unit, r.unit_text, o.status, o.flag, o.decimals,
       i.code AS indicator_code, i.name AS indicator, r.indicator_text,
       p.code AS place_code, p.name AS place, r.place_text,
       t.period, t.frequency, r.dimensions,
       r.series_id
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN period AS t ON t.period_id = o.period_id
WHERE o.value IS NOT NULL;

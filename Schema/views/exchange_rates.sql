-- One row a recorded exchange rate: units of a currency for one unit of another. Rates whose unit names no currency
-- are those of the place's own currency for one US dollar, as the World Bank and others record them (the first two
-- letters of an ISO 4217 code are the country's).
CREATE VIEW exchange_rates AS
SELECT substr(u.code, 1, 3) AS currency, substr(u.code, 5, 3) AS per, t.period, t.first_day, t.last_day, o.value, s.locator
FROM indicator AS i
JOIN series AS r ON r.indicator_id = i.indicator_id
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
JOIN unit AS u ON u.unit_id = r.unit_id AND u.dimension = 'quotient'
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
JOIN period AS t ON t.period_id = o.period_id
WHERE i.code = 'EXCHANGE_RATE' AND o.value > 0
UNION ALL
SELECT w.code, 'USD', t.period, t.first_day, t.last_day, o.value, s.locator
FROM indicator AS i
JOIN series AS r ON r.indicator_id = i.indicator_id
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
JOIN place_name AS n ON n.place_id = r.place_id AND n.kind = 'code' AND length(n.name) = 2
JOIN unit AS w ON w.dimension = 'currency' AND substr(w.code, 1, 2) = n.name AND w.code <> 'USD'
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
JOIN period AS t ON t.period_id = o.period_id
WHERE i.code = 'EXCHANGE_RATE' AND o.value > 0 AND coalesce(u.dimension, '') <> 'quotient';

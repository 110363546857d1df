-- Claims and observations side by side, in the columns that they share.
CREATE VIEW figures AS
SELECT 'claim' AS kind, claim_id AS id, locator, title, publisher, published,
       quote AS printed, value, low, high, unit, qualifier, direction, status,
       indicator_code, indicator, indicator_text, place_code, place, place_text, period, speaker
FROM claims
UNION ALL
SELECT 'observation', observation_id, locator, title, publisher, published,
       cell, value, NULL, NULL, unit, 'exact', 'none', status,
       indicator_code, indicator, indicator_text, place_code, place, place_text, period, NULL
FROM observations;

-- title: Claims
-- description: What articles state about a place or an indicator, one row a figure.
-- parameter: place | any | Code or name of a place, in any language
-- parameter: indicator | any | Code or name of an indicator, in any language
-- parameter: speaker | any | The person or organisation that the text attributes the figure to
SELECT c.claim_id, c.quote, c.value, c.low, c.high, c.unit, c.unit_name, c.qualifier, c.direction, c.status,
       coalesce(c.indicator, c.indicator_text) AS indicator, coalesce(c.place, c.place_text) AS place, c.period, c.speaker, c.restates,
       c.publisher, c.published, c.locator
FROM claims AS c
WHERE (:place IS NULL OR c.place_code = :place OR c.place = :place OR c.place_text = :place
       OR c.place_code IN (SELECT p.code FROM place_name AS n JOIN place AS p ON p.place_id = n.place_id WHERE n.name = :place))
  AND (:indicator IS NULL OR c.indicator_code = :indicator OR c.indicator = :indicator OR c.indicator_text = :indicator
       OR c.indicator_code IN (SELECT i.code FROM indicator_name AS n JOIN indicator AS i ON i.indicator_id = n.indicator_id WHERE n.name = :indicator))
  AND (:speaker IS NULL OR c.speaker = :speaker)
ORDER BY c.claim_id;

-- title: Claims
-- description: What articles state, one row a figure, in the order of the text.
-- parameter: place | place | any | Code or name of a place, in any language
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: period | period | any | The period of the figure
-- parameter: speaker | text | any | The person or organisation that the text attributes the figure to
-- parameter: publisher | text | any | Who published the article
-- parameter: locator | text | any | The path of an article
-- articles: claim_id
-- columns: claim_id, quote, indicator, place, period, value, unit, status, speaker, publisher, published, locator
SELECT c.claim_id, c.quote, c.value, c.low, c.high, c.unit, c.unit_name, c.qualifier, c.direction, c.status,
       COALESCE(c.indicator, c.indicator_text) AS indicator, COALESCE(c.place, c.place_text) AS place, c.period, c.speaker, c.restates,
       c.publisher, c.published, c.locator
FROM claims AS c
WHERE (:place IS NULL OR COALESCE(c.place_code, c.place_text) = :place)
  AND (:indicator IS NULL OR COALESCE(c.indicator_code, c.indicator_text) = :indicator)
  AND (:period IS NULL OR c.period = :period)
  AND (:speaker IS NULL OR c.speaker = :speaker)
  AND (:publisher IS NULL OR c.publisher = :publisher)
  AND (:locator IS NULL OR c.locator = :locator)
ORDER BY c.claim_id;

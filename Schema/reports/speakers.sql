-- title: Speakers
-- description: Who is quoted with figures, and on what: one row a speaker and indicator, those with the most figures first, with the latest figure.
-- parameter: speaker | text | any | A person or organisation
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: publisher | text | any | Who published the articles
-- chart: bars | label: speaker, indicator | value: claims
WITH stated AS (
  SELECT c.speaker, COALESCE(i.name, c.indicator_text) AS indicator, c.claim_id, c.quote, c.source_id, s.publisher, s.published, s.locator,
         ROW_NUMBER() OVER (PARTITION BY c.speaker, COALESCE(i.name, c.indicator_text) ORDER BY s.published DESC NULLS LAST, c.claim_id DESC) AS ordinal
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
  WHERE c.speaker IS NOT NULL
    AND (:speaker IS NULL OR c.speaker = :speaker)
    AND (:indicator IS NULL OR COALESCE(i.code, c.indicator_text) = :indicator)
    AND (:publisher IS NULL OR s.publisher = :publisher)
), counted AS (
  SELECT speaker, indicator, COUNT(*) AS claims, COUNT(DISTINCT source_id) AS articles, MIN(published) AS first_published, MAX(published) AS last_published
  FROM stated
  GROUP BY speaker, indicator
)
SELECT n.speaker, n.indicator, n.claims, n.articles, n.first_published, n.last_published, t.quote AS latest_quote, t.claim_id, t.locator
FROM counted AS n
JOIN stated AS t ON t.speaker = n.speaker AND t.indicator IS NOT DISTINCT FROM n.indicator AND t.ordinal = 1
ORDER BY SUM(n.claims) OVER (PARTITION BY n.speaker) DESC, n.speaker, n.claims DESC, n.indicator;

-- title: Speakers
-- description: Who is quoted with figures, and on what: one row a speaker and indicator, those with the most figures first, with the latest figure.
-- parameter: speaker | text | any | A person or organisation
-- parameter: indicator | indicator | any | Code or name of an indicator, in any language
-- parameter: publisher | text | any | Who published the articles
-- chart: bars | label: speaker, indicator | value: claims
WITH counted AS (
  SELECT c.speaker, COALESCE(i.name, c.indicator_text) AS indicator, COUNT(*) AS claims, COUNT(DISTINCT c.source_id) AS articles,
         MIN(s.published) AS first_published, MAX(s.published) AS last_published,
         -- The number of the claim behind the day and its place in the text: the latest claim is found in the same pass.
         MAX(COALESCE(s.published, '') || ' ' || s.locator || ' ' || (1000000000 + c.ordinal) || (1000000000000000000 + c.claim_id)) AS latest
  FROM claim AS c
  JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
  LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
  WHERE c.speaker IS NOT NULL
    AND (:speaker IS NULL OR c.speaker = :speaker)
    AND (:indicator IS NULL OR COALESCE(i.code, c.indicator_text) = :indicator)
    AND (:publisher IS NULL OR s.publisher = :publisher)
  GROUP BY c.speaker, COALESCE(i.name, c.indicator_text)
), ordered AS (
  SELECT speaker, indicator, claims, articles, first_published, last_published, latest, SUM(claims) OVER (PARTITION BY speaker) AS all_claims
  FROM counted
)
SELECT n.speaker, n.indicator, n.claims, n.articles, n.first_published, n.last_published, t.quote AS latest_quote, t.claim_id, s.locator
FROM ordered AS n
JOIN claim AS t ON t.claim_id = CAST(substr(n.latest, length(n.latest) - 18) AS BIGINT) - 1000000000000000000
JOIN source AS s ON s.source_id = t.source_id
ORDER BY n.all_claims DESC, n.speaker, n.claims DESC, n.indicator;

-- One row a figure stated in an article, current versions only.
CREATE VIEW claims AS
SELECT c.claim_id,
       s.locator, s.title, s.publisher, s.published,
       c.quote, c.start, c."end",
       c.value, c.low, c.high, c.unit, c.unit_name,
       c.qualifier, c.direction, c.status,
       i.code AS indicator_code, i.name AS indicator, c.indicator_text,
       p.code AS place_code, p.name AS place, c.place_text,
       t.period, c.speaker,
       c.restates_id AS restates,
       COALESCE(n.text, substr(a.text, n.start + 1, n."end" - n.start)) AS sentence,
       c.confidence, c.doubt,
       c.holder, c.holder_kind,
       c.place_confidence, c.period_confidence, c.indicator_confidence, c.holder_confidence,
       c.reader
FROM claim AS c
JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
JOIN sentence AS n ON n.sentence_id = c.sentence_id
JOIN article AS a ON a.source_id = c.source_id
LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
LEFT JOIN place AS p ON p.place_id = c.place_id
LEFT JOIN period AS t ON t.period_id = c.period_id;

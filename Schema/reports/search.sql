-- title: Search
-- description: Articles that hold the words, best first, with the passage.
-- engine: SQLite (full-text search has no standard)
-- parameter: words | text | required | Words, or a query of SQLite's FTS5
SELECT s.source_id AS source, s.title, s.publisher, s.published, snippet(article_search, 0, '[', ']', '…', 16) AS passage, s.locator
FROM article_search
JOIN source AS s ON s.source_id = article_search.rowid AND s.superseded_by IS NULL
WHERE article_search MATCH :words
ORDER BY article_search.rank, s.source_id;

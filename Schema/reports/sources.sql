-- title: Sources
-- description: Every document and data set, the newest version of each.
SELECT source_id AS source, kind, locator, title, publisher, published, encoding, bytes, rows_read, rows_stored, rows_rejected, rows_passed, loaded, reread, told
FROM source
WHERE superseded_by IS NULL
ORDER BY source_id;

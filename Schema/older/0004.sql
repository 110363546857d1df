-- What a warehouse of version 4 lacks, as temporary views: it is read as it stands, and brought up to date by who writes.
CREATE TEMP VIEW IF NOT EXISTS source AS SELECT *, NULL AS told, NULL AS vocabulary, NULL AS reread, NULL AS observed, NULL AS summarised FROM main.source;
CREATE TEMP VIEW IF NOT EXISTS vocabulary_addition AS SELECT *, NULL AS locator FROM main.vocabulary_addition;

-- What a warehouse of version 1 lacks, as temporary views: it is read as it stands, and brought up to date by who writes.
CREATE TEMP VIEW sentence AS SELECT *, NULL AS text FROM main.sentence;
CREATE TEMP VIEW forgotten AS
SELECT NULL AS source_id, NULL AS run_id, NULL AS kind, NULL AS locator, NULL AS title, NULL AS sha256, NULL AS loaded,
  NULL AS superseded, NULL AS forgotten, NULL AS last_series, NULL AS last_claim
WHERE 0;

-- What a warehouse of version 5 lacks, as temporary views: it is read as it stands, and brought up to date by who writes.
CREATE TEMP VIEW IF NOT EXISTS source AS SELECT *, NULL AS observed, NULL AS summarised FROM main.source;
CREATE TEMP VIEW IF NOT EXISTS series AS
SELECT *, NULL AS figures, NULL AS total, NULL AS lowest, NULL AS highest FROM main.series;
CREATE TEMP VIEW IF NOT EXISTS period_summary AS
SELECT NULL AS series_id, NULL AS period_id, NULL AS observations, NULL AS figures, NULL AS total, NULL AS lowest, NULL AS highest
WHERE 0;

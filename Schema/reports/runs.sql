-- title: Runs
-- description: Every ingest run, the last one first.
SELECT run_id AS run, started, ended, status, sources, skipped, rows_read, rows_stored, rows_rejected, rows_passed, command
FROM run
ORDER BY run_id DESC;

-- title: Runs
-- description: Every run of an ingest, check, report, export or job, the last one first; job is the run of the job that it was a step of.
SELECT run_id AS run, job_id AS job, kind, name, started, ended, status, sources, skipped, rows_read, rows_stored, rows_rejected, rows_passed, message, command
FROM run
ORDER BY run_id DESC;

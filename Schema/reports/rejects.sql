-- title: Rejects
-- description: Rows, cells and passages that could not be taken, with the reason, of the runs and sources that are current.
-- parameter: run | any | The number of a run
-- parameter: locator | any | The path of a source
SELECT r.run_id AS run, r.locator, r.line, r."column", r.code, r.message, r.raw
FROM reject AS r
LEFT JOIN source AS s ON s.source_id = r.source_id
WHERE s.superseded_by IS NULL
  AND (:run IS NULL OR r.run_id = CAST(:run AS INTEGER)) AND (:locator IS NULL OR r.locator = :locator)
ORDER BY r.reject_id;

-- title: Rejects
-- description: Rows, cells and passages that could not be taken, with the reason, of the runs and sources that are current.
-- parameter: run | integer | any | The number of a run
-- parameter: locator | text | any | The path of a source
-- parameter: code | text | any | The code of the reason
SELECT r.run_id AS run, r.locator, r.line, r.column, r.code, r.message, r.raw
FROM reject AS r
LEFT JOIN source AS s ON s.source_id = r.source_id
WHERE s.superseded_by IS NULL
  AND (:run IS NULL OR r.run_id = :run) AND (:locator IS NULL OR r.locator = :locator OR s.locator = :locator) AND (:code IS NULL OR r.code = :code)
ORDER BY r.reject_id;

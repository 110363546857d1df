-- title: SDMX-CSV 2.x
-- description: Every observation with its key, measure and attributes. SERIES tells apart what the other dimensions do not; _X is a place or indicator without a code. OBS_VALUE is the number as printed, UNIT_MULT the power of ten that it is multiplied with.
WITH cell AS (
  SELECT series_id, line, "column", value, unit, unit_text, status, flag, decimals, indicator_code, indicator_text, place_code, place_text, period, dimensions, locator, title, publisher
  FROM observations
  UNION ALL
  SELECT series_id, line, "column", NULL, unit, unit_text, status, flag, NULL, indicator_code, indicator_text, place_code, place_text, period, dimensions, locator, title, publisher
  FROM missing
), scaled AS (
  SELECT c.*, r.frequency, r.multiplier,
         CASE r.multiplier
           WHEN 1 THEN 0 WHEN 10 THEN 1 WHEN 100 THEN 2 WHEN 1000 THEN 3 WHEN 10000 THEN 4 WHEN 100000 THEN 5 WHEN 1000000 THEN 6
           WHEN 10000000 THEN 7 WHEN 100000000 THEN 8 WHEN 1000000000 THEN 9 WHEN 1000000000000 THEN 12 WHEN 1000000000000000 THEN 15
           WHEN 0.1 THEN -1 WHEN 0.01 THEN -2 WHEN 0.001 THEN -3
         END AS exponent
  FROM cell AS c
  JOIN series AS r ON r.series_id = c.series_id
)
SELECT 'dataflow' AS STRUCTURE, 'TALLY:OBSERVATIONS(1.0.0)' AS STRUCTURE_ID, 'M' AS ACTION,
       coalesce(frequency, '_U') AS FREQ,
       coalesce(place_code, '_X') AS REF_AREA,
       coalesce(indicator_code, '_X') AS INDICATOR,
       series_id AS SERIES,
       period AS TIME_PERIOD,
       CASE
         WHEN value IS NULL THEN 'NaN'
         WHEN exponent IS NULL THEN value
         WHEN decimals IS NULL THEN value / multiplier
         ELSE round(value / multiplier, decimals)
       END AS OBS_VALUE,
       coalesce(unit, '_X') AS UNIT_MEASURE,
       coalesce(exponent, 0) AS UNIT_MULT,
       CASE WHEN exponent IS NOT NULL THEN decimals END AS DECIMALS,
       status AS OBS_STATUS,
       flag AS OBS_FLAG,
       place_text AS REF_AREA_TEXT,
       indicator_text AS INDICATOR_TEXT,
       unit_text AS UNIT_TEXT,
       dimensions AS FURTHER_DIMENSIONS,
       publisher AS PUBLISHER,
       title AS TITLE,
       locator AS SOURCE,
       line AS SOURCE_LINE,
       "column" AS SOURCE_COLUMN
FROM scaled
WHERE period IS NOT NULL;

-- title: Freshness
-- description: How old each source is, the oldest first: the last day that its figures speak of, when it was published and read, and the days from that last day to today. Stale is what is older than the days allowed.
-- parameter: days | integer | 550 | How many days old the last figure may be
-- parameter: publisher | text | any | Only this publisher
-- parameter: today | date | today | The day to count from
WITH stated AS (
  SELECT r.source_id, MAX(CASE WHEN r.last_value IS NOT NULL THEN t.last_day END) AS last_day FROM series AS r LEFT JOIN period AS t ON t.period_id = r.last_period_id GROUP BY r.source_id
  UNION ALL
  SELECT c.source_id, MAX(CASE WHEN c.status = 'actual' THEN t.last_day END) FROM claim AS c LEFT JOIN period AS t ON t.period_id = c.period_id GROUP BY c.source_id
), dated AS (
  SELECT s.kind, s.locator, s.publisher, s.published, s.loaded, d.last_day, COALESCE(d.last_day, s.published) AS day
  FROM source AS s
  LEFT JOIN stated AS d ON d.source_id = s.source_id
  WHERE s.superseded_by IS NULL AND s.kind <> 'record' AND (:publisher IS NULL OR s.publisher = :publisher)
), numbered AS (
  SELECT kind, locator, publisher, published, loaded, last_day,
         CAST(substr(day, 1, 4) AS BIGINT) AS y, CAST(substr(day, 6, 2) AS BIGINT) AS m, CAST(substr(day, 9, 2) AS BIGINT) AS d,
         CAST(substr(:today, 1, 4) AS BIGINT) AS ty, CAST(substr(:today, 6, 2) AS BIGINT) AS tm, CAST(substr(:today, 9, 2) AS BIGINT) AS td
  FROM dated
), shifted AS (
  -- The year begins in March, so that the day that leap years add is its last.
  SELECT kind, locator, publisher, published, loaded, last_day, d, td,
         CASE WHEN m > 2 THEN y ELSE y - 1 END AS y, CASE WHEN m > 2 THEN m - 3 ELSE m + 9 END AS m,
         CASE WHEN tm > 2 THEN ty ELSE ty - 1 END AS ty, CASE WHEN tm > 2 THEN tm - 3 ELSE tm + 9 END AS tm
  FROM numbered
), aged AS (
  SELECT kind, locator, publisher, published, substr(loaded, 1, 10) AS loaded, last_day,
         CAST((365 * ty + floor(ty / 4e0) - floor(ty / 100e0) + floor(ty / 400e0) + floor((153 * tm + 2) / 5e0) + td)
            - (365 * y + floor(y / 4e0) - floor(y / 100e0) + floor(y / 400e0) + floor((153 * m + 2) / 5e0) + d) AS BIGINT) AS age_days
  FROM shifted
)
SELECT kind, publisher, last_day, published, loaded, age_days,
       CASE WHEN age_days IS NULL THEN 'not known' WHEN age_days > :days THEN 'stale' ELSE 'fresh' END AS state, locator
FROM aged
ORDER BY age_days DESC NULLS FIRST, locator;

-- title: Restated figures
-- description: Figures stated in two currencies, the exchange rate that this implies, and the recorded rate of the year beside it.
-- chart: dots | label: quote, locator | value: implied | low: implied | high: recorded | panel: rate
-- halves: claim.source_id | claim_id
WITH rate AS (
  SELECT x.currency, x.per, x.year, AVG(x.value) AS value
  FROM (
    SELECT currency, per, substr(first_day, 1, 4) AS year, value FROM exchange_rates
    UNION ALL
    SELECT per, currency, substr(first_day, 1, 4), 1 / value FROM exchange_rates
  ) AS x
  GROUP BY x.currency, x.per, x.year
), pair AS (
  SELECT a.claim_id, a.quote, b.quote AS again, a.unit, b.unit AS again_unit, a.value / b.value AS implied, t.period, s.locator,
         COALESCE(substr(t.first_day, 1, 4), substr(s.published, 1, 4)) AS year
  FROM claim AS b
  CROSS JOIN claim AS a
  JOIN source AS s ON s.source_id = a.source_id AND s.superseded_by IS NULL
  JOIN unit AS u ON u.code = a.unit AND u.dimension = 'currency'
  JOIN unit AS w ON w.code = b.unit AND w.dimension = 'currency'
  LEFT JOIN period AS t ON t.period_id = COALESCE(a.period_id, b.period_id)
  WHERE b.restates_id IS NOT NULL AND a.claim_id = b.restates_id AND a.value IS NOT NULL AND b.value <> 0 AND a.unit <> b.unit
)
SELECT p.claim_id, p.quote, p.again, p.unit || ' per ' || p.again_unit AS rate, ROUND(p.implied, 4) AS implied,
       ROUND(r.value, 4) AS recorded,
       ROUND(100e0 * (p.implied / r.value - 1), 2) AS difference_percent, p.period, p.locator
FROM pair AS p
LEFT JOIN rate AS r ON r.currency = p.unit AND r.per = p.again_unit AND r.year = p.year
ORDER BY p.claim_id;

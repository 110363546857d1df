-- title: Restated figures
-- description: Figures stated in two currencies, the exchange rate that this implies, and the recorded rate of the period beside it.
WITH pair AS (
  SELECT a.claim_id, a.quote, a.value, a.unit, b.claim_id AS again_id, b.quote AS again, b.value AS again_value, b.unit AS again_unit,
         coalesce(a.period_id, b.period_id) AS period_id, s.locator, s.published
  FROM claim AS b
  JOIN claim AS a ON a.claim_id = b.restates_id
  JOIN source AS s ON s.source_id = a.source_id AND s.superseded_by IS NULL
  JOIN unit AS u ON u.code = a.unit AND u.dimension = 'currency'
  JOIN unit AS w ON w.code = b.unit AND w.dimension = 'currency'
  WHERE a.value IS NOT NULL AND b.value IS NOT NULL AND b.value <> 0 AND a.unit <> b.unit
), compared AS (
  SELECT p.*, t.period,
         (SELECT avg(x.value) FROM exchange_rates AS x
          WHERE x.currency = p.unit AND x.per = p.again_unit
            AND substr(x.first_day, 1, 4) = coalesce(substr(t.first_day, 1, 4), substr(p.published, 1, 4))) AS recorded
  FROM pair AS p
  LEFT JOIN period AS t ON t.period_id = p.period_id
)
SELECT claim_id, quote, again, unit || ' per ' || again_unit AS rate, round(value / again_value, 2) AS implied, round(recorded, 4) AS recorded,
       round(100.0 * (value / again_value - recorded) / recorded, 2) AS difference_percent, period, locator
FROM compared
ORDER BY claim_id;

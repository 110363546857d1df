-- One row an observation of a series of named_series: where reports on the figures of one indicator begin. A missing value has a row as well, with NULL. The number of an observation tells its series, so that the figures of one series are read without a look at any other.
CREATE VIEW named_observations AS
SELECT r.indicator_code, r.indicator, r.aggregation, r.series_id, r.source_id, r.locator,
       r.place_id, r.place_code, r.place, r.place_kind, r.unit, r.unit_dimension, r.dimensions,
       o.observation_id, o.period_id, o.value
FROM named_series AS r
CROSS JOIN observation AS o
WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215;

-- Version 6: what the figures of a series come to, and those of series of one kind in each period, so that sums over many
-- figures need not read them. Written when a table is loaded; for tables that were loaded before, when the warehouse is brought
-- up to date.

ALTER TABLE source ADD COLUMN
  observed      INTEGER;                  -- how many observations it has; NULL where it is no statistics
ALTER TABLE source ADD COLUMN
  summarised    INTEGER;                  -- 1 where period_summary has its figures, 0 where it would be hardly shorter than they are; NULL where it is no statistics
ALTER TABLE series ADD COLUMN
  figures       INTEGER NOT NULL DEFAULT 0; -- how many of its observations have a value
ALTER TABLE series ADD COLUMN
  total         REAL;                     -- the sum of its figures; NULL where there is none
ALTER TABLE series ADD COLUMN
  lowest        REAL;                     -- its lowest figure; NULL where it has one or none
ALTER TABLE series ADD COLUMN
  highest       REAL;                     -- its highest figure; NULL where it has one or none

CREATE TABLE period_summary (             -- what the figures of one kind come to in one period; of one kind are the series of a table with the same indicator and unit, as known and as printed
  series_id     INTEGER NOT NULL REFERENCES series, -- the first series of the kind
  period_id     INTEGER NOT NULL,         -- the period; 0 where the table names none
  observations  INTEGER NOT NULL,         -- how many observations
  figures       INTEGER NOT NULL,         -- how many of them have a value
  total         REAL,                     -- the sum of these; NULL where there is none
  lowest        REAL,                     -- the lowest
  highest       REAL,                     -- the highest
  PRIMARY KEY (series_id, period_id)
) STRICT, WITHOUT ROWID;

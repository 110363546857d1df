-- The warehouse, version 1: a star schema in SDMX terms.
--
-- A comment that ends on the line of a table or column describes it; `tally schema` prints these descriptions.
-- Dates are ISO 8601 text, times are UTC. Never changed once released: a later version is a later file.

CREATE TABLE run (                        -- one run: of an ingest, a check, a report, an export, or of a job made of these
  run_id        INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL DEFAULT 'ingest' CHECK (kind IN ('ingest', 'check', 'report', 'export', 'job')), -- what ran
  name          TEXT,                     -- its name in tally.yml; NULL for what was asked by hand
  job_id        INTEGER REFERENCES run,   -- the run of the job that it is a step of
  started       TEXT NOT NULL,            -- when it began, UTC
  ended         TEXT,                     -- when it ended, UTC; NULL while it runs or when it was cut off
  status        TEXT NOT NULL CHECK (status IN ('running', 'done', 'rejects', 'failed')), -- how it ended
  tool_version  TEXT NOT NULL,            -- the version of Tally that ran
  command       TEXT NOT NULL,            -- what was asked, as arguments
  sources       INTEGER NOT NULL DEFAULT 0, -- sources loaded as a new version
  skipped       INTEGER NOT NULL DEFAULT 0, -- sources whose bytes were loaded before
  rows_read     INTEGER NOT NULL DEFAULT 0, -- rows read: stored + rejected + passed over
  rows_stored   INTEGER NOT NULL DEFAULT 0, -- rows of which something was stored
  rows_rejected INTEGER NOT NULL DEFAULT 0, -- rows kept in reject instead
  rows_passed   INTEGER NOT NULL DEFAULT 0, -- rows passed over by a named rule (header, preamble, blank, footer)
  message       TEXT                      -- why it failed
) STRICT;

CREATE TABLE source (                     -- one version of one document or data set
  source_id     INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('article', 'observations', 'record')), -- how it was read
  locator       TEXT NOT NULL,            -- path or URL
  title         TEXT,                     -- headline, or title of the table
  publisher     TEXT,                     -- who published it
  published     TEXT,                     -- date of publication, ISO 8601
  language      TEXT,                     -- BCP 47
  media_type    TEXT,                     -- text/csv, text/plain, text/html …
  encoding      TEXT,                     -- character encoding of the bytes, IANA name
  sha256        TEXT NOT NULL,            -- of the bytes as read, hexadecimal
  bytes         INTEGER NOT NULL,         -- size
  run_id        INTEGER NOT NULL REFERENCES run, -- the run that loaded it
  loaded        TEXT NOT NULL,            -- when, UTC
  superseded_by INTEGER REFERENCES source, -- the version that replaced it; NULL for the current one
  superseded    TEXT,                     -- when it was replaced, UTC
  rows_read     INTEGER NOT NULL DEFAULT 0, -- stored + rejected + passed over
  rows_stored   INTEGER NOT NULL DEFAULT 0, -- rows of which something was stored
  rows_rejected INTEGER NOT NULL DEFAULT 0, -- rows kept in reject
  rows_passed   INTEGER NOT NULL DEFAULT 0, -- rows passed over by a named rule
  passed        TEXT,                     -- rows passed over, by rule, as a JSON object
  reading       TEXT                      -- how it was read (dialect, blocks, roles), as a JSON object
) STRICT;
CREATE INDEX source_by_locator ON source (locator, source_id);
CREATE INDEX source_by_sha256 ON source (sha256);

CREATE TABLE place (                      -- a reference area
  place_id      INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE,     -- ISO 3166-1 alpha-3, ISO 3166-2, or our own
  kind          TEXT NOT NULL,            -- world, region, group, country, territory, province, state, city, cluster
  name          TEXT NOT NULL,            -- usual English name
  parent_id     INTEGER REFERENCES place  -- the area that contains it
) STRICT;

CREATE TABLE place_name (                 -- a name of a place, in any language
  place_id      INTEGER NOT NULL REFERENCES place,
  language      TEXT NOT NULL,            -- BCP 47, und where it belongs to none
  kind          TEXT NOT NULL,            -- name, alias, abbreviation, demonym, code
  name          TEXT NOT NULL             -- as written
) STRICT;
CREATE INDEX place_name_by_name ON place_name (name);
CREATE INDEX place_name_by_place ON place_name (place_id);

CREATE TABLE place_part (                 -- which places make up which
  whole_id      INTEGER NOT NULL REFERENCES place, -- the group, cluster or area
  part_id       INTEGER NOT NULL REFERENCES place, -- one of its members
  PRIMARY KEY (whole_id, part_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (                  -- what is measured
  indicator_id  INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE,     -- GDP, RD_INTENSITY, …
  name          TEXT NOT NULL,            -- English name
  dimension     TEXT,                     -- currency, count, ratio, index, area, …
  unit          TEXT,                     -- usual unit, UCUM or ISO 4217
  stock_flow    TEXT,                     -- stock, flow, ratio, index, price
  aggregation   TEXT,                     -- over places: sum, mean, none
  parent_id     INTEGER REFERENCES indicator -- the indicator it is a part, rate or growth of
) STRICT;

CREATE TABLE indicator_formula (          -- how an indicator follows from others
  indicator_id  INTEGER NOT NULL REFERENCES indicator, -- what follows
  operation     TEXT NOT NULL CHECK (operation IN ('sum', 'difference', 'quotient', 'share', 'growth')), -- share: left in percent of right; growth: of left on the year before, in percent
  left_id       INTEGER NOT NULL REFERENCES indicator, -- the first operand
  right_id      INTEGER REFERENCES indicator, -- the second; NULL for growth
  PRIMARY KEY (indicator_id, operation, left_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator_name (             -- a name of an indicator, in any language
  indicator_id  INTEGER NOT NULL REFERENCES indicator,
  language      TEXT NOT NULL,            -- BCP 47
  kind          TEXT NOT NULL,            -- name, alias, abbreviation, code
  name          TEXT NOT NULL             -- as written
) STRICT;
CREATE INDEX indicator_name_by_name ON indicator_name (name);

CREATE TABLE unit (                       -- a unit of measure or a currency
  unit_id       INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE,     -- UCUM, ISO 4217, %, pp, 1
  name          TEXT NOT NULL,            -- English name, singular
  dimension     TEXT NOT NULL,            -- currency, length, area, mass, ratio, count, …
  factor        REAL,                     -- to the dimension's base unit; NULL for currencies
  "offset"      REAL                      -- to the dimension's base unit, for temperatures
) STRICT;

CREATE TABLE period (                     -- an SDMX time period
  period_id     INTEGER PRIMARY KEY,
  period        TEXT NOT NULL UNIQUE,     -- 2024, 2024-Q1, 2024-03, 2024-01-01/P9M
  frequency     TEXT NOT NULL,            -- SDMX CL_FREQ: A, S, Q, M, W, D; O for other
  first_day     TEXT NOT NULL,            -- ISO 8601 date
  last_day      TEXT NOT NULL             -- ISO 8601 date
) STRICT;
CREATE INDEX period_by_days ON period (frequency, first_day);

CREATE TABLE series (                     -- one time series of a data set: source x indicator x place x unit x further dimensions
  series_id      INTEGER PRIMARY KEY,
  source_id      INTEGER NOT NULL REFERENCES source, -- the version it belongs to
  indicator_id   INTEGER REFERENCES indicator, -- NULL where the label is not in the vocabulary
  indicator_text TEXT,                    -- the label as printed
  place_id       INTEGER REFERENCES place, -- NULL where the label is not in the vocabulary
  place_text     TEXT,                    -- the label as printed
  unit_id        INTEGER REFERENCES unit, -- NULL where the unit is unknown
  unit_text      TEXT,                    -- the label as printed, scale words included
  multiplier     REAL NOT NULL DEFAULT 1, -- what a printed number is multiplied with
  dimensions     TEXT,                    -- further dimensions as a JSON object: heading to value
  frequency      TEXT,                    -- of its observations: SDMX CL_FREQ
  observations   INTEGER NOT NULL DEFAULT 0, -- how many
  first_period_id INTEGER REFERENCES period, -- the earliest
  last_period_id INTEGER REFERENCES period, -- the latest with a value
  last_value     REAL,                    -- its value there
  previous_value REAL                     -- its value in the period before that
) STRICT;
CREATE INDEX series_by_source ON series (source_id);
CREATE INDEX series_by_indicator ON series (indicator_id, place_id);
CREATE INDEX series_by_place ON series (place_id, indicator_id);

CREATE TABLE observation (                -- one value of one series in one period; clustered by series
  observation_id INTEGER PRIMARY KEY,     -- series_id * 16777216 + ordinal in the series: one series is one range
  period_id      INTEGER REFERENCES period, -- NULL where the table names no period
  value          REAL,                    -- in base scale: the printed number times the multiplier; NULL when missing
  status         TEXT NOT NULL,           -- SDMX OBS_STATUS
  flag           TEXT,                    -- the flag as printed
  decimals       INTEGER,                 -- digits printed after the decimal mark
  line           INTEGER NOT NULL,        -- physical line in the source, from 1
  "column"       INTEGER NOT NULL,        -- column in the source, from 1
  cell           TEXT NOT NULL            -- the cell as printed
) STRICT;

CREATE TABLE revision (                   -- a figure that a new version of a table changed, gave for the first time or withdrew; written when the version is loaded
  revision_id   INTEGER PRIMARY KEY,
  series_id     INTEGER NOT NULL REFERENCES series, -- of the new version
  period_id     INTEGER REFERENCES period, -- NULL where the table names no period
  before        REAL,                     -- the figure in the version that was replaced; NULL where it was missing
  after         REAL,                     -- the figure in the new version; NULL where it is missing or not there
  before_id     INTEGER NOT NULL REFERENCES observation, -- where the old figure stands
  after_id      INTEGER REFERENCES observation -- where the new one stands; NULL where it is not there
) STRICT;
CREATE INDEX revision_by_series ON revision (series_id);

CREATE TABLE article (                    -- an article's text as read
  source_id     INTEGER PRIMARY KEY REFERENCES source,
  text          TEXT NOT NULL             -- what every offset counts in, Unicode code points
) STRICT;

CREATE TABLE sentence (                   -- a sentence of an article
  sentence_id   INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL REFERENCES source,
  ordinal       INTEGER NOT NULL,         -- from 0, in document order
  kind          TEXT NOT NULL CHECK (kind IN ('title', 'heading', 'sentence', 'item')), -- where it stands
  start         INTEGER NOT NULL,         -- first code point
  "end"         INTEGER NOT NULL,         -- after the last code point
  UNIQUE (source_id, ordinal)
) STRICT;

CREATE TABLE claim (                      -- one figure stated in an article
  claim_id       INTEGER PRIMARY KEY,
  source_id      INTEGER NOT NULL REFERENCES source,
  sentence_id    INTEGER NOT NULL REFERENCES sentence,
  ordinal        INTEGER NOT NULL,        -- from 0, in document order
  start          INTEGER NOT NULL,        -- first code point of the quote
  "end"          INTEGER NOT NULL,        -- after its last code point
  quote          TEXT NOT NULL,           -- the number with its unit and qualifier, as written
  value          REAL,                    -- in the unit, scale words multiplied out; NULL for a range
  low            REAL,                    -- of a range
  high           REAL,                    -- of a range
  unit_id        INTEGER REFERENCES unit, -- NULL where the unit is not in the vocabulary
  unit           TEXT NOT NULL,           -- ISO 4217, %, pp, UCUM, or 1 for a count
  unit_name      TEXT,                    -- English name; for a count the noun that is counted, singular
  qualifier      TEXT NOT NULL CHECK (qualifier IN ('exact', 'approximately', 'nearly', 'more_than', 'less_than', 'at_least', 'at_most', 'between')),
  direction      TEXT NOT NULL CHECK (direction IN ('none', 'increase', 'decrease')), -- where the figure is the size of a change
  status         TEXT NOT NULL CHECK (status IN ('actual', 'target', 'forecast', 'plan', 'threshold')),
  indicator_id   INTEGER REFERENCES indicator, -- NULL where the words are not in the vocabulary
  indicator_text TEXT,                    -- what is measured, as written
  place_id       INTEGER REFERENCES place, -- NULL where the words are not in the vocabulary
  place_text     TEXT,                    -- the place as written, or as carried over
  period_id      INTEGER REFERENCES period, -- NULL where none is stated
  speaker        TEXT,                    -- the person or organisation that the text attributes it to
  restates_id    INTEGER REFERENCES claim, -- the claim that this one repeats in another unit
  confidence     REAL NOT NULL DEFAULT 1, -- 0 to 1
  doubt          TEXT,                    -- why, where the confidence is low
  UNIQUE (source_id, ordinal)
) STRICT;
CREATE INDEX claim_by_indicator ON claim (indicator_id, place_id);
CREATE INDEX claim_by_place ON claim (place_id);
CREATE INDEX claim_by_restates ON claim (restates_id) WHERE restates_id IS NOT NULL;

CREATE TABLE mention (                    -- one place, organisation or person named in an article
  mention_id    INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL REFERENCES source,
  sentence_id   INTEGER NOT NULL REFERENCES sentence,
  start         INTEGER NOT NULL,         -- first code point
  "end"         INTEGER NOT NULL,         -- after the last code point
  quote         TEXT NOT NULL,            -- as written
  kind          TEXT NOT NULL CHECK (kind IN ('place', 'organisation', 'person')),
  place_id      INTEGER REFERENCES place  -- the place, where it is one of the vocabulary
) STRICT;
CREATE INDEX mention_by_source ON mention (source_id);

CREATE TABLE reject (                     -- one row, cell or passage that could not be taken
  reject_id     INTEGER PRIMARY KEY,
  run_id        INTEGER NOT NULL REFERENCES run,
  source_id     INTEGER REFERENCES source, -- NULL where the whole file was refused
  locator       TEXT NOT NULL,            -- path or URL
  line          INTEGER,                  -- physical line, from 1; NULL for a whole file
  "column"      INTEGER,                  -- column, from 1; NULL for a whole row
  code          TEXT NOT NULL,            -- a stable code: ragged_row, not_a_number, …
  message       TEXT NOT NULL,            -- what was expected and what to do
  raw           TEXT                      -- the text as it stands there
) STRICT;
CREATE INDEX reject_by_source ON reject (source_id);

CREATE TABLE record_set (                 -- one table record_<name> of records that are not statistics
  name          TEXT PRIMARY KEY,         -- of the table, record_ included
  locator       TEXT NOT NULL,            -- the file whose current version it holds
  source_id     INTEGER NOT NULL REFERENCES source, -- the version it holds
  columns       TEXT NOT NULL             -- JSON array of {name, heading, type}
) STRICT, WITHOUT ROWID;

CREATE TABLE export (                     -- what a run of an export wrote, and how far it got
  run_id        INTEGER PRIMARY KEY REFERENCES run, -- the run
  name          TEXT NOT NULL,            -- its name in tally.yml, or what it holds and where it goes
  status        TEXT NOT NULL CHECK (status IN ('prepared', 'done', 'given up')), -- prepared: written, but not all in its place
  target        TEXT NOT NULL,            -- absolute path of the file or folder
  format        TEXT NOT NULL,            -- csv, ndjson, sdmx-csv, …
  since         ANY,                      -- it holds what is newer than this watermark; NULL for everything
  watermark     ANY,                      -- it holds what there was up to this one: a source_id, or a value of its own column
  rows          INTEGER NOT NULL,         -- rows written
  bytes         INTEGER NOT NULL,         -- size of all files
  moves         TEXT NOT NULL             -- JSON array of [temporary path, final path, SHA-256]: what finishes a prepared export
) STRICT;
CREATE INDEX export_by_name ON export (name, run_id);

CREATE TABLE vocabulary_addition (        -- vocabulary rows that users added
  addition_id   INTEGER PRIMARY KEY,
  vocabulary    TEXT NOT NULL,            -- the file that it extends: places, unit_names, …
  added         TEXT NOT NULL,            -- when, UTC
  content       TEXT NOT NULL             -- the CSV as given
) STRICT;

CREATE TABLE setting (                    -- what the warehouse remembers about itself
  name          TEXT PRIMARY KEY,         -- vocabulary_fingerprint, …
  value         TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE article_search USING fts5 (text, content = 'article', content_rowid = 'source_id'); -- full text of the articles

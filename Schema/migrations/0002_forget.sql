-- Version 2: sources can be forgotten; a warehouse has a name of its own; the sentences of long articles stand by
-- themselves, so that a claim's sentence is found without counting through the text.

-- What a run does, one kind more. SQLite knows no other way to change a condition of a table
-- (https://www.sqlite.org/lang_altertable.html, the procedure for changes that do not touch what is stored).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '''export'', ''job'')', '''export'', ''job'', ''forget'')')
WHERE type = 'table' AND name = 'run';
PRAGMA writable_schema = RESET;

ALTER TABLE sentence ADD COLUMN
  text          TEXT;                     -- as it stands in the text; NULL where the article is short enough to look there

CREATE TABLE forgotten (                  -- one version of a source that was forgotten: that it was there, and nothing of what it said
  source_id     INTEGER PRIMARY KEY,      -- the number that it had, which no other gets
  run_id        INTEGER NOT NULL REFERENCES run, -- the run that forgot it
  kind          TEXT NOT NULL,            -- article, observations or record
  locator       TEXT NOT NULL,            -- path or URL
  title         TEXT,                     -- headline, or title of the table
  sha256        TEXT NOT NULL,            -- of the bytes as read, hexadecimal
  loaded        TEXT NOT NULL,            -- when it was loaded, UTC
  superseded    TEXT,                     -- when it had been replaced, UTC; NULL for the current one
  forgotten     TEXT NOT NULL,            -- when it was forgotten, UTC
  last_series   INTEGER,                  -- the highest number of its series, which no other gets
  last_claim    INTEGER                   -- the highest number of its claims, which no other gets
) STRICT;
CREATE INDEX forgotten_by_locator ON forgotten (locator);

-- By this a warehouse knows what it wrote.
INSERT INTO setting (name, value) VALUES ('identity', lower(hex(randomblob(16))));

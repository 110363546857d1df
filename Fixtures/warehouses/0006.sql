PRAGMA application_id = 1415670905; PRAGMA user_version = 6;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE run (                        -- one run: of an ingest, a check, a report, an export, or of a job made of these
  run_id        INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL DEFAULT 'ingest' CHECK (kind IN ('ingest', 'check', 'report', 'export', 'job', 'forget')), -- what ran
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
INSERT INTO run VALUES(1,'ingest',NULL,NULL,'2026-11-29T10:22:43Z','2026-11-29T10:22:43Z','rejects','0.1.0','ingest press gdp.csv ./bad.csv',4,0,10,7,1,2,NULL);
INSERT INTO run VALUES(2,'ingest',NULL,NULL,'2026-11-29T10:22:43Z','2026-11-29T10:22:43Z','done','0.1.0','ingest orders.csv --as record',1,0,3,2,0,1,NULL);
INSERT INTO run VALUES(3,'ingest',NULL,NULL,'2026-11-29T10:22:43Z','2026-11-29T10:22:43Z','done','0.1.0','ingest ./gdp.csv gdp.csv',1,0,3,2,0,1,NULL);
INSERT INTO run VALUES(4,'ingest',NULL,NULL,'2026-11-29T10:22:44Z','2026-11-29T10:22:44Z','done','0.1.0','ingest press/a.txt',1,0,1,1,0,0,NULL);
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
, told          TEXT, vocabulary    TEXT, reread        TEXT, observed      INTEGER, summarised    INTEGER) STRICT;
INSERT INTO source VALUES(1,'article','press/a.txt',NULL,NULL,NULL,'en','text/plain','UTF-8','b5434e764c28e4006e168a1493ec861078a9fbc74c8494365451ab70004fcec1',44,1,'2026-11-29T10:22:43Z',7,'2026-11-29T10:22:44Z',1,1,0,0,'{}',NULL,NULL,'',NULL,NULL,NULL);
INSERT INTO source VALUES(2,'article','press/b.txt',NULL,NULL,NULL,'en','text/plain','UTF-8','a0a0cdfb23123e39b3387cb9a29c4bf172613cdf28a85e58400501cbbd065e93',68,1,'2026-11-29T10:22:43Z',NULL,NULL,1,1,0,0,'{}',NULL,NULL,'',NULL,NULL,NULL);
INSERT INTO source VALUES(3,'observations','gdp.csv',NULL,NULL,NULL,NULL,'text/csv','UTF-8','84c058cbe3464b7160f9136bc6ff78f56f1c63ed4da205b05347492a2dd1b165',45,1,'2026-11-29T10:22:43Z',6,'2026-11-29T10:22:43Z',3,2,0,1,'{"heading":1}','{"encoding":"UTF-8","format":null,"delimiter":"comma","kind":"observations","reason":"periods stand across in the headings","first_line":2,"metadata":null,"title":null,"place":null,"indicator":null,"unit":null,"columns":[{"number":1,"heading":"Region","role":"REF_AREA","detail":""},{"number":2,"heading":"2022","role":"OBS_VALUE","detail":"period 2022"},{"number":3,"heading":"2023","role":"OBS_VALUE","detail":"period 2023"}],"doubts":[]}',NULL,'',NULL,4,0);
INSERT INTO source VALUES(4,'observations','bad.csv',NULL,NULL,NULL,NULL,'text/csv','UTF-8','2e51942c0f4025c84ae1a599d1de8131f1fc6bacfe330b4eaf6ea11f26aded65',65,1,'2026-11-29T10:22:43Z',NULL,NULL,5,3,1,1,'{"heading":1}','{"encoding":"UTF-8","format":null,"delimiter":"comma","kind":"observations","reason":"periods stand across in the headings","first_line":2,"metadata":null,"title":null,"place":null,"indicator":null,"unit":null,"columns":[{"number":1,"heading":"Region","role":"REF_AREA","detail":""},{"number":2,"heading":"2022","role":"OBS_VALUE","detail":"period 2022"},{"number":3,"heading":"2023","role":"OBS_VALUE","detail":"period 2023"}],"doubts":[]}',NULL,'',NULL,5,0);
INSERT INTO source VALUES(5,'record','orders.csv',NULL,NULL,NULL,NULL,'text/csv','UTF-8','b3ad3aa38ea27c7d776794418b55eb508aaf9fe4a9c4e82567b41b47d5c6ef4a',37,2,'2026-11-29T10:22:43Z',NULL,NULL,3,2,0,1,'{"heading":1}','{"encoding":"UTF-8","format":null,"delimiter":"comma","kind":"record","reason":"the column customer names what registers and journals list","first_line":2,"metadata":null,"title":null,"place":null,"indicator":null,"unit":null,"columns":[{"number":1,"heading":"id","role":"INTEGER","detail":"id"},{"number":2,"heading":"customer","role":"TEXT","detail":"customer"},{"number":3,"heading":"amount","role":"REAL","detail":"amount"}],"doubts":[]}','{"as":"record"}','',NULL,NULL,NULL);
INSERT INTO source VALUES(6,'observations','gdp.csv',NULL,NULL,NULL,NULL,'text/csv','UTF-8','4322292747bee6e39c1666859ebdc97861368182a3eafee862adeb37f42fe3b4',46,3,'2026-11-29T10:22:43Z',NULL,NULL,3,2,0,1,'{"heading":1}','{"encoding":"UTF-8","format":null,"delimiter":"comma","kind":"observations","reason":"periods stand across in the headings","first_line":2,"metadata":null,"title":null,"place":null,"indicator":null,"unit":null,"columns":[{"number":1,"heading":"Region","role":"REF_AREA","detail":""},{"number":2,"heading":"2022","role":"OBS_VALUE","detail":"period 2022"},{"number":3,"heading":"2023","role":"OBS_VALUE","detail":"period 2023"}],"doubts":[]}',NULL,'',NULL,4,0);
INSERT INTO source VALUES(7,'article','press/a.txt',NULL,NULL,NULL,'en','text/plain','UTF-8','eb8a120ccbf36020ffca8c89a3b69fb15ccfb4f5e312e7befb7671db7b4d5d19',44,4,'2026-11-29T10:22:44Z',NULL,NULL,1,1,0,0,'{}',NULL,NULL,'',NULL,NULL,NULL);
CREATE TABLE place (                      -- a reference area
  place_id      INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE,     -- ISO 3166-1 alpha-3, ISO 3166-2, or our own
  kind          TEXT NOT NULL,            -- world, region, group, country, territory, province, state, city, cluster
  name          TEXT NOT NULL,            -- usual English name
  parent_id     INTEGER REFERENCES place  -- the area that contains it
) STRICT;
INSERT INTO place VALUES(380,'CN-BJ','city','Beijing',NULL);
INSERT INTO place VALUES(381,'CN-TJ','city','Tianjin',NULL);
INSERT INTO place VALUES(382,'CN-HE','province','Hebei',NULL);
INSERT INTO place VALUES(388,'CN-SH','city','Shanghai',NULL);
CREATE TABLE place_name (                 -- a name of a place, in any language
  place_id      INTEGER NOT NULL REFERENCES place,
  language      TEXT NOT NULL,            -- BCP 47, und where it belongs to none
  kind          TEXT NOT NULL,            -- name, alias, abbreviation, demonym, code
  name          TEXT NOT NULL             -- as written
) STRICT;
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
CREATE TABLE unit (                       -- a unit of measure or a currency
  unit_id       INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE,     -- UCUM, ISO 4217, %, pp, 1
  name          TEXT NOT NULL,            -- English name, singular
  dimension     TEXT NOT NULL,            -- currency, length, area, mass, ratio, count, …
  factor        REAL,                     -- to the dimension's base unit; NULL for currencies
  "offset"      REAL                      -- to the dimension's base unit, for temperatures
) STRICT;
INSERT INTO unit VALUES(2,'%','percent','ratio',0.010000000000000000208,0.0);
INSERT INTO unit VALUES(309,'CNY','Chinese yuan','currency',NULL,NULL);
CREATE TABLE period (                     -- an SDMX time period
  period_id     INTEGER PRIMARY KEY,
  period        TEXT NOT NULL UNIQUE,     -- 2024, 2024-Q1, 2024-03, 2024-01-01/P9M
  frequency     TEXT NOT NULL,            -- SDMX CL_FREQ: A, S, Q, M, W, D; O for other
  first_day     TEXT NOT NULL,            -- ISO 8601 date
  last_day      TEXT NOT NULL             -- ISO 8601 date
) STRICT;
INSERT INTO period VALUES(1,'2023','A','2023-01-01','2023-12-31');
INSERT INTO period VALUES(2,'2022','A','2022-01-01','2022-12-31');
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
, figures       INTEGER NOT NULL DEFAULT 0, total         REAL, lowest        REAL, highest       REAL) STRICT;
INSERT INTO series VALUES(1,3,NULL,NULL,380,'Beijing',NULL,NULL,1.0,NULL,'A',2,2,1,2.5,1.5,2,4.0,1.5,2.5);
INSERT INTO series VALUES(2,3,NULL,NULL,381,'Tianjin',NULL,NULL,1.0,NULL,'A',2,2,1,4.0,3.0,2,7.0,3.0,4.0);
INSERT INTO series VALUES(3,4,NULL,NULL,382,'Hebei',NULL,NULL,1.0,NULL,'A',2,2,1,6.0,5.0,2,11.0,5.0,6.0);
INSERT INTO series VALUES(4,4,NULL,NULL,388,'Shanghai',NULL,NULL,1.0,NULL,'A',2,2,1,8.0,7.0,2,15.0,7.0,8.0);
INSERT INTO series VALUES(5,4,NULL,NULL,381,'Tianjin',NULL,NULL,1.0,NULL,'A',1,2,2,3.0,NULL,1,3.0,NULL,NULL);
INSERT INTO series VALUES(6,6,NULL,NULL,380,'Beijing',NULL,NULL,1.0,NULL,'A',2,2,1,2.75,1.5,2,4.25,1.5,2.75);
INSERT INTO series VALUES(7,6,NULL,NULL,381,'Tianjin',NULL,NULL,1.0,NULL,'A',2,2,1,4.0,3.0,2,7.0,3.0,4.0);
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
INSERT INTO observation VALUES(16777216,2,1.5,'A',NULL,1,2,2,'1.5');
INSERT INTO observation VALUES(16777217,1,2.5,'A',NULL,1,2,3,'2.5');
INSERT INTO observation VALUES(33554432,2,3.0,'A',NULL,0,3,2,'3');
INSERT INTO observation VALUES(33554433,1,4.0,'A',NULL,0,3,3,'4');
INSERT INTO observation VALUES(50331648,2,5.0,'A',NULL,0,3,2,'5');
INSERT INTO observation VALUES(50331649,1,6.0,'A',NULL,0,3,3,'6');
INSERT INTO observation VALUES(67108864,2,7.0,'A',NULL,0,4,2,'7');
INSERT INTO observation VALUES(67108865,1,8.0,'A',NULL,0,4,3,'8');
INSERT INTO observation VALUES(83886080,2,3.0,'A',NULL,0,5,2,'3');
INSERT INTO observation VALUES(100663296,2,1.5,'A',NULL,1,2,2,'1.5');
INSERT INTO observation VALUES(100663297,1,2.75,'A',NULL,2,2,3,'2.75');
INSERT INTO observation VALUES(117440512,2,3.0,'A',NULL,0,3,2,'3');
INSERT INTO observation VALUES(117440513,1,4.0,'A',NULL,0,3,3,'4');
CREATE TABLE revision (                   -- a figure that a new version of a table changed, gave for the first time or withdrew; written when the version is loaded
  revision_id   INTEGER PRIMARY KEY,
  series_id     INTEGER NOT NULL REFERENCES series, -- of the new version
  period_id     INTEGER REFERENCES period, -- NULL where the table names no period
  before        REAL,                     -- the figure in the version that was replaced; NULL where it was missing
  after         REAL,                     -- the figure in the new version; NULL where it is missing or not there
  before_id     INTEGER NOT NULL REFERENCES observation, -- where the old figure stands
  after_id      INTEGER REFERENCES observation -- where the new one stands; NULL where it is not there
) STRICT;
INSERT INTO revision VALUES(1,6,1,2.5,2.75,16777217,100663297);
CREATE TABLE article (                    -- an article's text as read
  source_id     INTEGER PRIMARY KEY REFERENCES source,
  text          TEXT NOT NULL             -- what every offset counts in, Unicode code points
) STRICT;
INSERT INTO article VALUES(1,replace('Exports of Hebei rose by 5 percent in 2023.\n','\n',char(10)));
INSERT INTO article VALUES(2,replace('Output of Beijing reached 12 million yuan in 2023, the bureau said.\n','\n',char(10)));
INSERT INTO article VALUES(7,replace('Exports of Hebei rose by 6 percent in 2023.\n','\n',char(10)));
CREATE TABLE sentence (                   -- a sentence of an article
  sentence_id   INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL REFERENCES source,
  ordinal       INTEGER NOT NULL,         -- from 0, in document order
  kind          TEXT NOT NULL CHECK (kind IN ('title', 'heading', 'sentence', 'item')), -- where it stands
  start         INTEGER NOT NULL,         -- first code point
  "end"         INTEGER NOT NULL, text          TEXT,         -- after the last code point
  UNIQUE (source_id, ordinal)
) STRICT;
INSERT INTO sentence VALUES(1,1,0,'sentence',0,43,NULL);
INSERT INTO sentence VALUES(2,2,0,'sentence',0,67,NULL);
INSERT INTO sentence VALUES(3,7,0,'sentence',0,43,NULL);
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
  doubt          TEXT, holder                TEXT, holder_kind           TEXT CHECK (holder_kind IN ('organisation', 'person', 'product')), place_confidence      REAL CHECK (place_confidence BETWEEN 0 AND 1), period_confidence     REAL CHECK (period_confidence BETWEEN 0 AND 1), indicator_confidence  REAL CHECK (indicator_confidence BETWEEN 0 AND 1), holder_confidence     REAL CHECK (holder_confidence BETWEEN 0 AND 1), reader                TEXT NOT NULL DEFAULT 'tally',                    -- why, where the confidence is low
  UNIQUE (source_id, ordinal)
) STRICT;
INSERT INTO claim VALUES(1,1,1,0,25,34,'5 percent',5.0,NULL,NULL,2,'%','percent','exact','increase','actual',NULL,'Exports of Hebei',382,'Hebei',1,NULL,NULL,0.92600000000000004529,NULL,NULL,NULL,0.96299999999999996713,0.99799999999999999822,0.99599999999999999644,1.0,'tally');
INSERT INTO claim VALUES(2,2,2,0,26,41,'12 million yuan',12000000.0,NULL,NULL,309,'CNY','Chinese yuan','exact','none','actual',NULL,'Output of Beijing',380,'Beijing',1,NULL,NULL,0.93700000000000005506,NULL,NULL,NULL,0.97299999999999997601,0.99799999999999999822,1.0,1.0,'tally');
INSERT INTO claim VALUES(3,7,3,0,25,34,'6 percent',6.0,NULL,NULL,2,'%','percent','exact','increase','actual',NULL,'Exports of Hebei',382,'Hebei',1,NULL,NULL,0.92600000000000004529,NULL,NULL,NULL,0.96299999999999996713,0.99799999999999999822,0.99599999999999999644,1.0,'tally');
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
INSERT INTO mention VALUES(1,1,1,11,16,'Hebei','place',382);
INSERT INTO mention VALUES(2,2,2,10,17,'Beijing','place',380);
INSERT INTO mention VALUES(3,7,3,11,16,'Hebei','place',382);
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
INSERT INTO reject VALUES(1,1,4,'bad.csv',2,NULL,'ragged_row','expected 3 cells, found 2','Beijing,1');
INSERT INTO reject VALUES(2,1,4,'bad.csv',5,3,'not_a_number','expected a number or a mark for a missing value','oops');
CREATE TABLE record_set (                 -- one table record_<name> of records that are not statistics
  name          TEXT PRIMARY KEY,         -- of the table, record_ included
  locator       TEXT NOT NULL,            -- the file whose current version it holds
  source_id     INTEGER NOT NULL REFERENCES source, -- the version it holds
  columns       TEXT NOT NULL             -- JSON array of {name, heading, type}
) STRICT, WITHOUT ROWID;
INSERT INTO record_set VALUES('record_orders','orders.csv',5,'[{"name":"id","heading":"id","type":"INTEGER"},{"name":"customer","heading":"customer","type":"TEXT"},{"name":"amount","heading":"amount","type":"REAL"}]');
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
CREATE TABLE vocabulary_addition (        -- vocabulary rows that users added
  addition_id   INTEGER PRIMARY KEY,
  vocabulary    TEXT NOT NULL,            -- the file that it extends: places, unit_names, …
  added         TEXT NOT NULL,            -- when, UTC
  content       TEXT NOT NULL             -- the CSV as given
, locator       TEXT) STRICT;
CREATE TABLE setting (                    -- what the warehouse remembers about itself
  name          TEXT PRIMARY KEY,         -- vocabulary_fingerprint, …
  value         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('identity','0fc839f347659b502f6cf980a58f13ff');
INSERT INTO setting VALUES('locators','relative to the warehouse');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','article_search','article_search',0,'CREATE VIRTUAL TABLE article_search USING fts5 (text, content = ''article'', content_rowid = ''source_id'')');
CREATE TABLE IF NOT EXISTS 'article_search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO article_search_data VALUES(1,X'031e');
INSERT INTO article_search_data VALUES(10,X'000000000103030003010101020101030101');
INSERT INTO article_search_data VALUES(137438953473,X'0000005305303230323301020a0101350102070102627901020601076578706f727473010202010568656265690102040102696e01020901026f66010203010770657263656e740102080104726f7365010205040906070c0a07070c');
INSERT INTO article_search_data VALUES(274877906945,X'000000740330313202020601043230323302020a01076265696a696e670202040205757265617502020c0102696e02020901076d696c6c696f6e02020701026f660202030205757470757402020201077265616368656402020501047361696402020d010374686502020b01047975616e0202080407090c0a070c070a0c0908');
INSERT INTO article_search_data VALUES(412316860417,X'0000005305303230323307020a0101360702070102627907020601076578706f727473070202010568656265690702040102696e07020901026f66070203010770657263656e740702080104726f7365070205040906070c0a07070c');
CREATE TABLE IF NOT EXISTS 'article_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO article_search_idx VALUES(1,X'',2);
INSERT INTO article_search_idx VALUES(2,X'',2);
INSERT INTO article_search_idx VALUES(3,X'',2);
CREATE TABLE IF NOT EXISTS 'article_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO article_search_docsize VALUES(1,X'09');
INSERT INTO article_search_docsize VALUES(2,X'0c');
INSERT INTO article_search_docsize VALUES(7,X'09');
CREATE TABLE IF NOT EXISTS 'article_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO article_search_config VALUES('version',4);
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
CREATE TABLE IF NOT EXISTS "record_orders" ("id" INTEGER, "customer" TEXT, "amount" REAL, source_id INTEGER NOT NULL REFERENCES source, source_line INTEGER NOT NULL);
INSERT INTO record_orders VALUES(1,'Ann',2.5,5,2);
INSERT INTO record_orders VALUES(2,'Bob',3.0,5,3);
CREATE INDEX source_by_locator ON source (locator, source_id);
CREATE INDEX source_by_sha256 ON source (sha256);
CREATE INDEX place_name_by_name ON place_name (name);
CREATE INDEX place_name_by_place ON place_name (place_id);
CREATE INDEX indicator_name_by_name ON indicator_name (name);
CREATE INDEX period_by_days ON period (frequency, first_day);
CREATE INDEX series_by_source ON series (source_id);
CREATE INDEX series_by_indicator ON series (indicator_id, place_id);
CREATE INDEX series_by_place ON series (place_id, indicator_id);
CREATE INDEX revision_by_series ON revision (series_id);
CREATE INDEX claim_by_indicator ON claim (indicator_id, place_id);
CREATE INDEX claim_by_place ON claim (place_id);
CREATE INDEX claim_by_restates ON claim (restates_id) WHERE restates_id IS NOT NULL;
CREATE INDEX mention_by_source ON mention (source_id);
CREATE INDEX reject_by_source ON reject (source_id);
CREATE INDEX export_by_name ON export (name, run_id);
CREATE INDEX forgotten_by_locator ON forgotten (locator);
CREATE VIEW claims AS
SELECT c.claim_id,
       s.locator, s.title, s.publisher, s.published,
       c.quote, c.start, c."end",
       c.value, c.low, c.high, c.unit, c.unit_name,
       c.qualifier, c.direction, c.status,
       i.code AS indicator_code, i.name AS indicator, c.indicator_text,
       p.code AS place_code, p.name AS place, c.place_text,
       t.period, c.speaker,
       c.restates_id AS restates,
       COALESCE(n.text, substr(a.text, n.start + 1, n."end" - n.start)) AS sentence,
       c.confidence, c.doubt,
       c.holder, c.holder_kind,
       c.place_confidence, c.period_confidence, c.indicator_confidence, c.holder_confidence,
       c.reader
FROM claim AS c
JOIN source AS s ON s.source_id = c.source_id AND s.superseded_by IS NULL
JOIN sentence AS n ON n.sentence_id = c.sentence_id
JOIN article AS a ON a.source_id = c.source_id
LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
LEFT JOIN place AS p ON p.place_id = c.place_id
LEFT JOIN period AS t ON t.period_id = c.period_id;
CREATE VIEW exchange_rates AS
SELECT substr(u.code, 1, 3) AS currency, substr(u.code, 5, 3) AS per, t.period, t.first_day, t.last_day, o.value, s.locator
FROM indicator AS i
JOIN series AS r ON r.indicator_id = i.indicator_id
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
JOIN unit AS u ON u.unit_id = r.unit_id AND u.dimension = 'quotient'
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
JOIN period AS t ON t.period_id = o.period_id
WHERE i.code = 'EXCHANGE_RATE' AND o.value > 0
UNION ALL
SELECT w.code, 'USD', t.period, t.first_day, t.last_day, o.value, s.locator
FROM indicator AS i
JOIN series AS r ON r.indicator_id = i.indicator_id
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
JOIN place_name AS n ON n.place_id = r.place_id AND n.kind = 'code' AND length(n.name) = 2
JOIN unit AS w ON w.dimension = 'currency' AND substr(w.code, 1, 2) = n.name AND w.code <> 'USD'
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
JOIN period AS t ON t.period_id = o.period_id
WHERE i.code = 'EXCHANGE_RATE' AND o.value > 0 AND coalesce(u.dimension, '') <> 'quotient';
CREATE VIEW figures AS
SELECT 'claim' AS kind, claim_id AS id, locator, title, publisher, published,
       quote AS printed, value, low, high, unit, qualifier, direction, status,
       indicator_code, indicator, indicator_text, place_code, place, place_text, period, speaker
FROM claims
UNION ALL
SELECT 'observation', observation_id, locator, title, publisher, published,
       cell, value, NULL, NULL, unit, 'exact', 'none', status,
       indicator_code, indicator, indicator_text, place_code, place, place_text, period, NULL
FROM observations;
CREATE VIEW missing AS
SELECT o.observation_id,
       s.locator, s.title, s.publisher, s.published,
       o.line, o."column", o.cell, u.code AS unit, r.unit_text, o.status, o.flag,
       i.code AS indicator_code, i.name AS indicator, r.indicator_text,
       p.code AS place_code, p.name AS place, r.place_text,
       t.period, t.frequency, r.dimensions,
       r.series_id
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN period AS t ON t.period_id = o.period_id
WHERE o.value IS NULL;
CREATE VIEW named_observations AS
SELECT r.indicator_code, r.indicator, r.aggregation, r.series_id, r.source_id, r.locator,
       r.place_id, r.place_code, r.place, r.place_kind, r.unit, r.unit_dimension, r.dimensions,
       o.observation_id, o.period_id, o.value
FROM named_series AS r
CROSS JOIN observation AS o
WHERE o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215;
CREATE VIEW named_series AS
SELECT i.code AS indicator_code, i.name AS indicator, i.aggregation,
       r.series_id, r.source_id, s.locator,
       r.place_id, COALESCE(p.code, r.place_text) AS place_code, COALESCE(p.name, r.place_text) AS place, p.kind AS place_kind,
       COALESCE(u.code, r.unit_text) AS unit, u.dimension AS unit_dimension, r.dimensions
FROM indicator AS i
JOIN series AS r ON r.indicator_id = i.indicator_id
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
UNION ALL
SELECT r.indicator_text, r.indicator_text, CASE WHEN 1 = 0 THEN '' END,
       r.series_id, r.source_id, s.locator,
       r.place_id, COALESCE(p.code, r.place_text), COALESCE(p.name, r.place_text), p.kind,
       COALESCE(u.code, r.unit_text), u.dimension, r.dimensions
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
WHERE r.indicator_id IS NULL;
CREATE VIEW observations AS
SELECT o.observation_id,
       s.locator, s.title, s.publisher, s.published,
       o.line, o."column", o.cell,
       o.value, u.code AS unit, r.unit_text, o.status, o.flag, o.decimals,
       i.code AS indicator_code, i.name AS indicator, r.indicator_text,
       p.code AS place_code, p.name AS place, r.place_text,
       t.period, t.frequency, r.dimensions,
       r.series_id
FROM series AS r
JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL
JOIN observation AS o ON o.observation_id BETWEEN r.series_id * 16777216 AND r.series_id * 16777216 + 16777215
LEFT JOIN unit AS u ON u.unit_id = r.unit_id
LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id
LEFT JOIN place AS p ON p.place_id = r.place_id
LEFT JOIN period AS t ON t.period_id = o.period_id
WHERE o.value IS NOT NULL;
CREATE VIEW place_within AS
SELECT m.part_id AS place_id, m.whole_id FROM place_part AS m
UNION
SELECT p.place_id, p.parent_id FROM place AS p WHERE p.parent_id IS NOT NULL
UNION
SELECT p.place_id, w.parent_id FROM place AS p JOIN place AS w ON w.place_id = p.parent_id WHERE w.parent_id IS NOT NULL;
PRAGMA writable_schema=OFF;
COMMIT;
